"""Confirming who asks, without a document: by a code, an account, or somebody's ear."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import cases, clock
from privacyctl.errors import Refused
from privacyctl.model.code import BITS, hashed_text, spell
from privacyctl.model.moment import local
from privacyctl.model.request import Because, Deadline
from privacyctl.model.request_clock import Confirmation, How
from privacyctl.store import clocks, codes, contacts

if TYPE_CHECKING:
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.model.request import Request
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class MadeCode:
    """A code and where it may be sent. It is shown this once; only its keyed hash is kept."""

    case: Request
    code: str
    to: str
    expires_at: Moment


@dataclass(frozen=True, slots=True)
class Confirmed:
    """That it is known who asks in a case, and since when."""

    case: Request
    confirmation: Confirmation
    changed: bool


def make_code(store: Store, case: CaseId) -> MadeCode:
    """Make a one-time code for the address on file; an earlier code of the case ends.

    Raises NotFound; Refused where the case is closed, confirmed already, or of nobody on
    record, and where the address came on file too lately to prove anything.
    """
    code = spell(secrets.randbits(BITS))
    with store.transaction() as tx:
        request, contact_id = _provable(tx, case)
        if not request.kind.needs_proof:
            raise _needs_no_proof(request)
        if clocks.confirmation(tx, case) is not None:
            raise Refused(
                f"it is known already who asks in case {case}, and no code is needed",
                f"go on: privacyctl {request.kind.command}",
            )
        _must_be_settled(tx, contact_id)
        made = codes.replace(tx, request.id, tx.fingerprints.code(hashed_text(case, code)))
        tx.record("code-made", cases=[case], contacts=[contact_id])
        return MadeCode(request, code, contacts.called(tx, contact_id), made.expires_at)


def confirm(store: Store, case: CaseId, how: How, code: str | None = None) -> Confirmed:
    """Record how it was confirmed who asks; `code` is what they answered.

    A case that was answered may be confirmed after that, since it is asked for ever whose answer it was; so may
    an objection or a restriction, which wait for no proof.

    Where it is confirmed already, that stands. A code that does not fit is counted, for
    good, before Refused is raised, with the same words whether it is wrong, used, expired,
    tried too often or another case's. Raises NotFound, and Refused as `make_code` does.
    """
    with store.transaction() as tx:
        request, contact_id = _provable(tx, case)
        known = clocks.confirmation(tx, case)
        if known is not None:
            return Confirmed(request, known, changed=False)
        if how is not How.CODE or _fits(tx, request, contact_id, code or ""):
            clocks.confirm(tx, case, how)
            tx.record("confirmed", cases=[case], contacts=[contact_id], how=how.value)
            return Confirmed(request, Confirmation(how, tx.now), changed=True)
    raise Refused(
        f"this code does not confirm case {case}",
        f"have them look again, or send a new one: privacyctl confirm {case} --how code",
    )


def _fits(tx: Transaction, request: Request, contact_id: ContactId, code: str) -> bool:
    """Whether the code is the one that was sent. It is used up then; else the try is counted."""
    _must_be_settled(tx, contact_id)
    sent = codes.latest(tx, request.id)
    if sent is None:
        return False
    is_same = hmac.compare_digest(sent.hash, tx.fingerprints.code(hashed_text(request.id, code)))
    if is_same and sent.is_good(tx.now):
        codes.use(tx, sent)
        return True
    tx.record("code-refused", cases=[request.id], tries=codes.count_try(tx, sent))
    return False


def _provable(tx: Transaction, case: CaseId) -> tuple[Request, ContactId]:
    """The case of a right that waits or was answered, and whose it is."""
    request = cases.must_get(tx, case)
    if request.kind.deadline is not Deadline.LAW:
        raise _needs_no_proof(request)
    if request.closed_because not in (None, Because.ANSWERED):
        raise Refused(f"case {case} is closed as {request.closed_because.value}", "see: privacyctl requests")
    if request.contact is None or not contacts.address_keys(tx, request.contact):
        raise Refused(
            f"nobody on record answers to who asked in case {case}, so there is nobody to confirm",
            f"if nothing is held on them: privacyctl close {case} --because nothing-found --note TEXT",
        )
    return request, request.contact


def _needs_no_proof(request: Request) -> Refused:
    return Refused(
        f"case {request.id} is {request.kind.with_article}, which needs no proof of who asks",
        "see: privacyctl requests",
    )


def _must_be_settled(tx: Transaction, contact_id: ContactId) -> None:
    """Refuse an address as proof that came on file in the last 30 days."""
    settles_at = codes.settles_at(tx, contact_id)
    if settles_at is not None:
        raise Refused(
            f"the address on file was changed lately, and proves nothing until {local(settles_at)}",
            "confirm it otherwise: privacyctl confirm CASE --how account, or --how voice",
        )
    settled_at = codes.settled_at(tx, contact_id)
    if settled_at is not None:
        clock.must_have_come(tx, settled_at, "the address on file, which was changed, proves nothing yet")
