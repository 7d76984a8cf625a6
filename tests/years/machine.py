"""The vendor's computer: a record, a clock that jumps, commands that are killed, and what was found."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import sqlite3
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from helpers.terminal import Answer, CommandLine
from years import keeping
from years.account import Account
from years.instants import Instant
from years.world import Human, Site, humans, seconds

SETTINGS = """
audience = "buyers"
[mail]
server = "mail.vendor.example"
[site]
source = "site"
built = "public"
[[site.data]]
file = "said.json"
holds = "testimonials"
[[site.data]]
file = "customers.json"
holds = "customers"
[recipients.bmt-micro]
purposes = ["order"]
fields = ["email", "name", "order", "product"]
[recipients.mailer]
purposes = ["updates", "surveys"]
fields = ["email", "name"]
[purposes.order]
retention = "2y"
[purposes.surveys]
for = "to ask buyers what to build next"
basis = "legitimate-interests"
choice = "opt-out"
"""
COUNTED = {
    "asked",
    "audience",
    "disclose",
    "export-for",
    "gate",
    "confirm",
    "verify",
    "due",
    "init",
    "demo",
    "backup",
    "restore",
}
"""Commands that do something anew each time that they are typed; the others, said twice, change nothing."""
NAMED = {"unnoticed", "verdict-too-good", "bug", "doctor-cries", "twice"}
"""The findings whose subject tells them apart; that of the others is a number or a name."""
OF_ROW = (
    ("contact", "id", "contact"), ("case", "id", "request"), ("contact", "contact_id", None),
    ("case", "request_id", None), ("publication", "publication_id", None), ("publication", "id", "publication"),
)  # fmt: skip
"""By which column a row is of a contact, a case or a publication; in that table alone, where one is named."""
EXPECTED = {0, 1, 2, 3, 130, 141}


@dataclass(frozen=True)
class Finding:
    """One answer that says more than the account, or a rule that did not hold."""

    word: str
    """Its kind, by which it is shrunk and listed."""
    subject: str
    said: str
    step: int
    typed: int
    """How many commands had been typed by then."""

    @property
    def name(self) -> str:
        """The word, and with it what was attacked or judged, where that is no number."""
        return f"{self.word}: {self.subject}" if self.word in NAMED else self.word


@dataclass
class Copy:
    """A copy of the record, one of its journal, and what its vendor knew then."""

    path: Path
    journal: Path
    account: Account
    erasures: int
    head: str
    """Number and hash of its last entry."""


@dataclass
class Machine:
    """One vendor, as the seed of each step has it."""

    folder: Path
    true: int
    offset: int = 0
    """How far the clock is from the truth."""
    kills: bool = True
    account: Account = field(default_factory=Account)
    people: list[Human] = field(default_factory=humans)
    rnd: Random = field(default_factory=Random)
    step: int = 0
    log: list[tuple[int, int, str, int]] = field(default_factory=list)
    """What was typed: true time, offset, line and status."""
    typed: set[str] = field(default_factory=set)
    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    """What a publication shows, by its number."""
    codes: dict[int, str] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)
    gone_by_looks: int = 0
    """How many removals looks saw, with no word of anybody's."""
    orders: int = 1000
    serial: int = 0

    def __post_init__(self) -> None:
        self.db = self.folder / "record" / "p.db"
        self.site = Site(self.folder / "record")
        self.line = CommandLine(self.db, self.clock, checks_json=False)  # type: ignore[arg-type]
        self.chain = 0, 0

    def clock(self) -> int:
        return self.true + self.offset

    @property
    def now(self) -> Instant:
        return self.account.instant(self.true, self.clock())

    def make(self) -> None:
        """An empty record with its settings, and a site."""
        self.run("init --vendor Lighthouse")
        with self.db.with_name("privacyctl.toml").open("w", encoding="utf-8") as settings:
            settings.write(
                f'vendor = "Lighthouse"\nsupport = "help@vendor.example"\n{SETTINGS}{keeping.SETTINGS}'
            )
        keeping.lay_out(self.db.parent)
        self.site.make()
        (self.folder / "files").mkdir()
        os.chdir(self.folder / "files")

    # What is typed.

    def run(self, line: str, *, given: str | bytes = b"", terminal: bool = False) -> Answer:
        """Type a line, as it is; nothing is expected of it."""
        answer = self.line(line, given=given, terminal=terminal)
        self.log.append((self.true, self.offset, line, answer.status))
        self.typed.add(line.split(maxsplit=1)[0])
        return answer

    def do(self, line: str, *, given: str = "", terminal: bool = False, reads: bool = False) -> Answer:
        """Type a line, now and then killed before and repeated after, and see what holds for every line."""
        if self.kills and not reads and not line.startswith("due") and self.rnd.random() < 0.04:
            self.kill(line, given)
        before = self.digest()
        answer = self.run(line, given=given, terminal=terminal)
        command = line.split(maxsplit=1)[0]
        if answer.status not in EXPECTED or "a bug in privacyctl" in answer.err:
            self.found("bug", command, f"{line}: {answer.status} {answer.err[-400:]}")
        if answer.status == 3 and command != "init":
            self.found("not-opened", command, f"{line}: {answer.err}")
        is_said_unchanged = "nothing was changed" in answer.err
        is_refused = is_said_unchanged or (answer.status == 2 and "nagios" not in line)
        if (is_refused or reads) and self.digest() != before:
            self.found("changed-though-not", command, f"{line}: {answer.status} {answer.err}")
        self.follow_chain(line)
        if answer.status == 0 and not reads and command not in COUNTED and self.rnd.random() < 0.1:
            self.repeat(line, given)
        return answer

    def repeat(self, line: str, given: str) -> None:
        """Said twice, done once."""
        if "code" in line.split() or "--code" in line.split():  # each is a code of its own
            return
        head = self.chain
        again = self.run(line, given=given)
        self.follow_chain(line)
        if again.status not in {0, 1} or self.chain != head:
            self.found(
                "twice", line.split(maxsplit=1)[0], f"{line}: {again.status} {again.err}{again.out[:300]}"
            )

    def kill(self, line: str, given: str) -> None:
        """Run the line in a fork that ends at one of its statements; what it left must open."""
        fatal = self.rnd.randrange(1, 60)
        child = os.fork()
        if child == 0:
            try:
                _die_at(fatal)
                self.line(line, given=given)
            finally:
                os._exit(0)  # whatever happened: this life is the parent's
        os.waitpid(child, 0)
        self.log.append((self.true, self.offset, f"{line}  # killed at statement {fatal}", -9))
        answer = self.run("audit --verify --json")
        if answer.status != 0:
            self.found("killed", line.split(maxsplit=1)[0], f"{line}, killed at {fatal}: {answer.err}")
        self.follow_chain(line)

    # What is seen from outside.

    def digest(self) -> bytes:
        return hashlib.sha256(self.db.read_bytes()).digest()

    def rows(self, sql: str) -> list[Any]:
        connection = sqlite3.connect(f"file:{self.db}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def rows_with(self, text: str) -> list[set[str]]:
        """The rows in which a text stands, each as the contact, the case or the publication that it is about."""
        found = []
        for (table,) in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            columns = [row[1] for row in self.rows(f"PRAGMA table_info({table})")]
            for values in self.rows(f"SELECT * FROM {table}"):  # noqa: S608
                row = dict(zip(columns, values, strict=True))
                if any(isinstance(value, str) and text.lower() in value.lower() for value in values):
                    found.append(
                        {
                            f"{noun} {row[column]}"
                            for noun, column, of in OF_ROW
                            if row.get(column) is not None and of in (None, table)
                        }
                    )
        return found

    def follow_chain(self, line: str) -> None:
        """See how far the chain is, and tell the account when an entry was written."""
        number, at = self.head()
        if number == self.chain[0]:
            return
        if number < self.chain[0]:
            self.found("chain-shorter", line.split(maxsplit=1)[0], f"{line}: {self.chain[0]} -> {number}")
        elif at < self.chain[1] and "--clock-is-right" not in line:
            self.found("time-goes-back", "chain", f"{line}: entry {number} is {self.chain[1] - at} s earlier")
        self.chain = number, at
        if "--clock-is-right" in line:
            self.account.clock_is_right(self.now)
        else:
            self.account.entry(self.now)

    def head(self) -> tuple[int, int]:
        """The number of the last entry, and its time as it stands there."""
        for number, body in self.rows("SELECT seq, body FROM audit ORDER BY seq DESC LIMIT 1"):
            return number, seconds(str(body).split('"at":"', 1)[1][:20])
        return 0, 0

    def found(self, word: str, subject: object, said: str) -> None:
        self.findings.setdefault(
            (word, str(subject)), Finding(word, str(subject), said.strip(), self.step, len(self.log))
        )

    # Copies.

    def copy_aside(self) -> Copy:
        self.serial += 1
        path = self.folder / f"copy-{self.serial}.db"
        shutil.copyfile(self.db, path)
        journal = path.with_suffix(".journal")
        if self.journal.exists():  # there is none before the first entry
            shutil.copy(self.journal, journal)
        return Copy(path, journal, deepcopy(self.account), self.erasures(), self.chain_head())

    def chain_head(self) -> str:
        found = self.rows("SELECT seq || ':' || lower(hex(hash)) FROM audit ORDER BY seq DESC LIMIT 1")
        return str(found[0][0]) if found else ""

    def put_back(self, copy: Copy, *, with_journal: bool = True) -> None:
        shutil.copyfile(copy.path, self.db)
        if with_journal:
            self.journal.unlink(missing_ok=True)
            if copy.journal.exists():
                shutil.copy(copy.journal, self.journal)

    @property
    def journal(self) -> Path:
        return self.db.with_name(f"{self.db.name}.journal")

    def erasures(self) -> int:
        listed = self.db.with_name(f"{self.db.name}.erasures")
        return listed.stat().st_size if listed.exists() else 0


def _die_at(fatal: int) -> None:
    """From here on, in this process, the statement of that number is the last."""
    connect, taken = sqlite3.connect, 0

    def take(_statement: str) -> None:
        nonlocal taken
        taken += 1
        if taken == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def connected(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)
        connection.set_trace_callback(take)
        return connection

    sqlite3.connect = connected  # type: ignore[assignment]
