"""What a scan found as people read it: one finding for each thing that is wrong, its places in it, in groups."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from privacyctl.model.site_findings import FULL_NAME, ORPHAN, STILL_SHOWN
from privacyctl.model.takedown import TakedownState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacyctl.model.finding_kind import RowId
    from privacyctl.model.site_findings import SiteFinding
    from privacyctl.model.takedown import Takedown

_NO_LETTER = re.compile(r"[\W_]+")
_TELLING = 60
"""So many letters of what nobody permitted tell it from anything else, wherever the markup around it ends."""


class FindingGroup(StrEnum):
    """A group of findings, in the order in which `scan` says them: what is worst comes first."""

    says: str
    """The words that `scan` prints above it, and in a pipe with each finding."""
    means: str

    # The defaults are for mypy alone, which takes `FindingGroup(word)` for the making of a member.
    def __new__(cls, word: str, says: str = "", means: str = "") -> Self:
        """Make the word a member, which says the rest of itself."""
        one = str.__new__(cls, word)
        one._value_ = word
        one.says, one.means = says, means
        return one

    FULL_NAME = (
        "full-name",
        "Full name on show",
        "A person's full name stands beside words of theirs.",
    )
    CAME_BACK = (
        "came-back",
        "Taken down, and back",
        "Its removal was verified, and it is there again: a new breach.",
    )
    STILL_IN = (
        "still-in",
        "Asked to be removed, still in",
        "Its removal is asked for, no look has verified it, and it is there.",
    )
    ORPHAN = (
        "orphan",
        "No permission on record",
        "Nothing on record permits it.",
    )
    PERHAPS = (
        "perhaps",
        "Perhaps",
        "It may be one of these, or something else: a person must look. It stops nothing.",
    )


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What the record knows of what a finding is about."""

    who: str
    """The person or company, as they can be shown."""
    quote: str | None = None
    attribution: str | None = None
    takedown: Takedown | None = None
    """The latest, where there is one."""


@dataclass(frozen=True, slots=True)
class GroupedFinding:
    """One thing that is wrong, in one place or in many."""

    number: int
    """From 1, in the order in which they are said."""
    would_be: FindingGroup
    """The group that it is in where it is certain."""
    is_sure: bool
    places: tuple[SiteFinding, ...]
    """The findings that are one: by the quote and by the attribution, on each page. Never empty."""

    @property
    def group(self) -> FindingGroup:
        return self.would_be if self.is_sure else FindingGroup.PERHAPS

    @property
    def first(self) -> SiteFinding:
        """The first of its places, a certain one where there is one."""
        return next((one for one in self.places if one.is_sure), self.places[0])


def grouped(findings: Sequence[SiteFinding], on_record: Mapping[RowId, OnRecord]) -> list[GroupedFinding]:
    """One finding for each row of the record and what is wrong with it, whatever the places; worst first.

    What nobody permitted is about no row: there the words tell one from another. A doubtful
    sighting in a place that has a certain one is no finding of its own. Within a group they
    go by the numbers of their rows, then in the order in which they were found.
    """
    certain = {(one.wrong.word, _identity(one), one.where) for one in findings if one.is_sure}
    found: dict[tuple[bool, FindingGroup, object], list[SiteFinding]] = {}
    for one in findings:
        identity = _identity(one)
        is_sure = one.is_sure or (one.wrong.word, identity, one.where) in certain
        found.setdefault((is_sure, _would_be(one, on_record), identity), []).append(one)
    order = list(FindingGroup)
    ordered = sorted(
        found.items(),
        key=lambda item: (
            not item[0][0],
            order.index(item[0][1]),
            item[1][0].about is None,
            item[1][0].about or ("", 0),
        ),
    )
    return [
        GroupedFinding(number, would_be, is_sure, tuple(places))
        for number, ((is_sure, would_be, _), places) in enumerate(ordered, 1)
    ]


def _identity(one: SiteFinding) -> object:
    """By which a finding is the same as another one in another place."""
    return one.about or (one.kind, _NO_LETTER.sub("", one.snippet.casefold())[:_TELLING])


def _would_be(one: SiteFinding, on_record: Mapping[RowId, OnRecord]) -> FindingGroup:
    if one.wrong is not STILL_SHOWN:
        return {FULL_NAME.word: FindingGroup.FULL_NAME, ORPHAN.word: FindingGroup.ORPHAN}[one.wrong.word]
    known = on_record.get(one.about) if one.about else None
    task = known.takedown if known else None
    was_gone = task is not None and (task.state is TakedownState.VERIFIED or task.came_back_at is not None)
    return FindingGroup.CAME_BACK if was_gone else FindingGroup.STILL_IN
