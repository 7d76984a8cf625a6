"""What `due` says to people, to a spreadsheet and to monitoring. The plain form is read at three in the morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.inbox import due_at
from privacyctl.model.moment import DAY, HOUR, iso, local, span
from privacyctl.model.request import RequestKind
from privacyctl.model.takedown import TakedownState
from privacyctl.model.text import plural
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import cell, visible
from privacyctl.output.screen.wording import left, what, where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.duties.due import Due
    from privacyctl.model.inbox import SourceState
    from privacyctl.model.moment import Moment
    from privacyctl.model.takedown import Takedown
    from privacyctl.store.copies import Overstayed
    from privacyctl.store.journal.standing import Lag
    from privacyctl.store.journal.tail import JournalCopyLag


OK, WARNING, CRITICAL, UNKNOWN = 0, 1, 2, 3
"""Exit statuses of a monitoring plugin."""


def say(found: Due, *, with_who: bool) -> None:
    """A line a removal, a comment, a request, a recipient; silent where nobody sits and nothing is due."""
    if found.is_empty:
        if stream.is_terminal():
            stream.say(f"Nothing is due within {span(found.within)}.")
        return
    table.lines(
        [
            [
                f"task {task.id}",
                what(task),
                *([task.who] if with_who else []),
                where(task.where),
                *(
                    _ahead(task.began_at, "takedown WHO --received TIME")
                    if task.is_ahead
                    else [f"due {local(task.due_at)}", _left(task, found.as_of)]
                ),
            ]
            for task in found.removals
        ]
    )
    table.lines(
        [
            [
                f"case {unread.case}",
                "comment, to be read",
                *([unread.who] if with_who else []),
                f"due {local(unread.due_at)}",
                _hours_left(unread.seconds_left(found.as_of)),
            ]
            for unread in found.comments
        ]
    )
    table.lines(
        [
            [
                f"case {one.case}",
                f"{one.kind.value}{', not confirmed' if one.kind.needs_proof and not one.is_confirmed else ''}",
                *([one.who] if with_who else []),
                *(
                    _ahead(one.received_at, f"{one.kind.taken_by} WHO --received TIME")
                    if one.is_ahead
                    else [f"due {local(one.due_at)}", _days_left(one.seconds_left(found.as_of))]
                ),
            ]
            for one in found.requests
        ]
    )
    table.lines(
        [
            [
                f"follow-up {one.follow_up}",
                f"tell {one.recipient} {one.kind.of_what}",
                f"case {one.case}",
                f"due {local(one.due_at)}",
                _days_left(one.seconds_left(found.as_of)),
            ]
            for one in found.follow_ups
        ]
    )
    if found.letters is not None and (oldest := found.letters.oldest_at) is not None:
        stream.say(waiting(found.letters.count, oldest, found.as_of))
    for source in found.sources:
        stream.say(unread(source, found.as_of))
    if found.older_comments:
        stream.say(f"{older(found.older_comments)} to be read")
    for one in found.copies:
        stream.say(overstayed(one))
    for copy in found.journal_copies:
        stream.say(copy_behind(copy))
    if found.lag is not None:
        stream.say(behind(found.lag))


def overstayed(one: Overstayed) -> str:
    """That copies of the record which should be gone are still there."""
    are = "is" if one.copies == 1 else "are"
    return (
        f"{plural(one.copies, 'copy', 'copies')} that should be gone since {local(one.since)} {are} still"
        f" in {visible(one.folder)}: privacyctl backup, or privacyctl purge"
    )


def copy_behind(copy: JournalCopyLag) -> str:
    """That a copy of the journal lacks entries."""
    return (
        f"the journal's copy in {visible(copy.folder)} is behind since {local(copy.since)}:"
        " privacyctl journal --copy"
    )


def behind(lag: Lag) -> str:
    """That the journal lacks entries."""
    return f"{_lag(lag)}: see privacyctl doctor"


def _lag(lag: Lag) -> str:
    return (
        f"the journal is {plural(lag.entries, 'entry', 'entries')} behind the record since {local(lag.since)}"
    )


def waiting(count: int, oldest: Moment, now: Moment) -> str:
    """How many letters wait, and how long there is if the oldest asks for a removal."""
    age = span(max(now - oldest, 0))
    waits = f"letter waits, {age}" if count == 1 else f"letters wait, the oldest {age}"
    seconds = due_at(oldest) - now
    then = f"{span(seconds)} are left" if seconds >= 0 else f"it is overdue by {span(seconds)}"
    return f"{count} {waits}; if it asks for a removal, {then}: privacyctl triage"


def unread(source: SourceState, now: Moment) -> str:
    """That a mailbox cannot be read, since when, and why."""
    word = "OVERDUE: " if source.is_loud(now) else ""
    last = f"was last read {span(now - source.read_at)} ago" if source.read_at else "was never read"
    return f"{word}the inbox '{visible(source.name)}' {last}: {visible(source.fault)}"


def older(count: int) -> str:
    """The comments of older orders, as they are counted in a sentence."""
    return f"{plural(count, 'comment')} of older orders {'waits' if count == 1 else 'wait'}"


def say_csv(found: Due) -> None:
    """One row a removal, a comment, a request or a recipient, for a spreadsheet; `kind` tells which.

    The comments of older orders are one row, whose `state` counts them.
    """
    stream.write_lines(stream.csv_lines(_rows(found)))


def _rows(found: Due) -> Iterator[Sequence[object]]:
    yield ["task", "case", "kind", "who", "where", "received_at", "due_at", "seconds_left", "state"]
    for task in found.removals:
        yield [
            task.id,
            task.case,
            task.what.value,
            cell(task.who),
            cell(" ".join(task.where)),
            iso(task.received_at),
            iso(task.due_at),
            task.seconds_left(found.as_of),
            _state(task.state.value, task.is_ahead),
        ]
    for unread in found.comments:
        moments = [iso(unread.written_at), iso(unread.due_at), unread.seconds_left(found.as_of)]
        yield ["", unread.case, RequestKind.COMMENT.value, cell(unread.who), "", *moments, "open"]
    for one in found.requests:
        moments = [iso(one.received_at), iso(one.due_at), one.seconds_left(found.as_of)]
        state = "confirmed" if one.is_confirmed else "open"
        yield [
            "",
            one.case,
            one.kind.value,
            cell(one.who),
            "",
            *moments,
            _state(state, one.is_ahead),
        ]
    for line in found.follow_ups:
        moments = ["", iso(line.due_at), line.seconds_left(found.as_of)]
        yield ["", line.case, "follow-up", "", cell(line.recipient), *moments, _state("open", line.is_ahead)]
    yield from _rows_of_mail(found)
    if found.older_comments:
        yield ["", "", "older-comments", "", "", "", "", "", f"{found.older_comments} open"]
    for stays in found.copies:
        state = f"{plural(stays.copies, 'copy', 'copies')} should be gone"
        yield [
            "",
            "",
            "copies",
            "",
            cell(stays.folder),
            "",
            iso(stays.since),
            stays.since - found.as_of,
            state,
        ]
    for copy in found.journal_copies:
        yield ["", "", "journal-copy", "", cell(copy.folder), iso(copy.since), "", "", "behind"]
    if found.lag is not None:
        yield ["", "", "journal", "", "", iso(found.lag.since), "", "", f"{found.lag.entries} entries behind"]


def _rows_of_mail(found: Due) -> Iterator[Sequence[object]]:
    """The letters that wait as one row, and one a mailbox that cannot be read."""
    if found.letters is not None and (oldest := found.letters.oldest_at) is not None:
        moments = [iso(oldest), iso(due_at(oldest)), found.letters.seconds_left(found.as_of)]
        yield ["", "", "letters", "", "", *moments, f"{found.letters.count} waiting"]
    for source in found.sources:
        yield ["", "", "inbox", "", cell(source.name), iso(source.unread_since), "", "", "cannot be read"]


def _state(word: str, is_ahead: bool) -> str:
    return f"{word}, received in the future" if is_ahead else word


def say_monitoring(found: Due) -> int:
    """One line for a monitoring system, without a name in it; returns the plugin's exit status."""
    now = found.as_of
    overdue = sum(task.seconds_left(now) < 0 for task in found.removals)
    soon = sum(task.seconds_left(now) >= 0 and task.state is TakedownState.OPEN for task in found.removals)
    unverified = sum(task.state is TakedownState.REMOVED for task in found.removals)
    unanswered = len(found.requests)
    days = [one.due_at for one in found.requests] + [one.due_at for one in found.follow_ups]
    days += [one.due_at for one in found.comments]
    late = sum(due_at < now for due_at in days)
    ahead = sum(task.is_ahead for task in found.removals)
    ahead += sum(one.is_ahead for one in found.requests)
    ahead += sum(line.is_ahead for line in found.follow_ups)
    ahead += sum(unread.is_ahead for unread in found.comments)
    late_letters = found.letters is not None and found.letters.seconds_left(now) < 0
    loud = any(one.is_loud(now) for one in found.sources)
    status = (
        OK if found.is_empty else CRITICAL if overdue or late or ahead or late_letters or loud else WARNING
    )
    word = ("OK", "WARNING", "CRITICAL")[status]
    hours = f"{found.within // HOUR}h" if found.within % HOUR == 0 else f"{found.within // 60}m"
    more = [
        f", {plural(unanswered, 'request')} to answer" if unanswered else "",
        f", {plural(len(found.follow_ups), 'recipient')} to tell" if found.follow_ups else "",
        f", {plural(len(found.comments), 'comment')} to read" if found.comments else "",
        f", {late} of these late" if late else "",
        f", {ahead} received in the future: the clock was wrong" if ahead else "",
        f", the clock is {span(found.behind)} behind the record" if found.behind else "",
        f", {older(found.older_comments)} to be read" if found.older_comments else "",
        f", {plural(sum(one.copies for one in found.copies), 'copy', 'copies')} should be gone"
        if found.copies
        else "",
        f", {plural(found.waiting_letters, 'letter')} to read" if found.waiting_letters else "",
        f", {plural(len(found.sources), 'inbox', 'inboxes')} not read" if found.sources else "",
        f", {plural(len(found.journal_copies), 'copy', 'copies')} of the journal behind"
        if found.journal_copies
        else "",
        f", {_lag(found.lag)}" if found.lag is not None else "",
    ]
    # Where none waits they are left out, so that who reads the older line word by word still can.
    counts = {"comments": len(found.comments), "older_comments": found.older_comments}
    counts |= {"letters": found.waiting_letters, "inboxes": len(found.sources)}
    unread = "".join(f" {name}={count};0;;0" for name, count in counts.items() if count)
    stream.say(
        f"PRIVACY {word} - {overdue} overdue, {soon} due within {hours}, {unverified} removed but not verified"
        f"{''.join(more)} | overdue={overdue};;0;0 due_soon={soon};0;;0 unverified={unverified};0;;0"
        f" requests={unanswered};0;;0 follow_ups={len(found.follow_ups)};0;;0 late={late};;0;0"
        f"{unread}"
    )
    return status


def _ahead(began_at: int, command: str) -> list[table.Cell | str]:
    """What stands in place of a deadline where the receipt lies in the future."""
    return [
        f"received in the future ({local(began_at)})",
        table.Cell(f"the clock was wrong; give the true time: privacyctl {command}", table.ALARM),
    ]


def _days_left(seconds: int) -> table.Cell:
    near = table.WARN if seconds <= DAY else ""
    return table.Cell(left(seconds), table.ALARM if seconds < 0 else near)


def _left(task: Takedown, now: int) -> table.Cell:
    seconds = task.seconds_left(now)
    if task.state is TakedownState.REMOVED:
        return table.Cell(
            f"{left(seconds)}; removed, not verified", table.ALARM if seconds < 0 else table.DIM
        )
    return _hours_left(seconds)


def _hours_left(seconds: int) -> table.Cell:
    near = table.WARN if seconds <= 4 * HOUR else ""
    return table.Cell(left(seconds), table.ALARM if seconds < 0 else near)
