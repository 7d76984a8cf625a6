"""What is on show about people, and what is done when somebody asks to have it removed.

| file | what lives in it |
|---|---|
| `follow_ups` | follow-ups: copies out of our reach, which one can ask others to remove and never see gone |
| `named_entries` | naming an entry of the site as what somebody asked to have removed |
| `publications` | putting on record what is on show about someone, with their permission (promises P6, P7) |
| `receipts` | the receipt of a case: what the person who asked is told, and can have checked |
| `removals` | what is done about a takedown: it was removed, it was looked at, or it needed no removal |
| `takedowns` | taking a written request for removal: one case, one clock, one task a publication |
"""
