"""Leaves what one command line leaves that is killed at its first step, at its second, and so on.

Each line on standard input asks for one command line: `{"base": …, "folder": …, "line": ["optout", …],
"given": "…", "starved": false}`. It runs in a fork, so that privacyctl is loaded once for all of them;
what went wrong, or nothing, is the line that is answered. A step is an SQL statement or, for some
commands, something done to a file.

A kill loses nothing that the system took: what a killed command leaves is what lies there at that
moment. So one run, in FOLDER/here, is copied at each step at which a file differs from the step
before, to FOLDER/1, FOLDER/5, …, and at its end to FOLDER/whole. To show that it is so, half a dozen
more runs are really killed, each in a fork, and what they leave is copied to FOLDER/killed-1, ….
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import secrets
import shutil
import signal
import sqlite3
import sys
import traceback
from pathlib import Path
from typing import Any

import privacyctl
from privacyctl.cli import main

NOON = 1_795_348_800  # 2026-11-22T12:00:00Z
NAME = "privacyctl.db"
KILLED = 5
FILE_EVENTS = {"open", "os.link", "os.remove", "os.mkdir", "os.rename", "tempfile.mkstemp"}

connect = sqlite3.connect


class Copies:
    """Copies a folder to others beside it, where a file of it differs from the copy before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.last: dict[Path, bytes] | None = None
        self.open: dict[int, int] = {}

    def copy(self, number: int) -> None:
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        held = {path.relative_to(self.folder): self._bytes(path) for path in files}
        # The private folder of a restore changes with every statement, and the next run deletes it unread.
        compared = {name: data for name, data in held.items() if not name.match(".*.restore/*")}
        if compared == self.last:
            return
        self.last = compared
        (self.folder.parent / str(number)).mkdir()
        for name, data in held.items():
            made = self.folder.parent / str(number) / name
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(data)
            made.chmod((self.folder / name).stat().st_mode)

    def _bytes(self, path: Path) -> bytes:
        """All of a file. A data file is never closed: with that the process would lose SQLite's locks of it."""
        status = path.stat()
        if path.name != NAME:
            return path.read_bytes()
        if status.st_ino not in self.open:
            self.open[status.st_ino] = os.open(path, os.O_RDONLY)
        return os.pread(self.open[status.st_ino], status.st_size, 0)


class Steps:
    """Counts what the command does; at the fatal step nothing of ours runs any more."""

    def __init__(self) -> None:
        self.taken = 0
        self.fatal = 0
        self.copying: Copies | None = None
        self.starved = False
        self.with_files = False
        self.is_watching = False

    def take(self, _statement: str = "") -> None:
        if not self.is_watching:
            return
        self.taken += 1
        if self.taken == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.copying is not None:
            self.is_watching = False
            self.copying.copy(self.taken)
            self.is_watching = True

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
    must_end(run(copied(base, folder / "warm"), task))
    shutil.rmtree(folder / "warm")
    os.lseek(0, 0, os.SEEK_SET)
    db = copied(base, folder / "here")
    steps.copying = Copies(folder / "here")
    must_end(run(db, task))
    shutil.copytree(folder / "here", folder / "whole")
    steps.copying, count = None, steps.taken
    for fatal in sorted({1 + (count - 1) * part // KILLED for part in range(KILLED + 1)}):
        shutil.rmtree(folder / "here")
        db = copied(base, folder / "here")  # where its files lie is on record
        os.lseek(0, 0, os.SEEK_SET)
        child = os.fork()
        if child == 0:
            steps.fatal = fatal
            os._exit(run(db, task))
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        shutil.copytree(folder / "here", folder / f"killed-{fatal}")
        if ended != -signal.SIGKILL:
            sys.exit(f"killed at step {fatal} of {count} it ended with {ended}")


def must_end(status: int) -> None:
    if status:
        sys.exit(f"the command itself ended with {status}")


def answer(wanted: dict[str, Any]) -> str:
    """Do what is asked for in a fork; returns what went wrong."""
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        try:
            do(wanted)
        except BaseException:  # noqa: BLE001  (whatever it is, it is told)
            os.write(telling, traceback.format_exc().encode()[-4000:])
        os._exit(0)
    os.close(telling)
    with open(told, encoding="utf-8", errors="replace") as pipe:  # noqa: PTH123  (a pipe)
        wrong = pipe.read()
    os.waitpid(child, 0)
    return wrong


def do(wanted: dict[str, Any]) -> None:
    steps.starved = wanted["starved"]
    steps.with_files = wanted["line"][0] in ("init", "publish", "announce", "erase", "access", "restore")
    sqlite3.connect = steps.connect  # type: ignore[assignment]
    # Every run draws the same code, and the same secret.
    secrets.randbits, secrets.token_bytes = lambda k: k, lambda nbytes=None: bytes(nbytes or 32)
    sys.addaudithook(steps.hear)
    sweep(Path(wanted["base"]), Path(wanted["folder"]), wanted)


if __name__ == "__main__":
    for module in pkgutil.walk_packages(privacyctl.__path__, "privacyctl."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    while task := os.read(0, 1 << 16):
        answers.write(json.dumps(answer(json.loads(task))) + "\n")
        answers.flush()
