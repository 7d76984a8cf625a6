"""What is said of a notice: in words, and as JSON. Its files are made in `notices`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso, local
from privacyctl.model.text import plural
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from privacyctl.duties.lists.announcing import Announced
    from privacyctl.model.consent import Purpose
    from privacyctl.output.notices import NoticeFiles
    from privacyctl.output.values import IsoMoment, Sha256


class AnnouncedDocument(TypedDict):
    """A notice that is on record, and its files."""

    notice: int
    """The notice's number."""
    purpose: Purpose
    """The purpose that people are told of."""
    announced_at: IsoMoment
    """When it was announced."""
    opens_at: IsoMoment
    """When the window to opt out ends, and the purpose opens."""
    people: int
    """To how many people the notice is to be written."""
    text_sha256: Sha256
    """Of its text."""
    folder: str
    """The folder of its files."""
    written: list[str]
    """The paths of the files that were written just now."""
    changed: bool
    """Whether anything was written, files included."""


class HandedNoticeDocument(AnnouncedDocument):
    """A notice whose audience is on record as handed over."""

    recipient: str
    """Who gets the audience, and sends the notice."""
    disclosure: int | None
    """The number of the hand-off on record; null where nobody was to be told."""


def say_announced(result: Announced, handout: NoticeFiles, written: Sequence[Path]) -> None:
    notice = result.notice
    called = f"Notice {notice.id} of '{notice.purpose}'"
    if result.changed:
        stream.say(f"{called} is on record, for {plural(notice.people, 'person', 'people')}.")
    else:
        stream.say(f"{called} stands since {local(notice.announced_at)}; its window is as it was.")
    stream.say(f"The purpose opens on {local(notice.opens_at)}; until then it is shut.")
    if handout.recipient is not None:
        stream.say(_handed(result, handout.recipient))
    if handout.folder / "audience.csv" in written:
        folder = visible(str(handout.folder))
        stream.say(f"Write to them now: {folder}/notice.txt goes to everybody in {folder}/audience.csv.")
    else:
        stream.say(*[f"Written: {visible(str(path))}" for path in written] or ["Its files stand."])


def announced_document(
    result: Announced, handout: NoticeFiles, written: Sequence[Path]
) -> AnnouncedDocument | HandedNoticeDocument:
    notice, handed = result.notice, result.handed
    made: AnnouncedDocument = {
        "notice": notice.id,
        "purpose": notice.purpose,
        "announced_at": iso(notice.announced_at),
        "opens_at": iso(notice.opens_at),
        "people": notice.people,
        "text_sha256": notice.sha256.hex(),
        "folder": str(handout.folder),
        "written": [str(path) for path in written],
        "changed": result.changed or result.handed_now or bool(written),
    }
    if handout.recipient is None:
        return made
    return {**made, "recipient": handout.recipient, "disclosure": handed.id if handed else None}


def _handed(result: Announced, recipient: str) -> str:
    if result.handed is None:
        return f"Nobody is to be told, so nothing is recorded for {recipient}."
    people = plural(result.handed.people, "person", "people")
    stands = "" if result.handed_now else f" since {local(result.handed.at)}"
    return f"Disclosure {result.handed.id}: {people} on record for {recipient}{stands}."
