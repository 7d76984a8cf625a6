"""What is wrong with what a site shows, judged by what is on record about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.target import KnownBy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.model.ids import PublicationId
    from privacyctl.model.publication import Kind
    from privacyctl.model.target import Exhibit, Seen, Sighting, Target


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
    by: KnownBy | None
    """By what it was known; None for an orphan."""
    publication: PublicationId | None
    snippet: str
    """The words around it, for the screen alone."""
    is_sure: bool


def judge(where: str, seen: Seen) -> list[Finding]:
    """What is wrong in one page or file, in the order of its lines."""
    found = list(_judge_sightings(where, seen))
    found += [_orphan(where, one) for one in seen.exhibits if not one.shows]
    return sorted(found, key=lambda one: (one.line, one.wrong, one.publication or 0))


def unexplained(seen: Seen, target: Target) -> list[Sighting]:
    """Where something sought is seen, less what stands there by somebody's permission.

    That is the same thing, permitted anew; or a quote that another person has said in the
    same words, where nothing else of this person's is seen.
    """
    mine = [one for one in seen.sightings if one.target == target]
    is_named = any(one.by in (KnownBy.NAME, KnownBy.ATTRIBUTION) and one.is_sure for one in mine)
    return [one for one in mine if not any(_explains(other, one, is_named) for other in seen.sightings)]


def _explains(other: Sighting, barred: Sighting, is_named: bool) -> bool:
    if other.target.is_barred or (other.by, other.line) != (barred.by, barred.line):
        return False
    return other.target.is_same(barred.target) or (barred.by is KnownBy.QUOTE and not is_named)


def _judge_sightings(where: str, seen: Seen) -> Iterator[Finding]:
    targets = {one.target.number: one.target for one in seen.sightings}
    for target in targets.values():
        if target.is_barred:
            for one in unexplained(seen, target):
                yield _finding(where, one, Wrong.STILL_SHOWN)
        else:
            for one in seen.sightings:
                # "id: ann-lee" in a data file is no more than a key: that would be told for ever.
                if one.target == target and one.by is KnownBy.NAME and one.is_beside_quote and one.is_sure:
                    yield _finding(where, one, Wrong.FULL_NAME)


def _finding(where: str, one: Sighting, wrong: Wrong) -> Finding:
    target = one.target
    return Finding(where, one.line, wrong, target.kind, one.by, target.publication, one.snippet, one.is_sure)


def _orphan(where: str, one: Exhibit) -> Finding:
    return Finding(where, one.line, Wrong.ORPHAN, one.kind, None, None, one.snippet, one.is_sure)
