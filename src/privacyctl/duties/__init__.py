"""The verbs: one function a duty. Each takes the Store and returns what it changed, frozen.

| file | what lives in it |
|---|---|
| `cases` | opening cases inside a transaction of the caller's: which publications a request concerns |
| `doctor/` | the checks of the data file and of what lies beside it, a file each |
| `clock` | whether the clock can be believed, and that a person says that it is right |
| `contracts` | the contracts with recipients of today, beside what is on record |
| `reminding`, `reminder_steps` | telling of what is due by every way, and the steps at which it is told |
| `due` | what is due: the one thing that cron asks, every few minutes, for years |
| `erase_person` | erasing one person inside a transaction of the caller's: what goes and what stays |
| `anchors` | whether a head of the chain that was handed out is still in it |
| `audit` | the audit chain, to read and to verify |
| `came_back` | whether somebody who was erased is on record again |
| `inbox/` | letters: what comes into the mailboxes is filed, and waits until a person says what it asks |
| `keeping/` | copies of the record, its journal, and bringing a lost record back |
| `last_word` | on whose word a field stands: an import's, the vendor's, or the person's own, which outranks both |
| `askers` | who asks: somebody on record, or the words that were typed |
| `cases_of_nobody` | cases of people who were not on record when they wrote: whose they are |
| `file_privacy` | who may read or write the data file and what lies around it |
| `overview` | the day's work: all that waits, the most urgent first, and the signs of life of what must run |
| `late_forgetting` | what is left of somebody who was erased while something of theirs was on show |
| `lists/` | lists of people: who may be written to, who said no, and who was handed which list |
| `names_on_show` | which testimonials show who a person is, beyond what promise P6 allows |
| `people/` | people and their orders: who is on record, and what they bought |
| `permissions` | permissions: what was given, what was declined since, and which of the two is newer |
| `promises/` | the promises of the policy, a file each, and how the record shows what became of them |
| `proofs` | proving that nothing is left: whose a value is that was found, and what is then done about it |
| `protocols` | what a duty is handed: the site, files and callables that it never makes itself |
| `purposes` | which purposes there are, and whether each may be used (P8) |
| `making_record` | making a record |
| `removals/` | what is on show about people, and what is done when somebody asks to have it removed |
| `restrictions` | restricting what is done with somebody's data, until it is lifted (GDPR art. 18) |
| `rights/` | the rights of a person: to see, to correct and to erase what is held on them |
| `row_sums` | whether the rows of every table are those that the sums in the audit entries tell of |
| `site/` | what is done with the vendor's web site: publish it, look at it again, scan it |
| `suppressions` | closing a purpose to somebody for good, under every address they have |
| `undoing`, `no_way_back` | taking back what was typed by mistake; what cannot be, and what can be done |
| `who` | finding whom the user means. Never guessing: no match and several matches are errors |
"""
