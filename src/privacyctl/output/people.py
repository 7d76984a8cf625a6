"""What is said of people and their orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.address import domain_shown
from privacyctl.model.contact import Company
from privacyctl.model.erasure import ErasureReason
from privacyctl.model.moment import local
from privacyctl.model.purchase import money
from privacyctl.output import disclosures as sharing
from privacyctl.output import publications as shown
from privacyctl.output import removals, requests
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.people.contacts import AddedContact, Dossier
    from privacyctl.duties.people.purchases import AddedPurchase
    from privacyctl.model.consent import ConsentEvent
    from privacyctl.model.contact import Contact
    from privacyctl.model.erasure import Erasure
    from privacyctl.model.purchase import Purchase
    from privacyctl.model.suppression import Suppression

_ERASED_FOR = {
    ErasureReason.REQUEST: "as they asked",
    ErasureReason.RETENTION: "since nothing needed it any more",
}


def say_added_contact(result: AddedContact) -> None:
    one = result.contact
    if result.is_new:
        stream.say(f"Contact {one.id}: {visible(_called(one))}")
    elif result.changes:
        stream.say(f"Contact {one.id}: {', '.join(result.changes)} added. {visible(_called(one))}")
    else:
        stream.say(f"Contact {one.id} stands as it is: {visible(_called(one))}")
    if result.closed:
        purposes = ", ".join(purpose.value for purpose in result.closed)
        stream.say(f"An address of theirs was opted out already, and now all of them are: {purposes}")


def say_contacts(found: Sequence[Contact], total: int, text: str | None) -> None:
    if not found:
        if stream.is_terminal():
            stream.say("Nobody is on record." if text is None else "Nobody on record matches.")
        return
    rows = [[str(one.id), _email(one), one.name, one.company.name if one.company else None] for one in found]
    table.show(["No.", "E-mail", "Name", "Company"], rows)
    if total > len(found):
        stream.complain(
            "note", f"{len(found):,} of {total:,} are listed", "see more: --limit N, or name a TEXT"
        )


def say_added_purchase(result: AddedPurchase) -> None:
    one = result.purchase
    stands = "" if result.changed else " stands as it is"
    stream.say(
        f"Order {visible(one.order)}{stands}: {_line(one)}, contact {one.contact} {visible(result.email)}"
    )


def say_dossier(result: Dossier) -> None:
    """Everything on one person or company, on one screen."""
    one = result.subject
    if isinstance(one, Company):
        stream.say(f"Company: {visible(one.name)}")
        people = [[str(p.id), _email(p), p.name] for p in result.people]
        _section("Contacts", ["No.", "E-mail", "Name"], people)
    else:
        _say_contact(one, result.erasure)
    _section("Purchases", ["Order", "What", "When"], [_purchase(p) for p in result.purchases])
    _section("Consent", ["Purpose", "Said", "When", "How"], [_event(e) for e in result.consent])
    _section("Opted out of", ["Purpose", "Since"], [_suppression(s) for s in result.suppressions])
    shown.say_section(result.publications)
    requests.say_section(result.requests)
    removals.say_section(result.takedowns, result.said)
    sharing.say_section(result.disclosures)


def _say_contact(one: Contact, erasure: Erasure | None) -> None:
    if erasure is not None:
        _say_erased(erasure)
        return
    rows: list[list[str]] = [["Contact", str(one.id)], ["E-mail", _email(one)]]
    rows += [["also", alias] for alias in one.emails[1:]]
    rows += [["Name", one.name or "not on record"], ["Company", one.company.name if one.company else "none"]]
    rows += [["Since", f"{local(one.received_at)}, from: {one.source}"]]
    stream.say(*table.aligned(rows))


def _say_erased(one: Erasure) -> None:
    """What is left of somebody: when they were erased, and what stays for how long."""
    rows = [["Contact", str(one.contact)], ["Erased", f"{local(one.at)}, {_ERASED_FOR[one.because]}"]]
    rows += [["Proved", local(one.proved_at) if one.proved_at is not None else "not yet"]]
    if one.orders_until is not None:
        rows += [["Orders", f"kept until {local(one.orders_until)}: {one.orders_because}"]]
    stream.say(*table.aligned(rows))


def _section(title: str, headers: list[str], rows: Sequence[table.Row]) -> None:
    if rows:
        stream.say("")
        table.show(headers, rows, title)


def _purchase(one: Purchase) -> table.Row:
    return [one.order, _line(one), local(one.ordered_at) if one.ordered_at is not None else "time not known"]


def _line(one: Purchase) -> str:
    price = f" for {money(one.amount, one.currency)}" if one.amount is not None and one.currency else ""
    return f"{one.quantity} x {visible(one.product)}{price}"


def _event(one: ConsentEvent) -> table.Row:
    how = one.via.value if one.notice is None else f"{one.via.value}, told by notice {one.notice}"
    return [one.purpose.value, one.decision.value, local(one.at), how]


def _suppression(one: Suppression) -> table.Row:
    return [table.Cell(one.purpose.value, table.WARN), local(one.at)]


def _called(one: Contact) -> str:
    more = [part for part in (one.name, one.company.name if one.company else None) if part]
    aliases = f" (also {', '.join(one.emails[1:])})" if one.emails[1:] else ""
    return f"{_email(one)}{aliases}{', ' if more else ''}{', '.join(more)}"


def _email(one: Contact) -> str:
    domain = domain_shown(one.email)
    return f"{one.email} [{domain}]" if domain and "xn--" in domain else one.email
