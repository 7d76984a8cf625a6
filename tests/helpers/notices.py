"""A vendor who means to use data for something new: the settings, and the notice that goes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.terminal import Answer, CommandLine

SURVEYS = """
[purposes.surveys]
for = "to ask buyers what to build next"
basis = "legitimate-interests"
choice = "opt-out"
retention = "24 months"
"""
WORDS = "We would like to ask you what to build next. If you do not want that, answer this mail."
WINDOW = 30 * 24


def settle(run: CommandLine, text: str) -> None:
    """Write the settings beside the record."""
    path = run.db.with_name("privacyctl.toml")
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


def tell(
    run: CommandLine, folder: Path, *, purpose: str = "surveys", words: str = WORDS, more: str = ""
) -> Answer:
    """Announce a purpose; the files lie in `folder / "told"` unless `more` says otherwise."""
    text = folder / "notice-to-be.txt"
    text.write_text(words, encoding="utf-8")
    out = "" if "--out" in more else f"--out '{folder}/told'"
    return run(f"announce {purpose} --text '{text}' {out} {more}")


def listed(run: CommandLine, purpose: str = "surveys") -> list[str]:
    """The names before the @ of everybody in the audience."""
    return [one["email"].partition("@")[0] for one in run.ok(f"audience {purpose} --json").json["audience"]]
