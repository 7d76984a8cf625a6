"""The words that a column takes are the words of its enum: the schema and the model say the same."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from enum import StrEnum
from typing import TYPE_CHECKING

import pytest

from privacyctl.model import site_findings
from privacyctl.model.consent import Decision, Via
from privacyctl.model.correction import Corrected, OnWordOf
from privacyctl.model.deadline import Rule
from privacyctl.model.disclosure import Handed
from privacyctl.model.erasure import ErasureReason as Erased
from privacyctl.model.follow_up import Copy
from privacyctl.model.inbox import ReadAs
from privacyctl.model.letter import MailKind
from privacyctl.model.look import Found, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.model.made import MadeKind
from privacyctl.model.notice import Basis, Choice
from privacyctl.model.publication import Ground, Kind
from privacyctl.model.reminder import Topic
from privacyctl.model.request import Because, RequestKind, WasAbout
from privacyctl.model.request_clock import ClockState, How
from privacyctl.model.takedown import TakedownScope, TakedownState

if TYPE_CHECKING:
    from pathlib import Path

    from privacyctl.store import Store


class Act(StrEnum):
    """What `store.takedowns` writes of a removal; no other layer knows these words."""

    REMOVED = "removed"
    ATTESTED = "attested"


class Wrong(StrEnum):
    """The words of `model.site_findings`, which are values and no enum."""

    STILL_SHOWN = site_findings.STILL_SHOWN.word
    ORPHAN = site_findings.ORPHAN.word
    FULL_NAME = site_findings.FULL_NAME.word


ENUMS: dict[tuple[str, str], type[StrEnum]] = {
    ("consent_event", "decision"): Decision,
    ("consent_event", "via"): Via,
    ("publication", "kind"): Kind,
    ("permission", "ground"): Ground,
    ("reminder", "topic"): Topic,
    ("request", "kind"): RequestKind,
    ("request", "what"): TakedownScope,
    ("request", "via"): Via,
    ("request_closing", "because"): Because,
    ("request_closing", "was"): WasAbout,
    ("takedown", "what"): TakedownScope,
    ("takedown", "state"): TakedownState,
    ("takedown_event", "act"): Act,
    ("look", "through"): Through,
    ("look", "found"): Found,
    ("look", "reason"): LookReason,
    ("follow_up", "copy"): Copy,
    ("request_clock", "rule"): Rule,
    ("request_clock", "state"): ClockState,
    ("confirmation", "how"): How,
    ("correction", "field"): Corrected,
    ("correction", "word"): OnWordOf,
    ("erasure", "because"): Erased,
    ("disclosure", "via"): Handed,
    ("letter_decision", "said"): ReadAs,
    ("seen_letter", "kind"): MailKind,
    ("made", "kind"): MadeKind,
    ("notice", "basis"): Basis,
    ("notice", "choice"): Choice,
    ("scan_finding", "kind"): Kind,
    ("scan_finding", "wrong"): Wrong,
}
_LIST = re.compile(r"CHECK \((\w+) IN \(('[^)]*')\)\)")


def lists(store: Store) -> dict[tuple[str, str], set[str]]:
    """The words that each column with such a list takes."""
    tables = store.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
    return {
        (row["name"], column): set(re.findall(r"'([^']*)'", words))
        for row in tables
        for column, words in _LIST.findall(row["sql"])
    }


def test_every_list_of_words_is_an_enum(store: Store) -> None:
    assert lists(store) == {place: {word.value for word in enum} for place, enum in ENUMS.items()}


def test_every_table_is_strict(store: Store) -> None:
    tables = store.rows("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")

    assert {row["name"] for row in tables if not row["strict"]} == {"sqlite_schema"}


EVENT = {"purpose": "updates", "decision": "given", "at": 0, "recorded_at": 0, "via": "mail", "entry": 1}
ORDER = {"contact_id": 1, "order_ref": "1", "item": "1", "product": "Pro", "quantity": 1, "entry": 1}
DUE = {"request_id": 1, "what": "all", "received_at": 0, "due_at": 86_400, "state": "open", "entry": 1}
CLOSED_TO = {"purpose": "updates", "secret_id": 1, "normalisation": 1, "at": 0, "recorded_at": 0, "entry": 1}


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("takedown", DUE | {"due_at": 86_401}),
        ("consent_event", EVENT),
        ("consent_event", EVENT | {"contact_id": 1, "company_id": 1}),
        ("publication", {"kind": "testimonial", "company_id": 1, "added_at": 0, "entry": 1}),
        ("publication", {"kind": "logo", "contact_id": 1, "added_at": 0, "entry": 1}),
        ("purchase", ORDER | {"amount": 4_900}),
        ("purchase", ORDER | {"currency": "EUR"}),
        ("purchase", ORDER | {"quantity": 0}),
        ("audit", {"seq": 1, "body": "{}", "hash": b"short"}),
        ("suppression", CLOSED_TO | {"fingerprint": b"short"}),
        ("due_run", {"id": 2, "at": 0}),
        ("reminder", {"topic": "task", "number": 1, "step": 0, "way": "smtp", "made_at": 0, "claimed_at": 0}),
        ("reminder_way", {"way": "smtp", "failed_at": 0}),
    ],
)
def test_what_makes_no_sense_is_refused_by_the_file_itself(
    table: str, row: dict[str, object], db: Path
) -> None:
    marks = ", ".join(f":{column}" for column in row)
    with closing(sqlite3.connect(db)) as raw, pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        raw.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608
