"""The nouns: frozen dataclasses and pure rules, on the standard library alone.

| file | what lives in it |
|---|---|
| **Requests** | |
| `request` | a case, its kinds and why it ends; a new kind of request begins here |
| `takedown` | the duty to remove one publication within 24 hours (promises P6 and P7) |
| `telling` | when what waits is told again, and deadlines whose receipt lies in the future |
| `request_clock` | a right that somebody uses: its clock, and how it is known who asks |
| `deadline` | by when such a request must be answered: months and days of the calendar |
| `code` | a one-time code, which goes to the address on file |
| `mentions` | whether a text mentions somebody, in whatever spelling |
| `made` | a file that a command wrote about people, until it is deleted |
| `mailbox` | a mailbox that is read: where it is, how far it was read, and one mail as it lies there |
| `spool` | a request as a web form of the vendor's writes it into a folder |
| `guess` | what a letter looks like: it orders letters and hides none |
| `message` | a written request as it came by mail |
| `letter` | what a mail is, and who asks by it, as far as it says so |
| `inbox` | what the record knows of mailboxes, and of the letters that came |
| `ours` | the vendor's own addresses and domains |
| `robots` | addresses that nobody writes from |
| `follow_up` | a copy that lies out of our reach, or a recipient who is to be told |
| `access_document`, `access_document_cases` | what is held on one person, as it is handed to them |
| `correction` | which field of a contact was put right, when and on whose word |
| `erasure` | what goes, what stays and why |
| `residue` | what must not be found in the bytes after an erasure |
| **People** | |
| `contact` | a data subject on record; a company is the firm that contacts act for |
| `address` | e-mail addresses: the spelling that was given, and the key that two spellings share |
| `purchase` | one line of an order |
| `disclosure` | a recipient, its contract, and what passes between them and us (promise P3) |
| **Purposes** | |
| `consent` | purposes, decisions, and who may be written to (promise P4) |
| `purpose` | what a purpose is for, on what ground, and whether it may be used (promises P4 and P8) |
| `unsubscribing` | the token in an unsubscribe address |
| `suppression` | this address must not be used for this purpose |
| `notice` | what people were told of a purpose before it was opened |
| **On show** | |
| `publication` | one thing on show about someone, with its places and its permission |
| `site` | the data files of the web site that hold testimonials and customers, and their entries |
| `target` | what is looked for on a site, and where it was seen |
| `page_part` | in what of a page something was seen, and what a page loads from addresses of its own |
| `look` | one check whether one publication is still on show at one place |
| `look_reason` | why a look saw what it saw: one line a reason, with the way out |
| `sketch` | what is kept of a page that showed something, so that the page is known again |
| `site_setting` | a setting of the web site, and what can be wrong with one |
| `entry_match` | whether an entry of the site's data shows a publication |
| `site_findings` | what is wrong with what a site shows |
| `finding_groups` | the same as people read it: one finding with its places, in groups |
| `name_lint` | what a testimonial would show of a person (promise P6) |
| `full_name` | a name on record, read as what must not be seen of it |
| **The record** | |
| `acts/` | one change of the state each: its rows, and its part of an audit entry |
| `anchor` | a head of the chain that was handed out, and how it is written |
| `audit` | an entry of the audit chain, and its canonical bytes |
| `chain` | walking along the chain: what a hash does not show |
| `entries` | the words of entries, and the rows that each leaves |
| `row_sums` | what an entry tells of the rows of every table: their number, and the sum of their keyed hashes |
| `promise` | the promises of the published policy |
| `copies` | a copy of the record: when it was made, what it holds, and until when it stays |
| `journalled` | what the journal beside the record holds of each table |
| `check` | a check of `doctor`: what it can find wrong, and what it found |
| `undoing` | which entries of the audit chain can be taken back, and what can be done about the others |
| `finding_kind` | what every kind of finding says of itself |
| `figures` | figures that give nobody away (promise P5) |
| `ids` | the numbers of contacts, cases, tasks and publications, each a type of its own |
| `moment` | moments: UTC, whole seconds since 1970 |
| **Text** | |
| `text` | what every text goes through on its way in |
| `unread` | what of a page or a folder was not read, though it could show what is looked for |
| `reminder` | when a way tells of what: quiet hours, the day's digest, escalation |
| `schedule` | what must run by itself, and when |
| `way` | a way by which somebody is told: a mail server, a sendmail, a command |
| `words` | the words of a text as they are compared |
| `cards` | card numbers in any text: found, and redacted (promise P1) |
| `card_number` | what a card number is: an issuer's prefix and length, and a check digit |
| `card_runs` | digits in groups: which are a card's number, and which a row of others |
| `card_words` | the words that announce a card, and what counts as a number beside one alone |
| `card_spellings` | how the digits of a card number may be spelt |
| `card_details` | what stands beside a card in a mail: its security code, its expiry, a bank account |
| `common_words` | English words that stand on any page, and are a name only where something else says so |
| `companies` | a company's name in a text, with or without the legal form |
| `details` | an e-mail address or a phone number anywhere in a text |
"""
