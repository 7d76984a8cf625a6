"""Anchors: heads of the audit chain that lie outside the record, and what proves when and by whom.

| file | what lives in it |
|---|---|
| `armor` | a head and its proof in one text, which other programs can take apart |
| `heads` | the heads in a receipt, a letter, a manifest, as people have them |
| `ssh_signatures` | a head signed with an SSH key, by `ssh-keygen -Y` |
| `timestamps` | a head with the time of an authority, by RFC 3161 |
"""
