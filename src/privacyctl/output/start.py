"""What is said of a new record, and of an old one's health."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.promises.health import Check
    from privacyctl.duties.record import MadeRecord


def say_made(made: MadeRecord, cron: str) -> None:
    kept = "" if made.config_is_new else " (it was there, and is left as it is)"
    stream.say(
        f"Data file: {visible(str(made.db))}",
        f"Settings:  {visible(str(made.config))}{kept}",
        "",
        "Have cron tell you of every removal in time (crontab -e):",
        "",
        visible(cron),
        "",
        "Next: privacyctl add-contact EMAIL, or privacyctl import-orders FILE",
    )


def say_findings(findings: Sequence[Check]) -> None:
    """A verdict a line; what to do about it below."""
    styles = {"ok": table.GOOD, "warning": table.WARN, "failed": table.ALARM}
    rows: list[table.Row] = [
        [table.Cell(one.verdict.value, styles[one.verdict.value]), one.check, one.detail] for one in findings
    ]
    table.show(["Verdict", "Check", "Found"], rows)
    for one in findings:
        if one.hint:
            stream.complain("hint", f"{one.check}: {one.hint}")


def findings_document(findings: Sequence[Check]) -> dict[str, Any]:
    return {
        "checks": [
            {"check": one.check, "verdict": one.verdict.value, "detail": one.detail, "hint": one.hint}
            for one in findings
        ],
        "sound": all(one.verdict.value != "failed" for one in findings),
    }
