"""A promise of the published policy: what may speak against it, and what the record shows of it.

The promises themselves are values, a file each: `duties/promises/p01_card_data.py` and its
neighbours. Their sentences are the policy that the tool serves: a vendor's own text may say
them otherwise, and `policy` says by which of these they are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from privacyctl.model.finding_kind import FindingKind, RowId

MOST_ROWS = 20
"""Of so many rows a finding names the first; its count says how many there are."""

Inspected = TypeVar("Inspected")
"""What a promise is looked at with: the record, and what bounds the look."""


class Verdict(StrEnum):
    """How a promise stands. The worst comes first: `worst` goes by this order, and by nothing else."""

    BROKEN = "broken"
    """Something happened that the promise rules out."""
    AT_RISK = "at risk"
    """Something stands open that will break it unless somebody acts, or was ended by hand without evidence."""
    UNKNOWN = "unknown"
    """The record cannot show it."""
    NOTHING_YET = "nothing yet"
    """Nothing is on record by which it could have been kept or broken."""
    KEPT = "kept"
    """There is evidence, and nothing speaks against it."""


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The one verdict that several come to. Without any there is nothing yet: an empty record proves nothing."""
    found = set(verdicts)
    return next((one for one in Verdict if one in found), Verdict.NOTHING_YET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern(FindingKind):
    """One thing that may speak against a promise."""

    says: str
    """The words that `policy` prints before the count."""
    weight: Verdict
    """How the promise stands where this is found: broken, at risk, or `KEPT` of what waits in its time.

    What waits speaks for the promise as little as against it: kept is said by evidence alone.
    """
    key: str | None = None
    """Its key among `concerns` in JSON, where that is not its word: several promises share an older key."""
    is_single: bool = False
    """Whether it is there or not, so that a count of it says nothing."""

    def of(self, rows: Iterable[RowId], count: int | None = None) -> PromiseFinding:
        """Find it in these rows; in so many, where these are only some of them."""
        found = tuple(rows)
        return PromiseFinding(self, len(found) if count is None else count, found[:MOST_ROWS])

    def where(self, stands: bool) -> PromiseFinding:
        """Find it, in no row, where something stands so."""
        return PromiseFinding(self, int(stands))


@dataclass(frozen=True, slots=True)
class PromiseFinding:
    """What speaks against a promise: what, how often, and in which rows."""

    concern: Concern
    count: int
    """0 where it was looked for and is not there."""
    rows: tuple[RowId, ...] = ()
    """The first of them: at most `MOST_ROWS`."""

    @property
    def mend(self) -> str:
        """What mends it, with the number of the first row."""
        first = {row.kind: row.id for row in reversed(self.rows)}
        return self.concern.mended(**first)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the record shows of one promise. A figure is a count, or seconds where its name ends so."""

    figures: Mapping[str, int]
    findings: tuple[PromiseFinding, ...] = ()
    """What was looked for, in the order in which it is told."""
    last_at: int | None = None
    """When the last of it was written down."""
    unseen: str | None = None
    """Why the record can show the promise only in part; None where it can show it."""
    times: tuple[int, ...] = ()
    """Of removals, the seconds from each request to the look that saw it gone."""
    rests_on: int = 0
    """How much is on record that would show the promise broken if it were: without any, nothing is kept yet."""

    @property
    def found(self) -> tuple[PromiseFinding, ...]:
        """The findings that are there."""
        return tuple(one for one in self.findings if one.count)

    @property
    def verdict(self) -> Verdict:
        """The worst of what was found, of what cannot be seen, and of what there is no evidence of yet."""
        return worst(
            (
                *(one.concern.weight for one in self.found),
                *([Verdict.UNKNOWN] if self.unseen is not None else []),
                Verdict.KEPT if self.rests_on else Verdict.NOTHING_YET,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Generic[Inspected]):
    """One sentence of the policy, what keeps it, and how the record shows that."""

    number: int
    sentence: str
    control: str
    """What keeps it, in words."""
    commands: tuple[str, ...]
    concerns: tuple[Concern, ...]
    """All that `look` may find."""
    look: Callable[[Inspected], Evidence]
    shows: Callable[[Evidence], str]
    """The figures of what `look` returned, in words."""
    begins: str
    """What is typed to have the first of its evidence on record."""

    @property
    def name(self) -> str:
        return f"P{self.number}"

    def mend(self, evidence: Evidence) -> str | None:
        """What is to be done, or what is missing, where the promise is not kept; None where it is."""
        verdict = evidence.verdict
        if verdict is Verdict.KEPT:
            return None
        wanted = (
            Verdict.KEPT if verdict is Verdict.NOTHING_YET else verdict
        )  # what waits is the first evidence
        heaviest = next((one for one in evidence.found if one.concern.weight is wanted), None)
        if heaviest is not None:
            return heaviest.mend
        return evidence.unseen if verdict is Verdict.UNKNOWN else self.begins


@dataclass(frozen=True, slots=True)
class Version:
    """What was promised as of a day: the sentences, limits, purposes and recipients, as one document."""

    id: int
    sha256: bytes
    effective_at: int
    recorded_at: int
