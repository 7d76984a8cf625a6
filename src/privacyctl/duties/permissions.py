"""Permissions: what was given, what was declined since, and which of the two is newer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.duties import cases, suppressions
from privacyctl.errors import Refused
from privacyctl.model import moment
from privacyctl.model.consent import Decision, Via, latest
from privacyctl.model.moment import AHEAD, NEVER
from privacyctl.model.publication import Ground, Permission
from privacyctl.model.takedown import TakedownScope, TakedownState
from privacyctl.store import consent, contacts, notices, publications, takedowns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from privacyctl.model.consent import ConsentEvent, Purpose
    from privacyctl.model.contact import Company, Contact
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.message import Message
    from privacyctl.model.moment import Moment
    from privacyctl.model.publication import Kind, Publication
    from privacyctl.model.suppression import Suppression
    from privacyctl.store import Transaction


@dataclass(frozen=True, slots=True)
class Given:
    """A permission as it was typed: its words, or the mail that they stand in."""

    text: str | None = None
    message: Message | None = None
    at: Moment | None = None
    """When it was given, where it is known; a mail says so itself."""

    @property
    def via(self) -> Via:
        return Via.MAIL if self.message else Via.UNSTATED

    def permission(self, now: Moment) -> Permission:
        """The permission that these words are; without any, the published policy of today."""
        if self.message is not None:
            stamped = [self.at, self.message.received_at, self.message.dated_at]
            at = next((known for known in stamped if known is not None), None)
            words = self.message.text or None
            return Permission(Ground.MAIL, now if at is None else min(at, now), words, at is not None)
        ground = Ground.POLICY if self.text is None else Ground.WORDS
        return Permission(ground, now if self.at is None else self.at, self.text, self.at is not None)


class Declined(NamedTuple):
    """When somebody last said no to being shown, 0 where they never did; and the case that asked for a removal."""

    at: Moment = NEVER
    case: CaseId | None = None

    def or_(self, other: Declined) -> Declined:
        """The later no of the two, and a case of either."""
        return Declined(max(self.at, other.at), self.case or other.case)


def declined_by_contact(tx: Transaction, contact_id: ContactId, kind: Kind) -> Declined:
    """Whether and when the person last said no to being shown in this way."""
    own = [p for p in publications.of_contact(tx, contact_id) if p.kind is kind]
    removal = _removal(tx, contacts.must_get(tx, contact_id), own, kind)
    said = max(
        _latest_no(consent.events(tx, contact_id, kind.purpose)),
        _closed_at(suppressions.of_contact(tx, contact_id), kind.purpose),
    )
    return removal.or_(Declined(said))


def declined_by_company(tx: Transaction, company: Company, kind: Kind) -> Declined:
    """Whether and when the company last said no to being shown in this way."""
    own = [p for p in publications.of_company(tx, company.id) if p.kind is kind]
    said = max(
        _latest_no(consent.company_events(tx, company.id, kind.purpose)),
        _closed_at(suppressions.of_company(tx, company.name), kind.purpose),
    )
    return _removal(tx, company, own, kind).or_(Declined(said))


def said_no(tx: Transaction, publication: Publication) -> Moment:
    """When they opted out of being shown so, whatever became of takedowns; 0 where they did not."""
    purpose, at = publication.kind.purpose, [NEVER]
    if publication.contact is not None:
        at.append(_latest_no(consent.events(tx, publication.contact, purpose)))
        at.append(_closed_at(suppressions.of_contact(tx, publication.contact), purpose))
    if publication.company is not None:
        company = contacts.company_by_id(tx, publication.company)
        at.append(_latest_no(consent.company_events(tx, company.id, purpose)))
        at.append(_closed_at(suppressions.of_company(tx, company.name), purpose))
    return max(at)


def is_closed(tx: Transaction, publication: Publication) -> bool:
    """Whether an opt-out of being shown so is in force, which no permission has lifted since."""
    purpose = publication.kind.purpose
    found = suppressions.of_contact(tx, publication.contact) if publication.contact is not None else []
    if publication.company is not None:
        found += suppressions.of_company(tx, contacts.company_by_id(tx, publication.company).name)
    return any(known.purpose is purpose for known in found)


def check_newer(permission: Permission, declined: Declined, now: Moment) -> None:
    """Refuse what was declined after the permission. The policy alone is no permission any more.

    After a request for removal a permission whose time is not known is no later word: it may be
    the old one, typed once more. What is said then leads to the removal, and to no permission.
    A no whose time lies ahead of the clock was said before now, nobody knows when: only a
    permission that reaches us now is surely newer.
    """
    if not declined.at:
        return
    is_undated = declined.case is not None and not permission.is_dated
    if declined.at > now + AHEAD and permission.ground is not Ground.POLICY and not is_undated:
        if permission.at < now:
            raise Refused(
                f"it was declined at a time that lies in the future, {moment.local(declined.at)}: the clock was wrong,"
                " so it is not known whether the permission is newer",
                "have them say it again, and give it without --received; see: privacyctl doctor"
                if declined.case is None
                else "what the site shows of theirs is put on record to be removed: "
                f"privacyctl takedown --entry FILE:LINE --case {declined.case}",
            )
        return
    if not (is_undated or permission.ground is Ground.POLICY or permission.at <= declined.at):
        return
    no_time = ": it is not said when it was given" if is_undated else ""
    raise Refused(
        f"it was declined or taken down on {moment.local(declined.at)}, and no newer permission is given{no_time}",
        None
        if declined.case is None
        else "what the site shows of theirs is put on record to be removed: "
        f"privacyctl takedown --entry FILE:LINE --case {declined.case}",
    )


def check_writer(given: Given) -> None:
    """Refuse a mail as evidence that a form, a robot or we ourselves sent."""
    message = given.message
    if message and not message.is_from_its_sender:
        raise Refused(
            "the mail is from an address that speaks for nobody, so it is no word of theirs",
            "only a mail from an address of their own is",
        )


def check_sender(tx: Transaction, contact_id: ContactId, given: Given) -> None:
    """Refuse a mail as evidence that did not come from an address of the person it speaks for."""
    check_writer(given)
    if given.message is None:
        return
    senders = {address.key for address in given.message.senders}
    if not senders & set(contacts.address_keys(tx, contact_id)):
        raise Refused(
            f"the mail was not sent from an address of contact {contact_id}, so it is no word of theirs",
            f"if the address is theirs: privacyctl add-contact {contacts.called(tx, contact_id)} --alias ADDRESS",
        )


def grant(tx: Transaction, contact_id: ContactId, purpose: Purpose, permission: Permission, via: Via) -> bool:
    """Record a permission with its evidence, and lift what closed the purpose before it.

    Returns False where the same permission is on record and nothing was closed. The caller
    has seen to it that the permission is newer than every no.
    """
    known = consent.events(tx, contact_id, purpose)
    if any(e.decision is Decision.GIVEN and e.at == permission.at for e in known):
        return suppressions.reopen_contact(tx, contact_id, purpose) > 0
    event = consent.add_event(
        tx,
        contact_id=contact_id,
        purpose=purpose,
        decision=Decision.GIVEN,
        at=permission.at,
        via=via,
        notice=notices.shown_to(tx, contact_id, purpose, permission.at),
        is_dated=permission.is_dated,
    )
    if permission.text is not None:
        consent.add_evidence(tx, event, text=permission.text, message_id=None, sha256=None)
    suppressions.reopen_contact(tx, contact_id, purpose)
    return True


def _latest_no(events: Iterable[ConsentEvent]) -> Moment:
    stands = latest(events)
    return stands.at if stands is not None and not stands.decision.is_yes else NEVER


def _closed_at(known: Iterable[Suppression], purpose: Purpose) -> Moment:
    return max((s.at for s in known if s.purpose is purpose), default=NEVER)


def _removal(
    tx: Transaction, subject: Contact | Company, known: Sequence[Publication], kind: Kind
) -> Declined:
    """When they last asked for such a thing to be removed, whether or not it was in the register."""
    asked = [
        (request.received_at, request.id)
        for request in cases.asked_before(tx, subject)
        if request.what in (TakedownScope.ALL, TakedownScope(kind.value))
        and not (request.closed_because is not None and request.closed_because.lifts_bar)
    ]
    history = [task for p in known for task in takedowns.of_publication(tx, p.id)]
    asked += [(task.received_at, task.case) for task in history if task.state is not TakedownState.CLOSED]
    return Declined(*max(asked)) if asked else Declined()
