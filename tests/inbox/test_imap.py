"""IMAP against servers that are right, and servers that lie, hang, cut and talk nonsense."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from helpers.mail_servers import Imap, Wire, mail, serving, silent
from helpers.mail_sources import read, served
from privacyctl.errors import SourceFailed, SourceOutOfReach
from privacyctl.inbox import imap_names
from privacyctl.model import mailbox
from privacyctl.model.mailbox import ReadMark
from privacyctl.model.moment import Moment

pytestmark = pytest.mark.usefixtures("loopback")


def test_new_mails_come_oldest_first_with_the_mailbox_as_it_was() -> None:
    server = Imap({5: mail(5), 3: mail(3), 9: mail(9)})
    with serving(server) as port:
        found = read(served(port), ReadMark(7, 3))

    assert [(one.raw, one.place.mark) for one in found] == [
        (mail(5), ReadMark(7, 5)),
        (mail(9), ReadMark(7, 9)),
    ]
    assert found[0].arrived_at == 1_795_811_400
    assert {line.split()[1] for line in server.heard} == {"CAPABILITY", "LOGIN", "EXAMINE", "UID", "LOGOUT"}
    assert all("PEEK" in line for line in server.heard if "BODY" in line)


def test_nothing_is_new_behind_the_last() -> None:
    with serving(Imap({3: mail(3)})) as port:
        assert read(served(port), ReadMark(7, 3)) == []
        assert read(served(port), ReadMark(7, 9)) == []


@pytest.mark.parametrize("validity", ["8", "0", None, "x"])
def test_where_the_server_counts_anew_all_is_read(validity: str | None) -> None:
    with serving(Imap({3: mail(3)}, validity=validity)) as port:
        assert len(read(served(port), ReadMark(7, 3))) == 1
        assert len(read(served(port), ReadMark(0, 3))) == 1


def test_only_what_may_have_come_since_then_is_asked_for() -> None:
    server = Imap({3: mail(3)})
    with serving(server) as port:
        read(served(port, since=date(2026, 11, 1)))

    assert any(line.endswith("UID 1:* SINCE 31-Oct-2026") for line in server.heard)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (b"", 0),  # gone
        (b"* 1 FETCH (UID 4 BODY[]<0> {3}\r\nabc)\r\n", 1),  # another's
        (b"* 1 FETCH (BODY[]<0> {3}\r\nabc)\r\n", 1),  # nobody's
        (b"* 1 FETCH (UID 3)\r\n", 1),
        (b"* 1 FETCH (UID 3 BODY[]<0> NIL)\r\n", 1),
        (b"* 1 FETCH (UID 3 BODY[]<0> {3}\r\nabc)\r\n* 1 FETCH (UID 3 BODY[]<0> {3}\r\nabd)\r\n", 1),
    ],
)
def test_a_mail_that_is_not_handed_over_is_a_mail_all_the_same(answer: bytes, count: int) -> None:
    server = Imap({3: mail(3)})
    server.says["FETCH"] = lambda tag, words: (
        answer + f"{tag} OK done\r\n".encode() if "BODY.PEEK[]" in words else None
    )
    with serving(server) as port:
        found = read(served(port))

    assert len(found) == count
    assert all(one.fault == mailbox.UNREADABLE and b"Subject: logo" in one.raw for one in found)


@pytest.mark.parametrize(
    "answer",
    [
        b"* 1 FETCH (FLAGS (\\Seen))\r\n* 1 FETCH (UID 3 BODY[]<0> {3}\r\nabc)\r\n* 2 FETCH (FLAGS ())\r\n",
        b"* 1 FETCH (BODY[]<0> {3}\r\nabc UID 3 FLAGS ())\r\n",
        b"* 1 FETCH (FLAGS (\\Seen) UID 3 BODY[]<0> {3}\r\nabc)\r\n* 9 EXISTS\r\n",
        b"* 2 FETCH (UID 4 BODY[]<0> {2}\r\nxx)\r\n* 1 FETCH (UID 3 BODY[]<0> {3}\r\nabc)\r\n",
    ],
)
def test_what_others_do_meanwhile_changes_nothing(answer: bytes) -> None:
    server = Imap({3: mail(3)})
    server.says["FETCH"] = lambda tag, words: (
        answer + f"{tag} OK done\r\n".encode() if "BODY.PEEK[]" in words else None
    )
    with serving(server) as port:
        assert [one.raw for one in read(served(port))] == [b"abc"]


def test_of_a_mail_that_is_too_large_the_header_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 1000)
    large = mail(3) + b"x" * 2000
    server = Imap({3: large})
    with serving(server) as port:
        (found,) = read(served(port))
    assert (found.fault, found.size) == (mailbox.TOO_LARGE, len(large))
    assert found.raw.endswith(b"\r\n\r\n")
    assert not any("BODY.PEEK[]" in line for line in server.heard)


def test_a_server_that_lies_about_the_size_is_held_to_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 1000)
    server = Imap({3: mail(3) + b"x" * 2000})
    server.says["FETCH"] = lambda tag, words: (
        f"* 1 FETCH (UID 3 RFC822.SIZE 3)\r\n{tag} OK done\r\n".encode() if "SIZE" in words else None
    )
    with serving(server) as port:
        (found,) = read(served(port))
    assert found.fault == mailbox.TOO_LARGE


AT_ONCE, LATER = SourceFailed, SourceOutOfReach


def http(wire: Wire) -> None:
    wire.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def login(said: str) -> Imap:
    server = Imap()
    server.says["LOGIN"] = lambda tag, _: f"{tag} NO {said}\r\n".encode()
    return server


def at(command: str, answer: bytes) -> Imap:
    server = Imap({3: mail(3)})
    server.says[command] = lambda tag, _: answer.replace(b"TAG", tag.encode())
    return server


def cut(wire: Wire) -> None:
    wire.socket.close()


@pytest.mark.parametrize(
    ("script", "kind", "words"),
    [
        (Imap(greeting=b"* BYE too busy\r\n"), LATER, "'support' is busy: * BYE too busy"),
        (http, AT_ONCE, "does not answer as a mail server does"),
        (cut, LATER, "no connection to localhost ('support')"),
        (Imap(password="other"), AT_ONCE, "refuses the password of 'support'"),
        (login("no"), AT_ONCE, "refuses the password of 'support'"),
        (login("[AUTHORIZATIONFAILED] no"), AT_ONCE, "refuses the password"),
        (login("[EXPIRED] no"), AT_ONCE, "refuses the password"),
        (login("[UNAVAILABLE] try \x1b[31mlater"), LATER, "takes no login now: [UNAVAILABLE] try [31mlater"),
        (login("[INUSE] x"), LATER, "takes no login now"),
        (login("[LIMIT] too many connections"), LATER, "takes no login now"),
        (login("[ALERT] Log in by the web first"), AT_ONCE, "says: [ALERT] Log in by the web first"),
        (at("LOGIN", b"* BYE gone\r\n"), LATER, "is busy: gone"),
        (at("EXAMINE", b"* BYE Autologout\r\n"), LATER, "is busy"),
        (at("EXAMINE", b"TAG NO [UNAVAILABLE] later\r\n"), LATER, "is busy"),
        (at("EXAMINE", b"TAG NO there is none\r\n"), AT_ONCE, "'support' has no folder INBOX"),
        (at("EXAMINE", b"TAG BAD what\r\n"), LATER, "is busy"),
        (at("SEARCH", b"* SEARCH " + b"1 " * 3_000_000), LATER, "sends more than it was asked for"),
        (at("FETCH", b"* 1 FETCH (UID 3 BODY[]<0> {2147483647}\r\n"), LATER, "sends more than"),
        (at("FETCH", b"* 1 FETCH (UID 3 BODY[]<0> {" + b"9" * 5000 + b"}\r\n"), LATER, "is busy"),
        (at("FETCH", b"\0\0\0\r\n"), LATER, "is busy"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_sorted(script: Imap, kind: type[SourceFailed], words: str) -> None:
    with serving(script) as port, pytest.raises(SourceFailed) as failed:
        read(served(port))

    assert (type(failed.value), words in failed.value.sentence) == (kind, True), failed.value.sentence
    assert "secret" not in f"{failed.value.sentence} {failed.value.hint}"


def test_a_folder_that_is_not_there_is_named_with_those_that_are() -> None:
    server = at("EXAMINE", b"TAG NO there is none\r\n")
    server.says["LIST"] = lambda tag, _: (
        b'* LIST (\\HasNoChildren) "/" INBOX\r\n* LIST () "/" "Anfragen f&APw-r uns"\r\n'
        + f"{tag} OK\r\n".encode()
    ).replace(b" OK\r\n", b" OK done\r\n")
    with serving(server) as port, pytest.raises(SourceFailed) as failed:
        read(served(port), folder="Löschen")

    assert failed.value.sentence == "'support' has no folder Löschen"
    assert failed.value.hint == "there are: Anfragen für uns, INBOX"
    assert any('EXAMINE "L&APY-schen"' in line for line in server.heard)


@pytest.mark.parametrize(
    ("port_of", "kind", "words"),
    [
        ("refused", LATER, "no connection"),
        ("unknown", LATER, "no connection"),
        ("silent", LATER, "does not answer"),
    ],
)
def test_no_connection_may_pass_by_itself(port_of: str, kind: type[SourceFailed], words: str) -> None:
    with serving(silent, secure=False) as port:
        source = served(port)
        if port_of == "refused":
            with serving(silent) as closed:
                pass
            source = served(closed)
        if port_of == "unknown":
            source = replace(source, where="no-such-host.example")
        with pytest.raises(kind) as failed:
            read(source, silence=0.2)

    assert words in failed.value.sentence


def test_a_server_that_drips_is_ended_and_what_came_before_stays() -> None:
    def drip(wire: Wire) -> None:
        wire.send(b"* OK ")
        while True:
            wire.send(b"x")
            time.sleep(0.02)

    with serving(drip) as port, pytest.raises(SourceOutOfReach, match="took longer"):
        read(served(port), whole=0.4)


def test_a_mailbox_that_takes_too_long_is_read_in_part() -> None:
    from helpers.mail_sources import nothing_known
    from helpers.terminal import NOON
    from privacyctl.inbox.opening import open_source

    with (
        serving(Imap({n: mail(n) for n in range(1, 9)})) as port,
        open_source(served(port), Moment(NOON)) as opened,
    ):
        coming = opened.arrivals("INBOX", None, nothing_known)
        first = next(coming)
        opened._line._late_at = 0  # type: ignore[union-attr]

        assert (first.raw, list(coming), opened.is_whole) == (mail(1), [], False)
        assert opened.reached("INBOX") == ReadMark(7, 1)


def test_a_token_is_said_and_a_refused_one_is_told() -> None:
    class Tokens(Imap):
        def __call__(self, wire: Wire) -> None:
            wire.send(self.greeting)
            while True:
                line = wire.line().decode()
                self.heard.append(line)
                tag, _, rest = line.partition(" ")
                if rest.startswith("AUTHENTICATE"):
                    wire.send(b"+ \r\n")
                    self.heard.append(wire.line().decode())
                    if self.password == "good":
                        wire.send(f"{tag} OK done\r\n".encode())
                        continue
                    wire.send(b"+ eyJzdGF0dXMiOiI0MDEifQ==\r\n")
                    assert wire.line() == b""
                    wire.send(f"{tag} NO [AUTHENTICATIONFAILED] no\r\n".encode())
                    continue
                wire.send(self._answer(tag, *rest.partition(" ")[::2]))

    import base64

    said = base64.b64encode(b"user=support@v.example\x01auth=Bearer t0ken\x01\x01").decode()
    good, bad = Tokens(password="good"), Tokens(password="other")
    with serving(good) as port, serving(bad) as other:
        source = served(port, password_command=None, token_command="echo t0ken")
        assert read(source) == []
        with pytest.raises(SourceFailed, match="refuses the token of 'support'"):
            read(replace(source, port=other))

    assert said in good.heard
    assert said in bad.heard


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("INBOX", "INBOX"),
        ("für uns", "f&APw-r uns"),
        ("A & B", "A &- B"),
        ("台北", "&U,BTFw-"),
        ("😀", "&2D3eAA-"),
    ],
)
def test_names_of_folders_are_written_as_imap_wants(name: str, written: str) -> None:
    assert imap_names.encoded(name) == written
    assert imap_names.decoded(written) == name
