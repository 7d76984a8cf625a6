"""Ways by a program of this machine: sendmail, and a command of the vendor's."""

from __future__ import annotations

import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from privacyctl.errors import NotTaken
from privacyctl.model.way import Way, WayKind
from privacyctl.ways import command, sendmail
from privacyctl.ways.sending import MailTaken, deliver

TEXT = "task 1: 3 h 55 min left\n.\nÄ\n"


def by_sendmail(folder: Path, script: str) -> Way:
    program = folder / "sendmail"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return Way("queue", WayKind.SENDMAIL, str(program), ("ann@vendor.example",))


def test_sendmail_gets_the_whole_mail_with_the_machines_own_line_ends(
    mail: EmailMessage, tmp_path: Path
) -> None:
    way = by_sendmail(tmp_path, f'echo "$@" > {tmp_path}/words; cat > {tmp_path}/mail')

    assert deliver(mail, way) == MailTaken()
    assert (tmp_path / "words").read_text() == "-t -oi\n"
    got = (tmp_path / "mail").read_bytes()
    assert b"\r" not in got
    assert b"\nTo: ann@vendor.example\n" in got


@pytest.mark.parametrize(
    ("status", "words", "is_lasting"),
    [
        (75, "cannot take it now", False),
        (1, "failed", False),
        (67, "does not know an address", True),
        (78, "is not set up", True),
    ],
)
def test_a_sendmail_that_fails_is_said_by_the_word_of_its_status(
    mail: EmailMessage, tmp_path: Path, status: int, words: str, is_lasting: bool
) -> None:
    way = by_sendmail(tmp_path, f"echo ann@vendor.example >&2; exit {status}")

    with pytest.raises(NotTaken, match=rf"{way.where} of 'queue' {words} \(status {status}\)") as failed:
        deliver(mail, way)
    assert failed.value.is_lasting is is_lasting
    assert "@" not in f"{failed.value.sentence} {failed.value.hint}"


def test_a_sendmail_that_is_not_there_is_named(mail: EmailMessage) -> None:
    with pytest.raises(NotTaken, match="there is no /no/such/sendmail for 'queue'"):
        deliver(mail, Way("queue", WayKind.SENDMAIL, "/no/such/sendmail", ("a@v.example",)))


def test_a_sendmail_is_found_beside_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/no/such")
    monkeypatch.setattr(sendmail, "FOLDERS", (str(tmp_path),))
    assert sendmail.find() is None

    way = by_sendmail(tmp_path, "")
    assert sendmail.find() == way.where


def test_a_command_gets_the_text_and_the_subject(mail: EmailMessage, tmp_path: Path) -> None:
    line = f'cat > {tmp_path}/text; printf %s "$PRIVACYCTL_SUBJECT" > {tmp_path}/subject'

    assert deliver(mail, Way("phone", WayKind.COMMAND, line)) == MailTaken()
    assert (tmp_path / "text").read_text() == TEXT
    assert (tmp_path / "subject").read_text() == "[privacyctl] task 1"


def test_a_command_that_reads_nothing_has_taken_it(mail: EmailMessage) -> None:
    mail.set_content("x" * 500_000)

    assert deliver(mail, Way("phone", WayKind.COMMAND, "exit 0")) == MailTaken()


@pytest.mark.parametrize(
    ("line", "words", "is_lasting"),
    [
        ("echo hidden; echo hidden >&2; exit 3", "failed with status 3", False),
        ("hidden-no-such-program", "names a program that is not there", True),
        ("kill -9 $$ # hidden", "failed with status -9", False),
    ],
)
def test_of_a_command_that_fails_nothing_is_repeated(
    mail: EmailMessage, capfd: pytest.CaptureFixture[str], line: str, words: str, is_lasting: bool
) -> None:
    with pytest.raises(NotTaken, match=words) as failed:
        deliver(mail, Way("phone", WayKind.COMMAND, line))

    assert failed.value.is_lasting is is_lasting
    assert "hidden" not in f"{failed.value.sentence} {failed.value.hint} {capfd.readouterr()}"


def test_a_command_that_waits_is_ended_with_all_that_it_started(
    mail: EmailMessage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "SECONDS", 0.2)
    running = tmp_path / "pid"

    with pytest.raises(NotTaken, match=r"took longer than 0\.2 seconds and was ended"):
        deliver(mail, Way("phone", WayKind.COMMAND, f"sleep 60 & echo $! > {running}; wait"))
    pid = int(running.read_text())
    for _ in range(100):
        if is_gone(pid):
            break
        time.sleep(0.02)
    assert is_gone(pid)


def is_gone(pid: int) -> bool:
    """Whether a process is none any more, or only waits to be counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"
    except OSError:
        return True
