"""Deadlines for a calendar (RFC 5545). Calendars are copied to others: no name is in one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event, Todo

from privacyctl.model.moment import HOUR
from privacyctl.model.takedown import State
from privacyctl.output import stream

if TYPE_CHECKING:
    from privacyctl.duties.due import Due
    from privacyctl.model.takedown import Takedown

_REMIND = timedelta(hours=4)


def say(found: Due, calendar_id: str, *, as_event: bool) -> None:
    """One entry a removal, under a UID that stays the same, so that importing again updates it.

    A VTODO, or a VEVENT of the last hour for calendars that ignore to-dos, as Google's and
    Outlook's do.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//privacyctl//EN")
    for task in found.removals:
        calendar.add_component(_entry(task, found.as_of, calendar_id, as_event=as_event))
    stream.write(calendar.to_ical().decode())


def _entry(task: Takedown, now: int, calendar_id: str, *, as_event: bool) -> Event | Todo:
    entry: Event | Todo = Event() if as_event else Todo()
    entry.add("uid", f"task-{task.id}@{calendar_id}.privacyctl")
    entry.add("dtstamp", _utc(now))
    entry.add("created", _utc(task.received_at))
    entry.add("summary", f"privacyctl task {task.id}: remove {task.what.value}")
    entry.add("categories", ["takedown"])
    if as_event:
        entry.add("dtstart", _utc(task.due_at - HOUR))
        entry.add("dtend", _utc(task.due_at))
    else:
        entry.add("due", _utc(task.due_at))
        entry.add("priority", 1)
        entry.add("status", "IN-PROCESS" if task.state is State.REMOVED else "NEEDS-ACTION")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"privacyctl task {task.id}: 4 hours left")
    alarm.add("trigger", -_REMIND, parameters={"RELATED": "END"})
    entry.add_component(alarm)
    return entry


def _utc(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, UTC)
