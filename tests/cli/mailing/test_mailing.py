"""optout in all its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.terminal import Clock, CommandLine

BOUGHT = "add-purchase {0} --order {0} --product Widget"
MAIL = """Received: from mail.example.com by mx.vendor.example; Sun, 22 Nov 2026 09:00:00 +0000
From: {sender}
Date: Sun, 22 Nov 2026 08:00:00 +0000
Message-ID: <1@example.com>
Subject: unsubscribe

No more news, please.
"""


@pytest.fixture
def buyers(run: CommandLine) -> None:
    """Ann and Bo of Acme, and Cy of nowhere, have bought something."""
    for name in ("ann", "bo", "cy"):
        run.ok(f"add-contact {name}@example.com {'--company Acme' if name != 'cy' else ''}")
        run.ok(BOUGHT.format(f"{name}@example.com"))


def audience(run: CommandLine, purpose: str = "updates") -> list[str]:
    return [one["email"].partition("@")[0] for one in run.ok(f"audience {purpose} --json").json["audience"]]


@pytest.mark.usefixtures("buyers")
@pytest.mark.parametrize("who", ["ann@example.com", "ANN@EXAMPLE.COM", "1"])
def test_a_contact_is_opted_out(run: CommandLine, who: str) -> None:
    said = run.ok(f"optout {who}").out

    assert said == f"{who}: opted out of updates\n"
    assert audience(run) == ["bo", "cy"]


@pytest.mark.usefixtures("buyers")
def test_a_company_means_all_its_contacts(run: CommandLine) -> None:
    run.ok("optout acme")

    assert audience(run) == ["cy"]


@pytest.mark.usefixtures("buyers")
def test_a_companys_opt_out_covers_who_joins_it_later(run: CommandLine) -> None:
    run.ok("optout acme")

    run.ok("add-contact dee@example.com --company Acme")
    run.ok(BOUGHT.format("dee@example.com"))

    assert audience(run) == ["cy"]
    assert (
        run.ok("gate - --purpose updates", given="dee@example.com\ncy@example.com\n").out
        == "cy@example.com\n"
    )


@pytest.mark.usefixtures("buyers")
def test_a_companys_opt_out_does_not_cover_a_persons_own_later_yes(run: CommandLine, clock: Clock) -> None:
    run.ok("optout acme")
    clock.forward(hours=1)

    run.ok("optin ann@example.com --purpose updates --evidence 'Yes, please.'")

    assert audience(run) == ["ann", "cy"]


@pytest.mark.usefixtures("buyers")
def test_a_yes_from_before_a_companys_opt_out_does_not_let_a_newcomer_in(run: CommandLine) -> None:
    run.ok("add-contact dee@example.com")
    run.ok(BOUGHT.format("dee@example.com"))
    run.ok("optin dee@example.com --purpose updates --evidence yes --received '2d ago'")
    run.ok("optout acme")

    run.ok("add-contact dee@example.com --company Acme")

    assert audience(run) == ["cy"]


def test_an_address_that_is_not_on_record_is_opted_out_for_good(run: CommandLine) -> None:
    said = run.ok("optout new@example.com").out

    run.ok(BOUGHT.format("new@example.com"))

    assert said == "new@example.com (not on record): opted out of updates\n"
    assert audience(run) == []


def test_an_address_that_is_not_on_record_is_nowhere_in_the_file(run: CommandLine, db: Path) -> None:
    run.ok("optout Secret.Person@example.com")

    assert b"secret.person" not in db.read_bytes().lower()


@pytest.mark.usefixtures("buyers")
def test_several_are_opted_out_at_once(run: CommandLine) -> None:
    run.ok("optout ann@example.com 2 new@example.com")

    assert audience(run) == ["cy"]
    assert len(run.ok("audit --json").json["entries"]) == 7


@pytest.mark.usefixtures("buyers")
def test_of_several_typed_either_all_are_opted_out_or_none(run: CommandLine) -> None:
    answer = run("optout ann@example.com nobody-called-that")

    assert answer.status == 1
    assert audience(run) == ["ann", "bo", "cy"]


def test_nobody_named_is_a_usage_error(run: CommandLine) -> None:
    assert run("optout").status == 2


@pytest.mark.usefixtures("buyers")
def test_a_purpose_that_is_named_is_the_only_one_closed(run: CommandLine) -> None:
    run.ok("optout ann@example.com --purpose testimonial")

    assert audience(run) == ["ann", "bo", "cy"]
    assert [s["purpose"] for s in run.ok("show 1 --json").json["suppressions"]] == ["testimonial"]


@pytest.mark.usefixtures("buyers")
def test_all_leaves_mail_about_orders_alone(run: CommandLine) -> None:
    run.ok("optout ann@example.com --all")

    assert {s["purpose"] for s in run.ok("show 1 --json").json["suppressions"]} == {
        "updates",
        "testimonial",
        "customer-list",
    }
    assert "ann" in audience(run, "order")
    assert run.ok("gate - --purpose order", given="ann@example.com\n").out == "ann@example.com\n"


@pytest.mark.usefixtures("buyers")
def test_mail_about_an_order_cannot_be_opted_out_of(run: CommandLine) -> None:
    answer = run("optout ann@example.com --purpose order --purpose updates")

    assert answer.status == 1
    assert audience(run) == ["ann", "bo", "cy"]


def test_all_and_a_purpose_exclude_one_another(run: CommandLine) -> None:
    assert run("optout ann@example.com --all --purpose updates").status == 2


@pytest.mark.usefixtures("buyers")
def test_a_mail_says_who_opts_out_and_when(run: CommandLine, tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_text(MAIL.format(sender="Ann <Ann@Example.com>"))

    run.ok(f"optout --message {mail}")

    event = run.ok("show 1 --json").json["consent"][0]
    assert (event["at"], event["via"], event["evidence"]) == (
        "2026-11-22T09:00:00Z",
        "mail",
        "No more news, please.",
    )
    assert audience(run) == ["bo", "cy"]


@pytest.mark.usefixtures("buyers")
@pytest.mark.parametrize(
    "sender", ["ann@example.com, bo@example.com", "ann@example.com]<bo@example.com>", "<"]
)
def test_a_mail_with_no_one_sender_is_not_guessed_at(run: CommandLine, tmp_path: Path, sender: str) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_text(MAIL.format(sender=sender))

    answer = run(f"optout --message {mail}")

    assert answer.status == 1
    assert "the mail has " in answer.err
    assert audience(run) == ["ann", "bo", "cy"]


def test_all_addresses_of_a_contact_are_closed(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com --alias ann@home.example --alias lee@home.example")
    run.ok(BOUGHT.format("ann@example.com"))

    run.ok("optout ann@home.example")

    given = "ann@example.com\nann@home.example\nlee@home.example\n"
    assert run.ok("gate - --purpose updates --keep-unknown", given=given).out == ""


def test_a_later_alias_is_closed_too(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com")
    run.ok("optout ann@example.com")

    said = run.ok("add-contact ann@example.com --alias ann@home.example").out

    assert "now all of them are: updates" in said
    assert run.ok("gate - --purpose updates --keep-unknown", given="ann@home.example\n").out == ""


def test_an_alias_that_opted_out_before_brings_its_opt_out_along(run: CommandLine) -> None:
    run.ok("optout ann@home.example")
    run.ok(BOUGHT.format("ann@example.com"))

    run.ok("add-contact ann@example.com --alias ann@home.example")

    assert audience(run) == []


@pytest.mark.parametrize(
    ("closed", "used"),
    [
        ("ann@example.com", "ANN@Example.COM"),
        ("jo@müller.example", "Jo@xn--mller-kva.example"),
        ("jo@xn--mller-kva.example", "jo@MÜLLER.example"),
        ("Änne@example.com", "a\u0308nne@example.com"),
    ],
)
def test_another_spelling_of_the_address_is_opted_out_too(run: CommandLine, closed: str, used: str) -> None:
    run.ok(f"optout {closed}")

    run.ok(BOUGHT.format(used))

    assert audience(run) == []
    assert run.ok("gate - --purpose updates --keep-unknown", given=f"{used}\n").out == ""


def test_sharp_s_and_double_s_make_two_domains(run: CommandLine) -> None:
    run.ok("optout ann@straße.example")

    kept = run.ok("gate - --purpose updates --keep-unknown", given="ann@strasse.example\n")

    assert kept.out == "ann@strasse.example\n"


def test_opting_out_twice_changes_nothing(run: CommandLine, clock: Clock) -> None:
    run.ok("optout ann@example.com")
    clock.forward(hours=1)

    second = run.ok("optout ann@example.com")

    assert "stands opted out of updates" in second.out
    assert len(run.ok("audit --json").json["entries"]) == 1


def test_a_malformed_address_is_a_usage_error(run: CommandLine) -> None:
    answer = run("optout ann@@example.com")

    assert answer.status == 2
    assert "@@" not in answer.err


def test_a_time_in_the_future_is_refused(run: CommandLine) -> None:
    answer = run("optout ann@example.com --received 2027-01-01")

    assert answer.status == 2
    assert run.ok("gate - --purpose updates --keep-unknown", given="ann@example.com\n").out != ""


def test_an_hour_that_never_came_is_refused_with_both_readings(
    run: CommandLine, zone: Callable[[str], None]
) -> None:
    zone("America/New_York")

    answer = run("optout ann@example.com --received 2026-03-08T02:30")

    assert answer.status == 2
    assert "never came" in answer.err
    assert "say which" in answer.err
