"""Not done, done, or not known: what a command says of a COMMIT that was interrupted is what a new reader sees."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from privacyctl.errors import Untrusted
from privacyctl.model.audit import Head
from privacyctl.store import Store, Transaction
from privacyctl.store.fate import Fate, fate_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.terminal import CommandLine

NEW = "add-contact new@example.com"


class Connection:
    """The connection, with something that happens before or after COMMIT."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        before: Callable[[], None] = lambda: None,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        self._connection, self._before, self._after = connection, before, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, sql: str, *parameters: Any) -> Any:
        if sql != "COMMIT":
            return self._connection.execute(sql, *parameters)
        self._before()
        done = self._connection.execute(sql)
        self._after()
        return done


def raises(error: BaseException) -> Callable[[], None]:
    """Something that raises."""

    def happen() -> None:
        raise error

    return happen


def disk_error() -> sqlite3.OperationalError:
    """SQLite's error of a disk that failed."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    return error


@pytest.fixture
def at_commit(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have something happen `before` or `after` the COMMIT of number `at`, in any connection of this test."""

    def arranged(
        before: Callable[[], None] = lambda: None, after: Callable[[], None] = lambda: None, at: int = 1
    ) -> None:
        counted = [0]
        commit = Store._commit

        def counting(store: Store, entry: Any) -> None:
            counted[0] += 1
            whole = store._connection
            if counted[0] == at:
                store._connection = Connection(whole, before, after)  # type: ignore[assignment]
            try:
                commit(store, entry)
            finally:
                store._connection = whole

        monkeypatch.setattr(Store, "_commit", counting)

    return arranged


def is_on_record(db: Path, email: str = "new@example.com") -> bool:
    """What a new reader sees."""
    with closing(sqlite3.connect(db)) as other:
        return other.execute("SELECT 1 FROM address WHERE match_key = ?", (email,)).fetchone() is not None


def unreadable(monkeypatch: pytest.MonkeyPatch, db: Path, error: BaseException) -> Callable[[], None]:
    """An error after COMMIT, and a file that no new connection can open any more."""

    def happen() -> None:
        opened = sqlite3.connect

        def refuse(name: Any, *args: Any, **how: Any) -> Any:
            if db.name in str(name):
                raise sqlite3.OperationalError("unable to open database file")
            return opened(name, *args, **how)

        monkeypatch.setattr(sqlite3, "connect", refuse)
        raise error

    return happen


def test_ctrl_c_before_commit_changed_nothing(run: CommandLine, at_commit: Callable[..., None]) -> None:
    at_commit(before=raises(KeyboardInterrupt()))

    answer = run(NEW)

    assert (answer.status, answer.err) == (130, "privacyctl: error: interrupted; nothing was changed\n")
    assert not is_on_record(run.db)


def test_ctrl_c_after_commit_is_told_as_done(run: CommandLine, at_commit: Callable[..., None]) -> None:
    at_commit(after=raises(KeyboardInterrupt()))

    answer = run(NEW)

    assert (answer.status, answer.err) == (130, "privacyctl: error: interrupted; it is done\n")
    assert is_on_record(run.db)


def test_ctrl_c_and_a_record_that_cannot_be_read_is_not_known(
    run: CommandLine, at_commit: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_commit(after=unreadable(monkeypatch, run.db, KeyboardInterrupt()))

    answer = run(NEW)

    assert answer.status == 130
    assert answer.err == "privacyctl: error: interrupted; it is not known whether it was done: run it again\n"


def test_too_little_memory_at_commit_says_what_a_new_reader_sees(
    run: CommandLine, at_commit: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_commit(after=unreadable(monkeypatch, run.db, MemoryError()))

    answer = run(NEW)

    assert answer.status == 1
    assert answer.err.splitlines()[0] == (
        "privacyctl: error: there was not enough memory; it is not known whether it was done: run it again"
    )


def test_what_is_recorded_once_more_each_time_is_to_be_looked_for_first(
    run: CommandLine, at_commit: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.ok(NEW)
    run.ok("add-purchase new@example.com --order 1 --product Pro")
    at_commit(after=unreadable(monkeypatch, run.db, KeyboardInterrupt()))

    answer = run("disclose new@example.com --to bmt-micro --purpose order --fields email")

    assert answer.err.startswith("privacyctl: error: interrupted; it is not known whether it was done: see ")
    assert "privacyctl audit" in answer.err


def test_a_disk_that_failed_before_commit_changed_nothing(
    run: CommandLine, at_commit: Callable[..., None]
) -> None:
    at_commit(before=raises(disk_error()))

    answer = run(NEW)

    assert answer.status == 3
    assert answer.err.splitlines()[0].endswith(" was in use; nothing was changed")
    assert not is_on_record(run.db)


def test_a_disk_that_failed_after_commit_is_told_with_what_is_done(
    run: CommandLine, at_commit: Callable[..., None]
) -> None:
    at_commit(after=raises(disk_error()))

    answer = run(NEW)

    assert answer.status == 3
    assert answer.err.splitlines()[0].endswith(" was in use; it is done")
    assert is_on_record(run.db)


def test_a_disk_that_failed_and_cannot_be_read_is_not_known(
    run: CommandLine, at_commit: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_commit(after=unreadable(monkeypatch, run.db, disk_error()))

    answer = run(NEW)

    assert answer.status == 3
    assert answer.err.splitlines()[0].endswith("; it is not known whether it was done: run it again")


@pytest.mark.parametrize(
    ("when", "said"), [("before", "nothing was changed"), ("after", "what was asked for is done")]
)
def test_a_bug_in_commit_says_what_is_true(
    when: str, said: str, run: CommandLine, at_commit: Callable[..., None]
) -> None:
    at_commit(**{when: raises(ZeroDivisionError())})

    answer = run(NEW)

    assert answer.status == 70
    assert answer.err.splitlines()[0] == f"privacyctl: error: a bug in privacyctl (ZeroDivisionError); {said}"


def exchanged(db: Path) -> Callable[[], None]:
    """Another file gets the data file's name, as a restore does it."""
    copy = db.with_name("copy.db")
    shutil.copy(db, copy)

    def happen() -> None:
        copy.replace(db)

    return happen


def test_a_file_replaced_after_the_commit_is_a_loud_failure(
    run: CommandLine, at_commit: Callable[..., None]
) -> None:
    at_commit(after=exchanged(run.db))

    answer = run(NEW)

    assert (answer.status, answer.out) == (3, "")
    assert answer.err.splitlines()[0] == (
        f"privacyctl: error: {run.db} was replaced while this ran; nothing of this command is in it"
    )
    assert not is_on_record(run.db)


def test_a_file_replaced_before_the_commit_is_a_clean_refusal(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    happen, finish = exchanged(run.db), Transaction.finish

    def replaced_first(tx: Transaction) -> Any:
        happen()
        return finish(tx)

    monkeypatch.setattr(Transaction, "finish", replaced_first)

    answer = run(NEW)

    assert (answer.status, answer.out) == (3, "")
    assert answer.err.splitlines()[0] == (
        f"privacyctl: error: {run.db} was replaced while this ran; nothing was changed"
    )
    assert not is_on_record(run.db)


def test_a_file_replaced_between_opening_and_the_first_write_is_refused(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    happen, transaction = exchanged(run.db), Store.transaction

    def replaced_first(store: Store) -> Any:
        happen()
        monkeypatch.undo()
        return transaction(store)

    monkeypatch.setattr(Store, "transaction", replaced_first)

    answer = run(NEW)

    assert answer.status == 3
    assert " was replaced while this ran; nothing was changed" in answer.err
    assert not is_on_record(run.db)


def test_a_file_replaced_by_a_copy_that_has_it_all_is_no_failure(
    run: CommandLine, at_commit: Callable[..., None]
) -> None:
    def happen() -> None:
        exchanged(run.db)()

    at_commit(after=happen)

    run.ok(NEW)

    assert is_on_record(run.db)


def test_a_file_that_is_removed_meanwhile_is_a_loud_failure(
    run: CommandLine, at_commit: Callable[..., None]
) -> None:
    at_commit(after=run.db.unlink)

    answer = run(NEW)

    assert answer.status == 3
    assert answer.err.splitlines()[0].endswith(" was removed while this ran, and this command with it")


def test_ctrl_c_and_a_file_replaced_meanwhile_changed_nothing(
    run: CommandLine, at_commit: Callable[..., None]
) -> None:
    happen = exchanged(run.db)

    def both() -> None:
        happen()
        raise KeyboardInterrupt

    at_commit(after=both)

    assert run(NEW).err == "privacyctl: error: interrupted; nothing was changed\n"


def test_the_mark_of_due_is_not_left_in_a_file_that_is_gone(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.ok(NEW)
    run.ok("takedown new@example.com --note x")
    happen, finish = exchanged(run.db), Transaction.finish

    def replaced_first(tx: Transaction) -> Any:
        happen()
        monkeypatch.undo()
        return finish(tx)

    monkeypatch.setattr(Transaction, "finish", replaced_first)

    assert "the mark that `due` ran was not left: " in run.ok("due").err


def test_an_entry_of_another_writer_with_our_number_is_not_ours(store: Store) -> None:
    with store.transaction() as tx:
        _add(tx, "theirs")
    theirs = store.head()

    assert fate_of(store.path, theirs) is Fate.DONE
    assert fate_of(store.path, Head(theirs.seq, bytes(32))) is Fate.NOT
    assert fate_of(store.path, Head(theirs.seq + 1, bytes(32))) is Fate.NOT


def test_a_second_commit_that_failed_leaves_the_first_counted(db: Path) -> None:
    with closing(Store.open(db)) as store:
        with store.transaction() as tx:
            _add(tx, "one")
        store._connection = Connection(store._connection, before=raises(disk_error()))  # type: ignore[assignment]
        with pytest.raises(Untrusted), store.transaction() as tx:  # noqa: PT012
            tx.write("INSERT INTO company (name, match_key, entry) VALUES ('two', 'two', 2)")
            tx.record("noted")

        assert (store.commits, store.fate) == (1, Fate.NOT)


def _add(tx: Transaction, name: str) -> None:
    tx.insert("company", name=name, match_key=name, entry=tx.entry)
    tx.record("noted")
