"""`policy` on what is shared, used and answered: what the commands refuse is looked for all the same."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest

from privacyctl.model.consent import Purpose
from privacyctl.model.disclosure import Handed
from privacyctl.model.ids import ContactId
from privacyctl.store import Store, disclosures

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import Clock, CommandLine

SETTINGS = """\
[recipients.mailer]
purposes = ["updates", "surveys"]
fields = ["email"]
[recipients.bmt-micro]
purposes = ["order"]
fields = ["email", "order"]
[purposes.surveys]
for = "to ask how you use it"
basis = "legitimate-interests"
choice = "opt-out"
[purposes.order]
retention = "10y"
"""


@pytest.fixture
def settled(run: CommandLine) -> CommandLine:
    """A vendor with a mailing service, a survey and a buyer."""
    run.db.with_name("privacyctl.toml").write_text(SETTINGS)
    run.ok("add-purchase ann@acme.example --order 7001 --product Pro")
    return run


def promise(run: CommandLine, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in run.ok("policy --json").json["promises"] if one["promise"] == name
    )
    return found


def slip_past(run: CommandLine, clock: Clock, purpose: str, via: Handed = Handed.AUDIENCE) -> None:
    """Record a hand-off that no command would make, as an earlier version or another program could."""
    with contextlib.closing(Store.open(run.db, lambda: clock.now)) as store, store.transaction() as tx:
        disclosures.add(
            tx, "mailer", Purpose(purpose), ("email",), via, at=tx.now, people={ContactId(1)}, orders=()
        )
        tx.record("disclosed")


def test_what_is_within_its_time_is_kept(settled: CommandLine) -> None:
    found = promise(settled, "P2")

    assert found["verdict"] == "kept"
    assert found["figures"] == {"people": 1, "order_lines": 1}


def test_what_is_past_its_time_is_at_risk_and_a_week_later_broken(settled: CommandLine, clock: Clock) -> None:
    clock.forward(hours=24 * 366 * 10)
    assert promise(settled, "P2")["concerns"] == {"to-purge": 2}
    assert promise(settled, "P2")["verdict"] == "at risk"
    clock.forward(hours=24 * 8)
    assert promise(settled, "P2")["verdict"] == "broken"

    settled.ok("purge --clock-is-right")

    assert promise(settled, "P2")["verdict"] == "kept"


def test_without_a_retention_it_is_at_risk(run: CommandLine) -> None:
    assert promise(run, "P2")["concerns"] == {"no-retention": 1}


def test_a_hand_off_within_the_contract_is_counted_and_kept(settled: CommandLine) -> None:
    settled.ok("disclose ann@acme.example --to bmt-micro --purpose order --fields email,order")

    found = promise(settled, "P3")

    assert found["figures"] == {"hand_offs": 1, "not_for_orders": 0, "recipients": 1}
    assert found["verdict"] == "kept"


def test_a_recipient_who_was_not_told_in_time_is_at_risk(settled: CommandLine, clock: Clock) -> None:
    settled.ok("disclose ann@acme.example --to bmt-micro --purpose order --fields email,order")
    settled.ok("erase ann@acme.example --confirmed voice")
    assert promise(settled, "P3")["verdict"] == "kept"

    clock.forward(hours=24 * 7 + 1)

    assert promise(settled, "P3")["concerns"] == {"not-told": 1}
    settled.ok("asked 1")
    assert promise(settled, "P3")["verdict"] == "kept"


def test_a_contract_that_was_narrowed_since_is_at_risk(settled: CommandLine) -> None:
    settled.ok("disclose ann@acme.example --to bmt-micro --purpose order --fields email,order")
    settled.db.with_name("privacyctl.toml").write_text(SETTINGS.replace('["email", "order"]', '["order"]'))

    assert promise(settled, "P3")["concerns"] == {"outside-contract": 1}


def test_a_list_that_went_out_before_the_no_is_none_after_it(settled: CommandLine, clock: Clock) -> None:
    slip_past(settled, clock, "updates")
    clock.forward(hours=1)
    settled.ok("optout ann@acme.example")

    assert promise(settled, "P4")["verdict"] == "kept"


def test_a_list_that_went_out_after_the_no_breaks_the_promise(settled: CommandLine, clock: Clock) -> None:
    settled.ok("optout ann@acme.example")
    clock.forward(hours=1)
    slip_past(settled, clock, "updates")

    assert promise(settled, "P4")["concerns"] == {"written-to": 1}
    assert settled("policy --check").status == 1


def test_the_audience_of_a_notice_is_no_mail_and_no_use_of_what_it_announces(
    settled: CommandLine, clock: Clock
) -> None:
    settled.ok("optout ann@acme.example --all")
    clock.forward(hours=1)
    for purpose in ("updates", "surveys"):
        slip_past(settled, clock, purpose, Handed.NOTICE)

    assert [promise(settled, name)["verdict"] for name in ("P4", "P8")] == ["kept", "kept"]


def test_a_yes_that_is_newer_than_the_no_makes_it_right_again(settled: CommandLine, clock: Clock) -> None:
    settled.ok("optout ann@acme.example")
    clock.forward(hours=1)
    settled.ok("optin ann@acme.example --purpose updates --evidence 'Yes, please.'")
    clock.forward(hours=1)
    slip_past(settled, clock, "updates")

    assert promise(settled, "P4")["verdict"] == "kept"


def test_a_use_of_a_purpose_that_was_shut_breaks_the_promise(settled: CommandLine, clock: Clock) -> None:
    (settled.db.parent / "notice.txt").write_text("We would like to ask you how you use it.")
    settled.ok(f"announce surveys --text '{settled.db.parent}/notice.txt' --out '{settled.db.parent}/told'")
    clock.forward(hours=24 * 30)
    slip_past(settled, clock, "surveys")
    assert promise(settled, "P8")["verdict"] == "kept"
    assert promise(settled, "P8")["figures"] == {"notices": 1}

    clock.forward(hours=-1)
    slip_past(settled, clock, "surveys")  # within the window
    clock.forward(hours=1)

    assert promise(settled, "P8")["concerns"] == {"unannounced": 1}
    assert promise(settled, "P8")["verdict"] == "broken"


def test_an_answer_in_time_is_told_with_its_time_and_one_after_its_day_breaks_it(
    settled: CommandLine, clock: Clock, tmp_path: Path
) -> None:
    settled.ok("access ann@acme.example --confirmed voice --received '3d ago'")
    assert promise(settled, "P10")["concerns"] == {"open": 1}
    settled.ok(f"access ann@acme.example --out '{tmp_path}/answer'")
    assert promise(settled, "P10")["figures"]["slowest_seconds"] == 3 * 24 * 3600
    assert promise(settled, "P10")["verdict"] == "kept"

    settled.ok("erase ann@acme.example")
    clock.forward(hours=24 * 40)
    assert promise(settled, "P10")["concerns"] == {"overdue": 1, "open": 1}
    settled.ok("erase ann@acme.example --confirmed voice")

    found = promise(settled, "P10")
    assert found["concerns"] == {"answered-late": 1}
    assert found["figures"]["erased"] == 1


def test_a_request_that_is_said_to_be_taken_back_after_its_day_is_no_answer(
    settled: CommandLine, clock: Clock
) -> None:
    settled.ok("access ann@acme.example")
    clock.forward(hours=24 * 40)
    settled.ok("close 1 --because withdrawn --note 'She wrote again.'")

    found = promise(settled, "P10")
    assert (found["verdict"], found["concerns"]) == ("at risk", {"ended-late": 1})
    assert found["figures"]["answered"] == 0


def test_a_hand_off_for_news_is_told_apart_from_what_completes_an_order(settled: CommandLine) -> None:
    settled.ok("audience updates --to mailer")
    settled.ok("disclose ann@acme.example --to bmt-micro --purpose order --fields email,order")

    assert promise(settled, "P3")["figures"] == {"hand_offs": 2, "not_for_orders": 1, "recipients": 2}
    assert "2 hand-offs to 2 recipients, 1 of them not for an order" in settled.ok("policy").out
