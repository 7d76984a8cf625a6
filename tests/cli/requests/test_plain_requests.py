"""Objections, restrictions and questions: each has a case, a day, and what holds meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpers.terminal import Clock, CommandLine

Mail = Callable[..., str]
KINDS = {"object": "objection", "restrict": "restriction", "question": "question"}


def due(run: CommandLine, within: str = "24h") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run.ok(f"due --within {within} --json").json["requests"]
    return found


@pytest.mark.usefixtures("on_record")
@pytest.mark.parametrize("command", KINDS)
def test_it_gets_a_case_and_a_day(command: str, run: CommandLine, clock: Clock) -> None:
    asked = run.ok(f"{command} ann@acme.example --note 'Because I say so.' --received '1d ago' --json").json

    assert (asked["case"], asked["kind"], asked["changed"]) == (1, KINDS[command], True)
    assert asked["due_at"] == ("2026-11-28T12:00:00Z" if command == "question" else "2026-12-21T23:59:59Z")
    clock.forward(hours=24 * 40)
    assert [(one["case"], one["kind"]) for one in due(run)] == [(1, KINDS[command])]
    assert "Because I say so." in run.ok("requests").out
    assert run.ok("show 1 --json").json["requests"][0]["kind"] == KINDS[command]
    run.ok("close 1 --because answered --note 'wrote to her'")
    assert due(run) == []


@pytest.mark.usefixtures("on_record")
@pytest.mark.parametrize("command", KINDS)
def test_said_twice_it_is_done_once(command: str, run: CommandLine, mail: Mail, clock: Clock) -> None:
    for how in ("--note 'Not so.'", f"--message {mail(sender='Ann Lee <ann@home.example>')}"):
        run.ok(f"{command} ann@acme.example {how}")
        clock.forward(hours=1)
        before = run.db.read_bytes()
        again = run.ok(f"{command} ann@acme.example {how} --json").json
        assert again["changed"] is False
        assert run.db.read_bytes() == before
    count = 1 if command == "restrict" else 2
    assert len(run.ok("requests --json").json["requests"]) == count


@pytest.mark.usefixtures("on_record")
@pytest.mark.parametrize("command", ["object", "question"])
def test_another_word_is_another_case(command: str, run: CommandLine) -> None:
    run.ok(f"{command} ann@acme.example --note 'This.'")

    assert run.ok(f"{command} ann@acme.example --note 'And that.' --json").json["case"] == 2


@pytest.mark.usefixtures("on_record")
@pytest.mark.parametrize("command", KINDS)
def test_an_earlier_receipt_moves_the_day_and_a_later_one_does_not(command: str, run: CommandLine) -> None:
    first = run.ok(f"{command} ann@acme.example --note 'No.' --received '1d ago' --json").json
    run.ok(f"{command} ann@acme.example --note 'No.'")
    assert run.ok("requests --json").json["requests"][0]["due_at"] == first["due_at"]

    earlier = run.ok(f"{command} ann@acme.example --note 'No.' --received '5d ago' --json").json
    assert earlier["moved_earlier"]
    assert earlier["due_at"] < first["due_at"]


@pytest.mark.usefixtures("on_record")
@pytest.mark.parametrize("command", KINDS)
def test_who_asks(command: str, run: CommandLine, mail: Mail) -> None:
    assert run(f"{command}").status == 2
    assert run(f"{command} 'An Lee' --note x").status == 1  # a mistyped name opens no case
    assert run(f"{command} Acme --note x").status == (0 if command == "question" else 2)
    sent = mail(sender="Ann Lee <ann@acme.example>")
    assert run.ok(f"{command} --message {sent} --json").json["who"] == "ann@acme.example"
    assert run.ok(f"{command} nobody@else.example --note x --json").json["who"] == "nobody@else.example"
    letters = {run.ok(f"{command} {who} --note x --json").json["letter"].partition("case")[0]
               for who in ("bo@acme.example", "nobody@else.example")}  # fmt: skip
    assert len(letters) == 1  # nobody learns from it whether somebody is on record


@pytest.mark.usefixtures("on_record")
def test_an_objection_to_the_news_is_done_at_once(run: CommandLine) -> None:
    run.ok("object ann@acme.example --purpose updates --note 'No news.'")

    assert "ann@acme.example" not in run.ok("audience updates").out
    assert run.ok("requests --json").json["requests"] == []
    assert run.ok("show 1 --json").json["consent"][0]["decision"] == "objected"


@pytest.mark.usefixtures("on_record")
def test_another_objection_leads_to_the_opt_out_and_is_warned_of(run: CommandLine) -> None:
    answer = run.ok("object ann@acme.example --note 'Not for figures.'")

    assert "privacyctl object 1 --purpose updates" in answer.err
    assert "may be a no: case 1" in run.ok("audience updates").err


def test_the_days_of_a_question_are_those_of_the_settings(run: CommandLine) -> None:
    settings = run.db.with_name("privacyctl.toml")
    settings.write_text('[requests]\nquestion = "48h"\n')
    run.ok("add-contact ann@acme.example")

    assert run.ok("question 1 --note x --json").json["due_at"] == "2026-11-24T12:00:00Z"
    settings.write_text('[requests]\nquestion = "soon"\n')
    assert run("question 1 --note y").status == 2


@pytest.mark.usefixtures("on_record")
@pytest.mark.parametrize("command", KINDS)
def test_the_access_document_has_it(command: str, run: CommandLine, tmp_path: Any) -> None:
    run.ok(f"{command} ann@acme.example --note 'Because I say so.'")
    run.ok(f"access ann@acme.example --confirmed voice --out '{tmp_path / 'out'}'")

    (page,) = (tmp_path / "out").glob("*.html")
    assert f"Case 1: {KINDS[command]}" in page.read_text("utf-8")
    assert "Because I say so." in page.read_text("utf-8")
