"""What is said of the checks of `doctor`: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.check import CheckVerdict
from privacyctl.model.moment import span
from privacyctl.output.screen import stream, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.clock import ClockSet
    from privacyctl.model.check import CheckResult


class CheckDocument(TypedDict):
    """What one check found."""

    check: str
    """What was looked at."""
    verdict: CheckVerdict
    """How it stands."""
    word: str | None
    """The word of what is wrong: [findings](findings.md) says what it means. Null where nothing is."""
    detail: str
    """What was found, in words."""
    hint: str | None
    """What mends it; null where nothing has to be mended, or nobody can say."""


class HealthDocument(TypedDict):
    """A record's health."""

    checks: list[CheckDocument]
    """What each check found."""
    sound: bool
    """Whether the record can be trusted: no check failed."""


_STYLES = {CheckVerdict.OK: table.GOOD, CheckVerdict.WARNING: table.WARN, CheckVerdict.FAILED: table.ALARM}


def say(found: Sequence[CheckResult]) -> None:
    """A verdict a line; what to do about it below."""
    rows: list[table.Row] = [
        [table.Cell(one.verdict.value, _STYLES[one.verdict]), one.check, one.detail] for one in found
    ]
    table.show(["Verdict", "Check", "Found"], rows)
    for one in found:
        if one.hint:
            stream.complain("hint", f"{one.check}: {one.hint}")


def note_clock(said: ClockSet) -> None:
    """What became of it that the clock was said to be right."""
    if not said.changed:
        stream.complain("note", "the clock fits the record, so nothing had to be set right")
    elif said.back:
        stream.complain("note", f"the clock is right: the record's time goes back by {span(said.back)}")
    else:
        stream.complain("note", "the clock is right: the silence before now is accounted for")


def document(found: Sequence[CheckResult]) -> HealthDocument:
    return {
        "checks": [
            {
                "check": one.check,
                "verdict": one.verdict,
                "word": one.word,
                "detail": one.detail,
                "hint": one.hint,
            }
            for one in found
        ],
        "sound": all(one.verdict is not CheckVerdict.FAILED for one in found),
    }
