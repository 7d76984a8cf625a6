"""How the promises stand, in words and as JSON. Nobody is named: this is what a customer may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, iso_or_none, local
from privacyctl.model.promise import Verdict
from privacyctl.output.screen import stream, table

if TYPE_CHECKING:
    from privacyctl.duties.promises.policy import Adopted, Policy, PromiseKept
    from privacyctl.model.promise import Evidence, PromiseFinding, Version
    from privacyctl.output.values import IsoMoment, Sha256


class VersionDocument(TypedDict):
    """What was promised as of a day."""

    id: int
    """The version's number."""
    sha256: Sha256
    """Of all that it says: the sentences, limits, purposes and recipients."""
    effective_at: IsoMoment
    """Since when it is in force."""
    recorded_at: IsoMoment
    """When it was put on record."""


class RecordRowDocument(TypedDict):
    """A row of the record."""

    kind: str
    """What it is: `task`, `case`, `contact` and the like."""
    id: int
    """Its number."""


class PromiseFindingDocument(TypedDict):
    """What speaks against a promise, or waits."""

    word: str
    """Its word: [findings](findings.md) says what it means."""
    count: int
    """How many there are."""
    rows: list[RecordRowDocument]
    """What it is about: the first twenty."""
    mend: str
    """What mends the first."""


class PromiseDocument(TypedDict):
    """One promise of the policy, and what the record shows of it."""

    promise: str
    """`P1` to `P11`."""
    sentence: str
    """What is promised."""
    control: str
    """What keeps it."""
    commands: list[str]
    """The commands that do."""
    verdict: Verdict
    """How it stands."""
    figures: dict[str, int]
    """What was counted; seconds where the name ends in `_seconds`."""
    concerns: dict[str, int]
    """What speaks against it, each with its count."""
    findings: list[PromiseFindingDocument]
    """The same, each with what it is about and what mends it."""
    mend: str | None
    """What to type, or what is missing, for it to be kept; null where it is."""
    last_evidence_at: IsoMoment | None
    """When the last of the evidence was written down."""


class PolicyDocument(TypedDict):
    """All promises as they stand."""

    as_of: IsoMoment
    """When it was looked."""
    since: IsoMoment
    """When what is told of the past begins."""
    version: VersionDocument | None
    """The version in force; null where none is on record yet."""
    is_current: bool
    """Whether the settings still promise what that version says."""
    worst: Verdict
    """The worst of the verdicts."""
    promises: list[PromiseDocument]
    """The promises, in their order."""


class AdoptedDocument(TypedDict):
    """A version that is on record now."""

    version: VersionDocument
    """The version."""
    differs_in: list[str]
    """The parts in which it says something else than the version before it."""
    changed: bool
    """Whether anything was written."""


_NAME = 3
_STYLES = {
    Verdict.KEPT: table.GOOD,
    Verdict.AT_RISK: table.WARN,
    Verdict.BROKEN: table.ALARM,
    Verdict.NOTHING_YET: table.DIM,
}
_LEADS = {
    Verdict.BROKEN: "Mend it",
    Verdict.AT_RISK: "Mend it",
    Verdict.UNKNOWN: "Missing",
    Verdict.NOTHING_YET: "Evidence comes with",
    Verdict.KEPT: "",
}
"""What stands before that which mends a promise."""


def say(found: Policy) -> None:
    """A paragraph a promise: how it stands, what keeps it, what the record shows."""
    for one in found.promises:
        verdict = one.evidence.verdict
        table.lines(
            [[one.promise.name.ljust(_NAME), table.Cell(verdict.value, _STYLES.get(verdict, table.DIM))]]
        )
        _paragraph(one.promise.sentence)
        _paragraph(f"Kept by: {one.promise.control} ({', '.join(one.promise.commands)}).")
        _paragraph(f"On record: {_recorded(one)}.{_last(one.evidence)}")
        if (mend := one.mend) is not None:
            _paragraph(f"{_LEADS[verdict]}: {mend}")
    stream.say("", version_line(found))
    if not found.is_current:
        stream.say("Put it on record: privacyctl policy --adopt")


def say_not_kept(found: Policy) -> None:
    """A line for each promise that is not kept: how it stands, what the record shows, and what mends it."""
    for one in found.promises:
        verdict = one.evidence.verdict
        if one.mend is not None:
            stream.say(f"{one.promise.name} {verdict.value}: {_recorded(one)}. {_LEADS[verdict]}: {one.mend}")


def say_adopted(result: Adopted) -> None:
    one = result.version
    if not result.changed:
        stream.say(f"Version {one.id}, in force from {local(one.effective_at)}, says this already.")
        return
    parts = f" It differs in: {', '.join(result.differs_in)}." if one.id > 1 else ""
    stream.say(f"Version {one.id} is on record, in force from {local(one.effective_at)}.{parts}")


def shows(one: PromiseKept) -> str:
    """What the record shows of a promise: figures first, then what speaks against it."""
    unseen = [] if one.evidence.unseen is None else [one.evidence.unseen]
    return "; ".join([one.promise.shows(one.evidence), *concerns(one.evidence), *unseen])


def _recorded(one: PromiseKept) -> str:
    """The same, less what is told below as missing."""
    is_told_below = one.evidence.verdict is Verdict.UNKNOWN
    return (
        "; ".join([one.promise.shows(one.evidence), *concerns(one.evidence)]) if is_told_below else shows(one)
    )


def concerns(evidence: Evidence) -> list[str]:
    """What speaks against a promise, or waits, each with its count."""
    return [
        one.concern.says if one.concern.is_single else f"{one.concern.says}: {one.count:,}"
        for one in evidence.found
    ]


def version_line(found: Policy) -> str:
    """Which version of the promises is in force, and whether the settings still say the same."""
    if found.version is None:
        return "No version of these promises is on record yet."
    line = f"Version {found.version.id} of these promises, in force from {local(found.version.effective_at)}"
    return f"{line}." if found.is_current else f"{line}; the settings promise something else by now."


def document(found: Policy) -> PolicyDocument:
    return {
        "as_of": iso(found.as_of),
        "since": iso(found.since),
        "version": _version_document(found.version) if found.version else None,
        "is_current": found.is_current,
        "worst": found.worst,
        "promises": [
            {
                "promise": one.promise.name,
                "sentence": one.promise.sentence,
                "control": one.promise.control,
                "commands": list(one.promise.commands),
                "verdict": one.evidence.verdict,
                "figures": dict(one.evidence.figures),
                "concerns": {
                    found.concern.key or found.concern.word: found.count for found in one.evidence.found
                },
                "findings": [_finding_document(found) for found in one.evidence.found],
                "mend": one.mend,
                "last_evidence_at": iso_or_none(one.evidence.last_at),
            }
            for one in found.promises
        ],
    }


def _finding_document(one: PromiseFinding) -> PromiseFindingDocument:
    return {
        "word": one.concern.word,
        "count": one.count,
        "rows": [{"kind": row.kind, "id": row.id} for row in one.rows],
        "mend": one.mend,
    }


def _version_document(one: Version) -> VersionDocument:
    return {
        "id": one.id,
        "sha256": one.sha256.hex(),
        "effective_at": iso(one.effective_at),
        "recorded_at": iso(one.recorded_at),
    }


def adopted_document(result: Adopted) -> AdoptedDocument:
    return {
        "version": _version_document(result.version),
        "differs_in": list(result.differs_in),
        "changed": result.changed,
    }


def _last(evidence: Evidence) -> str:
    return f" Last evidence {local(evidence.last_at)}." if evidence.last_at else ""


def _paragraph(text: str) -> None:
    """Indented below the promise's name."""
    stream.say(" " * (_NAME + 2) + text)
