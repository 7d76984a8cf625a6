"""The one SQLite file. `Store` reads, `Transaction` writes; rows in, values of the model out.

Only this package speaks SQL. Each module holds the statements about one noun; its functions
take a Store to read and a Transaction to write.
"""

from privacyctl.store.store import Store, Transaction

__all__ = ["Store", "Transaction"]
