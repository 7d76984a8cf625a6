"""An erasure: what goes, what stays and why, and whether the bytes were searched afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment


class ErasureReason(StrEnum):
    """Why somebody was erased."""

    REQUEST = "request"
    """They asked (GDPR art. 17)."""
    RETENTION = "retention"
    """It was kept for as long as was promised, and no longer (GDPR art. 5(1)(e))."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure, as the record keeps it: numbers and times, nothing of whom it was about."""

    id: int
    contact: ContactId
    case: CaseId | None
    because: ErasureReason
    at: Moment
    orders_until: Moment | None
    """Until when the order lines stay, without name and address; None where they went as well."""
    orders_because: str | None
    proved_at: Moment | None
    """When the bytes were searched and nothing was found; None while that is still to be done."""


class ErasedKind(StrEnum):
    """A kind of data, as it is counted when somebody is erased."""

    ADDRESS = "addresses"
    NAME = "name"
    COMPANY = "company"
    SOURCE = "source"
    ORDER = "orders"
    EVIDENCE = "evidence"
    """Their words about what they allowed or declined."""
    PERMISSION = "permissions"
    MAIL = "requests"
    """The texts of their requests, and the senders of their mails."""
    NOTE = "notes"
    LOOK = "looks"
    """Where it was looked for what they wanted removed."""
    FOLLOW_UP = "follow-ups"
    CODE = "codes"
    NOTICE = "notices"
    HAND_OFF = "orders handed over"
    WORDS = "words on show"
    PLACE = "places"


class Stays(StrEnum):
    """What outlives an erasure, and why it may."""

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
    """Order lines that stay after an erasure, since a law wants them kept."""

    until: Moment
    because: str


@dataclass(frozen=True, slots=True)
class Listing:
    """An erasure as it is listed beside the data file, where a restore will find it. Keyed hashes alone."""

    contact: ContactId
    at: Moment
    addresses: tuple[bytes, ...]
    orders: tuple[bytes, ...]
    secret: int
    normalisation: int
    because: ErasureReason
    """What one asked for is done again without another word; what was past its time has to be it still."""

    def covers(self, other: Listing) -> bool:
        """Whether all that the other one lists is listed here."""
        return (
            (self.contact, self.secret, self.normalisation, self.because)
            == (other.contact, other.secret, other.normalisation, other.because)
            and set(self.addresses) >= set(other.addresses)
            and set(self.orders) >= set(other.orders)
        )
