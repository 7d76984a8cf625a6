"""By a mail server: with TLS, its certificate checked, and an end to everything.

smtplib checks no certificate unless it is handed a context, and its time-out is for each read: a server that
sends a byte now and then is waited for without an end. So the line is cut by a timer.
"""

from __future__ import annotations

import base64
import contextlib
import smtplib
import socket
import ssl
import threading
from typing import TYPE_CHECKING

from privacyctl.errors import NotTaken, why
from privacyctl.model.way import TLS_AT_ONCE, is_loopback
from privacyctl.secret_commands import secret_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from privacyctl.model.way import Way

SILENCE, WHOLE = 20.0, 50.0
"""Seconds that a server may say nothing, and that all of it may take."""
_READY = 220


def send(mail: EmailMessage, way: Way) -> int:
    """Have the server take a mail; the number of its addresses that were refused, where others were not.

    Raises NotTaken. Where the line breaks after the data the server may have it all the same: the same mail,
    with the same Message-ID, is sent again.
    """
    secret = None
    if way.user:
        secret = secret_of(way.password_command, way.token_command, way.name)
    with _connected(way) as client:
        if way.user:
            _log_in(client, way, str(secret))
        return len(client.send_message(mail))


@contextlib.contextmanager
def _connected(way: Way) -> Iterator[smtplib.SMTP]:
    """A line to the server, private where it has to be. Every error of it leaves as NotTaken."""
    line = _Line(way)
    try:
        try:
            yield line.begin()
        finally:
            line.end()
    except (OSError, EOFError) as error:  # every SMTPException is an OSError
        raise _sorted(way, error, is_cut=line.is_cut) from None
    except UnicodeError:  # an address or a password that no part of the protocol can carry
        raise NotTaken(
            f"an address or the log-in of '{way.name}' has characters that the mail server cannot take",
            "see its [[remind]] in privacyctl.toml",
            is_lasting=True,
        ) from None


class _Line:
    """A connection, and the timer that ends it."""

    def __init__(self, way: Way) -> None:
        self.is_cut = False
        self._way = way
        self._client: smtplib.SMTP | None = None
        self._timer = threading.Timer(WHOLE, self._cut)
        self._timer.daemon = True

    def begin(self) -> smtplib.SMTP:
        """Connect, greet and begin TLS. Raises OSError, or NotTaken where the line would not be private."""
        way = self._way
        context = _context(way)
        self._timer.start()
        # The name of this machine would be looked up, which may take long, and is nobody's business.
        if way.port == TLS_AT_ONCE:
            self._client = smtplib.SMTP_SSL(timeout=SILENCE, context=context, local_hostname="localhost")
        else:
            self._client = smtplib.SMTP(timeout=SILENCE, local_hostname="localhost")
        client = self._client
        # What the certificate is held to: without a host in its making smtplib would hold it to nothing.
        client._host = way.where  # type: ignore[attr-defined]  # noqa: SLF001
        code, _ = client.connect(way.where, way.port)
        if code != _READY:
            raise smtplib.SMTPConnectError(code, b"")
        client.local_hostname = _literal(client)
        client.ehlo_or_helo_if_needed()
        if way.port != TLS_AT_ONCE and not way.is_plain:
            if not client.has_extn("starttls"):
                raise NotTaken(
                    f"the mail server of '{way.name}' offers no TLS, and nothing is sent without",
                    "port 465 has TLS at once, 587 on demand; tls = false is for 127.0.0.1 and ::1 alone",
                    is_lasting=True,
                )
            try:
                client.starttls(context=context)
            except smtplib.SMTPResponseException as error:
                raise NotTaken(
                    f"the mail server of '{way.name}' refuses TLS, and nothing is sent without",
                    "ask whoever runs the server",
                    is_lasting=error.smtp_code >= 500,
                ) from None
            client.ehlo_or_helo_if_needed()
        return client

    def end(self) -> None:
        if self._client is not None:
            with contextlib.suppress(OSError):
                self._client.quit()
            self._client.close()
        self._timer.cancel()

    def _cut(self) -> None:
        self.is_cut = True
        line = None if self._client is None else self._client.sock
        if line is not None:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def _literal(client: smtplib.SMTP) -> str:
    """What we call ourselves: the address from which the server sees us come (RFC 5321, 4.1.3)."""
    if client.sock is None:
        return "localhost"
    own = str(client.sock.getsockname()[0]).partition("%")[0]
    return f"[IPv6:{own}]" if ":" in own else f"[{own}]"


def _context(way: Way) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=None if way.ca_file is None else str(way.ca_file))
    except OSError as error:  # an SSLError too: no certificate in it
        raise NotTaken(
            f"the ca_file of '{way.name}' cannot be read as a certificate: {why(error)}",
            "it is a PEM file of the CA that signed the server's certificate",
            is_lasting=True,
        ) from None


def _log_in(client: smtplib.SMTP, way: Way, secret: str) -> None:
    if not client.has_extn("auth"):
        raise NotTaken(
            f"the mail server of '{way.name}' takes no log-in on this port",
            "submission is 465 or 587; where none is wanted leave out user",
            is_lasting=True,
        )
    if not isinstance(client.sock, ssl.SSLSocket) and not is_loopback(way.where):
        raise NotTaken(f"no password of '{way.name}' is sent without TLS", is_lasting=True)
    if way.token_command is None:
        client.login(way.user, secret)
        return
    first = base64.b64encode(f"user={way.user}\x01auth=Bearer {secret}\x01\x01".encode()).decode()
    code, said = client.docmd("AUTH", f"XOAUTH2 {first}")
    if code == 334:  # the refusal comes after an empty answer
        code, said = client.docmd("")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, said)


def _sorted(way: Way, error: OSError | EOFError, *, is_cut: bool) -> NotTaken:  # noqa: PLR0911  (one return an ending)
    """What went wrong, by the step that failed; not one word of the server's is repeated."""
    server = f"the mail server of '{way.name}'"
    if isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code >= 500:
        return NotTaken(
            f"{server} refuses the log-in",
            "many providers want an app password; see what password_command or token_command prints, and user",
            is_lasting=True,
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NotTaken(
            f"{server} offers no log-in, or takes no address, of the kind that is wanted",
            "see user, and the addresses in mail",
            is_lasting=True,
        )
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return _answered(way, max(codes, default=0), "refuses every address of")
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(way, error.smtp_code, "does not take the mail of")
    if isinstance(error, ssl.SSLCertVerificationError):
        return NotTaken(
            f"the certificate of the mail server of '{way.name}' is not to be trusted",
            'name the server as its certificate does; for a CA of your own: ca_file = "FILE.pem"',
            is_lasting=True,
        )
    if isinstance(error, TimeoutError) or is_cut or "timed out" in str(error):
        return NotTaken(f"{server} does not answer", f"is port {way.port} right? It is 465 or 587")
    if isinstance(error, ssl.SSLError) and error.reason == "WRONG_VERSION_NUMBER":
        return NotTaken(
            f"{server} speaks no TLS at once on port {way.port}",
            "465 has TLS at once, 587 on demand",
            is_lasting=True,
        )
    if isinstance(error, smtplib.SMTPException | EOFError):
        return NotTaken(f"{server} ended the connection", "it is tried again")
    return NotTaken(f"there is no connection to the mail server of '{way.name}': {why(error)}")


def _answered(way: Way, code: int, what: str) -> NotTaken:
    """Of an answer of the server's only its number is told: 4xx passes, 5xx wants somebody to see to it."""
    is_final = code >= 500
    hint = (
        "see that the addresses are right and their mailboxes not full" if is_final else "it is tried again"
    )
    return NotTaken(f"the mail server {what} '{way.name}' (answer {code})", hint, is_lasting=is_final)
