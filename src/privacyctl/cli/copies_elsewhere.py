"""Copies that are not in our hands, for `follow-up` and for its older names: listed, added, and asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.cli.session import moment, record
from privacyctl.model.follow_up import Copy, Lead
from privacyctl.model.ids import CaseId
from privacyctl.model.text import LOCATION, line
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Sequence


def show(case: int | None, *, as_json: bool) -> None:
    """List those of one case, or of all."""
    from privacyctl.duties.removals import follow_ups as duty
    from privacyctl.output import follow_ups as words

    with record() as store:
        with store.snapshot():
            found = duty.list_follow_ups(store, CaseId(case) if case is not None else None)
        stream.answer(as_json, words.follow_ups_document, words.say_follow_ups, found)


def add(case: int, copy: Copy, where: str, ask_at: str | None, *, as_json: bool) -> None:
    """Note a copy that others must be asked to remove."""
    from privacyctl.duties.removals import follow_ups as duty
    from privacyctl.output import follow_ups as words

    lead = Lead(
        copy, line(where, "place", LOCATION), None if ask_at is None else line(ask_at, "address", LOCATION)
    )
    with record() as store:
        result = duty.add(store, CaseId(case), lead)
        stream.answer(as_json, words.followed_up_document, words.say_followed_up, result)


def mark_asked(numbers: Sequence[int], at: str | None, note: str | None, *, as_json: bool) -> None:
    """Note that one asked for the removal of these, or told these recipients."""
    from privacyctl.cli import texts
    from privacyctl.duties.removals import follow_ups as duty
    from privacyctl.output import follow_ups as words

    text = texts.note(note, "note") if note is not None else None
    with record() as store:
        result = duty.mark_asked(store, numbers, at=moment(at, "--at"), note=text)
        stream.answer(as_json, words.followed_up_document, words.say_followed_up, result)
