"""After an erasure every spelling of a person is gone, or named with the row or the file in which it stands.

Complete by construction: a column of text, or a file of the source that writes files, that is new
and has no place here fails a test.
"""
# ruff: noqa: S608  the SQL is put together of the schema's own names

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cli.requests.test_erase_bytes import NOT_PERSONAL, columns, full
from privacyctl.model.ids import ContactId
from privacyctl.model.made import MadeKind
from privacyctl.store import Store, made_files
from privacyctl.store.text_places import PLACES

if TYPE_CHECKING:
    from helpers.terminal import CommandLine

__all__ = ["full"]

SOURCE = Path(__file__).parents[3] / "src" / "privacyctl"
FORMS = [
    "Zoë Leebrook", "Leebrook, Zoë", "Zoë  Leebrook", "Zoë\u00a0Leebrook", "Zoë&nbsp;Leebrook", "ZOË LEEBROOK",
    "Zoe Leebrook", "Zo&euml; Leebrook", "Zo&#235; Leebrook", "Zo\\u00eb Leebrook", "Zoe\u0308 Leebrook",
    "Zoë+Leebrook", "Zo%C3%AB%20Leebrook", "Zoë Leebrook's", "Zoë Maria Leebrook", "zoe.leebrook", "zoeleebrook",
    "Z. Leebrook",
    "Leebrook, Z.", "Zoë L.", "zoe.lee@", "zoe.lee@x.example", "ZOE.LEE@X.EXAMPLE", "zoe.lee%40x.example",
    "zoe.lee at x dot example", "zoe.lee&#64;x.example",
]  # fmt: skip
FORMER = ["Zoë Winterbottom", "Winterbottom, Zoe", "Z. Winterbottom", "WINTERBOTTOM ZOË"]


def other_program(db: Path) -> sqlite3.Connection:
    """A connection to which no trigger says no."""
    connection = sqlite3.connect(db)
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


@pytest.fixture
def person(full: CommandLine) -> CommandLine:
    """Zoë, who was called Winterbottom, in a record in which every column says something of somebody else."""
    full.ok("add-contact zoe.lee@x.example --name 'Zoë Winterbottom'")
    full.ok("correct zoe.lee@x.example --name 'Zoë Leebrook' --by vendor")
    return full


def planted(db: Path, form: str) -> dict[str, set[str]]:
    """Column → the texts that were planted in it: the form, in every row of others."""
    found: dict[str, set[str]] = {}
    with contextlib.closing(other_program(db)) as connection, connection:
        (zoe,) = connection.execute("SELECT max(id) FROM contact").fetchone()
        for column in sorted(columns(db) - NOT_PERSONAL):
            table, name = column.split(".")
            where = {"contact": f"id <> {zoe}", "address": f"contact_id <> {zoe}"}.get(table, "true")
            rows = connection.execute(f"SELECT {name} FROM {table} WHERE {where} AND {name} <> ''").fetchall()
            for number, (text,) in enumerate(rows):
                made = f"{form} {number}" if name in {"match_key", "location", "order_ref"} else form
                connection.execute(
                    f"UPDATE {table} SET {name} = ? WHERE {name} = ? AND {where}", (made, text)
                )
                found.setdefault(column, set()).add(made)
    return found


def standing(db: Path, plants: dict[str, set[str]]) -> set[tuple[str, str, int]]:
    """The plants that are still there: (column, what its row is called, number)."""
    found = set()
    with contextlib.closing(sqlite3.connect(db)) as connection:
        for column, texts in plants.items():
            table, name = column.split(".")
            kind, number = PLACES[table]
            for text in texts:
                rows = connection.execute(
                    f"SELECT {number} FROM {table} WHERE {name} = ?", (text,)
                ).fetchall()
                found |= {(column, kind, row[0]) for row in rows}
    return found


def is_named(proof: Any, kind: str, number: int) -> bool:
    return f"{kind} {number}" in proof["shared_in"] or (kind, number) in {
        (one["row"], one["number"]) for one in proof["mentions"]
    }


@pytest.mark.parametrize("form", [*FORMS, *FORMER])
def test_every_spelling_in_every_column_is_gone_or_named(person: CommandLine, form: str) -> None:
    plants = planted(person.db, form)

    proof = person.ok("erase zoe.lee@x.example --confirmed voice --json").json["proof"]

    assert plants.keys() == columns(person.db) - NOT_PERSONAL
    left = standing(person.db, plants)
    assert [
        (column, kind, number) for column, kind, number in left if not is_named(proof, kind, number)
    ] == []
    assert proof["found"] == 0


def test_every_table_with_text_has_a_name_for_its_rows(run: CommandLine) -> None:
    tables = {column.split(".")[0] for column in columns(run.db)}

    assert tables - PLACES.keys() == {"audit"}


@pytest.mark.parametrize("form", FORMS)
def test_every_spelling_in_every_file_that_a_command_wrote_is_named(person: CommandLine, form: str) -> None:
    folder = person.db.parent.parent / "lists"
    folder.mkdir()
    for kind in MadeKind:
        (folder / kind).write_text("x" * 300_000 + f"\nsomebody\n{form}; and more\n", "utf-8")
        (folder / f"{kind}-of-others").write_text("Zoe Dow, zoe.lee@other.example, Leebrook\n")
        with contextlib.closing(Store.open(person.db)) as store:
            made_files.note(store, kind, [folder / kind, folder / f"{kind}-of-others"])

    answer = person.ok("erase zoe.lee@x.example --confirmed voice --json")

    assert {Path(one["path"]).name for one in answer.json["proof"]["made"]} == {
        kind.value for kind in MadeKind
    }
    assert "you made these on " in answer.err


# What writes a file, and what an erasure is told of it.
WRITERS = {
    "address_lists.py": MadeKind.MANIFEST,
    "anchors/ssh_signatures.py": "a signature and a public key, in a folder that goes at once",
    "atomic_files.py": "writes for the others",
    "cli/backup.py": "deletes what others left",
    "cli/demo_site.py": "a site of made-up people",
    "cli/demo_story.py": "made-up people",
    "cli/doctor.py": "looks for what others left",
    "cli/export_for.py": MadeKind.EXPORT,
    "cli/new_key.py": "settings, which name nobody",
    "cli/restore.py": "the data file, which is searched",
    "duties/making_record.py": "settings, which name nobody",
    "erasure_list.py": "keyed hashes alone",
    "keeping/archives.py": "what is in a copy: the data file, in a private folder that goes at once",
    "keeping/journal_copies.py": "the journal, which names nobody",
    "keeping/targets.py": "copies, encrypted: their day is told",
    "schedulers/written.py": "what a scheduler runs, without anybody in it",
    "keeping/workshop.py": "the data file, in a private folder that goes at once",
    "output/access_files.py": MadeKind.ACCESS,
    "output/notices.py": MadeKind.NOTICE,
    "output/screen/folder.py": "writes for the others",
    "samples/site/build.py": "a site of made-up people",
    "site/data/writing.py": "the user's own file, with less in it",
    "site/deploying.py": "a file without a name",
    "site/emitting.py": MadeKind.DATA,
    "store/journal/appending.py": "keyed marks and numbers alone",
    "store/new_files.py": "writes for the others",
    "store/store.py": "the data file, in a private folder that goes at once",
}
_WRITES = re.compile(
    r"atomic_files import|import atomic_files|screen\.folder import|write_text|write_bytes|mkstemp|TemporaryFile"
    r"|O_CREAT|open\([^)]*\"[wxa]b?\+?\""
)


def test_whatever_writes_a_file_says_whether_people_are_in_it() -> None:
    found = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if _WRITES.search(file.read_text("utf-8")) and file.name not in {"residue.py", "stream.py"}
    }

    assert found == WRITERS.keys()
    printed = {MadeKind.AUDIENCE, MadeKind.GATE}
    assert {kind for kind in WRITERS.values() if isinstance(kind, MadeKind)} | printed == set(MadeKind)


@pytest.mark.parametrize("kind", list(MadeKind))
def test_a_command_notes_every_kind_of_file(kind: MadeKind) -> None:
    notes = re.compile(rf"note_(?:made|printed)\(store, MadeKind\.{kind.name}\b")

    assert [file.stem for file in (SOURCE / "cli").glob("*.py") if notes.search(file.read_text("utf-8"))]


def test_nothing_replaces_a_name_but_what_remembers_it() -> None:
    """A name that is written anew leaves its keyed hashes: each place is looked at here."""
    sql = re.compile(r"UPDATE contact SET\s+name\b|update\(\s*\"contact\"[^)]*\bname=", re.DOTALL)
    found = {str(f.relative_to(SOURCE)) for f in SOURCE.rglob("*.py") if sql.search(f.read_text("utf-8"))}

    assert found == {"store/contacts.py", "store/orders.py", "store/wiping.py"}


@pytest.mark.parametrize(
    "line",
    [
        "correct 1 --name 'Ann Winterbottom' --confirmed voice",
        "correct 1 --name 'Ann Winterbottom' --by vendor",
        "add-contact ann@x.example --name 'Ann Winterbottom' --replace",
    ],
)
def test_a_name_of_former_times_is_known_by_its_hash(run: CommandLine, line: str) -> None:
    run.ok("add-contact ann@x.example --name 'Ann Leebrook'")
    run.ok("takedown 'Leebrook, A.' --unknown --note please")
    run.ok("close 1 --because nothing-found --note looked")
    run.ok(line)
    assert "Ann Leebrook" not in run.in_bytes("Ann Leebrook")

    answer = run.ok("erase ann@x.example --confirmed voice")

    assert "Perhaps theirs: case 1 is of nobody on record, and mentions them." in answer.out
    taken = run.ok("erase 1 --case 1")
    assert "Their words in case 1 are erased; contact 1 was before." in taken.out
    assert run.in_bytes("Leebrook") == []
    assert run.ok("erase 1 --case 1 --json").json["changed"] is False


def test_a_name_that_a_newer_order_replaced_is_known_too(run: CommandLine, load: Any) -> None:
    load.ok("Order,Email,Product,Name,Date", "1,ann@x.example,Widget,Ann Leebrook,2026-01-02")
    load.ok("Order,Email,Product,Name,Date", "2,ann@x.example,Widget,Ann Winterbottom,2026-03-02")
    run.ok("takedown 'Ann Leebrook' --unknown --note please")

    assert run.ok("erase ann@x.example --confirmed voice --json").json["proof"]["mentions"] == [
        {"row": "case", "number": 1, "sure": False, "perhaps_theirs": True}
    ]


def test_a_case_under_a_typed_name_that_their_own_mail_opened_is_theirs(
    run: CommandLine, tmp_path: Path
) -> None:
    mail = tmp_path / "ann.eml"
    mail.write_text(
        "Received: by mx.vendor.example; Sun, 22 Nov 2026 09:14:00 +0000\nFrom: ann@x.example\n"
        "Message-ID: <1@x.example>\n\nIt is Ann Leebrook who writes.\n"
    )
    run.ok("add-contact ann@x.example --name 'Ann Leebrook'")
    run(f"takedown 'A. Leebrook' --message {mail}")
    run.ok("close 1 --because nothing-found --note looked")

    proof = run.ok("erase ann@x.example --confirmed voice --json").json["proof"]

    assert proof["mentions"] == []
    assert run.in_bytes("Leebrook") == []


def test_one_persons_words_are_never_taken_for_those_of_another_of_that_name(run: CommandLine) -> None:
    run.ok("add-contact one@x.example --name 'Ann Leebrook'")
    run.ok("add-contact two@x.example --name 'Ann Leebrook'")
    run.ok("takedown two@x.example --note 'Ann Leebrook wants it off.'")

    answer = run.ok("erase one@x.example --confirmed voice")

    assert "On record for others too, and so still there: 1 value (case 1, contact 2)." in answer.out
    refused = run("erase 1 --case 1")
    assert refused.status == 1
    assert "case 1 is of contact 2, and its words are not theirs to erase" in refused.err
    assert "Ann Leebrook wants it off." in run.ok("show two@x.example").out


def test_the_answer_that_was_handed_out_is_named_and_then_forgotten(run: CommandLine, out: Path) -> None:
    run.ok("add-contact ann@x.example --name 'Ann Leebrook'")
    run.ok(f"access ann@x.example --confirmed voice --out {out}")

    answer = run.ok("erase ann@x.example --confirmed voice")

    assert "you made these on 22 Nov 2026: delete them" in answer.err
    assert f"rm {out / 'access-case-1.html'} {out / 'access-case-1.json'}" in answer.err
    assert run.in_bytes(str(out)) == []


def test_what_is_deleted_already_is_not_named(run: CommandLine, out: Path) -> None:
    run.ok("add-contact ann@x.example --name 'Ann Leebrook'")
    run.ok(f"access ann@x.example --confirmed voice --out {out}")
    for file in out.iterdir():
        file.unlink()

    assert run.ok("erase ann@x.example --confirmed voice --json").json["proof"]["made"] == []


@pytest.mark.parametrize("command", ["erase ann@x.example --confirmed voice", "purge"])
def test_what_a_killed_writer_left_goes_wherever_one_wrote(run: CommandLine, out: Path, command: str) -> None:
    run.ok("add-contact ann@x.example --name 'Ann Leebrook'")
    run.ok("add-contact bo@x.example")
    run.ok(f"access bo@x.example --confirmed voice --out {out}")
    left = out / ".privacyctl-abc"
    left.write_text("Ann Leebrook")
    with contextlib.closing(Store.open(run.db)) as store:
        made_files.note(store, MadeKind.ACCESS, [out / "x"], ContactId(1))
    assert str(out) in run.ok("doctor").out

    run.ok(command)

    assert not left.exists()
    assert "unfinished" not in run.ok("doctor").out
