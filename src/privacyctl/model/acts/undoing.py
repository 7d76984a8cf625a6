"""Acts that take a slip back: an entry was undone, and a row is again as it was before that entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.acts.act import Act, Opening, RowChange, changed

if TYPE_CHECKING:
    from privacyctl.model.ids import ContactId, TaskId
    from privacyctl.model.moment import Moment
    from privacyctl.model.takedown import TakedownState


@dataclass(frozen=True, slots=True)
class EntryUndone(Opening):
    """An entry was typed by mistake: what it wrote counts no more. The contact is one that it had put on record."""

    TABLE = "undoing"

    undone: int
    contact_id: ContactId | None


@dataclass(frozen=True, slots=True)
class TakedownAsBefore(Act):
    """What somebody had said of a removal was a slip: the task stands as it did before."""

    task: TaskId
    state: TakedownState
    removed_at: Moment | None
    claimed_at: Moment | None
    claimed_behind: int
    verified_at: Moment | None
    verified_behind: int

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        claim = {
            "removed_at": self.removed_at,
            "claimed_at": self.claimed_at,
            "claimed_behind": self.claimed_behind,
        }
        proof = {"verified_at": self.verified_at, "verified_behind": self.verified_behind}
        return (changed("takedown", self.task, state=str(self.state), **claim, **proof),)


@dataclass(frozen=True, slots=True)
class ClosingAsBefore(Act):
    """A later no was a slip: what is closed is closed as of the earlier one. The number is the suppression's."""

    number: int
    at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (changed("suppression", self.number, at=self.at),)


@dataclass(frozen=True, slots=True)
class LiftingUndone(Act):
    """A yes was a slip: what it had opened is closed again. The number is the suppression's."""

    number: int

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (changed("suppression", self.number, lifted_at=None, lifted_entry=None),)
