"""A no holds whatever order things happen in, and only the person's own, newer word undoes it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from helpers.terminal import Clock, CommandLine

BOB = """Received: from mail.elsewhere.example by mx.vendor.example; Sun, 22 Nov 2026 11:00:00 +0000
From: Bob <bob@elsewhere.example>
Message-ID: <1@elsewhere.example>

Yes, please.
"""


def test_a_colleagues_later_yes_does_not_keep_the_company_on_show(run: CommandLine) -> None:
    run.ok("add-contact a@acme.example --company Acme")
    run.ok("add-contact b@acme.example --company Acme")
    run.ok("add-customer Acme --contact b@acme.example --at /customers")
    run.ok("optin a@acme.example --purpose customer-list --evidence 'Yes.' --received '1d ago'")

    [out] = run.ok("optout Acme --purpose customer-list --received '2d ago' --json").json["optouts"]

    assert out["cases"]
    assert run.ok("publications --json").json["publications"][0]["barred"]


def test_a_request_that_matched_nothing_keeps_it_off_the_register(run: CommandLine) -> None:
    run.ok("add-contact kay@one.example --name 'Kay Lee' --company One")
    run.ok("takedown kay@one.example --note 'Take me off.'")

    words = "--quote Good. --attribution K.L. --at /words --permission ok --received '30d ago'"
    testimonial = run(f"add-testimonial kay@one.example {words}")
    listing = run("add-customer One --contact kay@one.example --at /customers")

    assert (testimonial.status, listing.status) == (1, 1)
    assert run.ok("publications --json").json["publications"] == []


def test_who_asked_before_being_on_record_is_found_again(run: CommandLine) -> None:
    run.ok("takedown New@one.example --note 'Take me off.'")
    run.ok("add-contact new@one.example --name 'New One'")

    again = run.ok("takedown new@one.example --json").json
    shown = run.ok("show new@one.example --json").json

    assert (again["case"], again["changed"]) == (1, False)
    assert [case["case"] for case in shown["requests"]] == [1]
    assert [task["task"] for task in shown["takedowns"]] == [1]


def test_a_mail_of_somebody_else_is_no_permission(run: CommandLine, tmp_path: Path, clock: Clock) -> None:
    mail = tmp_path / "bob.eml"
    mail.write_text(BOB)
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    run.ok("optout ann@acme.example --received '3h ago'")
    clock.forward(minutes=1)

    lifted = run(f"optin ann@acme.example --purpose updates --evidence '@{mail}'")
    words = "--quote Good. --attribution A.L. --at /words"
    shown = run(f"add-testimonial ann@acme.example {words} --permission '@{mail}'")

    assert (lifted.status, shown.status) == (1, 1)
    assert "not sent from an address of contact 1" in lifted.err


def test_closing_a_case_by_mistake_does_not_undo_the_opt_out_that_opened_it(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    words = "--quote Good. --attribution A.L. --at /words --permission ok --received '30d ago'"
    run.ok(f"add-testimonial ann@acme.example {words}")
    run.ok("optout ann@acme.example --purpose testimonial")

    answer = run("close 1 --because mistake --note 'Not meant.'")

    assert answer.status == 1
    assert "optin" not in answer.err  # no hint leads from a removal to a permission
    assert run.ok("publications --json").json["publications"][0]["barred"]


def test_a_late_joiner_is_shown_as_closed_through_the_company(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example --company Acme")
    run.ok("optout Acme")
    run.ok("add-contact late@acme.example --company Acme")

    shown = run.ok("show late@acme.example --json").json

    assert [one["purpose"] for one in shown["suppressions"]] == ["updates"]


def test_an_address_is_no_companys_name(run: CommandLine) -> None:
    for line in ("add-customer x@y.example --at /x", "add-contact a@b.example --company 1234"):
        answer = run(line)

        assert (answer.status, answer.out) == (2, "")


def test_a_card_number_is_not_repeated_on_standard_error(run: CommandLine) -> None:
    for line in ("show 4111111111111111", "due --within 4111111111111111", "4111111111111111"):
        answer = run(line)

        assert answer.status != 0
        assert "4111111111111111" not in answer.out + answer.err


def test_what_was_said_of_a_task_can_be_read_again(run: CommandLine) -> None:
    run.ok("takedown ann@acme.example --note 'Take me off.'")
    run.ok("removed 1 --note 'Took it out.'")
    run.ok("verify 1 --attest 'Looked: gone.'")
    run.ok("add-contact ann@acme.example")

    [task] = run.ok("show ann@acme.example --json").json["takedowns"]

    assert [one["note"] for one in task["said"]] == ["Took it out.", "Looked: gone."]
    assert "Looked: gone." in run.ok("show ann@acme.example").out


def test_a_manifest_overwrites_nothing(run: CommandLine, tmp_path: Path) -> None:
    given = tmp_path / "list.txt"
    given.write_text("ann@acme.example\n")

    answer = run(f"gate '{given}' --purpose updates --manifest '{given}'")

    assert answer.status == 2
    assert given.read_text() == "ann@acme.example\n"


def test_closed_streams_are_no_bug(db: Path) -> None:
    command = f"'{sys.executable}' -m privacyctl --db '{db}' contacts >&- 2>&-"

    done = subprocess.run(["/bin/sh", "-c", command], env=os.environ, check=False)

    assert done.returncode == 0


def test_a_no_from_before_an_address_was_theirs_keeps_it_off_after_a_mistaken_request(
    run: CommandLine,
) -> None:
    """An address that nobody had was closed: there is a suppression, and no decision of a contact."""
    run.ok("optout ann@home.example --purpose testimonial --received '2d ago'")
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    words = "--quote Good. --attribution A.L. --at /words --permission ok --received '3d ago'"
    run.ok(f"add-testimonial ann@acme.example {words}")
    run.ok("add-contact ann@acme.example --alias ann@home.example")
    run.ok("takedown ann@acme.example --note 'Take me off.'")

    answer = run("close 1 --because mistake --note 'it was about something else'")

    assert answer.status == 1
    assert "they opted out of it as well" in answer.err
    assert run.ok("publications --json").json["publications"][0]["barred"]


DATED_NOES = {
    "typed": "optout ann@acme.example --received '3h ago'",
    "their own mail": "optout --message {folder}/no.eml",
    "a list": "optout - --received '3h ago'",
    "an order": "import-orders {folder}/orders.csv --map Order=order --map Email=email --map Product=product"
    " --map Date=ordered_at --map News=opt_in",
}
"""A no of their own whose time is known, in each way in which one comes: said three hours ago."""


@pytest.mark.parametrize("way", DATED_NOES)
def test_a_yes_whose_time_nobody_gave_outranks_no_no_that_has_one(
    run: CommandLine, tmp_path: Path, way: str
) -> None:
    """The yes is typed an hour after the no was said, and before the no is typed."""
    (tmp_path / "no.eml").write_text(
        "Received: from mail.acme.example by mx.vendor.example; Sun, 22 Nov 2026 09:00:00 +0000\n"
        "From: Ann <ann@acme.example>\nMessage-ID: <2@acme.example>\n\nNo more news, please.\n"
    )
    (tmp_path / "orders.csv").write_text(
        "Order,Email,Product,Date,News\n2,ann@acme.example,Pro,2026-11-22T09:00:00Z,no\n"
    )
    run.ok("add-contact ann@acme.example --company Acme")
    run.ok("add-purchase ann@acme.example --order 1 --product Pro")
    run.clock.forward(hours=-2)
    run.ok("optin ann@acme.example --purpose updates --evidence 'Yes, on the phone.'")
    run.clock.forward(hours=2)
    assert "ann@acme.example" in run.ok("audience updates").out

    run.ok(DATED_NOES[way].format(folder=tmp_path), given="ann@acme.example\n")

    assert "ann@acme.example" not in run.ok("audience updates").out
    assert "ann@acme.example" not in run.ok("gate - --purpose updates", given="ann@acme.example\n").out
    run.ok("doctor")


def test_a_no_of_an_order_outranks_a_yes_that_is_dated_ahead(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(
        "Order,Email,Product,Date,News\n2,ann@acme.example,Pro,2026-11-22,no\n"
    )
    run.ok("add-purchase ann@acme.example --order 1 --product Pro")
    run.clock.forward(hours=300)
    run.ok("optin ann@acme.example --purpose updates --evidence Yes. --received '1h ago'")
    run.clock.forward(hours=-300)

    run.ok(DATED_NOES["an order"].format(folder=tmp_path))
    run.clock.forward(hours=400)

    assert "ann@acme.example" not in run.ok("audience updates").out


def test_a_no_of_an_older_order_closes_the_address_that_was_corrected_since(
    run: CommandLine, tmp_path: Path
) -> None:
    """The order was placed under the old address, and is imported after that is nobody's any more."""
    (tmp_path / "orders.csv").write_text(
        "Order,Email,Product,Date,News\n2,ann@acme.example,Pro,2026-11-01,no\n"
    )
    run.ok("add-purchase ann@acme.example --order 1 --product Pro")
    run.ok("correct ann@acme.example --email new@acme.example --confirmed voice")
    assert "ann@" in run.ok("gate - --purpose updates --keep-unknown", given="ann@acme.example\n").out

    run.ok(DATED_NOES["an order"].format(folder=tmp_path))
    passed = run.ok(
        "gate - --purpose updates --keep-unknown", given="ann@acme.example\nnew@acme.example\n"
    ).out
    again = run.ok(DATED_NOES["an order"].format(folder=tmp_path) + " --json").json

    assert "@" not in passed
    assert not again["changed"]
    run.ok("doctor")


def test_an_older_no_of_an_order_closes_again_what_a_yes_without_a_time_reopened(
    run: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "orders.csv").write_text(
        "Order,Email,Product,Date,News\n2,ann@acme.example,Pro,2026-11-01,no\n"
    )
    run.ok("add-purchase ann@acme.example --order 1 --product Pro")
    run.ok("optout ann@acme.example --received '2d ago'")
    run.clock.forward(hours=1)
    run.ok("optin ann@acme.example --purpose updates --evidence 'Yes, on the phone.'")
    run.clock.forward(hours=1)

    run.ok(DATED_NOES["an order"].format(folder=tmp_path))

    assert "ann@acme.example" not in run.ok("audience updates").out
    run.ok("doctor")


@pytest.mark.parametrize("no", ["Acme --received '2h ago'", "--company ACME --received '2h ago'", "Acme"])
@pytest.mark.parametrize("yes", ["", "--received '1h ago'"])
def test_a_companys_no_gives_way_to_a_later_yes_with_a_time_and_to_no_other(
    run: CommandLine, no: str, yes: str
) -> None:
    run.ok("add-contact ann@acme.example --company Acme")
    run.ok("add-purchase ann@acme.example --order 1 --product Widget")
    run.ok(f"optin ann@acme.example --purpose updates --evidence yes {yes}")

    run(f"optout {no}")

    stays = bool(yes) and "2h" in no
    assert ("ann@acme.example" in run.ok("audience updates").out) is stays
    assert run("gate - --purpose updates", given="ann@acme.example\n").out == (
        "ann@acme.example\n" if stays else ""
    )
