"""What is said of the audit chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privacyctl.output.screen import stream, table
from privacyctl.output.screen.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.history import VerifiedChain
    from privacyctl.model.audit import Entry


def say_history(entries: Sequence[Entry]) -> None:
    if not entries and stream.is_terminal():
        stream.say("There are no entries.")
    elif entries:
        table.show(["Entry", "When", "What", "About", "Hash"], [_row(one) for one in entries])


def say_verified(result: VerifiedChain) -> None:
    if result.holds:
        stream.say(
            f"The chain holds: {plural(result.head.seq, 'entry', 'entries')}, head {result.head.hash.hex()}"
        )


def entry_document(entry: Entry) -> dict[str, Any]:
    return {**entry.read(), "hash": entry.hash.hex()}


def verified_document(result: VerifiedChain) -> dict[str, Any]:
    return {
        "holds": result.holds,
        "first_broken": result.first_broken,
        "entries": result.head.seq,
        "head": result.head.hash.hex(),
    }


def _row(entry: Entry) -> table.Row:
    said = entry.read()
    about = {key: value for key, value in said.items() if key not in ("v", "seq", "at", "act") and value}
    return [
        str(entry.seq),
        str(said["at"]),
        str(said["act"]),
        " ".join(f"{key}={_short(value)}" for key, value in about.items()),
        entry.hash.hex()[:12],
    ]


def _short(value: object) -> str:
    return ",".join(str(one) for one in value) if isinstance(value, list) else str(value)
