"""Fifty processes at once lose nothing, and none is told of a lock."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from privacyctl.duties import audit
from privacyctl.store import Store
from privacyctl.store.file import connecting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from helpers.terminal import CommandLine

pytestmark = pytest.mark.slow

MANY = Path(__file__).with_name("many.py")


@dataclass(frozen=True)
class Ended:
    """How one of many ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def crowd() -> Callable[..., list[Ended]]:
    """Run command lines at the same instant, each in a process of its own."""

    def run_at_once(lines: Sequence[Sequence[str]], *, later: bool = False) -> list[Ended]:
        answer = subprocess.run(
            [sys.executable, str(MANY)],
            input=json.dumps({"lines": lines, "later": later}),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return [Ended(*one) for one in json.loads(answer.stdout)]

    return run_at_once


def test_fifty_at_once_lose_nothing(run: CommandLine, crowd: Callable[..., list[Ended]]) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company Acme")
    run.ok("add-customer Acme --contact ann@acme.example --at /customers")
    lines = [
        *(["add-contact", f"new{n}@example.com", "--company", "Shared Ltd"] for n in range(20)),
        *(["optout", f"gone{n}@example.com"] for n in range(14)),
        *(["takedown", f"asks{n}@example.com"] for n in range(8)),
        *(["due"] for _ in range(8)),
    ]

    ended = crowd([["--db", str(run.db), *line] for line in lines])

    assert {one.status for one in ended} == {0}
    assert not any("lock" in one.err or "error" in one.err for one in ended)
    store = Store.open(run.db)
    counts = {
        table: store.value(f"SELECT count(*) FROM {table}")  # noqa: S608
        for table in ("contact", "company", "suppression", "request", "takedown", "due_run", "audit")
    }
    assert counts == {
        "contact": 21,
        "company": 2,
        "suppression": 14,
        "request": 8,
        "takedown": 8,
        "due_run": 1,
        "audit": 2 + 20 + 14 + 8,
    }
    assert audit.verify(store).holds
    store.close()


def test_twenty_who_say_the_same_do_it_once(run: CommandLine, crowd: Callable[..., list[Ended]]) -> None:
    ended = crowd([["--db", str(run.db), "optout", "ann@acme.example", "--json"]] * 20)

    assert {(one.status, one.err) for one in ended} == {(0, "")}
    assert Counter('"changed": true' in one.out for one in ended) == {True: 1, False: 19}


def test_of_fifty_that_make_the_file_one_does(tmp_path: Path, crowd: Callable[..., list[Ended]]) -> None:
    db = tmp_path / "new" / "folder" / "privacyctl.db"

    ended = crowd([["--db", str(db), "init", "--json"]] * 50)

    assert {(one.status, one.err) for one in ended} == {(0, "")}
    assert Counter('"changed": true' in one.out for one in ended) == {True: 1, False: 49}
    assert sorted(path.name for path in db.parent.iterdir()) == ["privacyctl.db", "privacyctl.toml"]


def test_a_crowd_upgrades_the_file_once(run: CommandLine, crowd: Callable[..., list[Ended]]) -> None:
    run.ok("add-contact ann@acme.example")

    ended = crowd(
        [["--db", str(run.db), "add-contact", f"new{n}@example.com"] for n in range(20)], later=True
    )

    assert {(one.status, one.err) for one in ended} == {(0, "")}
    with sqlite3.connect(run.db) as after:
        assert after.execute("PRAGMA user_version").fetchone() == (connecting.VERSION + 1,)
        assert after.execute("SELECT count(*) FROM contact").fetchone() == (21,)
        assert after.execute("SELECT count(*) FROM later").fetchone() == (0,)
    after.close()
    aside = run.db.with_name(f"privacyctl.db.before-v{connecting.VERSION + 1}")
    with sqlite3.connect(aside) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (connecting.VERSION,)
        assert before.execute("SELECT count(*) FROM contact").fetchone() == (1,)
    before.close()
    assert sorted(path.name for path in run.db.parent.iterdir()) == [
        "privacyctl.db",
        aside.name,
        "privacyctl.db.journal",
    ]
