"""Who asks by a mail that a form, a robot, a list or we ourselves sent, whatever the command."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from helpers.terminal import CommandLine

ASKING = ("takedown", "optout", "access", "erase", "correct --name 'Ty Po'")
TY = "ty@x.example"
FORM = "Kite form <noreply@form.example>"
ROBOT = "Kite <no-reply@kite.example>"


@pytest.fixture
def letter(run: CommandLine, tmp_path: Path) -> object:
    run.db.with_name("privacyctl.toml").write_text('support = "help@vendor.example"\n')
    run.ok(f"add-contact {TY} --name 'Ty Poe'")

    def saved(sender: str, reply_to: str | None = f"Ty Po <{TY}>") -> str:
        path = tmp_path / "f.eml"
        path.write_text(
            "Received: from a by mx.vendor.example; Sun, 22 Nov 2026 09:14:00 +0000\n"
            f"From: {sender}\n{f'Reply-To: {reply_to}' + chr(10) if reply_to else ''}"
            "Message-ID: <7@form.example>\n\nPlease.\n"
        )
        return shlex.quote(str(path))

    return saved


@pytest.mark.parametrize("command", ASKING)
@pytest.mark.parametrize(
    "sender",
    [
        ROBOT,
        "donotreply+7@kite.example",
        "Nicht-Antworten@kite.example",
        "MAILER-DAEMON@vendor.example",
        "Help <help@vendor.example>",
        "HELP@Vendor.example",
        "Somebody <somebody@elsewhere.example>",
    ],
)
def test_it_acts_on_nobody_and_names_the_other_address(
    run: CommandLine, letter: object, command: str, sender: str
) -> None:
    path = letter(sender)  # type: ignore[operator]
    acts = run.acts()
    name, *more = shlex.split(command)

    answer = run(f"{command} --message {path}")

    assert answer.status == 1
    assert answer.out == ""
    line = shlex.join([name, TY, *more, "--message", *shlex.split(path)])
    assert f" {line}\n" in answer.err
    assert run.acts() == acts


@pytest.mark.parametrize("command", ASKING)
def test_the_line_that_is_named_does_it(run: CommandLine, letter: object, command: str) -> None:
    path = letter(ROBOT)  # type: ignore[operator]
    said = run(f"{command} --message {path}").err
    line = said[said.index("privacyctl --db") :].splitlines()[0]

    words = shlex.split(line)

    assert run(shlex.join(words[words.index("--db") + 2 :])).status == 0


@pytest.mark.parametrize(
    "sender",
    [FORM, "donotreply+7@form.example", "bounce-noreply2@form.example", "wordpress@vendor.example"],
)
def test_a_forms_mail_asks_for_whom_the_form_names(run: CommandLine, letter: object, sender: str) -> None:
    answer = run.ok(f"optout --message {letter(sender)} --json")  # type: ignore[operator]

    assert [one["contacts"] for one in answer.json["optouts"]] == [[1]]
    assert "as the form says" in answer.err


def test_on_a_terminal_it_is_asked_by_number(run: CommandLine, letter: object) -> None:
    line = f"optout --message {letter(ROBOT)}"  # type: ignore[operator]

    asked = run(line, given="1\n", terminal=True)

    assert asked.status == 0
    assert f"1  {TY}" in asked.err
    assert "opted out" in asked.out
    assert run(line, given="\n", terminal=True).status == 1


def test_a_reply_to_of_nobody_on_record_is_named_and_no_more(run: CommandLine, letter: object) -> None:
    path = letter("Somebody <somebody@elsewhere.example>", "else@where.example")  # type: ignore[operator]

    answer = run.ok(f"optout --message {path} --json")

    assert "somebody@elsewhere.example" in answer.out
    assert "else@where.example" in answer.err


def test_a_reply_to_of_somebody_on_record_is_their_own_business(run: CommandLine, letter: object) -> None:
    path = letter(TY, "Ty at home <ty@home.example>")  # type: ignore[operator]

    assert run.ok(f"optout --message {path} --json").json["optouts"][0]["contacts"] == [1]


def test_a_robots_mail_without_another_address_asks_who_it_is(run: CommandLine, letter: object) -> None:
    answer = run(f"optout --message {letter(ROBOT, None)}")  # type: ignore[operator]

    assert answer.status == 1
    assert "optout WHO --message" in answer.err


@pytest.mark.parametrize("sender", [FORM, "help@vendor.example"])
def test_it_is_nobodys_permission_either(run: CommandLine, letter: object, sender: str) -> None:
    run.ok(f"add-contact {TY} --alias noreply@form.example --alias help@vendor.example")
    path = shlex.split(letter(sender))[0]  # type: ignore[operator]

    for line in (
        f"optin {TY} --purpose updates --evidence @{path}",
        f"add-testimonial {TY} --quote Good. --attribution 'T. P.' --at /x --permission @{path}",
    ):
        assert run(line).status == 1


@pytest.mark.parametrize("command", ["access", "erase", "correct --name X", "takedown", "optout"])
def test_without_who_and_mail_it_is_said(run: CommandLine, command: str) -> None:
    answer = run(command)

    assert (answer.status, answer.out) == (2, "")
    assert "it is not said who" in answer.err


def test_the_mails_sender_asks_where_who_is_left_out(run: CommandLine, letter: object) -> None:
    path = letter(TY, None)  # type: ignore[operator]

    assert run.ok(f"access --message {path} --json").json["case"] == 1
