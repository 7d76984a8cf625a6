"""`scan` and the names of contacts: on pages from before the tool, whether or not anything of theirs is on record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from helpers.servers import WORDS
from helpers.terminal import CommandLine

QUOTED = "<blockquote><p>Fine thing.</p><cite>Cy Dow, Zed GmbH</cite></blockquote>"
REGISTERED = (
    "add-testimonial cy@dow.example --quote 'It has saved us many weeks.' --attribution 'Cy D.' --at /a"
    " --permission Yes"
)
PASSING = "<p>Thanks to Cy Dow for the report.</p>"


@pytest.fixture
def public(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    folder.mkdir()
    return folder


def names(run: CommandLine, folder: Path) -> list[dict[str, Any]]:
    found = run(f"scan {folder} --json").json["findings"]
    return [one for one in found if one["what"] == "full-name"]


def standing(run: CommandLine) -> list[str]:
    """What P6 says of names that a scan saw."""
    promises = run("policy --json").json["promises"]
    (of_testimonials,) = (one for one in promises if one["promise"] == "P6")
    return [one["word"] for one in of_testimonials["findings"] if one["word"].startswith("full-name")]


@pytest.fixture
def cy(run: CommandLine) -> CommandLine:
    run.ok("add-contact cy@dow.example --name 'Cy Dow'")
    return run


def test_a_full_name_from_before_the_tool_is_a_finding(cy: CommandLine, public: Path) -> None:
    (public / "old.html").write_text(WORDS + QUOTED, "utf-8")

    (one,) = names(cy, public)
    assert (one["contact"], one["publication"], one["sure"], one["by"]) == (1, None, True, "full name")
    assert cy(f"scan {public}").status == 1
    assert standing(cy) == ["full-name-in-doubt"]


def test_it_stays_on_record_until_a_scan_of_the_same_place_no_longer_sees_it(
    cy: CommandLine, public: Path, tmp_path: Path
) -> None:
    (public / "old.html").write_text(WORDS + QUOTED, "utf-8")
    (tmp_path / "other").mkdir()
    cy(f"scan {public}")
    cy.ok(f"scan {tmp_path / 'other'}")
    assert standing(cy) == ["full-name-in-doubt"]
    entries = cy.ok("audit --verify --json").json["entries"]
    cy(f"scan {public}")
    assert cy.ok("audit --verify --json").json["entries"] == entries

    (public / "old.html").write_text(WORDS + QUOTED.replace("Cy Dow", "Cy D."), "utf-8")
    cy(f"scan {public}")

    assert standing(cy) == []
    assert cy.ok("doctor --json").json["sound"]


def test_a_name_in_running_text_is_told_in_doubt_and_not_kept(cy: CommandLine, public: Path) -> None:
    (public / "news.html").write_text(WORDS + PASSING, "utf-8")

    (one,) = names(cy, public)
    assert not one["sure"]
    cy.ok(f"scan {public}")
    assert standing(cy) == []


def test_beside_words_on_the_register_the_promise_is_broken(cy: CommandLine, public: Path) -> None:
    cy.ok(REGISTERED)
    (public / "a.html").write_text(
        f"{WORDS}<blockquote>It has saved us many weeks.<cite>Cy Dow</cite></blockquote>", "utf-8"
    )

    (one,) = names(cy, public)
    assert (one["contact"], one["publication"]) == (None, 1)
    assert standing(cy) == ["full-name-seen"]


def test_who_is_on_the_register_and_said_something_else_is_found_by_name(
    cy: CommandLine, public: Path
) -> None:
    cy.ok(REGISTERED)
    (public / "old.html").write_text(f'{WORDS}<p>"Fine thing." - Cy Dow</p>', "utf-8")

    (one,) = names(cy, public)
    assert (one["contact"], one["publication"], one["sure"]) == (1, None, True)
    assert standing(cy) == ["full-name-in-doubt"]


def test_what_was_asked_to_be_removed_is_told_once(cy: CommandLine, public: Path) -> None:
    cy.ok("takedown cy@dow.example --what testimonial")
    (public / "old.html").write_text(WORDS + QUOTED, "utf-8")

    found = cy(f"scan {public} --json").json["findings"]
    assert [one["what"] for one in found if one["by"] == "full name"] == ["still-shown"]


def test_nobody_who_was_erased_is_looked_for(cy: CommandLine, public: Path) -> None:
    (public / "old.html").write_text(WORDS + QUOTED, "utf-8")
    cy.ok("erase cy@dow.example --confirmed voice")

    assert names(cy, public) == []
    assert standing(cy) == []


def test_verify_asks_for_no_names_of_others(cy: CommandLine, public: Path) -> None:
    cy.db.with_name("privacyctl.toml").write_text(f'[site]\nbuilt = "{public}"\n', "utf-8")
    (public / "old.html").write_text(WORDS + QUOTED, "utf-8")
    cy.ok("add-customer 'Gurray GmbH' --at /old.html")
    cy.ok("takedown 'Gurray GmbH'")

    (task,) = cy("verify 1 --json").json["tasks"]
    assert {one["snippet"] for one in task["looks"]} == {None}
