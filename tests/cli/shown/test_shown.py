"""On show: add-testimonial, add-customer, publications."""

from __future__ import annotations

import hashlib
import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import Clock, CommandLine

PAGE = "https://vendor.example/customers.html"
QUOTED = f"add-testimonial ann@example.com --at {PAGE} --permission 'Yes, quote me.'"
GOOD = f"{QUOTED} --quote 'Saved us weeks.' --attribution 'Ann L., Acme'"
CUSTOMER = f"add-customer Acme --at {PAGE}"
MAIL = """Received: from mail.example.com by mx.vendor.example; {received}
From: Ann <ann@example.com>
Message-ID: <1@example.com>

You may quote me.
"""


@pytest.fixture(autouse=True)
def _ann(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com --name 'Ann Lee' --company Acme")


def test_a_testimonial_is_registered_with_its_permission(run: CommandLine) -> None:
    made = run.ok(f"{GOOD} --at /index.html --received 2026-11-01 --json").json

    assert made["changed"] is True
    assert made["publications"][0] == {
        "id": 1,
        "kind": "testimonial",
        "contact": 1,
        "company": None,
        "shown_as": "Ann L., Acme",
        "quote": "Saved us weeks.",
        "where": ["/index.html", PAGE],
        "permission": {"ground": "words", "at": "2026-11-01T00:00:00Z", "text": "Yes, quote me."},
        "added_at": "2026-11-22T12:00:00Z",
        "barred": False,
        "removal": None,
    }


def test_a_mail_is_a_permission_of_its_own_time(run: CommandLine, tmp_path: Path) -> None:
    mail = tmp_path / "yes.eml"
    mail.write_text(MAIL.format(received="Sat, 21 Nov 2026 09:00:00 +0000"))

    by_mail = GOOD.replace("'Yes, quote me.'", f"@{mail}")

    made = run.ok(f"{by_mail} --json").json

    assert made["publications"][0]["permission"] == {
        "ground": "mail",
        "at": "2026-11-21T09:00:00Z",
        "text": "You may quote me.",
    }


def test_the_same_testimonial_again_changes_nothing(run: CommandLine, clock: Clock) -> None:
    run.ok(GOOD)
    before = run.ok("show 1 --json").json
    clock.forward(hours=1)

    second = run.ok(GOOD)

    assert "Publication 1 stands as it is" in second.out
    assert run.ok("show 1 --json").json == before


def test_a_new_place_is_added_to_what_is_on_record(run: CommandLine) -> None:
    run.ok(GOOD)

    second = run.ok(f"{GOOD} --at /index.html --json").json

    assert second["changed"] is True
    assert [(p["id"], p["where"]) for p in second["publications"]] == [(1, ["/index.html", PAGE])]


@pytest.mark.parametrize(
    ("attribution", "quote"),
    [
        ("Ann Lee, Acme", "Saved us weeks."),
        ("Lee, Ann", "Saved us weeks."),
        ("ANN LEE", "Saved us weeks."),
        ("A\u0301nn Lee", "Saved us weeks."),
        ("ann@example.com", "Saved us weeks."),
        ("Ann L.", "Saved us weeks. Ann Lee"),
        ("Ann L.", "Write to ann (at) example.com"),
        ("Ann L.", "Call me: +49 221 5550100"),
    ],
)
def test_what_shows_who_the_person_is_is_refused(run: CommandLine, attribution: str, quote: str) -> None:
    answer = run(f"{QUOTED} --quote '{quote}' --attribution '{attribution}'")

    assert answer.status == 1
    assert "the policy promises that it never does" in answer.err
    assert run.ok("publications").out == ""


@pytest.mark.parametrize("attribution", ["Ann L.", "A. L., Acme", "A.L.", "Ann, Acme GmbH", "Acme"])
def test_initials_a_first_name_and_the_company_are_fine(run: CommandLine, attribution: str) -> None:
    run.ok(f"{QUOTED} --quote 'Saved us weeks.' --attribution '{attribution}'")


def test_who_has_no_name_on_record_is_not_quoted(run: CommandLine) -> None:
    run.ok("add-contact bo@example.com")

    answer = run(GOOD.replace("ann@", "bo@"))

    assert answer.status == 1
    assert "contact 2 has no name on record" in answer.err
    assert "privacyctl add-contact bo@example.com --name" in answer.err


@pytest.mark.parametrize("missing", ["--quote", "--attribution", "--at", "--permission"])
def test_what_is_missing_is_a_usage_error(run: CommandLine, missing: str) -> None:
    words = shlex.split(GOOD)
    at = words.index(missing)

    answer = run(shlex.join(words[:at] + words[at + 2 :]))

    assert answer.status == 2
    assert missing in answer.err


@pytest.mark.parametrize("option", ["quote", "attribution", "permission", "at"])
def test_a_card_number_is_refused_where_it_is_typed(run: CommandLine, option: str) -> None:
    words = shlex.split(GOOD)
    words[words.index(f"--{option}") + 1] = "4111-1111-1111-1111"

    answer = run(shlex.join(words))

    assert answer.status == 1
    assert "looks like a card number" in answer.err
    assert "1111" not in answer.err
    assert run.ok("publications").out == ""


@pytest.mark.parametrize("declined", ["optout ann@example.com --purpose testimonial", "takedown 1"])
def test_what_was_declined_is_not_added_again_without_a_newer_permission(
    run: CommandLine, clock: Clock, declined: str
) -> None:
    run.ok(GOOD)
    clock.forward(hours=1)
    run.ok(declined)

    answer = run(f"{GOOD} --received '1d ago'")

    assert answer.status == 1
    assert "no newer permission is given" in answer.err


@pytest.mark.parametrize("declined", ["optout ann@example.com --purpose testimonial", "takedown 1"])
def test_a_newer_permission_lets_it_be_shown_again(run: CommandLine, clock: Clock, declined: str) -> None:
    run.ok(GOOD)
    clock.forward(hours=1)
    run.ok(declined)
    clock.forward(hours=1)

    assert run(GOOD).status == 1  # it is not said when it was given: it may be the old one
    made = run.ok(f"{GOOD} --received '30m ago' --json").json

    assert [p["id"] for p in made["publications"]] == [2]
    assert run.ok("audience testimonial --json").json["audience"] != []


def test_a_customer_is_listed_on_the_ground_of_the_policy(run: CommandLine) -> None:
    made = run.ok(f"{CUSTOMER} --contact ann@example.com --json").json

    one = made["publications"][0]
    assert (one["kind"], one["shown_as"], one["permission"]["ground"]) == ("name", "Acme", "policy")


def test_a_logo_is_registered_by_its_files_hash(run: CommandLine, tmp_path: Path, db: Path) -> None:
    logo = tmp_path / "acme.svg"
    logo.write_bytes(b"<svg/>")

    made = run.ok(f"{CUSTOMER} --logo {logo} --json").json

    assert [(p["kind"], p["shown_as"]) for p in made["publications"]] == [
        ("name", "Acme"),
        ("logo", "acme.svg"),
    ]
    assert hashlib.sha256(b"<svg/>").digest() in db.read_bytes()


def test_a_logo_with_other_bytes_is_another_publication(run: CommandLine, tmp_path: Path) -> None:
    logo = tmp_path / "acme.svg"
    for content in (b"<svg/>", b"<svg/>", b"<svg></svg>"):
        logo.write_bytes(content)
        run.ok(f"{CUSTOMER} --logo {logo}")

    found = run.ok("publications --json").json["publications"]
    assert [p["kind"] for p in found] == ["name", "logo", "logo"]


@pytest.mark.parametrize("content", [None, b""])
def test_a_logo_that_cannot_be_read_is_a_usage_error(
    run: CommandLine, tmp_path: Path, content: bytes | None
) -> None:
    logo = tmp_path / "acme.svg"
    if content is not None:
        logo.write_bytes(content)

    answer = run(f"{CUSTOMER} --logo {logo}")

    assert answer.status == 2
    assert run.ok("publications").out == ""


@pytest.mark.parametrize(
    "more", ["", "--contact ann@example.com", "--contact ann@example.com --permission 'Go ahead.'"]
)
def test_the_same_customer_again_changes_nothing(run: CommandLine, clock: Clock, more: str) -> None:
    run.ok(f"{CUSTOMER} {more}")
    entries = run.ok("audit --json").json
    clock.forward(hours=1)

    second = run.ok(f"{CUSTOMER} {more}")

    assert "stands as it is" in second.out
    assert run.ok("audit --json").json == entries


@pytest.mark.parametrize("declined", ["optout Acme --purpose customer-list", "takedown Acme"])
@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("", 1),
        ("--permission 'Old words.' --received '3d ago'", 1),
        ("--permission 'Put us back.'", 1),
        ("--permission 'Put us back.' --received '30m ago'", 0),
    ],
)
def test_a_company_that_declined_is_listed_only_with_a_newer_permission(
    run: CommandLine, clock: Clock, declined: str, more: str, status: int
) -> None:
    run.ok(f"{CUSTOMER} --received '5d ago'")
    run.ok(declined)
    clock.forward(hours=1)

    answer = run(f"{CUSTOMER} {more}")

    assert answer.status == status
    assert len(run.ok("publications --json").json["publications"]) == 2 - status


def test_a_contact_that_is_named_later_may_ask_for_the_removal(run: CommandLine) -> None:
    run.ok(CUSTOMER)

    second = run.ok(f"{CUSTOMER} --contact ann@example.com --json").json

    assert (second["changed"], second["publications"][0]["contact"]) == (True, 1)
    assert run.ok("takedown ann@example.com --json").json["matched"] is True


def test_a_contact_of_another_company_is_refused(run: CommandLine) -> None:
    answer = run(f"add-customer Globex --contact ann@example.com --at {PAGE}")

    assert answer.status == 1
    assert "contact 1 acts for another company" in answer.err
    assert run.ok("publications").out == ""


def test_a_company_is_no_person_to_be_quoted(run: CommandLine) -> None:
    assert run(GOOD.replace("ann@example.com", "Acme")).status == 2


def test_publications_are_listed_by_whom_they_are_about(run: CommandLine) -> None:
    run.ok("add-contact bo@other.example --name 'Bo Berg'")
    run.ok(GOOD)
    run.ok(CUSTOMER)
    run.ok(
        f"add-testimonial bo@other.example --quote Fine. --attribution B.B. --at {PAGE} --permission Sure."
    )

    listed = {
        who: [p["id"] for p in run.ok(f"publications {who} --json").json["publications"]]
        for who in ("", "ann@example.com", "acme", "2")
    }

    assert listed == {"": [1, 2, 3], "ann@example.com": [1], "acme": [2, 1], "2": [3]}


@pytest.mark.parametrize("terminal", [False, True])
def test_a_hostile_quote_place_and_company_reach_no_screen(run: CommandLine, terminal: bool) -> None:
    esc = "\x1b]0;owned\x07"
    run.ok(f"{QUOTED} --quote 'Good{esc}' --attribution 'A.L. [/]{esc}' --at '/x{esc}'", terminal=terminal)
    run.ok(f"add-customer 'Ac[bold]me{esc}' --at '/y{esc}'", terminal=terminal)

    said = run.ok("publications", terminal=terminal).out

    assert "\x1b]" not in said
    assert "\x07" not in said
    assert "[/]" in said
    assert "[bold]" in said
