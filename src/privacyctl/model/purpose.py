"""The definition of a purpose, and whether it may be used yet (promises P4 and P8).

The published policy announced four purposes. Any other, and one of the three that one can opt
out of with a wider definition, stays shut until people were told of it and could opt out. The
settings cannot widen `order`, which nobody can opt out of.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.model.consent import Purpose
from privacyctl.model.moment import Moment
from privacyctl.model.notice import Basis, Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from privacyctl.model.notice import Notice

_LENGTH = re.compile(r"([1-9][0-9]{0,3})\s*(y|years?|months?|d|days?)")
_LONGEST_MONTHS = 12 * 100


class PersonalField(StrEnum):
    """The fields of people and their orders that are on record."""

    EMAIL = "email"
    NAME = "name"
    COMPANY = "company"
    ORDER = "order"
    PRODUCT = "product"
    QUANTITY = "quantity"
    AMOUNT = "amount"
    CURRENCY = "currency"
    ORDERED_AT = "ordered_at"


@dataclass(frozen=True, slots=True)
class Retention:
    """How long data of a purpose is kept: a number of calendar months, or of days."""

    months: int = 0
    days: int = 0

    def before(self, now: Moment) -> Moment:
        """Data older than this moment is past its retention. In a month without that day, its last day counts."""
        at = datetime.fromtimestamp(now, UTC) - timedelta(days=self.days)
        year, month = divmod(at.year * 12 + at.month - 1 - self.months, 12)
        day = min(at.day, monthrange(year, month + 1)[1])
        return Moment(int(at.replace(year=year, month=month + 1, day=day).timestamp()))

    def __str__(self) -> str:
        if self.days:
            return f"{self.days} day{'s' * (self.days != 1)}"
        years, months = divmod(self.months, 12)
        count, noun = (self.months, "month") if months else (years, "year")
        return f"{count} {noun}{'s' * (count != 1)}"


def parse_retention(text: str) -> Retention:
    """Read "10y", "24 months" or "90d". Raises ValueError for other texts, and for more than 100 years."""
    found = _LENGTH.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError('it is a length such as "10y", "24 months" or "90d"')
    count, unit = int(found[1]), found[2][0]
    months = {"y": 12 * count, "m": count, "d": 0}[unit]
    if months > _LONGEST_MONTHS:
        raise ValueError("nothing is kept for longer than 100 years")
    return Retention(months, count if unit == "d" else 0)


@dataclass(frozen=True, slots=True)
class Definition:
    """A purpose as people are told of it, with the retention and the fields of the settings."""

    purpose: Purpose
    what_for: str
    basis: Basis
    choice: Choice | None
    """None for mail about an order, which nobody can opt out of."""
    retention: Retention | None = None
    fields: tuple[PersonalField, ...] = (PersonalField.EMAIL, PersonalField.NAME)

    @property
    def digest(self) -> bytes:
        """SHA-256 over name, use, basis and choice: where one of these changes, it is another definition."""
        import hashlib  # noqa: PLC0415  (start-up)
        import json  # noqa: PLC0415

        defining = {
            "basis": self.basis.value,
            "choice": self.choice.value if self.choice else None,
            "for": self.what_for,
            "purpose": self.purpose.value,
        }
        return hashlib.sha256(json.dumps(defining, sort_keys=True, separators=(",", ":")).encode()).digest()

    @property
    def is_published(self) -> bool:
        """Whether the published policy announced this definition, so that it needs no notice.

        Always true for orders: no setting can shut the completion of an order.
        """
        if self.purpose is Purpose.ORDER:
            return True
        ours = PUBLISHED.get(self.purpose)
        return ours is not None and ours.digest == self.digest

    @property
    def is_in_until_no(self) -> bool:
        """Whether silence means yes. Never for being on show: silence after a mailing permits no publication."""
        mails = self.purpose is Purpose.UPDATES or self.purpose.is_own
        return mails and self.choice is Choice.OPT_OUT

    def before(self, now: Moment) -> Moment | None:
        """The moment before which its data is past the retention; None without a retention."""
        return self.retention.before(now) if self.retention else None


PUBLISHED: Mapping[Purpose, Definition] = {
    one.purpose: one
    for one in (
        Definition(
            Purpose.ORDER,
            "to complete an order and support it",
            Basis.CONTRACT,
            choice=None,
            fields=tuple(PersonalField),
        ),
        Definition(Purpose.UPDATES, "product news to buyers", Basis.LEGITIMATE_INTERESTS, Choice.OPT_OUT),
        Definition(
            Purpose.TESTIMONIAL,
            "a person's words on show, never with the full name",
            Basis.CONSENT,
            Choice.OPT_IN,
        ),
        Definition(
            Purpose.CUSTOMER_LIST,
            "a company's name or logo in the list of customers",
            Basis.LEGITIMATE_INTERESTS,
            Choice.OPT_OUT,
            fields=(PersonalField.EMAIL,),
        ),
    )
}
"""The four purposes of the published policy. Names and quotes on show are in the register of publications."""


class PurposeState(StrEnum):
    """Whether a purpose may be used."""

    OPEN = "open"
    ANNOUNCED = "announced"
    """People were told, and the window in which they can opt out is not over."""
    SHUT = "shut"
    """No notice of this definition was given."""


def state_of(definition: Definition, notice: Notice | None, now: Moment) -> PurposeState:
    """Whether a purpose may be used, by the newest notice of exactly this definition."""
    if definition.is_published:
        return PurposeState.OPEN
    if notice is None:
        return PurposeState.SHUT
    return PurposeState.OPEN if notice.opens_at <= now else PurposeState.ANNOUNCED
