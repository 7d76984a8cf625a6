"""announce --to: whoever sends a notice is given its audience within the contract, and once on record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.notices import SURVEYS, WORDS, settle, tell
from helpers.recipients import brief, shared
from helpers.terminal import Clock, CommandLine

SETTINGS = f"""
[recipients.mailer]
purposes = ["updates", "surveys"]
fields = ["email", "name"]

[recipients.bare-mailer]
purposes = ["surveys"]
fields = ["email"]

[recipients.news-mailer]
purposes = ["updates"]
fields = ["email", "name"]

[recipients.counter]
purposes = ["surveys"]
fields = ["product"]
{SURVEYS}"""


@pytest.fixture(autouse=True)
def _buyers(run: CommandLine) -> None:
    """Ann and Bo bought; Cy did too, and wants no mail."""
    settle(run, SETTINGS)
    run.ok("add-contact ann@example.com --name 'Ann Lee'")
    for number, name in enumerate(("ann", "bo", "cy"), start=1):
        run.ok(f"add-purchase {name}@example.com --order {number} --product Widget")
    run.ok("optout cy@example.com")


def promise(run: CommandLine, name: str) -> str:
    found = run.ok("policy --json").json["promises"]
    return str(next(one["verdict"] for one in found if one["promise"] == name))


def test_the_audience_is_on_record_for_each_person_with_the_notice(run: CommandLine, tmp_path: Path) -> None:
    answer = tell(run, tmp_path, more="--to mailer")

    assert answer.status == 0
    assert "Disclosure 1: 2 people on record for mailer.\n" in answer.out
    assert (tmp_path / "told" / "audience.csv").read_text() == (
        "email,name\nann@example.com,Ann Lee\nbo@example.com,\n"
    )
    assert json.loads((tmp_path / "told" / "manifest.json").read_text())["recipient"] == "mailer"
    assert brief(run, "1") == [("to", "mailer", ["email", "name"], [])]
    assert [(one["purpose"], one["at"]) for one in shared(run, "2")] == [("surveys", "2026-11-22T12:00:00Z")]
    assert shared(run, "3") == []
    entry = run.entries()[-1]
    assert (entry["act"], entry["disclosures"], entry["people"]) == ("announced", [1], 2)


def test_a_recipient_that_may_have_no_names_gets_none(run: CommandLine, tmp_path: Path) -> None:
    found = tell(run, tmp_path, more="--to bare-mailer --json").json

    assert (found["recipient"], found["disclosure"], found["changed"]) == ("bare-mailer", 1, True)
    assert (tmp_path / "told" / "audience.csv").read_text() == "email\nann@example.com\nbo@example.com\n"
    assert brief(run, "1") == [("to", "bare-mailer", ["email"], [])]


@pytest.mark.parametrize(
    ("recipient", "said"),
    [
        ("news-mailer", "is to be given nothing for the purpose 'surveys'"),
        ("counter", "is not to be given: email"),
        ("friend", "there is no contract with 'friend'"),
    ],
)
def test_without_a_contract_for_it_nothing_is_announced_nor_written(
    run: CommandLine, tmp_path: Path, recipient: str, said: str
) -> None:
    before = run.acts()

    answer = tell(run, tmp_path, more=f"--to {recipient}")

    assert (answer.status, answer.out) == (1, "")
    assert said in answer.err
    assert run.acts() == before
    assert not (tmp_path / "told").exists()


def test_without_a_recipient_nobody_is_on_record_as_handed_over(run: CommandLine, tmp_path: Path) -> None:
    found = tell(run, tmp_path, more="--json").json

    assert not {"recipient", "disclosure"} & set(found)
    assert shared(run, "1") == []


def test_said_twice_it_is_one_hand_off(run: CommandLine, clock: Clock, tmp_path: Path) -> None:
    tell(run, tmp_path, more="--to mailer")
    before = run.acts()
    clock.forward(hours=1)

    again = tell(run, tmp_path, more="--to mailer")

    assert "Disclosure 1: 2 people on record for mailer since Sun 22 Nov 2026 12:00 UTC.\n" in again.out
    assert run.acts() == before
    assert len(shared(run, "1")) == 1
    assert tell(run, tmp_path, more="--to mailer --json").json["changed"] is False


def test_a_lost_audience_is_written_again_for_the_recipient_it_was_for(
    run: CommandLine, tmp_path: Path
) -> None:
    tell(run, tmp_path, more="--to bare-mailer")
    audience = tmp_path / "told" / "audience.csv"
    before = audience.read_bytes()
    audience.unlink()

    assert tell(run, tmp_path, more="--to bare-mailer").status == 0
    assert audience.read_bytes() == before
    assert len(shared(run, "1")) == 1


def test_what_a_contract_was_widened_by_since_is_in_no_list_of_before(
    run: CommandLine, tmp_path: Path
) -> None:
    tell(run, tmp_path, more="--to bare-mailer")
    settle(run, SETTINGS.replace('["email"]', '["email", "name"]'))

    tell(run, tmp_path, more=f"--to bare-mailer --out '{tmp_path}/new'")

    assert (tmp_path / "new" / "audience.csv").read_text() == "email\nann@example.com\nbo@example.com\n"
    assert brief(run, "1") == [("to", "bare-mailer", ["email"], [])]


def test_what_a_contract_was_narrowed_by_since_is_not_handed_over_again(
    run: CommandLine, tmp_path: Path
) -> None:
    tell(run, tmp_path, more="--to mailer")
    settle(run, SETTINGS.replace('["updates", "surveys"]\nfields = ["email", "name"]',
                                 '["updates", "surveys"]\nfields = ["email"]'))  # fmt: skip

    answer = tell(run, tmp_path, more=f"--to mailer --out '{tmp_path}/new'")

    assert answer.status == 1
    assert "mailer is not to be given: name" in answer.err
    assert not (tmp_path / "new").exists()


def test_a_notice_that_stands_can_be_handed_over_later_without_those_who_said_no_since(
    run: CommandLine, clock: Clock, tmp_path: Path
) -> None:
    tell(run, tmp_path)
    clock.forward(hours=1)
    run.ok("optout bo@example.com --purpose surveys")

    refused = tell(run, tmp_path, more="--to mailer")
    assert refused.status == 2
    assert "was written for another recipient" in refused.err
    assert shared(run, "1") == []
    found = tell(run, tmp_path, more=f"--to mailer --out '{tmp_path}/theirs' --json").json

    assert (found["changed"], found["opens_at"]) == (True, "2026-12-22T12:00:00Z")
    assert (tmp_path / "theirs" / "audience.csv").read_text() == "email,name\nann@example.com,Ann Lee\n"
    assert [len(shared(run, who)) for who in ("1", "2")] == [1, 0]
    assert run.acts()[-1] == "disclosed"
    refused = tell(run, tmp_path, more=f"--out '{tmp_path}/theirs'")
    assert (refused.status, "was written for a recipient" in refused.err) == (2, True)


def test_another_notice_is_a_hand_off_of_its_own(run: CommandLine, clock: Clock, tmp_path: Path) -> None:
    tell(run, tmp_path, more="--to mailer")
    clock.forward(hours=1)

    other = [
        tell(run, tmp_path, words="Other words.", more=f"--to {to} --out '{tmp_path}/{to}' --json").json
        for to in ("mailer", "bare-mailer", "mailer")
    ]

    assert [(one["disclosure"], one["changed"]) for one in other] == [(2, True), (3, True), (2, False)]
    assert [one["recipient"] for one in shared(run, "1")] == ["mailer", "mailer", "bare-mailer"]


def test_where_nobody_is_to_be_told_nothing_is_handed_over(run: CommandLine, tmp_path: Path) -> None:
    run.ok("optout ann@example.com bo@example.com")

    answer = tell(run, tmp_path, more="--to mailer")

    assert answer.status == 0
    assert "Nobody is to be told, so nothing is recorded for mailer." in answer.out
    assert tell(run, tmp_path, more="--to mailer --json").json["disclosure"] is None
    assert shared(run, "1") == []


def test_to_tell_people_is_no_use_of_the_purpose_that_is_shut(run: CommandLine, tmp_path: Path) -> None:
    tell(run, tmp_path, more="--to mailer")

    assert [promise(run, name) for name in ("P4", "P8")] == ["kept", "kept"]
    assert run("audience surveys --to mailer").status == 1
    assert len(shared(run, "1")) == 1


def test_whoever_asks_what_is_held_is_told_of_it(run: CommandLine, tmp_path: Path) -> None:
    tell(run, tmp_path, more="--to mailer")

    run.ok(f"access ann@example.com --confirmed voice --out '{tmp_path}/answer'")

    document = json.loads((tmp_path / "answer" / "access-case-1.json").read_text())
    assert [one["recipient"] for one in document["held"]["disclosures"]] == ["mailer"]
    assert WORDS in json.dumps(document)


def test_whoever_is_corrected_after_it_is_on_a_list_with_the_old_address(
    run: CommandLine, tmp_path: Path
) -> None:
    tell(run, tmp_path, more="--to mailer")

    answer = run.ok("correct ann@example.com --email ann@new.example --by vendor")

    assert "mailer was handed a list with the old address" in answer.err
