"""`[[inbox]]` in the settings: what is said is taken, and what does not fit is one sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from privacyctl.config import load, path_beside
from privacyctl.errors import BadInput
from privacyctl.model.mailbox import MailSource, SourceKind

SERVER = 'user = "support@v.example"\npassword_command = "pass mail"'


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "privacyctl.db"


def sources(db: Path, *blocks: str) -> list[MailSource]:
    path_beside(db).write_text("".join(f"[[inbox]]\n{block}\n" for block in blocks), "utf-8")
    return [section.source(db.parent) for section in load(db).inbox]


def test_a_mailbox_is_as_its_block_says(db: Path) -> None:
    found = sources(
        db,
        f'name = "support"\nimap = "imap.v.example"\nfolders = ["INBOX", "Anfragen"]\nca_file = "ca.pem"\n{SERVER}',
        'maildir = "~/Mail"\nsince = 2026-11-01\nrequests = true',
        'spool = "requests"\nsince = "2026-11-01"\nsender = "reply-to"',
        'pop = "pop.v.example"\nport = 110\nuser = "a"\ntoken_command = "token"',
    )

    assert found == [
        MailSource(
            "support", SourceKind.IMAP, "imap.v.example", ("INBOX", "Anfragen"), user="support@v.example",
            port=993, ca_file=db.parent / "ca.pem", password_command="pass mail",
        ),
        MailSource(
            "maildir", SourceKind.MAILDIR, str(Path("~/Mail").expanduser()), since=date(2026, 11, 1),
            all_are_requests=True,
        ),
        MailSource(
            "spool", SourceKind.SPOOL, str(db.parent / "requests"), since=date(2026, 11, 1), all_are_forms=True
        ),
        MailSource("pop", SourceKind.POP, "pop.v.example", user="a", port=110, token_command="token"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("", "it has one of maildir, mbox, spool, imap and pop"),
        ('maildir = "a"\nmbox = "b"', "it has one of maildir, mbox, spool, imap and pop"),
        ('imap = "h.example"', "a server wants user, and one of password_command and token_command"),
        (f'imap = "h.example"\n{SERVER}\ntoken_command = "t"', "one of password_command and token_command"),
        ('maildir = "a"\nuser = "b"', "user goes with imap or pop"),
        ('mbox = "a"\nfolders = ["b"]', "folders goes with imap or maildir"),
        ('maildir = "a"\nfolders = ["b", "b"]', "folders names one twice"),
        ('maildir = "a"\nfolders = []', "inbox.0.folders: "),
        ('maildir = "a"\nsince = 5', "inbox.0.since: a day is written 2026-12-25"),
        ('maildir = "a"\nsince = "soon"', "a day is written 2026-12-25"),
        ('maildir = "a"\nsince = 2026-11-01T10:00:00Z', "a day is written 2026-12-25"),
        ('maildir = "a"\npassword = "b"', "inbox.0.password: there is no such setting"),
        ('imap = "https://h.example/"', "inbox.0.imap: "),
        (f'imap = "h.example"\nport = 0\n{SERVER}', "inbox.0.port: "),
        ('maildir = "a"\nname = "b\\nc"', "it is one line, without control characters"),
        ('maildir = "a"\nsender = "list"', "inbox.0.sender: "),
    ],
)
def test_what_does_not_fit_is_one_sentence(db: Path, block: str, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        sources(db, block)

    assert words in refused.value.sentence
    assert "\n" not in refused.value.sentence


def test_two_of_one_name_are_told(db: Path) -> None:
    with pytest.raises(BadInput, match="two are called 'maildir': give each a name"):
        sources(db, 'maildir = "a"', 'maildir = "b"')
