"""Kills one command line at its first step, at its second, and so on; each in a copy of the record.

Run as `killer.py BASE FOLDER`, with `{"line": ["optout", …], "given": "…", "starved": false}` on
standard input. A step is an SQL statement or, as `init` has many, something done to a file. The
command runs in a fork of one warm process, so that a whole sweep takes seconds.

Leaves FOLDER/whole, where nothing was killed, and FOLDER/1, FOLDER/2, …, one for each step.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

from privacyctl.cli import main

NOON = 1_795_348_800  # 2026-11-22T12:00:00Z
NAME = "privacyctl.db"
FILE_EVENTS = {"open", "os.link", "os.remove", "os.mkdir", "os.rename", "tempfile.mkstemp"}

connect = sqlite3.connect


class Steps:
    """Counts what the command does; at the fatal step nothing of ours runs any more."""

    def __init__(self) -> None:
        self.taken = 0
        self.fatal = 0
        self.starved = False
        self.with_files = False
        self.is_watching = False

    def take(self, _statement: str = "") -> None:
        if not self.is_watching:
            return
        self.taken += 1
        if self.taken == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(self, *arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        if self.starved:  # pages go to the file before the commit: a kill leaves a hot journal
            connection.execute("PRAGMA cache_size=1")
        connection.set_trace_callback(self.take)
        return connection

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.with_files and event in FILE_EVENTS and not str(arguments[0]).endswith((".py", ".pyc")):
            self.take()


steps = Steps()


def run(db: Path, task: dict[str, Any]) -> int:
    """One run of the command in this process."""
    os.chdir(db.parent)  # where a command writes its files, if nobody says where
    steps.taken = 0
    steps.is_watching = True
    try:
        return main(["--db", str(db), *task["line"]], lambda: NOON)
    finally:
        steps.is_watching = False


def copied(base: Path, folder: Path) -> Path:
    shutil.copytree(base, folder)
    return folder / NAME


def sweep(base: Path, folder: Path, task: dict[str, Any]) -> None:
    given = folder / "given"
    given.write_text(task["given"], "utf-8")
    os.dup2(os.open(given, os.O_RDONLY), 0)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)

    # The first run loads what the command loads, so that all others take the same steps.
    status, fatal = run(copied(base, folder / "whole"), task), 0
    while status == 0:
        fatal += 1
        db = copied(base, folder / str(fatal))
        os.lseek(0, 0, os.SEEK_SET)
        child = os.fork()
        if child == 0:
            steps.fatal = fatal
            os._exit(run(db, task))
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if ended == 0:  # it has fewer steps than that
            shutil.rmtree(db.parent)
            return
        status = 0 if ended == -signal.SIGKILL else ended
    sys.exit(f"the command itself ended with {status} at step {fatal}")


if __name__ == "__main__":
    wanted = json.load(sys.stdin)
    steps.starved = wanted["starved"]
    steps.with_files = wanted["line"][0] in ("init", "publish", "announce", "erase", "access")
    sqlite3.connect = steps.connect  # type: ignore[assignment]
    secrets.randbits = lambda k: k  # every run draws the same code
    sys.addaudithook(steps.hear)
    sweep(Path(sys.argv[1]), Path(sys.argv[2]), wanted)
