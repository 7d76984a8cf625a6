"""What is left of somebody who was erased while something of theirs was on show.

The words by which it is found on the page, and where it was seen, stay until it is seen to be gone
from there, and go in the same transaction. Called inside a transaction of the caller's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.publication import Kind
from privacyctl.model.text import match_key
from privacyctl.store import contacts, follow_ups, publications, requests, wiping

if TYPE_CHECKING:
    from privacyctl.model.follow_up import FollowUp
    from privacyctl.model.publication import Publication
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store, Transaction


def is_of_erased(store: Store, publication: Publication) -> bool:
    """Whether whose words it was, or who was listed for it, was erased."""
    if publication.contact is None:
        return False
    contact = contacts.must_get(store, publication.contact)
    return contact.erased_at is not None and not contact.is_lost


def let_go(tx: Transaction, task: Takedown) -> None:
    """Let go of what a takedown was about, where that is over and they were erased; else do nothing."""
    publication = publications.get(tx, task.publication) if task.publication is not None else None
    if publication is None or not is_of_erased(tx, publication) or publication.removal is None:
        return
    if publication.removal.is_pending:
        return
    if publication.kind is Kind.TESTIMONIAL:
        forget(tx, publication)
    elif publication.company is not None and not drop_company(tx, publication.company):
        publications.forget_looks(tx, publication.id)


def drop_company(tx: Transaction, company_id: int) -> bool:
    """Erase a company that nobody on record needs any more, with what was on show of it."""
    shown = publications.of_company(tx, company_id)
    if not wiping.drop_company(tx, company_id):
        return False
    for publication in shown:
        forget(tx, publication)
    return True


def forget(tx: Transaction, publication: Publication) -> None:
    """Leave of a publication that it must not be shown again, and a keyed hash of its words."""
    mark = tx.fingerprints.quote(match_key(publication.quote)) if publication.quote else None
    publications.let_go(tx, publication.id, mark)


def let_go_of_line(tx: Transaction, line: FollowUp) -> None:
    """Let go of the words of a follow-up that was asked about, where whoever it was about was erased."""
    request = requests.get(tx, line.case)
    if request is None or request.contact is None or line.asked_at is None:
        return
    if contacts.must_get(tx, request.contact).erased_at is not None:
        follow_ups.forget_asked(tx, line.id)
