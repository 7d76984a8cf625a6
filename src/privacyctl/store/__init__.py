"""The one SQLite file. `Store` reads, `Transaction` writes; rows in, model out.

Nothing outside this package speaks SQL. One module a noun holds that noun's statements;
its functions take a Store where they read and a Transaction where they write.
"""

from privacyctl.store.store import Store, Transaction

__all__ = ["Store", "Transaction"]
