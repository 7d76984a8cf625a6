"""Who has what of a person, and who is told of a correction or an erasure."""

from __future__ import annotations

import pytest

from helpers.recipients import settle
from helpers.terminal import NOON, CommandLine
from privacyctl.duties import cases
from privacyctl.duties.lists import disclosures
from privacyctl.duties.rights import rights
from privacyctl.model.consent import Purpose, Via
from privacyctl.model.disclosure import FIELDS, Contract, Handed, Holder, RecipientToTell
from privacyctl.model.ids import CaseId, ContactId
from privacyctl.model.moment import DAY, Moment
from privacyctl.model.request import RequestKind
from privacyctl.store import Store, contacts, follow_ups
from privacyctl.store import disclosures as kept

CONTRACTS = {
    "bmt-micro": Contract(
        "bmt-micro", "BMT Micro, Inc.", "privacy@bmtmicro.example", (Purpose.ORDER,), FIELDS
    )
}


@pytest.fixture
def _shared(run: CommandLine) -> None:
    """BMT Micro has Ann's order 7 and delivered her order 8; a mailing service has her address."""
    settle(run)
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee'",
        "add-purchase ann@acme.example --order 7 --product Widget",
    )
    path = run.db.with_name("orders.csv")
    path.write_text("o,e,p\n8,ann@acme.example,Widget\n")
    run.once(
        f"import-orders '{path}' --map o=order --map e=email --map p=product --from bmt-micro",
        "disclose 1 --to bmt-micro --purpose order --fields name,product --order 7",
        "disclose 1 --to mailer --purpose updates --fields email",
        "add-purchase bo@smith.example --order 9 --product Widget",
    )


def opened(store: Store, kind: RequestKind = RequestKind.ERASURE) -> int:
    with store.transaction() as tx:
        subject = contacts.must_get(tx, ContactId(1))
        case = rights.open_right(tx, kind, subject, cases.Asked(via=Via.MAIL), rights.RequestLimits()).case.id
        tx.record("noted", cases=[case])
    return case


def told(store: Store, case: int, *fields: str) -> tuple[RecipientToTell, ...]:
    with store.transaction() as tx:
        found = disclosures.tell_recipients(tx, CaseId(case), ContactId(1), fields, CONTRACTS)
        if tx.has_changed:
            tx.record("noted", cases=[case])
    return found


@pytest.mark.usefixtures("_shared")
def test_who_has_a_field_is_known_whether_we_gave_it_or_they_did(store: Store) -> None:
    assert disclosures.recipients_of(store, ContactId(1), FIELDS) == (
        Holder("bmt-micro", ("email", "name", "order", "product"), ("7", "8")),
        Holder("mailer", ("email",), ()),
    )
    assert disclosures.recipients_of(store, ContactId(1), ["name"]) == (
        Holder("bmt-micro", ("name",), ("7",)),
    )
    assert disclosures.recipients_of(store, ContactId(1), ["company"]) == ()
    assert disclosures.recipients_of(store, ContactId(2), FIELDS) == ()


@pytest.mark.usefixtures("_shared")
def test_each_of_them_is_to_be_told_within_seven_days(store: Store) -> None:
    case = opened(store)

    found = told(store, case, *FIELDS)

    assert found == (
        RecipientToTell(
            "bmt-micro", "privacy@bmtmicro.example", ("email", "name", "order", "product"), ("7", "8"), 1
        ),
        RecipientToTell("mailer", None, ("email",), (), 2),
    )
    lines = follow_ups.of_request(store, CaseId(case))
    assert [(one.copy.value, one.place, one.ask_at, one.due_at) for one in lines] == [
        ("recipient", "bmt-micro", "privacy@bmtmicro.example", NOON + 7 * DAY),
        ("recipient", "mailer", None, NOON + 7 * DAY),
    ]


@pytest.mark.usefixtures("_shared")
def test_said_twice_they_are_told_once(store: Store) -> None:
    case = opened(store)

    assert told(store, case, *FIELDS) == told(store, case, *FIELDS)
    assert len(follow_ups.of_request(store, CaseId(case))) == 2


@pytest.mark.usefixtures("_shared")
def test_who_was_told_before_is_told_of_what_came_after(store: Store, run: CommandLine) -> None:
    case = opened(store, RequestKind.RECTIFICATION)
    told(store, case, "name")
    run.ok("asked 1")

    assert [one.follow_up for one in told(store, case, "name")] == [2]


@pytest.mark.usefixtures("_shared")
def test_the_follow_ups_of_any_case_are_listed_and_ticked_off(store: Store, run: CommandLine) -> None:
    case = opened(store)
    told(store, case, "email")

    found = run.ok(f"follow-ups {case} --json").json["follow_ups"]
    assert [(one["place"], one["due_at"]) for one in found] == [
        ("bmt-micro", "2026-11-29T12:00:00Z"),
        ("mailer", "2026-11-29T12:00:00Z"),
    ]
    assert "not told of an erasure yet, by Sun 29 Nov 2026 12:00 UTC" in run.ok(f"follow-ups {case}").out
    assert "told of an erasure Sun 22 Nov 2026 12:00 UTC" in run.ok("asked 1 --note 'wrote to them'").out


@pytest.mark.usefixtures("_shared")
def test_a_recipient_can_be_added_by_hand_to_any_case_and_a_page_only_to_a_takedown(
    store: Store, run: CommandLine
) -> None:
    case = opened(store)

    found = run.ok(f"follow-up {case} --copy recipient --where accountant --json").json
    assert (found["follow_ups"][0]["due_at"], found["changed"]) == ("2026-11-29T12:00:00Z", True)
    assert run.ok(f"follow-up {case} --copy recipient --where accountant --json").json["changed"] is False
    answer = run(f"follow-up {case} --copy cdn --where https://cdn.example/")
    assert (answer.status, "no takedown" in answer.err) == (1, True)
    assert run("follow-ups 99").status == 1


@pytest.mark.usefixtures("_shared")
def test_a_hand_off_about_many_is_about_each_of_them_alone(store: Store) -> None:
    with store.transaction() as tx:
        lines = [row[0] for row in tx.rows("SELECT id FROM purchase ORDER BY id")]
        kept.add(
            tx,
            "printer",
            Purpose.ORDER,
            ("order",),
            Handed.EXPORT,
            at=Moment(NOON),
            people=[ContactId(1), ContactId(2)],
            orders=lines,
        )
        tx.record("disclosed")

    assert [
        one.orders for one in disclosures.of_contact(store, ContactId(1)) if one.recipient == "printer"
    ] == [("7", "8")]
    assert [one.orders for one in disclosures.of_contact(store, ContactId(2))] == [("9",)]


def test_nobody_who_has_nothing_is_told(store: Store, run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example")

    assert told(store, opened(store), *FIELDS) == ()
