"""Readers of mailboxes: which mails lie there, as bytes. A mailbox stays as it was, to the byte and the flag.

| file | what lives in it |
|---|---|
| `opening` | a source of the settings, opened; start here |
| `maildir` | a folder with a file a mail, as mail servers keep it |
| `mbox` | a file of many mails |
| `spool` | a folder into which a web form writes one file a request |
| `imap` | a mailbox on a server, by IMAP |
| `imap_client` | one connection by IMAP: bounded, and its answers taken apart |
| `imap_names` | the names of folders as IMAP and Maildir write them |
| `pop` | a mailbox on a server, by POP |
| `connecting` | every connection to a mail server: TLS always, and an end to each |
| `failing` | what went wrong, sorted: what the vendor must mend, and what may pass by itself |
| `mail_files` | files that others write, opened without a trace |
"""
