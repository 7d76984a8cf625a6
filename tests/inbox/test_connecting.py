"""TLS always: nothing is said to a server that nobody vouches for, by whichever way it is reached."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.mail_servers import Imap, Pop, serving
from helpers.mail_sources import read, served
from privacyctl.errors import SourceFailed
from privacyctl.inbox import connecting
from privacyctl.model.mailbox import SourceKind

pytestmark = pytest.mark.usefixtures("loopback")

Server = Imap | Pop
WAYS: dict[str, tuple[SourceKind, bool, Callable[[], Server]]] = {
    "imap": (SourceKind.IMAP, True, Imap),
    "imap with STARTTLS": (SourceKind.IMAP, False, lambda: Imap(capabilities="IMAP4rev1 STARTTLS")),
    "pop": (SourceKind.POP, True, Pop),
    "pop with STLS": (SourceKind.POP, False, lambda: Pop(capabilities="TOP\r\nSTLS")),
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> tuple[SourceKind, bool, Server]:
    kind, secure, made = WAYS[request.param]
    return kind, secure, made()


def said(server: Server) -> str:
    return "\n".join(server.heard)


def test_a_ca_of_the_settings_is_taken(way: tuple[SourceKind, bool, Server]) -> None:
    kind, secure, server = way
    with serving(server, secure=secure) as port:
        assert read(served(port, kind=kind)) == []

    assert "secret" in said(server)


@pytest.mark.parametrize("foreign", [{"ca_file": None}, {"where": "127.0.0.1"}], ids=["CA", "name"])
def test_a_foreign_certificate_gets_no_password(
    way: tuple[SourceKind, bool, Server], foreign: dict[str, Any]
) -> None:
    kind, secure, server = way
    with (
        serving(server, secure=secure) as port,
        pytest.raises(SourceFailed, match="not to be trusted") as failed,
    ):
        read(served(port, kind=kind, **foreign))

    assert type(failed.value) is SourceFailed
    assert "secret" not in said(server)


@pytest.mark.parametrize(
    "server",
    [Imap(), Pop(), Imap(greeting=b"* PREAUTH hello\r\n")],
    ids=["imap", "pop", "preauth"],
)
def test_a_server_without_tls_gets_no_password(server: Server) -> None:
    kind = SourceKind.POP if isinstance(server, Pop) else SourceKind.IMAP
    with serving(server, secure=False) as port, pytest.raises(SourceFailed, match="offers no TLS") as failed:
        read(served(port, kind=kind))

    assert type(failed.value) is SourceFailed
    assert "secret" not in said(server)


@pytest.mark.parametrize("server", [Imap(), Pop()], ids=["imap", "pop"])
def test_a_line_that_never_leaves_this_machine_needs_none(server: Server) -> None:
    """As the OAuth proxies have it."""
    kind = SourceKind.POP if isinstance(server, Pop) else SourceKind.IMAP
    with serving(server, secure=False) as port:
        assert read(served(port, kind=kind, where="127.0.0.1", ca_file=None)) == []


@pytest.mark.parametrize(
    ("made", "kind"),
    [(lambda: Imap(capabilities="IMAP4rev1 STARTTLS"), SourceKind.IMAP), (Pop, SourceKind.POP)],
)
def test_on_the_port_of_a_plain_greeting_no_tls_is_tried_first(
    monkeypatch: pytest.MonkeyPatch, made: Callable[[], Server], kind: SourceKind
) -> None:
    server = made()
    if isinstance(server, Pop):
        server.capabilities = "STLS"
    with serving(server, secure=False) as port:
        monkeypatch.setattr(connecting, "_IN_PLAIN_FIRST", {port})
        assert read(served(port, kind=kind)) == []


def test_a_ca_file_that_is_none_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "ca.pem"
    empty.write_text("")
    with serving(Imap()) as port:
        for file in (empty, tmp_path / "none.pem"):
            with pytest.raises(SourceFailed, match="ca_file of 'support'"):
                read(served(port, ca_file=file))
