"""The data file itself: made, opened, upgraded and examined.

| file | what lives in it |
|---|---|
| `connecting` | one connection, with the settings that every connection has |
| `faults` | saying in plain words what is wrong with the data file |
| `health` | what can be wrong with a data file, as SQLite and its own header see it |
| `making` | making the data file and bringing an older one up to date: whole or not at all |
| `opening` | opening the data file: is it there, is it ours, and is it of today's version |
"""
