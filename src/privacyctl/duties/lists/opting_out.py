"""Opting out, at once and for good (promise P4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from privacyctl.duties import cases, suppressions
from privacyctl.duties import who as find_who
from privacyctl.duties.lists import opted_out
from privacyctl.duties.lists.near_noes import near_to
from privacyctl.duties.lists.opted_out import AlikeCompany, OnList, OptOut, OptOuts
from privacyctl.duties.lists.opting_in import in_entry
from privacyctl.errors import Failure, NotFound, Refused
from privacyctl.model import unsubscribing
from privacyctl.model.address import Address, parse_address
from privacyctl.model.companies import covered_by, has_legal_form, no_covers
from privacyctl.model.consent import Purpose, latest, opting_out_of
from privacyctl.model.contact import Company, Contact, company_name
from privacyctl.model.disclosure import RECENT
from privacyctl.model.moment import AHEAD, NEVER, Moment, outranks
from privacyctl.model.publication import Kind
from privacyctl.model.text import line
from privacyctl.store import audience, consent, contacts, corrections, notices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from privacyctl.duties.cases import Asked
    from privacyctl.model.consent import ConsentEvent
    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store, Transaction


_FEW = 20
"""Of so many who opt out at once it is looked who is near to them."""


@dataclass(frozen=True, slots=True)
class _UnknownCompany:
    """A company that is not on record: a keyed hash of its name is all that is kept."""

    name: str


def opt_out(
    store: Store,
    who: Iterable[str],
    purposes: Sequence[Purpose],
    asked: Asked,
    *,
    skip_bad: bool,
    are_companies: bool = False,
) -> OptOuts:
    """Close these purposes to everybody named, at once and for good.

    Any valid address is taken, on record or not; so is a company, where `are_companies` or a legal
    form says that it is one. A contact is closed under every address; a company is closed itself,
    under every spelling, and with all its contacts. What stands already is left as
    it is, but that a later no with a time of its own takes the place of the earlier one.
    With `skip_bad` an entry that cannot be read never delays the others; without it
    nothing is done. Declining to be shown also opens takedowns for what is on show.
    """
    for purpose in purposes:
        if not purpose.can_be_declined:
            raise Refused(
                f"mail about an order cannot be opted out of, so '{purpose}' stays as it is",
                "leave it out, or name another purpose: see privacyctl purposes",
            )
    done: list[OptOut] = []
    bad: list[tuple[int, Failure]] = []
    bad_count = 0
    purposes = tuple(purposes)
    with store.transaction() as tx:
        at = cases.receipt(tx, asked)
        for position, one in enumerate(who, start=1):
            try:
                subject = _company(tx, one) if are_companies else _subject(tx, one)
            except Failure as failure:
                if not skip_bad:
                    raise
                bad_count += 1
                if bad_count <= opted_out.KEPT_BAD:
                    bad.append((position, failure.with_traceback(None)))
                continue
            done.append(_opt_out_one(tx, subject, one, purposes, at, asked))
        changed = [one for one in done if one.changed]
        if changed:
            tx.record(
                "opted-out",
                contacts=[i for one in changed for i in one.contacts],
                companies=[one.company for one in changed if one.company is not None],
                cases=[case for one in changed for case in one.cases],
                unknown=sum(not one.contacts and one.company is None for one in changed),
                via=asked.came_via.value,
                **in_entry(purposes),
            )
        if len(done) <= _FEW:
            done = [replace(one, near=_near(tx, one), meant=_meant(tx, one)) for one in done]
    return OptOuts(tuple(done), tuple(bad), bad_count)


def opt_out_contact(tx: Transaction, contact: Contact, purposes: Sequence[Purpose], asked: Asked) -> OptOut:
    """The same for one contact, inside a transaction of the caller's, who writes the audit entry."""
    one = _opt_out_one(tx, contact, contact.email, purposes, cases.receipt(tx, asked), asked)
    return replace(one, near=_near(tx, one))


def _near(tx: Transaction, one: OptOut) -> tuple[ContactId, ...]:
    if one.is_company:
        return ()
    keys = [key for contact in one.contacts for key in contacts.address_keys(tx, contact)]
    if not one.contacts:
        keys = [parse_address(one.who).key]
    found = {near for key in keys for near in near_to(tx, key, one.purposes)}
    return tuple(sorted(found.difference(one.contacts)))


def _meant(tx: Transaction, one: OptOut) -> tuple[ContactId, ...]:
    """Whom an address of nobody on record may mean, but for those with the same mailbox, who are named as near."""
    if one.contacts or one.is_company:
        return ()
    return tuple(who for who in find_who.near_address(tx, one.who) if who not in _near(tx, one))


def by_token(store: Store, given: str, purposes: Sequence[Purpose], asked: Asked) -> OptOuts | None:
    """Opt the owner of a token out of its purpose, at once, whoever sent it; None for a token that is not ours.

    Who holds a person's mail could press the link too: so that one purpose is closed, and nothing else is done.
    """
    found = unsubscribing.opened(store.fingerprints.unsubscribing, given, purposes)
    if found is None or contacts.get(store, found[0]) is None:
        return None
    contact, purpose = found
    if contacts.must_get(store, contact).erased_at is not None:
        return OptOuts((), (), 0)  # an erasure closed everything
    return opt_out(store, [str(contact)], [purpose], asked, skip_bad=False)


def _company(tx: Transaction, name: str) -> Company | _UnknownCompany:
    """The company of that name, on record or not."""
    name = company_name(find_who.naming(line(name, "company")))
    return contacts.company(tx, name) or _UnknownCompany(name)


def _subject(tx: Transaction, who: str) -> Contact | Company | Address | _UnknownCompany:
    """Whom it is about; an address that is not on record is taken as it is, and so is a name with a legal form."""
    if "@" in who:
        address = parse_address(who)
        former = corrections.former_owner(tx, address.key)
        contact_id = contacts.id_of(tx, address.key) or (former.contact if former else None)
        return address if contact_id is None else contacts.must_get(tx, contact_id)
    try:
        return find_who.find(tx, who)
    except NotFound as error:
        if type(error) is NotFound and has_legal_form(who):
            return _company(tx, who)
        if type(error) is NotFound and not who.strip().isdecimal():
            error.hint = "for a company that is not on record: privacyctl optout --company NAME"
        raise


def _opt_out_one(
    tx: Transaction,
    subject: Contact | Company | Address | _UnknownCompany,
    who: str,
    purposes: Sequence[Purpose],
    at: Moment,
    asked: Asked,
) -> OptOut:
    if isinstance(subject, Address):
        closed = [
            suppressions.close_unknown(tx, subject.key, purpose, at, renew=asked.is_dated)
            for purpose in purposes
        ]
        return OptOut(who.strip(), (), None, tuple(purposes), any(closed), (), ())
    if isinstance(subject, _UnknownCompany):
        closed = [
            suppressions.close_company(tx, subject.name, purpose, at, renew=asked.is_dated)
            for purpose in purposes
        ]
        alike = _alike(tx, subject.name, None, purposes)
        return OptOut(
            who.strip(), (), None, tuple(purposes), any(closed), (), (), is_company=True, alike=alike
        )
    people = [subject.id] if isinstance(subject, Contact) else contacts.of_company(tx, subject.id)
    changed, outranked = False, set()
    key = parse_address(who).key if "@" in who else None
    former = corrections.former_owner(tx, key) if key else None
    if former:  # whose address it was before a correction
        people = list(dict.fromkeys((*people, former.contact)))
    for purpose in purposes:
        if former and key and contacts.id_of(tx, key) is None:
            changed |= suppressions.close_unknown(tx, key, purpose, at, renew=asked.is_dated)
        if isinstance(subject, Company):
            changed |= _close_company(tx, subject, purpose, at, asked)
        for person in people:
            if _later_yes(tx, person, purpose, at):
                outranked.add(purpose)
            else:
                changed |= _close_contact(tx, person, purpose, at, asked)
    # One colleague's later yes speaks for that colleague; what is on show of the others goes.
    stays = outranked if isinstance(subject, Contact) else set()
    kinds = [kind for kind in Kind if kind.purpose in purposes and kind.purpose not in stays]
    opened = None
    if cases.is_on_show(tx, subject, kinds):
        is_company = isinstance(subject, Company)
        opened = cases.open_case(tx, subject, who, asked, at, kinds=kinds, newer_permission_wins=is_company)
    return OptOut(
        who=who.strip(),
        contacts=tuple(people),
        company=subject.id if isinstance(subject, Company) else None,
        purposes=tuple(purposes),
        changed=changed or (opened is not None and opened.changed),
        outranked=tuple(sorted(outranked)),
        cases=(opened.case,) if opened else (),
        is_company=isinstance(subject, Company),
        alike=_alike(tx, subject.name, subject.id, purposes) if isinstance(subject, Company) else (),
        lists=tuple(one for person in people for one in _lists_with(tx, person, purposes, at)),
    )


def _alike(
    tx: Transaction, name: str, own: int | None, purposes: Sequence[Purpose]
) -> tuple[AlikeCompany, ...]:
    """The companies on record that this no covers under another spelling."""
    covers = set(no_covers(name))
    found: dict[int, AlikeCompany] = {}
    for purpose in purposes:
        for company, closed in audience.closed_companies(tx, purpose).items():
            if company == own or covers.isdisjoint(
                chain(*covered_by(contacts.company_by_id(tx, company).name))
            ):
                continue
            out = tuple(
                i
                for i in contacts.of_company(tx, company)
                if not consent.has_own_yes_since(tx, i, purpose, closed)
            )
            found[company] = AlikeCompany(company, closed.is_doubtful, out)
    return tuple(found[company] for company in sorted(found))


def _lists_with(
    tx: Transaction, contact_id: ContactId, purposes: Sequence[Purpose], at: Moment
) -> list[OnList]:
    """The recipients of recent lists that they should not be on any more."""
    last: dict[str, Moment] = {}
    for recipient, purpose, handed_at in corrections.lists_for(tx, contact_id, Moment(tx.now - RECENT)):
        # A no to product news covers every purpose of the vendor's own.
        is_closed = purpose in purposes or (purpose.is_own and Purpose.UPDATES in purposes)
        if is_closed and not _later_yes(tx, contact_id, purpose, at, is_named=purpose in purposes):
            last[recipient] = max(handed_at, last.get(recipient, NEVER))
    return [OnList(contact_id, recipient, handed_at) for recipient, handed_at in last.items()]


def _later_yes(
    tx: Transaction, contact_id: ContactId, purpose: Purpose, at: Moment, *, is_named: bool = True
) -> bool:
    """Whether a yes of theirs stands that is later than a no of `at`, and not ahead of the clock.

    A no to this very purpose, their own or their company's, gives way to a yes with a time of its own
    alone: one that was typed without may be older than the no. Not `is_named` is a no to something else
    that covers this too.
    """
    stands = latest(consent.events(tx, contact_id, purpose))
    if stands is None or not stands.decision.is_yes or (is_named and not stands.is_dated):
        return False
    return outranks(stands.at, at, tx.now)


def _close_contact(
    tx: Transaction, contact_id: ContactId, purpose: Purpose, at: Moment, asked: Asked
) -> bool:
    stands = latest(consent.events(tx, contact_id, purpose))
    renews = asked.is_dated or _outranks_a_yes(tx, contact_id, purpose, stands)
    closed = suppressions.close_contact(tx, contact_id, purpose, at, renew=renews)
    is_no = stands is not None and not stands.decision.is_yes and stands.at <= tx.now + AHEAD
    if stands is not None and is_no and not (renews and at > stands.at):
        return closed
    _record(tx, purpose, at, asked, contact_id=contact_id)
    return True


def _outranks_a_yes(
    tx: Transaction, contact_id: ContactId, purpose: Purpose, stands: ConsentEvent | None
) -> bool:
    """Whether a no to product news, said again, comes after a yes to one of the vendor's own purposes.

    Then it is no repetition: it covers that purpose too, which the first no does not any more.
    """
    if purpose is not Purpose.UPDATES or stands is None:
        return False
    return any(
        e.purpose.is_own and e.decision.is_yes and e.at >= stands.at for e in consent.events(tx, contact_id)
    )


def _close_company(tx: Transaction, company: Company, purpose: Purpose, at: Moment, asked: Asked) -> bool:
    known = [s.at for s in suppressions.of_company(tx, company.name) if s.purpose is purpose]
    # A yes since then, of whomever: should they join the company, this no is the later word.
    renews = asked.is_dated or (bool(known) and consent.any_yes_since(tx, purpose, max(known)))
    closed = suppressions.close_company(tx, company.name, purpose, at, renew=renews)
    if closed:
        _record(tx, purpose, at, asked, company_id=company.id)
    return closed


def _record(
    tx: Transaction,
    purpose: Purpose,
    at: Moment,
    asked: Asked,
    *,
    contact_id: ContactId | None = None,
    company_id: int | None = None,
) -> None:
    message = asked.message
    decision = opting_out_of(purpose)
    event = consent.add_event(
        tx,
        contact_id=contact_id,
        company_id=company_id,
        purpose=purpose,
        decision=decision,
        at=at,
        via=asked.came_via,
        notice=notices.shown_to(tx, contact_id, purpose, at) if contact_id is not None else None,
        is_dated=asked.is_dated,
    )
    if message:
        consent.add_evidence(
            tx, event, text=message.text or None, message_id=message.message_id, sha256=message.sha256
        )
