"""What a person is handed: every row about them, and not a word about anybody else (promise P10)."""
# ruff: noqa: S608  the SQL is put together of this file's own constants

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.random_people import ALL, People, address
from helpers.terminal import NOON, SECRET
from privacyctl.duties.rights import access_document as gathering
from privacyctl.model.access_document import Controller
from privacyctl.model.ids import CaseId, ContactId
from privacyctl.model.suppression import Fingerprints
from privacyctl.output import access_document as words
from privacyctl.store import Store, requests
from privacyctl.store.file import making

KINDS = (
    "address", "former", "purchase", "consent", "notice", "suppression", "publication", "request", "earlier", "access",
    "letter",
    "takedown", "correction", "erasure", "disclosure", "by_another",
)  # fmt: skip
_OF_CASES = """SELECT id FROM request WHERE contact_id = :me
                OR id IN (SELECT request_id FROM request_text WHERE lower(who) = :key)"""
_OF_TASKS = f"""SELECT id FROM takedown WHERE request_id IN ({_OF_CASES})
                 OR publication_id IN (SELECT id FROM publication WHERE contact_id = :me)"""


_OF_LETTERS = f"""SELECT letter_id FROM letter_text WHERE sender = :key
                    UNION SELECT letter_id FROM letter_decision
                    WHERE contact_id = :me OR request_id IN ({_OF_CASES})"""
_OF_SHOWN = "SELECT id FROM publication WHERE contact_id = :me"


def _each(found: list[dict[str, Any]], key: str) -> int:
    return sum(len(one[key]) for one in found)


# For each table: how many rows of it are about a person, and how many of these their file shows.
TABLES: dict[str, tuple[str, Callable[[Any], int]]] = {
    "contact": ("id = :me", lambda h: 1 if h["person"] else 0),
    "company": ("id IN (SELECT company_id FROM contact WHERE id = :me)", lambda h: 1 if h["person"]["company"] else 0),
    "address": ("contact_id = :me", lambda h: len(h["person"]["addresses"])),
    "former_address": ("contact_id = :me", lambda h: h["person"]["former_addresses"]),
    "former_name": ("contact_id = :me", lambda h: h["person"]["former_name_forms"]),
    "made": ("contact_id = :me", lambda h: h["person"]["files_made"]),
    "purchase": ("contact_id = :me", lambda h: len(h["purchases"])),
    "delivery": (
        "id IN (SELECT delivery_id FROM purchase WHERE contact_id = :me)",
        lambda h: sum(one["came_from"] is not None for one in h["purchases"]),
    ),
    "notice": ("id IN (SELECT notice_id FROM notice_audience WHERE contact_id = :me)", lambda h: len(h["notices"])),
    "notice_audience": ("contact_id = :me", lambda h: sum(one["written_to_you"] for one in h["notices"])),
    "consent_event": ("contact_id = :me", lambda h: len(h["decisions"])),
    "consent_evidence": (
        "event_id IN (SELECT id FROM consent_event WHERE contact_id = :me)",
        lambda h: sum(one["text"] is not None for one in h["decisions"]),
    ),
    "suppression": ("fingerprint = :mark", lambda h: len(h["suppressions"])),
    "publication": ("contact_id = :me", lambda h: len(h["publications"])),
    "publication_text": (
        "publication_id IN (SELECT id FROM publication WHERE contact_id = :me)",
        lambda h: sum(one["shown_as"] is not None for one in h["publications"]),
    ),
    "place": (
        "publication_id IN (SELECT id FROM publication WHERE contact_id = :me)",
        lambda h: _each(h["publications"], "places"),
    ),
    "permission": (
        "publication_id IN (SELECT id FROM publication WHERE contact_id = :me)",
        lambda h: _each(h["publications"], "permissions"),
    ),
    "permission_text": (
        """permission_id IN (SELECT id FROM permission WHERE publication_id IN
           (SELECT id FROM publication WHERE contact_id = :me))""",
        lambda h: sum(ground["text"] is not None for one in h["publications"] for ground in one["permissions"]),
    ),
    "letter": (f"id IN ({_OF_LETTERS})", lambda h: len(h["letters"])),
    "letter_text": (
        f"letter_id IN ({_OF_LETTERS})", lambda h: sum(one["sha256"] is not None for one in h["letters"])
    ),
    "letter_decision": (f"letter_id IN ({_OF_LETTERS})", lambda h: _each(h["letters"], "read_as")),
    "request": (f"id IN ({_OF_CASES})", lambda h: len(h["requests"])),
    "request_text": (
        f"request_id IN ({_OF_CASES})", lambda h: sum(one["note"] is not None for one in h["requests"])
    ),
    "request_message": (f"request_id IN ({_OF_CASES})", lambda h: _each(h["requests"], "mails")),
    "request_receipt": (
        f"request_id IN ({_OF_CASES})", lambda h: _each(h["requests"], "receipts") - len(h["requests"])
    ),
    "request_closing": (
        f"request_id IN ({_OF_CASES})", lambda h: sum(one["closed_at"] is not None for one in h["requests"])
    ),
    "request_clock": (
        f"request_id IN ({_OF_CASES})", lambda h: sum(one["due_at"] is not None for one in h["requests"])
    ),
    "confirmation": (
        f"request_id IN ({_OF_CASES})", lambda h: _each(h["requests"], "confirmations")
    ),
    "code": (f"request_id IN ({_OF_CASES})", lambda h: _each(h["requests"], "codes")),
    "follow_up": (f"request_id IN ({_OF_CASES})", lambda h: _each(h["requests"], "follow_ups")),
    "follow_up_text": (
        f"follow_up_id IN (SELECT id FROM follow_up WHERE request_id IN ({_OF_CASES}))",
        lambda h: sum(line["place"] is not None for one in h["requests"] for line in one["follow_ups"]),
    ),
    "takedown": (f"id IN ({_OF_TASKS})", lambda h: len(h["takedowns"])),
    "takedown_event": (f"takedown_id IN ({_OF_TASKS})", lambda h: _each(h["takedowns"], "said")),
    "takedown_note": (  # of what others asked for the notes are theirs
        f"""event_id IN (SELECT id FROM takedown_event WHERE takedown_id IN
            (SELECT id FROM takedown WHERE request_id IN ({_OF_CASES})))""",
        lambda h: sum(said["note"] is not None for one in h["takedowns"] for said in one["said"]),
    ),
    "look": (
        f"takedown_id IN ({_OF_TASKS}) OR (takedown_id IS NULL AND publication_id IN ({_OF_SHOWN}))",
        lambda h: _each(h["takedowns"], "looks") + _each(h["publications"], "looks"),
    ),
    "look_text": (
        f"""look_id IN (SELECT id FROM look WHERE takedown_id IN ({_OF_TASKS})
                                OR (takedown_id IS NULL AND publication_id IN ({_OF_SHOWN})))
            AND NOT EXISTS (SELECT 1 FROM look JOIN takedown ON takedown.id = takedown_id
                              JOIN publication ON publication.id = takedown.publication_id
                             WHERE look.id = look_id AND kind = 'testimonial' AND contact_id <> :me)""",
        lambda h: sum(
            look["place"] is not None for one in [*h["takedowns"], *h["publications"]] for look in one["looks"]
        ),
    ),
    "disclosure": (
        "id IN (SELECT disclosure_id FROM disclosed WHERE contact_id = :me)", lambda h: len(h["disclosures"])
    ),
    "disclosed": ("contact_id = :me", lambda h: len(h["disclosures"])),
    "disclosed_order": (
        """purchase_id IN (SELECT id FROM purchase WHERE contact_id = :me)
            AND disclosure_id IN (SELECT disclosure_id FROM disclosed WHERE contact_id = :me)""",
        lambda h: _each(h["disclosures"], "orders"),
    ),
    "correction": ("contact_id = :me", lambda h: len(h["corrections"])),
    "correction_note": (
        "correction_id IN (SELECT id FROM correction WHERE contact_id = :me)",
        lambda h: sum(one["because"] is not None for one in h["corrections"]),
    ),
    "erasure": ("contact_id = :me", lambda h: len(h["erasures"])),
    "audit": ("true", lambda h: len(h["log"])),
}  # fmt: skip
# No row of these is about one person: keys, marks of the machine, what is promised to everybody, erased orders; where
# a file lies on the vendor's own machine.
OF_NOBODY = {
    "seen_letter", "seen_place",  # keyed hashes of a mail and of where it lies
    "source", "source_folder",  # the vendor's own mailboxes
    "reminder", "reminder_way",  # numbers of what waits, and the vendor's own words for ways
    "secret", "scan_memory", "due_run", "policy_version", "barred_order", "made_path", "clock_set",
    "consent_outranked",  # a number alone, of a decision that is in the file
    "undoing", "undoing_note",  # of an entry that counts no more, in words that name nobody
    "scan_finding",  # hashes of a place, beside the person or a publication, which are in the file
    "copy", "drill", "restored",  # of the record as a whole; until when a copy holds the person is in the file
}  # fmt: skip

counts = st.fixed_dictionaries({kind: st.integers(0, 2) for kind in KINDS})
worlds = st.fixed_dictionaries(dict.fromkeys(ALL, counts))


def handed_to(db: Path, person: int) -> Any:
    store = Store.open(db, lambda: NOON)
    try:
        case = requests.get(store, CaseId(1))
        assert case is not None
        found = gathering.document(store, case, ContactId(person), Controller("Vendor", None))
        return words.document(found)
    finally:
        store.close()


def of(db: Path, person: int, table: str, where: str) -> int:
    values = {"me": person, "key": address(person), "mark": Fingerprints(SECRET).address(address(person))}
    with closing(sqlite3.connect(db)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table} WHERE {where}", values).fetchone()[0])


@pytest.mark.slow
@examples(16)
@given(worlds)
def test_the_file_holds_every_row_about_the_person_and_no_word_of_anybody_else(
    world: dict[int, dict[str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "record.db"
        making.create(db, SECRET, NOON)
        people = People(db, world)
        people.fill()
        for person in ALL:
            made = handed_to(db, person)

            shown = {table: show(made["held"]) for table, (_, show) in TABLES.items()}
            assert shown == {table: of(db, person, table, where) for table, (where, _) in TABLES.items()}
            flags = [[mail["from_your_address"] for mail in one["mails"]] for one in made["held"]["requests"]]
            assert all(sorted(each) in ([], [False, True]) for each in flags)
            text = json.dumps(made, ensure_ascii=False)
            assert {own for own in people.own[person] if own not in text} == set()
            others = [f"of{other}-" for other in ALL if other != person]
            assert [other for other in others if other in text.casefold()] == []
            page = words.page(made)
            assert {own for own in people.own[person] if own not in page} == set()
            assert [other for other in others if other in page.casefold()] == []


def test_every_table_that_leads_to_a_person_is_in_the_file(db: Path) -> None:
    """A table that is new is about somebody, or about nobody: say which."""
    with closing(sqlite3.connect(db)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}

    assert tables == TABLES.keys() | OF_NOBODY
