"""A full disk, a read-only one, and a command that is interrupted: done or not done, and it says which."""

from __future__ import annotations

import contextlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from subprocess import CompletedProcess

    from helpers.terminal import CommandLine

    Ended = CompletedProcess[str]

pytestmark = pytest.mark.slow

WRITES = [
    ("add-contact", "new@example.com", "--name", "Nell New"),
    ("optout", "new@example.com", "--all"),
    ("takedown", "new@example.com", "--note", "Please remove it."),
]
READS = [("contacts",), ("due",), ("show", "ann@acme.example"), ("audit", "--verify"), ("requests", "--json")]

# The clock of these processes is the real one, and a minute may pass between the two.
_TIME_LEFT = re.compile(r"\d+ h \d\d min|\d+ min|\d+ d \d+ h")


@pytest.fixture(autouse=True)
def _something_on_record(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company Acme")
    run.ok("add-testimonial ann@acme.example --quote Good. --attribution A.L. --at /words --permission Yes.")
    run.ok("takedown ann@acme.example")


@pytest.mark.parametrize("words", WRITES, ids=lambda words: words[0])
@pytest.mark.parametrize("room", [0, 512, 5_000])
def test_where_nothing_more_fits_nothing_is_changed(
    room: int, words: tuple[str, ...], db: Path, privacyctl: Callable[..., Ended]
) -> None:
    before = db.read_bytes()

    answer = privacyctl(*words, largest_file=room)

    assert answer.returncode == 3
    assert answer.stdout == ""
    assert answer.stderr.splitlines()[0].startswith("privacyctl: error: the disk ")
    assert answer.stderr.splitlines()[0].endswith("; nothing was changed")
    assert len(answer.stderr.splitlines()) == 2
    privacyctl("contacts")  # rolls back what was left in the journal
    assert db.read_bytes() == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 640 KiB, all to ourselves."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=640k", "none", str(place)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_told_as_one_and_frees_up_again(
    small_disk: Path, db: Path, privacyctl: Callable[..., Ended]
) -> None:
    moved = small_disk / "privacyctl.db"
    shutil.copy(db, moved)
    shutil.copy(f"{db}.journal", f"{moved}.journal")
    before = moved.read_bytes()
    filler = small_disk / "filler"
    with contextlib.suppress(OSError):  # until no space is left
        filler.write_bytes(bytes(1024 * 1024))

    answer = privacyctl(*WRITES[0], path=moved)

    assert answer.returncode == 3
    assert answer.stdout == ""
    assert answer.stderr.splitlines()[0] == "privacyctl: error: the disk is full; nothing was changed"
    assert moved.read_bytes() == before
    assert "task 1" in privacyctl("due", path=moved).stdout
    filler.unlink()
    assert privacyctl(*WRITES[0], path=moved).returncode == 0


@pytest.mark.parametrize("words", WRITES, ids=lambda words: words[0])
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_file_or_folder_is_left_as_it_is(
    what: str, words: tuple[str, ...], db: Path, privacyctl: Callable[..., Ended], as_somebody: list[str]
) -> None:
    before = db.read_bytes()
    locked, mode = (db, 0o400) if what == "file" else (db.parent, 0o500)
    locked.chmod(mode)

    answer = privacyctl(*words, before=as_somebody)

    locked.chmod(mode | 0o200)
    assert answer.returncode == 3
    assert answer.stdout == ""
    assert "may not be written" in answer.stderr.splitlines()[0]
    assert len(answer.stderr.splitlines()) == 2
    assert db.read_bytes() == before


@pytest.mark.parametrize("words", READS, ids=lambda words: words[0])
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_record_can_be_read(
    what: str, words: tuple[str, ...], db: Path, privacyctl: Callable[..., Ended], as_somebody: list[str]
) -> None:
    writable = privacyctl(*words).stdout
    locked, mode = (db, 0o400) if what == "file" else (db.parent, 0o500)
    locked.chmod(mode)

    answer = privacyctl(*words, before=as_somebody)

    locked.chmod(mode | 0o200)
    assert answer.returncode == 0
    assert _TIME_LEFT.sub("", answer.stdout) == _TIME_LEFT.sub("", writable)
    assert writable


def test_due_on_a_read_only_file_says_that_its_mark_was_not_left(
    db: Path, privacyctl: Callable[..., Ended], as_somebody: list[str]
) -> None:
    db.chmod(0o400)

    answer = privacyctl("due", before=as_somebody)

    assert answer.stdout.startswith("task 1 ")
    assert answer.stderr.startswith("privacyctl: warning: the mark that `due` ran was not left: ")


def test_a_file_that_may_not_be_read_is_refused(
    db: Path, privacyctl: Callable[..., Ended], as_somebody: list[str]
) -> None:
    db.chmod(0o000)

    answer = privacyctl("contacts", before=as_somebody)

    assert answer.returncode == 3
    assert answer.stdout == ""
    assert answer.stderr.startswith(f"privacyctl: error: {db}")
    assert len(answer.stderr.splitlines()) == 2


@pytest.mark.parametrize("words", WRITES, ids=lambda words: words[0])
def test_a_write_whose_answer_is_lost_is_not_told_as_failed(
    words: tuple[str, ...], db: Path, privacyctl: Callable[..., Ended]
) -> None:
    before = db.read_bytes()

    with open("/dev/full", "w") as full:  # noqa: PTH123
        answer = privacyctl(*words, stdout=full)

    assert answer.returncode == 0
    assert "privacyctl: warning: it is done; only this answer could not be written" in answer.stderr
    assert "error" not in answer.stderr
    assert db.read_bytes() != before


@pytest.mark.parametrize("words", READS, ids=lambda words: words[0])
def test_a_read_whose_answer_is_lost_has_failed(
    words: tuple[str, ...], privacyctl: Callable[..., Ended]
) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        answer = privacyctl(*words, stdout=full)

    assert answer.returncode == 1
    assert answer.stderr.startswith("privacyctl: error: the answer could not be written: ")
    assert len(answer.stderr.splitlines()) == 2


@pytest.mark.parametrize("words", [*READS, *WRITES], ids=lambda words: words[0])
def test_a_reader_that_goes_away_hears_nothing_more(words: tuple[str, ...], db: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "privacyctl", "--db", str(db), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert "Traceback" not in said
    assert "error" not in said
    assert "Broken pipe" not in said
    assert process.returncode == (141 if words in READS else 0)


def test_ctrl_c_in_a_large_import_leaves_the_record_as_it_was(tmp_path: Path, db: Path) -> None:
    orders = tmp_path / "orders.csv"
    rows = (f"{n},buyer{n}@example.com,Pro\n" for n in range(200_000))
    orders.write_text("Order,Email,Product\n" + "".join(rows))
    before = db.read_bytes()
    command = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may ignore it
from privacyctl.cli import main
sys.exit(main({["--db", str(db), "import-orders", str(orders), *_mapped("Order", "Email", "Product")]!r}))
"""
    with subprocess.Popen(
        [sys.executable, "-c", command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and not db.with_name(f"{db.name}-journal").exists():
            time.sleep(0.01)  # until it has begun to write
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()

    assert process.returncode == 130
    assert out == ""
    assert err == "privacyctl: error: interrupted; nothing was changed\n"
    assert db.read_bytes() == before
    assert sorted(db.parent.iterdir()) == [db, db.with_name(f"{db.name}.journal")]
    with sqlite3.connect(db) as record:
        assert record.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    record.close()


def _mapped(*columns: str) -> list[str]:
    return [word for column in columns for word in ("--map", f"{column}={column.lower()}")]
