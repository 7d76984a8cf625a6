"""A connection to a host: its name resolved once, every step of it within the time that the whole answer has."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, ReadTimeoutError, SSLError
from urllib3.util import Url

from privacyctl.model.look_reason import LookReason
from privacyctl.site.decoding import UnreadableBody

_MOST_ADDRESSES = 4
"""How many IP addresses of one host are tried."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How long one answer may take, in seconds, and how large it may be."""

    connect: float = 10
    read: float = 15
    """For a single read of the socket."""
    whole: float = 60
    """From the first redirect to the last byte."""
    largest: int = 5_000_000
    """In bytes; holds for the body as sent, and again decompressed."""
    redirects: int = 10


LIMITS = FetchLimits()


def _host(at: Url) -> str:
    """The host's name or IP address, without the brackets of IPv6."""
    return (at.host or "").strip("[]")


def resolve(at: Url, end: float) -> Sequence[str]:
    """The IP addresses of the host. The system may wait for a name server longer than we do."""
    found: list[str] = []

    def look_up() -> None:
        with suppress(OSError, UnicodeError):
            answers = socket.getaddrinfo(_host(at), at.port, type=socket.SOCK_STREAM)
            found.extend(str(address[0]) for *_, address in answers)

    looking = threading.Thread(target=look_up, daemon=True)
    looking.start()
    looking.join(max(end - time.monotonic(), 0))
    if looking.is_alive():
        raise UnreadableBody(LookReason.TOO_SLOW)
    if not found:
        raise UnreadableBody(LookReason.NO_ANSWER)
    return found[:_MOST_ADDRESSES]


def connect(at: Url, addresses: Sequence[str], limits: FetchLimits, end: float) -> HTTPConnection:
    """A connection to the first IP address that answers. Raises UnreadableBody with the last error."""
    reason = LookReason.NO_ANSWER
    for address in addresses:
        wait = min(limits.connect, end - time.monotonic())
        if wait <= 0:
            raise UnreadableBody(LookReason.TOO_SLOW)
        if at.scheme == "https":
            connection: HTTPConnection = HTTPSConnection(
                address, at.port, timeout=wait, server_hostname=_host(at), ssl_context=_tls()
            )
        else:
            connection = HTTPConnection(address, at.port, timeout=wait)
        connection.response_class = _FinalResponse
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            reason = _reason(error)
        else:
            connection.timeout = limits.read
            return connection
    raise UnreadableBody(reason)


class _FinalResponse(http.client.HTTPResponse):
    """The response after all interim ones (RFC 9110 section 15.2): http.client knows only 100 for one."""

    def _read_status(self) -> tuple[str, int, str]:
        while True:  # the whole answer has its time
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not 100 <= status < 200:
                return version, status, reason
            http.client.parse_headers(self.fp)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


@contextmanager
def cut_off(connection: HTTPConnection, end: float) -> Iterator[None]:
    """Shut the connection down when the time is over. Raises UnreadableBody for every network error inside."""
    is_over = threading.Event()
    line = connection.sock

    def cut() -> None:
        is_over.set()
        with suppress(OSError):
            # Not the TLS socket's own shutdown: it discards the session while another thread reads from it.
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = threading.Timer(end - time.monotonic(), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (HTTPError, http.client.HTTPException, OSError) as error:
        raise UnreadableBody(LookReason.TOO_SLOW if is_over.is_set() else _reason(error)) from None
    finally:
        timer.cancel()
        # Now, and not when the last reader of it is collected: urllib3 leaves one behind that doubts a header.
        if (number := line.detach()) >= 0:
            os.close(number)
    if is_over.is_set():
        raise UnreadableBody(LookReason.TOO_SLOW)


def _reason(error: Exception) -> LookReason:
    if isinstance(error, (TimeoutError, ReadTimeoutError)):
        return LookReason.TOO_SLOW
    if isinstance(error, (ssl.SSLError, SSLError)):
        return LookReason.TLS
    return LookReason.NO_ANSWER
