"""`takedown`: who asks, what of theirs is on show, and the clock that starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpers.terminal import Clock, CommandLine

PAGE = "https://vendor.example/customers.html"

ON_SHOW = pytest.mark.usefixtures("on_show")


def asked(run: CommandLine, line: str) -> Any:
    return run.ok(f"takedown {line} --json").json


def concerned(run: CommandLine, line: str) -> list[int | None]:
    """The publications that a request opens tasks for."""
    return [task["publication"] for task in asked(run, line)["tasks"]]


@ON_SHOW
@pytest.mark.parametrize("who", ["ann.lee@acme.example", "Ann.Lee@ACME.example", "1"])
def test_a_person_is_named_by_address_or_number(run: CommandLine, who: str) -> None:
    opened = asked(run, who)

    assert (opened["who"], opened["matched"]) == ("ann.lee@acme.example", True)


@ON_SHOW
@pytest.mark.parametrize("who", ["Acme Inc.", "ACME  inc."])
def test_a_company_is_named_in_any_spelling(run: CommandLine, who: str) -> None:
    opened = asked(run, f"'{who}'")

    assert (opened["who"], opened["matched"]) == ("Acme Inc.", True)


def test_the_listed_contact_takes_down_their_words_and_the_companys_name_and_logo(
    run: CommandLine, on_show: dict[str, int]
) -> None:
    found = concerned(run, "ann.lee@acme.example")

    assert found == [on_show["ann"], on_show["name"], on_show["logo"]]


def test_a_company_takes_down_its_name_its_logo_and_the_testimonials_that_name_it(
    run: CommandLine, on_show: dict[str, int]
) -> None:
    found = concerned(run, "'Acme Inc.'")

    assert found == [on_show["name"], on_show["logo"], on_show["cy"]]


def test_a_colleague_takes_down_their_own_words_alone(run: CommandLine, on_show: dict[str, int]) -> None:
    found = concerned(run, "bo.berg@acme.example")

    assert found == [on_show["bo"]]


@ON_SHOW
def test_a_colleague_is_told_that_the_company_stays(run: CommandLine) -> None:
    answer = run.ok("takedown bo.berg@acme.example")

    assert "privacyctl: warning: their company is on show too (publication 4, 5)" in answer.err
    assert "privacyctl takedown COMPANY" in answer.err


@ON_SHOW
def test_a_listed_contact_gets_no_such_warning(run: CommandLine) -> None:
    answer = run.ok("takedown ann.lee@acme.example")

    assert "is on show too" not in answer.err


@ON_SHOW
def test_a_listed_contact_whose_request_was_taken_back_gets_none_either(
    run: CommandLine, mail: Callable[..., str]
) -> None:
    run.ok(f"takedown --message {mail()}")
    run.ok("close 1 --because withdrawn --note 'She wrote again.'")

    answer = run.ok(f"takedown --message {mail()}")

    assert "listed contact" not in answer.err


@ON_SHOW
@pytest.mark.parametrize(
    ("who", "what", "expected"),
    [
        ("ann.lee@acme.example", "testimonial", ["ann"]),
        ("ann.lee@acme.example", "name", ["name"]),
        ("ann.lee@acme.example", "logo", ["logo"]),
        ("'Acme Inc.'", "testimonial", ["cy"]),
        ("'Acme Inc.'", "logo", ["logo"]),
    ],
)
def test_what_narrows_it(
    run: CommandLine, on_show: dict[str, int], who: str, what: str, expected: list[str]
) -> None:
    found = concerned(run, f"{who} --what {what}")

    assert found == [on_show[name] for name in expected]


@ON_SHOW
def test_what_is_concerned_is_barred_at_once_and_nothing_else(run: CommandLine) -> None:
    run.ok("takedown ann.lee@acme.example")

    barred = [p["id"] for p in run.ok("publications --json").json["publications"] if p["barred"]]
    assert barred == [1, 4, 5]


@ON_SHOW
def test_without_a_time_it_was_received_now(run: CommandLine) -> None:
    opened = asked(run, "ann.lee@acme.example")

    assert (opened["received_at"], opened["due_at"]) == ("2026-11-22T12:00:00Z", "2026-11-23T12:00:00Z")


@ON_SHOW
def test_the_clock_starts_at_the_receipt(run: CommandLine) -> None:
    opened = asked(run, "ann.lee@acme.example --received 2026-11-22T03:00:00Z")

    assert (opened["received_at"], opened["due_at"]) == ("2026-11-22T03:00:00Z", "2026-11-23T03:00:00Z")


@ON_SHOW
def test_a_receipt_in_the_future_is_refused(run: CommandLine) -> None:
    answer = run("takedown ann.lee@acme.example --received 2026-11-22T13:00:00Z")

    assert (answer.status, answer.out) == (2, "")
    assert "is in the future" in answer.err
    assert run.ok("requests").out == ""


@ON_SHOW
def test_said_twice_it_is_one_case(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown ann.lee@acme.example")
    clock.forward(hours=2)

    again = run.ok("takedown ann.lee@acme.example")

    assert "Case 1 is open already, received Sun 22 Nov 2026 12:00 UTC; nothing was changed." in again.out
    assert len(run.ok("requests --json").json["requests"]) == 1


@ON_SHOW
def test_a_later_receipt_moves_no_clock(run: CommandLine, clock: Clock) -> None:
    first = asked(run, "ann.lee@acme.example --received '3h ago'")
    clock.forward(hours=5)

    again = asked(run, "ann.lee@acme.example --received '1h ago'")

    assert (again["changed"], again["due_at"]) == (False, first["due_at"])


@ON_SHOW
def test_an_earlier_receipt_moves_the_clock_earlier(run: CommandLine) -> None:
    run.ok("takedown ann.lee@acme.example --received 2026-11-22T10:00:00Z")

    again = run.ok("takedown ann.lee@acme.example --received 2026-11-22T04:00:00Z")

    assert "Case 1 is open already; its clock now starts at Sun 22 Nov 2026 04:00 UTC." in again.out
    assert {r["due_at"] for r in run.ok("due --json").json["removals"]} == {"2026-11-23T04:00:00Z"}


@ON_SHOW
def test_what_a_person_asked_for_the_company_does_not_ask_for_again(run: CommandLine) -> None:
    run.ok("takedown ann.lee@acme.example --what logo")

    opened = asked(run, "'Acme Inc.'")

    assert [task["publication"] for task in opened["tasks"]] == [4, 3]
    assert len(run.ok("due --json").json["removals"]) == 3


@ON_SHOW
def test_a_request_after_the_removal_was_proved_opens_a_new_task(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("verify 1 --attest 'Gone.'")
    clock.forward(hours=48)

    opened = asked(run, "bo.berg@acme.example")

    assert (opened["changed"], [task["task"] for task in opened["tasks"]]) == (True, [2])
    assert opened["due_at"] == "2026-11-25T12:00:00Z"


@ON_SHOW
def test_a_request_from_before_the_proof_opens_none(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown bo.berg@acme.example")
    clock.forward(hours=6)
    run.ok("verify 1 --attest 'Gone.'")
    clock.forward(hours=6)

    opened = asked(run, "bo.berg@acme.example --received '8h ago'")

    assert (opened["changed"], [task["state"] for task in opened["tasks"]]) == (False, ["verified"])


@pytest.mark.parametrize("who", ["stranger@nowhere.example", "'Nowhere Ltd'"])
def test_a_request_that_matches_nothing_is_a_case_with_a_clock(run: CommandLine, who: str) -> None:
    answer = run.ok(f"takedown {who}")

    assert "Case 1, received Sun 22 Nov 2026 12:00 UTC" in answer.out
    assert "task 1  not in the register: find by hand what shows them" in answer.out
    assert "due Mon 23 Nov 2026 12:00 UTC, 24 h 00 min left" in answer.out
    assert "find by hand what shows them" in answer.err


def test_somebody_on_record_of_whom_nothing_is_on_show_gets_a_clock_too(run: CommandLine) -> None:
    run.ok("add-contact ann.lee@acme.example")

    opened = asked(run, "ann.lee@acme.example --what testimonial")

    assert (opened["matched"], opened["due_at"]) == (False, "2026-11-23T12:00:00Z")
    assert [(t["publication"], t["kind"]) for t in opened["tasks"]] == [(None, "testimonial")]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("stranger@nowhere.example", "Stranger@NOWHERE.example"),
        ("'Nowhere Ltd'", "'nowhere  ltd'"),
    ],
)
def test_somebody_unknown_who_asks_twice_has_one_case(run: CommandLine, first: str, again: str) -> None:
    run.ok(f"takedown {first}")

    opened = asked(run, again)

    assert (opened["case"], opened["changed"]) == (1, False)


@ON_SHOW
def test_an_unknown_number_is_an_error(run: CommandLine) -> None:
    answer = run("takedown 99")

    assert (answer.status, answer.out) == (1, "")
    assert "privacyctl: error: nothing on record is called '99'" in answer.err


@ON_SHOW
def test_the_near_ones_are_named_on_a_terminal(run: CommandLine) -> None:
    answer = run.ok("takedown ann.lee@acmee.example", terminal=True)

    assert "did you mean 1 ann.lee@acme.example (Ann Lee)?" in " ".join(answer.err.split())


@ON_SHOW
def test_elsewhere_the_near_ones_are_numbers(run: CommandLine) -> None:
    answer = run.ok("takedown ann.lee@acmee.example")

    assert "did you mean contact 1?" in answer.err
    assert "Ann Lee" not in answer.err


def test_a_malformed_address_is_refused(run: CommandLine) -> None:
    answer = run("takedown ann@")

    assert (answer.status, answer.out) == (2, "")


def test_nobody_named_is_a_usage_error(run: CommandLine) -> None:
    answer = run("takedown")

    assert answer.status == 2
    assert "it is not said who asks" in answer.err


def test_a_card_number_in_the_note_is_refused(run: CommandLine) -> None:
    answer = run("takedown stranger@nowhere.example --note 'card 4242 4242 4242 4242, remove me'")

    assert answer.status == 1
    assert "the note holds what looks like a card number" in answer.err
    assert run.ok("requests").out == ""


@ON_SHOW
def test_what_they_wrote_is_kept_with_the_case(run: CommandLine) -> None:
    run.ok("takedown ann.lee@acme.example --via letter --note 'By letter: no more.'")

    case = run.ok("requests --json").json["requests"][0]
    assert (case["via"], case["text"]) == ("letter", "By letter: no more.")


@ON_SHOW
def test_json_has_the_keys_that_are_promised(run: CommandLine) -> None:
    opened = asked(run, "bo.berg@acme.example")

    assert {"case", "received_at", "due_at", "tasks", "changed"} <= opened.keys()
    assert opened["tasks"][0]["where"] == [PAGE]
