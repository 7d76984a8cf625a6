"""The list of erasures beside the data file, `NAME.erasures`, for the day an old copy is put back.

An old copy of the data file still holds everybody who was erased after it was made. The list
is no part of the copy, so it names them still: by keyed hashes, from which nobody can be read.
One JSON document a line, each with the version of its form and a sum of its own; append-only.
"""

from __future__ import annotations

import fcntl
import json
import os
import stat
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from privacyctl.atomic_files import settle
from privacyctl.errors import Unwritable, why
from privacyctl.model.erasure import ErasureReason, Listing
from privacyctl.model.ids import ContactId
from privacyctl.model.moment import Moment, iso

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


VERSION = 1
_LONGEST = 10_000_000
"""The longest line, in bytes; 66 for each order of somebody."""
_KEYS = {"v", "contact", "at", "key", "normalisation", "because", "addresses", "orders"}
_SUM = b',"check":"'
_SUM_ENDS = b'"}'
_DIGITS = 16
"""Of the SHA-256 over what stands before it in the line. Lines of earlier versions have no sum."""


@dataclass(frozen=True, slots=True)
class ErasureList:
    """The erasures listed. `unread` counts lines that cannot be read: torn ones, or a later version's."""

    listings: tuple[Listing, ...]
    unread: int
    mode: int | None
    """The file's mode; None without a file."""
    damaged: tuple[int, ...] = ()
    """The lines, by their numbers, that were whole and were changed since: whom they name cannot be told."""

    def lists(self, wanted: Listing) -> bool:
        return any(one.covers(wanted) for one in self.listings)

    def naming(self, address: bytes) -> tuple[ContactId, ...]:
        """The numbers of the contacts erased under this address (its fingerprint); the latest first."""
        return tuple(
            dict.fromkeys(one.contact for one in reversed(self.listings) if address in one.addresses)
        )


def beside(db: Path) -> Path:
    """The list of a data file: beside the file itself, where it is named by a link."""
    real = db.resolve() if db.is_symlink() else db
    return real.with_name(f"{real.name}.erasures")


def read(db: Path) -> ErasureList:
    """Read the list beside a data file; empty without a file. Raises Unwritable where it cannot be read."""
    return read_file(beside(db))


def read_file(path: Path) -> ErasureList:
    """Read a list, wherever it lies; empty without a file. Raises Unwritable where it cannot be read."""
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            lines = [line.removesuffix(b"\n") for line in iter(partial(file.readline, _LONGEST), b"")]
    except FileNotFoundError:
        return ErasureList((), 0, None)
    except OSError as error:
        raise Unwritable(
            f"the list of erasures {path} cannot be read: {why(error)}", "check whose it is, and its mode"
        ) from None
    found = [(number, line, _listing(line)) for number, line in enumerate(lines, start=1) if line]
    return ErasureList(
        tuple(one for _, _, one in found if one is not None),
        sum(one is None for _, _, one in found),
        mode,
        tuple(number for number, line, one in found if one is None and _was_whole(line)),
    )


def add(db: Path, listings: Sequence[Listing]) -> int:
    """Add erasures to the list and sync it, before any row is deleted; returns how many were new.

    An erasure that is listed already is not added again. A line that a power cut tore is ended
    first; it is ignored, since its erasure had not begun.
    """
    path = beside(db)
    is_new = not path.exists()
    try:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # two erasures at once do not tear one another's lines
            known = read(db)
            wanted = [one for one in listings if not known.lists(one)]
            if not wanted:
                return 0
            size = file.seek(0, os.SEEK_END)
            is_torn = size > 0 and os.pread(file.fileno(), 1, size - 1) != b"\n"
            file.write(b"\n" * is_torn + b"".join(_line(one) for one in wanted))
            os.fsync(file.fileno())
        if is_new:
            settle(path.parent)
    except OSError as error:
        raise Unwritable(
            f"the list of erasures {path} cannot be written ({why(error)}), and nothing was erased",
            "make room, or check the folder's mode, and run the command again",
        ) from None
    return len(wanted)


def _line(one: Listing) -> bytes:
    document = {
        "v": VERSION,
        "contact": one.contact,
        "at": iso(one.at),
        "key": one.secret,
        "normalisation": one.normalisation,
        "because": one.because.value,
        "addresses": [mark.hex() for mark in one.addresses],
        "orders": [mark.hex() for mark in one.orders],
    }
    text = json.dumps(document, separators=(",", ":")).encode().removesuffix(b"}")
    return text + _SUM + _sum(text) + _SUM_ENDS + b"\n"


def _sum(text: bytes) -> bytes:
    return sha256(text).hexdigest()[:_DIGITS].encode()


def _was_whole(line: bytes) -> bool:
    """Whether a line that cannot be read was written to its end; else a power cut tore it, and it named nobody."""
    return line.endswith(b"}") or len(line.partition(_SUM)[2]) >= _DIGITS + len(_SUM_ENDS)


def _listing(line: bytes) -> Listing | None:
    text, sum_begins, rest = line.partition(_SUM)
    if sum_begins and rest != _sum(text) + _SUM_ENDS:
        return None
    try:
        document: dict[str, Any] = json.loads(line)
        if document["v"] != VERSION or document.keys() - {"check"} != _KEYS:
            return None
        at = Moment(int(datetime.fromisoformat(document["at"]).timestamp()))
        return Listing(
            ContactId(int(document["contact"])),
            at,
            tuple(bytes.fromhex(mark) for mark in document["addresses"]),
            tuple(bytes.fromhex(mark) for mark in document["orders"]),
            int(document["key"]),
            int(document["normalisation"]),
            ErasureReason(document["because"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
