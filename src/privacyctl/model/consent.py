"""Purposes, decisions, and who may be written to (promise P4).

Decisions are events that are never edited; the state of a purpose is folded from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Self, cast

if TYPE_CHECKING:
    from privacyctl.model.moment import Moment


class Purpose(str):
    """Why data may be used: a purpose of the published policy, or one of the vendor's own.

    The name is a slug of two to 39 characters; any other raises ValueError. There is one
    object for each name, so `is` compares purposes.
    """

    __slots__ = ()

    ORDER: ClassVar[Purpose]
    """To complete an order and support it. No opt-out stops this."""
    UPDATES: ClassVar[Purpose]
    """Product news. Buyers get it until they say no: the published policy is opt-out."""
    TESTIMONIAL: ClassVar[Purpose]
    """A person's words on show. Only with their permission."""
    CUSTOMER_LIST: ClassVar[Purpose]
    """A company's name or logo on show, until it declines."""
    RESTRICTION: ClassVar[Purpose]
    """No purpose of its own: what is closed to it is closed to every purpose but orders (GDPR art. 18)."""

    def __new__(cls, name: str) -> Self:
        known = _BY_NAME.get(name)
        if known is None:
            if not _SLUG.fullmatch(name):
                raise ValueError("a purpose is named in two to 39 lower-case letters, digits and hyphens")
            known = _BY_NAME.setdefault(str(name), super().__new__(cls, name))
        return cast("Self", known)

    @property
    def value(self) -> str:
        """The name, as a plain string."""
        return str(self)

    @property
    def is_own(self) -> bool:
        """Whether it is the vendor's own, and not one of the published policy."""
        return self not in OURS and self is not Purpose.RESTRICTION

    @property
    def can_be_declined(self) -> bool:
        return self is not Purpose.ORDER


_SLUG = re.compile(r"[a-z][a-z0-9-]{1,38}")
_BY_NAME: dict[str, Purpose] = {}

Purpose.ORDER = Purpose("order")
Purpose.UPDATES = Purpose("updates")
Purpose.TESTIMONIAL = Purpose("testimonial")
Purpose.CUSTOMER_LIST = Purpose("customer-list")
Purpose.RESTRICTION = Purpose("restriction")

OURS = (Purpose.ORDER, Purpose.UPDATES, Purpose.TESTIMONIAL, Purpose.CUSTOMER_LIST)
"""The purposes that the published policy names."""


class Decision(StrEnum):
    """A person's decision about a purpose, in the words of GDPR articles 7, 18 and 21."""

    GIVEN = "given"
    REFUSED = "refused"
    """Said no when asked, before any use."""
    WITHDRAWN = "withdrawn"
    """Withdrew a permission, art. 7(3)."""
    OBJECTED = "objected"
    """Opted out of a use that needed no permission, art. 21(2)."""
    RESTRICTED = "restricted"
    """Wants their data kept and not used, art. 18(1). Of `Purpose.RESTRICTION` alone."""
    LIFTED = "lifted"
    """The restriction was lifted, and they were told before, art. 18(3). It is no yes to anything."""

    @property
    def is_yes(self) -> bool:
        return self is Decision.GIVEN

    @property
    def is_no(self) -> bool:
        """Whether it shuts something. What lifts a restriction is neither a yes nor a no."""
        return self not in (Decision.GIVEN, Decision.LIFTED)


class Via(StrEnum):
    """How a decision or a request reached the vendor."""

    MAIL = "mail"
    FORM = "form"
    LETTER = "letter"
    PHONE = "phone"
    LIST = "list"
    """A list of addresses on standard input, such as an earlier tool's opt-outs."""
    IMPORT = "import"
    """A column of a reseller's file."""
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class ConsentEvent:
    """One decision. `at` is when it was made, `recorded_at` when it was written down."""

    id: int
    purpose: Purpose
    decision: Decision
    at: Moment
    recorded_at: Moment
    via: Via
    evidence: str | None = None
    notice: int | None = None
    """The number of the latest notice that the person had been shown."""
    is_dated: bool = True
    """Whether somebody said when it was made; else `at` is when it was typed."""
    is_outranked: bool = False
    """Whether one that was recorded later outranks it in spite of its time: that lay ahead, or nobody gave it."""


def latest(events: Iterable[ConsentEvent]) -> ConsentEvent | None:
    """The decision that stands: the latest by its own time, but for those that were outranked since.

    Of two decisions of the same second the no wins: to ignore a no does harm.
    """
    standing = (event for event in events if not event.is_outranked)
    return max(standing, key=lambda e: (e.at, not e.decision.is_yes, e.id), default=None)


def opting_out_of(purpose: Purpose) -> Decision:
    """The decision that an opt-out records: a permission is withdrawn, to a use one objects."""
    return Decision.WITHDRAWN if purpose is Purpose.TESTIMONIAL else Decision.OBJECTED


class Standing(StrEnum):
    """Whether an address may be used for a purpose, and why not."""

    ALLOWED = "allowed"
    SUPPRESSED = "opted out"
    ANSWERED_NO = "answered no"
    RESTRICTED = "restricted"
    """Their data is kept and not used, but for their orders, until the restriction is lifted."""
    NO_PURCHASE = "no purchase"
    NO_PERMISSION = "no permission"
    NOT_TOLD = "not told"
    """Was sent no notice of the purpose, so had no chance to opt out."""
    UNKNOWN = "unknown"
    """Not on record; a gate drops it unless told otherwise."""


def standing(
    purpose: Purpose,
    *,
    suppressed: bool,
    answer: Decision | None,
    is_buyer: bool,
    everyone: bool,
    is_in_until_no: bool,
    is_told: bool = True,
) -> Standing:
    """Whether a contact may be written to for `purpose`.

    `answer` is the decision that stands, if there is one. Where silence means yes, this holds
    for buyers who were told; `everyone` (`audience = "everyone"` in the settings) extends it
    to all contacts.
    """
    if purpose is Purpose.ORDER:
        return Standing.ALLOWED if is_buyer else Standing.NO_PURCHASE
    if suppressed:
        return Standing.SUPPRESSED
    if answer is not None:
        return Standing.ALLOWED if answer.is_yes else Standing.ANSWERED_NO
    if not is_in_until_no:
        return Standing.NO_PERMISSION
    if not is_told:
        return Standing.NOT_TOLD
    return Standing.ALLOWED if is_buyer or everyone else Standing.NO_PURCHASE
