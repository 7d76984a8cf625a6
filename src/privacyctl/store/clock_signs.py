"""What the record knows of the clock: when it was alive, what a person said of it, which moments lie ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.audit import CLOCK_SET
from privacyctl.model.moment import AHEAD, DAY, Moment, from_iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.store import Store, Transaction

PAST = {
    "clock_set": ("at",),
    "code": ("made_at", "ended_at"),
    "confirmation": ("at",),
    "consent_event": ("at", "recorded_at"),
    "contact": ("name_at", "company_at", "received_at", "erased_at"),
    "copy": ("made_at", "gone_at"),
    "correction": ("at",),
    "delivery": ("at",),
    "disclosure": ("at", "recorded_at"),
    "drill": ("at",),
    "due_run": ("at", "steady_from", "told_at"),
    "erasure": ("at", "proved_at"),
    "follow_up": ("asked_at", "recorded_at", "told_at", "ahead_at"),
    "former_address": ("at",),
    "former_name": ("at",),
    "letter": ("received_at", "recorded_at", "told_at"),
    "letter_decision": ("at",),
    "look": ("at",),
    "made": ("at",),
    "notice": ("announced_at",),
    "permission": ("at",),
    "policy_version": ("recorded_at",),
    "publication": ("added_at", "barred_at"),
    "purchase": ("ordered_at",),
    "reminder": ("made_at", "claimed_at", "sent_at"),
    "reminder_way": ("taken_at", "failed_at", "said_at"),
    "request": ("received_at", "recorded_at"),
    "request_clock": ("answered_at", "told_at", "ahead_at"),
    "request_closing": ("at",),
    "request_receipt": ("received_at", "recorded_at"),
    "restored": ("at",),
    "scan_finding": ("at", "ended_at"),
    "secret": ("made_at",),
    "seen_letter": ("at",),
    "source": ("begun_at", "read_at", "last_mail_at", "failed_at", "told_at"),
    "suppression": ("at", "recorded_at", "lifted_at"),
    "takedown": (
        "received_at",
        "removed_at",
        "claimed_at",
        "verified_at",
        "came_back_at",
        "told_at",
        "ahead_at",
    ),
    "takedown_event": ("at", "recorded_at"),
}
"""Each table's moments that have passed when they are written; a test holds this to the schema."""
FUTURE = {
    ("code", "expires_at"),
    ("copy", "delete_after"),
    ("erasure", "orders_until"),
    ("follow_up", "due_at"),
    ("letter_text", "dated_at"),
    ("notice", "opens_at"),
    ("policy_version", "effective_at"),
    ("reminder_way", "next_at"),
    ("request", "dated_at"),
    ("request_clock", "due_at"),
    ("takedown", "due_at"),
}
"""The moments that may lie ahead: by when something is due, from when it holds, and what a sender claims."""
_OF_ORDERS = frozenset({"contact", "purchase"})
"""An order's time without an offset may be of any zone: up to a day ahead of ours it is none that lies ahead."""
_NUMBER = {
    "former_address": "contact_id",
    "former_name": "contact_id",
    "seen_letter": "coalesce(letter_id, entry)",
    "publication_text": "publication_id",
    "request_clock": "request_id",
    "request_closing": "request_id",
}
"""By which column a row is named where it has no `id`."""


class LiesAhead(NamedTuple):
    """A column in which moments lie in the future."""

    table: str
    column: str
    row: int
    """The first such row."""
    moments: int
    latest: Moment


class Sign(NamedTuple):
    """An audit entry as a sign of life."""

    seq: int
    at: Moment
    is_clock_set: bool
    """Whether a person said by it that the clock is right."""


def settled_after(entry: str) -> str:
    """SQL for the earliest clock that a person said to be right after an entry; `entry` names it in SQL."""
    return f"(SELECT min(clock_set.at) FROM clock_set WHERE clock_set.entry > {entry})"


def lying_ahead(store: Store) -> list[LiesAhead]:
    """Every column with a moment that is more than five minutes in the future, though it should have passed."""
    found = []
    for table, columns in PAST.items():
        for column in columns:
            row = store.row(
                f"SELECT min({_NUMBER.get(table, 'id')}), count(*), max({column}) FROM {table} WHERE {column} > ?",
                (store.now + (DAY if table in _OF_ORDERS else AHEAD),),
            )
            if row is not None and row[1]:
                found.append(LiesAhead(table, column, row[0], row[1], row[2]))
    return found


def signs(store: Store) -> Iterator[Sign]:
    """The entries from the last to the first, but for those whose time cannot be read."""
    rows = store.stream(
        f"""SELECT seq, substr(body, instr(body, '"at":"') + 6, 19), instr(body, '"act":"{CLOCK_SET}"') > 0
             FROM audit ORDER BY seq DESC"""
    )
    for seq, text, is_clock_set in rows:
        at = from_iso(str(text))
        if at is not None:
            yield Sign(seq, at, bool(is_clock_set))


def first_ahead(store: Store) -> Sign | None:
    """The entry from which on the times of the last entries lie in the future."""
    first = None
    for sign in signs(store):
        if sign.at <= store.now:
            break
        first = sign
    return first


def add_clock_set(tx: Transaction) -> None:
    """Record that a person says that the clock is right; a run of `due` that lies ahead of it is then of now."""
    tx.insert("clock_set", at=tx.now, back=max(tx.head_at - tx.now, 0), entry=tx.entry)
    tx.write("UPDATE due_run SET at = min(at, :now), steady_from = min(steady_from, :now)", {"now": tx.now})
