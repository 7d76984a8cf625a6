"""What is said of a new record: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from privacyctl.duties.making_record import MadeRecord


class MadeRecordDocument(TypedDict):
    """A new record."""

    db: str
    """The path of the data file."""
    config: str
    """The path of its settings."""
    crontab: str
    """The line for `crontab -e` that runs `due`."""
    changed: bool
    """True."""


def say_made(made: MadeRecord, cron: str) -> None:
    kept = "" if made.config_is_new else " (it was there, and is left as it is)"
    stream.say(
        f"Data file: {visible(str(made.db))}",
        f"Settings:  {visible(str(made.config))}{kept}",
        "",
        "Have cron tell you of every removal in time (crontab -e):",
        "",
    )
    stream.verbatim(visible(cron))
    stream.say(
        "",
        "Next: privacyctl add-contact EMAIL, or privacyctl import-orders FILE",
    )


def made_document(made: MadeRecord, cron: str) -> MadeRecordDocument:
    return {"db": str(made.db), "config": str(made.config), "crontab": cron, "changed": True}
