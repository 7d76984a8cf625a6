"""What is said of the checks of `doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privacyctl.model.check import CheckVerdict
from privacyctl.output.screen import stream, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.check import CheckResult

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


def document(found: Sequence[CheckResult]) -> dict[str, Any]:
    """What `--json` prints. The keys are a promise: add, never rename."""
    return {
        "checks": [
            {
                "check": one.check,
                "verdict": one.verdict.value,
                "word": one.word,
                "detail": one.detail,
                "hint": one.hint,
            }
            for one in found
        ],
        "sound": all(one.verdict is not CheckVerdict.FAILED for one in found),
    }
