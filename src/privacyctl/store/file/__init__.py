"""The data file itself: made, opened, upgraded and examined.

| file | what lives in it |
|---|---|
| `faults` | saying in plain words what is wrong with the data file |
| `health` | what can be wrong with a data file, as SQLite and its own header see it |
| `making` | making the data file and bringing an older one up to date: whole or not at all |
| `opening` | opening the data file: is it ours, and with the settings that every connection has |
"""
