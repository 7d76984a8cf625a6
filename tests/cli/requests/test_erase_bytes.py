"""After an erasure nothing of the person is in the bytes of any file of the folder, in any spelling."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import Importer
from privacyctl.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.terminal import CommandLine

MARK = "zqx"
"""Stands in every text about the person, and nowhere else."""
MAIL = """\
Received: from mail.zqx.example by mx.vendor.example with ESMTPS id 1; Sun, 22 Nov 2026 {hour}:14:00 +0000
From: Ann Zqxlee <{sender}>
Message-ID: <{number}@zqx.example>
Date: Sun, 22 Nov 2026 {hour}:13:40 +0000
Content-Type: text/plain; charset="utf-8"

{text}
"""
# What no text of a person can stand in: words of ours, and what is said of a firm or of all.
NOT_PERSONAL = {
    "audit.body", "purchase.item", "purchase.currency", "consent_event.purpose", "consent_event.decision",
    "consent_event.via", "suppression.purpose", "publication.kind", "permission.ground", "request.kind",
    "request.what", "request.via", "request_closing.because", "request_closing.was", "request_clock.rule",
    "request_clock.state", "confirmation.how", "correction.field", "correction.word", "erasure.because",
    "erasure.orders_because", "takedown.what", "takedown.state", "takedown_event.act", "look.through", "look.found",
    "look.reason",
    "look_text.etag", "look_text.last_modified", "follow_up.copy", "delivery.recipient", "delivery.fields",
    "disclosure.recipient", "disclosure.purpose", "disclosure.fields", "disclosure.via", "notice.purpose",
    "notice.what_for", "notice.basis", "notice.choice", "notice.text", "policy_version.document",
    "follow_up_text.ask_at", "made.kind", "copy.folder", "copy.name", "scan_finding.kind", "scan_finding.wrong",
    "letter_text.carrier", "letter_decision.said", "letter_decision.guess", "seen_letter.kind", "source.name",
    "source.fault", "source_folder.folder", "reminder.way", "reminder.topic", "reminder.claimed_by", "reminder_way.way",
    "reminder_way.fault",
}  # fmt: skip


@pytest.fixture
def full(run: CommandLine, tmp_path: Path) -> CommandLine:
    """A record in which every table says something of one person, and a colleague's life beside it."""

    def mail(name: str, text: str, sender: str = "ann@zqx.example", hour: str = "09") -> str:
        path = tmp_path / f"{name}.eml"
        path.write_text(MAIL.format(number=f"{MARK}-{name}", text=text, sender=sender, hour=hour), "utf-8")
        return str(path)

    logo = tmp_path / "zqx-logo.svg"
    logo.write_text("<svg/>")
    page = "https://vendor.example/zqx"
    early = mail("early", "zqx before", "Ann.ZQX@straße.example", "08")
    works = "--name 'Ann Zqxlee' --company 'Zqx Works' --source 'fair zqx'"
    run.once(
        "add-contact bo@other.example --name 'Bo Berg' --company Other",
        "add-purchase bo@other.example --order 1 --product Widget",
        f"takedown Ann.ZQX@straße.example --message {early}",
        "close 1 --because nothing-found --note 'zqx: nothing there'",
        f"add-contact Ann@Zqx.example {works} --alias Ann.ZQX@straße.example",
    )
    Importer(run, tmp_path).ok(
        "Order,Email,Product,Name,Comment",
        "ORD-zqx-1,ann@zqx.example,Widget zqx,Ann Zqxlee,zqx please do not list us",
        "ORD-zqx-2,ann@zqx.example,Widget,Ann Zqxlee,",
    )
    quote = f"--at {page} --permission @{mail('permission', 'zqx print it')}"
    run.once(
        "close 2 --because seen-to --was none --note 'zqx was read'",
        f"optin ann@zqx.example --purpose updates --evidence @{mail('yes', 'zqx yes')}",
        f"optout ann@zqx.example --message {mail('no', 'zqx no more news')}",
        f"add-testimonial ann@zqx.example --quote 'It saved zqx weeks.' --attribution 'A. Zqx' {quote}",
        f"add-customer 'Zqx Works' --contact ann@zqx.example --logo {logo} {quote}",
        f"takedown ann@zqx.example --message {mail('off', 'zqx take it down', hour='10')} --note 'zqx rang'",
        "removed 2 3 4 --note 'zqx took it out'",
    )
    run("verify 2")  # there is no such host here: a look that says nothing, and is kept
    run.ok("verify 2 3 4 --attest 'zqx gone'")
    run.ok("follow-up 3 --copy social --where https://social.example/zqx")
    run.ok("asked 1 --note 'wrote zqx to them'")
    run.ok("correct ann@zqx.example --order ORD-zqx-2 --quantity 2 --by vendor --because 'zqx rang'")
    run.ok("question ann@zqx.example")
    slip = len(run.ok("audit --json").json["entries"])
    run.ok(f"undo {slip} --note 'zqx did not ask: it was Bo'")
    run.ok("add-testimonial bo@other.example --quote 'Good.' --attribution 'B. B.' --at / --permission Yes.")
    run.ok(f"access ann@zqx.example --confirmed voice --out {tmp_path / 'zqx-answer'}")
    with contextlib.closing(Store.open(run.db)) as store, store.transaction() as tx:
        ids = [row[0] for row in tx.rows("SELECT id FROM look")]
        tx.write(
            "UPDATE look_text SET url = ?, file = ? WHERE look_id = ?",
            (page, "/srv/zqx/public/c.html", ids[0]),
        )
        tx.write("INSERT INTO letter (id, received_at, recorded_at, entry) VALUES (1, 1, 1, ?)", (tx.entry,))
        tx.insert(
            "letter_text", letter_id=1, sender="ann@zqx.example", given="Ann@Zqx.example", name="Ann Zqxlee",
            carrier="forwarded", others="a@zqx.example", wrote="boss@zqx.example", subject="zqx", body="zqx off",
            above="zqx wrote", remarks="attached zqx.pdf", message_id="<zqx@x>", sha256=bytes(32), redacted=0,
        )  # fmt: skip
        tx.insert("code", request_id=3, hash=bytes(16), made_at=1, expires_at=2, entry=tx.entry)
        tx.record("noted")
    return run


def texts(db: Path) -> Iterator[tuple[str, str]]:
    """Every text on record, with its column."""
    with contextlib.closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as record:
        tables = [row[0] for row in record.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            for column in record.execute(f"PRAGMA table_info({table})").fetchall():
                if column[2] == "TEXT":
                    for (text,) in record.execute(f"SELECT {column[1]} FROM {table}"):  # noqa: S608
                        yield f"{table}.{column[1]}", text or ""


def columns(db: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as record:
        tables = [row[0] for row in record.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            f"{table}.{column[1]}"
            for table in tables
            for column in record.execute(f"PRAGMA table_info({table})")
            if column[2] == "TEXT"
        }


def found_in(folder: Path, needle: str) -> list[str]:
    return [path.name for path in folder.iterdir() if needle.lower().encode() in path.read_bytes().lower()]


def test_the_story_says_something_in_every_column_that_can_hold_a_word_of_theirs(full: CommandLine) -> None:
    said = {column for column, text in texts(full.db) if MARK in text.lower()}

    assert said == columns(full.db) - NOT_PERSONAL


def test_nothing_of_them_is_left_in_any_file(full: CommandLine) -> None:
    before = {text for _, text in texts(full.db) if MARK in text.lower()}
    assert found_in(full.db.parent, MARK) == ["privacyctl.db"]
    assert all(found_in(full.db.parent, text) for text in before)

    answer = full.ok("erase ann@zqx.example --confirmed voice --json")

    assert found_in(full.db.parent, MARK) == []
    assert [column for column, text in texts(full.db) if MARK in text.lower()] == []
    assert answer.json["proof"]["found"] == 0
    assert answer.json["proof"]["values"] > 20
    assert answer.json["proof"]["shared"] == 0
    full.ok("show bo@other.example")


@pytest.mark.parametrize("whose", ["bo@other.example", "Other"])
def test_who_wrote_a_mail_is_not_left_in_the_case_of_somebody_else(full: CommandLine, whose: str) -> None:
    asked = full.db.parent.parent / "asked.eml"
    asked.write_text(
        MAIL.format(number="1", text="Take it down.", sender="Ann.ZQX@straße.example", hour="11").replace(
            "<1@zqx.example>", "<1@mx.example>"
        ),
        "utf-8",
    )
    full.ok("add-customer Other --contact bo@other.example --at /customers")
    full.ok(f"takedown {whose} --message {asked}")

    answer = full.ok("erase ann@zqx.example --confirmed voice --json")

    assert found_in(full.db.parent, MARK) == []
    assert answer.json["proof"]["shared"] == 0
    assert full.ok(f"takedown {whose} --message {asked} --json").json["changed"] is False


@pytest.mark.parametrize(
    "spelling",
    [
        "Ann.ZQX@straße.example",
        "ann.zqx@straße.example",
        "ann.zqx@xn--strae-oqa.example",
        "ann.zqx%40xn--strae-oqa.example",
        "ann.zqx%40stra%C3%9Fe.example",
        "ann%40zqx.example",
        "ANN@ZQX.EXAMPLE",
        "Ann Zqxlee",
        "Zqx Works",
        "ORD-zqx-2",
        "It saved zqx weeks.",
        "zqx before",
    ],
)
def test_whatever_the_spelling_it_is_found_in_a_file_of_the_users_own(
    full: CommandLine, spelling: str
) -> None:
    notes = full.db.parent / "notes.txt"
    notes.write_text("x" * 8_388_600 + f"; {spelling}\n", "utf-8")  # across the end of a piece that is read

    answer = full.ok("erase ann@zqx.example --confirmed voice")

    assert "warning: found in notes.txt, which is not ours" in answer.err
    assert spelling not in answer.err


def test_a_name_is_found_composed_and_decomposed(run: CommandLine) -> None:
    run.ok("add-contact z@zqx.example --name 'Zoë Ångström'")
    (run.db.parent / "0.txt").write_text(unicodedata.normalize("NFC", "zoë ångström"), "utf-8")
    (run.db.parent / "1.txt").write_text(unicodedata.normalize("NFD", "zoë ångström"), "utf-8")

    answer = run.ok("erase z@zqx.example --confirmed voice --json")

    assert answer.json["proof"]["elsewhere"] == ["0.txt", "1.txt"]


def test_what_others_have_too_is_no_residue(run: CommandLine) -> None:
    run.ok("add-contact one@zqx.example --name 'Ann Zqxlee'")
    run.ok("add-contact two@zqx.example --name 'Ann Zqxlee'")

    answer = run.ok("erase one@zqx.example --confirmed voice --json")

    assert answer.json["proof"]["shared"] == 1
    assert answer.json["proof"]["found"] == 0
    assert "Ann Zqxlee" in run.ok("show two@zqx.example").out


@pytest.mark.parametrize("name", ["privacyctl.db.bak", "privacyctl.db-old", "privacyctl.db.2026"])
def test_what_others_have_too_explains_no_copy_beside_the_record(run: CommandLine, name: str) -> None:
    run.once(
        "add-contact ann@acme.example --name 'Ann Leebrook'",
        "takedown bo@other.example --note 'Ann Leebrook said so'",
    )
    run.db.with_name(name).write_bytes(b"SQLite format 3\0 \5Ann Leebrook\0")

    answer = run("erase ann@acme.example --confirmed voice --json")

    assert answer.status == 3
    assert answer.json["proof"]["found"] == 1
    assert name in answer.err
    run.db.with_name(name).unlink()
    assert run.ok("erase ann@acme.example --json").json["proof"]["found"] == 0


def test_a_copy_beside_the_record_that_mentions_them_in_another_spelling_is_named(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Leebrook'")
    run.db.with_name("privacyctl.db.txt").write_text("a dump: Leebrook, Ann")

    answer = run.ok("erase ann@acme.example --confirmed voice --json")

    assert answer.json["proof"]["elsewhere_perhaps"] == ["privacyctl.db.txt"]


def test_what_others_have_too_is_no_residue_where_one_value_stands_within_another(run: CommandLine) -> None:
    run.ok("add-contact one@zqx.example --name Zqxlee --source 'the Zqxlee fair'")
    run.ok("add-contact two@zqx.example --name Zqxlee --source 'the Zqxlee fair'")

    answer = run.ok("erase one@zqx.example --confirmed voice --json")

    assert (answer.json["proof"]["shared"], answer.json["proof"]["found"]) == (2, 0)


def test_what_lies_in_a_free_page_is_found_and_the_file_is_written_anew(run: CommandLine) -> None:
    """Another program, without secure_delete, left the bytes of a deleted row behind."""
    run.ok("add-contact one@zqx.example --name 'Ann Zqxlee'")
    with contextlib.closing(sqlite3.connect(run.db, isolation_level=None)) as other:
        other.execute("PRAGMA secure_delete=OFF")
        other.execute("CREATE TABLE other (text TEXT)")
        other.executemany("INSERT INTO other VALUES (?)", [("Ann Zqxlee " * 50,)] * 50)
        other.execute("DROP TABLE other")
    assert run.db.read_bytes().count(b"Ann Zqxlee") > 100

    answer = run.ok("erase one@zqx.example --confirmed voice --json")

    assert answer.json["proof"]["found"] == 0
    assert found_in(run.db.parent, MARK) == []


def test_what_cannot_be_got_rid_of_is_status_3_in_a_plain_sentence(run: CommandLine) -> None:
    run.ok("add-contact one@zqx.example --name 'Ann Zqxlee'")
    half_made = run.db.with_name("privacyctl.db.copy")
    half_made.write_text("one@zqx.example")

    answer = run("erase one@zqx.example --confirmed voice")

    assert answer.status == 3
    assert "it is erased from the record, but something of the old is still in the bytes of" in answer.err
    half_made.unlink()
    assert "is not proved yet" in run.ok("doctor").out
    assert "Checked: none of " in run.ok("erase one@zqx.example").out
    assert "not proved" not in run.ok("doctor").out


def test_copies_that_an_upgrade_laid_aside_are_deleted(run: CommandLine) -> None:
    run.ok("add-contact one@zqx.example")
    copy = run.db.with_name("privacyctl.db.before-v1")
    copy.write_bytes(run.db.read_bytes())

    answer = run.ok("erase one@zqx.example --confirmed voice")

    assert not copy.exists()
    assert "Copies that upgrades had laid aside were deleted" in answer.out


def test_it_waits_for_whoever_reads_at_the_time(full: CommandLine) -> None:
    reading = (
        "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN');"
        "c.execute('SELECT count(*) FROM contact').fetchone(); print('reading', flush=True); time.sleep(2)"
    )
    with subprocess.Popen([sys.executable, "-c", reading, str(full.db)], stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"reading\n"

        full.ok("erase ann@zqx.example --confirmed voice")

    assert found_in(full.db.parent, MARK) == []
