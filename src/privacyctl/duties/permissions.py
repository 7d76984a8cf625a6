"""Permissions: what was given, what was declined since, and which of the two is newer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    from privacyctl.model.ids import ContactId
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


def declined_by_contact(tx: Transaction, contact_id: ContactId, kind: Kind) -> Moment:
    """When the person last said no to being shown in this way; 0 where they never did."""
    own = [p for p in publications.of_contact(tx, contact_id) if p.kind is kind]
    return max(
        _latest_no(consent.events(tx, contact_id, kind.purpose)),
        _closed_at(suppressions.of_contact(tx, contact_id), kind.purpose),
        _taken_down_at(tx, own),
        _asked_at(tx, contacts.must_get(tx, contact_id), kind),
    )


def declined_by_company(tx: Transaction, company: Company, kind: Kind) -> Moment:
    """When the company last said no to being shown in this way; 0 where it never did."""
    own = [p for p in publications.of_company(tx, company.id) if p.kind is kind]
    return max(
        _latest_no(consent.company_events(tx, company.id, kind.purpose)),
        _closed_at(suppressions.of_company(tx, company.name), kind.purpose),
        _taken_down_at(tx, own),
        _asked_at(tx, company, kind),
    )


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


def check_newer(permission: Permission, declined_at: Moment, now: Moment) -> None:
    """Refuse what was declined after the permission. The policy alone is no permission any more.

    A no whose time lies ahead of the clock was said before now, nobody knows when: only a
    permission that reaches us now is surely newer.
    """
    if not declined_at:
        return
    if declined_at > now + AHEAD and permission.ground is not Ground.POLICY:
        if permission.at < now:
            raise Refused(
                f"it was declined at a time that lies in the future, {moment.local(declined_at)}: the clock was wrong,"
                " so it is not known whether the permission is newer",
                "have them say it again, and give it without --received; see: privacyctl doctor",
            )
        return
    if permission.ground is Ground.POLICY or permission.at <= declined_at:
        raise Refused(
            f"it was declined or taken down on {moment.local(declined_at)}, and no newer permission is given",
            "give the newer permission, their mail best of all: --permission @FILE.eml",
        )


def check_sender(tx: Transaction, contact_id: ContactId, given: Given) -> None:
    """Refuse a mail as evidence that did not come from an address of the person it speaks for."""
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


def _asked_at(tx: Transaction, subject: Contact | Company, kind: Kind) -> Moment:
    """When they last asked for such a thing to be removed, whether or not it was in the register."""
    return max(
        (
            request.received_at
            for request in cases.asked_before(tx, subject)
            if request.what in (TakedownScope.ALL, TakedownScope(kind.value))
            and not (request.closed_because is not None and request.closed_because.lifts_bar)
        ),
        default=NEVER,
    )


def _taken_down_at(tx: Transaction, known: Sequence[Publication]) -> Moment:
    history = [task for p in known for task in takedowns.of_publication(tx, p.id)]
    return max(
        (task.received_at for task in history if task.state is not TakedownState.CLOSED), default=NEVER
    )
