"""The rows that the benches run on, worked out from their numbers; the same every time.

Nothing of privacyctl is loaded here: `run.py` must stay small, since a child's peak memory
is never reported below that of the process that started it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

PRIVACYCTL = str(Path(sys.executable).with_name("privacyctl"))
HEADER = ("Order", "When", "First", "Last", "Email", "Company", "Product", "Number", "Total", "Currency")
FIELDS = (
    "order", "ordered_at", "first_name", "last_name", "email", "company", "product", "quantity", "amount",
    "currency",
)  # fmt: skip
MAP = [word for pair in zip(HEADER, FIELDS, strict=True) for word in ("--map", "=".join(pair))]
FIRST = ("Ada", "Björn", "Chen", "Dolores", "Emil", "Fatima", "Grace", "Hedy", "Ivan", "Jürgen", "Kofi")
LAST = ("Lovelace", "Turing", "Noether", "Müller", "Hopper", "Perlman", "Okafor", "Tanaka", "Silva", "Lee")
_HOSTS = ("example.com", "mail.example.net", "post.example.org", "initech.example")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")  # so many digits would be a card number, to some
NEEDLE = "Zuzana"
"""A first name that a few contacts have."""


def address(number: int) -> str:
    """The address of the buyer of that number; strangers come after the last one."""
    word = f"{number * 7_919 % 10_000_019:x}".translate(_LETTERS)
    return f"{word}.{number}@{_HOSTS[number % len(_HOSTS)]}"


def suppressed(rows: int) -> Iterator[int]:
    """The numbers of those who opted out: every second buyer, and as many strangers."""
    return (n * 2 if n * 2 < rows else rows + n for n in range(rows))
