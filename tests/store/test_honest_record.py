"""A record that the commands alone have written is never said to be forged, whatever happened in it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import privacyctl
from helpers import honest_record
from helpers.terminal import CommandLine
from privacyctl.model.entries import NUMBERS, WORDS
from privacyctl.store import Store, audit, entry_rows

SOURCE = Path(privacyctl.__file__).parent
ASKS_PLAINLY = ("objection", "restriction", "question")
"""The kinds of `duties/rights/plain_requests.py`."""
TRUST = {"audit chain", "rows and entries", "what entries left", "rows", "opt-outs"}


def wrong(run: CommandLine) -> list[str]:
    """What the checks that hold the rows to the chain say."""
    found = run("doctor --json").json["checks"]
    assert {one["check"] for one in found} >= TRUST
    return [f"{one['word']}: {one['detail']}" for one in found if one["check"] in TRUST and one["word"]]


def test_nothing_is_wrong_with_it_nor_after_a_purge(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    honest_record.tell(run, tmp_path)
    assert wrong(run) == []

    honest_record.go_on(run, tmp_path, honest_record.AFTERWARDS)

    assert wrong(run) == []
    assert {"erased", "purged", "looked", "imported", "corrected", "announced"} <= set(run.acts())


def literals() -> set[str]:
    """The texts in the code, but for the table of words itself."""
    others = (path for path in SOURCE.rglob("*.py") if path.name != "entries.py")
    trees = (ast.parse(path.read_text("utf-8")) for path in others)
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def recorded() -> set[str]:
    """The words that stand in a call of `record` itself; those of a case begin with its kind."""
    trees = (ast.parse(path.read_text("utf-8")) for path in SOURCE.rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    found: set[str] = set()
    for call in calls:
        if isinstance(call.func, ast.Attribute) and call.func.attr == "record" and call.args:
            first = call.args[0]
            if isinstance(first, ast.JoinedStr):
                continue
            found |= {
                one.value
                for one in ast.walk(first)
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            }
    return found


ASKED = {f"{kind}-{became}" for kind in ASKS_PLAINLY for became in ("opened", "moved-earlier")}


def test_every_word_that_is_recorded_has_its_row_in_the_table_and_no_other_has() -> None:
    table = WORDS.keys() - {"noted"}

    assert recorded() | ASKED <= table
    assert table <= literals() | ASKED


def test_the_table_names_tables_and_keys_that_are_there(store: Store) -> None:
    known = {
        f"{table}.{column}" if column != "entry" else table for table, column, _ in audit.entry_columns(store)
    }

    assert {table for word in WORDS.values() for table in word.must | word.may} <= known
    assert {t for word in WORDS.values() for t in (*word.counts.values(), *word.names.values())} <= known
    assert all(NUMBERS[key] == table for word in WORDS.values() for key, table in word.names.items())


def test_every_table_that_says_when_its_rows_were_written_is_held_to_it(store: Store) -> None:
    """A table with an entry and a column of one of these names, but for what another moment is kept under it.

    A copy was made a moment before its row, which is written when it was read back.
    """
    says = {
        table
        for table, column, _ in audit.entry_columns(store)
        if column == "entry"
        for row in store.rows(f"PRAGMA table_info({table})")
        if row["name"] in ("recorded_at", "made_at", "added_at", "announced_at")
    }

    assert says - {"copy"} <= entry_rows.RECORDED.keys()


def test_a_word_without_a_row_in_the_table_is_refused(store: Store) -> None:
    with pytest.raises(RuntimeError, match="no word of an audit entry"), store.transaction() as tx:
        tx.record("invented")
