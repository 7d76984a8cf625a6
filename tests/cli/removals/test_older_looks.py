"""Looks from before sightings were kept: what they proved stays proved, and what comes after them needs more."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from helpers.servers import WORDS, Origin
from helpers.terminal import Answer, CommandLine

MADE = Path(__file__).parents[2] / "versions" / "v2-looked.db.gz"
BO = "<figure><blockquote>It just works.</blockquote><figcaption>B. B.</figcaption></figure>"


@pytest.fixture
def older(run: CommandLine, origin: Origin) -> CommandLine:
    """Ann's removal is verified by looks, Cy's attested, and Bo's waits; its page was seen with it at this address."""
    run.db.write_bytes(gzip.decompress(MADE.read_bytes()))
    with closing(sqlite3.connect(run.db)) as other, other:
        other.execute("UPDATE look_text SET url = ?, final_url = ?", (f"{origin.url}customers.html",) * 2)
    settings = run.db.with_name("privacyctl.toml")
    settings.touch(mode=0o600)
    settings.write_text(f"[site]\nurl = '{origin.url}'\n", "utf-8")
    run.clock.forward(hours=2)
    return run


def looked(answer: Answer, task: int) -> list[tuple[str, str]]:
    """What the looks at a task saw, and why."""
    (found,) = (one for one in answer.json["tasks"] if one["task"] == task)
    return [(look["found"], look["reason"]) for look in found["looks"]]


def test_a_verdict_that_was_given_stays_as_it_was_given(older: CommandLine) -> None:
    shown = older.ok("show ann.lee@acme.example --json").json["takedowns"]

    assert [(one["state"], one["attested"]) for one in shown] == [("verified", False)]
    assert older.ok("audit --verify").status == 0
    assert older.ok("doctor --json").json["sound"]


def test_the_policy_counts_such_verdicts_apart(older: CommandLine) -> None:
    (found,) = (one for one in older.ok("policy --json").json["promises"] if one["promise"] == "P6")

    assert (found["figures"]["removals"], found["figures"]["attested"]) == (2, 1)
    assert found["figures"]["without_sighting"] == 1
    assert "1 by looks from before sightings were kept" in older.ok("policy").out


def test_what_was_verified_then_is_still_off_the_page_and_that_is_no_failure(older: CommandLine) -> None:
    answer = older("verify 1 --json")

    assert looked(answer, 1) == [("inconclusive", "never-seen")] * 2
    assert answer.status == 0
    assert (
        "Task 1: not seen there again; it was verified Sun 22 Nov 2026 13:00 UTC." in older.ok("verify 1").out
    )


def test_a_page_that_shows_it_no_more_proves_nothing_after_such_a_look(older: CommandLine) -> None:
    answer = older("verify 2 --json")

    assert looked(answer, 2) == [("inconclusive", "never-seen")] * 2
    assert answer.status == 1
    assert [one["seen_before"]["look"] for one in answer.json["tasks"][0]["looks"]] == [4, 4]


def test_a_page_that_is_not_found_any_more_is_gone_after_such_a_look(
    older: CommandLine, origin: Origin
) -> None:
    origin.remove("/customers.html")
    answer = older.ok("verify 2 --json")

    assert looked(answer, 2) == [("gone", "not-found")] * 2
    (found,) = (one for one in older.ok("policy --json").json["promises"] if one["promise"] == "P6")
    assert found["figures"]["without_sighting"] == 2
    assert older.ok("audit --verify").status == 0


def test_a_new_look_that_sees_it_is_a_sighting_from_which_it_goes(older: CommandLine, origin: Origin) -> None:
    origin.page("/customers.html", f"{WORDS}{BO}")
    assert looked(older("verify 2 --json"), 2) == [("still-there", "shown")] * 2
    origin.page("/customers.html", WORDS)

    assert looked(older.ok("verify 2 --json"), 2) == [("gone", "not-shown")] * 2
