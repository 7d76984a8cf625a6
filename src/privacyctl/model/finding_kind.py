"""What every kind of finding says of itself, whether a promise, a check, a scan or a look makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class RowId(NamedTuple):
    """One row of the record that a finding is about, such as task 3."""

    kind: str
    """The noun that the commands use: "task", "case", "publication", "contact"."""
    id: int


class PlacedText(NamedTuple):
    """The texts of one row, a line each."""

    row: RowId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingKind:
    """One thing that can be wrong. `docs/reference/findings.md` is generated from these."""

    word: str
    """Stable, and like no other kind's: `--json` prints it, and the page has a heading for it."""
    means: str
    """What it says when it is found, in a sentence."""
    how: str
    """How it is found, in a sentence."""
    mend: str
    """What mends it: words, and the command where there is one. {task} stands for the number of a task, and so on."""

    def mended(self, **named: object) -> str:
        """What mends it, with what is named put in; what is not named is in capitals, as in a usage line."""
        return self.mend.format_map(_Named(named))


class _Named(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return key.upper()
