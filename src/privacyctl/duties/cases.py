"""Opening cases inside a transaction of the caller's: which publications a request concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import who as find_who
from privacyctl.errors import BadInput, NobodyAsks, NotFound, Refused
from privacyctl.model.address import parse_address
from privacyctl.model.consent import Via
from privacyctl.model.contact import Company, Contact
from privacyctl.model.letter import Carrier, WhoAsks
from privacyctl.model.moment import AHEAD
from privacyctl.model.publication import Ground, Kind
from privacyctl.model.request import RequestKind
from privacyctl.model.takedown import TakedownScope, TakedownState
from privacyctl.model.text import match_key as text_key
from privacyctl.store import contacts, publications, requests, takedowns

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from privacyctl.model.ids import CaseId, TaskId
    from privacyctl.model.message import Message
    from privacyctl.model.moment import Moment
    from privacyctl.model.publication import Publication
    from privacyctl.model.request import Request
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store, Transaction

_NAME_WHO = "name who asks: give WHO, and --message FILE.eml with it"
Subject = Contact | Company | str
"""Whom a request is about; the match key of what was typed where nobody on record answers to it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A written request as it reached the vendor."""

    what: TakedownScope = TakedownScope.ALL
    received_at: Moment | None = None
    via: Via = Via.UNSTATED
    message: Message | None = None
    note: str | None = None

    @property
    def is_dated(self) -> bool:
        """Whether it is known when it came, and not only when it was typed."""
        return self.received_at is not None or self.message is not None

    @property
    def came_via(self) -> Via:
        """How it came: by mail where there is one and nothing else is said."""
        return Via.MAIL if self.message and self.via is Via.UNSTATED else self.via


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """The case of a request, and what became of it."""

    case: CaseId
    is_new: bool = False
    is_widened: bool = False
    """Tasks joined a case that stood."""
    moved_earlier: bool = False
    is_joined: bool = False
    """Another mail joined a case that stood, and its words are kept with it."""

    @property
    def changed(self) -> bool:
        return self.is_new or self.is_widened or self.moved_earlier or self.is_joined


def open_case(
    tx: Transaction,
    subject: Subject,
    who: str,
    asked: Asked,
    received_at: Moment,
    *,
    kinds: Collection[Kind],
    joins: CaseId | None = None,
    newer_permission_wins: bool = False,
) -> OpenedCase:
    """Open a case with a task for each publication concerned, or one to look for it on the site.

    What waits already, or was done after this request came in, stands; its clock may move
    earlier. `joins` is the case of the same mail, taken before: what it did not ask for
    then is added to it. What was permitted after the request came in is then left alone, as
    it is where `newer_permission_wins`.
    """
    standing, new = _concerned(
        tx, subject, kinds, received_at, newer_permission_wins=newer_permission_wins or joins is not None
    )
    if joins is not None:
        standing = [*takedowns.of_request(tx, joins), *standing]
    elif not standing and not new:
        standing = _unmatched(tx, subject, asked.what)
    moved = _move_earlier(tx, standing, received_at)
    if standing and not new:
        opened = OpenedCase(joins or standing[-1].case, moved_earlier=moved)
    elif joins is not None:
        opened = OpenedCase(joins, is_widened=True, moved_earlier=moved)
    else:
        case = add_request(tx, RequestKind.TAKEDOWN, subject, asked, received_at, who=who)
        opened = OpenedCase(case, is_new=True, moved_earlier=moved)
    for publication in new:
        takedowns.add(
            tx,
            request_id=opened.case,
            publication_id=publication.id,
            what=TakedownScope(publication.kind.value),
            received_at=received_at,
        )
        publications.bar(tx, publication.id)
    if not new and not standing:
        takedowns.add(
            tx, request_id=opened.case, publication_id=None, what=asked.what, received_at=received_at
        )
    if asked.message and opened.changed and not opened.is_new:
        requests.add_message(tx, opened.case, asked.message)
    return opened


def must_get(store: Store, case: CaseId) -> Request:
    """The case of a number. Raises NotFound."""
    found = requests.get(store, case)
    if found is None:
        raise NotFound(f"there is no case {case}", "see: privacyctl requests")
    return found


def sender(store: Store, message: Message) -> str:
    """The one address from which a mail asks, and so who asks by it, whatever the command.

    Raises NobodyAsks with the candidates where the mail does not say it by the table in
    `mail.asking`, and where an answer is to go to somebody on record while the sender is not.
    """
    found = message.who
    if found is None:
        only = message.senders[0] if len(message.senders) == 1 else None
        found = WhoAsks(Carrier.SENDER if only else Carrier.NONE, only)
    others = tuple(one.given for one in found.candidates)
    if found.address is None:
        raise _unsaid(found.carrier, len(message.senders), others)
    is_stranger = found.carrier is Carrier.SENDER and find_who.owner(store, found.address.key) is None
    if is_stranger and any(find_who.owner(store, one.key) is not None for one in found.candidates):
        raise NobodyAsks(
            f"the mail is from {found.address.given}, which is not on record, and wants its answer sent elsewhere",
            _NAME_WHO,
            others,
        )
    return found.address.given


def _unsaid(carrier: Carrier, senders: int, others: tuple[str, ...]) -> NobodyAsks:
    """Why a mail that was so carried does not say who asks."""
    match carrier:
        case Carrier.FORM:
            said = "the mail is a form's or a help desk's, and does not say for certain who wrote"
        case Carrier.LIST:
            said = "the mail came over a mailing list, and does not say for certain who wrote it"
        case Carrier.FORWARDED | Carrier.FORWARDED_INLINE:
            said = "the mail was forwarded from an address of yours, and who asks is not certain"
        case Carrier.OURS:
            said = "the mail is from your own address, so it does not say who asks"
        case Carrier.ROBOT:
            said = "the mail is from an address from where nobody asks"
        case Carrier.MACHINE:
            said = "no person wrote the mail, so nobody asks by it"
        case Carrier.SEVERAL:
            said = f"the mail has {senders} senders"
        case _:
            said = "the mail has no usable sender"
    return NobodyAsks(said, _NAME_WHO, others)


def nobody_asks(typed: str) -> BadInput:
    """What is said where neither WHO nor a mail says who asks; `typed` is the line with WHO in it."""
    return BadInput("it is not said who asks", f"{typed}, or with the mail: --message FILE.eml")


def add_request(
    tx: Transaction,
    kind: RequestKind,
    subject: Subject,
    asked: Asked,
    received_at: Moment,
    *,
    who: str | None = None,
) -> CaseId:
    """Put a request on record, with its mail where it came by one; returns the number of its case.

    `who` is what was typed where that says more than the subject's own words. The caller
    sets its clock, and writes the audit entry.
    """
    return requests.add(
        tx,
        kind,
        received_at=received_at,
        via=asked.came_via,
        message=asked.message,
        contact_id=subject.id if isinstance(subject, Contact) else None,
        company_id=subject.id if isinstance(subject, Company) else None,
        what=asked.what if kind is RequestKind.TAKEDOWN else None,
        who=(who or subject) if isinstance(subject, str) else None,
        note=asked.note,
    )


def receipt(store: Store, asked: Asked) -> Moment:
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


def must_get_task(store: Store, task: TaskId) -> Takedown:
    """A task by its number. Raises NotFound, and Refused where its case was closed."""
    found = takedowns.get(store, task)
    if found is None:
        raise NotFound(f"there is no task {task}", "see the open ones: privacyctl due --within 10000h")
    if found.state is TakedownState.CLOSED:
        raise Refused(f"task {task} was closed with its case", "see: privacyctl requests")
    return found


def is_on_show(store: Store, subject: Subject, kinds: Collection[Kind]) -> bool:
    """Whether the register has anything about them that is not barred, or waits for removal."""
    found = matching(store, subject, kinds)
    return any(not p.is_barred or (p.removal is not None and p.removal.is_pending) for p in found)


def matching(store: Store, subject: Subject, kinds: Collection[Kind]) -> list[Publication]:
    """What is in the register about a person or a company, of the kinds asked for."""
    found: list[Publication] = []
    if isinstance(subject, Contact):
        own = publications.of_contact(store, subject.id)
        found += [p for p in own if p.kind is Kind.TESTIMONIAL]
        for company_id in dict.fromkeys(p.company for p in own if p.kind is not Kind.TESTIMONIAL):
            if company_id is not None:
                found += publications.of_company(store, company_id)
    elif isinstance(subject, Company):
        from privacyctl.model.name_lint import attribution_names  # noqa: PLC0415  (its patterns: for this alone)

        found += publications.of_company(store, subject.id)
        found += [p for p in publications.testimonials(store) if attribution_names(p.shown_as, subject.name)]
    return [p for p in found if p.kind in kinds]


def asked_before(store: Store, subject: Subject, kind: RequestKind = RequestKind.TAKEDOWN) -> list[Request]:
    """The cases of a kind that they asked for, those from before they were on record included."""
    if isinstance(subject, Contact):
        known = requests.of_contact(store, subject.id)
    elif isinstance(subject, Company):
        known = requests.of_company(store, subject.id)
    else:
        nobody = requests.of_nobody(store, kind)
        known = [request for request in nobody if subject_key(request.who) == subject]
    return [request for request in known if request.kind is kind]


def subject_key(who: str) -> str:
    """The form under which two spellings of somebody who is not on record are the same."""
    return parse_address(who).key if "@" in who else text_key(who)


def sender_differs(store: Store, subject: Subject, message: Message | None) -> bool:
    """Whether a mail came from an address that is not theirs, nor of anybody of theirs."""
    if message is None or not message.senders:
        return False
    senders = {address.key for address in message.writers or message.senders}
    if isinstance(subject, str):
        return subject not in senders
    people = contacts.of_company(store, subject.id) if isinstance(subject, Company) else [subject.id]
    return not senders & {key for person in people for key in contacts.address_keys(store, person)}


def _concerned(
    tx: Transaction,
    subject: Subject,
    kinds: Collection[Kind],
    received_at: Moment,
    *,
    newer_permission_wins: bool,
) -> tuple[list[Takedown], list[Publication]]:
    """The takedowns that cover the request already, and the publications that none covers."""
    standing, new = [], []
    for publication in matching(tx, subject, kinds):
        latest = next(iter(takedowns.of_publication(tx, publication.id)), None)
        permission = publication.permission
        if latest is not None and _covers(latest, received_at, tx.now):
            standing.append(latest)
        elif not (
            newer_permission_wins
            and permission.ground not in (Ground.POLICY, Ground.NONE)
            and permission.outranks(received_at, tx.now)
        ):
            new.append(publication)
    return standing, new


def _covers(latest: Takedown, received_at: Moment, now: Moment) -> bool:
    """Whether a takedown covers a request received then: it is pending, or was done after it."""
    if latest.state is TakedownState.VERIFIED:
        return latest.verified_at is not None and received_at <= latest.verified_at <= now + AHEAD
    return latest.state.is_pending


def _move_earlier(tx: Transaction, standing: Sequence[Takedown], received_at: Moment) -> bool:
    """Move the clocks of what stands already to an earlier receipt, never to a later one."""
    late = dict.fromkeys(task.case for task in standing if received_at < task.received_at)
    for case in late:
        requests.add_receipt(tx, case, received_at)
        for task in takedowns.of_request(tx, case):
            if received_at < task.received_at:
                takedowns.move_earlier(tx, task, received_at)
    return bool(late)


def _unmatched(tx: Transaction, subject: Subject, what: TakedownScope) -> list[Takedown]:
    """The open tasks of somebody who asked for the same before, and about whom nothing is on record."""
    return [
        task
        for request in asked_before(tx, subject)
        for task in takedowns.of_request(tx, request.id)
        if task.publication is None and task.state.is_pending and task.what is what
    ]
