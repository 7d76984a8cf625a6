"""Start: the demo."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from helpers.terminal import CommandLine

pytestmark = pytest.mark.usefixtures("loopback")


def test_the_demo_plays_in_the_folder_that_was_named(run: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "demo"

    said = run.ok(f"demo --in {folder}").out

    assert str(folder) in said.splitlines()[0]
    assert (folder / "privacyctl.db").is_file()


def test_the_demo_ends_with_one_overdue_one_near_and_one_fresh(run: CommandLine, tmp_path: Path) -> None:
    said = run.ok(f"demo --in {tmp_path / 'demo'}").out
    listed = said.partition("$ privacyctl due\n")[2].partition("\n\n")[0].splitlines()

    assert [line.rsplit("  ", 1)[1] for line in listed if line.startswith("task")] == [
        "overdue by 2 h 10 min",
        "2 h 30 min left",
        "2 h 30 min left",
        "23 h 40 min left",
    ]


def test_the_demo_shows_each_command_with_its_output(run: CommandLine, tmp_path: Path) -> None:
    said = run.ok(f"demo --in {tmp_path / 'demo'}").out

    assert "$ privacyctl optout peter@initech.example --via mail\npeter@initech.example: opted out" in said


def test_the_demo_leaves_a_record_that_one_can_go_on_with(run: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    run.ok(f"demo --in {folder}")

    run.ok("optout ann.lee@acme.example", db=folder / "privacyctl.db")

    assert run.ok("audit --verify", db=folder / "privacyctl.db").out


def test_the_demo_refuses_a_folder_with_files_in_it(run: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "mine.txt").touch()

    answer = run(f"demo --in {folder}")

    assert answer.status == 1
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_the_demo_does_not_touch_the_record_that_is_named(run: CommandLine, tmp_path: Path, db: Path) -> None:
    before = db.read_bytes()

    run.ok(f"demo --in {tmp_path / 'demo'}")

    assert db.read_bytes() == before


def test_the_demo_comes_back_to_where_it_was_started(run: CommandLine, tmp_path: Path) -> None:
    before = Path.cwd(), os.environ.get("PRIVACYCTL_DB")

    run.ok(f"demo --in {tmp_path / 'demo'} --json")

    assert (Path.cwd(), os.environ.get("PRIVACYCTL_DB")) == before


def test_the_demo_follows_each_removal_to_the_page(run: CommandLine, tmp_path: Path) -> None:
    said = run.ok(f"demo --in {tmp_path / 'demo'}").out
    verified = said.partition("$ privacyctl verify\n")[2].partition("\n\n")[0]
    page = (tmp_path / "demo" / "site" / "public" / "customers.html").read_text("utf-8")

    assert verified.count("Task ") == verified.count(": gone, verified ") == 4
    assert "Saved us weeks" not in page
    assert "We would not want to be without it any more." in page
    assert "Initech" in page


def test_the_demo_site_is_readable_by_a_web_server(run: CommandLine, tmp_path: Path) -> None:
    """What the deploy command makes has the user's own mask, and not the one of our private files."""
    run.ok(f"demo --in {tmp_path / 'demo'}")

    assert (tmp_path / "demo" / "site" / "public" / "customers.html").stat().st_mode & 0o777 == 0o644
