"""Telling people of a purpose before it is opened (promise P8)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import clock, purposes
from privacyctl.duties.lists.audience import Addressee, Judge
from privacyctl.duties.purposes import Use
from privacyctl.errors import BadInput, Refused
from privacyctl.model.consent import Purpose
from privacyctl.model.disclosure import Handed
from privacyctl.model.moment import DAY, NEVER, Moment
from privacyctl.store import audience, disclosures, notices

if TYPE_CHECKING:
    from collections.abc import Collection

    from privacyctl.model.audit import Head
    from privacyctl.model.disclosure import Contract, Disclosure
    from privacyctl.model.ids import ContactId
    from privacyctl.model.notice import Notice
    from privacyctl.model.purpose import Definition
    from privacyctl.store import Store, Transaction

SHORTEST = 14
"""Days. Mail lies unread over a holiday, and a window that nobody can use is none."""
LONGEST = 366


@dataclass(frozen=True, slots=True)
class Announced:
    """A notice that is on record. Where it stood already, its window is as it was."""

    notice: Notice
    changed: bool
    columns: tuple[str, ...] = ("email", "name")
    """What its audience may be written with: for a recipient no more than was recorded."""
    handed: Disclosure | None = None
    """The hand-off of its audience to the recipient that was named."""
    handed_now: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """To whom a notice is to be written now, and against which state of the record."""

    people: tuple[Addressee, ...]
    head: Head


def check_days(days: int) -> None:
    """Raises BadInput for a window that is none."""
    if days < SHORTEST:
        raise BadInput(
            f"a window of {days} day{'s' * (days != 1)} is none: mail lies unread over a holiday",
            f"give people at least {SHORTEST} days: --days {SHORTEST}",
        )
    if days > LONGEST:
        raise BadInput(f"a window of {days} days is longer than a year", "give fewer: --days 30")


def announce(
    store: Store, definition: Definition, text: str, days: int, to: Contract | None = None
) -> Announced:
    """Record a notice and whom it is written to; the purpose is shut until its window is over.

    It is written to everybody who did not opt out of the purpose or of product news. The
    same text for the same purpose again is the same notice, and its window stays; another
    text is a new notice with a window of its own. With `to` its audience is on record as
    handed over to that recipient, who sends it: once, however often it is said. Raises
    Refused for a purpose that needs no notice, or that the recipient has no contract for.
    """
    check_days(days)
    if to is not None:
        to.must_allow(definition.purpose, ["email"])
    if definition.is_published:
        ordered = definition.purpose is Purpose.ORDER
        raise Refused(
            "mail about an order is open and stays so, whatever it is for"
            if ordered
            else f"'{definition.purpose}' is as the published policy announced it, and needs no notice",
            "announce a purpose of your own, or one that you widen: see privacyctl purposes",
        )
    with store.transaction() as tx:
        if (stands := purposes.announced_as(tx, definition, text)) is not None:
            return Announced(stands, changed=False) if to is None else _handed(tx, definition, stands, to)
        clock.must_not_be_behind(tx, "no window begins: it would be over too soon")
        judge = Judge(tx, Use(definition, None, NEVER), everyone=True, is_telling=True)
        told = [one.contact for one in audience.everybody(tx, judge.asked) if judge.may_be_told(one)]
        notice = notices.add(tx, definition, text, _sha256(text), Moment(tx.now + days * DAY), told)
        made = _hand_over(tx, definition, to, told) if to is not None else []
        tx.record(
            "announced",
            notice=notice,
            people=len(told),
            days=days,
            purpose=definition.purpose.value,
            **({"disclosures": made} if made else {}),
        )
        added = notices.get(tx, notice)
        if added is None:
            raise LookupError("a notice that was just written is not there")
        if to is None:
            return Announced(added, changed=True)
        handed = disclosures.of_notice(tx, added, to.recipient)
        return Announced(added, True, to.list_columns, handed, handed_now=bool(made))


def to_tell(store: Store, definition: Definition, notice: Notice) -> Told:
    """To whom the notice is to be written: its audience, but for those who opted out since."""
    with store.snapshot():
        return Told(_still_told(store, definition, notice), store.head())


def _still_told(store: Store, definition: Definition, notice: Notice) -> tuple[Addressee, ...]:
    judge = Judge(store, Use(definition, notice, NEVER), everyone=True, is_telling=True)
    return tuple(
        Addressee(one.email, one.name, one.contact)
        for one in audience.everybody(store, judge.asked)
        if one.is_told and judge.may_be_told(one)
    )


def _handed(tx: Transaction, definition: Definition, notice: Notice, to: Contract) -> Announced:
    """A notice that stands, its audience on record for a recipient: from before, or from now on."""
    handed = disclosures.of_notice(tx, notice, to.recipient)
    if handed is not None:
        to.must_allow(definition.purpose, handed.fields)
        return Announced(notice, False, handed.fields, handed)
    people = [one.contact for one in _still_told(tx, definition, notice)]
    made = _hand_over(tx, definition, to, people)
    if made:
        tx.record("disclosed", disclosures=made, via=Handed.NOTICE.value, people=len(people), purchases=0)
    handed = disclosures.of_notice(tx, notice, to.recipient)
    return Announced(notice, False, to.list_columns, handed, handed_now=bool(made))


def _hand_over(
    tx: Transaction, definition: Definition, to: Contract, people: Collection[ContactId]
) -> list[int]:
    """The number of the hand-off; none where nobody is in it."""
    if not people:
        return []
    return [
        disclosures.add(
            tx,
            to.recipient,
            definition.purpose,
            to.list_columns,
            Handed.NOTICE,
            at=tx.now,
            people=people,
        )
    ]


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
