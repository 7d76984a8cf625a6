"""The acts: each is one change of the record's state, in numbers, known words, times and keyed marks.

`Transaction.do` writes the rows of an act and puts the act into the audit entry, so the two
cannot differ; `Folding` works the same rows out again from the entries. A new act begins as
a class in one of these files, and stands in `vocabulary` with the rest.

A reader of the record, `due` above all, loads none of these files: they are loaded when they are
named, as `acts.removals`.

| file | what lives in it |
|---|---|
| `act` | what an act is: the rows that it makes or changes, and its line in an entry |
| `removals` | takedowns and what they bar |
| `requests` | cases, their receipts, their clocks and their ends |
| `decisions` | what people decide of a purpose, and what is closed to it |
| `scans` | what a scan saw that must not be |
| `uses` | permissions, announced windows, versions of the policy, hand-offs |
| `keeping` | copies of the record, drills and restores |
| `letters` | letters that came, and what a person said of each |
| `vocabulary` | every act by its word; the lines of an entry read back |
| `undoing` | an entry was undone, and rows stand as they did before it |
| `rows_before` | what stood in some rows before an entry, and which entry touched them after it |
| `older` | what entries of form 1, which hold no acts, tell by their words |
| `folding` | the state of the record, worked out from its entries |
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from privacyctl.model.acts import (
        act,
        decisions,
        folding,
        keeping,
        letters,
        removals,
        requests,
        rows_before,
        scans,
        undoing,
        uses,
        vocabulary,
    )

__all__ = [
    "act",
    "decisions",
    "folding",
    "keeping",
    "letters",
    "removals",
    "requests",
    "rows_before",
    "scans",
    "undoing",
    "uses",
    "vocabulary",
]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
