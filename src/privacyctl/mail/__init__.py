"""Readers of mail: what a saved message says, who sent it, and when our server took it in.

| file | what it knows |
|---|---|
| `message` | one mail → `model.message.Message`; start here |
| `source` | the bytes: out of the file it was saved in, bounded, parsed |
| `envelope` | the header: senders, times, Message-ID |
| `body` | the text parts, decoded |
| `markup` | an HTML body as plain text |
| `unquoted` | what the sender wrote, without what they quoted |
"""

from privacyctl.mail.message import parse_message, read_message

__all__ = ["parse_message", "read_message"]
