"""Keeping the record: copies, and what brings a lost record back (promise P9).

| file | what lives in it |
|---|---|
| `bringing_back` | the entries that a copy lacks, done again with their erasures |
| `journal` | the journals of a record: which fits a copy, and goes furthest |
| `copies` | what is known of the copies: made, read back, gone, and until when each stays |
| `backup` | making a copy, on every target |
| `restoring` | putting a copy in the record's place |
"""
