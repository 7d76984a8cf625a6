"""What is said of the register of publications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.moment import iso
from privacyctl.model.takedown import TakedownState
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.removals.publications import Registered
    from privacyctl.model.publication import Publication

_HEADERS = ["No.", "What", "Shown as", "Where", "Permission", "State"]


def say_registered(result: Registered) -> None:
    for one in result.publications:
        stands = "" if one.id in result.changed else " stands as it is"
        stream.say(
            f"Publication {one.id}{stands}: {one.kind.value} {visible(one.shown_as)!r} at {visible(where(one.places))}"
        )


def say_register(found: Sequence[Publication]) -> None:
    if not found and stream.is_terminal():
        stream.say("Nothing is in the register.")
    elif found:
        table.show(_HEADERS, [_row(one) for one in found])


def say_section(found: Sequence[Publication]) -> None:
    if found:
        stream.say("")
        table.show(_HEADERS, [_row(one) for one in found], "On show")


def _row(one: Publication) -> table.Row:
    ground = f"{one.permission.ground.value} of {iso(one.permission.at)[:10]}"
    return [str(one.id), one.kind.value, one.shown_as, where(one.places), ground, _state(one)]


def _state(one: Publication) -> table.Cell:
    if not one.is_barred:
        return table.Cell("on show", table.GOOD)
    if one.removal is TakedownState.VERIFIED:
        return table.Cell("gone", table.DIM)
    return table.Cell(
        "to be removed" if one.removal is TakedownState.OPEN else "removed, not verified", table.WARN
    )
