"""`requests` and `close`: what was asked for, and how a case ends that needs no removal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from helpers.terminal import Clock, CommandLine

PAGE = "https://vendor.example/customers.html"

ON_SHOW = pytest.mark.usefixtures("on_show")


def cases(run: CommandLine) -> Any:
    return run.ok("requests --json").json["requests"]


def barred(run: CommandLine) -> list[int]:
    return [one["id"] for one in run.ok("publications --json").json["publications"] if one["barred"]]


@pytest.fixture
def comment(run: CommandLine, tmp_path: Path) -> str:
    """A remark that a buyer left with an order: case 1."""
    text = "Please do not put us on your page."
    orders = tmp_path / "orders.csv"
    orders.write_text(f"no,mail,what,remark\n7,dee@buyer.example,Widget,{text}\n")
    columns = "--map no=order --map mail=email --map what=product --map remark=comment"
    run.ok(f"import-orders '{orders}' {columns}")
    return text


@ON_SHOW
def test_the_open_ones_come_first_by_their_receipt(run: CommandLine) -> None:
    run.ok("takedown ann.lee@acme.example --what logo --received '40h ago'")
    run.ok("takedown bo.berg@acme.example --received '2h ago'")
    run.ok("takedown cy.dow@other.example --received '20h ago'")
    run.ok("verify 1 --attest 'Gone.'")

    assert [(one["case"], one["open"]) for one in cases(run)] == [(3, True), (2, True), (1, False)]


@ON_SHOW
def test_each_says_what_is_left_to_do(run: CommandLine) -> None:
    run.ok("takedown ann.lee@acme.example")
    run.ok("verify 1 --attest 'Gone.'")
    run.ok("takedown bo.berg@acme.example")
    run.ok("close 2 --because mistake --note 'A test.'")

    said = run.ok("requests").out.splitlines()

    assert "open: 2 tasks" in said[0]
    assert "closed: mistake" in said[1]


def test_none_is_silence_and_a_word_on_a_terminal(run: CommandLine) -> None:
    assert run.ok("requests").out == ""
    assert run.ok("requests", terminal=True).out == "There are no cases.\n"


@ON_SHOW
@pytest.mark.parametrize("because", ["mistake", "withdrawn"])
def test_what_was_a_mistake_or_taken_back_may_be_shown_again(run: CommandLine, because: str) -> None:
    run.ok("takedown bo.berg@acme.example")

    answer = run.ok(f"close 1 --because {because} --note 'He wrote again.'")

    assert answer.out == f"Case 1 is closed as {because}; 1 task ended with it.\n"
    assert run.ok("due").out == ""
    assert barred(run) == []


@ON_SHOW
def test_what_another_case_asks_for_stays_barred(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("verify 1 --attest 'Gone.'")
    clock.forward(hours=1)
    run.ok("takedown bo.berg@acme.example")

    run.ok("close 2 --because mistake --note 'The same mail, typed again.'")

    assert barred(run) == [2]


def test_nothing_found_ends_a_case_that_matched_nothing(run: CommandLine) -> None:
    run.ok("takedown stranger@nowhere.example")

    run.ok("close 1 --because nothing-found --note 'Looked through the whole site.'")

    assert run.ok("due").out == ""
    assert [(one["closed_because"], one["open"]) for one in cases(run)] == [("nothing-found", False)]


@ON_SHOW
def test_nothing_found_ends_nothing_that_is_in_the_register(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")

    answer = run("close 1 --because nothing-found --note 'Cannot see it.'")

    assert answer.status == 1
    assert "only a look at the page shows that it is gone" in answer.err
    assert "privacyctl verify 1 --attest" in answer.err
    assert barred(run) == [2]
    assert len(run.ok("due --json").json["removals"]) == 1


@ON_SHOW
def test_a_takedown_is_not_seen_to(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")

    answer = run("close 1 --because seen-to --note 'Read it.'")

    assert answer.status == 1
    assert "privacyctl: hint: use: --because nothing-found, mistake or withdrawn" in answer.err
    assert cases(run)[0]["open"] is True


@pytest.mark.usefixtures("comment")
def test_a_comment_waits_for_a_human_eye(run: CommandLine) -> None:
    assert "to be read" in run.ok("requests").out


@pytest.mark.usefixtures("comment")
def test_a_comment_is_not_closed_as_nothing_found(run: CommandLine) -> None:
    answer = run("close 1 --because nothing-found --note 'Nothing.'")

    assert answer.status == 1
    assert "case 1 is a comment and cannot be closed as nothing-found" in answer.err
    assert "use: --because seen-to" in answer.err


def test_once_seen_to_a_comments_text_is_dropped(run: CommandLine, db: Path, comment: str) -> None:
    kept = cases(run)[0]["text"]

    run.ok("close 1 --because seen-to --note 'Not on the list.'")

    assert kept == comment
    assert cases(run)[0]["text"] is None
    with closing(sqlite3.connect(db)) as connection:
        assert comment not in "\n".join(connection.iterdump())


@ON_SHOW
def test_closed_twice_it_stays_as_it_was(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("close 1 --because mistake --note 'A test.'")
    clock.forward(hours=1)

    again = run.ok("close 1 --because withdrawn --note 'Again.'")

    assert again.out == "Case 1 was closed already, as mistake; nothing was changed.\n"
    assert cases(run)[0]["closed_at"] == "2026-11-22T12:00:00Z"


@ON_SHOW
def test_what_was_proved_is_not_closed_away(run: CommandLine) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("verify 1 --attest 'Gone.'")

    answer = run("close 1 --because mistake --note 'Never mind.'")

    assert answer.status == 1
    assert "nothing of case 1 is open any more" in answer.err
    assert barred(run) == [2]


@ON_SHOW
def test_of_a_case_half_done_only_the_rest_is_closed(run: CommandLine) -> None:
    run.ok("takedown ann.lee@acme.example")
    run.ok("verify 1 --attest 'Gone.'")

    answer = run.ok("close 1 --because withdrawn --note 'The rest may stay.' --json").json

    assert (answer["tasks"], answer["changed"]) == ([2, 3], True)
    assert barred(run) == [1]


def test_a_case_that_is_not_there_is_an_error(run: CommandLine) -> None:
    answer = run("close 99 --because mistake --note 'x'")

    assert answer.status == 1
    assert "there is no case 99" in answer.err


def test_an_unknown_reason_is_a_usage_error(run: CommandLine) -> None:
    assert run("close 1 --because bored --note x").status == 2


@ON_SHOW
def test_after_a_mistake_the_same_person_may_ask_again(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown bo.berg@acme.example")
    run.ok("close 1 --because mistake --note 'A test.'")
    clock.forward(hours=1)

    run.ok("takedown bo.berg@acme.example")

    assert barred(run) == [2]
    assert [one["task"] for one in run.ok("due --json").json["removals"]] == [2]


def test_a_case_is_not_unconfirmed_once_it_is_known_who_asks(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com")
    run.ok("access ann@example.com --confirmed voice")

    answer = run("close 1 --because unconfirmed --note 'No answer.'")

    assert answer.status == 1
    assert "it is confirmed who asks in case 1" in answer.err
    assert cases(run)[0]["open"] is True


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("takedown ann@acme.example", "is a takedown"),
        ("access ann@acme.example", "is an access"),
        ("erase 1", "is an erasure"),
        ("correct 1 --email ann@new.example", "is a rectification"),
    ],
)
def test_a_case_is_named_with_its_article(run: CommandLine, line: str, said: str) -> None:
    run.ok("add-contact ann@acme.example")
    run.ok(line)

    refused = [
        run(command)
        for command in (
            f"close 1 --because {'answered' if 'take' in line else 'seen-to'} --note No",
            "confirm 1 --how voice" if "take" in line else "receipt 1",
        )
    ]

    assert [said in answer.err for answer in refused] == [True, True]
