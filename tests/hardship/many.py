"""Runs many command lines at the same instant, each in a process of its own.

Reads `{"lines": [["--db", …], …], "later": false}` from standard input and prints what each
ended with, as `[[status, stdout, stderr], …]`. The processes are forks of this one, which has
loaded everything; all wait at one gate, so that they meet at the file and not on the way to it.
With `later` they are of the next version, which has one migration more.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
import tempfile
from collections.abc import Sequence
from typing import Any, TextIO

import privacyctl
from privacyctl.cli import main
from privacyctl.store.file import connecting, making


def become_later() -> None:
    known = making.migrations()
    connecting.VERSION += 1
    making.migrations = lambda: [*known, ["CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT"]]


def start(line: Sequence[str], gate: tuple[int, int], out: TextIO, err: TextIO) -> int:
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        os.close(gate[1])
        os.read(gate[0], 1)
        os._exit(main(line))
    return child


def run_at_once(lines: Sequence[Sequence[str]]) -> list[tuple[int, str, str]]:
    gate = os.pipe()
    files = [(tempfile.TemporaryFile("w+"), tempfile.TemporaryFile("w+")) for _ in lines]  # noqa: SIM115
    children = [start(line, gate, out, err) for line, (out, err) in zip(lines, files, strict=True)]
    os.close(gate[1])
    ended = []
    for child, (out, err) in zip(children, files, strict=True):
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        err.seek(0)
        ended.append((status, out.read(), err.read()))
    return ended


if __name__ == "__main__":
    wanted: dict[str, Any] = json.load(sys.stdin)
    for module in pkgutil.walk_packages(privacyctl.__path__, "privacyctl."):  # else each does on its own
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    if wanted["later"]:
        become_later()
    json.dump(run_at_once(wanted["lines"]), sys.stdout)
