"""A person at a terminal, or cron without one: commands go through `main()` with a fixed clock."""

from __future__ import annotations

import io
import json
import os
import shlex
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from privacyctl.cli import main

NOON = 1_795_348_800  # 2026-11-22T12:00:00Z
SECRET = bytes(range(32))


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now

    def forward(self, *, hours: float = 0, minutes: float = 0, seconds: int = 0) -> None:
        self.now += int(hours * 3600 + minutes * 60) + seconds


@dataclass(frozen=True)
class Answer:
    """What a command line said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Screen(io.TextIOWrapper):
    """A standard stream that may say it is a terminal."""

    def __init__(self, *, is_terminal: bool = False, given: bytes = b"") -> None:
        super().__init__(io.BytesIO(given), encoding="utf-8", write_through=True, newline="")
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def said(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


class Held(NamedTuple):
    """A file that commands left."""

    data: bytes
    mode: int


_LEFT: dict[tuple[Any, ...], dict[Path, Held]] = {}
"""What lines left, by all that they could read."""


def _files(folder: Path) -> dict[Path, Held]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): Held(path.read_bytes(), path.stat().st_mode & 0o777) for path in found}


@dataclass
class CommandLine:
    """Types commands as a person or cron would, in one record: `run("optout ada@example.com")`."""

    db: Path
    clock: Clock
    typed: list[str] = field(default_factory=list)
    checks_json: bool = True
    """Whether what is printed with `--json` has to keep to the schema that is published."""

    def __call__(
        self, line: str, *, given: str | bytes = b"", terminal: bool = False, db: Path | None = None
    ) -> Answer:
        self.typed.append(line)
        data = given.encode() if isinstance(given, str) else given
        streams = (
            Screen(given=data, is_terminal=terminal),
            Screen(is_terminal=terminal),
            Screen(is_terminal=terminal),
        )
        before = sys.stdin, sys.stdout, sys.stderr
        sys.stdin, sys.stdout, sys.stderr = streams
        try:
            status = main(["--db", str(db or self.db), *shlex.split(line)], self.clock)
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
        answer = Answer(status, streams[1].said(), streams[2].said())
        if self.checks_json and "json" in line.lower():
            from helpers.printed import must_be_as_published

            must_be_as_published(shlex.split(line), answer.out)
        return answer

    def ok(self, line: str, **how: Any) -> Answer:
        """Run what must succeed."""
        answer = self(line, **how)
        assert answer.status == 0, answer
        return answer

    def once(self, *lines: str) -> None:
        """Type what must succeed, and lay there what was left by it the next time: for what many tests begin with.

        It is the same where the lines, the clock and every byte of the test's files are. What has the path of the
        test's folder in it is nobody else's, and is typed each time.
        """
        home = self.db.parents[1]
        before = tuple((path, sha256(held.data).digest()) for path, held in _files(home).items())
        key = self.clock.now, os.environ.get("TZ"), before, *(line.replace(str(home), "~") for line in lines)
        if key not in _LEFT:
            for line in lines:
                self.ok(line)
            left = _files(home)
            if not any(str(home).encode() in held.data for held in left.values()):
                _LEFT[key] = left
            return
        self.typed += lines
        for path, held in _LEFT[key].items():
            (home / path).parent.mkdir(mode=0o700, exist_ok=True)
            (home / path).write_bytes(held.data)
            (home / path).chmod(held.mode)

    def entries(self, line: str = "audit") -> list[dict[str, Any]]:
        """The entries of the audit chain, without those that only note where a file lies."""
        return [one for one in self.ok(f"{line} --json").json["entries"] if one["act"] != "file-noted"]

    def acts(self, line: str = "audit") -> list[str]:
        """What the audit chain says was done, in its order."""
        return [entry["act"] for entry in self.entries(line)]

    def in_bytes(self, text: str) -> list[str]:
        """The files of the record's folder in which a text stands, in whatever capitals."""
        found = [one for one in self.db.parent.iterdir() if text.lower().encode() in one.read_bytes().lower()]
        return [one.name for one in found]
