"""Opting in: a person's own permission, which alone lifts their opt-out (promise P4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import permissions, restrictions, suppressions
from privacyctl.duties import who as find_who
from privacyctl.errors import Refused
from privacyctl.model import moment
from privacyctl.model.address import Address
from privacyctl.model.consent import Purpose, Via, latest
from privacyctl.model.moment import NEVER, Moment
from privacyctl.store import consent, contacts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.permissions import Given
    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class OptIn:
    """A permission that is on record now."""

    contact: ContactId
    email: str
    purpose: Purpose
    at: Moment
    changed: bool
    lifted: bool
    """Whether it ended a suppression."""
    is_restricted: bool
    """Whether the purpose stays shut all the same, until a restriction is lifted."""


def opt_in(store: Store, address: Address, purpose: Purpose, given: Given, via: Via) -> OptIn:
    """Record somebody's own permission, which alone lifts their suppression.

    Raises Refused for evidence that is not newer than the opt-out, NotFound for somebody
    not on record. The same evidence again changes nothing.
    """
    if not purpose.can_be_declined:
        raise Refused("mail about an order needs no permission", "nothing is to be done")
    with store.transaction() as tx:
        permission = given.permission(tx.now)
        contact_id = contacts.id_of(tx, address.key)
        if contact_id is None:
            near = find_who.near_address(tx, address.key)
            raise find_who.unknown_address(address.given, near, may_be_added=True)
        contact = contacts.must_get(tx, contact_id)
        company = contact.company
        of_company = suppressions.of_company(tx, company.name) if company else []
        permissions.check_sender(tx, contact_id, given)
        closed = [s for s in suppressions.of_contact(tx, contact_id) if s.purpose is purpose]
        stands = latest(consent.events(tx, contact_id, purpose))
        no = max(
            [s.at for s in of_company if s.purpose is purpose]
            + [s.at for s in closed]
            + [
                stands.at if stands and not stands.decision.is_yes else NEVER,
                _news_no(tx, contact_id, purpose),
            ],
        )
        if no > tx.now + moment.AHEAD and permission.at < tx.now:
            raise Refused(
                f"they said no at a time that lies in the future, {moment.local(no)}: the clock was wrong, so it is"
                " not known whether the evidence is newer",
                "have them say it again, and give it without --received; see: privacyctl doctor",
            )
        if permission.at <= no <= tx.now + moment.AHEAD:
            raise Refused(
                f"they said no on {moment.local(no)}, and the evidence is not newer",
                "give newer evidence, and when it came in: --received TIME",
            )
        changed = permissions.grant(tx, contact_id, purpose, permission, via)
        if changed:
            tx.record("opted-in", contacts=[contact_id], **in_entry([purpose]))
        email = contacts.called(tx, contact_id)
        is_restricted = restrictions.since(tx, contact) is not None
        return OptIn(contact_id, email, purpose, permission.at, changed, bool(closed), is_restricted)


def _news_no(tx: Transaction, contact_id: ContactId, purpose: Purpose) -> Moment:
    """When they last said no to product news, which covers every purpose of the vendor's own; else 0."""
    if not purpose.is_own:
        return NEVER
    contact = contacts.must_get(tx, contact_id)
    stands = latest(consent.events(tx, contact_id, Purpose.UPDATES))
    closed = [s.at for s in suppressions.bearing_on(tx, contact) if s.purpose is Purpose.UPDATES]
    return max([stands.at if stands and not stands.decision.is_yes else NEVER, *closed])


def in_entry(purposes: Sequence[Purpose]) -> dict[str, int]:
    """The purposes in an audit entry; an own one may be called as something else there is."""
    return {f"own-{purpose}" if purpose.is_own else purpose.value: 1 for purpose in purposes}
