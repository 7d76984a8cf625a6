"""What is written to whoever was erased or corrected: the words, and where they go."""

from __future__ import annotations

import re

import pytest

from helpers.recipients import settle
from helpers.terminal import CommandLine
from privacyctl.duties import proofs

ERASE = "erase ann@acme.example --confirmed voice"
SETTINGS = """
vendor = "Vendor GmbH"
support = "privacy@vendor.example"
[recipients.partner]
purposes = ["order"]
fields = ["email", "name"]
"""


@pytest.fixture(autouse=True)
def ann(run: CommandLine) -> None:
    settle(run, SETTINGS)
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --alias ann@home.example")


def flat(text: str) -> str:
    return " ".join(text.split())


def in_answer(letter: str) -> str:
    """A letter as it is set in under what is said."""
    return "\n".join(f"  {line}".rstrip() for line in letter.splitlines())


@pytest.fixture
def used(run: CommandLine) -> None:
    """She bought, was handed over, is on show, and waits for a copy of her data."""
    run.once(
        "add-purchase ann@acme.example --order ORD-1001 --product Widget",
        "disclose 1 --to partner --purpose order --fields email,name",
        (
            "add-testimonial 1 --quote 'It saved us weeks.' --attribution 'Ann L.' --at https://vendor.example/w"
            " --permission 'Yes.'"
        ),
    )


@pytest.mark.usefixtures("used")
def test_after_an_erasure_the_last_mail_and_its_address_are_said(run: CommandLine) -> None:
    found = run.ok(f"{ERASE} --keep-orders 2036-12-31 --because 'tax law, ten years' --json").json

    letter = flat(found["letter"])
    assert found["to"] == "ann@acme.example"
    assert "it is case 1 of ours. It is done." in letter
    assert "your orders, without your name and address, until Wed 31 Dec 2036 23:59 UTC" in letter
    assert "kept: tax law, ten years" in letter
    assert "your addresses as keyed hashes, out of which nobody can read them again" in letter
    assert "it can take up to 24 hours until it is gone" in letter
    assert "had the data from us, or gave it to us: partner." in letter
    assert re.fullmatch(".* Vendor GmbH privacy@vendor.example record [0-9]+ [0-9a-f]{8}", letter)
    assert [word for word in ("Ann", "ann@", "ORD-1001") if word in letter] == []


def test_it_says_nothing_of_what_there_was_not(run: CommandLine) -> None:
    letter = flat(run.ok(f"{ERASE} --json").json["letter"])

    assert "It is done." in letter
    assert [word for word in ("orders", "24 hours", "We also tell") if word in letter] == []


def test_on_the_screen_it_stands_before_the_search_which_may_take_long(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(proofs, "prove", killed)

    answer = run(ERASE)

    assert answer.status == 130
    assert "Send this to ann@acme.example, and note the address down" in answer.out
    assert "  You asked us to erase the data" in answer.out


def test_before_it_is_confirmed_and_a_second_time_there_is_no_letter(run: CommandLine) -> None:
    assert "letter" not in run.ok("erase 1 --json").json
    assert "letter" not in run.ok("erase 1 --dry-run --json").json
    run.ok(ERASE)

    assert "letter" not in run.ok("erase 1 --json").json
    assert "Hello" not in run.ok("erase 1").out


@pytest.mark.usefixtures("used")
def test_after_a_correction_the_new_address_gets_word(run: CommandLine) -> None:
    found = run.ok("correct 1 --email ann@new.example --name 'Ann Leigh' --confirmed voice --json").json

    letter = flat(found["letter"])
    assert found["to"] == "ann@new.example"
    assert "it is case 1 of ours. It is done: your name, your address." in letter
    assert "goes to this address and no more to the old one" in letter
    assert "gave it to us: partner." in letter
    assert [word for word in ("Ann", "ann@") if word in letter] == []


def test_a_name_that_was_put_right_moves_no_mail(run: CommandLine) -> None:
    answer = run.ok("correct 1 --name 'Ann Leigh'").out

    assert "Send this to ann@acme.example, the address on file:" in answer
    assert "It is done: your name." in flat(answer)
    assert "old one" not in answer


@pytest.mark.parametrize("line", ["--name 'Ann Leigh' --by vendor", "--name 'Ann Lee'"])
def test_nobody_is_written_to_who_did_not_ask_or_where_nothing_changed(run: CommandLine, line: str) -> None:
    found = run.ok(f"correct 1 {line} --json").json

    assert (found["to"], found["letter"]) == (None, None)


@pytest.mark.usefixtures("used")
def test_whom_to_tell_of_a_correction_is_said_though_the_search_fails(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(proofs, "prove", killed)

    assert "they were given Ann Lee" in run("correct 1 --name 'Ann Leigh'").out
    found = run("correct 1 --name 'Ann Lea' --json")
    assert (found.status, found.json["tell"][0]["old"]) == (130, ["Ann Leigh"])


def test_a_purge_writes_to_nobody(run: CommandLine) -> None:
    assert "letter" not in run.ok("purge --json").json


@pytest.mark.usefixtures("used")
def test_one_recipient_is_one(run: CommandLine) -> None:
    run.ok("correct 1 --name 'Ann Leigh'")

    assert (
        run.ok("requests --json").json["requests"][0]["closing_note"]
        == "put right: name; 1 recipient to tell"
    )
