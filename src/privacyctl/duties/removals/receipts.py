"""The receipt of a case: what the person who asked is told, and can have checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import cases
from privacyctl.errors import Refused
from privacyctl.model.look import evidence_sha256
from privacyctl.model.request import RequestKind
from privacyctl.model.takedown import Outcome, outcome
from privacyctl.store import contacts, follow_ups, looks, publications, requests, takedowns

if TYPE_CHECKING:
    from privacyctl.model.audit import Head
    from privacyctl.model.follow_up import FollowUp
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.look import Looked
    from privacyctl.model.moment import Moment
    from privacyctl.model.request import Request
    from privacyctl.model.takedown import Statement, Takedown
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class ReceiptTask:
    """One task of the case, with all that is known of its end."""

    task: Takedown
    outcome: Outcome
    looks: tuple[Looked, ...]
    said: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known of a case, and to whom it may be sent: the address on record, else the one that asked."""

    case: Request
    to: str
    in_reply_to: str | None
    """The Message-ID of the mail that asked."""
    tasks: tuple[ReceiptTask, ...]
    follow_ups: tuple[FollowUp, ...]
    sightings: tuple[Looked, ...]
    """The looks that these rest on, from before anybody asked: when something was put on record, or by a scan."""
    evidence_sha256: bytes
    """Of all these looks, in the order of their numbers, as `model.look.evidence_sha256` counts them."""
    head: Head
    as_of: Moment


def receipt(store: Store, case: CaseId) -> Receipt:
    """Gather the receipt of a takedown.

    Raises NotFound for no such case, and Refused where it is no takedown, or where no address is
    known of who asked. Somebody on record is answered at the address on record, whoever just
    wrote; somebody who is not, at the address that asked.
    """
    request = cases.must_get(store, case)
    if request.kind is not RequestKind.TAKEDOWN:
        raise Refused(f"case {case} is {request.kind.with_article}, and only a takedown has a receipt", None)
    tasks = takedowns.of_request(store, case)
    evidence = looks.of_tasks(store, [task.id for task in tasks])
    known = {one.id for one in evidence}
    sightings = looks.get(store, sorted({one.before for one in evidence if one.before} - known))
    return Receipt(
        case=request,
        to=_address(store, request, tasks),
        in_reply_to=requests.message_id(store, case),
        tasks=tuple(
            ReceiptTask(
                task,
                outcome(task, store.now),
                tuple(one for one in evidence if one.task == task.id),
                tuple(takedowns.statements(store, task.id)),
            )
            for task in tasks
        ),
        follow_ups=tuple(follow_ups.of_request(store, case)),
        sightings=tuple(sightings),
        evidence_sha256=evidence_sha256(sorted([*evidence, *sightings], key=lambda one: one.id)),
        head=store.head(),
        as_of=store.now,
    )


def _address(store: Store, request: Request, tasks: list[Takedown]) -> str:
    """The person's main address; the one that asked; a company's is that of its listed contact."""
    if request.contact is not None:
        return _must_address(store, request.contact, request.id)
    if request.company is None:
        if request.asked_from is None:
            raise Refused(
                f"no address is known of who asked in case {request.id}",
                "answer them in the way that it came; if they asked from an address, take it with that: "
                "privacyctl takedown ADDRESS --received TIME",
            )
        return request.who if "@" in request.who else request.asked_from
    shown = [publications.get(store, task.publication) for task in tasks if task.publication is not None]
    own = [one for one in shown if one is not None and one.company is not None]
    listed = {one.contact for one in own if one.company == request.company and one.contact is not None}
    if len(listed) == 1:
        return _must_address(store, listed.pop(), request.id)
    wrote = requests.sender(store, request.id)
    writer = contacts.id_of(store, wrote) if wrote else None
    if writer is not None and writer in contacts.of_company(store, request.company):
        return _must_address(store, writer, request.id)
    raise Refused(
        f"the company of case {request.id} has no address on record, and a receipt goes to no other",
        "answer them in the way that it came; whoever wrote for it is answered once they are on record: "
        "privacyctl add-contact ADDRESS --company COMPANY",
    )


def _must_address(store: Store, contact_id: ContactId, case: CaseId) -> str:
    found = contacts.main_address(store, contact_id)
    if found is None:
        raise Refused(
            f"who asked in case {case} was erased, so no address is left to send a receipt to", None
        )
    return found
