"""A change that a mail from no address on file asks for waits until it is confirmed who asks, whatever the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cli.conftest import Mail
    from helpers.terminal import CommandLine

CHANGES = {
    "name": "correct ann.lee@acme.example --name 'Zed Zero'",
    "company": "correct ann.lee@acme.example --company Zero",
    "email": "correct ann.lee@acme.example --email zed@stranger.example",
    "product": "correct ann.lee@acme.example --order 7 --product Gadget",
    "quantity": "correct ann.lee@acme.example --order 7 --quantity 9",
    "amount": "correct ann.lee@acme.example --order 7 --amount 9 --currency EUR",
    "ordered_at": "correct ann.lee@acme.example --order 7 --on 2026-10-01",
}
STRANGERS = {
    "another address": "Ann Lee <evil@stranger.example>",
    "the address as a name": '"ann.lee@acme.example" <evil@stranger.example>',
    "several senders": "ann.lee@acme.example, evil@stranger.example",
    "nobody": None,
    "a colleague": "bo@acme.example",
    "an address that she had": "ann@old.example",
}


@pytest.fixture(autouse=True)
def _ann(run: CommandLine) -> None:
    run.once(
        "add-contact ann@old.example --name 'Ann Lee' --company Acme",
        "correct 1 --email ann.lee@acme.example --by vendor",
        "add-contact bo@acme.example --company Acme",
        "add-purchase ann.lee@acme.example --order 7 --product Widget",
    )


def stands(run: CommandLine) -> object:
    shown = run.ok("show 1 --json").json
    return shown["contact"], shown["purchases"]


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("sender", STRANGERS)
def test_nothing_is_changed_and_a_case_waits(run: CommandLine, mail: Mail, field: str, sender: str) -> None:
    before = stands(run)
    line = f"{CHANGES[field]} --message {mail('I am Zed.', sender=STRANGERS[sender])}"

    answer = run.ok(line)

    assert stands(run) == before
    assert "Nothing was changed: it is not confirmed yet who asks." in answer.out
    assert "Send this to" not in answer.out
    assert "privacyctl confirm 1 --how" in answer.out
    again = run.ok(f"{line} --json").json
    assert (again["changed"], again["fields"], again["asked"], again["letter"]) == (False, [], [field], None)
    assert [one["open"] for one in run.ok("show 1 --json").json["requests"]] == [True]


@pytest.mark.parametrize("field", CHANGES)
def test_leaving_the_mail_out_the_second_time_changes_nothing(
    run: CommandLine, mail: Mail, field: str
) -> None:
    before = stands(run)
    run.ok(f"{CHANGES[field]} --message {mail(sender='evil@stranger.example')}")

    run.ok(CHANGES[field])

    assert stands(run) == before


def test_a_mail_that_joins_a_case_that_stands_counts_as_well(run: CommandLine, mail: Mail) -> None:
    run.ok("correct ann.lee@acme.example --email zed@stranger.example")  # waits, and has no mail
    run.ok(f"{CHANGES['name']} --message {mail(sender='evil@stranger.example')}")

    run.ok(CHANGES["name"])

    assert run.ok("show 1 --json").json["contact"]["name"] == "Ann Lee"


@pytest.mark.parametrize("field", CHANGES)
def test_confirmed_it_is_done(run: CommandLine, mail: Mail, field: str) -> None:
    before = stands(run)
    line = f"{CHANGES[field]} --message {mail(sender='evil@stranger.example')}"
    run.ok(line)
    run.ok("confirm 1 --how voice")

    answer = run.ok(f"{line} --json").json

    assert answer["fields"] == [field]
    assert stands(run) != before


@pytest.mark.parametrize("field", [field for field in CHANGES if field != "email"])
def test_her_own_mail_is_her_word(run: CommandLine, mail: Mail, field: str) -> None:
    assert run.ok(f"{CHANGES[field]} --message {mail()} --json").json["fields"] == [field]


def test_a_mail_is_nobodys_request_on_the_vendors_word(run: CommandLine, mail: Mail) -> None:
    answer = run(f"{CHANGES['name']} --by vendor --message {mail(sender='evil@stranger.example')}")

    assert answer.status == 2
    assert run.ok("show 1 --json").json["contact"]["name"] == "Ann Lee"
