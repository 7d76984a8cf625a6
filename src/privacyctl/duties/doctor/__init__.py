"""The checks of `doctor`, a file each: is the data file ours, whole, private, and what we think it is.

| file | what lives in it |
|---|---|
| `audit_chain` | whether every entry of the audit chain holds |
| `card_numbers` | whether a card number stands in any text of the record |
| `clock` | whether the clock is behind the record, and which moments lie in the future |
| `contents` | whether words and lists of people are those with which their rows were written |
| `copies` | whether copies that should be gone are there, and when one was last decrypted |
| `cron` | whether cron runs `privacyctl due`, and whether a comment waits that nobody read |
| `inboxes` | the mailboxes that cannot be read, and when the last mail came |
| `disclosures` | whether today's contracts cover all that was handed to recipients |
| `doctor` | making every check; none stops the others |
| `entry_rows` | whether every entry left its rows, and every row is of an entry that writes such |
| `erasures` | whether the list of erasures beside the data file agrees with the record |
| `examination` | what the checks look at: the record, the settings, the list of erasures |
| `fields` | whether a field is kept that nothing uses |
| `identity` | whether the file is a data file of ours, of this version |
| `integrity` | whether every page and index is sound |
| `journal` | whether the journal beside the data file and the record are in step |
| `leftovers` | what a command that was killed left |
| `name` | whether the data file is reached by a link, or has a second hard name |
| `opt_outs` | whether every no closes every address of whoever said it |
| `privacy` | whether others can read the files or the folder |
| `purposes` | whether a purpose is still what people were told of |
| `references` | whether every row that another row points to is there, and every request has its clock |
| `registry` | the checks in their order, a line each |
| `row_sums` | whether the rows of every table are those that the entries left |
| `schema` | whether every table, index and trigger is as it was made |
| `settings` | whether the settings can be read |
| `site_settings` | whether the settings of the web site fit the site that is there |
"""
