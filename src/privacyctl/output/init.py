"""What is said of a new record: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.making_record import MadeRecord


class MadeRecordDocument(TypedDict):
    """A record that was made, or is there."""

    db: str
    """The path of the data file."""
    config: str
    """The path of its settings."""
    crontab: str
    """The line for `crontab -e` that runs `remind`."""
    schedule: list[str]
    """All lines for `crontab -e`."""
    changed: bool
    """Whether the record is new."""


def say_made(made: MadeRecord, cron: Sequence[str]) -> None:
    was_there = " (it was there, and is left as it is)"
    kept = "" if made.config_is_new else was_there
    stream.say(
        f"Data file: {visible(str(made.db))}{'' if made.is_new else was_there}",
        f"Settings:  {visible(str(made.config))}{kept}",
        "",
        "Have cron tell you of every removal in time (crontab -e):",
        "",
    )
    stream.verbatim(*map(visible, cron))
    stream.say(
        "",
        "Or have it done: privacyctl schedule --install",
        "Name a way by which it tells you, [[remind]] in the settings; try it: privacyctl remind --test",
        "Next: privacyctl add-contact EMAIL, or privacyctl import-orders FILE",
    )


def warn_of_settings(made: MadeRecord) -> None:
    stream.complain(
        "warning",
        f"{made.config} was there, and what was typed is not in it",
        "write vendor and support there by hand",
    )


def made_document(made: MadeRecord, cron: Sequence[str]) -> MadeRecordDocument:
    return {
        "db": str(made.db),
        "config": str(made.config),
        "crontab": cron[0],
        "schedule": list(cron),
        "changed": made.is_new,
    }
