"""An address that differs by a tag alone, or at Gmail by dots, from one that opted out: named, as a doubt."""

from __future__ import annotations

import pytest

from helpers.terminal import CommandLine
from privacyctl.model.address import mailbox

PAIRS = [
    ("Ann+news@x.example", "ann@x.example"),
    ("ann@x.example", "ann+news@x.example"),
    ("ann+a@x.example", "ANN+b@x.example"),
    ("a.nn@gmail.com", "ann@gmail.com"),
    ("ann@gmail.com", "a.n.n@googlemail.com"),
    ("an.n+x@gmail.com", "ann@gmail.com"),
]
OTHERS = [
    ("a.nn@x.example", "ann@x.example"),
    ("ann+news@x.example", "ann@y.example"),
    ("ann+news@x.example", "anna@x.example"),
    ("+news@x.example", "ann@x.example"),
]
WORDS = "in doubt, and not left out: contact 1 with an address that differs by a tag"


def buys(run: CommandLine, address: str) -> None:
    run.ok(f"add-purchase {address} --order 1 --product W")


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize(("said_no", "other"), PAIRS)
def test_who_is_near_to_a_no_is_named_and_not_left_out(
    run: CommandLine, said_no: str, other: str, is_known: bool
) -> None:
    buys(run, other)
    if is_known:
        run.ok(f"add-contact {said_no}")

    said = run.ok(f"optout {said_no}")
    assert WORDS in said.err
    assert "privacyctl optout 1" in said.err
    assert run.ok(f"optout {said_no} --json").json["optouts"][0]["near"] == [1]
    assert WORDS in run.ok("audience updates").err
    assert run.ok("audience updates --json").json["near"] == [1]
    gated = run.ok("gate - --purpose updates --json", given=f"{other}\n").json
    assert (gated["near"], gated["near_unknown"], len(gated["rows"])) == ([1], 0, 1)
    assert WORDS in run.ok("gate - --purpose updates", given=f"{other}\n").err

    run.ok("optout 1")
    assert "in doubt" not in run.ok("audience updates").err + run.ok(f"optout {said_no}").err
    run.ok("doctor")


@pytest.mark.parametrize(("said_no", "other"), OTHERS)
def test_another_mailbox_is_not_near(run: CommandLine, said_no: str, other: str) -> None:
    buys(run, other)

    assert "in doubt" not in run.ok(f"optout {said_no}").err + run.ok("audience updates").err


def test_rows_of_nobody_on_record_are_counted(run: CommandLine) -> None:
    run.ok("optout ann+news@x.example")
    passed = run.ok("gate - --purpose updates --keep-unknown", given="ann@x.example\nbo@x.example\n")

    assert "in doubt, and not left out: 1 row with" in passed.err


def test_a_yes_ends_the_doubt_that_its_no_had_made(run: CommandLine) -> None:
    buys(run, "ann@x.example")
    run.ok("add-contact ann+news@x.example")
    run.ok("optout ann+news@x.example --received '3h ago'")
    run.ok("optin ann+news@x.example --purpose updates --evidence 'yes again' --received '1h ago'")

    assert "in doubt" not in run.ok("audience updates").err
    assert run.ok("audit --verify --json").json["rows"] == []


def test_one_opt_out_counts_as_one(run: CommandLine) -> None:
    run.ok("optout ann+news@x.example")

    p4 = next(one for one in run.ok("policy --json").json["promises"] if one["promise"] == "P4")
    assert p4["figures"]["closed"] == 1


def test_a_local_part_that_is_a_tag_alone_stays(run: CommandLine) -> None:
    assert mailbox("+news@x.example") == "+news@x.example"
