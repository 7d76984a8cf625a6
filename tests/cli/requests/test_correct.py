"""correct: the record says which field, when and on whose word; the old value is gone and does not come back."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import Importer
from helpers.recipients import settle
from privacyctl.model.ids import ContactId
from privacyctl.store import Store, corrections

if TYPE_CHECKING:
    from helpers.terminal import Clock, CommandLine


@pytest.fixture
def ann(run: CommandLine, load: Importer) -> int:
    load.ok(
        "Order,Email,Product,Name,Company,Date",
        "7,ann@old.example,Widget,Anne Leigh,Old Works,2026-10-01",
    )
    return 1


CHANGE = "correct 1 --email ann@new.example"


def kept(run: CommandLine) -> list[tuple[str, str, bool]]:
    with contextlib.closing(Store.open(run.db)) as store:
        return [
            (one.field.value, one.word.value, one.case is not None)
            for one in corrections.of_contact(store, ContactId(1))
        ]


@pytest.mark.usefixtures("ann")
def test_a_name_is_put_right_and_the_old_one_is_gone_from_the_bytes(run: CommandLine) -> None:
    answer = run.ok("correct ann@old.example --name 'Ann Lee' --json")

    assert answer.json["fields"] == ["name"]
    assert answer.json["changed"] is True
    assert answer.json["proof"]["found"] == 0
    assert "Ann Lee" in run.ok("show 1").out
    assert run.in_bytes("Anne Leigh") == []
    assert kept(run) == [("name", "person", True)]


@pytest.mark.usefixtures("ann")
def test_no_later_import_brings_an_old_name_or_company_back(run: CommandLine, load: Importer) -> None:
    run.ok("correct 1 --name 'Ann Lee' --company 'New Works' --by vendor")

    load.ok(
        "Order,Email,Product,Name,Company,Date",
        "8,ann@old.example,Widget,Anne Leigh,Old Works,2026-11-21",
    )

    shown = run.ok("show 1 --json").json["contact"]
    assert (shown["name"], shown["company"]) == ("Ann Lee", "New Works")
    assert kept(run) == [("name", "vendor", False), ("company", "vendor", False)]
    assert run.in_bytes("Anne Leigh") == []


@pytest.mark.usefixtures("ann")
def test_a_company_that_nobody_else_needs_goes_with_its_last_person(run: CommandLine) -> None:
    run.ok("correct 1 --company 'New Works'")

    assert run.in_bytes("Old Works") == []


@pytest.mark.usefixtures("ann")
def test_a_company_of_colleagues_stays(run: CommandLine) -> None:
    run.ok("add-contact bo@old.example --company 'Old Works'")

    run.ok("correct 1 --company 'New Works'")

    assert "Old Works" in run.ok("show bo@old.example").out


@pytest.mark.usefixtures("ann")
def test_the_same_again_changes_nothing(run: CommandLine) -> None:
    run.ok("correct 1 --name 'Ann Lee'")
    before = run.ok("audit --json").json

    answer = run.ok("correct 1 --name 'Ann Lee' --company 'OLD works' --json")

    assert answer.json["changed"] is False
    assert "stands as it is" in run.ok("correct 1 --name 'Ann Lee'").out
    assert run.ok("audit --json").json == before


@pytest.mark.usefixtures("ann")
def test_another_address_waits_until_it_is_confirmed_who_asks(run: CommandLine) -> None:
    answer = run.ok(f"{CHANGE} --name 'Ann Lee'")

    assert "Nothing was changed: it is not confirmed yet who asks." in answer.out
    shown = run.ok("show 1 --json").json
    assert shown["contact"]["email"] == "ann@old.example"
    assert shown["contact"]["name"] == "Anne Leigh"
    assert [one["kind"] for one in shown["requests"] if one["open"]] == ["rectification"]

    assert run.ok(f"{CHANGE} --json").json["changed"] is False
    run.ok(f"{CHANGE} --confirmed account")

    shown = run.ok("show 1 --json").json
    assert shown["contact"]["email"] == "ann@new.example"
    assert [one["closed_because"] for one in shown["requests"]] == ["answered"]
    assert run.in_bytes("ann@old") == []
    assert kept(run) == [("email", "person", True)]


@pytest.mark.usefixtures("ann")
def test_an_address_that_we_saw_was_wrong_needs_nobodys_confirmation(run: CommandLine) -> None:
    run.ok(f"{CHANGE} --by vendor")

    assert run.ok("show 1 --json").json["contact"]["email"] == "ann@new.example"
    assert run.ok("requests --json").json["requests"] == []


@pytest.mark.usefixtures("ann")
def test_the_new_address_must_not_be_somebody_elses(run: CommandLine) -> None:
    run.ok("add-contact bo@new.example")

    answer = run("correct 1 --email BO@new.example --by vendor")

    assert answer.status == 1
    assert "that address belongs to contact 2" in answer.err
    assert run.ok("show 1 --json").json["contact"]["email"] == "ann@old.example"


@pytest.mark.usefixtures("ann")
def test_an_alias_can_become_the_main_address(run: CommandLine) -> None:
    run.ok("add-contact ann@old.example --alias ann@new.example")

    run.ok(f"{CHANGE} --by vendor")

    shown = run.ok("show 1 --json").json["contact"]
    assert (shown["email"], shown["aliases"]) == ("ann@new.example", [])


@pytest.mark.usefixtures("ann")
def test_an_opt_out_goes_along_to_the_new_address_and_stays_with_the_old(run: CommandLine) -> None:
    run.ok("optout ann@old.example")

    run.ok(f"{CHANGE} --by vendor")

    passed = run.ok(
        "gate - --purpose updates --keep-unknown", given="email\nann@old.example\nann@new.example\n"
    )
    assert passed.out == "email\n"
    assert "ann" not in run.ok("audience updates").out


@pytest.mark.usefixtures("ann")
@pytest.mark.parametrize(
    "no",
    [
        "optout 'Old Works' --company",
        "optout 'Old  Works GmbH' --company",
        "restrict 1",
        "optout 1 --purpose updates",
    ],
)
@pytest.mark.parametrize("is_corrected_first", [False, True])
def test_a_no_of_theirs_or_of_their_company_reaches_a_list_that_has_the_old_address(
    run: CommandLine, no: str, is_corrected_first: bool
) -> None:
    for command in [f"{CHANGE} --by vendor", no][:: 1 if is_corrected_first else -1]:
        run.ok(command)

    rows = "email\nann@old.example\nbob@old.example\n"
    passed = run.ok("gate - --purpose updates --keep-unknown", given=rows)

    assert passed.out == "email\nbob@old.example\n"


@pytest.mark.usefixtures("ann")
def test_a_yes_of_theirs_is_none_for_an_address_that_they_gave_up(run: CommandLine) -> None:
    run.ok(f"{CHANGE} --by vendor")

    passed = run.ok("gate - --purpose updates", given="email\nann@old.example\nann@new.example\n")

    assert passed.out == "email\nann@new.example\n"


@pytest.mark.usefixtures("ann")
@pytest.mark.parametrize("command", ["optout ann@old.example", "optout Ann@OLD.example --all"])
def test_an_opt_out_under_the_former_address_closes_the_contact_too(run: CommandLine, command: str) -> None:
    run.ok(f"{CHANGE} --by vendor")
    assert "ann@new.example" in run.ok("audience updates").out

    run.ok(command)

    assert "ann@new.example" not in run.ok("audience updates").out


@pytest.mark.usefixtures("ann")
def test_whoever_has_the_former_address_now_opts_out_for_both(run: CommandLine) -> None:
    run.ok(f"{CHANGE} --by vendor")
    run.ok("add-purchase ann@old.example --order 9 --product Widget")
    assert "ann@old.example" in run.ok("audience updates").out

    run.ok("optout ann@old.example")

    assert run.ok("audience updates").out == "email,name\n"


@pytest.mark.usefixtures("ann")
def test_a_request_under_the_former_address_concerns_the_contact(run: CommandLine) -> None:
    run.ok("add-testimonial 1 --quote Good. --attribution 'A. L.' --at /words --permission Yes.")
    run.ok(f"{CHANGE} --by vendor")

    answer = run.ok("takedown ann@old.example --json")

    assert [task["where"] for task in answer.json["tasks"]] == [["/words"]]


def test_a_request_from_before_they_were_on_record_goes_along(run: CommandLine) -> None:
    run.ok("takedown ann@old.example")
    run.ok("add-contact ann@old.example")

    run.ok("correct 1 --email ann@new.example --by vendor")

    assert [one["case"] for one in run.ok("show 1 --json").json["requests"]] == [1]
    assert run.in_bytes("ann@old") == []


@pytest.mark.usefixtures("ann")
def test_an_order_on_record_under_the_former_address_is_theirs(run: CommandLine, load: Importer) -> None:
    run.ok(f"{CHANGE} --by vendor")

    answer = load.ok("Order,Email,Product,Quantity", "7,ann@old.example,Widget,3", more="--json")

    assert answer.json["contacts_created"] == 0
    assert [one["quantity"] for one in run.ok("show 1 --json").json["purchases"]] == [3]


@pytest.mark.usefixtures("ann")
def test_an_order_from_before_the_correction_is_theirs(run: CommandLine, load: Importer) -> None:
    run.ok(f"{CHANGE} --by vendor")

    load.ok("Order,Email,Product,Date", "3,ann@old.example,Widget,2026-09-01")

    assert [one["order"] for one in run.ok("show 1 --json").json["purchases"]] == ["3", "7"]
    assert run.in_bytes("ann@old") == []


@pytest.mark.usefixtures("ann")
def test_a_later_order_under_the_former_address_is_a_new_contacts_and_still_opted_out(
    run: CommandLine, load: Importer, clock: Clock
) -> None:
    run.ok("optout 1")
    run.ok(f"{CHANGE} --by vendor")
    clock.forward(hours=48)

    load.ok("Order,Email,Product,Date,News", "9,ann@old.example,Widget,2026-11-23T20:00:00Z,yes")

    assert run.ok("show ann@old.example --json").json["contact"]["id"] == 2
    assert run.ok("audience updates").out == "email,name\n"
    load.ok("Order,Email,Product,Date", "7,ann@old.example,Widget,2026-10-01")
    assert [one["order"] for one in run.ok("show 1 --json").json["purchases"]] == ["7"]


@pytest.mark.parametrize("no", ["in the file", "of the company"])
def test_a_no_that_no_opt_out_was_made_of_stays_with_the_old_address_too(
    run: CommandLine, load: Importer, clock: Clock, no: str
) -> None:
    run.ok("add-contact bo@acme.example --company Acme")
    run.ok("optout Acme")
    clock.forward(hours=1)
    answer = "no," if no == "in the file" else ",Acme"
    load.ok("Order,Email,Product,Date,News,Company", f"7,ann@old.example,Widget,2026-10-01,{answer}")
    run.ok("correct ann@old.example --email ann@new.example --by vendor")
    clock.forward(hours=24)

    load.ok("Order,Email,Product,Date", "8,ann@old.example,Widget,2026-11-23")

    assert run.ok("audience updates --json").json["audience"] == []


@pytest.mark.usefixtures("ann")
def test_back_to_the_address_before_is_a_correction_too(run: CommandLine) -> None:
    run.ok("optout 1")
    run.ok(f"{CHANGE} --by vendor")

    run.ok("correct 1 --email ann@old.example --by vendor")

    assert run.ok("show 1 --json").json["contact"]["email"] == "ann@old.example"
    assert run.ok("audience updates").out == "email,name\n"
    assert run.in_bytes("ann@new") == []


@pytest.mark.usefixtures("ann")
def test_a_list_with_the_old_address_that_may_not_have_been_used_is_warned_of(run: CommandLine) -> None:
    with contextlib.closing(Store.open(run.db, run.clock)) as store, store.transaction() as tx:
        for via, days in (("audience", 3), ("gate", 40), ("typed", 1)):
            made = tx.next_number("disclosure")
            tx.write(
                """INSERT INTO disclosure (id, recipient, purpose, fields, via, at, recorded_at, people, entry)
                   VALUES (?, ?, 'updates', 'email', ?, ?, ?, 1, ?)""",
                (made, f"{via} service", via, tx.now - days * 86_400, tx.now, tx.entry),
            )
            tx.insert("disclosed", contact_id=1, disclosure_id=made)
        tx.record("noted")

    answer = run.ok(f"{CHANGE} --by vendor")

    assert "warning: audience service was handed a list with the old address" in answer.err
    assert "gate service" not in answer.err
    assert "typed service" not in answer.err


@pytest.mark.usefixtures("ann")
def test_what_is_to_be_put_right_must_be_said(run: CommandLine) -> None:
    answer = run("correct 1")

    assert answer.status == 2
    assert "give --name, --email or --company" in answer.err


def test_a_no_from_before_they_were_on_record_goes_along(run: CommandLine, load: Importer) -> None:
    run.ok("optout ann@old.example")
    load.ok("Order,Email,Product,Date", "7,ann@old.example,Widget,2026-10-01")

    run.ok(f"{CHANGE} --by vendor")

    assert run.ok("audience updates").out == "email,name\n"


@pytest.fixture
def given(run: CommandLine) -> None:
    """Her name, company and address were handed to two recipients, one of whom knows no company."""
    settle(
        run,
        '[recipients.partner]\nask_at = "privacy@partner.example"\npurposes = ["order"]\n'
        'fields = ["email", "name", "company"]\n'
        '[recipients.printer]\npurposes = ["order"]\nfields = ["name"]\n',
    )
    run.once(
        "disclose 1 --to partner --purpose order --fields email,name,company",
        "disclose 1 --to printer --purpose order --fields name",
    )


@pytest.mark.usefixtures("ann", "given")
def test_a_recipient_is_told_what_stood_there_though_others_have_it_still(run: CommandLine) -> None:
    run.ok("add-contact bo@old.example --company 'Old Works'")

    answer = run.ok("correct 1 --company 'New Works'")

    assert "Tell partner at privacy@partner.example (follow-up 1): they were given Old Works\n" in answer.out
    assert "Searched" not in answer.out  # it is Bo's too, and so no residue
    assert "printer" not in answer.out


@pytest.mark.usefixtures("ann", "given")
def test_what_stood_there_is_told_in_json_for_the_fields_that_they_had(run: CommandLine) -> None:
    answer = run.ok("correct 1 --company 'New Works' --name 'Ann Lee' --json").json

    assert {one["recipient"]: one["old"] for one in answer["tell"]} == {
        "partner": ["Anne Leigh", "Old Works"],
        "printer": ["Anne Leigh"],
    }


@pytest.mark.usefixtures("ann", "given")
def test_an_address_is_told_once_whatever_its_spelling(run: CommandLine) -> None:
    run.ok("add-contact Cy@Old.example --name Cy")
    run.ok("add-purchase Cy@Old.example --order 9 --product Pro")
    run.ok("disclose Cy@Old.example --to partner --purpose order --fields email")

    answer = run.ok("correct Cy@Old.example --email cy@new.example --confirmed voice --json").json

    assert [one["old"] for one in answer["tell"]] == [["Cy@Old.example"]]
