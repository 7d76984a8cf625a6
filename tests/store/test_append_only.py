"""What is on the record for good: no statement changes or deletes it, REPLACE neither."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from privacyctl.store import Store
from privacyctl.store.file import opening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.terminal import CommandLine

APPEND_ONLY = [
    "audit", "clock_set", "confirmation", "consent_event", "consent_outranked", "correction", "disclosure",
    "drill", "letter_decision", "look", "notice", "permission", "policy_version", "request", "request_closing",
    "request_receipt", "restored", "secret", "takedown_event", "undoing",
]  # fmt: skip
NEVER_DELETED = [
    *APPEND_ONLY, "copy", "letter", "disclosed", "erasure", "request_clock", "scan_finding", "suppression", "takedown",
]  # fmt: skip
DIGEST = bytes(32)
# Rows as the store writes them, where telling the whole story would take a day.
ROWS: dict[str, dict[str, object]] = {
    "clock_set": {"at": 0, "back": 0},
    "confirmation": {"request_id": 1, "how": "voice", "at": 0},
    "consent_outranked": {"event_id": 1},
    "copy": {"made_at": 0, "head": 1, "delete_after": 1, "folder": "/mnt/usb", "name": "n"},
    "correction": {"contact_id": 1, "field": "name", "word": "person", "at": 0},
    "disclosure": {"recipient": "r", "purpose": "order", "fields": "email", "via": "typed", "at": 0,
                   "recorded_at": 0, "people": 1},
    "drill": {"at": 0},
    "erasure": {"contact_id": 1, "because": "request", "at": 0},
    "letter": {"received_at": 0, "recorded_at": 0},
    "letter_decision": {"letter_id": 1, "said": "none", "at": 0},
    "notice": {"purpose": "p", "definition": DIGEST, "what_for": "w", "basis": "consent", "choice": "opt-in",
               "text": "t", "sha256": DIGEST, "announced_at": 0, "opens_at": 0, "people": 1},
    "policy_version": {"sha256": DIGEST, "document": "{}", "effective_at": 0, "recorded_at": 0},
    "restored": {"head": 1, "until": 2, "at": 0},
    "scan_finding": {"wrong": "orphan", "is_sure": 1, "place": bytes(16), "scanned": bytes(16), "at": 0},
    "request_clock": {"request_id": 1, "rule": "gdpr", "due_at": 1, "state": "open"},
}  # fmt: skip


@pytest.fixture
def record(run: CommandLine, tmp_path: Path) -> Iterator[Store]:
    """A record with a row in each of these tables."""
    mail = tmp_path / "request.eml"
    mail.write_text(
        "Received: by mx.example.net; Sun, 22 Nov 2026 08:00:00 +0000\n"
        "From: ann@acme.example\nMessage-ID: <1@acme.example>\n\nPlease take my words off your page.\n"
    )
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee'",
        "add-testimonial ann@acme.example --quote Good. --attribution A.L. --at /words --permission Yes.",
        "takedown ann@acme.example",
        f"takedown ann@acme.example --message {mail}",
    )
    run("verify 1")  # the place is no page here, and a look says so
    run.once(
        "removed 1 --note 'Took it out.'",
        "takedown stranger@example.net",
        "close 2 --because nothing-found --note 'Looked: nothing.'",
        "optout ann@acme.example",
        "optout bo@smith.example",
        "undo 9 --note 'typed by mistake'",
    )
    with contextlib.closing(Store.open(run.db)) as store:
        with store.transaction() as tx:
            for table, values in ROWS.items():
                names = ", ".join(values)
                marks = ", ".join("?" * len(values))
                tx.write(
                    f"INSERT INTO {table} ({names}, entry) VALUES ({marks}, {tx.entry})",  # noqa: S608
                    list(values.values()),
                )
            tx.write("INSERT INTO disclosed (contact_id, disclosure_id) VALUES (1, 1)")
            tx.record("noted")
        yield store


def columns(store: Store, table: str) -> list[str]:
    return [row["name"] for row in store.rows(f"PRAGMA table_info({table})")]


def rows(store: Store, table: str) -> list[tuple[object, ...]]:
    found = [tuple(row) for row in store.rows(f"SELECT * FROM {table}")]  # noqa: S608
    assert found, f"there is no row in {table} to try it on"
    return found


def refused(store: Store, sql: str, message: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=message), store.transaction() as tx:
        tx.write(sql)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_column_can_be_changed(table: str, record: Store) -> None:
    before = rows(record, table)

    for column in columns(record, table):
        refused(record, f"UPDATE {table} SET {column} = {column}", "append-only")  # noqa: S608
    assert rows(record, table) == before


@pytest.mark.parametrize("table", NEVER_DELETED)
def test_no_row_can_be_deleted(table: str, record: Store) -> None:
    before = rows(record, table)

    refused(record, f"DELETE FROM {table}", "append-only|never deleted|never forgotten")  # noqa: S608
    assert rows(record, table) == before


@pytest.mark.parametrize("table", NEVER_DELETED)
def test_no_row_can_be_replaced(table: str, record: Store) -> None:
    before = rows(record, table)

    refused(
        record,
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",  # noqa: S608
        "append-only|never deleted|never forgotten",
    )
    assert rows(record, table) == before


def test_every_trigger_that_forbids_is_tried_here(store: Store) -> None:
    made = {row[0] for row in store.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}

    tried = {f"{table}_no_update" for table in APPEND_ONLY} | {
        f"{table}_no_delete" for table in NEVER_DELETED
    }
    held = {
        "takedown_clock_never_later", "request_clock_never_later", "takedown_state_by_event", "takedown_subject_stays",
        "request_clock_by_event", "suppression_lifted_by_word", "suppression_stays", "suppression_never_earlier",
        "address_gone_by_event", "scan_finding_ends_once", "look_gone_was_seen", "copy_goes_once",
    }  # fmt: skip
    assert made == tried | held


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE takedown SET state = 'verified' WHERE id = 1",
        "UPDATE takedown SET state = 'verified', verified_at = received_at + 3600",
        "UPDATE takedown SET verified_at = verified_at - 1",
        "UPDATE takedown SET publication_id = NULL",
        "UPDATE request_clock SET state = 'answered', answered_at = due_at - 1",
        "UPDATE suppression SET lifted_at = at",
        "UPDATE suppression SET lifted_at = at, lifted_entry = (SELECT max(seq) + 1 FROM audit)",
        "UPDATE suppression SET purpose = 'order'",
        "UPDATE suppression SET at = at - 1",
        "DELETE FROM address",
        "UPDATE scan_finding SET is_sure = 0",
        "UPDATE copy SET delete_after = delete_after + 1",
        "UPDATE copy SET folder = 'elsewhere', gone_at = 1",
        "UPDATE scan_finding SET ended_at = 1, ended_entry = 1",
        "UPDATE scan_finding SET is_sure = 0, ended_at = 1, ended_entry = (SELECT max(seq) + 1 FROM audit)",
    ],
)
def test_the_state_changes_beside_an_event_of_the_same_entry_and_not_otherwise(
    sql: str, record: Store
) -> None:
    refused(record, sql, "same entry|never changes|newer word|stays as|never becomes|ends once|goes once")


@pytest.mark.parametrize(
    ("publication", "task", "before"),
    [("1", "1", "NULL"), ("1", "1", "1"), ("1", "1", "99"), ("2", "1", "2"), ("NULL", "2", "2")],
)
def test_nothing_is_gone_that_no_look_saw(record: Store, publication: str, task: str, before: str) -> None:
    """Look 1 saw nothing; look 2 saw publication 1."""
    look = "INSERT INTO look (publication_id, takedown_id, before_id, found, reason, at, through, entry)"
    with record.transaction() as tx:
        tx.write(f"{look} VALUES (1, NULL, NULL, 'still-there', 'shown', 0, 'page', {tx.entry})")
        tx.record("noted")

    refused(
        record,
        f"{look} VALUES ({publication}, {task}, {before}, 'gone', 'not-shown', 0, 'page', 1)",
        "not seen there before",
    )
    with record.transaction() as tx:
        tx.write(f"{look} VALUES (1, 1, 2, 'gone', 'not-shown', 0, 'page', {tx.entry})")
        tx.record("noted")


def test_a_deadline_moves_earlier_and_never_later(record: Store) -> None:
    with record.transaction() as tx:
        tx.write("UPDATE takedown SET received_at = received_at - 60, due_at = due_at - 60 WHERE id = 1")
        tx.record("noted")

    refused(
        record,
        "UPDATE takedown SET received_at = received_at + 1, due_at = due_at + 1 WHERE id = 1",
        "nothing moves a deadline later",
    )


def test_the_day_of_a_request_moves_earlier_and_never_later(record: Store) -> None:
    with record.transaction() as tx:
        tx.write("UPDATE request_clock SET due_at = due_at - 60 WHERE request_id = 1")
        tx.record("noted")

    refused(
        record,
        "UPDATE request_clock SET due_at = due_at + 1 WHERE request_id = 1",
        "nothing moves a deadline later",
    )


def test_a_deadline_is_24_hours_after_receipt_and_nothing_else(record: Store) -> None:
    refused(record, "UPDATE takedown SET due_at = due_at - 1 WHERE id = 1", "CHECK")


def test_triggers_hold_in_every_connection_of_ours(db: Path) -> None:
    with contextlib.closing(opening.connect(db)[0]) as connection:
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "recursive_triggers", "foreign_keys", "secure_delete", "query_only", "synchronous",
                "journal_mode", "trusted_schema", "busy_timeout",
            )
        }  # fmt: skip

    assert settings == {
        "recursive_triggers": 1,
        "foreign_keys": 1,
        "secure_delete": 1,
        "query_only": 1,
        "synchronous": 3,
        "journal_mode": "delete",
        "trusted_schema": 0,
        "busy_timeout": 30_000,
    }
