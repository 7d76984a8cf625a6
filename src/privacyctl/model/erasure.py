"""An erasure: the data that goes, the data that stays and why, and whether the bytes were searched afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment


class ErasureReason(StrEnum):
    """Why a person was erased."""

    REQUEST = "request"
    """They asked (GDPR art. 17)."""
    RETENTION = "retention"
    """The promised time of keeping was over (GDPR art. 5(1)(e))."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure on record: numbers and times, and no word about the person."""

    id: int
    contact: ContactId
    case: CaseId | None
    because: ErasureReason
    at: Moment
    orders_until: Moment | None
    """Until when the order lines stay, without name and address; None where they were erased too."""
    orders_because: str | None
    proved_at: Moment | None
    """When the bytes were searched and nothing was found; None before that."""


class ErasedKind(StrEnum):
    """The kinds of data that are counted when a person is erased."""

    ADDRESS = "addresses"
    NAME = "name"
    COMPANY = "company"
    SOURCE = "source"
    ORDER = "orders"
    EVIDENCE = "evidence"
    """Their words about permissions and opt-outs."""
    PERMISSION = "permissions"
    MAIL = "requests"
    """The texts of their requests, and the senders of their mails."""
    NOTE = "notes"
    LOOK = "looks"
    """The addresses at which their publications were looked for."""
    FOLLOW_UP = "follow-ups"
    CODE = "codes"
    NOTICE = "notices"
    HAND_OFF = "orders handed over"
    WORDS = "words on show"
    PLACE = "places"


class Stays(StrEnum):
    """Data that stays after an erasure, and why it may."""

    SUPPRESSION = "opt-outs"
    DECISION = "decisions"
    CASE = "cases"
    BARRED = "publications"
    BARRED_ORDER = "orders barred"
    KEPT_ORDER = "orders kept"
    DISCLOSURE = "hand-offs"
    WORDS = "words on show"

    @property
    def why(self) -> str:
        """The reason, as a clause."""
        return _WHY[self]


_WHY = {
    Stays.SUPPRESSION: "as keyed hashes, so that nobody writes to them again",
    Stays.DECISION: "which purpose, yes or no, and when: without a word of theirs",
    Stays.CASE: "what was asked, when, and how it ended: without a word of theirs",
    Stays.BARRED: "as numbers, so that they are not shown again",
    Stays.BARRED_ORDER: "as keyed hashes, so that no import brings them back",
    Stays.KEPT_ORDER: "without name and address, as you asked",
    Stays.DISCLOSURE: "who was given what and when, by number",
    Stays.WORDS: "until they are seen to be gone from the site",
}


@dataclass(frozen=True, slots=True)
class KeptOrders:
    """How long order lines stay after an erasure, and the law that requires it."""

    until: Moment
    because: str


@dataclass(frozen=True, slots=True)
class Listing:
    """An erasure in the list beside the data file, for the day an old copy is put back. Keyed hashes alone."""

    contact: ContactId
    at: Moment
    addresses: tuple[bytes, ...]
    orders: tuple[bytes, ...]
    secret: int
    normalisation: int
    because: ErasureReason
    """After a restore an erasure on request is repeated; one for retention only if the data is past it still."""

    def covers(self, other: Listing) -> bool:
        """Whether this listing has all hashes of the other."""
        return (
            (self.contact, self.secret, self.normalisation, self.because)
            == (other.contact, other.secret, other.normalisation, other.because)
            and set(self.addresses) >= set(other.addresses)
            and set(self.orders) >= set(other.orders)
        )
