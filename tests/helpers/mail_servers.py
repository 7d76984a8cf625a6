"""Mail servers on this machine that do what a test scripts: right ones, and ones that lie, hang and talk nonsense."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATE = Path(__file__).parents[1] / "site" / "web" / "localhost.pem"
"""Of "localhost", with its key; nobody has signed it."""
MAIL = b"From: ann@acme.example\r\nSubject: logo\r\nMessage-ID: <%d@acme.example>\r\n\r\nPlease take it off. %d\r\n"


def mail(number: int) -> bytes:
    return MAIL % (number, number)


def tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@dataclass
class Wire:
    """One connection, as a script sees it."""

    socket: socket.socket

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def line(self) -> bytes:
        """The next line without its end; raises EOFError where nobody is there any more."""
        read = b""
        while not read.endswith(b"\r\n"):
            piece = self.socket.recv(1)
            if not piece:
                raise EOFError
            read += piece
        return read[:-2]

    def begin_tls(self) -> None:
        self.socket = tls().wrap_socket(self.socket, server_side=True)


Script = Callable[[Wire], None]


@contextlib.contextmanager
def serving(script: Script, *, secure: bool = True) -> Iterator[int]:
    """A server on a port of its own, which is yielded; each connection is handed to the script."""
    listening = socket.create_server(("127.0.0.1", 0))
    lines: list[socket.socket] = []

    def serve(line: socket.socket) -> None:
        wire = Wire(line)
        with contextlib.suppress(OSError, EOFError, ValueError):
            if secure:
                wire.begin_tls()
            lines.append(wire.socket)
            script(wire)
        wire.socket.close()

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = listening.accept()
                lines.append(line)
                threading.Thread(target=serve, args=(line,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for line in lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()


def silent(wire: Wire) -> None:
    """Takes the connection and says nothing."""
    while wire.socket.recv(65536):
        pass


Say = Callable[[str, str], bytes | None]
"""What a server says to (tag, the words behind the command); None leaves it to the right server."""


@dataclass
class Imap:
    """An IMAP server that is right but where `says` is asked first. `heard` is what it was told."""

    mails: dict[int, bytes] = field(default_factory=dict)
    validity: str | None = "7"
    capabilities: str = "IMAP4rev1"
    password: str = "secret"
    greeting: bytes = b"* OK ready\r\n"
    says: dict[str, Say] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)

    def __call__(self, wire: Wire) -> None:
        wire.send(self.greeting)
        while True:
            line = wire.line().decode()
            self.heard.append(line)
            tag, _, rest = line.partition(" ")
            command, _, words = rest.partition(" ")
            if command == "UID":
                command, _, words = words.partition(" ")
            said = self.says[command](tag, words) if command in self.says else None
            if command == "STARTTLS":
                wire.send(f"{tag} OK begin\r\n".encode())
                wire.begin_tls()
                continue
            wire.send(said if said is not None else self._answer(tag, command, words))
            if command == "AUTHENTICATE" and said is not None:
                continue
            if command == "LOGOUT":
                return

    def _answer(self, tag: str, command: str, words: str) -> bytes:  # noqa: PLR0911  (one a command)
        done = f"{tag} OK done\r\n".encode()
        if command == "CAPABILITY":
            return f"* CAPABILITY {self.capabilities}\r\n".encode() + done
        if command == "LOGIN" and not words.endswith(f'"{self.password}"'):
            return f"{tag} NO [AUTHENTICATIONFAILED] no\r\n".encode()
        if command == "EXAMINE":
            told = f"* OK [UIDVALIDITY {self.validity}] so\r\n" if self.validity is not None else ""
            return f"* {len(self.mails)} EXISTS\r\n{told}".encode() + done
        if command == "SEARCH":
            return f"* SEARCH {' '.join(map(str, self._found(words)))}\r\n".encode() + done
        if command == "FETCH":
            numbers, _, what = words.partition(" ")
            asked = [int(number) for number in numbers.split(",")]
            return b"".join(self.fetched(uid, what) for uid in asked if uid in self.mails) + done
        if command == "LOGOUT":
            return b"* BYE so long\r\n" + done
        return done

    def _found(self, words: str) -> list[int]:
        """As servers do: `n:*` has the last one also where n is beyond it."""
        span = re.match(r"UID (\d+):(\*|\d+)", words)
        last = max(self.mails, default=0)
        if span is None:
            return [last] if last else []
        low, high = int(span[1]), last if span[2] == "*" else int(span[2])
        return [uid for uid in self.mails if min(low, high) <= uid <= max(low, high)]

    def fetched(self, uid: int, what: str) -> bytes:
        raw = self.mails[uid]
        place = list(self.mails).index(uid) + 1
        if "BODY" not in what:
            date = '"27-Nov-2026 21:30:00 +0100"'
            return f"* {place} FETCH (UID {uid} INTERNALDATE {date} RFC822.SIZE {len(raw)})\r\n".encode()
        if "HEADER" in what:
            raw = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        name = "BODY[HEADER]<0>" if "HEADER" in what else "BODY[]<0>"
        return f"* {place} FETCH (UID {uid} {name} {{{len(raw)}}}\r\n".encode() + raw + b")\r\n"


@dataclass
class Pop:
    """A POP server that is right but where `says` is asked first. `heard` is what it was told."""

    mails: dict[str, bytes] = field(default_factory=dict)
    """By UIDL, in their order."""
    password: str = "secret"
    capabilities: str = "TOP\r\nUIDL"
    says: dict[str, Callable[[str], bytes]] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)

    def __call__(self, wire: Wire) -> None:
        wire.send(b"+OK ready\r\n")
        while True:
            line = wire.line().decode()
            self.heard.append(line)
            command, _, words = line.partition(" ")
            if command == "STLS":
                wire.send(b"+OK begin\r\n")
                wire.begin_tls()
                continue
            wire.send(self.says[command](words) if command in self.says else self._answer(command, words))
            if command == "QUIT":
                return

    def _answer(self, command: str, words: str) -> bytes:
        if command == "CAPA":
            return f"+OK\r\n{self.capabilities}\r\n.\r\n".encode()
        if command == "PASS" and words != self.password:
            return b"-ERR [AUTH] no\r\n"
        raws = list(self.mails.values())
        if command == "LIST":
            return _dotted(b"".join(b"%d %d\r\n" % (n, len(raw)) for n, raw in enumerate(raws, 1)))
        if command == "UIDL":
            return _dotted(
                b"".join(b"%d %s\r\n" % (n, name.encode()) for n, name in enumerate(self.mails, 1))
            )
        if command in {"TOP", "RETR"}:
            raw = raws[int(words.split(maxsplit=1)[0]) - 1]
            if words.endswith(" 0"):
                raw = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
            return _dotted(re.sub(rb"(?m)^\.", b"..", raw))
        return b"+OK\r\n"


def _dotted(body: bytes) -> bytes:
    return b"+OK\r\n" + body + (b"" if body.endswith(b"\r\n") or not body else b"\r\n") + b".\r\n"
