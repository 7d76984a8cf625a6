"""The promises of the published policy, and what the record can show of each.

The sentences are the policy that the tool serves: a vendor's own text may say them otherwise, and
`policy` says by which of these they are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """How a promise stands."""

    KEPT = "kept"
    AT_RISK = "at risk"
    """Nothing is broken yet, and something will be unless somebody acts."""
    BROKEN = "broken"
    UNKNOWN = "unknown"
    """The record cannot show it."""


class Concern(StrEnum):
    """What speaks against a promise."""

    CARDS = "card numbers on record"
    PAST_RETENTION = "kept for a week longer than was said"
    TO_PURGE = "past their time: privacyctl purge"
    NO_RETENTION = "no retention is set for orders"
    OUTSIDE_CONTRACT = "hand-offs that no contract covers today"
    NOT_TOLD = "recipients not told in time"
    WRITTEN_TO = "handed to a mailing service after they had said no"
    SMALL_FIGURES = "figures with fewer than five people behind them"
    FULL_NAMES = "testimonials that show the full name"
    LATE = "removed late"
    OVERDUE = "overdue"
    PROVED_LATE = "claimed in time, proved late"
    UNVERIFIED = "removed, and nobody has looked"
    OPEN = "open"
    CRON_SILENT = "cron has not run `privacyctl due`"
    UNANNOUNCED = "used for a purpose that was not open"
    CHAIN_BROKEN = "the audit chain does not hold"
    NOT_PRIVATE = "others can read the file"
    ANSWERED_LATE = "answered late"
    UNPROVED = "erased, and the bytes not searched yet"

    @property
    def verdict(self) -> Verdict:
        return _WEIGHT.get(self, Verdict.BROKEN)


_WEIGHT = {
    Concern.TO_PURGE: Verdict.AT_RISK,
    Concern.NO_RETENTION: Verdict.AT_RISK,
    Concern.OUTSIDE_CONTRACT: Verdict.AT_RISK,  # it was refused unless a contract covered it then
    Concern.NOT_TOLD: Verdict.AT_RISK,
    Concern.PROVED_LATE: Verdict.AT_RISK,
    Concern.UNVERIFIED: Verdict.AT_RISK,
    Concern.OPEN: Verdict.KEPT,
    Concern.CRON_SILENT: Verdict.AT_RISK,
    Concern.UNPROVED: Verdict.AT_RISK,
}
"""All others break the promise."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence of the policy, and what keeps it."""

    number: int
    sentence: str
    control: str
    commands: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"P{self.number}"


@dataclass(frozen=True, slots=True)
class Version:
    """What was promised as of a day: the sentences, limits, purposes and recipients, as one document."""

    id: int
    sha256: bytes
    effective_at: int
    recorded_at: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the record shows of one promise. A figure is a count, or seconds where its name ends so."""

    figures: Mapping[str, int]
    concerns: Mapping[Concern, int] = field(default_factory=dict)
    """How many there are of each; none of a count of 0."""
    last_at: int | None = None
    """When the last of it was written down."""
    can_show: bool = True
    """Whether the record can show this promise at all."""
    times: tuple[int, ...] = ()
    """Of removals, the seconds from each request to the look that saw it gone."""

    @property
    def verdict(self) -> Verdict:
        """The worst of what speaks against it; unknown where the record shows only a part and that is fine."""
        found = {concern.verdict for concern, count in self.concerns.items() if count}
        for worst in (Verdict.BROKEN, Verdict.AT_RISK):
            if worst in found:
                return worst
        return Verdict.KEPT if self.can_show else Verdict.UNKNOWN


PROMISES = (
    Promise(
        1,
        "Card data is the reseller's: we never store it and never see it.",
        "every way in refuses card numbers or takes them out; the whole file is searched again",
        ("doctor",),
    ),
    Promise(
        2,
        "We hold only the contact and purchase data that is necessary.",
        "a fixed list of fields; imports name what they leave behind; what is past its time is erased",
        ("import-orders", "purge"),
    ),
    Promise(
        3,
        "We share it with nobody, except what completes an order.",
        "a contract of fields for each recipient; every hand-off is on record",
        ("disclose", "export-for"),
    ),
    Promise(
        4,
        "We use it for orders and product news, and everyone can opt out of the news.",
        "opt-outs that outlive imports and erasure; lists go out through the gate",
        ("optout", "audience", "gate"),
    ),
    Promise(
        5,
        "We use only non-identifying, aggregate figures.",
        "no figure that fewer than five people are behind, none from which one can be worked out",
        ("stats",),
    ),
    Promise(
        6,
        "A testimonial never shows the full name; one can decline, and it is gone within 24 hours of a "
        "written request.",
        "full names are refused; each request has a clock; only a look at the page stops it",
        ("takedown", "due", "verify"),
    ),
    Promise(
        7,
        "A company's name or logo leaves the customer list within 24 hours of a written request.",
        "each request has a clock; only a look at the page stops it",
        ("takedown", "due", "verify"),
    ),
    Promise(
        8,
        "No other use without a chance to opt out first.",
        "a new purpose stays shut until its notice is out and its window is over",
        ("purposes", "announce"),
    ),
    Promise(
        9,
        "The data is kept secure, accurate and correctly used.",
        "a private file, an audit chain that shows every change, corrections that outrank imports",
        ("doctor", "audit"),
    ),
    Promise(
        10,
        "Everyone keeps the rights to their data, and can see and correct what we hold.",
        "each request has a day by which it is answered, and is answered only to the person",
        ("access", "correct", "erase"),
    ),
    Promise(
        11,
        "Questions and requests come by mail and the support form.",
        "every request gets a case and a clock",
        ("requests",),
    ),
)
