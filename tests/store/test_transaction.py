"""The guard: nothing is written but in a transaction, and none ends without its audit entry."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from helpers.terminal import NOON
from privacyctl.errors import CardNumberRefused, Unwritable
from privacyctl.store import Store, Transaction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CARD = "4242 4242 4242 4242"
INSERT = "INSERT INTO company (name, match_key, entry) VALUES ('Acme', 'acme', 1)"


def companies(db: Path) -> int:
    """What another process sees."""
    with closing(sqlite3.connect(db)) as other:
        count: int = other.execute("SELECT count(*) FROM company").fetchone()[0]
        return count


def add_company(tx: Transaction, name: str = "Acme") -> int:
    return tx.insert("company", name=name, match_key=name.lower(), entry=tx.entry)


def test_a_change_and_its_entry_are_committed_together(store: Store) -> None:
    with store.transaction() as tx:
        add_company(tx)
        tx.record("noted", companies=[1])

    assert companies(store.path) == 1
    assert store.head().seq == 1


def test_a_stray_write_outside_a_transaction_fails(store: Store) -> None:
    with pytest.raises(Unwritable):
        store.rows(INSERT)

    assert companies(store.path) == 0


def test_a_stray_write_after_a_transaction_fails(store: Store) -> None:
    with store.transaction():
        pass

    with pytest.raises(Unwritable):
        store.rows(INSERT)


def test_a_stray_write_after_a_failed_transaction_fails(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        raise ZeroDivisionError

    with pytest.raises(Unwritable):
        store.rows(INSERT)


def test_an_error_inside_rolls_everything_back(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction() as tx:  # noqa: PT012
        add_company(tx)
        tx.record("noted")
        raise ZeroDivisionError

    assert companies(store.path) == 0
    assert store.head().seq == 0


def test_a_transaction_inside_a_transaction_raises_and_undoes_the_outer(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="within a transaction"), store.transaction() as tx:  # noqa: PT012
        add_company(tx)
        tx.record("noted")
        with store.transaction():
            pass

    assert companies(store.path) == 0


def test_a_change_without_an_entry_raises_and_is_undone(store: Store) -> None:
    with pytest.raises(RuntimeError, match="go together"), store.transaction() as tx:
        add_company(tx)

    assert companies(store.path) == 0


def test_an_entry_without_a_change_raises(store: Store) -> None:
    with pytest.raises(RuntimeError, match="go together"), store.transaction() as tx:
        tx.record("noted")

    assert store.head().seq == 0


def test_a_second_entry_in_one_transaction_raises(store: Store) -> None:
    with pytest.raises(RuntimeError, match="one audit entry"), store.transaction() as tx:  # noqa: PT012
        add_company(tx)
        tx.record("noted")
        tx.record("noted-again")


def test_a_transaction_that_changed_nothing_writes_nothing(store: Store) -> None:
    before = store.path.read_bytes()

    with store.transaction():
        pass

    assert store.path.read_bytes() == before
    assert not store.has_committed


def test_what_is_abandoned_is_undone_with_its_entry(store: Store) -> None:
    with store.transaction() as tx:
        add_company(tx)
        tx.record("noted")
        tx.abandon()

    assert companies(store.path) == 0
    assert not store.has_committed


@pytest.fixture
def fragile(db: Path) -> Iterator[Store]:
    """A record in which adding a second company ends the transaction under our feet."""
    with closing(sqlite3.connect(db)) as other:
        other.execute(
            """CREATE TRIGGER lost BEFORE INSERT ON company WHEN NEW.name = 'Lost'
               BEGIN SELECT RAISE(ROLLBACK, 'gone'); END"""
        )
    with closing(Store.open(db)) as store:
        yield store


def lose(tx: Transaction) -> None:
    """Change something, and have it rolled back by a trigger."""
    add_company(tx)
    with pytest.raises(sqlite3.IntegrityError):
        tx.write("INSERT INTO company (name, match_key, entry) VALUES ('Lost', 'lost', 1)")


def test_a_lost_transaction_is_noticed_by_the_next_insert(fragile: Store) -> None:
    with pytest.raises(RuntimeError, match="lost"), fragile.transaction() as tx:  # noqa: PT012
        lose(tx)
        add_company(tx)

    assert companies(fragile.path) == 0


def test_a_lost_transaction_is_noticed_by_the_next_statement(fragile: Store) -> None:
    with pytest.raises(RuntimeError, match="lost"), fragile.transaction() as tx:  # noqa: PT012
        lose(tx)
        tx.write("INSERT INTO company (name, match_key, entry) VALUES ('Later', 'later', 1)")

    assert companies(fragile.path) == 0


def test_a_lost_transaction_is_noticed_by_the_next_batch(fragile: Store) -> None:
    with pytest.raises(RuntimeError, match="lost"), fragile.transaction() as tx:  # noqa: PT012
        lose(tx)
        tx.write_many("INSERT INTO company (name, match_key, entry) VALUES (?, ?, 1)", [("Later", "later")])

    assert companies(fragile.path) == 0


def test_a_lost_transaction_leaves_no_entry(fragile: Store) -> None:
    with pytest.raises(RuntimeError, match="lost"), fragile.transaction() as tx:  # noqa: PT012
        tx.record("noted")
        lose(tx)

    assert companies(fragile.path) == 0
    assert fragile.head().seq == 0
    assert not fragile.has_committed


def test_a_mistyped_table_is_not_made(store: Store) -> None:
    with pytest.raises(RuntimeError, match="no table 'compny'"), store.transaction() as tx:
        tx.insert("compny", name="Acme")

    assert store.value("SELECT count(*) FROM sqlite_schema WHERE name = 'compny'") == 0


def test_a_card_number_is_refused_by_insert_and_never_repeated(store: Store) -> None:
    with pytest.raises(CardNumberRefused) as refused, store.transaction() as tx:
        add_company(tx, f"Acme {CARD}")

    assert "4242" not in f"{refused.value} {refused.value.hint}"
    assert companies(store.path) == 0


def test_a_card_number_is_refused_by_update(store: Store) -> None:
    with store.transaction() as tx:
        add_company(tx)
        tx.record("noted")

    with pytest.raises(CardNumberRefused), store.transaction() as tx:
        tx.update("company", 1, name=CARD)

    assert store.value("SELECT name FROM company") == "Acme"


def test_the_clock_is_read_once_a_transaction(db: Path) -> None:
    ticks = iter(range(NOON, NOON + 1_000))
    with closing(Store.open(db, lambda: next(ticks))) as store:
        with store.transaction() as tx:
            moments = {tx.now, tx.now, tx.now}
            add_company(tx)
            tx.record("noted")
            moments.add(tx.now)
        with store.transaction() as later:
            assert later.now == NOON + 1

        assert moments == {NOON}
        assert "2026-11-22T12:00:00Z" in store.value("SELECT body FROM audit")
