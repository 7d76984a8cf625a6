"""Maildir, mbox and spool: all that is new is read, and nothing of it changes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.mail_servers import mail
from helpers.mail_sources import read
from helpers.terminal import NOON
from privacyctl.errors import SourceFailed
from privacyctl.inbox.opening import open_source
from privacyctl.model import mailbox
from privacyctl.model.mailbox import ArrivedMail, MailPlace, MailSource, ReadMark, SourceKind
from privacyctl.model.moment import Moment

DAY = 86400


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for part in ("new", "cur", "tmp", ".Anfragen f&APw-r uns/cur", ".Anfragen f&APw-r uns/new"):
        (tmp_path / "Mail" / part).mkdir(parents=True)
    return tmp_path / "Mail"


def source(kind: SourceKind, where: Path, **other: object) -> MailSource:
    return MailSource("support", kind, str(where), **other)  # type: ignore[arg-type]


def put(folder: Path, name: str, raw: bytes, at: int = NOON) -> None:
    (folder / name).write_bytes(raw)
    os.utime(folder / name, (at, at))


def state(folder: Path) -> list[tuple[str, int, int, bytes]]:
    """All files with their times of reading and writing and their bytes; those of reading stay as they were."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            status = path.stat()
            found.append((str(path), status.st_atime_ns, status.st_mtime_ns, path.read_bytes()))
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return found


def test_a_maildir_is_read_oldest_first_and_stays_as_it_was(maildir: Path) -> None:
    put(maildir / "new", "3.M1.host", mail(3), NOON + 2)
    put(maildir / "cur", "1.M1.host:2,S", mail(1), NOON)
    put(maildir / "cur", "2.M1.host:2,", mail(2), NOON + 1)
    put(maildir / "tmp", "4.M1.host", mail(4))
    (maildir / "cur" / ".hidden").write_bytes(mail(5))
    (maildir / "cur" / "9.link").symlink_to("/etc/passwd")
    (maildir / "cur" / "folder").mkdir()
    os.mkfifo(maildir / "cur" / "8.pipe")
    before = state(maildir)

    found = read(source(SourceKind.MAILDIR, maildir), is_known=lambda name: name == "2.M1.host")

    assert [(one.raw, one.place.key, one.arrived_at) for one in found] == [
        (mail(1), "1.M1.host", NOON),
        (mail(3), "3.M1.host", NOON + 2),
    ]
    assert state(maildir) == before


def test_a_mail_that_moves_or_goes_meanwhile_is_found_or_let_go(maildir: Path) -> None:
    for number in (1, 2, 3):
        put(maildir / "new", f"{number}.host", mail(number), NOON + number)
    with open_source(source(SourceKind.MAILDIR, maildir), Moment(NOON)) as opened:
        coming = opened.arrivals("INBOX", None, lambda _: False)
        first = next(coming)
        (maildir / "new" / "2.host").rename(maildir / "cur" / "2.host:2,S")
        (maildir / "new" / "3.host").unlink()

        assert [first.raw, *(one.raw for one in coming)] == [mail(1), mail(2)]


def test_a_folder_within_a_maildir_is_called_as_people_call_it(maildir: Path) -> None:
    put(maildir / ".Anfragen f&APw-r uns" / "cur", "1.host", mail(1))

    assert len(read(source(SourceKind.MAILDIR, maildir), folder="Anfragen für uns")) == 1
    with pytest.raises(SourceFailed, match="has no folder Other") as failed:
        read(source(SourceKind.MAILDIR, maildir), folder="Other")
    assert failed.value.hint == "there are: INBOX, Anfragen für uns"


def test_what_did_not_change_since_then_is_not_opened(maildir: Path) -> None:
    put(maildir / "new", "1.host", mail(1), NOON - 40 * DAY)
    put(maildir / "new", "2.host", mail(2), NOON)
    since = datetime.fromtimestamp(NOON, UTC).date()

    found = read(source(SourceKind.MAILDIR, maildir, since=since))

    assert [one.raw for one in found] == [mail(2)]


def test_of_a_file_that_is_too_large_the_header_is_taken(
    maildir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 1000)
    put(maildir / "new", "1.host", mail(1) + b"x" * 1000)

    (found,) = read(source(SourceKind.MAILDIR, maildir))

    assert (found.raw, found.fault) == (mailbox.header_of(mail(1)), mailbox.TOO_LARGE)


@pytest.mark.parametrize("kind", [SourceKind.MAILDIR, SourceKind.MBOX, SourceKind.SPOOL])
def test_what_is_not_there_is_not_made(tmp_path: Path, kind: SourceKind) -> None:
    with pytest.raises(SourceFailed, match=r"there is no .*/none \('support'\)"):
        read(source(kind, tmp_path / "none"))

    assert not (tmp_path / "none").exists()


def test_a_folder_that_is_no_maildir_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match="is no Maildir"):
        read(source(SourceKind.MAILDIR, tmp_path))


FROM = b"From ann@acme.example Fri Nov 27 20:30:00 2026\n"


def mbox(*mails: bytes) -> bytes:
    return b"".join(FROM + raw.replace(b"\r\n", b"\n") + b"\n" for raw in mails)


def test_an_mbox_is_read_and_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "mbox"
    file.write_bytes(mbox(mail(1), mail(2)))
    before = state(tmp_path)

    found = read(source(SourceKind.MBOX, file))

    assert [one.sameness for one in found] == [
        ArrivedMail(MailPlace("INBOX"), mail(n), None).sameness for n in (1, 2)
    ]
    assert state(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mbox"]


def test_an_mbox_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    file = tmp_path / "mbox"
    file.write_bytes(mbox(mail(1)))
    with open_source(source(SourceKind.MBOX, file), Moment(NOON)) as opened:
        assert opened.reached("INBOX") is None
        list(opened.arrivals("INBOX", None, lambda _: False))
        mark = opened.reached("INBOX")
    assert mark is not None
    assert read(source(SourceKind.MBOX, file), mark) == []
    file.write_bytes(mbox(mail(1), mail(2)))
    assert len(read(source(SourceKind.MBOX, file), mark)) == 2
    assert len(read(source(SourceKind.MBOX, file), ReadMark(0, 0))) == 2


@pytest.mark.parametrize(
    "line",
    [
        b"From here on we go.\n",
        b"From ann\nTo: be or not\n",
        b">From ann Fri Nov 27 20:30:00 2026\nA: b\n",
        FROM,
    ],
)
def test_a_line_of_the_text_cuts_no_mail_in_two(tmp_path: Path, line: bytes) -> None:
    file = tmp_path / "mbox"
    file.write_bytes(mbox(mail(1) + b"\r\n" + line + b"and on\r\n", mail(2)))

    assert len(read(source(SourceKind.MBOX, file))) == 2


def test_a_mail_without_a_blank_line_behind_it_is_not_lost(tmp_path: Path) -> None:
    file = tmp_path / "mbox"
    file.write_bytes(mbox(mail(1)).rstrip(b"\n") + b"\n" + mbox(mail(2)))

    assert len(read(source(SourceKind.MBOX, file))) == 2


def test_an_empty_mbox_is_empty_and_another_file_is_none(tmp_path: Path) -> None:
    file = tmp_path / "mbox"
    file.write_bytes(b"")
    assert read(source(SourceKind.MBOX, file)) == []
    for other in (b"hello\n", b"{}", mail(1), FROM, b"SQLite format 3\0"):
        file.write_bytes(other)
        with pytest.raises(SourceFailed, match="holds no mail"):
            read(source(SourceKind.MBOX, file))
    with pytest.raises(SourceFailed, match="is no regular file"):
        read(source(SourceKind.MBOX, tmp_path))


def test_a_mail_in_an_mbox_that_is_too_large_leaves_the_next_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 1000)
    file = tmp_path / "mbox"
    file.write_bytes(mbox(mail(1) + b"x" * 200_000 + b"\r\n", mail(2)))

    large, small = read(source(SourceKind.MBOX, file))

    assert (large.fault, small.fault) == (mailbox.TOO_LARGE, None)
    assert small.raw.endswith(b"off. 2\n\n")


ENTRY = {"v": 1, "kind": "takedown", "received_at": "2026-11-22T11:00:00Z", "email": "ann@acme.example"}
NAME = "0" * 31 + "%x.json"


@pytest.fixture
def spool(tmp_path: Path) -> Callable[..., Path]:
    folder = tmp_path / "spool"
    folder.mkdir()

    def write(**names: bytes) -> Path:
        for name, raw in names.items():
            put(folder, NAME % int(name[1:], 16) if name[0] == "n" else name, raw)
        return folder

    return write


def test_a_spool_is_read_and_a_file_taken_away_once_it_is_filed(spool: Callable[..., Path]) -> None:
    folder = spool(n1=json.dumps(ENTRY).encode(), n2=json.dumps(ENTRY | {"name": "Ann"}).encode())
    with open_source(source(SourceKind.SPOOL, folder), Moment(NOON)) as opened:
        found = list(opened.arrivals("INBOX", None, lambda _: True))
        assert len(list(folder.iterdir())) == 2
        opened.settle(found[0])
        opened.settle(found[0])

    assert [one.arrived_at for one in found] == [NOON, NOON]
    assert len(list(folder.iterdir())) == 1


BAD = [
    b"", b"[]", b"{}", b"null", b'{"v": 2}', b'{"v": true}', b'{"v": 1, "other": 1}', b'{"v": 1, "v": 1}',
    b'{"v": 1, "kind": "all"}', b'{"v": 1, "email": ["a"]}', b'{"v": 1, "doubtful": "x"}', b'{"v": NaN}',
    b"[" * 60_000, b'{"v": 1, "words": "\\u0000"}', b"\xff\xfe", b'{"v": 1, "words": "' + b"x" * 70_000 + b'"}',
]  # fmt: skip


@pytest.mark.parametrize("raw", BAD)
def test_what_is_no_entry_stays_and_is_told_after_the_rest(spool: Callable[..., Path], raw: bytes) -> None:
    folder = spool(n1=raw, n2=json.dumps(ENTRY).encode())
    with open_source(source(SourceKind.SPOOL, folder), Moment(NOON)) as opened:
        coming = opened.arrivals("INBOX", None, lambda _: False)
        assert next(coming).place.key == NAME % 2
        with pytest.raises(SourceFailed, match=r"1 file in the spool 'support' cannot be read"):
            next(coming)
    assert len(list(folder.iterdir())) == 2


def test_links_folders_other_names_and_old_unfinished_files_are_told(spool: Callable[..., Path]) -> None:
    folder = spool(n1=json.dumps(ENTRY).encode())
    put(folder, "young.tmp", b"{", NOON - 60)
    assert len(read(source(SourceKind.SPOOL, folder))) == 1
    (folder / (NAME % 2)).symlink_to("/etc/passwd")
    (folder / (NAME % 3)).mkdir()
    put(folder, "..json", b"{}")
    put(folder, "old.tmp", b"{", NOON - 7200)
    with pytest.raises(SourceFailed, match="4 files in the spool"):
        read(source(SourceKind.SPOOL, folder))


def test_the_same_mail_is_known_by_whichever_way_it_comes() -> None:
    """As a Maildir, IMAP, POP and an mbox have it, and after it was opened."""
    plain = b"From: a@a.example\nSubject: x\n folded\n\nFrom here\n.dot\n\xc3\xa4\n"
    ways = [
        plain,
        plain.replace(b"\n", b"\r\n"),
        plain.rstrip(b"\n"),
        plain.replace(b"\nFrom here", b"\n>From here") + b"\n",
        plain.replace(b"\nFrom here", b"\n>>From here"),
        b"Return-Path: <a@a.example>\nDelivered-To: b@b.example\n" + plain,
        plain.replace(b"Subject", b"Status: RO\nX-UID: 7\nX-Keywords: a\n b\nSubject"),
        plain.replace(b"\n\n", b"\nX-Status: A\n\n", 1),
    ]

    assert len({ArrivedMail(MailPlace("INBOX"), raw, None).sameness for raw in ways}) == 1


@pytest.mark.parametrize(
    "other",
    [
        b"From: a@a.example\nSubject: y\n\ntext\n",
        b"From: a@a.example\nSubject: x\n\ntext \n",
        b"From: a@a.example\nSubject: x\n\nStatus: RO\ntext\n",
        b"From: a@a.example\n\nSubject: x\n\ntext\n",
    ],
)
def test_another_mail_is_another(other: bytes) -> None:
    mine = ArrivedMail(MailPlace("INBOX"), b"From: a@a.example\nSubject: x\n\ntext\n", None)

    assert mine.sameness != ArrivedMail(MailPlace("INBOX"), other, None).sameness


@given(st.binary(max_size=200))
def test_line_ends_alone_make_no_other_mail(body: bytes) -> None:
    raw = b"From: a@a.example\n\n" + body.replace(b"\r", b"")
    ways = (raw, raw.replace(b"\n", b"\r\n"), raw + b"\n", raw.rstrip(b"\n"))

    assert len({ArrivedMail(MailPlace("INBOX"), one, None).sameness for one in ways}) == 1


def test_what_is_read_of_a_mail_is_what_the_reader_of_mails_takes() -> None:
    from privacyctl.mail import source as mail_source

    assert mailbox.LARGEST == mail_source.LARGEST
