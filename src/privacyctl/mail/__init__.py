"""Readers of mail: what wrote it, who asks by it and in what words, and when our own server received it.

| file | what lives in it |
|---|---|
| `message` | one mail as a `model.message.Message`; start here |
| `arrived` | what came into a mailbox, as a letter |
| `source` | the bytes of one mail: out of the file that it was saved in, bounded, parsed |
| `reading` | all that a mail says, put together: by the tables of the files below |
| `kinds` | what wrote it: a machine is looked for first |
| `asking` | who asks by it, whatever carried it |
| `form_labels` | what the labels of forms are called |
| `forms` | what a form or a help desk wrote around a person's words |
| `forwards` | a mail that was sent on, attached or in the text |
| `envelope` | a mail's header: senders, receipt, date, Message-ID |
| `encoded_words` | a header's value as a reader sees it |
| `characters` | the charset of a text, by its bytes and its label |
| `body` | a mail's text parts, decoded |
| `markup` | an HTML body as plain text, its quoted parts marked with '> ' |
| `readable` | what stands in place of words that cannot be read |
| `likely` | whether a mail looks like a request, and of which kind; its words lie in `phrases/`, a file a language |
| `unquoted` | the sender's own words in a mail, without quoted mails |
| `borders` | where a quote begins that no '>' marks |
"""

from privacyctl.mail.message import parse_message, read_message

__all__ = ["parse_message", "read_message"]
