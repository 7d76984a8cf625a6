"""Acts about the record as a whole: a copy was made or is gone, a drill was held, a copy was put back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from privacyctl.model.acts.act import Act, Opening, RowChange, changed

if TYPE_CHECKING:
    from privacyctl.model.acts.act import Value
    from privacyctl.model.moment import Moment


@dataclass(frozen=True, slots=True)
class CopyMade(Opening):
    """An encrypted copy of the record lies in a folder, and was read back there."""

    TABLE = "copy"
    AS_MADE: ClassVar[dict[str, Value]] = {"gone_at": None}

    number: int
    made_at: Moment
    head: int
    """The last audit entry that it holds."""
    delete_after: Moment


@dataclass(frozen=True, slots=True)
class CopyGone(Act):
    """A copy was deleted, or was seen to be there no more."""

    number: int
    at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (changed("copy", self.number, gone_at=self.at),)


@dataclass(frozen=True, slots=True)
class DrillHeld(Opening):
    """A copy was decrypted and restored into a folder that was deleted again."""

    TABLE = "drill"

    number: int
    at: Moment


@dataclass(frozen=True, slots=True)
class RecordRestored(Opening):
    """A copy was put in the record's place, with what the journal knew of after it."""

    TABLE = "restored"

    number: int
    head: int
    """The last audit entry that the copy held."""
    until: int
    """The last one that the journal gave back."""
    at: Moment
