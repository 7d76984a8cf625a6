"""Taking a written request for removal: one case, one clock, one task a publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import who as find_who
from privacyctl.errors import BadInput, NotFound
from privacyctl.model.address import match_key, parse_address
from privacyctl.model.consent import Via
from privacyctl.model.contact import Company, Contact
from privacyctl.model.moment import AHEAD
from privacyctl.model.names import attribution_names
from privacyctl.model.publication import Kind
from privacyctl.model.request import RequestKind
from privacyctl.model.takedown import State, What
from privacyctl.model.text import line
from privacyctl.model.text import match_key as text_key
from privacyctl.store import contacts, publications, requests, takedowns

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from privacyctl.model.message import Message
    from privacyctl.model.publication import Publication
    from privacyctl.model.request import Request
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Asked:
    """A written request as it reached the vendor."""

    what: What = What.ALL
    received_at: int | None = None
    via: Via = Via.UNSTATED
    message: Message | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OpenedTakedown:
    """The case that a request opened, or that stood already."""

    case: Request
    tasks: tuple[Takedown, ...]
    changed: bool
    is_new: bool
    moved_earlier: bool
    """An earlier receipt than the one on record moved the clock."""
    is_matched: bool
    """Whether it concerns something in the register; else somebody must look on the site."""
    sender_differs: bool
    """The mail came from an address that is not WHO's."""
    not_asked_for: tuple[int, ...]
    """Publications of the sender's company that they are not the listed contact of."""
    near: tuple[int, ...]
    """Contacts that look like the one who is not on record."""
    redacted: int
    """How many card numbers were taken out of the mail."""


def open_takedown(store: Store, who: str | None, asked: Asked) -> OpenedTakedown:
    """Record a written request and open a task for every publication it concerns.

    `who` None takes the sender of the mail. Somebody who is not on record, or about whom
    nothing is, still gets a case with a clock. The same request again changes nothing,
    but that an earlier receipt moves the clock earlier. What is concerned is barred.
    Raises BadInput for a mail that does not say when it was received, or by whom it was sent.
    """
    with store.transaction() as tx:
        received_at = receipt(tx, asked)
        typed = line(who, "name of who asks") if who is not None else _sender(asked.message)
        subject = _subject(tx, typed)
        known = asked.message and requests.by_message(tx, asked.message)
        if known:
            opened = _stands(tx, takedowns.of_request(tx, known), received_at, known)
        else:
            opened = open_in(tx, subject, typed, asked, received_at, kinds=_kinds(asked.what))
        case, changed, moved, is_new = opened
        tasks = tuple(takedowns.of_request(tx, case))
        if changed:
            tx.record(
                "takedown-opened" if is_new else "takedown-moved-earlier",
                cases=[case],
                tasks=[task.id for task in tasks],
                contacts=[subject.id] if isinstance(subject, Contact) else [],
                companies=[subject.id] if isinstance(subject, Company) else [],
            )
        return OpenedTakedown(
            case=_case(tx, case),
            tasks=tasks,
            changed=changed,
            is_new=is_new,
            moved_earlier=moved,
            is_matched=any(task.publication is not None for task in tasks),
            sender_differs=_sender_differs(tx, subject, typed, asked.message),
            not_asked_for=_not_listed(tx, subject, asked.what),
            near=find_who.near(tx, typed) if isinstance(subject, str) else (),
            redacted=asked.message.redacted if asked.message else 0,
        )


def open_in(
    tx: Transaction,
    subject: Contact | Company | str,
    who: str,
    asked: Asked,
    received_at: int,
    *,
    kinds: Collection[Kind],
    even_if_unmatched: bool = True,
) -> tuple[int, bool, bool, bool]:
    """Open a case inside a transaction of the caller's, who writes the audit entry.

    Returns the case, whether anything changed, whether a clock moved earlier, and whether
    the case is new. Without a match and without `even_if_unmatched` the case is 0.
    """
    concerned = matching(tx, subject, kinds)
    standing, new = [], []
    for publication in concerned:
        history = takedowns.of_publication(tx, publication.id)
        if history and _answers(history[0], received_at):
            standing.append(history[0])
        else:
            new.append(publication)
    if not new and standing:
        return _stands(tx, standing, received_at, standing[-1].case)
    if not new:
        if not even_if_unmatched:
            return 0, False, False, False
        if (repeated := _open_unmatched(tx, subject, asked.what)) is not None:
            return _stands(tx, takedowns.of_request(tx, repeated), received_at, repeated)
    case = _open_case(tx, subject, who, asked, received_at)
    for publication in new:
        takedowns.add(
            tx,
            request_id=case,
            publication_id=publication.id,
            what=What(publication.kind.value),
            received_at=received_at,
        )
        publications.bar(tx, publication.id)
    if not new:
        takedowns.add(tx, request_id=case, publication_id=None, what=asked.what, received_at=received_at)
    _, _, moved, _ = _stands(tx, standing, received_at, case)
    return case, True, moved, True


def matching(store: Store, subject: Contact | Company | str, kinds: Collection[Kind]) -> list[Publication]:
    """What is in the register about a person or a company, of the kinds asked for."""
    found: list[Publication] = []
    if isinstance(subject, Contact):
        own = publications.of_contact(store, subject.id)
        found += [p for p in own if p.kind is Kind.TESTIMONIAL]
        for company_id in dict.fromkeys(p.company for p in own if p.kind is not Kind.TESTIMONIAL):
            if company_id is not None:
                found += publications.of_company(store, company_id)
    elif isinstance(subject, Company):
        found += publications.of_company(store, subject.id)
        found += [p for p in publications.testimonials(store) if attribution_names(p.shown_as, subject.name)]
    return [p for p in found if p.kind in kinds]


def receipt(store: Store, asked: Asked) -> int:
    """When the clock starts: the earliest receipt that is known; now where nothing came by mail."""
    stamped = asked.message.received_at if asked.message else None
    if stamped is not None and stamped > store.now + AHEAD and asked.received_at is None:
        raise BadInput(
            "the mail's Received: line is in the future", "check the clock, or say when: --received TIME"
        )
    known = [at for at in (asked.received_at, stamped) if at is not None]
    if asked.message and not known:
        raise BadInput(
            "the mail has no Received: line of your own server, so its receipt is not known",
            "say when it came in: --received TIME",
        )
    return min([*known, store.now])


def _sender(message: Message | None) -> str:
    if message is None:
        raise BadInput(
            "it is not said who asks",
            "name them: privacyctl takedown WHO, or give the mail: --message FILE.eml",
        )
    if len(message.senders) != 1:
        count = "no usable sender" if not message.senders else f"{len(message.senders)} senders"
        raise BadInput(f"the mail has {count}", "name who asks: privacyctl takedown WHO --message FILE.eml")
    return message.senders[0].given


def _subject(tx: Transaction, who: str) -> Contact | Company | str:
    """Whom it is about; the words that were typed where nobody on record answers to them."""
    try:
        return find_who.find(tx, who)
    except NotFound as error:
        # A contact's number says nothing that could be looked for on a site.
        if type(error) is not NotFound or (who.isascii() and who.isdigit()):
            raise
    return _key(who)


def _key(who: str) -> str:
    return parse_address(who).key if "@" in who else text_key(who)


def _answers(latest: Takedown, received_at: int) -> bool:
    """Whether a takedown covers a request received then: it is pending, or was done after it."""
    if latest.state is State.VERIFIED:
        return latest.verified_at is not None and received_at <= latest.verified_at
    return latest.state.is_pending


def _stands(
    tx: Transaction, standing: Sequence[Takedown], received_at: int, case: int
) -> tuple[int, bool, bool, bool]:
    """Move the clocks of what stands already to an earlier receipt, never to a later one."""
    moved = False
    for late in dict.fromkeys(task.case for task in standing if received_at < task.received_at):
        requests.add_receipt(tx, late, received_at)
        for task in takedowns.of_request(tx, late):
            if received_at < task.received_at:
                takedowns.move_earlier(tx, task.id, received_at)
        moved = True
    return case, moved, moved, False


def _open_case(
    tx: Transaction, subject: Contact | Company | str, who: str, asked: Asked, received_at: int
) -> int:
    message = asked.message
    case = requests.add(
        tx,
        RequestKind.TAKEDOWN,
        received_at=received_at,
        via=Via.MAIL if message and asked.via is Via.UNSTATED else asked.via,
        contact_id=subject.id if isinstance(subject, Contact) else None,
        company_id=subject.id if isinstance(subject, Company) else None,
        what=asked.what,
        dated_at=message.dated_at if message else None,
        who=who if isinstance(subject, str) else None,
        body=(message.text or None) if message else None,
        note=asked.note,
    )
    if message:
        requests.add_message(tx, case, message)
    return case


def _open_unmatched(tx: Transaction, subject: Contact | Company | str, what: What) -> int | None:
    if isinstance(subject, str):
        return next((case for case, who in requests.open_unmatched(tx, what) if _key(who) == subject), None)
    ids = ([subject.id], []) if isinstance(subject, Contact) else ([], [subject.id])
    return next(
        (
            task.case
            for task in takedowns.of_subject(tx, *ids)
            if task.publication is None and task.state.is_pending and task.what is what
        ),
        None,
    )


def _kinds(what: What) -> list[Kind]:
    return list(Kind) if what is What.ALL else [Kind(what.value)]


def _case(store: Store, case: int) -> Request:
    found = requests.get(store, case)
    if found is None:
        raise LookupError("a case that was just written is not there")
    return found


def _sender_differs(
    tx: Transaction, subject: Contact | Company | str, who: str, message: Message | None
) -> bool:
    if message is None or not message.senders:
        return False
    senders = {address.key for address in message.senders}
    if isinstance(subject, str):
        return match_key(who) not in senders
    people = contacts.of_company(tx, subject.id) if isinstance(subject, Company) else [subject.id]
    return not senders & {key for person in people for key in contacts.address_keys(tx, person)}


def _not_listed(tx: Transaction, subject: Contact | Company | str, what: What) -> tuple[int, ...]:
    if not isinstance(subject, Contact) or subject.company is None or what is What.TESTIMONIAL:
        return ()
    on_show = publications.of_company(tx, subject.company.id)
    if any(p.contact == subject.id for p in on_show):
        return ()
    return tuple(p.id for p in on_show if p.kind in _kinds(what) and not p.is_barred)
