"""A way by a mail server: what is taken, what is not, and what is said of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from helpers.mail_servers import CERTIFICATE, Wire, serving
from helpers.smtp_servers import REFUSED_ADDRESS, Postbox, RefusesTls, allow, free_port, receiving
from privacyctl.errors import NotTaken
from privacyctl.model.way import Way, WayKind
from privacyctl.ways import smtp
from privacyctl.ways.sending import MailTaken, deliver

pytestmark = pytest.mark.usefixtures("loopback")


def way(port: int, **other: Any) -> Way:
    return Way("office", WayKind.SMTP, "127.0.0.1", ("ann@vendor.example",), port, **other)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def plain(postbox: Postbox) -> Iterator[Way]:
    with receiving(postbox) as port:
        yield way(port, is_plain=True)


def test_a_mail_that_the_server_took_is_taken_with_every_word_of_it(
    mail: EmailMessage, postbox: Postbox, plain: Way
) -> None:
    assert deliver(mail, plain) == MailTaken()

    got = message_from_bytes(postbox.got[0], policy=default)
    assert postbox.to == [["ann@vendor.example"]]
    assert (got["Message-ID"], got["Subject"]) == ("<task-1@vendor.example>", "[privacyctl] task 1")
    assert got.get_content().replace("\r\n", "\n") == "task 1: 3 h 55 min left\n.\nÄ\n"


def test_one_address_that_is_refused_beside_one_that_is_not_is_counted(
    mail: EmailMessage, postbox: Postbox, plain: Way
) -> None:
    mail.replace_header("To", f"ann@vendor.example, {REFUSED_ADDRESS}")

    assert deliver(mail, plain) == MailTaken(refused=1)
    assert len(postbox.got) == 1


def test_a_mail_all_of_whose_addresses_are_refused_is_not_taken(mail: EmailMessage, plain: Way) -> None:
    mail.replace_header("To", REFUSED_ADDRESS)

    with pytest.raises(NotTaken, match=r"refuses every address of 'office' \(answer 550\)") as failed:
        deliver(mail, plain)
    assert REFUSED_ADDRESS not in f"{failed.value.sentence} {failed.value.hint}"


@pytest.mark.parametrize(
    ("answer", "words", "is_lasting"),
    [
        ("451 try later, ann@vendor.example", "answer 451", False),
        ("550 no such user ann@vendor.example", "answer 550", True),
        ("552 ann@vendor.example is over quota", "answer 552", True),
        ("cut", "ended the connection", False),
        ("hang", "does not answer", False),
    ],
)
def test_what_the_server_does_not_take_is_said_without_its_own_words(
    mail: EmailMessage,
    postbox: Postbox,
    plain: Way,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    words: str,
    is_lasting: bool,
) -> None:
    monkeypatch.setattr(smtp, "SILENCE", 0.3)
    postbox.answer = answer

    with pytest.raises(NotTaken, match=words) as failed:
        deliver(mail, plain)
    assert failed.value.is_lasting is is_lasting
    assert "ann@" not in f"{failed.value.sentence} {failed.value.hint}"


def test_a_server_that_trickles_is_ended(mail: EmailMessage, monkeypatch: pytest.MonkeyPatch) -> None:
    def trickle(wire: Wire) -> None:
        while True:
            wire.send(b"220-wait\r\n")
            time.sleep(0.05)

    monkeypatch.setattr(smtp, "WHOLE", 0.4)
    with serving(trickle, secure=False) as port, pytest.raises(NotTaken, match="does not answer"):
        deliver(mail, way(port, is_plain=True))


def test_nobody_there_is_said(mail: EmailMessage) -> None:
    with pytest.raises(NotTaken, match="there is no connection to the mail server of 'office'"):
        deliver(mail, way(free_port()))


@pytest.mark.parametrize("offers", [True, False])
def test_without_tls_no_word_and_no_password_is_sent(
    mail: EmailMessage, postbox: Postbox, offers: bool
) -> None:
    kind = RefusesTls if offers else None
    more: dict[str, Any] = {"kind": kind, "offers_tls": True} if kind else {}
    with (
        receiving(postbox, **more) as port,
        pytest.raises(NotTaken, match="TLS, and nothing is sent without"),
    ):
        deliver(mail, way(port, user="ann", password_command="echo s3cret"))
    assert postbox.got == []


@pytest.mark.parametrize("at_once", [True, False])
def test_by_tls_a_mail_is_taken_where_the_certificate_is_known(
    mail: EmailMessage, postbox: Postbox, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    with receiving(postbox, offers_tls=not at_once, at_once=at_once) as port:
        if at_once:
            monkeypatch.setattr(smtp, "TLS_AT_ONCE", port)
        named = Way("office", WayKind.SMTP, "localhost", ("a@v.example",), port, ca_file=CERTIFICATE)

        assert deliver(mail, named) == MailTaken()
        with pytest.raises(NotTaken, match="certificate of the mail server of 'office'"):
            deliver(mail, way(port))
    assert len(postbox.got) == 1


@pytest.mark.parametrize(("password", "is_taken"), [("s3cret", True), ("hidden", False)])
def test_a_log_in_is_right_or_refused(
    mail: EmailMessage, postbox: Postbox, password: str, is_taken: bool
) -> None:
    more: dict[str, Any] = {"authenticator": allow, "auth_require_tls": False}
    with receiving(postbox, **more) as port:
        named = way(port, is_plain=True, user="ann", password_command=f"echo {password}")
        if is_taken:
            assert deliver(mail, named) == MailTaken()
        else:
            with pytest.raises(NotTaken, match="refuses the log-in") as failed:
                deliver(mail, named)
            assert "hidden" not in f"{failed.value.sentence} {failed.value.hint}"
    assert len(postbox.got) == is_taken


def test_a_password_that_cannot_be_had_is_said(mail: EmailMessage, plain: Way) -> None:
    with pytest.raises(NotTaken, match="password_command of 'office' failed with status 3"):
        deliver(mail, replace(plain, user="ann", password_command="echo hidden; exit 3"))
