"""audience --to and gate --to: a list that leaves the house is recorded for each person in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.recipients import brief, settle, shared
from helpers.terminal import Clock, CommandLine

GATE = "gate - --purpose updates --to"
LIST = "ann@acme.example\nbo@smith.example\ncy@example.com\nzed@nowhere.example\n"


@pytest.fixture(autouse=True)
def _buyers(run: CommandLine) -> None:
    """Ann and Bo buy, Cy opts out; Dee only wrote."""
    settle(run)
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --alias ann@home.example")
    for who in ("ann@acme.example", "bo@smith.example", "cy@example.com"):
        run.ok(f"add-purchase {who} --order {who} --product Widget")
    run.once(
        "optout cy@example.com",
        "add-contact dee@example.com",
    )


def test_an_audience_that_is_handed_over_is_recorded_for_each(run: CommandLine) -> None:
    answer = run.ok("audience updates --to mailer")

    assert answer.out == "email,name\nann@acme.example,Ann Lee\nbo@smith.example,\n"
    assert answer.err == "privacyctl: note: disclosure 1: 2 people on record for mailer\n"
    assert brief(run, "1") == [("to", "mailer", ["email", "name"], [])]
    assert shared(run, "1")[0]["purpose"] == "updates"
    assert [len(shared(run, who)) for who in ("2", "3", "4")] == [1, 0, 0]


def test_a_recipient_that_may_have_no_names_gets_none(run: CommandLine) -> None:
    assert run.ok("audience updates --to bare-mailer").out == "email\nann@acme.example\nbo@smith.example\n"
    assert brief(run, "1") == [("to", "bare-mailer", ["email"], [])]

    found = run.ok("audience updates --to bare-mailer --json").json
    assert found["audience"][0] == {"email": "ann@acme.example", "name": None}
    assert (found["recipient"], found["disclosure"], found["changed"]) == ("bare-mailer", 2, True)


@pytest.mark.parametrize("line", ["audience updates --to", f"{GATE}"])
@pytest.mark.parametrize("recipient", ["bmt-micro", "friend"])
def test_without_a_contract_for_it_no_list_is_given_out(run: CommandLine, line: str, recipient: str) -> None:
    answer = run(f"{line} {recipient}", given=LIST)

    assert (answer.status, answer.out) == (1, "")
    assert shared(run, "1") == []


@pytest.mark.parametrize("line", ["audience updates", "gate - --purpose updates"])
def test_without_a_recipient_nothing_is_recorded(run: CommandLine, line: str) -> None:
    before = run.ok("audit --json").json

    run.ok(line, given=LIST)

    assert run.ok("audit --json").json == before


def test_a_list_that_is_handed_over_is_recorded_for_those_that_passed(run: CommandLine) -> None:
    answer = run.ok(f"{GATE} bare-mailer", given=f"{LIST}dee@example.com\n")

    assert answer.out == "ann@acme.example\nbo@smith.example\n"
    assert "disclosure 1: 2 people on record for bare-mailer" in answer.err
    assert brief(run, "1") == [("to", "bare-mailer", ["email"], [])]
    assert [shared(run, who) for who in ("3", "4")] == [[], []]


def test_a_list_with_an_alias_or_an_address_twice_is_about_one_person(run: CommandLine) -> None:
    run.ok(f"{GATE} mailer", given="ann@home.example\nANN@acme.example\nann@acme.example\n")

    assert [one["number"] for one in shared(run, "1")] == [1]


def test_unknown_addresses_pass_where_that_is_said_and_are_on_no_record(run: CommandLine) -> None:
    answer = run.ok(f"{GATE} mailer --keep-unknown", given="zed@nowhere.example\n")

    assert answer.out == "zed@nowhere.example\n"
    assert "nobody on record is handed over to mailer; nothing is recorded" in answer.err
    assert [one["act"] for one in run.ok("audit --json").json["entries"]].count("disclosed") == 0


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ("email,name\nann@acme.example,Ann Lee\n", ["email", "name"]),
        ("First Name,E-Mail,Last Name\nAnn,ann@acme.example,Lee\n", ["email", "name"]),
        ("email\nann@acme.example\n", ["email"]),
        ("Ann Lee <ann@acme.example>\n", ["email", "name"]),
        ("<ann@acme.example>\n", ["email"]),
    ],
)
def test_what_else_a_list_tells_is_part_of_the_hand_off(
    run: CommandLine, given: str, fields: list[str]
) -> None:
    assert run.ok(f"{GATE} mailer", given=given).out == given

    assert brief(run, "1") == [("to", "mailer", fields, [])]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("email,name\nann@acme.example,Ann\n", "not to be given: name"),
        ("Ann Lee <ann@acme.example>\n", "not to be given: name"),
        ("email,phone\nann@acme.example,1\n", "a column 'phone', and no contract can cover that"),
        ("email,\nann@acme.example,secret\n", "a column '', and no contract can cover that"),
        ("email\nann@acme.example,Ann\n", "more cells than the header"),
    ],
)
def test_a_list_that_tells_more_than_the_contract_is_not_given_out(
    run: CommandLine, tmp_path: Path, given: str, sentence: str
) -> None:
    answer = run(f"{GATE} bare-mailer --manifest {tmp_path}/manifest.json", given=given)

    assert (answer.status, answer.out, sentence in answer.err) == (1, "", True)
    assert shared(run, "1") == []
    assert not (tmp_path / "manifest.json").exists()


def test_the_manifest_names_the_recipient_and_can_be_checked(
    run: CommandLine, tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "manifest.json"
    found = run.ok(f"{GATE} mailer --manifest {path} --json", given=LIST).json

    assert (found["recipient"], found["disclosure"], found["changed"]) == ("mailer", 1, True)
    assert json.loads(path.read_text())["recipient"] == "mailer"
    clock.forward(hours=1)
    assert run.ok(f"gate --check {path} --json").json["current"] is True
    run.ok("optout bo@smith.example")
    assert run(f"gate --check {path}").status == 1


def test_a_manifest_from_before_there_were_recipients_is_read(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    run.ok(f"gate - --purpose updates --manifest {path}", given=LIST)

    assert "recipient" not in json.loads(path.read_text())
    run.ok(f"gate --check {path}")


def test_a_manifest_that_is_there_stops_it_before_anything_is_recorded(
    run: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "manifest.json").touch()

    answer = run(f"{GATE} mailer --manifest {tmp_path}/manifest.json", given=LIST)

    assert (answer.status, answer.out) == (2, "")
    assert shared(run, "1") == []


def test_a_manifest_that_cannot_be_written_is_told_with_what_is_recorded(
    run: CommandLine, tmp_path: Path
) -> None:
    answer = run(f"{GATE} mailer --manifest {tmp_path}/none/manifest.json", given=LIST)

    assert (answer.status, answer.out) == (1, "")
    assert (
        "disclosure 1 is recorded, but the list is not given out whole: "
        f"{tmp_path}/none/manifest.json cannot be written: " in answer.err
    )


def test_a_check_takes_no_recipient(run: CommandLine) -> None:
    assert run("gate --check manifest.json --to mailer").status == 2


def test_nobody_in_an_audience_is_no_hand_off(run: CommandLine) -> None:
    run.ok("optout ann@acme.example bo@smith.example")

    answer = run.ok("audience updates --to mailer --json").json

    assert (answer["audience"], answer["disclosure"], answer["changed"]) == ([], None, False)


def test_the_audit_of_a_person_has_the_lists_that_they_were_in(run: CommandLine) -> None:
    run.ok("audience updates --to mailer")

    assert run.acts("audit ann@acme.example")[-1] == "disclosed"
    assert "disclosed" not in run.acts("audit cy@example.com")
