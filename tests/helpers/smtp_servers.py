"""Mail servers that take mail, each of which answers as a test says."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Iterator
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from helpers.mail_servers import tls

REFUSED_ADDRESS = "nobody@vendor.example"


class Postbox:
    """What a server does with a mail: `answer` is its last word, `hang` and `cut` are words of ours."""

    def __init__(self, answer: str = "250 OK") -> None:
        self.answer = answer
        self.got: list[bytes] = []
        self.to: list[list[str]] = []

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address == REFUSED_ADDRESS:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.got.append(envelope.content)
        self.to.append(envelope.rcpt_tos)
        if self.answer == "hang":
            await asyncio.sleep(1)
        if self.answer == "cut":
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            await asyncio.sleep(0)
            return "250 x"
        return self.answer


class RefusesTls(SMTP):
    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802, ARG002
        await self.push("454 TLS not available")


def allow(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    """One user, whose password is "s3cret"."""
    is_right = isinstance(data, LoginPassword) and data.password == b"s3cret"
    return AuthResult(success=is_right, handled=is_right)


def free_port() -> int:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as taken:
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def receiving(
    postbox: Postbox, *, offers_tls: bool = False, at_once: bool = False, kind: type[SMTP] = SMTP, **more: Any
) -> Iterator[int]:
    """A server on this machine; its port. aiosmtpd takes no port 0."""
    context: ssl.SSLContext | None = tls() if offers_tls else None

    class Served(Controller):
        def factory(self) -> SMTP:
            return kind(self.handler, **self.SMTP_kwargs)

    port = free_port()
    server = Served(
        postbox,
        hostname="127.0.0.1",
        port=port,
        ssl_context=tls() if at_once else None,
        tls_context=context,
        **more,
    )
    server.start()
    try:
        yield port
    finally:
        server.stop()
