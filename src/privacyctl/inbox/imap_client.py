"""One connection by IMAP: bounded, and its answers taken apart.

The standard library's imaplib and not imap-tools: a connection of our own (TLS, an end, a bound on what a server
sends) has to be put under the protocol, and imap-tools makes its own; what it adds are the names of folders,
which take 20 lines, and it costs an idle run 50 ms more to load.
"""

from __future__ import annotations

import contextlib
import imaplib
import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from privacyctl.errors import SourceFailed
from privacyctl.inbox import failing, imap_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.inbox.connecting import ServerLine

AT_ONCE = 300_000
"""How many numbers a search may find: they stand on one line."""
_LONGEST_LINE = 4_000_000
_LARGEST_ANSWER = 50_000_000
"""The most that one command may be answered with, in bytes: a mail at its bound, and some talk beside it."""
_LARGEST_NUMBER = 2**32 - 1
_BEGINS = re.compile(rb"\d+ \(")
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_LISTED = re.compile(rb'\([^)]*\) (?:NIL|"[^"]*") (?:"((?:[^"\\]|\\.)*)"|([^\s"]+))\s*$')
_MOST_LISTED = 10
_FOR_NOW = re.compile(rb"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG)", re.IGNORECASE)
FAULTS = (imaplib.IMAP4.error, OSError, EOFError, ValueError, LookupError)
"""What imaplib raises for a server that fails, lies or talks nonsense (3.11 to 3.14)."""


class TooMuch(ValueError):
    """The server sends more than it was asked for."""


@dataclass(frozen=True, slots=True)
class FetchAnswer:
    """What a server said of one mail: the attributes as they stand, and the literal among them."""

    attributes: bytes
    literal: bytes | None

    @property
    def uid(self) -> int | None:
        found = _UID.search(self.attributes)
        return int(found[1]) if found else None


class Connection(imaplib.IMAP4):
    """imaplib's client on a line of ours, with a bound on every answer."""

    def __init__(self, line: ServerLine) -> None:
        self._line = line
        self._taken = 0
        super().__init__(line.source.where, line.source.port or 0)

    def _create_socket(self, timeout: float | None) -> socket.socket:  # noqa: ARG002  (its place in imaplib)
        return self._line.dial()

    def read(self, size: int) -> bytes:
        self._take(size)
        return super().read(size)

    def readline(self) -> bytes:
        stream: Any = getattr(self, "_file", None) or self.file  # as it is called from 3.14 on, and before
        line: bytes = stream.readline(_LONGEST_LINE + 1)
        if len(line) > _LONGEST_LINE:
            raise TooMuch("it sends more than it was asked for")
        self._take(len(line))
        return line

    def _take(self, size: int) -> None:
        self._taken += size
        if self._taken > _LARGEST_ANSWER:
            raise TooMuch("it sends more than it was asked for")

    def numbers(self, what: str) -> list[int]:
        """The numbers (UIDs) of the mails that a search finds, in no order."""
        words = [word for piece in self._ask("SEARCH", what) if piece for word in piece.split()]
        found = [int(word) for word in words if word.isdigit() and len(word) <= 10]
        return [number for number in found if 0 < number <= _LARGEST_NUMBER]

    def answers(self, numbers: str, what: str) -> list[FetchAnswer]:
        """What is said of mails by their numbers, and of others that somebody else is at just now."""
        return list(_apart(self._ask("FETCH", numbers, what)))

    def _ask(self, command: str, *words: str) -> list[Any]:
        self._taken = 0
        status, data = self.uid(command, *words)
        if status != "OK":
            raise self.error(data[0] if data and data[0] else status)
        return data

    def only_look(self, folder: str) -> tuple[int, int]:
        """Open a folder so that nothing in it can change (EXAMINE): (its numbering, how many mails it has).

        The numbering is 0 where the server says none. Raises SourceFailed where there is no such folder.
        """
        self._taken = 0
        status, data = self.select(imap_names.quoted(folder), readonly=True)
        said = data[0] if data and isinstance(data[0], bytes) else b""
        if status != "OK":
            if _FOR_NOW.search(said):
                raise failing.turned_away(self._line.source, said)
            raise failing.no_folder(self._line.source, folder, self._names())
        told = [one for one in self.response("UIDVALIDITY")[1] if isinstance(one, bytes) and one.isdigit()]
        numbering = int(told[-1]) if told and len(told[-1]) <= 10 else 0
        return numbering, int(said) if said.isdigit() and len(said) <= 10 else 0

    def _names(self) -> list[str]:
        status, lines = self.list()
        if status != "OK":
            return []
        found = [_LISTED.search(line) for line in lines if isinstance(line, bytes)]
        names = [(one[1] or one[2]).decode("ascii", "replace") for one in found if one]
        return sorted({imap_names.decoded(re.sub(r"\\(.)", r"\1", name)) for name in names})[:_MOST_LISTED]


def connect(line: ServerLine) -> Connection:
    """Greet the server, and see that nobody else reads along. Raises SourceFailed."""
    try:
        box = Connection(line)
    except (OSError, EOFError) as error:
        raise line.broken(error) from None
    except (imaplib.IMAP4.error, ValueError, LookupError) as error:
        raise _greeting(line, _bare(error)) from None
    try:
        if "STARTTLS" in box.capabilities:
            box.starttls(line.context())
            line.watched(box.socket())
        line.must_be_private(box.socket())
    except imaplib.IMAP4.error:
        hang_up(box)
        raise failing.without_tls(line.source) from None
    except FAULTS as error:
        hang_up(box)
        raise during(line, error) from None
    except SourceFailed:
        hang_up(box)
        raise
    return box


def _greeting(line: ServerLine, said: str) -> SourceFailed:
    if line.is_over:
        return line.broken(EOFError())
    if re.search(r"(?:\*|=>) BYE", said):
        return failing.turned_away(line.source, said)
    if "socket error" in said and "unterminated" not in said:
        return line.broken(EOFError())
    return failing.no_mail_server(line.source, said)


def log_in(line: ServerLine, box: Connection, secret: str) -> None:
    """Say who we are, by the token or the password. Raises SourceFailed."""
    user = line.source.user
    try:
        if line.source.token_command:
            said = [f"user={user}\x01auth=Bearer {secret}\x01\x01".encode()]
            # A refused token is answered by a challenge, which wants an empty line and nothing more.
            box.authenticate("XOAUTH2", lambda _: said.pop() if said else b"")
        elif user.isascii() and secret.isascii():
            box.login(imap_names.in_quotes(user), secret)
        else:
            box.authenticate("PLAIN", lambda _: f"\0{user}\0{secret}".encode())
    except imaplib.IMAP4.abort as error:
        raise during(line, error) from None
    except imaplib.IMAP4.error as error:
        raise failing.refused_login(line.source, _bare(error)) from None
    except FAULTS as error:
        raise during(line, error) from None


def during(line: ServerLine, error: Exception) -> SourceFailed:
    """What cut an errand short, sorted."""
    if isinstance(error, OSError | EOFError):
        return line.broken(error)
    said = _bare(error)
    if line.is_over or "socket error" in said:
        return line.broken(EOFError())
    return failing.turned_away(line.source, said)


def hang_up(box: Connection) -> None:
    """Log out where that still works, and close."""
    try:
        box.logout()
    except FAULTS:
        with contextlib.suppress(OSError):  # a socket that failed at TLS is none any more
            box.shutdown()


def _bare(error: Exception) -> str:
    """What an error of imaplib's says; it holds a server's words as bytes, or as Python writes them."""
    first = error.args[0] if error.args else ""
    if isinstance(first, bytes):
        return first.decode("utf-8", "replace")
    said = re.sub(r"""b(['"])(.*?)\1""", r"\2", str(error), flags=re.DOTALL)
    return re.sub(r"^command: \w+ => ", "", said)


def _apart(data: list[Any]) -> Iterator[FetchAnswer]:
    """One answer a mail. imaplib cuts them at each literal, and what stands behind it is a piece of its own."""
    attributes, literal = b"", None
    for piece in data:
        before, held = piece if isinstance(piece, tuple) else (piece, None)
        if not isinstance(before, bytes):
            continue
        if _BEGINS.match(before) and attributes:
            yield FetchAnswer(attributes, literal)
            attributes, literal = b"", None
        attributes += before + b" "
        literal = held if held is not None else literal
    if attributes:
        yield FetchAnswer(attributes, literal)
