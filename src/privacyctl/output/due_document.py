"""What `due --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict

from privacyctl.model.moment import iso

if TYPE_CHECKING:
    from privacyctl.duties.due import Due
    from privacyctl.model.deadline import Rule
    from privacyctl.model.request import RequestKind
    from privacyctl.model.takedown import TakedownScope, TakedownState
    from privacyctl.output.values import IsoMoment


class _Ahead(TypedDict):
    ahead: NotRequired[bool]


class DueRemovalDocument(TypedDict):
    """A removal that waits for evidence."""

    task: int
    """The task's number."""
    case: int
    """The case that asks for it."""
    kind: TakedownScope
    """What is to be removed."""
    who: str
    """Who asks, as it can be shown."""
    where: list[str]
    """The places where it is on show."""
    received_at: IsoMoment
    """When the written request was received."""
    due_at: IsoMoment
    """By when it must be gone."""
    seconds_left: int
    """How long is left; negative once it is overdue."""
    state: TakedownState
    """How far it is: `open`, or `removed` and not verified."""
    ahead: NotRequired[bool]
    """Only where it was received in the future: a clock was wrong, and `due_at` is the latest that it can be."""


class DueRequestDocument(TypedDict):
    """A request that waits for its answer."""

    case: int
    """The case's number."""
    kind: RequestKind
    """What was asked for."""
    who: str
    """Who asks, as it can be shown."""
    rule: Rule
    """What gives it its day: a law, or the settings."""
    received_at: IsoMoment
    """When the request was received."""
    due_at: IsoMoment
    """By when it must be answered."""
    seconds_left: int
    """How long is left; negative once it is overdue."""
    confirmed: bool
    """Whether it is known who asks."""
    ahead: NotRequired[bool]
    """Only where it was received in the future: a clock was wrong, and `due_at` is the latest that it can be."""


class DueCommentDocument(TypedDict):
    """A buyer's comment that nobody has read yet. It may be a request."""

    case: int
    """The case's number."""
    who: str
    """The buyer, as they can be shown."""
    written_at: IsoMoment
    """When it was written: the time of the order, or of the import where the file gave none."""
    due_at: IsoMoment
    """By when somebody must have read it: 24 hours later."""
    seconds_left: int
    """How long is left; negative once it is overdue."""


class DueFollowUpDocument(TypedDict):
    """A recipient who waits to be told of a correction or an erasure."""

    follow_up: int
    """The follow-up's number."""
    case: int
    """The case that it belongs to."""
    kind: RequestKind
    """What that case asks for: what they are to be told of."""
    recipient: str
    """Who is to be told."""
    due_at: IsoMoment
    """By when."""
    seconds_left: int
    """How long is left; negative once it is overdue."""
    ahead: NotRequired[bool]
    """Only where it was recorded in the future: a clock was wrong, and `due_at` is the latest that it can be."""


class DueCopiesDocument(TypedDict):
    """A folder with copies of the record that should be gone."""

    folder: str
    """The folder."""
    copies: int
    """How many of them there are."""
    since: IsoMoment
    """When the first of them should have gone."""


class LagDocument(TypedDict):
    """How far the journal beside the record is behind it."""

    entries: int
    """How many entries it lacks."""
    since: IsoMoment
    """When the first of these was written."""


class JournalCopyLagDocument(TypedDict):
    """A folder whose copy of the journal is behind."""

    folder: str
    """The folder."""
    since: IsoMoment
    """When it was last brought up, or first tried."""


class DueLettersDocument(TypedDict):
    """The letters that wait for a person."""

    waiting: int
    """How many."""
    oldest_received_at: IsoMoment | None
    """When the oldest was received; null where none waits."""


class DueSourceDocument(TypedDict):
    """A mailbox that cannot be read."""

    name: str
    """What the settings call it."""
    since: IsoMoment
    """When it was last read, or first tried."""
    fault: str
    """What is wrong."""
    network: bool
    """Whether it may pass by itself."""


class ClockDocument(TypedDict):
    """How the clock of this machine stands to the record."""

    behind: int
    """By how many seconds it is behind the last entry."""


class DueDocument(TypedDict):
    """What waits, the most urgent first."""

    as_of: IsoMoment
    """When it was looked."""
    within: int
    """How far ahead it was looked for removals, in seconds."""
    clock: NotRequired[ClockDocument]
    """How far the clock is behind the record; only where it is."""
    removals: list[DueRemovalDocument]
    """The removals."""
    requests: list[DueRequestDocument]
    """The requests that are to be answered, from seven days before their day."""
    follow_ups: list[DueFollowUpDocument]
    """The recipients who are to be told."""
    comments: list[DueCommentDocument]
    """The comments that are to be read, but for those of `older_comments`."""
    older_comments: NotRequired[int]
    """How many comments wait that were older than their 24 hours when they were first imported, if any do."""
    letters: NotRequired[DueLettersDocument]
    """The letters that wait; only where a mailbox was read."""
    sources: NotRequired[list[DueSourceDocument]]
    """The mailboxes that cannot be read; only where there are such."""
    copies: NotRequired[list[DueCopiesDocument]]
    """The folders with copies of the record that should be gone; only where there are such."""
    journal_copies: NotRequired[list[JournalCopyLagDocument]]
    """The folders whose copy of the journal is behind; only where there are such."""
    journal: NotRequired[LagDocument]
    """How far the journal is behind the record; only where it is."""


def document(result: Due) -> DueDocument:
    made: DueDocument = {
        "as_of": iso(result.as_of),
        "within": result.within,
        "removals": [
            {
                "task": task.id,
                "case": task.case,
                "kind": task.what,
                "who": task.who,
                "where": list(task.where),
                "received_at": iso(task.received_at),
                "due_at": iso(task.due_at),
                "seconds_left": task.seconds_left(result.as_of),
                "state": task.state,
                **_is_ahead(task.is_ahead),
            }
            for task in result.removals
        ],
        "requests": [
            {
                "case": one.case,
                "kind": one.kind,
                "who": one.who,
                "rule": one.rule,
                "received_at": iso(one.received_at),
                "due_at": iso(one.due_at),
                "seconds_left": one.seconds_left(result.as_of),
                "confirmed": one.is_confirmed,
                **_is_ahead(one.is_ahead),
            }
            for one in result.requests
        ],
        "follow_ups": [
            {
                "follow_up": one.follow_up,
                "case": one.case,
                "kind": one.kind,
                "recipient": one.recipient,
                "due_at": iso(one.due_at),
                "seconds_left": one.seconds_left(result.as_of),
                **_is_ahead(one.is_ahead),
            }
            for one in result.follow_ups
        ],
        "comments": [
            {
                "case": one.case,
                "who": one.who,
                "written_at": iso(one.written_at),
                "due_at": iso(one.due_at),
                "seconds_left": one.seconds_left(result.as_of),
            }
            for one in result.comments
        ],
    }
    if result.older_comments:
        made["older_comments"] = result.older_comments
    if result.letters is not None:
        oldest = result.letters.oldest_at
        made["letters"] = {
            "waiting": result.letters.count,
            "oldest_received_at": iso(oldest) if oldest is not None else None,
        }
    if result.sources:
        made["sources"] = [
            {"name": one.name, "since": iso(one.unread_since), "fault": one.fault, "network": one.is_network}
            for one in result.sources
        ]
    if result.copies:
        made["copies"] = [
            {"folder": one.folder, "copies": one.copies, "since": iso(one.since)} for one in result.copies
        ]
    if result.journal_copies:
        made["journal_copies"] = [
            {"folder": one.folder, "since": iso(one.since)} for one in result.journal_copies
        ]
    if result.lag is not None:
        made["journal"] = {"entries": result.lag.entries, "since": iso(result.lag.since)}
    if result.behind:
        made["clock"] = {"behind": result.behind}
    return made


def _is_ahead(holds: bool) -> _Ahead:
    return {"ahead": True} if holds else {}
