"""Dovecot and pymap: all mails are read, and the mailbox is the same to the byte and the flag."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from helpers.mail_servers import mail
from helpers.mail_sources import read, served
from helpers.real_mail_servers import Dovecot
from privacyctl.errors import SourceFailed, SourceOutOfReach
from privacyctl.model.mailbox import ArrivedMail, MailPlace, MailSource, SourceKind

pytestmark = pytest.mark.usefixtures("loopback")

MAILS = [mail(1), b"From: a@a.example\r\n\r\nFrom here\r\n.dot\r\n\xe4\r\n" + b"x" * 3000, mail(3).rstrip()]
WAYS: dict[str, tuple[SourceKind, Callable[[Dovecot], int]]] = {
    "imap": (SourceKind.IMAP, lambda server: server.imaps),
    "imap with STARTTLS": (SourceKind.IMAP, lambda server: server.imap),
    "pop": (SourceKind.POP, lambda server: server.pops),
    "pop with STLS": (SourceKind.POP, lambda server: server.pop),
}


def sameness(raws: list[bytes]) -> list[bytes]:
    return [ArrivedMail(MailPlace("INBOX"), raw, None).sameness for raw in raws]


def by(server: Dovecot, way: str, user: str, **other: Any) -> MailSource:
    kind, port = WAYS[way]
    return served(port(server), kind=kind, user=user, **other)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("dovecot", [False, True], ids=["as-root", "as-nobody"], indirect=True)
def test_by_each_way_the_mails_are_the_same_and_stay_as_they_are(dovecot: Dovecot, way: str) -> None:
    user = way.replace(" ", "-").lower()
    for number, raw in enumerate(MAILS):
        dovecot.put(user, f"179534880{number}.M1.host", raw.replace(b"\r\n", b"\n"))
    is_imap = WAYS[way][0] is SourceKind.IMAP
    before = dovecot.state(user, of_flags=is_imap)

    found = read(by(dovecot, way, user))

    assert [one.sameness for one in found] == sameness(MAILS)
    assert dovecot.state(user, of_flags=is_imap) == before
    if is_imap:
        assert read(by(dovecot, way, user), found[1].place.mark) == found[2:]
        dovecot.count_anew(user)
        assert len(read(by(dovecot, way, user), found[2].place.mark)) == 3
    else:
        known = {str(one.place.key) for one in found}
        assert read(by(dovecot, way, user), is_known=known.__contains__) == []


def test_a_token_opens_its_own_mailbox_alone(dovecot: Dovecot) -> None:
    for way in ("imap", "pop"):
        source = by(dovecot, way, "ann", password_command=None, token_command="echo good-ann")
        assert read(source) == []
        with pytest.raises(SourceFailed, match="refuses the token") as failed:
            read(replace(source, token_command="echo good-bo"))
        assert type(failed.value) is SourceFailed


def test_a_wrong_password_and_a_foreign_certificate_are_told_at_once(dovecot: Dovecot, way: str) -> None:
    with pytest.raises(SourceFailed, match="refuses the password of 'support'") as failed:
        read(by(dovecot, way, "ann", password_command="echo wrong"))
    assert not isinstance(failed.value, SourceOutOfReach)
    with pytest.raises(SourceFailed, match="not to be trusted"):
        read(by(dovecot, way, "ann", ca_file=None))


def test_a_folder_that_is_not_there_is_told_with_those_that_are(dovecot: Dovecot) -> None:
    dovecot.put("folders", "1.host", mail(1))
    with pytest.raises(SourceFailed, match="no folder Löschen") as failed:
        read(by(dovecot, "imap", "folders"), folder="Löschen")
    assert failed.value.hint == "there are: INBOX"


def test_pymap_is_read_and_stays_as_it_is(pymap: int) -> None:
    source = served(pymap, user="demouser", password_command="echo demopass")

    first = read(source)

    assert [one.place.mark.last for one in first if one.place.mark] == [101, 102, 103, 104]
    assert read(source, first[2].place.mark) == first[3:]
    with pytest.raises(SourceFailed, match="not to be trusted"):
        read(replace(source, ca_file=None))
