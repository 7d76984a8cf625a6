"""An mbox: a file of many mails. It is read without a lock, since a lock is a change; what it grows by comes next time.

Not by the standard library's `mailbox`: that opens the file to write, and cuts a mail in two at a line of its text
that begins with "From ".
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from privacyctl.errors import SourceFailed
from privacyctl.inbox import failing, mail_files
from privacyctl.model import mailbox
from privacyctl.model.mailbox import ArrivedMail, MailPlace, ReadMark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from privacyctl.model.mailbox import MailSource

# Where a mail begins: a dated line, and the first line of a header below it. "From " alone may begin a sentence.
_BEGINS = re.compile(rb"From [^\r\n]{0,400}\d\d:\d\d")
_HEADER = re.compile(rb">?[!-9;-~]{1,80}:")
_PIECE = 1 << 16


class MboxSource:
    """One file; a context, which opens and closes it."""

    is_whole = True

    def __init__(self, source: MailSource) -> None:
        self._source = source
        self._mark: ReadMark | None = None

    def __enter__(self) -> Self:
        try:
            self._file = mail_files.opened(Path(self._source.where), follows=True)
        except OSError as error:
            raise failing.unreadable_path(self._source, error) from None
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def reached(self, _: str) -> ReadMark | None:
        """The file as it was before it was read; None before its last arrival."""
        return self._mark

    def settle(self, arrival: ArrivedMail) -> None:
        """Nothing: the mail stays as it is."""

    def arrivals(
        self, folder: str, after: ReadMark | None, _: Callable[[str], bool]
    ) -> Iterator[ArrivedMail]:
        """All mails of a file that changed; which of them are new their bytes alone tell."""
        status = os.fstat(self._file.fileno())
        now = ReadMark(status.st_mtime_ns, status.st_size)
        if now != after:
            try:
                for raw, size in _mails(self._file, status.st_size):
                    is_whole = size <= mailbox.LARGEST
                    place = MailPlace(folder)
                    yield (
                        ArrivedMail(place, raw, None)
                        if is_whole
                        else ArrivedMail(place, mailbox.header_of(raw), None, mailbox.TOO_LARGE, size)
                    )
            except OSError as error:
                raise failing.unreadable_path(self._source, error) from None
            except _NoMbox:
                raise SourceFailed(
                    f"{self._source.where} ('{self._source.name}') holds no mail: it does not begin with a From line",
                    'for a folder with a file a mail write maildir = "FOLDER"',
                ) from None
        self._mark = now


class _NoMbox(Exception):
    pass


def _mails(file: BinaryIO, end: int) -> Iterator[tuple[bytes, int]]:
    """Each mail without its From line, as (no more of it than is read whole, its size). Raises _NoMbox."""
    kept: list[bytes] = []
    size, held, begun = 0, b"", False
    for line in _lines(file, end):
        if held and _HEADER.match(line):  # the line before began a mail
            if begun:
                yield b"".join(kept), size
            kept, size, begun = [], 0, True
        elif held:
            size = _keep(kept, size, held)
        held = line if _BEGINS.match(line) else b""
        if not held:
            if not begun and line.strip():
                raise _NoMbox
            size = _keep(kept, size, line)
    if held:
        size = _keep(kept, size, held)
    if begun:
        yield b"".join(kept), size
    elif kept and b"".join(kept).strip():
        raise _NoMbox


def _keep(kept: list[bytes], size: int, line: bytes) -> int:
    if size + len(line) <= mailbox.LARGEST:
        kept.append(line)
    return size + len(line)


def _lines(file: BinaryIO, end: int) -> Iterator[bytes]:
    """The lines of a file up to a place; a longer one comes in pieces, of which only the first begins a line."""
    file.seek(0)
    is_within = False
    while (left := end - file.tell()) > 0:
        line = file.readline(min(_PIECE, left))
        if not line:
            return
        # A piece in the middle of a line may look like the beginning of a mail.
        yield b" " + line if is_within and _BEGINS.match(line) else line
        is_within = not line.endswith(b"\n")
