"""Acts about letters: one came, was found to have come earlier, or a person said what it asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.acts.act import Act, Opening, RowChange, changed

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, ContactId, LetterId
    from privacyctl.model.inbox import ReadAs
    from privacyctl.model.moment import Moment


@dataclass(frozen=True, slots=True)
class LetterCame(Opening):
    """A mail or a form that a human wrote waits to be read by one."""

    TABLE = "letter"

    letter: LetterId
    received_at: Moment


@dataclass(frozen=True, slots=True)
class LetterCameEarlier(Act):
    """The same letter came by another way too, and had reached us earlier by that."""

    letter: LetterId
    received_at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (changed("letter", self.letter, received_at=self.received_at),)


@dataclass(frozen=True, slots=True)
class LetterDecided(Opening):
    """A person read a letter and said what it asks; an erasure says it of what it takes unread."""

    TABLE = "letter_decision"

    number: int
    letter_id: LetterId
    said: ReadAs
    contact_id: ContactId | None
    request_id: CaseId | None
    at: Moment
