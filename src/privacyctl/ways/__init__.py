"""The ways to send a message. They know nothing of the record: a message goes in, and is taken or not.

| file | what lives in it |
|---|---|
| `sending` | a message, sent by a way: start here |
| `smtp` | by a mail server |
| `sendmail` | by the machine's own sendmail, and where that is |
| `command` | by a command of the vendor's, which gets the text |
| `heartbeat` | a sign of life to a monitor |
"""
