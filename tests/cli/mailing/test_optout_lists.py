"""optout warns of the lists with them that somebody else has, and may use yet."""

from __future__ import annotations

import contextlib

import pytest

from helpers.notices import SURVEYS, settle
from helpers.terminal import Answer, Clock, CommandLine
from privacyctl.model.consent import Purpose
from privacyctl.model.disclosure import Handed
from privacyctl.model.ids import ContactId
from privacyctl.store import Store, disclosures

WARNING = (
    "privacyctl: warning: a list with contact 1 went to mailer on Sun 22 Nov 2026 12:00 UTC:"
    " take them off there too, or hand over a new list\n"
)
SETTINGS = f"""
[recipients.mailer]
purposes = ["updates"]
fields = ["email", "name"]
{SURVEYS}"""


@pytest.fixture(autouse=True)
def _buyers(run: CommandLine) -> None:
    """Ann and Bo of Acme bought."""
    settle(run, SETTINGS)
    for number, name in enumerate(("ann", "bo"), start=1):
        run.ok(f"add-contact {name}@acme.example --name '{name.title()} Lee' --company Acme")
        run.ok(f"add-purchase {name}@acme.example --order {number} --product Widget")


def hand(
    run: CommandLine, via: Handed, *, purpose: str = "updates", to: str = "mailer", people: int = 1
) -> None:
    with contextlib.closing(Store.open(run.db, run.clock)) as store, store.transaction() as tx:
        disclosures.add(
            tx,
            to,
            Purpose(purpose),
            ("email",),
            via,
            at=tx.now,
            people=[ContactId(one + 1) for one in range(people)],
            orders=(),
        )
        tx.record("disclosed")


def lists(answer: Answer) -> list[tuple[int, str, str]]:
    return [
        (to["contact"], to["recipient"], to["handed_at"])
        for one in answer.json["optouts"]
        for to in one["lists"]
    ]


def test_whoever_has_a_list_with_them_is_named_with_the_day(run: CommandLine, clock: Clock) -> None:
    run.ok("gate - --purpose updates --to mailer", given="ann@acme.example\n")
    clock.forward(hours=24)

    answer = run.ok("optout ann@acme.example")

    assert answer.err == WARNING
    assert answer.out == "ann@acme.example: opted out of updates\n"


def test_a_program_is_told_too(run: CommandLine) -> None:
    run.ok("audience updates --to mailer")

    answer = run.ok("optout ann@acme.example --json")

    assert lists(answer) == [(1, "mailer", "2026-11-22T12:00:00Z")]
    assert answer.err == WARNING


@pytest.mark.parametrize("via", [Handed.AUDIENCE, Handed.GATE, Handed.EXPORT, Handed.NOTICE])
def test_every_kind_of_list_counts(run: CommandLine, via: Handed) -> None:
    hand(run, via)

    assert run.ok("optout ann@acme.example").err == WARNING


def test_what_was_sent_of_one_person_is_no_list(run: CommandLine) -> None:
    hand(run, Handed.TYPED)

    assert run.ok("optout ann@acme.example").err == ""


@pytest.mark.parametrize(("days", "count"), [(30, 1), (31, 0)])
def test_a_list_of_more_than_a_month_ago_was_used(
    run: CommandLine, clock: Clock, days: int, count: int
) -> None:
    hand(run, Handed.AUDIENCE)
    clock.forward(hours=24 * days)

    assert len(lists(run.ok("optout ann@acme.example --json"))) == count


def test_only_the_last_list_of_a_recipient_is_named(run: CommandLine, clock: Clock) -> None:
    hand(run, Handed.AUDIENCE)
    hand(run, Handed.AUDIENCE, to="other")
    clock.forward(hours=1)
    hand(run, Handed.GATE)

    assert lists(run.ok("optout ann@acme.example --json")) == [
        (1, "mailer", "2026-11-22T13:00:00Z"),
        (1, "other", "2026-11-22T12:00:00Z"),
    ]


@pytest.mark.parametrize(
    ("purpose", "declined", "count"),
    [
        ("updates", "updates", 1),
        ("surveys", "surveys", 1),
        ("surveys", "updates", 1),  # a no to the news covers the vendor's own purposes
        ("updates", "surveys", 0),
        ("order", "updates", 0),
        ("customer-list", "updates", 0),
    ],
)
def test_it_is_about_what_they_opted_out_of(
    run: CommandLine, purpose: str, declined: str, count: int
) -> None:
    hand(run, Handed.EXPORT, purpose=purpose)

    assert len(lists(run.ok(f"optout ann@acme.example --purpose {declined} --json"))) == count


def test_a_list_for_what_they_allowed_since_may_be_used(run: CommandLine, clock: Clock) -> None:
    run.ok("optin ann@acme.example --purpose surveys --evidence 'Ask me.'")
    hand(run, Handed.AUDIENCE, purpose="surveys")
    clock.forward(hours=1)

    assert lists(run.ok("optout ann@acme.example --received '2h ago' --json")) == []
    assert len(lists(run.ok("optout ann@acme.example --json"))) == 1


def test_it_is_said_again_as_long_as_the_list_may_be_used(run: CommandLine) -> None:
    hand(run, Handed.AUDIENCE)
    run.ok("optout ann@acme.example")

    again = run.ok("optout ann@acme.example --json")

    assert (again.json["changed"], len(lists(again))) == (False, 1)


def test_of_a_company_everybody_on_the_list_is_named_by_number(run: CommandLine) -> None:
    hand(run, Handed.AUDIENCE, people=2)

    answer = run.ok("optout Acme ann@acme.example")

    assert answer.err == WARNING.replace("a list with contact 1", "lists with contacts 1, 2").replace(
        "mailer on", "mailer, the last on"
    )


def test_of_many_they_are_counted(run: CommandLine) -> None:
    for number in range(3, 26):
        run.ok(f"add-contact c{number}@acme.example --company Acme")
    hand(run, Handed.AUDIENCE, people=25)

    assert "warning: lists with 25 of these contacts went to mailer, the last on" in run.ok("optout Acme").err


def test_of_a_stranger_nothing_is_said(run: CommandLine) -> None:
    run.ok(
        "gate - --purpose updates --keep-unknown --to mailer", given="zed@nowhere.example\nann@acme.example\n"
    )

    answer = run.ok("optout zed@nowhere.example --json")

    assert (answer.err, lists(answer)) == ("", [])


def test_whose_address_was_corrected_is_warned_of_under_the_old_one_too(run: CommandLine) -> None:
    hand(run, Handed.AUDIENCE)
    run.ok("correct 1 --email ann@new.example --by vendor")

    assert run.ok("optout ann@acme.example").err == WARNING
