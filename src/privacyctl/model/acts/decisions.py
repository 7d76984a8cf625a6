"""Acts about consent: what somebody decided of a purpose, and the addresses that are closed to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from privacyctl.model.acts.act import Act, Opening, RowChange, changed

if TYPE_CHECKING:
    from privacyctl.model.acts.act import Value
    from privacyctl.model.consent import Decision, Purpose
    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment


@dataclass(frozen=True, slots=True)
class PurposeDecided(Opening):
    """A person or a company said yes or no to a purpose, at that moment. The number is the event's own."""

    TABLE = "consent_event"

    number: int
    contact_id: ContactId | None
    company_id: int | None
    purpose: Purpose
    decision: Decision
    at: Moment


@dataclass(frozen=True, slots=True)
class DecisionOutranked(Opening):
    """A decision counts no more: one that was recorded now outranks it, though its own time is later."""

    TABLE = "consent_outranked"

    event: int


@dataclass(frozen=True, slots=True)
class AnswersImported(Act):
    """An import took the answers of buyers: the events of these numbers. Their rows alone say of whom."""

    first: int
    last: int

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return ()


@dataclass(frozen=True, slots=True)
class PurposeClosed(Opening):
    """An address or a company, by its keyed mark, is closed to a purpose. The number is the suppression's own."""

    TABLE = "suppression"
    AS_MADE: ClassVar[dict[str, Value]] = {"lifted_at": None, "lifted_entry": None}

    number: int
    fingerprint: bytes
    purpose: Purpose
    at: Moment


@dataclass(frozen=True, slots=True)
class PurposeClosedAnew(Act):
    """A later no to what is closed already: the evidence that reopens it must be newer than that."""

    number: int
    at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002
        return (changed("suppression", self.number, at=self.at),)


@dataclass(frozen=True, slots=True)
class PurposeReopened(Act):
    """A suppression was lifted: by a newer word of the person's own, or since the no was typed by mistake."""

    number: int
    at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:
        return (changed("suppression", self.number, lifted_at=self.at, lifted_entry=entry),)
