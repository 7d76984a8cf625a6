"""`policy` finds a list that went out to somebody whose no was on record, which no command lets happen."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from helpers.notices import SURVEYS, WINDOW, settle, tell
from privacyctl.model.consent import Purpose
from privacyctl.model.disclosure import Handed
from privacyctl.model.ids import ContactId
from privacyctl.store import Store, disclosures

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import Clock, CommandLine


def hand_over(run: CommandLine, purpose: str, via: Handed = Handed.EXPORT, person: int = 1) -> None:
    """Record a hand-off as it must never be, an hour after what was done last."""
    run.clock.forward(hours=1)
    with contextlib.closing(Store.open(run.db, run.clock)) as store, store.transaction() as tx:
        disclosures.add(tx, "mailer", Purpose(purpose), ["email"], via, at=tx.now, people=[ContactId(person)])
        tx.record("disclosed")
    run.clock.forward(hours=1)


def concerns(run: CommandLine, promise: str = "P4") -> dict[str, int]:
    found = run.ok("policy --json").json["promises"]
    told: dict[str, int] = next(one["concerns"] for one in found if one["promise"] == promise)
    return told


@pytest.fixture
def told(run: CommandLine, clock: Clock, tmp_path: Path) -> None:
    """Ann bought something, and was told of the surveys, which are open now."""
    settle(run, SURVEYS)
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    assert tell(run, tmp_path).status == 0
    clock.forward(hours=WINDOW)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("said", "purpose"),
    [
        ("optout ann@example.com", "updates"),
        ("optout ann@example.com --purpose surveys", "surveys"),
        ("optout ann@example.com", "surveys"),
    ],
)
def test_a_list_to_somebody_who_had_said_no_breaks_the_promise(
    run: CommandLine, said: str, purpose: str
) -> None:
    hand_over(run, purpose)
    assert concerns(run) == {}

    run.ok(said)
    hand_over(run, purpose)

    assert concerns(run) == {"written-to": 1}
    assert run("policy --check").status == 1


@pytest.mark.usefixtures("told")
def test_a_yes_to_the_very_purpose_is_newer_than_a_no_to_all_news(run: CommandLine, clock: Clock) -> None:
    run.ok("optout ann@example.com")
    clock.forward(hours=1)
    run.ok("optin ann@example.com --purpose surveys --evidence 'Ask me.'")
    hand_over(run, "surveys")
    clock.forward(hours=1)
    run.ok("optout ann@example.com --received '1h ago'")

    assert concerns(run) == {}
    hand_over(run, "surveys")
    assert concerns(run) == {"written-to": 1}


@pytest.mark.parametrize("purpose", ["updates", "surveys"])
def test_an_address_that_was_closed_before_it_was_on_record_counts(run: CommandLine, purpose: str) -> None:
    run.ok("optout ann@example.com")
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    hand_over(run, purpose)

    assert concerns(run)["written-to"] == 1


def test_what_was_closed_later_or_opened_before_does_not(run: CommandLine, clock: Clock) -> None:
    run.ok("optout ann@example.com --received '20h ago'")
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    run.ok("optin ann@example.com --purpose updates --evidence Yes. --received '10h ago'")
    hand_over(run, "updates")
    hand_over(run, "order")
    run.ok("optout late@example.com")
    run.ok("add-contact ann@example.com --alias late@example.com")

    assert concerns(run) == {}


@pytest.mark.usefixtures("told")
def test_a_purpose_that_was_used_before_its_window_was_over_breaks_another(run: CommandLine) -> None:
    hand_over(run, "surveys")
    assert concerns(run, "P8") == {}

    hand_over(run, "research")
    assert concerns(run, "P8") == {"unannounced": 1}
