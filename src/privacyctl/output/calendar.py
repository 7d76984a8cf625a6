"""Deadlines for a calendar (RFC 5545). Calendars are copied to others: no name is in one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from icalendar import Alarm, Calendar, Event, Todo

from privacyctl.model.moment import HOUR, in_utc
from privacyctl.model.request import RequestKind
from privacyctl.model.takedown import TakedownState
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.due import Due
    from privacyctl.model.takedown import Takedown

_REMIND = timedelta(hours=4)
_REMIND_DAYS = timedelta(days=1)


def say(found: Due, calendar_id: str, *, as_event: bool) -> None:
    """One entry for each, under a UID that stays the same, so that importing again updates it.

    A VTODO, or a VEVENT of the last hour for calendars that ignore to-dos, as Google's and
    Outlook's do.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//privacyctl//EN")
    for task in found.removals:
        calendar.add_component(_entry(task, found.as_of, calendar_id, as_event=as_event))
    for unread in found.comments:
        words = _Words(
            f"case-{unread.case}",
            f"privacyctl case {unread.case}: read {RequestKind.COMMENT.value}",
            RequestKind.COMMENT.value,
        )
        calendar.add_component(
            _day_entry(words, unread.due_at, found.as_of, calendar_id, as_event=as_event, remind=_REMIND)
        )
    for one in found.requests:
        words = _Words(
            f"case-{one.case}", f"privacyctl case {one.case}: answer {one.kind.value}", one.kind.value
        )
        calendar.add_component(_day_entry(words, one.due_at, found.as_of, calendar_id, as_event=as_event))
    for line in found.follow_ups:
        words = _Words(
            f"follow-up-{line.follow_up}",
            f"privacyctl follow-up {line.follow_up}: tell a recipient",
            "follow-up",
        )
        calendar.add_component(_day_entry(words, line.due_at, found.as_of, calendar_id, as_event=as_event))
    stream.write(calendar.to_ical().decode())


class _Words(NamedTuple):
    uid: str
    summary: str
    category: str


def _entry(task: Takedown, now: int, calendar_id: str, *, as_event: bool) -> Event | Todo:
    ahead = ", received in the future: the clock was wrong" if task.is_ahead else ""
    words = _Words(
        f"task-{task.id}", f"privacyctl task {task.id}: remove {task.what.value}{ahead}", "takedown"
    )
    entry = _day_entry(words, task.due_at, now, calendar_id, as_event=as_event, remind=_REMIND)
    entry.add("created", in_utc(task.received_at))
    if task.state is TakedownState.REMOVED and not as_event:
        entry["status"] = "IN-PROCESS"
    return entry


def _day_entry(
    words: _Words,
    due_at: int,
    now: int,
    calendar_id: str,
    *,
    as_event: bool,
    remind: timedelta = _REMIND_DAYS,
) -> Event | Todo:
    entry: Event | Todo = Event() if as_event else Todo()
    entry.add("uid", f"{words.uid}@{calendar_id}.privacyctl")
    entry.add("dtstamp", in_utc(now))
    entry.add("summary", words.summary)
    entry.add("categories", [words.category])
    if as_event:
        entry.add("dtstart", in_utc(due_at - HOUR))
        entry.add("dtend", in_utc(due_at))
    else:
        entry.add("due", in_utc(due_at))
        entry.add("priority", 1)
        entry.add("status", "NEEDS-ACTION")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    hours = int(remind.total_seconds()) // HOUR
    alarm.add("description", f"{words.summary.partition(':')[0]}: {hours} hours left")
    alarm.add("trigger", -remind, parameters={"RELATED": "END"})
    entry.add_component(alarm)
    return entry
