"""Every connection to a mail server: TLS always, its certificate checked, and an end to each.

imaplib and poplib check no certificate unless they are handed a context, and their time-out is for each
read: a server that sends a byte now and then is read for ever. So the sockets are made here.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.errors import SourceFailed, why
from privacyctl.inbox import failing
from privacyctl.model.way import is_loopback

if TYPE_CHECKING:
    from privacyctl.model.mailbox import MailSource

_IN_PLAIN_FIRST = {110, 143}
"""Ports whose servers begin without TLS and are asked for it (STARTTLS, STLS)."""
_LATE = 0.8
"""Of the whole time: then no further mail is begun, so that a long mailbox is read over several runs."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a server may take, in seconds."""

    silence: float = 30.0
    whole: float = 5 * 60.0
    """What was filed by then stays, and the next run goes on."""


class ServerLine:
    """The line to one source's server; it is ended when the whole time is over, whatever trickles in."""

    def __init__(self, source: MailSource, limits: Limits) -> None:
        self.source = source
        self.is_over = False
        self._limits = limits
        self._late_at = time.monotonic() + limits.whole * _LATE
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(limits.whole, self._cut)
        self._timer.daemon = True
        self._timer.start()

    @property
    def is_late(self) -> bool:
        return time.monotonic() > self._late_at

    def dial(self) -> socket.socket:
        """A socket to the server: with TLS, but where the server wants to be asked for it. Raises OSError.

        A port that is not known tells which by itself: a greeting in plain is no TLS.
        """
        plain = self._reach()
        if self.source.port in _IN_PLAIN_FIRST:
            return plain
        try:
            return self.watched(self.context().wrap_socket(plain, server_hostname=self.source.where))
        except ssl.SSLError as error:
            if error.reason != "WRONG_VERSION_NUMBER":
                raise
            return self._reach()
        finally:
            if plain.fileno() >= 0:  # else the socket with TLS has it now
                plain.close()

    def context(self) -> ssl.SSLContext:
        """The checks of every connection: the machine's CAs, or the one of the settings. Raises SourceFailed."""
        file = self.source.ca_file
        try:
            return ssl.create_default_context(cafile=None if file is None else str(file))
        except OSError as error:  # an SSLError too: no certificate in it
            raise SourceFailed(
                f"the ca_file of '{self.source.name}' cannot be read as a certificate: {why(error)}",
                "it is a PEM file of the CA that signed the server's certificate",
            ) from None

    def watched(self, line: socket.socket) -> socket.socket:
        """Have a socket ended with the line."""
        self._socket = line
        if self.is_over:
            self._cut()
        return line

    def must_be_private(self, line: socket.socket) -> None:
        """Raises SourceFailed where a password would be sent in clear and leave this machine."""
        if not isinstance(line, ssl.SSLSocket) and not is_loopback(self.source.where):
            raise failing.without_tls(self.source)

    def broken(self, error: OSError | EOFError) -> SourceFailed:
        """What is said where the connection failed."""
        return failing.took_too_long(self.source) if self.is_over else failing.unreachable(self.source, error)

    def end(self) -> None:
        self._timer.cancel()
        if self._socket is not None:
            self._socket.close()

    def _reach(self) -> socket.socket:
        address = (self.source.where, self.source.port or 0)
        return self.watched(socket.create_connection(address, self._limits.silence))

    def _cut(self) -> None:
        self.is_over = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
