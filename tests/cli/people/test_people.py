"""People and orders by hand: add-contact, contacts, show, add-purchase."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import Importer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.terminal import CommandLine

ESC = "\x1b]0;owned\x07"
RTL = "Ann \u202egnp.exe\u202c"
CARDS = (
    "4111 1111 1111 1111",
    "4111.1111.1111.1111",
    "４１１１１１１１１１１１１１１１",
    "4111-1111-1111-1111",
)


def entries(run: CommandLine) -> int:
    return len(run.ok("audit --json").json["entries"])


def test_a_contact_is_recorded_with_what_was_said(run: CommandLine) -> None:
    made = run.ok(
        "add-contact Ann@Example.com --name 'Ann Lee' --company Acme --alias ann@home.example --source fair"
        " --received 2026-11-01T10:00Z --json"
    ).json

    assert made["changed"] is True
    assert made["contact"] == {
        "id": 1,
        "email": "Ann@Example.com",
        "aliases": ["ann@home.example"],
        "name": "Ann Lee",
        "company": "Acme",
        "source": "fair",
        "received_at": "2026-11-01T10:00:00Z",
        "erased_at": None,
    }


@pytest.mark.parametrize("again", ["", "--name 'Ann Lee'", "--company ACME", "--alias ANN@example.com"])
def test_what_is_said_twice_is_done_once(run: CommandLine, again: str) -> None:
    run.ok("add-contact ann@example.com --name 'Ann Lee' --company Acme")
    before = entries(run)

    second = run.ok(f"add-contact ann@example.com {again}")

    assert "stands as it is" in second.out
    assert entries(run) == before


def test_another_spelling_of_the_address_is_the_same_contact(run: CommandLine) -> None:
    run.ok("add-contact jo@müller.example")

    again = run.ok("add-contact JO@xn--mller-kva.example --name Jo --json").json

    assert (again["contact"]["id"], again["changes"]) == (1, ["name"])


@pytest.mark.parametrize("field", ["name", "company"])
def test_a_different_name_or_company_is_refused_and_nothing_is_changed(run: CommandLine, field: str) -> None:
    run.ok(f"add-contact ann@example.com --{field} First")
    before = run.ok("show 1 --json").json

    answer = run(f"add-contact ann@example.com --{field} Second --alias more@example.com")

    assert answer.status == 1
    assert f"with another {field}" in answer.err
    assert run.ok("show 1 --json").json == before


def test_replace_puts_the_new_name_in_the_old_ones_place(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com --name 'Ann Leigh'")

    run.ok("add-contact ann@example.com --name 'Ann Lee' --replace")

    assert run.ok("show 1 --json").json["contact"]["name"] == "Ann Lee"


def test_addresses_of_different_contacts_are_not_joined(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com")
    run.ok("add-contact bo@example.com")

    answer = run("add-contact ann@example.com --alias bo@example.com")

    assert answer.status == 1
    assert "belong to different contacts (1 and 2)" in answer.err


@pytest.mark.parametrize(
    "address",
    ["annonymous", "ann@", "@example.com", "ann@@example.com", "ann lee@example.com", "ann@exa mple.com",
     "ann@-x.com", "Ann <ann@example.com>", f"ann@{'b' * 300}.com", "ann@example..com", "ann\u202e@example.com"],
)  # fmt: skip
def test_a_malformed_address_is_a_usage_error_that_does_not_repeat_it(run: CommandLine, address: str) -> None:
    answer = run(f"add-contact '{address}'")

    assert answer.status == 2
    assert answer.err.startswith("privacyctl: error: not an e-mail address") or "too long" in answer.err
    assert address not in answer.err
    assert run.ok("contacts").out == ""


@pytest.mark.parametrize("option", ["name", "company", "source"])
@pytest.mark.parametrize("card", CARDS)
def test_a_card_number_is_refused_where_it_is_typed(run: CommandLine, option: str, card: str) -> None:
    answer = run(f"add-contact ann@example.com --{option} 'Lee {card}'")

    assert answer.status == 1
    assert f"the {option} holds what looks like a card number" in answer.err
    assert card not in answer.err
    assert run.ok("contacts").out == ""


def test_a_card_number_is_no_address_either(run: CommandLine) -> None:
    answer = run("add-contact 4111111111111111@example.com")

    assert answer.status == 1
    assert "4111" not in answer.err
    assert run.ok("contacts").out == ""


def test_a_name_of_300_characters_is_kept_whole(run: CommandLine) -> None:
    run.ok(f"add-contact ann@example.com --name {'n' * 300}")

    assert run.ok("show 1 --json").json["contact"]["name"] == "n" * 300


def test_a_longer_name_is_refused(run: CommandLine) -> None:
    answer = run(f"add-contact ann@example.com --name {'n' * 301}")

    assert answer.status == 2
    assert "the name has 301 characters, and at most 300 are kept" in answer.err


@pytest.mark.parametrize("command", ["contacts", "show 1", "add-contact ann@example.com"])
@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize(("name", "shown"), [(ESC, r"\x1b]0;owned\x07"), (RTL, r"Ann \u202egnp.exe\u202c")])
def test_control_and_bidi_characters_of_a_name_reach_no_screen(
    run: CommandLine, command: str, terminal: bool, name: str, shown: str
) -> None:
    run.ok(f"add-contact ann@example.com --name {shlex.quote(name)} --company {shlex.quote(name)}")

    said = run.ok(command, terminal=terminal).out

    assert shown in said
    assert not any(trap in said for trap in ("\x1b]", "\x07", "\u202e", "\u202c"))


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("name", ["Bob [/]", "company [deceased] Ltd", "[red]Ann[/red]", ":smile: [link=x]"])
def test_brackets_in_a_name_are_letters(run: CommandLine, name: str, terminal: bool) -> None:
    run.ok(f"add-contact ann@example.com --name '{name}'")

    assert name in run.ok("contacts", terminal=terminal).out
    assert name in run.ok("show 1", terminal=terminal).out


def test_half_a_surrogate_pair_is_refused(run: CommandLine) -> None:
    answer = run("add-contact ann@example.com --name 'A\udcff'")

    assert answer.status == 2
    assert "half a surrogate pair" in answer.err


@pytest.mark.parametrize("command", ["show", "contacts", "audit", "publications", "optout"])
def test_half_a_surrogate_pair_finds_nobody_and_breaks_nothing(run: CommandLine, command: str) -> None:
    answer = run(f"{command} 'A\udcff'")

    assert answer.status == 2
    assert "half a surrogate pair" in answer.err


@pytest.mark.parametrize("time", ["2030-01-01T00:00Z", "2026-11-22T12:06Z"])
def test_a_time_in_the_future_is_refused(run: CommandLine, time: str) -> None:
    answer = run(f"add-contact ann@example.com --received {time}")

    assert answer.status == 2
    assert "is in the future" in answer.err


def test_an_hour_that_came_twice_is_refused_with_both_readings(
    run: CommandLine, zone: Callable[[str], None]
) -> None:
    zone("Europe/Berlin")

    answer = run("add-contact ann@example.com --received 2026-10-25T02:30")

    assert answer.status == 2
    assert "2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00" in answer.err


def test_contacts_are_found_by_name_company_and_address(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com --name 'Änne Lee'")
    run.ok("add-contact bo@example.net --company 'MÜLLER & Co'")
    run.ok("add-contact cy@example.org --alias other@ÄRGER.example")

    found = [
        [c["id"] for c in run.ok(f"contacts {text} --json").json["contacts"]]
        for text in ("änne", "müller", "ÄRGER", "%", "_", "nobody")
    ]

    assert found == [[1], [2], [3], [], [], []]


def test_a_limit_says_how_many_are_not_listed(run: CommandLine) -> None:
    for name in "abc":
        run.ok(f"add-contact {name}@example.com")

    answer = run.ok("contacts --limit 2")

    assert len(answer.out.splitlines()) == 2
    assert "2 of 3 are listed" in answer.err


def test_show_gathers_what_is_held_on_a_person(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com --name 'Ann Lee' --company Acme")
    run.ok("add-purchase ann@example.com --order 7 --product Widget")
    run.ok("optout ann@example.com")

    found = run.ok("show ann@example.com --json").json

    assert found["contact"]["name"] == "Ann Lee"
    assert [p["order"] for p in found["purchases"]] == ["7"]
    assert [(e["purpose"], e["decision"]) for e in found["consent"]] == [("updates", "objected")]
    assert [s["purpose"] for s in found["suppressions"]] == ["updates"]
    assert set(found) >= {"publications", "requests", "takedowns", "disclosures"}


def test_show_of_a_company_covers_all_its_contacts(run: CommandLine) -> None:
    for name in ("ann", "bo"):
        run.ok(f"add-contact {name}@example.com --company Acme")
        run.ok(f"add-purchase {name}@example.com --order {name} --product Widget")

    found = run.ok("show acme --json").json

    assert found["company"]["company"] == "Acme"
    assert [c["email"] for c in found["contacts"]] == ["ann@example.com", "bo@example.com"]
    assert [p["order"] for p in found["purchases"]] == ["ann", "bo"]


def test_a_look_alike_domain_is_shown_as_it_is_written_on_the_wire(run: CommandLine) -> None:
    run.ok("add-contact ann@аpple.com")  # the first letter of the domain is Cyrillic

    assert "xn--pple-43d.com" in run.ok("show 1").out


@pytest.mark.parametrize("command", ["show", "publications", "audit", "optout"])
def test_an_unknown_who_names_the_near_ones_by_number_alone(run: CommandLine, command: str) -> None:
    run.ok("add-contact ann.lee@example.com --name 'Ann Lee'")

    answer = run(f"{command} 'Ann Leigh'")

    assert answer.status == 1
    assert "did you mean contact 1?" in answer.err
    assert "example.com" not in answer.err


def test_an_unknown_who_names_the_near_ones_to_a_person(run: CommandLine) -> None:
    run.ok("add-contact ann.lee@example.com --name 'Ann Lee'")

    answer = run("show 'Ann Leigh'", terminal=True)

    assert answer.status == 1
    assert "did you mean 1 ann.lee@example.com (Ann Lee)?" in answer.err


def test_a_number_that_is_a_companys_name_too_is_not_guessed(run: CommandLine, tmp_path: Path) -> None:
    # Typed, such a name is refused; a reseller's file may have it all the same.
    Importer(run, tmp_path).ok("Order,Email,Product,Company", "7,ann@example.com,Widget,1")

    answer = run("show 1")

    assert answer.status == 1
    assert "is a contact's number and a company's name" in answer.err


def test_an_open_case_of_a_right_is_shown_as_open_and_has_no_tasks(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example")
    run.ok("access ann@acme.example")

    assert run.ok("show ann@acme.example").out.splitlines()[-1].endswith("open")
    assert run("receipt 1").err.startswith("privacyctl: error: case 1 is an access, and")
