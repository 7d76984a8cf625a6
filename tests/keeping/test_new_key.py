"""A key for copies, made at a real terminal: shown once, asked back, and never on the host."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from privacyctl.cli.new_key import with_recipient
from privacyctl.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import CommandLine

KEY = "age1lkx9qfy9uxy5y4z703txwt2cfk68wn5whesnrxk0lsxs6u5dgcmqfs27zv"


class Person:
    """Somebody at a terminal of their own, with a sheet of paper."""

    def __init__(self, db: Path) -> None:
        self.sees, theirs = pty.openpty()
        words = [sys.executable, "-m", "privacyctl", "--db", str(db), "backup", "--new-key"]
        self.process = subprocess.Popen(words, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs)
        os.close(theirs)
        self.screen = ""

    def wait_for(self, pattern: str) -> re.Match[str]:
        while not (found := re.search(pattern, self.screen)):
            self.screen += os.read(self.sees, 4096).decode()
        return found

    def asked(self, times: int) -> str:
        """The line of the sheet that is asked for."""
        found = self.wait_for(rf"(?s)(?:Line (\d+) of your sheet.*?){{{times}}}:")
        sheet = dict(re.findall(r"^ +(\d+)  (\S+)\r?$", self.screen, re.MULTILINE))
        return str(sheet[found[1]])

    def type(self, text: str) -> None:
        os.write(self.sees, f"{text}\n".encode())

    def leaves(self) -> tuple[int, bytes]:
        out, _ = self.process.communicate(timeout=60)
        os.close(self.sees)
        return self.process.returncode, out


def test_the_secret_key_is_on_paper_alone(run: CommandLine) -> None:
    person = Person(run.db)
    person.type(f" {person.asked(1).lower()} ")
    person.type(person.asked(2))

    status, out = person.leaves()

    assert status == 0
    secret = "".join(re.findall(r"^ +\d+  (\S+)\r?$", person.screen, re.MULTILINE))
    assert re.fullmatch(r"AGE-SECRET-KEY-1[0-9A-Z]{58}", secret)
    assert b"AGE-SECRET" not in out
    settings = run.db.with_name("privacyctl.toml").read_text()
    assert re.search(r'recipients = \["age1[0-9a-z]{58}"\]', settings)
    key = run.db.parent.parent / "paper.txt"
    key.write_text(secret)
    run.ok("add-contact ann@acme.example")
    run.ok(f"backup {run.db.parent.parent}")
    (copy,) = run.db.parent.parent.glob("*.age")
    run.ok(f"restore {copy} --identity {key} --dry-run")


def test_a_key_that_is_not_read_back_is_not_kept(run: CommandLine) -> None:
    person = Person(run.db)
    person.asked(1)
    person.type("ABCDEFGH")

    status, _ = person.leaves()

    assert status == 1
    assert not run.db.with_name("privacyctl.toml").exists()


def test_without_a_terminal_no_key_is_shown(run: CommandLine) -> None:
    answer = run("backup --new-key")

    assert answer.status == 1
    assert "AGE-SECRET" not in answer.out + answer.err


@pytest.mark.parametrize(
    "text",
    [
        "",
        'vendor = "V"',
        "[backup]\nkeep = '9d'\n",
        "[backup] # copies\n\n[site]\nbuilt = 'x'\n",
        "[site]\nbuilt = 'x'\n[backup]\nrecipients = []\n",
        f'[backup]\nrecipients = ["{KEY}",\n  "{KEY}", ]\n',
    ],
)
def test_a_key_is_added_and_nothing_else_is_changed(text: str) -> None:
    assert KEY in with_recipient(text, KEY)


@pytest.mark.parametrize(
    "text",
    [
        f'[backup]\nrecipients = [\n"{KEY}" # paper\n]\n',
        f'[backup]\n  recipients = ["{KEY}"]\n',
        f'backup = {{ recipients = ["{KEY}"] }}\n',
        f'backup.recipients = ["{KEY}"]\n',
        f'[other]\nrecipients = ["{KEY}"]\n',
        '[backup]\nrecipients = "x"\n',
        "no settings",
    ],
)
def test_where_a_key_cannot_be_added_nothing_is_written(text: str) -> None:
    with pytest.raises(BadInput, match="cannot be added to"):
        with_recipient(text, KEY)
