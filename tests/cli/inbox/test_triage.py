"""`triage`: what waits is shown with its words, and what a person says is done by the commands' own duties."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from helpers import maildirs
from helpers.maildirs import WORDS, mail, put, settings
from helpers.terminal import CommandLine

FORWARD = f"""\
see below

---------- Forwarded message ---------
From: Ann Lee <ann@acme.example>
Date: Sun, 22 Nov 2026 at 09:00
Subject: my quote
To: <help@v.example>

{WORDS}"""


@pytest.fixture
def box(run: CommandLine, tmp_path: Path) -> Path:
    settings(run.db, f"name = 'support'\nmaildir = '{tmp_path / 'box'}'")
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    run.ok(
        "add-testimonial ann@acme.example --quote 'Saved us weeks.' --attribution 'Ann L.' --at /c.html"
        " --permission 'Yes.' --received '60d ago'"
    )
    return maildirs.maildir(tmp_path / "box")


def waiting(run: CommandLine) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run.ok("triage --json").json["letters"]
    return found


def test_a_letter_is_shown_with_all_that_is_known_of_it(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail())
    run.ok("inbox")

    (letter,) = waiting(run)
    assert letter["letter"] == 1
    assert letter["from"] == "ann@acme.example"
    assert letter["subject"] == "my quote"
    assert letter["received_at"] == "2026-11-22T10:00:00Z"
    assert letter["likely"] == ["takedown"]
    assert letter["text"] == WORDS
    assert letter["contact"] == 1
    assert letter["on_show"] == [{"publication": 1, "kind": "testimonial", "where": ["/c.html"]}]
    assert letter["seconds_left"] == 22 * 3600
    assert WORDS in run("triage").out


def test_likely_requests_come_first_and_every_letter_comes(run: CommandLine, box: Path) -> None:
    put(
        box,
        "1.host",
        mail(1, sender="zoe@b.example", subject="licence", words="The installer stops at 40 %."),
    )
    put(box, "2.host", mail(2, received="Sun, 22 Nov 2026 11:00:00 +0000"))
    run.ok("inbox")

    assert [(one["from"], one["likely"]) for one in waiting(run)] == [
        ("ann@acme.example", ["takedown"]),
        ("zoe@b.example", []),
    ]


def test_a_takedown_runs_from_the_receipt_of_the_mail(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail())
    run.ok("inbox")
    run.clock.forward(hours=5)

    answer = run.ok("triage 1 --as takedown --json").json

    assert answer["received_at"] == "2026-11-22T10:00:00Z"
    assert answer["due_at"] == "2026-11-23T10:00:00Z"
    assert (answer["letter"], answer["case"], answer["tasks"], answer["changed"]) == (1, 1, [1], True)
    assert waiting(run) == []
    assert WORDS in run("requests --json").json["requests"][0]["text"]
    again = run("triage 1 --as takedown")
    assert again.status == 0
    assert "already, case 1" in again.out


@pytest.mark.parametrize("read_as", ["access", "correct", "erase", "object", "restrict", "question"])
@pytest.mark.parametrize("sender", ["ann@acme.example", "zoe@nowhere.example"])
def test_each_right_has_its_case_and_its_day(run: CommandLine, box: Path, read_as: str, sender: str) -> None:
    put(box, "1.host", mail(sender=sender))
    run.ok("inbox")

    answer = run.ok(f"triage 1 --as {read_as} --json").json

    assert answer["case"] is not None
    assert answer["due_at"] > "2026-11-2"
    assert waiting(run) == []
    assert "ann@acme.example" in run("contacts").out  # nobody is erased by a letter


def test_an_optout_is_done_at_once(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail(words="No more news, please."))
    run.ok("inbox")
    run.ok("triage 1 --as optout")

    assert [one["at"] for one in run("show ann@acme.example --json").json["consent"]][-1:] == [
        "2026-11-22T10:00:00Z"
    ]


@pytest.mark.parametrize("read_as", ["order", "none"])
def test_of_a_letter_that_asks_for_nothing_the_words_go(run: CommandLine, box: Path, read_as: str) -> None:
    put(box, "1.host", mail(words="Where is the licence key, I wonder?"))
    run.ok("inbox")
    assert b"I wonder" in run.db.read_bytes()
    run.ok(f"triage 1 --as {read_as}")

    assert b"I wonder" not in run.db.read_bytes()
    assert waiting(run) == []
    answer = run("triage 1 --as takedown")
    assert answer.status == 1
    assert "its words are kept no more" in answer.err


def test_who_asks_is_asked_where_the_letter_does_not_say_it(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail(sender="boss@v.example", subject="Fwd: my quote", words=FORWARD))
    run.ok("inbox")
    (letter,) = waiting(run)
    assert (letter["from"], letter["others"]) == (None, ["ann@acme.example"])

    answer = run("triage 1 --as takedown")

    assert answer.status == 1
    assert "if it is from ann@acme.example: privacyctl triage 1 ann@acme.example --as takedown" in answer.err
    assert run("requests --json").json["requests"] == []
    assert run.ok("triage 1 ann@acme.example --as takedown --json").json["who"] == "ann@acme.example"


def test_a_second_right_in_one_letter_is_taken_too(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail(words=f"{WORDS} And tell me what you have on me."))
    run.ok("inbox")
    run.ok("triage 1 --as takedown")
    run.ok("triage 1 --as access")

    kinds = {one["kind"] for one in run("requests --json").json["requests"]}
    assert kinds == {"takedown", "access"}


def test_a_second_letter_joins_the_case_and_its_words_are_kept(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail(1, words="What do you have on me?"))
    put(box, "2.host", mail(2, words="Please also send it on paper."))
    run.ok("inbox")
    for letter in (1, 2):
        run.ok(f"triage {letter} --as access")

    (case,) = run("requests --json").json["requests"]
    assert "What do you have on me?" in case["text"]
    assert "also send it on paper" in case["text"]


def test_a_reply_joins_its_own_person_alone(run: CommandLine, box: Path) -> None:
    run.ok("question ann@acme.example --note 'Where is my data?'")
    put(box, "1.host", mail(1, words="On your server, I mean."))
    put(box, "2.host", mail(2, sender="eve@x.example", words="And mine?"))
    run.ok("inbox")

    assert run.ok("triage 1 1 --as reply --json").json["case"] == 1
    assert "On your server" in run("requests --json").json["requests"][0]["text"]
    refused = run("triage 2 1 --as reply")
    assert refused.status == 1
    assert "And mine" not in run("requests --json").json["requests"][0]["text"]
    assert len(waiting(run)) == 1


def test_stats_count_what_was_missed_first(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail(1))
    put(
        box,
        "2.host",
        mail(2, sender="zoe@b.example", words="The installer stops at 40 %.", subject="licence"),
    )
    run.ok("inbox")
    run.ok("triage 1 --as takedown")
    run.ok("triage 2 --as question")

    found = run("triage --stats --json").json
    assert (found["decided"], found["requests"], found["found"], found["missed"]) == (2, 2, 1, 1)
    assert "1 stood among the letters that looked like none" in run("triage --stats").out


def test_an_erasure_takes_the_words_of_every_letter(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail(1, words="Erase me, says Quirinius."))
    put(box, "2.host", mail(2, words="A second letter of Quirinius."))
    put(
        box,
        "3.host",
        mail(3, sender="form@v.example", words="name: Q\nemail: ann@acme.example\nmessage: Quirinius again"),
    )
    run.ok("inbox")
    run.ok("triage 1 --as erase")
    run.ok("triage 3 ann@acme.example --as question")
    run.ok("erase ann@acme.example --confirmed account")

    assert b"Quirinius" not in run.db.read_bytes()
    assert b"ann@acme" not in run.db.read_bytes()
    assert waiting(run) == []


def test_purge_empties_a_letter_ninety_days_after_it_was_decided(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail(1, words="Nevermore, quoth I."))
    put(box, "2.host", mail(2, words="Still waiting, quoth I."))
    run.ok("inbox")
    run.ok("triage 1 --as question")
    run.ok("close 1 --because answered --note 'Told them.'")
    run.clock.forward(hours=24 * 89)
    run.ok("purge --clock-is-right")
    assert b"Nevermore" in run.db.read_bytes()
    run.clock.forward(hours=48)
    run.ok("purge --clock-is-right")

    assert b"Nevermore" not in run.db.read_bytes()
    assert [one["text"] for one in waiting(run)] == ["Still waiting, quoth I."]


def test_access_hands_out_the_letters(run: CommandLine, box: Path, tmp_path: Path) -> None:
    put(box, "1.host", mail(1, words="What do you have on me?"))
    run.ok("inbox")
    run.ok("triage 1 --as access")
    run.ok(f"access ann@acme.example --confirmed account --out {tmp_path / 'out'}")

    (made,) = (tmp_path / "out").glob("*.json")
    assert '"read_as"' in made.read_text()
    assert "What do you have on me?" in made.read_text()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("triage 9 --as none", "there is no letter 9"),
        ("triage --as none", "it is not said which letter"),
        ("triage 1 ann@acme.example", "it is not said what the letter asks"),
        ("triage 1 --as erased", "none of takedown"),
        ("triage 1 --as reply", "it is not said which case"),
        ("triage --stats --as none", "--stats stands alone"),
    ],
)
def test_what_is_mistyped_is_said(run: CommandLine, box: Path, line: str, said: str) -> None:
    put(box, "1.host", mail())
    run.ok("inbox")

    answer = run(line)
    assert answer.status in (1, 2)
    assert said in answer.err


def test_on_a_terminal_one_key_says_what_a_letter_asks(
    run: CommandLine, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        put(box, f"{number}.host", mail(number, subject=f"letter {number}", words=f"{WORDS} {number}\x1b[2J"))
    run.ok("inbox")
    keys = iter("\rtzsnnnx")
    monkeypatch.setattr("typer.getchar", lambda: next(keys))
    answers = iter([True, False, False])
    monkeypatch.setattr("typer.confirm", lambda *_, **__: next(answers))

    said = run("triage", terminal=True).out

    assert "[1 of 4]" in said
    assert "Please take my quote off your website. 0" in said
    assert "\x1b[2J" not in said
    assert "Letter 1 is case 1: takedown of ann@acme.example" in said
    assert [one["letter"] for one in waiting(run)] == [2, 4]  # skipped, and left by x
