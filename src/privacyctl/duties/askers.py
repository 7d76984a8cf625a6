"""Who asks: somebody on record, or the words that were typed where nobody on record answers to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import who as find_who
from privacyctl.duties.cases import subject_key
from privacyctl.errors import MaybeMistyped, NotFound
from privacyctl.model.contact import contact_number
from privacyctl.model.text import line
from privacyctl.store import clocks, contacts, requests

if TYPE_CHECKING:
    from privacyctl.duties.cases import Subject
    from privacyctl.duties.who import Near
    from privacyctl.model.message import Message
    from privacyctl.model.request import Request
    from privacyctl.store import Store

_FIELD = "name of who asks"


def asker(store: Store, who: str, message: Message | None, *, is_unknown: bool = False) -> Subject:
    """Whom a request is about; the match key of what was typed where nobody on record answers to it.

    An address that is not on record is taken as it is. A name that is near to others on record
    may be mistyped: MaybeMistyped is raised, unless `is_unknown` says that it is not. A mail says that
    too, but for the very name of somebody on record. Raises NotFound for a contact's number: it
    says nothing that could be looked for.
    """
    found = _on_record(store, who)
    if not isinstance(found, str):
        return found
    if "@" not in who and not is_unknown:
        near = find_who.called(store, who) if message else find_who.nearest(store, who)
        if near:
            raise MaybeMistyped(find_who.nobody_called(who, near))
    return found


def is_known(store: Store, case: Request) -> bool:
    """Whether the record shows who asked: that was confirmed, or a mail of the case is from an address of theirs.

    Of what needs no proof it is enough that somebody on record is named, and that no mail says otherwise. A mail
    whose sender is no longer on record was theirs: an erasure and a new address take that out.
    """
    if clocks.confirmation(store, case.id) is not None:
        return True
    senders = set(requests.senders(store, case.id))
    if case.contact is None:
        return case.company is not None or (case.asked_from is not None and case.asked_from in senders)
    if not senders:
        return not case.kind.needs_proof
    return None in senders or not senders.isdisjoint(contacts.address_keys(store, case.contact))


def nearby(store: Store, who: str) -> Near | None:
    """What on record is near to a name that is not; None for an address, and where nothing is near."""
    if "@" in who or not isinstance(_on_record(store, line(who, _FIELD)), str):
        return None
    return find_who.nearest(store, who) or None


def near_to(store: Store, who: str, message: Message | None) -> Near:
    """Who on record is near to what was typed, else to the name in the mail."""
    near = find_who.nearest(store, who)
    return find_who.nearest(store, message.name) if not near and message and message.name else near


def _on_record(store: Store, who: str) -> Subject:
    try:
        return find_who.find(store, who)
    except NotFound as error:
        if type(error) is not NotFound or contact_number(who) is not None:
            raise
    return subject_key(who)
