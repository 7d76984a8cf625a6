"""Letters: what comes into the mailboxes is filed, and waits until a person says what it asks.

| file | what lives in it |
|---|---|
| `filing` | mails put on record, each once |
| `reading` | how reading the mailboxes went |
| `letters` | what waits, with whom it may be from and what it looks like |
| `deciding` | what a person said of a letter, on record |
"""
