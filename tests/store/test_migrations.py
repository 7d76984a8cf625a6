"""An older file is brought up to date, all or nothing, with a copy laid aside; a newer one is refused."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers.terminal import NOON, SECRET
from privacyctl.duties import audit
from privacyctl.errors import Newer, Untrusted
from privacyctl.store import Store
from privacyctl.store.file import connecting, making

if TYPE_CHECKING:
    from helpers.terminal import CommandLine

FIRST = Path(__file__).parent.parent / "versions" / "v1.db"
LATER = ["CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT", "INSERT INTO later (id) VALUES (7)"]
BROKEN = [*LATER, "INSERT INTO later (id) VALUES ('seven')"]


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make this the next version of privacyctl, with one migration more."""
    known = making.migrations()

    def become(statements: list[str]) -> None:
        monkeypatch.setattr(connecting, "VERSION", len(known) + 1)
        monkeypatch.setattr(making, "migrations", lambda: [*known, statements])

    return become


def value(db: Path, sql: str) -> object:
    with closing(sqlite3.connect(db)) as other:
        return other.execute(sql).fetchone()[0]


def test_a_blank_file_has_the_newest_version(db: Path) -> None:
    assert value(db, "PRAGMA user_version") == connecting.VERSION == len(making.migrations())
    assert value(db, "PRAGMA application_id") == int.from_bytes(b"pvcy")


def test_a_blank_file_holds_a_key_and_nothing_else(store: Store) -> None:
    tables = [row[0] for row in store.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    filled = [table for table in tables if store.value(f"SELECT count(*) FROM {table}")]  # noqa: S608

    assert filled == ["secret"]
    assert store.value("SELECT value FROM secret") == SECRET


@pytest.mark.parametrize("made", sorted(FIRST.parent.glob("v*.db")), ids=lambda made: made.stem)
def test_a_file_of_every_version_opens_and_holds(run: CommandLine, made: Path) -> None:
    shutil.copy(made, run.db)
    run.db.chmod(0o600)

    assert run.ok("doctor --json").json["sound"]
    assert "task 1 " in run.ok("due --within 48h").out
    assert run.ok("contacts --json").json["total"] == 3
    assert run.ok("audit --verify").status == 0
    run.ok("optout ann.lee@acme.example")
    assert run.ok("audit --verify").status == 0


def test_every_version_has_left_a_file() -> None:
    made = {f"v{number}.db" for number in range(1, connecting.VERSION + 1)}

    assert {file.name for file in FIRST.parent.glob("v*.db")} == made


def test_an_older_file_is_brought_up_to_date(run: CommandLine, next_version: Any) -> None:
    run.ok("add-contact ann@acme.example")
    next_version(LATER)

    run.ok("add-contact bo@smith.example")

    assert value(run.db, "PRAGMA user_version") == len(making.migrations())
    assert value(run.db, "SELECT id FROM later") == 7
    assert value(run.db, "SELECT count(*) FROM contact") == 2


def test_a_reading_command_upgrades_too(run: CommandLine, next_version: Any) -> None:
    run.ok("add-contact ann@acme.example")
    next_version(LATER)

    assert "ann@acme.example" in run.ok("contacts").out
    assert value(run.db, "PRAGMA user_version") == len(making.migrations())


def test_a_table_that_others_refer_to_can_be_made_anew(run: CommandLine, next_version: Any) -> None:
    run.ok("add-contact ann@acme.example")
    made = next(one for one in making.migrations()[0] if one.startswith("CREATE TABLE contact ("))
    next_version(
        [
            made.replace("contact", "anew", 1),
            "INSERT INTO anew SELECT * FROM contact",
            "DROP TABLE contact",
            "ALTER TABLE anew RENAME TO contact",
        ]
    )

    assert "ann@acme.example" in run.ok("contacts").out


def test_a_migration_that_leaves_a_reference_to_nothing_changes_nothing(db: Path, next_version: Any) -> None:
    before = db.read_bytes()
    next_version(
        ["INSERT INTO address (match_key, contact_id, is_main, entry) VALUES ('a@x.example', 9, 1, 1)"]
    )

    with pytest.raises(RuntimeError, match="refers to nothing"):
        Store.open(db)

    assert db.read_bytes() == before


def test_the_old_file_is_laid_aside_whole_and_private(run: CommandLine, next_version: Any) -> None:
    run.ok("add-contact ann@acme.example")
    next_version(LATER)

    run.ok("add-contact bo@smith.example")

    aside = run.db.with_name(f"privacyctl.db.before-v{connecting.VERSION}")
    assert value(aside, "PRAGMA user_version") == connecting.VERSION - 1
    assert value(aside, "PRAGMA application_id") == connecting.APPLICATION_ID
    assert value(aside, "PRAGMA integrity_check") == "ok"
    assert value(aside, "SELECT count(*) FROM contact") == 1
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    made = {"privacyctl.db", "privacyctl.db.journal", aside.name}
    assert {path.name for path in run.db.parent.iterdir()} == made


def test_the_copy_that_a_failed_upgrade_left_is_made_anew(
    run: CommandLine, next_version: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(BROKEN)
    assert run("contacts").status != 0
    monkeypatch.undo()
    run.ok("add-contact ann@acme.example")
    next_version(LATER)

    run.ok("contacts")

    aside = run.db.with_name(f"privacyctl.db.before-v{connecting.VERSION}")
    assert value(aside, "SELECT count(*) FROM contact") == 1


def test_a_migration_that_fails_half_way_changes_nothing(db: Path, next_version: Any) -> None:
    before = db.read_bytes()
    next_version(BROKEN)

    with pytest.raises(sqlite3.IntegrityError):
        Store.open(db)

    assert db.read_bytes() == before
    assert not db.with_name("privacyctl.db-journal").exists()


def test_a_failed_upgrade_lets_go_of_the_file_before_anybody_closes_it(db: Path, next_version: Any) -> None:
    with (
        closing(connecting.open_unchecked(db)) as connection,
        closing(sqlite3.connect(db, timeout=0)) as other,
    ):
        next_version(BROKEN)

        with pytest.raises(sqlite3.IntegrityError):
            making.upgrade(connection, db)

        assert not connection.in_transaction
        other.execute("BEGIN IMMEDIATE")


def test_after_a_failed_upgrade_the_old_version_goes_on(
    run: CommandLine, next_version: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(BROKEN)
    assert run("contacts").status != 0
    monkeypatch.undo()

    run.ok("add-contact ann@acme.example")

    with closing(Store.open(run.db)) as store:
        assert audit.verify(store).holds


def test_what_is_up_to_date_is_not_touched(db: Path) -> None:
    before = db.read_bytes()

    Store.open(db).close()

    assert db.read_bytes() == before
    assert list(db.parent.iterdir()) == [db]


def test_a_newer_file_is_refused_and_left_as_it_is(db: Path) -> None:
    with closing(sqlite3.connect(db)) as other:
        other.execute("PRAGMA user_version=99")
    before = db.read_bytes()

    with pytest.raises(Newer, match="later privacyctl"):
        Store.open(db)

    assert db.read_bytes() == before


def test_a_file_that_is_there_is_never_made_anew(db: Path) -> None:
    before = db.read_bytes()

    with pytest.raises(Untrusted, match="not overwritten"):
        making.create(db, SECRET, NOON)

    assert db.read_bytes() == before
    assert list(db.parent.iterdir()) == [db]
