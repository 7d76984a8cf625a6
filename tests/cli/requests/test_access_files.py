"""`access --out`: two files, private and whole, and a case that is answered when they are there."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from helpers.access_cases import asked
from helpers.notices import SURVEYS, settle, tell
from helpers.terminal import Clock, CommandLine
from privacyctl import atomic_files
from privacyctl.duties.rights import rights

pytestmark = pytest.mark.usefixtures("on_record")


def test_confirmed_and_with_a_folder_both_files_are_written_and_the_case_is_answered(
    run: CommandLine, out: Path
) -> None:
    found = asked(run, f"ann@acme.example --confirmed voice --out {out}")

    page, data = (out / f"access-case-1.{kind}" for kind in ("html", "json"))
    assert found["files"] == [str(page), str(data)]
    assert (found["confirmed"], found["how"], found["state"], found["changed"]) == (
        True,
        "voice",
        "answered",
        True,
    )
    assert (found["answered_at"], found["to"]) == ("2026-11-22T12:00:00Z", "ann@acme.example")
    assert "Ann Lee" in page.read_text("utf-8")
    assert json.loads(data.read_text("utf-8"))["held"]["purchases"][0]["order"] == "1001"
    assert run.acts()[-3:] == ["access-opened", "confirmed", "access-answered"]
    (case,) = run.ok("requests --json").json["requests"]
    assert (case["open"], case["closed_because"]) == (False, "answered")
    assert case["closing_note"] == (
        "handed out: addresses 2, purchases 1, decisions 0, publications 0, requests 1, disclosures 0"
    )


def test_only_the_owner_can_read_what_was_written(run: CommandLine, out: Path) -> None:
    found = asked(run, f"ann@acme.example --confirmed voice --out {out / 'deep'}")

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (out, out / "deep", *map(Path, found["files"]))]
    assert modes == [0o700, 0o700, 0o600, 0o600]


def test_where_the_system_has_no_files_without_a_name_they_are_as_private_and_as_whole(
    run: CommandLine, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_TMPFILE")

    asked(run, f"ann@acme.example --confirmed voice --out {out}")

    found = sorted(out.iterdir())
    assert [path.name for path in found] == ["access-case-1.html", "access-case-1.json"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in found] == [0o600, 0o600]
    assert found[0].read_text("utf-8").endswith("</html>\n")


def test_a_folder_that_others_may_look_into_is_reported(run: CommandLine, out: Path) -> None:
    out.mkdir(mode=0o755)

    answer = run.ok(f"access ann@acme.example --confirmed voice --out {out}")

    assert "others on this machine may look into" in answer.err


def test_confirmed_without_a_folder_it_says_what_is_needed(run: CommandLine) -> None:
    answer = run.ok("access ann@acme.example --confirmed account")

    assert "access WHO --out FOLDER" in answer.out


@pytest.mark.parametrize("name", ["access-case-1.html", "access-case-1.json"])
def test_a_file_that_stands_there_is_not_overwritten(run: CommandLine, out: Path, name: str) -> None:
    out.mkdir()
    (out / name).write_text("mine")

    answer = run(f"access ann@acme.example --confirmed voice --out {out}")

    assert answer.status == 1
    assert f"{name} is there already and is not overwritten" in answer.err
    assert [path.name for path in out.iterdir()] == [name]
    assert (out / name).read_text() == "mine"
    assert run.ok("requests --json").json["requests"][0]["open"] is True


def test_what_cannot_be_written_leaves_the_case_open(run: CommandLine, out: Path) -> None:
    out.write_text("a file")

    answer = run(f"access ann@acme.example --confirmed voice --out {out}")

    assert answer.status == 2
    assert "cannot be written: " in answer.err
    assert run.ok("requests --json").json["requests"][0]["open"] is True


def test_stopped_between_the_files_and_the_record_the_next_run_finishes(
    run: CommandLine, out: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rights, "answer", stop)
        stopped = run(f"access ann@acme.example --confirmed voice --out {out}")
    assert stopped.status == 130
    assert "it is done" not in stopped.err
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert len(before) == 2
    clock.forward(minutes=10)

    found = asked(run, f"ann@acme.example --out {out}")

    assert found["state"] == "answered"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_stopped_and_changed_since_it_says_so_and_hands_out_nothing_stale(
    run: CommandLine, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rights, "answer", stop)
        run(f"access ann@acme.example --confirmed voice --out {out}")
    run.ok("add-purchase ann@acme.example --order 1002 --product Widget")

    answer = run(f"access ann@acme.example --out {out}")

    assert answer.status == 1
    assert "is there already" in answer.err


def test_closed_while_the_files_were_being_written_they_are_taken_back(
    run: CommandLine, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = atomic_files.settle

    def settled(folder: Path) -> None:
        settle(folder)
        CommandLine(run.db, run.clock).ok("close 1 --because withdrawn --note 'They took it back.'")

    monkeypatch.setattr(atomic_files, "settle", settled)

    answer = run(f"access ann@acme.example --confirmed voice --out {out}")

    assert answer.status == 1
    assert list(out.iterdir()) == []


def test_an_address_that_is_changed_while_the_files_are_being_written_takes_them_back(
    run: CommandLine, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer would go to an address that nobody has confirmed."""
    settle = atomic_files.settle

    def settled(folder: Path) -> None:
        settle(folder)
        with closing(sqlite3.connect(run.db)) as connection:
            connection.execute(
                """INSERT INTO correction (contact_id, field, word, at, entry)
                   SELECT 1, 'email', 'person', 0, max(seq) + 1 FROM audit"""
            )
            connection.commit()

    monkeypatch.setattr(atomic_files, "settle", settled)

    answer = run(f"access ann@acme.example --confirmed voice --out {out}")

    assert answer.status == 1
    assert "it is not confirmed who asks" in answer.err
    assert list(out.iterdir()) == []


def test_it_says_how_long_what_is_kept_and_names_the_purposes_of_the_vendors_own_that_concern_them(
    run: CommandLine, out: Path, tmp_path: Path
) -> None:
    other = SURVEYS.replace("surveys", "research")
    settle(run, f'{SURVEYS}{other}[purposes.order]\nretention = "10y"\n')
    assert tell(run, tmp_path).status == 0

    run.ok(f"access ann@acme.example --confirmed voice --out {out}")

    kept = json.loads((out / "access-case-1.json").read_text("utf-8"))["held"]["kept"]
    assert [one["purpose"] for one in kept] == ["order", "updates", "testimonial", "customer-list", "surveys"]
    assert kept[0]["how_long"] == "for 10 years, and longer where a law wants the order kept"
    assert kept[-1] == {
        "purpose": "surveys",
        "what_for": "to ask buyers what to build next",
        "basis": "legitimate interests; you can opt out at any time",
        "how_long": "for 2 years, or until you say no; that you did is then kept for good, so that no import undoes it",
    }
    assert "to ask buyers what to build next" in (out / "access-case-1.html").read_text("utf-8")
