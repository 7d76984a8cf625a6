"""What the tests of recipients share: settings with two of them, and three buyers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers.terminal import CommandLine

RECIPIENTS = """
[recipients.bmt-micro]
name = "BMT Micro, Inc."
ask_at = "privacy@bmtmicro.example"
purposes = ["order"]
fields = ["email", "name", "order", "product"]

[recipients.mailer]
purposes = ["updates"]
fields = ["email", "name"]

[recipients.bare-mailer]
purposes = ["updates", "order"]
fields = ["email"]
"""


def settle(run: CommandLine, text: str = RECIPIENTS) -> Path:
    """Write the settings beside the record."""
    path = run.db.with_name("privacyctl.toml")
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def shared(run: CommandLine, who: str) -> list[dict[str, Any]]:
    """What `show` tells of the hand-offs about somebody."""
    found: list[dict[str, Any]] = run.ok(f"show {who} --json").json["disclosures"]
    return found


def brief(run: CommandLine, who: str) -> list[tuple[str, str, list[str], list[str]]]:
    return [(one["direction"], one["recipient"], one["fields"], one["orders"]) for one in shared(run, who)]
