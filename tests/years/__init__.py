"""A vendor's years from a seed: what privacyctl says, held against an account of its own.

| file | what it is |
|---|---|
| `account` | what must be so, by true time; with `instants`, `noes`, `removals` it imports nothing of privacyctl |
| `world` | who there is, what they write, and the vendor's web site |
| `machine` | the vendor's computer: a record, a clock that jumps, commands that are killed, what was found |
| `vendor` | what the vendor does: a step for each command, with slips of the pen |
| `questions` | what is asked after a step, and compared with the account |
| `attacks` | other programs that write into the record, and old copies put back |
| `life` | a life from a seed: played, shrunk, told; also by hand |

A year by hand, ten years, and the replay of a seed:

    .venv/bin/python tests/years/life.py --seed 7 --days 365
    .venv/bin/python tests/years/life.py --seed 7 --days 3650
    .venv/bin/python tests/years/life.py --seed 7 --days 90 --shrink silent-due

The same commit and seed play the same life. What is found is printed with both, with the
commands that led to it, and with `--shrink WORD` those alone that it takes.
"""
