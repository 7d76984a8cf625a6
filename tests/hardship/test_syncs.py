"""Ctrl-C, or a disk that fails, at each call by which SQLite commits: what is said is what a new process reads."""

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
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    Ended = CompletedProcess[str]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("strace") is None, reason="strace is not there: no call can be made to fail"
    ),
]

FAULTS = [
    (call, fault, number)
    for call, faults in {
        "fdatasync": ("signal=SIGINT", "error=EIO"),
        "pwrite64": ("signal=SIGINT", "error=EIO", "error=ENOSPC"),
        "unlink": ("signal=SIGINT", "error=EIO"),
    }.items()
    for fault in faults
    for number in range(1, {"fdatasync": 7, "pwrite64": 5, "unlink": 2}[call])
]


@pytest.mark.parametrize(("call", "fault", "number"), FAULTS)
def test_what_is_said_is_what_is_on_record(
    call: str, fault: str, number: int, db: Path, tmp_path: Path, privacyctl: Callable[..., Ended]
) -> None:
    log = tmp_path / "strace.log"
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}"]
    files = [word for end in ("", "-journal") for word in ("-P", f"{db}{end}")]
    paths = [] if call == "fdatasync" else files  # the folder is synced as well

    answer = privacyctl(
        "add-contact", "new@example.com", before=["strace", "-f", "-o", str(log), *paths, *inject]
    )

    is_there = "new@example.com" in privacyctl("contacts").stdout
    said = f"{answer.stdout}\n{answer.stderr}"
    if answer.returncode == 0:
        assert is_there, said
        return
    assert answer.returncode in (3, 130), said
    if (call, fault) == ("unlink", "error=EIO"):  # the journal is left, and only a writer may roll it back
        assert "; it is not known whether it was done: run it again\n" in answer.stderr, said
    else:
        assert re.search(f"; {'it is done' if is_there else 'nothing was changed'}\n", answer.stderr), said


@pytest.mark.parametrize(("fault", "status"), [("signal=SIGINT", 130), ("error=EIO", 3)])
def test_the_last_sync_of_a_commit_comes_after_it(
    fault: str, status: int, db: Path, tmp_path: Path, privacyctl: Callable[..., Ended]
) -> None:
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a test run in the background ignores it, as its children
    log = tmp_path / "strace.log"
    inject = ["-e", "trace=fdatasync", "-e", f"inject=fdatasync:{fault}:when=5"]

    answer = privacyctl("add-contact", "new@example.com", before=["strace", "-f", "-o", str(log), *inject])

    assert "INJECTED" in log.read_text() or "SIGINT" in log.read_text()
    assert answer.returncode == status
    assert answer.stderr.splitlines()[0].endswith("; it is done")
    assert "new@example.com" in privacyctl("contacts").stdout


def test_a_file_that_is_replaced_while_a_process_commits(db: Path, tmp_path: Path) -> None:
    copy = db.with_name("copy.db")
    shutil.copy(db, copy)
    inject = ["-e", "trace=fdatasync", "-e", "inject=fdatasync:delay_enter=3000000:when=1"]
    traced = ["strace", "-f", "-o", str(tmp_path / "log"), *inject]

    with subprocess.Popen(
        [*traced, sys.executable, "-m", "privacyctl", "--db", str(db), "add-contact", "lost@example.com"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while process.poll() is None and not db.with_name(f"{db.name}-journal").exists():
            time.sleep(0.01)
        time.sleep(0.2)  # it waits in the first sync of its commit
        copy.replace(db)
        out, err = process.communicate()

    assert (process.returncode, out) == (3, "")
    assert " was replaced while this ran; nothing of this command is in it\n" in err
    with contextlib.closing(sqlite3.connect(db)) as record:
        assert record.execute("SELECT count(*) FROM contact").fetchone() == (0,)
