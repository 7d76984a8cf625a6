"""A request, on the screen a case: what somebody asked for in writing, and when it was received.

`RequestKind` is where a new kind of request begins: each kind is one value, with all that is
known of a case by its kind. CONTRIBUTING.md names the other places.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Self

from privacyctl.model.consent import Via
from privacyctl.model.takedown import TakedownScope

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, ContactId, TaskId
    from privacyctl.model.moment import Moment


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
    """What was asked for was done: the data was handed out, put right or erased.

    Where a kind needs proof of who asks, the command that does it closes the case, and nobody
    types this word: without an answer on record there is none.
    """
    UNCONFIRMED = "unconfirmed"
    """Nobody confirmed that they are who they say, GDPR art. 12(6)."""

    @property
    def lifts_bar(self) -> bool:
        """Whether what was barred may be shown again."""
        return self in (Because.MISTAKE, Because.WITHDRAWN)

    @property
    def is_done(self) -> bool:
        """Whether what the case waited for was done, so that its time says how soon."""
        return self in (Because.ANSWERED, Because.SEEN_TO)


_OF_A_RIGHT = (Because.NOTHING_FOUND,)
_BY_HAND = (*_OF_A_RIGHT, Because.ANSWERED)
"""Of a right that no command answers: somebody writes, and says so."""
_UNPROVED = (Because.UNCONFIRMED,)
_ALWAYS = (Because.MISTAKE, Because.WITHDRAWN)
_ANSWERED = "close CASE --because answered --note TEXT"


class WasAbout(StrEnum):
    """What a comment turned out to be, in the words of the command that takes it."""

    TAKEDOWN = "takedown"
    OPTOUT = "optout"
    ACCESS = "access"
    CORRECT = "correct"
    ERASE = "erase"
    OBJECT = "object"
    RESTRICT = "restrict"
    QUESTION = "question"
    NONE = "none"
    """Nothing that asks for anything."""

    @property
    def kind(self) -> RequestKind | None:
        """The kind of case that it is from then on; None of an opt-out, which is done at once, and of nothing."""
        return next((kind for kind in RequestKind if kind.taken_by == self.value), None)

    def command(self, who: int, received_at: str) -> str | None:
        """What is typed to take it, of the contact of this number; None of what asks for nothing."""
        match self:
            case WasAbout.NONE:
                return None
            case WasAbout.CORRECT:
                options = " --name NAME"
            case WasAbout.OBJECT | WasAbout.RESTRICT | WasAbout.QUESTION:
                options = " --note TEXT"
            case _:
                options = ""
        return f"privacyctl {self.value} {who} --received {received_at}{options}"


class Deadline(Enum):
    """What a kind of request has to be answered by. There is no kind without one."""

    TASKS = "tasks"
    """The 24 hours of each of its tasks (`model.takedown`); the case has no day of its own."""
    LAW = "law"
    """The day that `[requests] rule` gives it (`model.deadline`)."""
    READ = "read"
    """24 hours from when it was written, by which somebody must have read it: it may be a takedown."""
    SETTINGS = "settings"
    """The days that the vendor gives itself, `[requests] question` of the settings."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is known of a request by its kind: see the attributes of `RequestKind`."""

    word: str
    deadline: Deadline
    reasons: tuple[Because, ...]
    command: str
    taken_by: str
    needs_proof: bool = False
    told_as: str | None = None


class RequestKind(StrEnum):
    """What was asked for. The rights are those of GDPR articles 15 to 18 and 21.

    Where a kind needs proof, `output.letters` has the words of the mail that brings its code.
    """

    deadline: Deadline
    """What gives its day."""
    reasons: tuple[Because, ...]
    """Why a case of it may be closed by hand, in the order in which they are named."""
    command: str
    """What is typed to answer it, once it is known who asks."""
    taken_by: str
    """The command that opens a case of it."""
    needs_proof: bool
    """Whether it must be known who asks. To opt out and to decline need no proof: nobody else gains by it."""
    told_as: str
    """The noun by which a recipient is told of it."""

    TAKEDOWN = _Kind(
        "takedown", Deadline.TASKS, (Because.NOTHING_FOUND,), command="verify TASK", taken_by="takedown"
    )
    COMMENT = _Kind(
        "comment",
        Deadline.READ,
        (Because.SEEN_TO,),
        command="close CASE --because seen-to --note TEXT",
        taken_by="import-orders",
    )
    """A buyer's remark with an order. It may be a request: a person must read it."""
    ACCESS = _Kind(
        "access", Deadline.LAW, _OF_A_RIGHT, command="access WHO --out FOLDER", taken_by="access", needs_proof=True,
    )  # fmt: skip
    RECTIFICATION = _Kind(
        "rectification", Deadline.LAW, _OF_A_RIGHT, command="correct WHO --email EMAIL", taken_by="correct",
        needs_proof=True, told_as="correction",
    )  # fmt: skip
    ERASURE = _Kind(
        "erasure", Deadline.LAW, _OF_A_RIGHT, command="erase WHO", taken_by="erase", needs_proof=True
    )
    OBJECTION = _Kind("objection", Deadline.LAW, _BY_HAND, command=_ANSWERED, taken_by="object")
    """To a use that is no news: to news one opts out, which is done at once."""
    RESTRICTION = _Kind("restriction", Deadline.LAW, _BY_HAND, command=_ANSWERED, taken_by="restrict")
    """It holds from its first minute; what has a day is the answer to it."""
    QUESTION = _Kind(
        "question", Deadline.SETTINGS, (Because.ANSWERED,), command=_ANSWERED, taken_by="question"
    )

    def __new__(cls, known: _Kind) -> Self:
        kind = str.__new__(cls, known.word)
        kind._value_ = known.word
        kind.deadline, kind.command, kind.taken_by = known.deadline, known.command, known.taken_by
        kind.needs_proof = known.needs_proof
        kind.reasons = (*known.reasons, *(_UNPROVED if known.needs_proof else ()), *_ALWAYS)
        kind.told_as = known.told_as or known.word
        return kind

    @property
    def with_article(self) -> str:
        """As one of its kind is named in a sentence: "a takedown", "an erasure"."""
        return _with_article(self.value)

    @property
    def of_what(self) -> str:
        """What a recipient is told of: "of an erasure", "of a correction"."""
        return f"of {_with_article(self.told_as)}"


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeo' else 'a'} {noun}"


@dataclass(frozen=True, slots=True)
class Request:
    """One case. `received_at` is the earliest receipt that is known."""

    id: CaseId
    kind: RequestKind
    what: TakedownScope | None
    """What a takedown asks to have removed."""
    contact: ContactId | None
    """Whose it is by now, where a person asked: also one who was put on record after it."""
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
    asked_from: str | None = None
    """Of a case that came before its asker was on record: the address that was typed, else the one that wrote."""
    claimed_name: str | None = None
    """The name in the mail of somebody who was not on record. Anybody may write any name there."""
    was_about: WasAbout | None = None
    """What a comment turned out to be, where that was said."""
    ended_by: str | None = None
    """The word of the act that ended it, as the audit entry has it; None while nothing did."""

    @property
    def is_open(self) -> bool:
        if self.closed_because is not None:
            return False
        return self.kind is not RequestKind.TAKEDOWN or self.open_tasks > 0

    @property
    def is_closed_by_hand(self) -> bool:
        """Whether somebody typed `close`, and no command that answers it ended it."""
        return self.ended_by == "case-closed"

    @property
    def is_answered_unsaid(self) -> bool:
        """Whether it counts as answered, and nothing on record is or tells of an answer."""
        return self.closed_because is Because.ANSWERED and (
            self.ended_by == "restriction-lifted" or (self.is_closed_by_hand and self.kind.needs_proof)
        )
