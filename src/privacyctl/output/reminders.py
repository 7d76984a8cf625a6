"""Reminders as mails. They name tasks, places and times, and nobody: a mail is a copy too."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from privacyctl.model.moment import in_utc, local
from privacyctl.model.reminder import Topic
from privacyctl.model.takedown import TakedownState
from privacyctl.model.text import plural
from privacyctl.output import due as words
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import left, what, where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from privacyctl.duties.due import Due
    from privacyctl.model.moment import Moment
    from privacyctl.model.reminder import Reminder
    from privacyctl.model.request_clock import Unanswered, UnreadComment, Untold
    from privacyctl.model.takedown import Takedown
    from privacyctl.model.way import Way

NOWHERE = "privacyctl.invalid"
"""The domain of a Message-ID where the settings name no address of the vendor's."""
_POLICY = SMTP.clone(cte_type="7bit")
"""Every mail server takes what has seven bits."""
Line = tuple[str, str]
"""What waits, and what to type."""


def mail(reminder: Reminder, found: Due, support: str | None) -> EmailMessage:
    """A reminder as a whole mail; `support` is the vendor's address or the place of a form, as the settings have it."""
    told = list(lines(reminder, found))
    made = blank(reminder.way, f"[privacyctl] {_subject(reminder, found)}", support, found.as_of)
    domain = _domain(support)
    made["Message-ID"] = f"<{reminder.name}@{domain}>"
    if reminder.thread is not None:
        for header in ("In-Reply-To", "References"):
            made[header] = f"<{reminder.thread}@{domain}>"
    body = "\n\n".join(f"{said}\n    {command}" if command else said for said, command in told)
    head = reminder.head
    made.set_content(f"{body}\n\n-- \nrecord {head.seq} {head.hash.hex()[:8]}\n")
    return made


def trial_mail(way: Way, word: str, support: str | None, now: Moment) -> EmailMessage:
    """A mail with a word in it, by which it is known that it came."""
    made = blank(way, "[privacyctl] a trial", support, now)
    made["Message-ID"] = f"<trial-{word}.{now:x}@{_domain(support)}>"
    made.set_content(f"This is a trial of the way '{way.name}'. Its word is: {word}\n")
    return made


def blank(way: Way, subject: str, support: str | None, now: Moment) -> EmailMessage:
    """A mail of a machine's to whom a way tells, without a word yet."""
    made = EmailMessage(policy=_POLICY)
    if way.mail:
        made["From"] = support if support and "@" in support and "/" not in support else way.mail[0]
        made["To"] = ", ".join(way.mail)
    made["Subject"] = subject
    made["Date"] = format_datetime(in_utc(now))
    made["Auto-Submitted"] = "auto-generated"
    return made


def _domain(support: str | None) -> str:
    domain = (support or "").rpartition("@")[2] if "/" not in (support or "/") else ""
    return domain if domain.isascii() and domain.replace("-", "").replace(".", "").isalnum() else NOWHERE


def _subject(reminder: Reminder, found: Due) -> str:
    """What stands on a locked screen: a number and a time."""
    if reminder.is_digest:
        count = sum(one.topic is not Topic.WEEK for one in reminder.steps)
        if len(reminder.steps) != count:
            return "what is open this week"
        return f"{plural(count, 'thing')} due in days"
    (step,) = reminder.steps
    if step.topic is Topic.LETTERS:
        return f"{plural(found.waiting_letters, 'letter')} to read, {left(step.seconds_left)}"
    if step.topic is Topic.INBOX:
        return "a mailbox cannot be read"
    if step.topic is Topic.COMMENT:
        return f"case {step.number}: a comment to read, {left(step.seconds_left)}"
    ahead = any(task.id == step.number and task.is_ahead for task in found.removals)
    return f"task {step.number}: {'received in the future' if ahead else left(step.seconds_left)}"


def lines(reminder: Reminder, found: Due) -> Iterator[Line]:
    """What a reminder says: of its own steps; on Mondays of everything that is open in days."""
    is_week = any(one.topic is Topic.WEEK for one in reminder.steps)
    for topic, say in _SAID.items():
        numbers = None if is_week else {one.number for one in reminder.steps if one.topic is topic}
        if numbers is None or numbers:
            yield from say(found, numbers)


def _of(numbers: set[int] | None, number: int) -> bool:
    return numbers is None or number in numbers


def _removals(found: Due, numbers: set[int] | None) -> Iterator[Line]:
    for task in found.removals:
        if _of(numbers, task.id):
            yield _removal(task, found.as_of)


def _removal(task: Takedown, now: Moment) -> Line:
    said = f"task {task.id}, case {task.case}: {what(task)}"
    places = f", {visible(where(task.where))}" if task.where else ""
    if task.is_ahead:
        return (
            f"{said}{places}\nreceived in the future: the clock was wrong",
            f"privacyctl requests --explain {task.case}",
        )
    state = "; removed, not verified" if task.state is TakedownState.REMOVED else ""
    return (
        f"{said}{places}\ndue {local(task.due_at)}, {left(task.seconds_left(now))}{state}",
        f"privacyctl verify {task.id}",
    )


def _comments(found: Due, numbers: set[int] | None) -> Iterator[Line]:
    def say(one: UnreadComment) -> Line:
        until = f"due {local(one.due_at)}, {left(one.seconds_left(found.as_of))}"
        return f"case {one.case}: a comment of a buyer's to read\n{until}", "privacyctl requests"

    yield from (say(one) for one in found.comments if _of(numbers, one.case))


def _letters(found: Due, _: set[int] | None) -> Iterator[Line]:
    if found.letters is not None and (oldest := found.letters.oldest_at) is not None:
        said = words.waiting(found.letters.count, oldest, found.as_of)
        yield said.removesuffix(": privacyctl triage"), "privacyctl triage"


def _inboxes(found: Due, numbers: set[int] | None) -> Iterator[Line]:
    for source in found.sources:
        if _of(numbers, source.id):
            yield words.unread(source, found.as_of), "privacyctl inbox"


def _requests(found: Due, numbers: set[int] | None) -> Iterator[Line]:
    def say(one: Unanswered) -> Line:
        until = f"due {local(one.due_at)}, {left(one.seconds_left(found.as_of))}"
        return f"case {one.case}: {one.kind.value}, to be answered\n{until}", "privacyctl requests"

    yield from (say(one) for one in found.requests if _of(numbers, one.case))


def _recipients(found: Due, numbers: set[int] | None) -> Iterator[Line]:
    def say(one: Untold) -> Line:
        until = f"due {local(one.due_at)}, {left(one.seconds_left(found.as_of))}"
        told = f"tell {visible(one.recipient)} {one.kind.of_what}"
        return f"follow-up {one.follow_up}, case {one.case}: {told}\n{until}", "privacyctl follow-up"

    yield from (say(one) for one in found.follow_ups if _of(numbers, one.follow_up))


def _older(found: Due, _: set[int] | None) -> Iterator[Line]:
    if found.older_comments:
        yield f"{words.older(found.older_comments)} to be read", "privacyctl requests"


def _kept(found: Due, _: set[int] | None) -> Iterator[Line]:
    yield from ((words.overstayed(one), "") for one in found.copies)


def _journal_copies(found: Due, _: set[int] | None) -> Iterator[Line]:
    yield from ((words.copy_behind(one), "") for one in found.journal_copies)


def _journal(found: Due, _: set[int] | None) -> Iterator[Line]:
    if found.lag is not None:
        yield words.behind(found.lag), ""


def _late_copy(_: Due, numbers: set[int] | None) -> Iterator[Line]:
    if numbers:
        yield "the newest copy of the record is older than twice the time between two", "privacyctl backup"


def _drill(_: Due, numbers: set[int] | None) -> Iterator[Line]:
    if numbers:
        yield (
            "for 90 days nobody has practised to restore a copy",
            "privacyctl restore FILE --identity KEYFILE --dry-run",
        )


_SAID: Mapping[Topic, Callable[[Due, set[int] | None], Iterator[Line]]] = {
    Topic.REMOVAL: _removals,
    Topic.COMMENT: _comments,
    Topic.LETTERS: _letters,
    Topic.INBOX: _inboxes,
    Topic.REQUEST: _requests,
    Topic.RECIPIENT: _recipients,
    Topic.OLDER_COMMENTS: _older,
    Topic.OVERSTAYED: _kept,
    Topic.LATE_COPY: _late_copy,
    Topic.DRILL: _drill,
    Topic.JOURNAL_COPY: _journal_copies,
    Topic.JOURNAL: _journal,
    Topic.WEEK: lambda _found, _numbers: iter(()),
}
"""What is said of each topic: of some numbers of it, or of all."""
