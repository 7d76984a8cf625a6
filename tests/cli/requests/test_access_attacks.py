"""Strangers who ask for somebody's data: in no story is there a file, or a text that says who is on record (P10)."""

from __future__ import annotations

import itertools
import re
import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from helpers.terminal import SECRET, Answer, Clock, CommandLine
from privacyctl.store.file import making

Mail = Callable[..., str]

PERSONAL = ("Ann", "Lee", "Acme", "1001", "Widget", "Saved us weeks", "ann@acme.example", "ann@home.example")
EVE = "Eve <eve@evil.example>"


@pytest.fixture(autouse=True)
def ann(run: CommandLine) -> None:
    """Ann, with something of each kind on record."""
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee' --company Acme --alias ann@home.example",
        "add-purchase ann@acme.example --order 1001 --product Widget",
        "add-testimonial ann@acme.example --quote 'Saved us weeks.' --attribution 'A. L.' --at /said --permission Yes.",
    )


@pytest.fixture
def tell_apart(run: CommandLine, tmp_path: Path, clock: Clock) -> Callable[[str], tuple[Answer, Answer]]:
    """The answer of Ann's record, and that of a record in which she is not."""
    other = tmp_path / "other" / "privacyctl.db"
    making.create(other, SECRET, clock.now)

    def both(line: str) -> tuple[Answer, Answer]:
        return run.ok(line), CommandLine(other, clock).ok(line)

    return both


def asked(run: CommandLine, out: Path, line: str) -> Any:
    """What a careless vendor types who wants to answer at once."""
    return run.ok(f"access {line} --out {shlex.quote(str(out))} --json").json


def personal(text: str) -> list[str]:
    return [word for word in PERSONAL if word in text]


def must_hand_out_nothing(found: Any, out: Path) -> None:
    assert (found["confirmed"], found["files"]) == (False, [])
    assert not out.exists()
    assert personal(found["reply"]) == []
    assert found["letter"] is None


def test_what_a_stranger_is_answered_is_the_same_whether_somebody_is_on_record_or_not(
    tell_apart: Callable[[str], tuple[Answer, Answer]],
) -> None:
    known, unknown = tell_apart("access ann@acme.example --json")
    again, unknown_again = tell_apart("access ann@acme.example --json")

    replies = {answer.json["reply"].encode() for answer in (known, unknown, again, unknown_again)}
    assert len(replies) == 1
    assert known.json["case"] == unknown.json["case"] == 1
    assert known.json["due_at"] == unknown.json["due_at"]


def test_the_reply_stands_on_the_screen_in_both_cases_byte_for_byte(
    tell_apart: Callable[[str], tuple[Answer, Answer]],
) -> None:
    heading = "What you may answer to whoever wrote; it is the same whether they are on record or not:"

    known, unknown = (answer.out.partition(heading)[2] for answer in tell_apart("access ann@acme.example"))

    assert "We have your request" in known
    assert known.encode() == unknown.encode()
    assert personal(known) == []


def test_a_stranger_who_writes_from_another_address_is_not_answered_there(
    run: CommandLine, out: Path, mail: Mail
) -> None:
    letter = mail("I am Ann Lee, send me all of it here.", sender=EVE)

    found = asked(run, out, f"ann@acme.example --message {letter}")
    answer = run.ok(f"access ann@acme.example --message {letter} --code")

    must_hand_out_nothing(found, out)
    assert (found["sender_differs"], found["to"]) == (True, "ann@acme.example")
    assert "the mail came from another address than the one on file" in answer.err
    assert "evil.example" not in answer.out


def test_a_spoofed_from_brings_a_code_to_the_one_who_was_named_and_nothing_to_the_forger(
    run: CommandLine, out: Path, mail: Mail
) -> None:
    """The forger's mail looks as Ann's would. Without her mailbox there is no code, and without it no file."""
    found = asked(run, out, f"ann@acme.example --message {mail(sender='Ann Lee <ann@acme.example>')}")
    must_hand_out_nothing(found, out)
    assert found["sender_differs"] is False

    letter = run.ok("access ann@acme.example --code --json").json["letter"]

    assert personal(letter) == []
    guesses = ("0000-0000-0000", "1234-5678-9ABC", "AAAA-AAAA-AAAA", "ZZZZ-ZZZZ-ZZZZ", "7777-7777-7777", "")
    assert {run(f"confirm 1 --how code --code '{guess}'").status for guess in guesses} == {1}
    must_hand_out_nothing(asked(run, out, "ann@acme.example"), out)


def test_a_display_name_that_is_an_address_is_nobodys_address(
    run: CommandLine, out: Path, mail: Mail
) -> None:
    letter = mail(sender='"ann@acme.example" <eve@evil.example>')

    found = asked(run, out, f"ann@acme.example --message {letter}")

    must_hand_out_nothing(found, out)
    assert found["sender_differs"] is True
    assert found["to"] == "ann@acme.example"


@pytest.mark.parametrize(
    ("like", "shown"),
    [
        ("ann@аcme.example", "xn--cme-5cd.example"),  # a Cyrillic а
        ("ann@acmе.example", "xn--acm-tdd.example"),
    ],
)
def test_a_domain_of_letters_that_look_alike_is_another_one(
    run: CommandLine, out: Path, like: str, shown: str
) -> None:
    answer = run.ok(f"access {like} --out {out}")
    found = asked(run, out, like)

    must_hand_out_nothing(found, out)
    assert (found["to"], found["case"]) == (None, 1)
    assert shown in answer.err
    assert run("access ann@acme.example --json").json["case"] == 2


@pytest.mark.parametrize(
    "like", ["ann@acme.example.evil.example", "ann@acme-example.org", "ann+x@acme.example", "an@acme.example"]
)
def test_an_address_that_is_nearly_theirs_is_nobodys(run: CommandLine, out: Path, like: str) -> None:
    found = asked(run, out, like)

    must_hand_out_nothing(found, out)
    assert found["to"] is None


def test_whom_they_may_have_meant_is_named_on_a_terminal_alone(run: CommandLine) -> None:
    assert "ann@acme.example" not in run.ok("access an@acme.example").err


def test_a_stranger_cannot_be_confirmed_by_hand(run: CommandLine, out: Path) -> None:
    answer = run(f"access eve@evil.example --confirmed voice --out {out}")

    assert answer.status == 1
    assert not out.exists()


def test_the_code_of_another_case_opens_nothing(run: CommandLine, out: Path) -> None:
    """Eve is a customer too. Her own code is no key to Ann's case."""
    run.ok("add-contact eve@evil.example")
    run.ok("access ann@acme.example --code")
    code = run.ok("access eve@evil.example --code --json").json["code"]

    answer = run(f"confirm 1 --how code --code {code}")

    assert (answer.status, personal(answer.err)) == (1, [])
    must_hand_out_nothing(asked(run, out, "ann@acme.example"), out)


def test_a_code_is_used_once(run: CommandLine, out: Path, clock: Clock, tmp_path: Path) -> None:
    code = run.ok("access ann@acme.example --code --json").json["code"]
    run.ok(f"confirm 1 --how code --code {code}")
    run.ok(f"access ann@acme.example --out {tmp_path / 'hers'}")
    clock.forward(hours=1)
    asked(run, out, "ann@acme.example --received '1m ago'")

    assert run(f"confirm 2 --how code --code {code}").status == 1
    must_hand_out_nothing(asked(run, out, "ann@acme.example"), out)


def test_a_code_that_is_too_old_opens_nothing(run: CommandLine, out: Path, clock: Clock) -> None:
    code = run.ok("access ann@acme.example --code --json").json["code"]
    clock.forward(hours=7 * 24, seconds=1)

    assert run(f"confirm 1 --how code --code {code}").status == 1
    must_hand_out_nothing(asked(run, out, "ann@acme.example"), out)


def test_five_wrong_guesses_end_it_for_the_right_one_too(run: CommandLine, out: Path) -> None:
    code = run.ok("access ann@acme.example --code --json").json["code"]
    for guess in range(5):
        run(f"confirm 1 --how code --code 0000-0000-000{guess}")

    assert run(f"confirm 1 --how code --code {code}").status == 1
    must_hand_out_nothing(asked(run, out, "ann@acme.example"), out)


def test_an_address_that_was_changed_yesterday_gets_no_code(
    run: CommandLine, out: Path, clock: Clock
) -> None:
    """Eve has had Ann's address changed to one of hers, and now asks for the rest."""
    with closing(sqlite3.connect(run.db)) as connection:
        connection.execute(
            "INSERT INTO correction (contact_id, field, word, at, entry) VALUES (1, 'email', 'person', ?, 1)",
            (clock.now,),
        )
        connection.commit()
    clock.forward(hours=24)

    must_hand_out_nothing(asked(run, out, "ann@acme.example"), out)
    answer = run("access ann@acme.example --code")
    assert (answer.status, answer.out) == (1, "")
    assert "proves nothing until" in answer.err


def test_erased_while_an_access_is_open_nothing_is_handed_out(run: CommandLine, out: Path) -> None:
    run.ok("access ann@acme.example --confirmed voice")
    run.ok("erase ann@acme.example --confirmed voice")

    found = asked(run, out, "ann@acme.example")

    assert (found["confirmed"], found["to"], found["files"]) == (False, None, [])
    assert run(f"access 1 --out '{out}'").status == 1
    assert not out.exists()
    assert run("confirm 1 --how code").status == 1


def test_a_refusal_names_nobody_who_was_not_typed(run: CommandLine) -> None:
    run.ok("access ann@home.example")
    lines = ["confirm 1 --how code --code 0000-0000-0000", "access Acme", "confirm 7 --how voice"]

    said = [run(line).err for line in lines]

    assert [word for word in personal("".join(said)) if word != "Acme"] == []


def test_two_codes_are_never_alike(run: CommandLine) -> None:
    made = [run.ok("access ann@acme.example --code --json").json["code"] for _ in range(20)]

    assert len(set(made)) == 20
    groups = itertools.chain.from_iterable(code.split("-") for code in made)
    assert all(re.fullmatch("[0-9A-Z]{4}", group) for group in groups)
