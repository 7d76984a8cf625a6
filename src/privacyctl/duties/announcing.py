"""Telling people of a purpose before it is opened (promise P8)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import purposes
from privacyctl.duties.audience import Addressee, Judge
from privacyctl.duties.purposes import Use
from privacyctl.errors import BadInput, Refused
from privacyctl.model.consent import Purpose
from privacyctl.model.moment import DAY
from privacyctl.store import audience, notices

if TYPE_CHECKING:
    from privacyctl.model.audit import Head
    from privacyctl.model.notice import Notice
    from privacyctl.model.purpose import Definition
    from privacyctl.store import Store

SHORTEST = 14
"""Days. Mail lies unread over a holiday, and a window that nobody can use is none."""
LONGEST = 366


@dataclass(frozen=True, slots=True)
class Announced:
    """A notice that is on record. Where it stood already, its window is as it was."""

    notice: Notice
    changed: bool


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


def announce(store: Store, definition: Definition, text: str, days: int) -> Announced:
    """Record a notice and whom it is written to; the purpose is shut until its window is over.

    It is written to everybody who did not opt out of the purpose or of product news. The
    same text for the same purpose again is the same notice, and its window stays; another
    text is a new notice with a window of its own. Raises Refused for a purpose that needs
    no notice.
    """
    check_days(days)
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
            return Announced(stands, changed=False)
        judge = Judge(tx, Use(definition, None, 0), everyone=True, is_telling=True)
        told = [one.contact for one in audience.everybody(tx, judge.asked) if judge.may_be_told(one)]
        notice = notices.add(tx, definition, text, _sha256(text), tx.now + days * DAY, told)
        tx.record("announced", notice=notice, people=len(told), days=days, purpose=definition.purpose.value)
        added = notices.get(tx, notice)
    if added is None:
        raise LookupError("a notice that was just written is not there")
    return Announced(added, changed=True)


def to_tell(store: Store, definition: Definition, notice: Notice) -> Told:
    """To whom the notice is to be written: its audience, but for those who opted out since."""
    with store.snapshot():
        judge = Judge(store, Use(definition, notice, 0), everyone=True, is_telling=True)
        people = tuple(
            Addressee(one.email, one.name, one.contact)
            for one in audience.everybody(store, judge.asked)
            if one.is_told and judge.may_be_told(one)
        )
        return Told(people, store.head())


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
