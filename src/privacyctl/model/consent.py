"""Purposes, decisions, and who may be written to (promise P4).

Decisions are events that are never edited; the state of a purpose is folded from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """Why data may be used."""

    ORDER = "order"
    """To complete an order and support it. No opt-out stops this."""
    UPDATES = "updates"
    """Product news. Buyers are in until they say no: the published policy is opt-out."""
    TESTIMONIAL = "testimonial"
    """A person's words on show. Only with their permission."""
    CUSTOMER_LIST = "customer-list"
    """A company's name or logo on show, until it declines."""

    @property
    def can_be_declined(self) -> bool:
        return self is not Purpose.ORDER


class Decision(StrEnum):
    """What somebody said about a purpose. The words of GDPR articles 7 and 21."""

    GIVEN = "given"
    REFUSED = "refused"
    """Said no when asked, before any use."""
    WITHDRAWN = "withdrawn"
    """Took back a permission, art. 7(3)."""
    OBJECTED = "objected"
    """Opted out of a use that needed no permission, art. 21(2)."""

    @property
    def is_yes(self) -> bool:
        return self is Decision.GIVEN


class Via(StrEnum):
    """How word of it reached the vendor."""

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
    at: int
    recorded_at: int
    via: Via
    evidence: str | None = None


def latest(events: Iterable[ConsentEvent]) -> ConsentEvent | None:
    """The decision that stands: the latest by its own time.

    Of two at the same second the one that says no wins, since only a no can be wronged.
    """
    return max(events, key=lambda e: (e.at, not e.decision.is_yes, e.id), default=None)


def opting_out_of(purpose: Purpose) -> Decision:
    """The kind of decision that an opt-out is: a permission is withdrawn, a use objected to."""
    return Decision.WITHDRAWN if purpose is Purpose.TESTIMONIAL else Decision.OBJECTED


class Standing(StrEnum):
    """Whether an address may be used for a purpose, and if not, why not."""

    ALLOWED = "allowed"
    SUPPRESSED = "opted out"
    ANSWERED_NO = "answered no"
    NO_PURCHASE = "no purchase"
    NO_PERMISSION = "no permission"
    UNKNOWN = "unknown"
    """Not on record; a gate drops it unless told otherwise."""


def standing(
    purpose: Purpose, *, suppressed: bool, answer: Decision | None, is_buyer: bool, everyone: bool
) -> Standing:
    """Whether somebody on record may be written to for `purpose`.

    `answer` is the decision that stands, if there is one; `everyone` widens product news
    from buyers to all who ever wrote (`audience = "everyone"` in the configuration).
    """
    if purpose is Purpose.ORDER:
        return Standing.ALLOWED if is_buyer else Standing.NO_PURCHASE
    if suppressed:
        return Standing.SUPPRESSED
    if answer is not None:
        return Standing.ALLOWED if answer.is_yes else Standing.ANSWERED_NO
    if purpose is Purpose.UPDATES:
        return Standing.ALLOWED if is_buyer or everyone else Standing.NO_PURCHASE
    return Standing.NO_PERMISSION
