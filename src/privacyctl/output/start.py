"""What is said of a new record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
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
