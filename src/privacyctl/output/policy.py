"""How the promises stand, in words and as JSON. Nobody is named: this is what a customer may be shown."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING, Any

from privacyctl.model.moment import iso, iso_or_none, local, span
from privacyctl.model.promise import Concern, Verdict
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from privacyctl.duties.promises.policy import Adopted, Policy, PromiseKept
    from privacyctl.model.promise import Evidence, Version

_NAME = 3
_STYLES = {Verdict.KEPT: table.GOOD, Verdict.AT_RISK: table.WARN, Verdict.BROKEN: table.ALARM}
_ONE_OF_A_KIND = {Concern.CRON_SILENT, Concern.CHAIN_BROKEN, Concern.NOT_PRIVATE, Concern.NO_RETENTION}
"""Concerns that are there or not; a count of them says nothing."""
_UNSEEN = {
    9: "no backups are kept by privacyctl yet, so that a part of it cannot be shown",
    11: "what came in and nobody recorded cannot be seen from here",
}
"""Why the record can show a promise only in part."""


def say(found: Policy) -> None:
    """A paragraph a promise: how it stands, what keeps it, what the record shows."""
    for one in found.promises:
        verdict = one.evidence.verdict
        table.lines(
            [[one.promise.name.ljust(_NAME), table.Cell(verdict.value, _STYLES.get(verdict, table.DIM))]]
        )
        _paragraph(one.promise.sentence)
        _paragraph(f"Kept by: {one.promise.control} ({', '.join(one.promise.commands)}).")
        _paragraph(f"On record: {shows(one)}.{_last(one.evidence)}")
    stream.say("", version_line(found))
    if not found.is_current:
        stream.say("Put it on record: privacyctl policy --adopt")


def say_adopted(result: Adopted) -> None:
    one = result.version
    if not result.changed:
        stream.say(f"Version {one.id}, in force from {local(one.effective_at)}, says this already.")
        return
    parts = f" It differs in: {', '.join(result.differs_in)}." if one.id > 1 else ""
    stream.say(f"Version {one.id} is on record, in force from {local(one.effective_at)}.{parts}")


def shows(one: PromiseKept) -> str:
    """What the record shows of a promise: figures first, then what speaks against it."""
    figures = _FIGURES[one.promise.number](one.evidence.figures)
    late = {Concern.LATE, Concern.PROVED_LATE, Concern.OVERDUE, Concern.ANSWERED_LATE}
    ended = one.evidence.figures.get("removals", 0) or one.evidence.figures.get("answered", 0)
    if ended and not any(one.evidence.concerns.get(concern) for concern in late):
        figures += ", none late"
    unseen = [] if one.evidence.can_show else [_UNSEEN[one.promise.number]]
    return "; ".join([figures, *concerns(one.evidence), *unseen])


def concerns(evidence: Evidence) -> list[str]:
    """What speaks against a promise, or waits, each with its count."""
    return [
        concern.value if concern in _ONE_OF_A_KIND else f"{concern.value}: {count:,}"
        for concern, count in evidence.concerns.items()
        if count
    ]


def version_line(found: Policy) -> str:
    """Which version of the promises is in force, and whether the settings still say the same."""
    if found.version is None:
        return "No version of these promises is on record yet."
    line = f"Version {found.version.id} of these promises, in force from {local(found.version.effective_at)}"
    return f"{line}." if found.is_current else f"{line}; the settings promise something else by now."


def document(found: Policy) -> dict[str, Any]:
    """What `--json` prints. The keys are a promise: add, never rename."""
    return {
        "as_of": iso(found.as_of),
        "since": iso(found.since),
        "version": version(found.version) if found.version else None,
        "is_current": found.is_current,
        "worst": found.worst.value,
        "promises": [
            {
                "promise": one.promise.name,
                "sentence": one.promise.sentence,
                "control": one.promise.control,
                "commands": list(one.promise.commands),
                "verdict": one.evidence.verdict.value,
                "figures": dict(one.evidence.figures),
                "concerns": {
                    concern.name.lower().replace("_", "-"): count
                    for concern, count in one.evidence.concerns.items()
                    if count
                },
                "last_evidence_at": iso_or_none(one.evidence.last_at),
            }
            for one in found.promises
        ],
    }


def version(one: Version) -> dict[str, Any]:
    return {
        "id": one.id,
        "sha256": one.sha256.hex(),
        "effective_at": iso(one.effective_at),
        "recorded_at": iso(one.recorded_at),
    }


def adopted_document(result: Adopted) -> dict[str, Any]:
    return {
        "version": version(result.version),
        "differs_in": list(result.differs_in),
        "changed": result.changed,
    }


def _last(evidence: Evidence) -> str:
    return f" Last evidence {local(evidence.last_at)}." if evidence.last_at else ""


def _paragraph(text: str) -> None:
    """Indented below the promise's name; folded on a terminal alone, since lines are for grep and mail."""
    indent = " " * (_NAME + 2)
    if not stream.is_terminal():
        stream.say(indent + text)
        return
    width = max(60, shutil.get_terminal_size().columns)
    stream.say(*textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent))


def _removals(noun: str, many: str) -> Callable[[Mapping[str, int]], str]:
    def say_removals(figures: Mapping[str, int]) -> str:
        on_show = f"{plural(figures['on_show'], noun, many)} on show"
        if not figures["removals"]:
            return f"{on_show}; no removal"
        slowest = f"slowest {span(figures['slowest_seconds'])}"
        return f"{on_show}; {plural(figures['removals'], 'removal')}, {slowest}"

    return say_removals


def _rights(figures: Mapping[str, int]) -> str:
    said = [
        f"{plural(figures['erased'], 'person', 'people')} erased",
        plural(figures["corrections"], "correction"),
        plural(figures["answered"], "request") + " answered",
    ]
    if figures["answered"]:
        said.append(f"slowest after {span(figures['slowest_seconds'])}")
    return ", ".join(said)


_FIGURES: dict[int, Callable[[Mapping[str, int]], str]] = {
    1: lambda f: f"{plural(f['texts'], 'text')} searched for card numbers",
    2: lambda f: f"{plural(f['people'], 'person', 'people')}, {plural(f['order_lines'], 'order line')}",
    3: lambda f: (
        f"{plural(f['hand_offs'], 'hand-off')} to {plural(f['recipients'], 'recipient')}"
        + (f", {f['not_for_orders']:,} of them not for an order" if f["not_for_orders"] else "")
    ),
    4: lambda f: (
        f"{plural(f['opt_outs'], 'opt-out')}"
        + (f", on record after {span(f['slowest_seconds'])} at most" if f["opt_outs"] else "")
        + f"; {plural(f['closed'], 'address', 'addresses')} closed"
    ),
    5: lambda f: f"{plural(f['figures'], 'figure')} looked at",
    6: _removals("testimonial", "testimonials"),
    7: _removals("name or logo", "names and logos"),
    8: lambda f: f"{plural(f['notices'], 'notice')} of new purposes",
    9: lambda f: f"{plural(f['entries'], 'entry', 'entries')} in the audit chain",
    10: _rights,
    11: lambda f: plural(f["cases"], "case"),
}
