"""What `--json` prints. The keys are a promise: add, never rename."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from privacyctl.model.contact import Company, Contact
from privacyctl.model.moment import iso, iso_or_none
from privacyctl.output.screen.wording import reason

if TYPE_CHECKING:
    from privacyctl.duties.lists.mailing import OptIn, OptOut, OptOuts
    from privacyctl.duties.people.contacts import AddedContact, Dossier
    from privacyctl.duties.people.orders import Imported
    from privacyctl.duties.people.purchases import AddedPurchase
    from privacyctl.duties.removals.publications import Registered
    from privacyctl.duties.removals.removals import ClosedCase, MarkedTasks
    from privacyctl.duties.removals.takedowns import OpenedTakedown
    from privacyctl.model.consent import ConsentEvent
    from privacyctl.model.disclosure import Shared
    from privacyctl.model.look import Look, Looked
    from privacyctl.model.publication import Publication
    from privacyctl.model.purchase import Purchase
    from privacyctl.model.request import Request
    from privacyctl.model.suppression import Suppression
    from privacyctl.model.takedown import Statement, Takedown

Document = dict[str, Any]


def contact(one: Contact) -> Document:
    return {
        "id": one.id,
        "email": one.emails[0] if one.emails else None,
        "aliases": list(one.emails[1:]),
        "name": one.name,
        "company": one.company.name if one.company else None,
        "source": one.source,
        "received_at": iso(one.received_at),
        "erased_at": iso_or_none(one.erased_at),
    }


def company(one: Company) -> Document:
    return {"id": one.id, "company": one.name}


def purchase(one: Purchase) -> Document:
    from privacyctl.model.purchase import amount_alone  # noqa: PLC0415  (start-up)

    return {
        "id": one.id,
        "contact": one.contact,
        "order": one.order,
        "item": one.item,
        "product": one.product,
        "quantity": one.quantity,
        "amount": amount_alone(one.amount, one.currency),
        "currency": one.currency,
        "ordered_at": iso_or_none(one.ordered_at),
    }


def consent_event(one: ConsentEvent) -> Document:
    return {
        "purpose": one.purpose.value,
        "decision": one.decision.value,
        "at": iso(one.at),
        "recorded_at": iso(one.recorded_at),
        "via": one.via.value,
        "evidence": one.evidence,
        "notice": one.notice,
    }


def suppression(one: Suppression) -> Document:
    return {"purpose": one.purpose.value, "at": iso(one.at), "recorded_at": iso(one.recorded_at)}


def publication(one: Publication) -> Document:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "contact": one.contact,
        "company": one.company,
        "shown_as": one.shown_as,
        "quote": one.quote if one.kind == "testimonial" else None,
        "where": list(one.places),
        "permission": {
            "ground": one.permission.ground.value,
            "at": iso(one.permission.at),
            "text": one.permission.text,
        },
        "added_at": iso(one.added_at),
        "barred": one.is_barred,
        "removal": one.removal.value if one.removal else None,
    }


def request(one: Request) -> Document:
    return {
        "case": one.id,
        "kind": one.kind.value,
        "who": one.who,
        "contact": one.contact,
        "received_at": iso(one.received_at),
        "recorded_at": iso(one.recorded_at),
        "via": one.via.value,
        "text": one.text,
        "open": one.is_open,
        "closed_because": one.closed_because.value if one.closed_because else None,
        "closed_at": iso_or_none(one.closed_at),
        "closing_note": one.closing_note,
        "dated_at": iso_or_none(one.dated_at),
        "tasks": list(one.tasks),
    }


def takedown(one: Takedown) -> Document:
    return {
        "task": one.id,
        "case": one.case,
        "publication": one.publication,
        "kind": one.what.value,
        "who": one.who,
        "where": list(one.where),
        "received_at": iso(one.received_at),
        "due_at": iso(one.due_at),
        "state": one.state.value,
        "removed_at": iso_or_none(one.removed_at),
        "claimed_at": iso_or_none(one.claimed_at),
        "verified_at": iso_or_none(one.verified_at),
        "came_back_at": iso_or_none(one.came_back_at),
    }


def said(one: Statement) -> Document:
    return {"act": one.act, "at": iso(one.at), "note": one.note}


def look(one: Look) -> Document:
    return {
        "place": one.place,
        "through": one.through.value,
        "found": one.found.value,
        "reason": one.reason.value,
        "url": one.url,
        "final_url": one.final_url,
        "status": one.status,
        "etag": one.etag,
        "last_modified": one.last_modified,
        "sha256": one.sha256.hex() if one.sha256 else None,
    }


def looked(one: Looked) -> Document:
    return {"look": one.id, "task": one.task, "publication": one.publication, "at": iso(one.at)} | look(
        one.look
    )


def shared(one: Shared) -> Document:
    return {
        "direction": one.direction.value,
        "number": one.number,
        "contact": one.contact,
        "recipient": one.recipient,
        "purpose": one.purpose.value if one.purpose else None,
        "fields": list(one.fields),
        "at": iso(one.at),
        "orders": list(one.orders),
    }


def added_contact(result: AddedContact) -> Document:
    return {
        "contact": contact(result.contact),
        "changed": bool(result.changes),
        "changes": list(result.changes),
        "suppressed": [purpose.value for purpose in result.closed],
    }


def added_purchase(result: AddedPurchase) -> Document:
    return {"purchase": purchase(result.purchase), "email": result.email, "changed": result.changed}


def dossier(result: Dossier) -> Document:
    one = result.subject
    return {
        "contact": contact(one) if isinstance(one, Contact) else None,
        "company": company(one) if isinstance(one, Company) else None,
        "contacts": [contact(person) for person in result.people],
        "purchases": [purchase(p) for p in result.purchases],
        "consent": [consent_event(e) for e in result.consent],
        "suppressions": [suppression(s) for s in result.suppressions],
        "publications": [publication(p) for p in result.publications],
        "requests": [request(r) for r in result.requests],
        "takedowns": [
            takedown(t)
            | {
                "said": [said(s) for s in result.said[t.id]],
                "looks": [looked(one) for one in result.looks[t.id]],
            }
            for t in result.takedowns
        ],
        "disclosures": [shared(one) for one in result.disclosures],
    }


def imported(result: Imported) -> Document:
    return {
        "files": [
            {
                "file": file.name,
                "format": file.format,
                "rows": file.rows,
                "left_behind": list(file.left_behind),
                "card_numbers_redacted": file.redacted,
                "totals_rows": file.totals_rows,
                "unread_answers": file.unread_answers,
                "passed_over": file.passed_over,
                "bad_rows": [{"row": row, "reason": reason} for row, reason in file.bad],
                "bad_row_count": file.bad_rows,
                "from": file.sender,
                "delivery": None if result.is_dry_run else file.delivery,
            }
            for file in result.files
        ],
        "created": result.created,
        "unchanged": result.unchanged,
        "changed_rows": result.changed,
        "refused": result.refused,
        "contacts_created": result.contacts,
        "answers_recorded": result.answers,
        "comments": list(result.comments),
        "dry_run": result.is_dry_run,
        "changed": not result.is_dry_run
        and bool(result.created or result.changed or result.contacts or result.answers),
    }


def opt_out(one: OptOut) -> Document:
    return {
        "who": one.who,
        "contacts": list(one.contacts),
        "company": one.company,
        "purposes": [purpose.value for purpose in one.purposes],
        "outranked": [purpose.value for purpose in one.outranked],
        "cases": list(one.cases),
        "lists": [
            {"contact": to.contact, "recipient": to.recipient, "handed_at": iso(to.at)} for to in one.lists
        ],
        "changed": one.changed,
    }


def opt_outs(result: OptOuts) -> Document:
    return {
        "optouts": [opt_out(one) for one in result.done],
        "bad_lines": [{"line": line, "reason": reason(failure)} for line, failure in result.bad],
        "changed": any(one.changed for one in result.done),
    }


def opt_in(result: OptIn) -> Document:
    return {
        "contact": result.contact,
        "email": result.email,
        "purpose": result.purpose.value,
        "at": iso(result.at),
        "lifted": result.lifted,
        "changed": result.changed,
    }


def registered(result: Registered) -> Document:
    return {"publications": [publication(p) for p in result.publications], "changed": bool(result.changed)}


def opened_takedown(result: OpenedTakedown) -> Document:
    tasks = [takedown(task) for task in result.tasks]
    return {
        "case": result.case.id,
        "who": result.case.who,
        "received_at": iso(result.case.received_at),
        "due_at": min((task["due_at"] for task in tasks), default=None),
        "tasks": tasks,
        "matched": result.is_matched,
        "moved_earlier": result.moved_earlier,
        "widened": result.is_widened,
        "card_numbers_redacted": result.redacted,
        "changed": result.changed,
    }


def marked_tasks(result: MarkedTasks) -> Document:
    tasks = [
        takedown(task) | {"outcome": outcome.value}
        for task, outcome in zip(result.tasks, result.outcomes, strict=True)
    ]
    return {"tasks": tasks, "changed": bool(result.changed)}


def closed_case(result: ClosedCase) -> Document:
    return {"case": request(result.case), "tasks": list(result.tasks), "changed": result.changed}
