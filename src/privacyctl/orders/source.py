"""The bytes of an order file: read once, hashed meanwhile, bounded."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from typing import TYPE_CHECKING, Any

from privacyctl.errors import BadInput, unreadable

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 1 << 20
"""In bytes: a file without a line end in its first part of this size is not made of rows."""
_CHUNK = 1 << 16
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Files that people pick by mistake: spreadsheets, archives, documents, pictures.
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"SQLite format 3\x00")


class Source(io.RawIOBase):
    """A file that is read once, from its first byte to its last."""

    def __init__(self, path: Path, file: io.FileIO) -> None:
        self.path = path
        self.position = 0
        """How many bytes were read so far."""
        self._file = file
        self._hash = hashlib.sha256()
        self._allowed: int | None = None
        info = os.fstat(file.fileno())
        self.size = info.st_size if stat.S_ISREG(info.st_mode) else None
        """In bytes; None for a pipe."""
        self.head = self._ahead = self._first_line()
        """The bytes up to the end of the first line that is not blank, and some more. They are read again later."""

    @property
    def sha256(self) -> bytes:
        """Of the bytes that were read so far; of the whole file after its end was read."""
        return self._hash.digest()

    def allow(self, size: int) -> None:
        """Let the next `size` bytes be read; reading more raises BadInput.

        A line that never ends, or a quote that never closes, must not fill the memory.
        """
        self._allowed = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        if self._ahead:
            count = min(len(buffer), len(self._ahead))
            buffer[:count], self._ahead = self._ahead[:count], self._ahead[count:]
        else:
            try:
                count = self._file.readinto(buffer) or 0
            except OSError as reason:
                raise unreadable(self.path, reason) from None
        self._hash.update(memoryview(buffer)[:count])
        self.position += count
        if self._allowed is not None:
            self._allowed -= count
            if self._allowed < 0:
                raise BadInput(
                    f"{self.path} has a row that is too long for an order",
                    "is it an order file, with one order on a line?",
                )
        return count

    def close(self) -> None:
        self._file.close()
        super().close()

    def _first_line(self) -> bytes:
        head = b""
        while len(head) < _HEAD and not _ends_a_line(head):
            more = self._file.read(_CHUNK)
            if not more:
                break
            head += more
        return head


def open_source(path: Path) -> Source:
    """Open the file and look at its head.

    Raises BadInput for an empty, unreadable or missing file, and for one that is no text.
    """
    try:
        file = io.FileIO(path)
    except (OSError, ValueError) as reason:
        raise unreadable(path, reason) from None
    try:
        source = Source(path, file)
        _check_text(path, source.head)
    except OSError as reason:
        file.close()
        raise unreadable(path, reason) from None
    except BadInput:
        file.close()
        raise
    return source


def _ends_a_line(head: bytes) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return b"\n" in text or b"\r" in text


def _check_text(path: Path, head: bytes) -> None:
    if not head.removeprefix(b"\xef\xbb\xbf").strip():
        raise BadInput(f"{path} is empty", "export the orders again")
    if head.startswith(_BINARY):
        raise _binary(path)
    first = head.lstrip(b" \r\n").splitlines()[0]
    # A NUL further down spoils only its row.
    if head.startswith(_UTF16) or first.count(0) > len(first) // 4:
        raise BadInput(f"{path} is in UTF-16", "save or export it as UTF-8 and import that")
    if 0 in first:
        raise _binary(path)


def _binary(path: Path) -> BadInput:
    return BadInput(f"{path} is not a text file", "save or export the orders as CSV (UTF-8), and import that")
