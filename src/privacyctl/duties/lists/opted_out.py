"""What became of an opt-out: of one WHO, and of a list of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.errors import Failure
    from privacyctl.model.consent import Purpose
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment

KEPT_BAD = 1_000
"""Of so many lines that could not be read it is kept what is wrong; further ones are counted."""


class OnList(NamedTuple):
    """Somebody on a list that a recipient has, and when it was last handed over."""

    contact: ContactId
    recipient: str
    at: Moment


class AlikeCompany(NamedTuple):
    """A company under another spelling, and its people, who are out by its no."""

    company: int
    is_doubtful: bool
    contacts: tuple[ContactId, ...]


@dataclass(frozen=True, slots=True)
class OptOut:
    """What became of one WHO. `contacts` is empty for an address that is not on record."""

    who: str
    contacts: tuple[ContactId, ...]
    company: int | None
    purposes: tuple[Purpose, ...]
    changed: bool
    outranked: tuple[Purpose, ...]
    """Purposes for which a later permission of theirs stands."""
    cases: tuple[CaseId, ...]
    """Takedowns that the opt-out opened for what is on show."""
    is_company: bool = False
    """Whether it is a company's no, also of one that is not on record."""
    alike: tuple[AlikeCompany, ...] = ()
    """Companies on record that are spelt otherwise and that the no covers, surely or in doubt."""
    near: tuple[ContactId, ...] = ()
    """Contacts who are not out, with an address that may be the same mailbox; looked for in short lists alone."""
    meant: tuple[ContactId, ...] = ()
    """Contacts whom an address that is not on record may mean; looked for in short lists alone."""
    lists: tuple[OnList, ...] = ()
    """Lists with them that were handed over for what they opted out of, and may be used yet."""

    @property
    def is_nothing(self) -> bool:
        """Whether they were opted out of nothing: a later permission of theirs stands for all of it."""
        return self.company is None and not self.changed and set(self.outranked) == set(self.purposes)


@dataclass(frozen=True, slots=True)
class OptOuts:
    """What became of a list: who is opted out now, and the lines that could not be read."""

    done: tuple[OptOut, ...]
    bad: tuple[tuple[int, Failure], ...]
    """The first `KEPT_BAD` as (position in the list, counted from 1; what is wrong with it)."""
    bad_count: int
    """How many could not be read."""

    def on_lines(self, numbers: Sequence[int], too_long: Sequence[int]) -> OptOuts:
        """The same of a list, by the line numbers of its entries, and with the lines that were too long to be one."""
        bad = [(numbers[position - 1], failure) for position, failure in self.bad]
        bad += [(number, BadInput("the line is too long")) for number in too_long[:KEPT_BAD]]
        bad.sort(key=lambda one: one[0])
        return OptOuts(self.done, tuple(bad[:KEPT_BAD]), self.bad_count + len(too_long))
