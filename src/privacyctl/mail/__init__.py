"""Readers of mail: a saved message's text, its senders, and when our own server received it.

| file | what lives in it |
|---|---|
| `message` | one mail as a `model.message.Message`; start here |
| `source` | the bytes of one mail: out of the file that it was saved in, bounded, parsed |
| `envelope` | a mail's header: senders, receipt, date, Message-ID |
| `body` | a mail's text parts, decoded |
| `markup` | an HTML body as plain text, its quoted parts marked with '> ' |
| `likely` | whether a mail looks like a request, and of which kind; its words lie in `phrases/`, a file a language |
| `unquoted` | the sender's own words in a mail, without quoted mails |
"""

from privacyctl.mail.message import parse_message, read_message

__all__ = ["parse_message", "read_message"]
