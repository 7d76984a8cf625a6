"""Words, tables, JSON, CSV, calendars and monitoring lines: everything that is said.

What is said of a subject lies in one file: its words, and its document for `--json` as a
typed dictionary in which each key says what it means. docs/reference/output.schema.json and
json.md are made of these types.

| file | what lives in it |
|---|---|
| `screen/` | the screen and the pipe: a command's answer in either form; the only place that knows rich |
| `pages/` | pages that are handed to people |
| `values` | the values that keys of several documents have: moments, months, amounts, hashes |
| `init`, `demo`, `doctor` | a new record; the demo; a record's health |
| `schedule` | what has to run by itself |
| `contacts`, `purchases` | people on record, and what they bought |
| `show` | everything on one person or company |
| `import_orders` | what an import did, and what a person must read |
| `optout`, `optin` | opting out and in |
| `audience`, `gate` | who may be written to; a list that is filtered, or was |
| `publications` | what is on show, and on what ground |
| `scan`, `publish` | what is wrong on the site; what was taken out of its data |
| `scan_steps`, `site_places` | what to do about what a scan found; where it was, as people call it |
| `help` | the topics of the documents, a page of them, and the man page |
| `status` | the day's work on one screen, in one line for a prompt, and as JSON |
| `takedown`, `removals` | the case of a removal; its tasks, and what people say of them |
| `at_once` | `takedown --now` as JSON |
| `due`, `due_document`, `calendar` | what waits, in words, CSV and for monitoring; as JSON; and as a calendar |
| `remind`, `reminders` | what was told; the mails that tell it |
| `verify`, `looks` | a round of looks; a look as JSON |
| `first_looks` | what the first look at something did not see where it should be |
| `inbox`, `triage` | what came into the mailboxes; the letters that wait, and what became of one |
| `mail` | what could not be read of a mail, and by whom it came |
| `requests`, `follow_ups` | cases; copies that lie out of reach |
| `receipt`, `letters` | the receipt; the mails to people that we write |
| `access`, `confirm` | who asks for their data; how it is known that they are it |
| `access_document`, `access_files` | what is held on one person; the two files of it |
| `correct`, `erase`, `proofs` | a correction; an erasure; that nothing is left in the bytes |
| `disclosures`, `export_for` | hand-offs to recipients; the list that one is given |
| `purposes`, `announce`, `notices` | what data is used for; a notice of it; the files of a notice |
| `purge` | what was past its time |
| `unknown_askers` | somebody who is not on record asks to be erased or put right |
| `plain_requests` | objections, restrictions and questions |
| `policy`, `policy_page` | how the promises stand; the same as a page for a customer |
| `stats` | figures that give nobody away |
| `backup`, `restore`, `journal` | copies of the record; what came back with one; the journal |
| `audit`, `undo` | the audit chain; an entry that was typed by mistake |
"""
