"""A right counts as kept where the record has the answer and shows who asked, whichever right it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import CommandLine

ANN = "add-contact ann@acme.example --name 'Ann Lee'"
DONE = "close 1 --because answered --note told"


def promise(run: CommandLine, name: str) -> tuple[str, dict[str, int]]:
    found: dict[str, Any] = next(
        one for one in run.ok("policy --json").json["promises"] if one["promise"] == name
    )
    return found["verdict"], found["concerns"]


def mail(folder: Path, sender: str) -> str:
    path = folder / f"{sender}.eml"
    path.write_text(
        "Received: from mx.acme.example by mx.vendor.example; Sun, 22 Nov 2026 11:00:00 +0000\n"
        f"From: <{sender}>\nSubject: x\nMessage-ID: <{sender}>\n\nPlease put my name right.\n"
    )
    return str(path)


UNKNOWN = {
    "a name that was put right on nobody's word": [ANN, "correct 1 --name 'Ann Moore'"],
    "an order that was put right on nobody's word": [
        "add-purchase ann@acme.example --order 7 --product Pro", "correct 1 --order 7 --product Lite",
    ],
    "an objection of an address that was typed": ["object ann@acme.example --note x", DONE],
    "a restriction of an address that was typed": ["restrict ann@acme.example --note x", DONE],
    "an objection that another address wrote": [ANN, "object 1 --message {zoe}", DONE],
    "a restriction that another address wrote": [ANN, "restrict 1 --message {zoe}", DONE],
}  # fmt: skip
KNOWN = {
    "a name by a mail of theirs": [ANN, "correct 1 --name 'Ann Moore' --message {ann}"],
    "a name by a mail of theirs, and the address later": [
        ANN, "correct 1 --name 'Ann Moore' --message {ann}", "correct 1 --email ann@new.example --confirmed voice",
    ],
    "a name by a mail of theirs, who was erased since": [
        ANN, "correct 1 --name 'Ann Moore' --message {ann}", "erase 1 --confirmed voice",
    ],
    "a name that somebody heard them say": [ANN, "correct 1 --name 'Ann Moore' --confirmed voice"],
    "an objection of somebody on record": [ANN, "object 1 --note x", DONE],
    "an objection by a mail of a stranger's own": ["object ann@acme.example --message {ann}", DONE],
    "a restriction that was answered and then lifted": [
        ANN, "restrict 1 --note x", DONE, "restrict 1 --lift --note told",
    ],
}  # fmt: skip


def tell(run: CommandLine, folder: Path, lines: list[str]) -> None:
    mails = {name: mail(folder, f"{name}@acme.example") for name in ("ann", "zoe")}
    for line in lines:
        run.ok(line.format(**mails))


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_answer_to_nobody_known_is_at_risk(run: CommandLine, tmp_path: Path, name: str) -> None:
    tell(run, tmp_path, UNKNOWN[name])

    assert promise(run, "P10") == ("at risk", {"asker-unknown": 1})


@pytest.mark.parametrize("name", KNOWN)
def test_an_answer_to_somebody_who_is_known_is_kept(run: CommandLine, tmp_path: Path, name: str) -> None:
    tell(run, tmp_path, KNOWN[name])

    assert promise(run, "P10") == ("kept", {})


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_mends_it_mends_it(run: CommandLine, tmp_path: Path, name: str) -> None:
    tell(run, tmp_path, UNKNOWN[name])
    if "typed" in name:
        run.ok(ANN)
    if promise(run, "P10")[0] != "kept":
        run.ok("confirm 1 --how voice")

    assert promise(run, "P10") == ("kept", {})


def test_a_restriction_that_was_lifted_unanswered_is_at_risk(run: CommandLine) -> None:
    run.once(ANN, "restrict 1 --note x")

    answer = run.ok("restrict 1 --lift --note 'told her on Monday'")

    assert promise(run, "P10") == ("at risk", {"answered-by-hand": 1})
    assert "nothing on record answers case 1" in answer.err
    assert "no answer is on record" in run.ok("requests").out


@pytest.mark.parametrize("command", ["object", "restrict"])
def test_nothing_is_found_of_nobody_on_record_alone(run: CommandLine, command: str) -> None:
    run.once(ANN, f"{command} 1 --note x", "close 1 --because nothing-found --note x")

    assert promise(run, "P10") == ("at risk", {"held-all-the-same": 1})


def test_what_the_vendor_put_right_unasked_is_nobodys_right(run: CommandLine) -> None:
    run.once(
        "add-purchase ann@acme.example --order 7 --product Pro",
        "disclose 1 --to bmt-micro --purpose order --fields email,name",
        "correct 1 --name 'Ann Moore' --by vendor",
    )

    assert promise(run, "P10") == ("nothing yet", {})


def test_a_question_of_nobody_known_is_at_risk_until_they_are_on_record(run: CommandLine) -> None:
    run.once("question ann@acme.example --note x", DONE)
    assert promise(run, "P11") == ("at risk", {"question-asker-unknown": 1})

    run.ok(ANN)

    assert promise(run, "P11") == ("unknown", {})
