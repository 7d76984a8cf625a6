"""A request, on the screen a case: what somebody asked for in writing, and when it was received."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.consent import Via
from privacyctl.model.takedown import TakedownScope

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, ContactId, TaskId
    from privacyctl.model.moment import Moment


class RequestKind(StrEnum):
    """What was asked for. The rights are those of GDPR articles 15 to 17 and 21."""

    TAKEDOWN = "takedown"
    COMMENT = "comment"
    """A buyer's remark with an order. It may be a request: a person must read it."""
    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    OBJECTION = "objection"

    @property
    def with_article(self) -> str:
        """As one of its kind is named in a sentence: "a takedown", "an erasure"."""
        return f"{'an' if self.value[0] in 'aeo' else 'a'} {self.value}"

    @property
    def of_what(self) -> str:
        """What a recipient is told of: "of an erasure", "of a correction"."""
        return "of a correction" if self is RequestKind.RECTIFICATION else f"of {self.with_article}"


class Because(StrEnum):
    """Why a case was ended without a removal."""

    MISTAKE = "mistake"
    """It should never have been opened."""
    WITHDRAWN = "withdrawn"
    """The person took the request back."""
    NOTHING_FOUND = "nothing-found"
    """Somebody looked and nothing was on show."""
    SEEN_TO = "seen-to"
    """Somebody read the comment and did what it asked, if anything."""
    ANSWERED = "answered"
    """What was asked for was done: the data was handed out, put right or erased."""
    UNCONFIRMED = "unconfirmed"
    """Nobody confirmed that they are who they say, GDPR art. 12(6)."""

    @property
    def lifts_bar(self) -> bool:
        """Whether what was barred may be shown again."""
        return self in (Because.MISTAKE, Because.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Request:
    """One case. `received_at` is the earliest receipt that is known."""

    id: CaseId
    kind: RequestKind
    what: TakedownScope | None
    """What a takedown asks to have removed."""
    contact: ContactId | None
    company: int | None
    who: str
    """As it can be shown: the person's address, the company's name, or what was typed."""
    received_at: Moment
    recorded_at: Moment
    via: Via
    text: str | None
    """What they wrote, or a note of it; None once it is no longer kept."""
    closed_because: Because | None
    closed_at: Moment | None
    closing_note: str | None
    dated_at: Moment | None
    """The sender's own Date, a claim; the clock started at the receipt."""
    tasks: tuple[TaskId, ...]
    open_tasks: int
    """How many of its takedowns still wait for evidence."""

    @property
    def is_open(self) -> bool:
        if self.closed_because is not None:
            return False
        return self.kind is not RequestKind.TAKEDOWN or self.open_tasks > 0
