"""POP against servers that are right, and servers that lie."""

from __future__ import annotations

import pytest

from helpers.mail_servers import Pop, Wire, mail, serving
from helpers.mail_sources import read, served
from privacyctl.errors import SourceFailed, SourceOutOfReach
from privacyctl.model import mailbox
from privacyctl.model.mailbox import MailSource, SourceKind

pytestmark = pytest.mark.usefixtures("loopback")

DOTTED = b"From: ann@acme.example\r\n\r\n.hidden\r\n..two\r\n" + b"x" * 10_000 + b"\r\n"


def pop(port: int, **other: object) -> MailSource:
    return served(port, kind=SourceKind.POP, **other)


def test_what_is_not_known_is_taken_and_nothing_is_deleted_or_marked() -> None:
    server = Pop({"a": mail(1), "b": DOTTED, "c": mail(3)})
    with serving(server) as port:
        found = read(pop(port), is_known=lambda name: name == "a")

    assert [(one.raw, one.place.key) for one in found] == [(DOTTED, "b"), (mail(3), "c")]
    assert {line.split()[0] for line in server.heard} == {"USER", "PASS", "LIST", "UIDL", "TOP", "QUIT"}


def test_without_top_and_uidl_it_is_read_all_the_same() -> None:
    server = Pop({"a": mail(1)}, says={"TOP": lambda _: b"-ERR no\r\n", "UIDL": lambda _: b"-ERR no\r\n"})
    with serving(server) as port:
        (found,) = read(pop(port), is_known=lambda _: True)

    assert (found.raw, found.place.key) == (mail(1), None)


def test_of_a_mail_that_is_too_large_the_header_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 1000)
    server = Pop({"a": mail(1) + b"x" * 2000})
    with serving(server) as port:
        (told,) = read(pop(port))
        server.says["LIST"] = lambda _: b"+OK\r\n1 3\r\n.\r\n"
        (lied,) = read(pop(port))

    assert told.raw == lied.raw == mailbox.header_of(mail(1))
    assert told.fault == lied.fault == mailbox.TOO_LARGE


def test_a_mail_that_is_not_handed_over_is_a_mail_all_the_same() -> None:
    server = Pop({"a": mail(1), "b": mail(2)})
    server.says |= {"TOP": lambda _: b"-ERR no\r\n", "RETR": lambda _: b"-ERR no\r\n"}
    with serving(server) as port:
        found = read(pop(port))

    assert [(one.raw, one.fault) for one in found] == [(b"", mailbox.UNREADABLE)] * 2


def busy(wire: Wire) -> None:
    wire.send(b"-ERR too busy\r\n")


def http(wire: Wire) -> None:
    wire.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def endless(wire: Wire) -> None:
    wire.send(b"+OK" + b"x" * 3_000_000)


@pytest.mark.parametrize(
    ("script", "kind", "words"),
    [
        (busy, SourceOutOfReach, "is busy"),
        (http, SourceFailed, "does not answer as a mail server does"),
        (endless, SourceFailed, "does not answer as a mail server does"),
        (Pop(password="other"), SourceFailed, "refuses the password of 'support'"),
        (Pop(says={"PASS": lambda _: b"-ERR [IN-USE] locked\r\n"}), SourceOutOfReach, "takes no login now"),
        (Pop(says={"PASS": lambda _: b"-ERR [SYS/TEMP] later\r\n"}), SourceOutOfReach, "takes no login now"),
        (Pop(says={"LIST": lambda _: b"-ERR later\r\n"}), SourceOutOfReach, "is busy"),
    ],
)
def test_what_goes_wrong_is_sorted(script: Pop, kind: type[SourceFailed], words: str) -> None:
    with serving(script) as port, pytest.raises(SourceFailed) as failed:
        read(pop(port))

    assert (type(failed.value), words in failed.value.sentence) == (kind, True), failed.value.sentence


def test_a_token_is_said_and_a_refused_one_is_told() -> None:
    answers = [b"+OK\r\n"]
    server = Pop(says={"AUTH": lambda _: answers[0], "": lambda _: b"-ERR [AUTH] no\r\n"})
    with serving(server) as port:
        source = pop(port, password_command=None, token_command="echo t0ken")
        assert read(source) == []
        answers[0] = b"+ eyJzdGF0dXMiOiI0MDEifQ==\r\n"
        with pytest.raises(SourceFailed, match="refuses the token of 'support'"):
            read(source)

    assert any(line.startswith("AUTH XOAUTH2 ") for line in server.heard)
