"""What `status` says: the day's work on one screen, in one line for a prompt, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import DAY, HOUR, in_utc, iso, iso_or_none, span
from privacyctl.model.text import plural
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.overview import Overview, Work
    from privacyctl.model.moment import Moment
    from privacyctl.output.values import IsoMoment

MOST = 10
"""How many things are shown, so that all of it fits on one screen."""


class WorkDocument(TypedDict):
    """One thing that waits for a person."""

    kind: str
    """What waits: `removal`, a kind of request, `comment`, `older-comments`, `follow-up`, `letters` or `inbox`; of
    copies `copies`, `copy`, `drill` or `journal-copy`."""
    task: int | None
    """The task's number, of a removal."""
    case: int | None
    """The case's number."""
    follow_up: int | None
    """The number of a recipient to be told."""
    who: str
    """Whom it is about, as it can be shown; empty where it is about nobody."""
    due_at: IsoMoment | None
    """By when; null where it was received in the future, so that nobody knows."""
    seconds_left: int | None
    """How long is left; negative once it is overdue."""
    next: str
    """What is typed next."""


class LifeDocument(TypedDict):
    """When each thing last ran that must run; null for never."""

    due_at: IsoMoment | None
    """`due`, as cron runs it."""
    inbox_at: IsoMoment | None
    """The mailbox that was not read for longest."""
    look_at: IsoMoment | None
    """A look at the site."""
    copy_at: IsoMoment | None
    """The newest copy that was read back."""
    drill_at: IsoMoment | None
    """A drill that restored a copy."""


class StatusDocument(TypedDict):
    """The day's work."""

    as_of: IsoMoment
    """Now."""
    vendor: str | None
    """Who the vendor is, as the settings say."""
    open: int
    """How many things wait."""
    overdue: int
    """How many of them are past their time."""
    letters: int
    """How many letters wait to be read."""
    work: list[WorkDocument]
    """All that waits, by the time that is left."""
    alive: LifeDocument
    """The signs of life of what must run."""
    not_kept: list[str]
    """The promises that something of this speaks against; `policy` looks at all of each."""


def document(found: Overview, vendor: str | None) -> StatusDocument:
    life = found.life
    return {
        "as_of": iso(found.as_of),
        "vendor": vendor,
        "open": len(found.work),
        "overdue": found.overdue,
        "letters": found.letters,
        "work": [
            {
                "kind": one.kind,
                "task": one.task,
                "case": one.case,
                "follow_up": one.follow_up,
                "who": one.who,
                "due_at": iso_or_none(one.due_at),
                "seconds_left": one.seconds_left(found.as_of),
                "next": f"privacyctl {one.next}",
            }
            for one in found.work
        ],
        "alive": {
            "due_at": iso_or_none(life.due),
            "inbox_at": iso_or_none(life.inbox),
            "look_at": iso_or_none(life.look),
            "copy_at": iso_or_none(life.copy),
            "drill_at": iso_or_none(life.drill),
        },
        "not_kept": [f"P{number}" for number in found.not_kept],
    }


def say_line(found: Overview, _vendor: str | None) -> None:
    """One line for a prompt; nothing where nothing waits."""
    waits = sum(not one.is_about_copies for one in found.work)
    if waits:
        stream.say(f"{waits} open, {found.overdue} overdue" if found.overdue else f"{waits} open")


def say(found: Overview, vendor: str | None, *, with_who: bool) -> None:
    """The screen: a head line, ten lines of work at most, and the signs of life."""
    now = found.as_of
    at = in_utc(now).astimezone()
    head = ", ".join([*([visible(vendor)] if vendor else []), f"{at:%a} {at.day} {at:%b %H:%M}"])
    stream.say(f"{head}: {', '.join(_counts(found)) or 'nothing waits'}")
    if found.work:
        stream.say("")
        shown = found.work[:MOST]
        table.lines(
            [
                [
                    _when(one, now),
                    visible(one.what),
                    *([one.who] if with_who else []),
                    f"privacyctl {one.next}",
                ]
                for one in shown
            ]
        )
        if len(found.work) > MOST:
            stream.say(f"and {len(found.work) - MOST} more: privacyctl due")
    stream.say("", " · ".join(_signs(found)))
    if found.not_kept:
        names = ", ".join(f"P{number}" for number in found.not_kept)
        stream.say(f"not kept, by what stands here: {names}; all of them: privacyctl policy")


def _counts(found: Overview) -> Iterator[str]:
    timed = [one for one in found.work if not one.is_about_copies and one.kind != "letters"]
    overdue = sum(one.is_overdue(found.as_of) for one in timed)
    if overdue:
        yield f"{overdue} overdue"
    if len(timed) > overdue:
        yield f"{len(timed) - overdue} due"
    if found.letters:
        yield f"{plural(found.letters, 'letter')} to read"
    if copies := sum(one.is_about_copies for one in found.work):
        yield f"{plural(copies, 'thing')} to do about copies"


def _when(one: Work, now: Moment) -> table.Cell:
    seconds = one.seconds_left(now)
    if one.is_about_copies:
        return table.Cell("copies", table.WARN)
    if seconds is None:
        return table.Cell("received in the future", table.ALARM)
    if one.kind == "older-comments":
        return table.Cell("to be read")
    text = f"OVERDUE {span(seconds)}" if seconds < 0 else left(seconds)
    return table.Cell(text, table.ALARM if seconds < 0 else table.WARN if seconds <= 4 * HOUR else "")


def _signs(found: Overview) -> Iterator[str]:
    life, now = found.life, found.as_of
    yield f"cron {_ago(life.due, now)}"
    if life.inbox is not None:
        yield f"inbox {_ago(life.inbox, now)}"
    yield f"site {_ago(life.look, now)}"
    yield f"copy {_ago(life.copy, now)}"


def _ago(at: Moment | None, now: Moment) -> str:
    """How long ago something ran, in a few letters."""
    if at is None:
        return "never"
    if at > now:
        return "in the future"
    return f"{(now - at) // DAY} d ago" if now - at >= 2 * DAY else f"{span(now - at)} ago"
