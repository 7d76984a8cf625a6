"""A name that was typed for WHO: of somebody on record it is never taken for nobody's, whatever the command."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Mail
    from helpers.terminal import Clock, CommandLine

ASKS = {
    "access": "access WHO",
    "correct": "correct WHO --name 'Ann Moore'",
    "erase": "erase WHO",
    "takedown": "takedown WHO --note x",
}
"""What opens a case for somebody who is not on record."""
OTHERS = {
    "object": "object WHO --note x",
    "object to the news": "object WHO --purpose updates",
    "question": "question WHO --note x",
    "restrict": "restrict WHO --note x",
    "restriction lifted": "restrict WHO --lift --note x",
    "optout": "optout WHO",
    "optin": "optin WHO --purpose updates --evidence yes",
    "disclose": "disclose WHO --to mailer --purpose updates --fields email",
    "show": "show WHO",
    "add-testimonial": "add-testimonial WHO --quote Good. --attribution 'A. L.' --permission y --at /x",
    "correct by vendor": "correct WHO --name 'Ann Moore' --by vendor",
    "erase, foreseen": "erase WHO --dry-run",
    "add-purchase": "add-purchase WHO --order 7 --product Widget",
}
SLIPS = (
    "ann@acme.exmaple",
    "ann@acme.exampl",
    "ann@acne.example",
    "anm@acme.example",
    "anne@acme.example",
    "ann@acme.de",
)
NAMES = ("'Ann Lee'", "'ann lee'", "'ANN  LEE'", "'Lee, Ann'", "'An Lee'", "'Ann Le'")


@pytest.fixture(autouse=True)
def _ann(run: CommandLine, tmp_path: Path) -> None:
    run.db.with_name("privacyctl.toml").write_text(
        '[recipients.mailer]\npurposes = ["updates"]\nfields = ["email"]\n'
    )
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company Acme")


def test_a_name_of_somebody_on_record_is_nobodys_in_no_command(run: CommandLine, mail: Mail) -> None:
    entries = len(run.acts())
    for line in (*ASKS.values(), *OTHERS.values()):
        for name in NAMES:
            answer = run(line.replace("WHO", name))

            assert answer.status in (1, 2), line
            assert answer.out == "", line
            if "add-purchase" not in line and "optin" not in line:  # these two take an address alone
                assert "did you mean contact 1?" in answer.err, line
            assert "add-contact" not in answer.err, line
    assert len(run.acts()) == entries


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("command", [one for one in ASKS | OTHERS if one != "add-purchase"])
def test_a_mistyped_address_names_whom_it_may_mean_whatever_the_command(
    run: CommandLine, command: str, slip: str
) -> None:
    answer = run((ASKS | OTHERS)[command].replace("WHO", slip))

    assert "did you mean contact 1?" in answer.err
    assert "ann@acme.example" not in answer.err


@pytest.mark.parametrize("command", ["optout WHO", "object WHO --note x", "erase WHO"])
@pytest.mark.parametrize(
    "who",
    ["ann@else.example", "joe@acme.example", "hannah@acme.example", "bo@acme.example", "annex@acme.org"],
)
def test_an_address_that_is_somebody_elses_is_near_to_nobody(
    run: CommandLine, command: str, who: str
) -> None:
    assert "did you mean" not in run.ok(command.replace("WHO", who)).err


@pytest.mark.parametrize("command", ASKS)
def test_a_mail_speaks_for_its_sender_and_not_for_a_name_on_record(
    run: CommandLine, mail: Mail, command: str
) -> None:
    line = ASKS[command].replace("WHO", "'Ann Lee'")

    answer = run(f"{line} --message {mail(sender='ann@home.example')}")

    assert answer.status == 1
    assert "did you mean contact 1?" in answer.err
    assert run.ok("requests --json").json["requests"] == []


@pytest.mark.parametrize("command", ASKS)
def test_somebody_else_of_nearly_that_name_gets_a_case_where_that_is_said(
    run: CommandLine, command: str
) -> None:
    line = ASKS[command].replace("WHO", "'Ann Lee'")
    refused = run(line)
    assert f" {line} --unknown" in refused.err

    run.ok(f"{line} --unknown")

    case = run.ok("requests --json").json["requests"][0]
    assert (case["who"].lower(), case["open"]) == ("ann lee", True)


@pytest.mark.parametrize("who", ["maria@lopez.example", "'Maria Lopez'"])
@pytest.mark.parametrize("command", ASKS)
def test_whoever_is_not_on_record_gets_a_case_a_clock_and_an_answer(
    run: CommandLine, clock: Clock, command: str, who: str
) -> None:
    typed = who.strip("'")
    answer = run.ok(ASKS[command].replace("WHO", who))

    said = answer.out + answer.err
    assert "looked for: " in said.replace("Looked", "looked")
    assert "add-contact" not in said
    case = run.ok("requests --json").json["requests"][0]
    assert (case["case"], case["who"].lower(), case["open"]) == (1, typed.lower(), True)
    again = run.ok(ASKS[command].replace("WHO", who) + " --json").json
    assert (again["case"], again["changed"]) == (1, False)
    clock.forward(hours=24 * 29 if command != "takedown" else 23)
    assert [run.ok("due --json").json[one] for one in ("removals", "requests")].count([]) == 1
    run.ok("close 1 --because nothing-found --note 'looked: none'")
    assert run.ok("due").out == ""


@pytest.mark.parametrize("command", ["access", "correct", "erase"])
def test_the_mail_of_somebody_who_is_not_on_record_opens_their_case(
    run: CommandLine, mail: Mail, command: str
) -> None:
    sent = mail(sender="Maria Lopez <maria@lopez.example>", received="Sun, 22 Nov 2026 09:14:00 +0000")
    answer = run.ok(f"{ASKS[command].replace(' WHO', '')} --message {sent} --json").json

    case = run.ok("requests --json").json["requests"][0]
    assert (case["case"], case["received_at"]) == (answer["case"], "2026-11-22T09:14:00Z")


@pytest.mark.parametrize("command", ["correct", "erase"])
def test_put_on_record_later_the_case_is_theirs(run: CommandLine, command: str) -> None:
    run.ok(ASKS[command].replace("WHO", "maria@lopez.example"))
    run.ok("add-contact maria@lopez.example --name 'Maria Lopez'")

    run.ok(ASKS[command].replace("WHO", "maria@lopez.example") + " --confirmed voice")

    assert [(one["case"], one["open"]) for one in run.ok("requests --json").json["requests"]] == [(1, False)]


@pytest.mark.parametrize("command", ["correct", "erase"])
def test_a_number_of_nobody_opens_nothing(run: CommandLine, command: str) -> None:
    assert run(ASKS[command].replace("WHO", "77")).status == 1
    assert run.ok("requests --json").json["requests"] == []


@pytest.mark.parametrize(
    "who", ["contact 1", "Contact 1", "#1", "contact #1", "\uff11", "\u0661", "+1", "1.0", " 1 ", "01"]
)
def test_a_number_however_it_is_written_is_the_contacts(run: CommandLine, who: str) -> None:
    """Hints say `contact 1`, and people copy it."""
    for name, line in ASKS.items():
        run(line.replace("WHO", repr(who)))

        with closing(sqlite3.connect(run.db)) as record:
            people = record.execute("SELECT contact_id FROM request").fetchall()
        assert set(people) == {(1,)}, name


@pytest.mark.parametrize("who", ["contact 9", "#9", "\uff19", "99999999999999999999"])
def test_a_number_of_nobody_opens_no_case(run: CommandLine, who: str) -> None:
    entries = len(run.acts())
    for line in (*ASKS.values(), f"optout --company '{who}'"):
        answer = run(line.replace("WHO", repr(who)))

        assert (answer.status in (1, 2), answer.out) == (True, ""), line
    assert len(run.acts()) == entries
