"""A mailbox on a server, by POP. Mails are taken by TOP, since RETR marks them as read; none is deleted."""

from __future__ import annotations

import base64
import binascii
import contextlib
import poplib
import socket
from typing import TYPE_CHECKING, Self

from privacyctl.errors import SourceFailed
from privacyctl.inbox import failing
from privacyctl.inbox.connecting import Limits, ServerLine
from privacyctl.model import mailbox
from privacyctl.model.mailbox import ArrivedMail, MailPlace, ReadMark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from privacyctl.model.mailbox import MailSource

_LONGEST_LINE = 1_000_000
_ALL_LINES = 1_000_000
"""More than any mail has: TOP with so many gives the whole mail."""
_MOST_MAILS = 1_000_000
_FAULTS = (poplib.error_proto, OSError, EOFError, ValueError, LookupError)


class _Connection(poplib.POP3):
    """poplib's client on a line of ours: it takes long lines, and keeps no more of an answer than fits a mail."""

    def __init__(self, line: ServerLine) -> None:
        self._line = line
        try:
            super().__init__(line.source.where, line.source.port or 0)
        except BaseException:
            if hasattr(self, "file"):  # else there is no connection to close
                self.close()
            raise

    def close(self) -> None:
        with contextlib.suppress(OSError):  # a socket that failed at TLS is none any more
            super().close()

    def _create_socket(self, timeout: float) -> socket.socket:  # noqa: ARG002  (its place in poplib)
        return self._line.dial()

    def _getline(self) -> tuple[bytes, int]:
        line: bytes = self.file.readline(_LONGEST_LINE + 1)
        if not line:
            raise EOFError
        if len(line) > _LONGEST_LINE:
            raise ValueError("a line without an end")
        return line.removesuffix(b"\n").removesuffix(b"\r"), len(line)

    def lines(self, command: str) -> tuple[list[bytes], bool]:
        """(the lines of a long answer, whether these are all of them)."""
        self._shortcmd(command)  # type: ignore[attr-defined]
        kept: list[bytes] = []
        size, most = 0, mailbox.LARGEST
        while (line := self._getline()[0]) != b".":
            size += len(line) + 2
            if size <= most:
                kept.append(line[1:] if line.startswith(b".") else line)
        return kept, size <= most

    def numbered(self, command: str) -> dict[int, str]:
        """An answer with a number and a word a line, such as that to LIST and UIDL."""
        found = {}
        for line in self.lines(command)[0][:_MOST_MAILS]:
            number, _, word = line.decode("ascii", "replace").partition(" ")
            if number.isdigit() and len(number) <= 9 and word.strip():
                found[int(number)] = word.split()[0]
        return found


class PopSource:
    """One account; a context, which logs in and says goodbye."""

    def __init__(self, source: MailSource, secret: str, limits: Limits) -> None:
        self.is_whole = True
        self._source = source
        self._secret = secret
        self._line = ServerLine(source, limits)

    def __enter__(self) -> Self:
        try:
            self._connect()
            try:
                self._begin_tls()
                self._log_in()
            except BaseException:
                self._box.close()
                raise
        except BaseException:
            self._line.end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._box.quit()
        except _FAULTS:
            self._box.close()
        finally:
            self._line.end()

    def reached(self, _: str) -> ReadMark | None:
        """Nothing: what a mail is called (UIDL) tells whether it is new."""

    def settle(self, arrival: ArrivedMail) -> None:
        """Nothing: the mail stays as it is."""

    def arrivals(
        self, folder: str, _: ReadMark | None, is_known: Callable[[str], bool]
    ) -> Iterator[ArrivedMail]:
        """The mails that are not known, in the server's order, which is that of their arrival."""
        try:
            sizes = {
                number: int(word) for number, word in self._box.numbered("LIST").items() if word.isdigit()
            }
            names = self._names()
            for number in sorted(sizes.keys() | names.keys()):
                name = names.get(number)
                if name is not None and is_known(name):
                    continue
                if self._line.is_late:
                    self.is_whole = False
                    return
                yield self._taken(MailPlace(folder, name), number, sizes.get(number, 0))
        except _FAULTS as error:
            raise self._during(error) from None

    def _names(self) -> dict[int, str]:
        """What each mail is called for good; a server may know no UIDL, and then the bytes alone tell."""
        try:
            return self._box.numbered("UIDL")
        except poplib.error_proto:
            return {}

    def _taken(self, place: MailPlace, number: int, size: int) -> ArrivedMail:
        """One mail. What the server does not hand over is a mail all the same."""
        is_small = size <= mailbox.LARGEST
        try:
            lines, is_whole = self._box.lines(f"TOP {number} {_ALL_LINES if is_small else 0}")
        except poplib.error_proto:
            try:  # TOP is optional (RFC 1939, 7)
                lines, is_whole = self._box.lines(f"RETR {number}")
            except poplib.error_proto:
                return ArrivedMail(place, b"", None, mailbox.UNREADABLE, size)
        raw = b"\r\n".join(lines) + b"\r\n"
        if is_small and is_whole:
            return ArrivedMail(place, raw, None)
        return ArrivedMail(place, mailbox.header_of(raw), None, mailbox.TOO_LARGE, size)

    def _connect(self) -> None:
        try:
            self._box = _Connection(self._line)
        except poplib.error_proto as error:
            said = _said(error)
            if said.startswith("-ERR"):
                raise failing.turned_away(self._source, said) from None
            raise failing.no_mail_server(self._source, said) from None
        except (OSError, EOFError) as error:
            raise self._line.broken(error) from None
        except ValueError as error:
            raise failing.no_mail_server(self._source, str(error)) from None

    def _begin_tls(self) -> None:
        try:
            if "STLS" in self._capabilities():
                self._box.stls(self._line.context())
                self._line.watched(self._box.sock)
            self._line.must_be_private(self._box.sock)
        except poplib.error_proto:
            raise failing.without_tls(self._source) from None
        except _FAULTS as error:
            raise self._during(error) from None

    def _capabilities(self) -> set[str]:
        import ssl  # noqa: PLC0415  (loaded by the line already)

        if isinstance(self._box.sock, ssl.SSLSocket):
            return set()
        try:
            lines, _ = self._box.lines("CAPA")
        except poplib.error_proto:
            return set()
        return {line.decode("ascii", "replace").split(" ")[0].upper() for line in lines}

    def _log_in(self) -> None:
        try:
            if self._source.token_command:
                self._say_token()
            else:
                self._box.user(self._source.user)
                self._box.pass_(self._secret)
        except poplib.error_proto as error:
            raise failing.refused_login(self._source, _said(error).removeprefix("-ERR")) from None
        except _FAULTS as error:
            raise self._during(error) from None

    def _say_token(self) -> None:
        """XOAUTH2. A refused token is answered by a challenge, which wants an empty line and nothing more."""
        first = f"user={self._source.user}\x01auth=Bearer {self._secret}\x01\x01".encode()
        answer = self._box._shortcmd("AUTH XOAUTH2 " + base64.b64encode(first).decode())  # type: ignore[attr-defined]  # noqa: SLF001
        if not answer.startswith(b"+OK"):
            try:
                said = base64.b64decode(answer[1:].strip())
            except binascii.Error:
                said = answer
            self._box._shortcmd("")  # type: ignore[attr-defined]  # noqa: SLF001
            raise poplib.error_proto(said)

    def _during(self, error: Exception) -> SourceFailed:
        if isinstance(error, OSError | EOFError):
            return self._line.broken(error)
        if self._line.is_over:
            return self._line.broken(EOFError())
        return failing.turned_away(self._source, _said(error))


def _said(error: Exception) -> str:
    """What an error of poplib's says; it holds the server's words as bytes."""
    first = error.args[0] if error.args else b""
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)
