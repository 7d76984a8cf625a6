"""optin, and who may be written to."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import Clock, CommandLine

OPTIN = "optin ann@example.com --purpose updates --evidence"
MAIL = """Received: from mail.example.com by mx.vendor.example; {received}
From: Ann <ann@example.com>
Message-ID: <1@example.com>

I want the news again.
"""


@pytest.fixture
def ann(run: CommandLine) -> str:
    """The address of a buyer on record."""
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    return "ann@example.com"


def audience(run: CommandLine, purpose: str = "updates") -> list[str]:
    return [one["email"] for one in run.ok(f"audience {purpose} --json").json["audience"]]


def test_a_later_permission_lifts_an_opt_out(run: CommandLine, clock: Clock, ann: str) -> None:
    run.ok(f"optout {ann}")
    clock.forward(minutes=1)

    said = run.ok(f"{OPTIN} 'Please send me the news again.'").out

    assert "Their opt-out is lifted." in said
    assert audience(run) == [ann]


def test_without_evidence_nothing_is_lifted(run: CommandLine, clock: Clock, ann: str) -> None:
    run.ok(f"optout {ann}")
    clock.forward(minutes=1)

    assert run(f"optin {ann} --purpose updates").status == 2
    assert run(f"{OPTIN} ''").status == 2
    assert audience(run) == []


@pytest.mark.parametrize("received", ["3d ago", "2d ago"])
def test_evidence_that_is_not_newer_lifts_nothing(run: CommandLine, ann: str, received: str) -> None:
    run.ok(f"optout {ann} --received '2d ago'")

    answer = run(f"{OPTIN} yes --received '{received}'")

    assert answer.status == 1
    assert "the evidence is not newer" in answer.err
    assert audience(run) == []


def test_newer_evidence_lifts_an_opt_out_that_was_older(run: CommandLine, ann: str) -> None:
    run.ok(f"optout {ann} --received '2d ago'")

    run.ok(f"{OPTIN} yes --received '1d ago'")

    assert audience(run) == [ann]


@pytest.mark.parametrize(
    ("received", "status"), [("Sat, 21 Nov 2026 09:00:00 +0000", 0), ("Tue, 17 Nov 2026 09:00:00 +0000", 1)]
)
def test_a_mail_is_evidence_of_its_own_time(
    run: CommandLine, tmp_path: Path, ann: str, received: str, status: int
) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_text(MAIL.format(received=received))
    run.ok(f"optout {ann} --received 2026-11-20")

    answer = run(f"{OPTIN} @{mail}")

    assert answer.status == status
    assert audience(run) == [ann][: 1 - status]


def test_the_words_of_a_permission_are_kept(run: CommandLine, tmp_path: Path, ann: str) -> None:
    words = tmp_path / "words.txt"
    words.write_text("Yes,\nplease.")

    run.ok(f"{OPTIN} @{words} --via phone")

    event = run.ok(f"show {ann} --json").json["consent"][0]
    assert (event["decision"], event["via"], event["evidence"]) == ("given", "phone", "Yes,\nplease.")


def test_the_same_permission_again_changes_nothing(run: CommandLine, ann: str) -> None:
    run.ok(f"{OPTIN} yes --received '1d ago'")

    second = run.ok(f"{OPTIN} yes --received '1d ago'")

    assert "is on record already" in second.out
    assert len(run.ok(f"show {ann} --json").json["consent"]) == 1


@pytest.mark.parametrize("content", [b"A\0B", b"\xff\xfe", b"   \n"])
def test_evidence_that_is_no_text_is_refused(
    run: CommandLine, tmp_path: Path, ann: str, content: bytes
) -> None:
    words = tmp_path / "words.txt"
    words.write_bytes(content)

    answer = run(f"{OPTIN} @{words}")

    assert answer.status == 2
    assert run.ok(f"show {ann} --json").json["consent"] == []


def test_a_card_number_in_evidence_is_refused(run: CommandLine, ann: str) -> None:
    answer = run(f"{OPTIN} 'yes, with 4111.1111.1111.1111'")

    assert answer.status == 1
    assert "the evidence holds what looks like a card number" in answer.err
    assert ann not in str(run.ok(f"show {ann} --json").json["consent"])


def test_somebody_not_on_record_is_not_opted_in(run: CommandLine) -> None:
    answer = run(f"{OPTIN} yes")

    assert answer.status == 1
    assert "no contact has the address" in answer.err


def test_mail_about_an_order_needs_no_permission(run: CommandLine, ann: str) -> None:
    assert run(f"optin {ann} --purpose order --evidence yes").status == 1


def test_an_optin_covers_every_address_of_the_contact(run: CommandLine, clock: Clock, ann: str) -> None:
    run.ok(f"add-contact {ann} --alias ann@home.example")
    run.ok(f"optout {ann}")
    clock.forward(minutes=1)

    run.ok(f"{OPTIN} yes")

    assert run.ok("gate - --purpose updates", given="ann@home.example\n").out == "ann@home.example\n"


def test_an_optin_lifts_only_the_purpose_it_names(run: CommandLine, clock: Clock, ann: str) -> None:
    run.ok(f"optout {ann} --all")
    clock.forward(minutes=1)

    run.ok(f"{OPTIN} yes")

    assert [s["purpose"] for s in run.ok(f"show {ann} --json").json["suppressions"]] == [
        "customer-list",
        "testimonial",
    ]


def test_an_opt_out_dated_before_a_later_permission_leaves_it_standing(run: CommandLine, ann: str) -> None:
    run.ok(f"{OPTIN} yes --received '1d ago'")

    answer = run(f"optout {ann} --received '2d ago'")

    assert (answer.status, "a later permission of theirs stands for updates" in answer.out) == (1, True)
    assert audience(run) == [ann]


def test_a_permission_older_than_the_companys_opt_out_is_refused(run: CommandLine) -> None:
    run.ok("add-contact bo@example.com --company Acme")
    run.ok("optout acme")
    run.ok("add-contact ann@example.com --company Acme")

    answer = run(f"{OPTIN} yes --received '2d ago'")

    assert answer.status == 1
    assert "the evidence is not newer" in answer.err


@pytest.mark.usefixtures("ann")
def test_product_news_goes_to_buyers(run: CommandLine) -> None:
    run.ok("add-contact wrote@example.com")

    assert audience(run) == ["ann@example.com"]


@pytest.mark.usefixtures("ann")
def test_the_config_can_add_those_who_only_wrote(run: CommandLine, db: Path) -> None:
    run.ok("add-contact wrote@example.com")
    run.ok("add-contact out@example.com")
    run.ok("optout out@example.com")
    db.with_name("privacyctl.toml").write_text('audience = "everyone"\n')

    assert audience(run) == ["ann@example.com", "wrote@example.com"]
    given = "wrote@example.com\nout@example.com\n"
    assert run.ok("gate - --purpose updates", given=given).out == "wrote@example.com\n"


@pytest.mark.usefixtures("ann")
def test_mail_about_an_order_goes_to_buyers_whatever_they_said(run: CommandLine) -> None:
    run.ok("add-contact wrote@example.com")
    run.ok("optout ann@example.com --all")

    assert audience(run, "order") == ["ann@example.com"]


@pytest.mark.usefixtures("ann")
def test_nobody_is_quoted_without_a_permission(run: CommandLine) -> None:
    run.ok("add-contact yes@example.com")
    run.ok("optin yes@example.com --purpose testimonial --evidence 'Quote me.'")

    assert audience(run, "testimonial") == ["yes@example.com"]


def test_the_audience_is_csv_of_the_main_address_and_the_name(run: CommandLine) -> None:
    run.ok("""add-contact ann@example.com --name 'Lee, "Ann"' --alias ann@home.example""")
    run.ok("add-purchase ann@home.example --order 1 --product Widget")

    said = run.ok("audience updates").out

    assert list(csv.reader(io.StringIO(said))) == [["email", "name"], ["ann@example.com", 'Lee, "Ann"']]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(1)", "＝1+1"])
def test_a_name_that_a_spreadsheet_would_run_is_neutralised(run: CommandLine, name: str) -> None:
    run.ok(f'add-contact ann@example.com "--name={name}"')
    run.ok("add-purchase ann@example.com --order 1 --product Widget")

    rows = list(csv.reader(io.StringIO(run.ok("audience updates").out)))

    assert rows[1] == ["ann@example.com", f"'{name}"]
    assert run.ok("audience updates --json").json["audience"][0]["name"] == name


def test_a_name_with_an_escape_reaches_no_screen(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com --name 'Ann\x1b]0;owned\x07'")
    run.ok("add-purchase ann@example.com --order 1 --product Widget")

    said = run.ok("audience updates", terminal=True).out

    assert "Ann\\x1b]0;owned\\x07" in said
    assert "\x1b" not in said


def test_a_no_said_again_later_outranks_evidence_from_in_between(run: CommandLine, ann: str) -> None:
    run.ok(f"optout {ann} --received '9h ago'")
    run.ok(f"optout {ann} --received '5h ago'")

    answer = run(f"{OPTIN} 'Yes.' --received '7h ago'")

    assert answer.status == 1
    assert audience(run) == []


def test_a_later_no_of_somebody_not_on_record_counts_too(run: CommandLine) -> None:
    run.ok("optout new@example.com --received '9h ago'")
    run.ok("optout new@example.com --received '5h ago'")
    run.ok("add-contact new@example.com")

    answer = run("optin new@example.com --purpose updates --evidence 'Yes.' --received '7h ago'")

    assert answer.status == 1
