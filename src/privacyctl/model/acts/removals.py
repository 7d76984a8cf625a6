"""Acts about takedowns: opened, claimed, proved, closed; and what they bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from privacyctl.model.acts.act import Act, Opening, RowChange, changed
from privacyctl.model.takedown import TakedownState, deadline

if TYPE_CHECKING:
    from privacyctl.model.acts.act import Value
    from privacyctl.model.ids import CaseId, PublicationId, TaskId
    from privacyctl.model.moment import Moment
    from privacyctl.model.takedown import TakedownScope

_FRESH: dict[str, Value] = {
    "state": TakedownState.OPEN.value,
    "removed_at": None,
    "claimed_at": None,
    "verified_at": None,
    "claimed_behind": 0,
    "verified_behind": 0,
}


@dataclass(frozen=True, slots=True)
class TakedownOpened(Opening):
    """A case wants a publication removed; what is in no register has no publication."""

    TABLE = "takedown"
    AS_MADE: ClassVar[dict[str, Value]] = _FRESH | {"came_back_at": None}

    task: TaskId
    request_id: CaseId
    publication_id: PublicationId | None
    what: TakedownScope
    received_at: Moment

    @property
    def follows(self) -> dict[str, Value]:
        return {"due_at": deadline(self.received_at)}


@dataclass(frozen=True, slots=True)
class TakedownMatched(Act):
    """What a case asks for, and was in no register, was found on the site and put there: the task is about it."""

    task: TaskId
    publication: PublicationId
    what: TakedownScope

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (changed("takedown", self.task, publication_id=self.publication, what=str(self.what)),)


@dataclass(frozen=True, slots=True)
class TakedownReturned(Opening):
    """What had been verified was seen on show again: a new task of the same case, due at once."""

    TABLE = "takedown"
    AS_MADE: ClassVar[dict[str, Value]] = _FRESH

    task: TaskId
    request_id: CaseId
    publication_id: PublicationId | None
    what: TakedownScope
    received_at: Moment
    came_back_at: Moment

    @property
    def follows(self) -> dict[str, Value]:
        return {"due_at": self.came_back_at}


@dataclass(frozen=True, slots=True)
class TakedownMoved(Act):
    """An earlier receipt was found: the clock of a task starts earlier."""

    task: TaskId
    received_at: Moment
    due_at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (changed("takedown", self.task, received_at=self.received_at, due_at=self.due_at),)


@dataclass(frozen=True, slots=True)
class RemovalClaimed(Act):
    """Somebody said that they removed it, and when."""

    task: TaskId
    removed_at: Moment
    claimed_at: Moment
    behind: int
    """By how many seconds the clock was behind the record."""

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        removed = TakedownState.REMOVED.value
        times = {"removed_at": self.removed_at, "claimed_at": self.claimed_at}
        return (changed("takedown", self.task, state=removed, **times, claimed_behind=self.behind),)


@dataclass(frozen=True, slots=True)
class RemovalAttested(Act):
    """Somebody said that they looked at every place and saw it gone."""

    task: TaskId
    at: Moment
    behind: int
    """By how many seconds the clock was behind the record."""

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (_verified(self.task, self.at, self.behind),)


@dataclass(frozen=True, slots=True)
class RemovalVerified(Act):
    """Looks at every place found it gone."""

    task: TaskId
    at: Moment
    behind: int
    """By how many seconds the clock was behind the record."""

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (_verified(self.task, self.at, self.behind),)


@dataclass(frozen=True, slots=True)
class TakedownClosed(Act):
    """A task ended with its case, without a removal."""

    task: TaskId

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (changed("takedown", self.task, state=TakedownState.CLOSED.value),)


@dataclass(frozen=True, slots=True)
class PublicationBarred(Act):
    """A publication must not be shown without a newer permission."""

    publication: PublicationId
    at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (changed("publication", self.publication, barred_at=self.at),)


@dataclass(frozen=True, slots=True)
class BarLifted(Act):
    """A publication may be shown again."""

    publication: PublicationId

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (changed("publication", self.publication, barred_at=None),)


def _verified(task: TaskId, at: Moment, behind: int) -> RowChange:
    return changed(
        "takedown", task, state=TakedownState.VERIFIED.value, verified_at=at, verified_behind=behind
    )
