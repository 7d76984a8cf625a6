"""The encrypted copies of a record: an archive inside age, and the folders that hold them.

| file | what lives in it |
|---|---|
| `age` | encrypting and decrypting, and the keys for it |
| `archives` | what is in an archive: written, read and checked |
| `manifests` | what an archive says of itself, inside and beside it |
| `journal_copies` | copies of the journal in other folders, and how far each is |
| `workshop` | the private folder in which a copy is built, and the archive that is made of it |
| `targets` | a folder that holds copies: placing one, reading it back, finding and deleting them |
"""
