"""How far a journal goes: its last line, found by its bytes, so that a reader of the record loads no JSON for it."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.errors import Newer, Untrusted, why
from privacyctl.model.audit import Head
from privacyctl.model.moment import Moment

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 60_000
"""Bytes of a line; what is longer is written in parts."""
_STARTS = b'{"v":1,"seq":'
_HASH = b',"hash":"'
_PART = b',"part":'
_LONGEST_NUMBER = 19
_FIRST_LOOK = 4_096
_NOTES = 100_000


class Tail(NamedTuple):
    """The end of a journal."""

    head: Head
    """The last entry that is wholly in it."""
    end: int
    """The byte after that entry's last line."""
    size: int
    """Bytes of the file; what lies behind `end` was torn off by a power cut, or is being written."""


class JournalCopyLag(NamedTuple):
    """A copy of the journal that lacks its end."""

    folder: str
    since: Moment
    """When it was last brought up, or first tried."""


class Spoilt(Untrusted):
    """A journal that cannot be read as one of ours."""


def beside(db: Path) -> Path:
    """The journal of a data file, beside the file itself and never beside a link to it."""
    real = db.resolve() if db.is_symlink() else db
    return real.with_name(f"{real.name}.journal")


def copies_behind(journal: Path) -> list[JournalCopyLag]:
    """The folders whose copy of the journal lacks its end, by what is noted beside it.

    The folders themselves are not asked: one of them may be on a network that hangs.
    """
    try:
        handle = os.open(journal.with_name(f"{journal.name}.copies"), os.O_RDONLY)
    except OSError:
        return []
    try:
        noted, size = os.read(handle, _NOTES).decode("utf-8", "replace"), journal.stat().st_size
    except OSError:
        return []
    finally:
        os.close(handle)
    found = []
    for line in noted.splitlines():
        have, _, rest = line.partition("\t")
        at, _, folder = rest.partition("\t")
        if have.isdigit() and at.isdigit() and int(have) < size:
            found.append(JournalCopyLag(folder, Moment(int(at))))
    return found


def of(path: Path) -> Tail | None:
    """The end of the journal; None where there is none, or nothing in it yet.

    Raises Spoilt where its last line is none of ours or it cannot be read, and Newer for a later form.
    """
    try:
        handle = open_file(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unread(path, error) from None
    try:
        return of_file(handle, path)
    except OSError as error:
        raise unread(path, error) from None
    finally:
        os.close(handle)


def open_file(path: Path, flags: int) -> int:
    """Open a journal, in mode 0600 where it is made. Raises OSError, and Spoilt for what is no file."""
    handle = os.open(path, flags | os.O_NONBLOCK, 0o600)  # a pipe in its place would hang
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise Spoilt(
        f"{path} is no file, and the journal cannot be there", "move it away: the journal is made anew then"
    )


def of_file(handle: int, path: Path) -> Tail | None:
    """The same of an open file. Goes back from its end to the last line that ends an entry."""
    size = os.fstat(handle).st_size
    look = _FIRST_LOOK
    while size:
        start = max(size - look, 0)
        piece = os.pread(handle, size - start, start)
        end = piece.rfind(b"\n") + 1
        while end > 0:
            begin = piece.rfind(b"\n", 0, end - 1) + 1
            if begin == 0 and start > 0:
                break  # it begins before the piece
            if (head := _head(piece[begin:end], path)) is not None:
                return Tail(head, start + end, size)
            end = begin
        if start == 0:
            return None
        look *= 8
    return None


def _head(line: bytes, path: Path) -> Head | None:
    """The entry that a line ends; None for a part of one that goes on."""
    found = numbered(line)
    if found is None:
        raise newer(path) if line.startswith(b'{"v":') and not line.startswith(b'{"v":1,') else _spoilt(path)
    number, rest = found
    if rest.startswith(_PART[1:]):
        return None
    try:
        return Head(number, _digest(rest))
    except ValueError:
        raise _spoilt(path) from None


def numbered(line: bytes) -> tuple[int, bytes] | None:
    """The number of the entry that a line is of, and what follows it; None for what is no line of this form."""
    number, _, rest = line.removeprefix(_STARTS).partition(b",")
    is_ours = line.startswith(_STARTS) and number.isdigit() and len(number) < _LONGEST_NUMBER
    return (int(number), rest) if is_ours else None


def head_of(line: bytes) -> Head | None:
    """The entry that such a line ends; None for a part of one. Raises ValueError for a hash that is none."""
    found = numbered(line)
    is_end = found is not None and found[1].startswith(_HASH[1:])
    return Head(found[0], _digest(found[1])) if found and is_end else None


def _digest(rest: bytes) -> bytes:
    return bytes.fromhex(rest.removeprefix(_HASH[1:])[:64].decode("ascii"))


def _spoilt(path: Path) -> Spoilt:
    return Spoilt(
        f"the journal {path} is damaged at its end",
        "keep a copy of it as it is; where the record itself is sound: privacyctl journal --anew",
    )


def unread(path: Path, error: OSError) -> Spoilt:
    """The failure for a journal that the system does not give."""
    return Spoilt(f"the journal {path} cannot be read: {why(error)}", f"see whose it is: ls -l {path}")


def newer(path: Path) -> Newer:
    """The failure for a journal of a later form."""
    return Newer(
        f"the journal {path} was written by a later privacyctl",
        "upgrade privacyctl: pip install --upgrade privacyctl",
    )
