"""A vendor's web site, and a network in which names lead where a test says."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.servers import Edge, Origin
from privacyctl.site.web import connecting

CERTIFICATE = Path(__file__).with_name("localhost.pem")


@pytest.fixture
def origin(loopback: None) -> Iterator[Origin]:
    with Origin() as server:
        yield server


@pytest.fixture
def other(loopback: None) -> Iterator[Origin]:
    """Somebody else's web server."""
    with Origin() as server:
        yield server


@pytest.fixture
def edge(origin: Origin) -> Iterator[Edge]:
    """A cache in front of the origin."""
    with Edge(origin) as server:
        yield server


@pytest.fixture
def secure(loopback: None) -> Iterator[Origin]:
    """A server with a certificate for "localhost", which nobody has signed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with Origin(tls=context) as server:
        yield server


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the system trust the certificate of `secure`."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    connecting._tls.cache_clear()
    yield
    connecting._tls.cache_clear()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch, loopback: None) -> dict[str, str]:
    """The names that there are and their addresses, for a test to fill; all of these lead to this machine."""
    known: dict[str, str] = {}
    look_up, connect = socket.getaddrinfo, socket.socket.connect

    def getaddrinfo(host: str, port: int | None, *how: Any, **more: Any) -> list[Any]:
        if host not in known and not host[0].isdigit():
            raise socket.gaierror(socket.EAI_NONAME, "name or service not known")
        return look_up(known.get(host, host), port, *how, **more)

    def reach(line: socket.socket, address: tuple[Any, ...]) -> None:
        connect(line, ("127.0.0.1", *address[1:]) if address[0] in known.values() else address)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket.socket, "connect", reach)
    return known
