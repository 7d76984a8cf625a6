"""The one SQLite file. `Store` reads, `Transaction` writes; rows in, values of the model out.

Only this package speaks SQL. Each module holds the statements about one noun; its functions
take a Store to read and a Transaction to write. The schema is in `migrations/`.

| file | what lives in it |
|---|---|
| `store` | `Store`, which reads, and `Transaction`, the only way to change the record |
| `fate` | what became of a transaction whose COMMIT was interrupted |
| `file/` | the data file itself: made, opened, upgraded and examined |
| `journal/` | the journal beside the data file: every entry once more, and what brings it back |
| `copies` | the copies of the record, drills and restores |
| `audit` | the audit chain: its canonical bytes, as they were hashed |
| `state` | the rows that hold state, against what the entries did to them |
| `contents` | the marks of what a row says in words or of whom |
| `altered` | the rows whose words or people are not those of their mark |
| `entry_rows` | the rows of the record by the entries that wrote them |
| `contacts` | contacts, their addresses and their companies |
| `purchases` | purchases |
| `orders` | what an import reads and writes: a batch at a time, one statement a table |
| `comments` | what buyers wrote with their orders, each text once |
| `consent` | decisions and suppressions |
| `noes` | whether the marks in force keep to the decisions that say no |
| `audience` | what decides whether an address may be used |
| `notices` | notices, and those they were written to |
| `disclosures` | disclosures and deliveries: whom and which order lines they were about |
| `exports` | what an export to a recipient holds |
| `publications` | the register of publications |
| `requests` | the cases, their mails, their receipts and how they ended |
| `letters`, `letter_words` | letters, and what was said of each; a mail as columns, and back |
| `sources` | the mailboxes: how far each was read, and how that went |
| `askers` | whose a case is whose asker was not on record when it came |
| `takedowns` | takedowns |
| `reminders` | what is to be told by which way, and which way took it |
| `marks` | what `due` leaves behind: when it ran, and what it told when |
| `new_files` | files that are finished before they have their name |
| `lost_words` | what a restore could not bring back |
| `clock_signs` | what the record knows of the clock: signs of life, and moments that lie ahead |
| `clocks` | the days of requests, and how it was confirmed who asks |
| `codes` | one-time codes |
| `follow_ups` | the lines of a case that others must be asked about |
| `looks` | what was seen where |
| `scan_findings` | what scans saw that must not be, and since when it is seen no more |
| `scanned_files` | what a scan has read |
| `access_document`, `access_document_cases` | everything that is held on one person |
| `corrections` | corrections, and the addresses that they replaced: as keyed hashes |
| `former_names` | what a name was before it was replaced: as keyed hashes |
| `made_files` | the files that commands wrote about people, and where they lie |
| `text_places` | every text on record, and the row that a person would look at to read it |
| `erasures` | erasures, and the keyed hashes of the orders that no import brings back |
| `wiping` | taking somebody off the record, table by table |
| `row_sums` | the sums of the rows of every table: kept while something is written, and made again |
| `purging` | what is past its time |
| `policies` | the versions of what is promised |
| `handed_after_no` | who was handed over after they had said no |
| `undoings` | the entries that were undone, and what rests on an entry |
| `figures` | counts, sums and spreads |
"""

from privacyctl.store.store import Store, Transaction

__all__ = ["Store", "Transaction"]
