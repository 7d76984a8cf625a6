"""The file is private from its first byte, and what was removed is gone from its bytes."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from helpers.terminal import NOON, SECRET
from privacyctl.store import Store
from privacyctl.store.file import making

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.terminal import CommandLine

MASKS = [0o022, 0o000]
NEEDLE = "Rumpelstilzchen"


def mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):04o}"


@pytest.fixture(params=MASKS, ids=oct)
def careless(request: pytest.FixtureRequest) -> None:
    """Whoever starts us lets everybody read, or write, what we make."""
    os.umask(request.param)


@pytest.fixture
def first_bytes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modes of every file that lies in the folder of a database at each of its statements."""
    seen: list[str] = []
    connect = sqlite3.connect

    def watching(name: str, *arguments: object, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(name, *arguments, **options)  # type: ignore[call-overload]
        path = name.removeprefix("file://").partition("?")[0]

        def look(_statement: str) -> None:
            with contextlib.suppress(FileNotFoundError):
                seen.extend(
                    f"{one.name.rpartition('.')[2]} {stat.S_IMODE(one.stat().st_mode):04o}"
                    for one in os.scandir(os.path.dirname(path))  # noqa: PTH120
                )

        connection.set_trace_callback(look)
        return connection

    monkeypatch.setattr(sqlite3, "connect", watching)
    return seen


@pytest.mark.usefixtures("careless")
def test_what_init_makes_is_private(tmp_path: Path, run: CommandLine) -> None:
    folder = tmp_path / "new" / "folder"

    run.ok("init", db=folder / "privacyctl.db")

    assert mode(folder.parent) == "0700"
    assert mode(folder) == "0700"
    assert mode(folder / "privacyctl.db") == "0600"
    assert mode(folder / "privacyctl.toml") == "0600"


@pytest.mark.usefixtures("careless")
def test_the_data_file_is_private_before_it_holds_a_word(tmp_path: Path, first_bytes: list[str]) -> None:
    making.create(tmp_path / "record" / "privacyctl.db", SECRET, NOON)

    assert {one.split()[1] for one in first_bytes} == {"0600"}
    assert len(first_bytes) > 20


@pytest.mark.usefixtures("careless")
def test_the_journal_is_private_at_every_statement(run: CommandLine, first_bytes: list[str]) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")

    assert "db-journal 0600" in first_bytes
    assert set(first_bytes) == {"db 0600", "db-journal 0600", "journal 0600"}


@pytest.mark.usefixtures("careless")
def test_a_manifest_is_private(tmp_path: Path, run: CommandLine) -> None:
    manifest = tmp_path / "manifest.json"

    run.ok(f"gate - --purpose updates --manifest {manifest}", given="ann@acme.example\n")

    assert mode(manifest) == "0600"


@pytest.mark.usefixtures("careless")
@pytest.mark.usefixtures("loopback")
def test_what_the_demo_makes_is_private(tmp_path: Path, run: CommandLine) -> None:
    run.ok(f"demo --in {tmp_path / 'demo'}")

    made = list((tmp_path / "demo").iterdir())
    assert {mode(path) for path in made if path.is_file()} == {"0600"}
    assert {mode(path) for path in made if path.is_dir()} == {"0700"}
    assert mode(tmp_path / "demo") == "0700"


def test_a_folder_that_stands_is_left_as_it_is(tmp_path: Path, run: CommandLine) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)

    run.ok("init", db=folder / "privacyctl.db")

    assert mode(folder) == "0755"


def test_a_mode_that_the_owner_chose_is_left_as_it_is(run: CommandLine) -> None:
    run.db.chmod(0o640)

    run.ok("add-contact ann@acme.example")

    assert mode(run.db) == "0640"


def forget(db: Path, change: Callable[[Store], None]) -> bytes:
    """All bytes of the record's folder after a change."""
    with contextlib.closing(Store.open(db)) as store:
        change(store)
    return b"".join(path.read_bytes() for path in db.parent.iterdir())


@pytest.mark.parametrize("size", [1, 1_000], ids=["a-word", "overflow-pages"])
def test_an_emptied_text_is_gone_from_the_bytes(size: int, run: CommandLine) -> None:
    run.ok(f"takedown stranger@example.net --note '{f'{NEEDLE} ' * size}'")
    assert NEEDLE.encode() in run.db.read_bytes()

    def empty(store: Store) -> None:
        with store.transaction() as tx:
            tx.write("UPDATE request_text SET note = NULL, body = NULL, who = NULL")
            tx.record("noted")

    assert NEEDLE.encode() not in forget(run.db, empty)


def test_a_deleted_row_and_its_index_are_gone_from_the_bytes(run: CommandLine) -> None:
    for number in range(3):
        run.ok(f"add-contact {NEEDLE}{number}@example.com --company '{NEEDLE} {number}'")
    assert NEEDLE.encode() in run.db.read_bytes()

    def delete(store: Store) -> None:
        with store.transaction() as tx:
            tx.write("DROP TRIGGER address_gone_by_event")
            tx.write("DELETE FROM address")
            tx.write("DELETE FROM contact")
            tx.write("DELETE FROM company")
            tx.record("noted")

    assert NEEDLE.lower().encode() not in forget(run.db, delete).lower()


def test_a_replaced_name_is_gone_from_the_bytes(run: CommandLine) -> None:
    run.ok(f"add-contact ann@acme.example --name '{NEEDLE} Lee'")

    run.ok("add-contact ann@acme.example --name 'Ann Lee' --replace")

    assert NEEDLE.encode() not in run.db.read_bytes()
    assert {path.name for path in run.db.parent.iterdir()} == {"privacyctl.db", "privacyctl.db.journal"}
    assert run.in_bytes(NEEDLE) == []
