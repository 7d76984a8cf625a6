"""Somebody asks what is held on them: the case, and the answer (GDPR article 15, CCPA 1798.110)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import rights
from privacyctl.duties import who as find_who
from privacyctl.duties.cases import receipt, subject_key
from privacyctl.errors import BadInput, NotFound
from privacyctl.model.contact import Company, Contact
from privacyctl.model.request import Because, RequestKind
from privacyctl.model.text import line
from privacyctl.store import clocks, contacts, requests

if TYPE_CHECKING:
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.rights import Limits
    from privacyctl.model.request import Request
    from privacyctl.model.right import Confirmation, RequestClock
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class AskedAccess:
    """The case of somebody who asks for their data, and where its answer goes."""

    case: Request
    clock: RequestClock
    confirmation: Confirmation | None
    to: str | None
    """The main address on file, which alone is written to; None where nobody is on record."""
    is_new: bool
    moved_earlier: bool
    sender_differs: bool
    near: tuple[int, ...]
    """Contacts that look like the one who is not on record."""
    redacted: int
    """How many card numbers were taken out of the mail."""

    @property
    def changed(self) -> bool:
        return self.is_new or self.moved_earlier

    @property
    def is_answered(self) -> bool:
        return self.case.closed_because is not None


def ask(store: Store, who: str, asked: Asked, limits: Limits) -> AskedAccess:
    """Open the case of somebody who asks for their data, or find it.

    Who is not on record gets a case too. The same request again restarts no clock; one
    that came in before the last answer is taken as answered. Raises BadInput for a company:
    the right is a person's.
    """
    with store.transaction() as tx:
        typed = line(who, "name of who asks")
        subject = _subject(tx, typed)
        ended = _ended(tx, subject, asked)
        if ended is not None:
            return _result(tx, subject, typed, asked, ended)
        standing = rights.open_right(tx, RequestKind.ACCESS, subject, asked, limits)
        if standing.changed:
            tx.record(
                "access-opened" if standing.is_new else "access-moved-earlier",
                cases=[standing.case.id],
                contacts=[subject.id] if isinstance(subject, Contact) else [],
            )
        return _result(tx, subject, typed, asked, standing.case, standing)


def _subject(store: Store, who: str) -> Contact | str:
    try:
        found = find_who.find(store, who)
    except NotFound as error:
        if type(error) is not NotFound or (who.isascii() and who.isdigit()):
            raise
        return subject_key(who)
    if isinstance(found, Company):
        raise BadInput(
            "a company is no person, and only a person has a right to their data",
            "name who asks: privacyctl access EMAIL",
        )
    return found


def _ended(tx: Transaction, subject: Contact | str, asked: Asked) -> Request | None:
    """The ended case that this request belongs to: the mail's own, or the answer that came after it."""
    if isinstance(subject, str):
        known = [case for case in requests.of_nobody(tx, RequestKind.ACCESS) if case.who == subject]
    else:
        known = [case for case in requests.of_contact(tx, subject.id) if case.kind is RequestKind.ACCESS]
    if any(case.is_open for case in known):
        return None
    same = requests.by_message(tx, asked.message) if asked.message else []
    received_at = receipt(tx, asked) if asked.is_dated else None
    for case in reversed(known):
        is_later = received_at is None or (case.closed_at is not None and received_at <= case.closed_at)
        if case.id in same or (case.closed_because is Because.ANSWERED and is_later):
            return case
    return None


def _result(
    tx: Transaction,
    subject: Contact | str,
    who: str,
    asked: Asked,
    case: Request,
    standing: rights.Standing | None = None,
) -> AskedAccess:
    clock = clocks.get(tx, case.id)
    if clock is None:
        raise LookupError("a case of a right without its clock")
    return AskedAccess(
        case=case,
        clock=clock,
        confirmation=clocks.confirmation(tx, case.id),
        to=contacts.main_address(tx, subject.id) if isinstance(subject, Contact) else None,
        is_new=standing is not None and standing.is_new,
        moved_earlier=standing is not None and standing.moved_earlier,
        sender_differs=standing is not None and standing.sender_differs,
        near=find_who.near(tx, who) if isinstance(subject, str) else (),
        redacted=asked.message.redacted if asked.message else 0,
    )
