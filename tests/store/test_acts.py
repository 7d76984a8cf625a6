"""The state of the record is what its entries did to it, and whoever changes it otherwise is noticed."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from helpers import copies
from helpers.maildirs import mail, put
from helpers.other_program import edit
from helpers.terminal import NOON, SECRET, Clock, CommandLine
from privacyctl.model.acts import vocabulary
from privacyctl.model.acts.act import STATE
from privacyctl.store import Store
from privacyctl.store.file import making

FIRST = Path(__file__).parent.parent / "versions" / "v1.db"


SETTINGS = """
[recipients.mailer]
purposes = ["order"]
fields = ["email"]

[purposes.surveys]
for = "to ask buyers what to build next"
basis = "legitimate-interests"
choice = "opt-out"
fields = ["email"]
"""
INBOX = """
[[inbox]]
name = "support"
maildir = "{}"
since = 2026-11-01
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a record with a row in every table that holds state, made once."""
    tmp_path = tmp_path_factory.mktemp("told")
    run = CommandLine(tmp_path / "record" / "privacyctl.db", Clock())
    making.make_folder(run.db.parent)
    making.create(run.db, SECRET, NOON)
    run.db.with_name("privacyctl.toml").write_text(
        SETTINGS + copies.settings(tmp_path / "usb") + INBOX.format(tmp_path / "mail"), "utf-8"
    )
    run.db.with_name("privacyctl.toml").chmod(0o600)
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    run.ok("policy --adopt")
    (tmp_path / "ask.txt").write_text("We would like to ask you.", "utf-8")
    run.ok(f"announce surveys --text '{tmp_path / 'ask.txt'}' --days 30 --out '{tmp_path / 'notice'}'")
    run.ok("add-purchase ann@acme.example --order 1 --product Pro")
    run.ok("disclose ann@acme.example --to mailer --purpose order --fields email")
    run.ok("add-testimonial ann@acme.example --quote Good. --attribution A.L. --at /words --permission Yes.")
    run.ok("takedown ann@acme.example")
    run.ok("takedown ann@acme.example --received '2h ago'")
    run.ok("removed 1 --note 'Took it out.'")
    run.ok("verify 1 --attest Gone.")
    run.ok("access ann@acme.example")
    run.ok("optout ann@acme.example stranger@example.net --received '2d ago'")
    run.ok("optin ann@acme.example --purpose updates --evidence 'Yes again.'")
    run.ok(
        "optout ann@acme.example --purpose testimonial --received '1d ago'"
    )  # her yes has no time of its own
    run.ok("takedown stranger@example.net")
    run.ok("close 3 --because nothing-found --note 'Looked: nothing.'")
    page = tmp_path / "words.html"
    page.write_text(
        "<figure><blockquote>Good.</blockquote><figcaption>Ann Lee</figcaption></figure>", "utf-8"
    )
    assert run(f"scan '{page}'").status == 1
    run.ok("optout bo@smith.example")
    slip = run.ok("audit --json").json["entries"][-1]["seq"]
    run.ok(f"undo {slip} --note 'typed by mistake'")
    put(tmp_path / "mail", "1.host", mail())
    run.ok("inbox")
    run.ok("triage 1 --as question")
    (tmp_path / "usb").mkdir()
    run.ok("backup")
    (copy,) = (tmp_path / "usb").glob("*.age")
    run.ok(f"restore {copy} --identity {copies.key_file(tmp_path)} --dry-run")
    run.ok(f"restore {copy} --identity {copies.key_file(tmp_path)} --replace")
    return run.db.parent


@pytest.fixture
def lived(told: Path, tmp_path: Path) -> CommandLine:
    """A copy of that record."""
    shutil.copytree(told, tmp_path / "lived")
    return CommandLine(tmp_path / "lived" / "privacyctl.db", Clock())


def test_a_record_that_commands_alone_wrote_is_as_its_entries_left_it(lived: CommandLine) -> None:
    assert lived.ok("audit --verify --json").json["rows"] == []
    assert lived.ok("doctor --json").json["sound"]


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, (_, columns) in STATE.items() for column in columns]
)
def test_a_column_of_the_state_that_something_else_changed_is_named(
    table: str, column: str, lived: CommandLine
) -> None:
    key = STATE[table][0]
    with closing(sqlite3.connect(lived.db)) as other:
        number, value = other.execute(f"SELECT {key}, {column} FROM {table} LIMIT 1").fetchone()  # noqa: S608
    changed = (
        "x'00'"
        if isinstance(value, bytes)
        else "'other'"
        if isinstance(value, str)
        else f"ifnull({column}, 0) + 1"
    )
    edit(lived.db, f"UPDATE {table} SET {column} = {changed} WHERE {key} = {number}")  # noqa: S608

    answer = lived("audit --verify --json")

    assert answer.status == 3
    assert {"table": table, "number": number, "columns": [column], "gone": False} in answer.json["rows"]


@pytest.mark.parametrize("table", [table for table in STATE if table != "publication"])
def test_a_row_of_the_state_that_is_gone_is_named(table: str, lived: CommandLine) -> None:
    with closing(Store.open(lived.db)) as store:
        number = store.value(f"SELECT min({STATE[table][0]}) FROM {table}")  # noqa: S608
    edit(lived.db, f"DELETE FROM {table} WHERE {STATE[table][0]} = {number}")  # noqa: S608

    answer = lived("audit --verify --json")

    assert answer.status == 3
    assert {"table": table, "number": number, "columns": [], "gone": True} in answer.json["rows"]


@pytest.mark.parametrize("table", [table for table in STATE if table != "publication"])
def test_a_row_of_the_state_that_no_entry_made_is_named(table: str, lived: CommandLine) -> None:
    key = STATE[table][0]
    with closing(sqlite3.connect(lived.db)) as other:
        names = [row[1] for row in other.execute(f"PRAGMA table_info({table})")]
        taken = other.execute(f"SELECT max({key}) FROM {table}").fetchone()[0]  # noqa: S608
    told = ", ".join({key: "1000", "fingerprint": "randomblob(16)", "at": "at - 1"}.get(n, n) for n in names)
    edit(
        lived.db,
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {told} FROM {table} WHERE {key} = {taken}",  # noqa: S608
    )

    answer = lived("audit --verify --json")

    assert answer.status == 3
    assert {"table": table, "number": 1000, "columns": [], "gone": False} in answer.json["rows"]


def test_a_record_of_the_older_form_says_how_much_it_cannot_tell(run: CommandLine) -> None:
    shutil.copy(FIRST, run.db)
    run.db.chmod(0o600)

    assert run.ok("audit --verify --json").json["told_by_rows_alone"] > 0
    run.ok("optout ann.lee@acme.example")
    run.ok("removed 1 --note x")
    assert run.ok("audit --verify --json").json["rows"] == []


def test_what_the_words_of_an_older_entry_tell_is_held_too(run: CommandLine) -> None:
    shutil.copy(FIRST, run.db)
    run.db.chmod(0o600)
    edit(run.db, "UPDATE takedown SET state = 'removed', verified_at = NULL WHERE id = 2")

    answer = run("audit --verify --json")

    assert answer.status == 3
    assert answer.json["rows"] == [
        {"table": "takedown", "number": 2, "columns": ["state", "verified_at"], "gone": False}
    ]


def test_every_act_is_read_back_as_it_was_written(lived: CommandLine) -> None:
    bodies = [entry["acts"] for entry in lived.ok("audit --json").json["entries"]]

    for text in filter(None, bodies):
        assert vocabulary.written(vocabulary.read(text)) == text


@pytest.mark.parametrize(
    "text", ["", "made-up 1", "removal-verified 1", "removal-verified 1 2 3 4", "case-ended x y #zz"]
)
def test_what_is_no_act_of_ours_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="does not know"):
        vocabulary.read(text)
