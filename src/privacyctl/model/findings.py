"""What is wrong with what a site shows, judged by what is on record about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.sought import By

if TYPE_CHECKING:
    from privacyctl.model.publication import Kind
    from privacyctl.model.sought import Exhibit, Seen, Sighting


class Wrong(StrEnum):
    """What a finding says."""

    STILL_SHOWN = "still-shown"
    """It was taken down, or its removal is asked for."""
    ORPHAN = "orphan"
    """It is on show, and no permission for it is on record."""
    FULL_NAME = "full-name"
    """The person's full name stands beside their quote (promise P6)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    where: str
    """The path or the address."""
    line: int
    wrong: Wrong
    kind: Kind | None
    by: By | None
    """By what it was known; None for an orphan."""
    publication: int | None
    snippet: str
    """The words around it, for the screen alone."""
    is_sure: bool


def judge(where: str, seen: Seen) -> list[Finding]:
    """What is wrong in one page or file, in the order of its lines."""
    found = [finding for one in seen.sightings if (finding := _judge_sighting(where, one, seen))]
    found += [_orphan(where, one) for one in seen.exhibits if not one.shows]
    return sorted(found, key=lambda one: (one.line, one.wrong, one.publication or 0))


def _judge_sighting(where: str, one: Sighting, seen: Seen) -> Finding | None:
    if one.sought.is_barred:
        if any(_explains(other, one) for other in seen.sightings):
            return None
        wrong, is_sure = Wrong.STILL_SHOWN, one.is_sure
    elif one.by is By.NAME and one.is_beside_quote:
        wrong, is_sure = Wrong.FULL_NAME, one.is_sure
    else:
        return None
    sought = one.sought
    return Finding(where, one.line, wrong, sought.kind, one.by, sought.publication, one.snippet, is_sure)


def _explains(other: Sighting, barred: Sighting) -> bool:
    """Whether the same thing stands there by a newer permission."""
    return not other.sought.is_barred and (other.sought.kind, other.by, other.line) == (
        barred.sought.kind,
        barred.by,
        barred.line,
    )


def _orphan(where: str, one: Exhibit) -> Finding:
    return Finding(where, one.line, Wrong.ORPHAN, one.kind, None, None, one.snippet, one.is_sure)
