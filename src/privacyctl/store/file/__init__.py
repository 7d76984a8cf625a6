"""The data file itself: making, opening, upgrading and checking it.

| file | what lives in it |
|---|---|
| `connecting` | one connection, with the settings that every connection has |
| `faults` | SQLite's and the system's errors about the data file, in plain words |
| `health` | checking the data file with SQLite's own means and by its header |
| `making` | making the data file and bringing an older one up to date: whole or not at all |
| `swapping` | putting another data file in the place of one |
| `spelling_out` | what the second version of the schema fills in: a company's no under every spelling |
| `opening` | opening the data file, if it is there, ours, and of a version that is known |
"""
