"""The lines of a journal, each checked: its MAC, its place, and the chain's hash."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from privacyctl.errors import Failure
from privacyctl.model.audit import GENESIS, Head
from privacyctl.model.journalled import VERSION
from privacyctl.store.journal import lines, tail
from privacyctl.store.journal.tail import LONGEST, Spoilt, newer, unread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from privacyctl.model.suppression import Fingerprints
    from privacyctl.store.journal.lines import JournalLine


def heads(path: Path) -> Iterator[Head]:
    """The entries of a journal with their hashes, in order, by the beginnings of its lines alone.

    Raises Spoilt for a line that is none of ours, but for a torn one at the end.
    """
    for raw, is_last in _raw(path):
        found = tail.numbered(raw)
        if found is None:
            if is_last and not raw.endswith(b"\n"):
                return
            raise spoilt(path, None)
        try:
            head = tail.head_of(raw)
        except ValueError:
            raise spoilt(path, found[0]) from None
        if head is not None:
            yield head


def lines_of(path: Path, mark: Fingerprints | None) -> Iterator[JournalLine]:
    """Every line of a journal, in order.

    Without `mark`, the MACs are not looked at. Raises Spoilt, naming the entry, where a MAC or a hash does not
    fit or an entry is not in its place, and Newer for a later form. A torn line at the end is passed over: its
    entry was not acknowledged, or is still in the record.
    """
    before, expected = GENESIS, 1
    parts: list[str] = []
    for raw, is_last in _raw(path):
        is_torn = is_last and not raw.endswith(b"\n")
        document = lines.opened(raw, mark)
        if document is None or document.get("v") != VERSION:
            if is_torn:
                return
            if raw.startswith(b'{"v":') and not raw.startswith(b'{"v":1,'):
                raise newer(path)
            raise spoilt(path, expected)
        try:
            whole = _whole(document, parts, expected)
            if whole is None:
                continue
            line = lines.read(whole, expected, bytes.fromhex(document["hash"]))
            before = sha256(before + line.body.encode()).digest()
            if before != line.hash or line.document["seq"] != expected:
                raise spoilt(path, expected)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise spoilt(path, expected) from None
        expected += 1
        yield line


def first_damage(path: Path, mark: Fingerprints) -> Failure | None:
    """What is wrong with the first line that does not fit; None where all of them do."""
    try:
        for _ in lines_of(path, mark):
            pass
    except Failure as failure:
        return failure
    return None


def first_unsealed(path: Path, mark: Fingerprints, until: int) -> Failure | None:
    """What is wrong with the first line, up to an entry, whose MAC does not fit or that is not in its place.

    Much faster than `first_damage`: who has no key cannot write a line, whatever it says.
    """
    expected = 1
    try:
        for raw, _ in _raw(path):
            found = tail.numbered(raw)
            if not raw.endswith(b"\n") or (found is not None and found[0] > until):
                break
            if raw.startswith(b'{"v":') and not raw.startswith(b'{"v":1,'):
                return newer(path)
            if found is None or found[0] != expected or not lines.is_sealed(raw, mark):
                return spoilt(path, expected)
            expected += tail.head_of(raw) is not None
    except Failure as failure:
        return failure
    except ValueError:
        return spoilt(path, expected)
    return None


def _whole(document: dict[str, Any], parts: list[str], expected: int) -> dict[str, Any] | None:
    """The document of an entry; None while parts of it are missing. Raises ValueError out of order."""
    if document["seq"] != expected:
        raise ValueError
    if "part" not in document:
        if parts:
            raise ValueError
        return document
    if document["part"] != len(parts) + 1:
        raise ValueError
    parts.append(document["text"])
    if document["part"] < document["of"]:
        return None
    text = "".join(parts)
    parts.clear()
    return lines.unpacked("{" + text[1:])


def _raw(path: Path) -> Iterator[tuple[bytes, bool]]:
    """The lines as they stand, and whether each is the last."""
    try:
        with os.fdopen(tail.open_file(path, os.O_RDONLY), "rb") as file:
            ahead = file.readline(LONGEST + 1)
            while raw := ahead:
                ahead = file.readline(LONGEST + 1)
                yield raw, not ahead
    except OSError as error:
        raise unread(path, error) from None


def spoilt(path: Path, entry: int | None) -> Spoilt:
    """The failure for a journal that another program changed, or a disk."""
    where = "" if entry is None else f" at entry {entry}"
    return Spoilt(
        f"the journal {path} is damaged{where}",
        "keep a copy of it as it is; where a sound record stands: privacyctl journal --anew; to restore a copy alone,"
        " and lose what was done after it: --without-journal",
    )


def texts(path: Path, since: int) -> Iterator[str]:
    """The lines after the one of an entry, as they stand in the file and without their ends. Raises Spoilt."""
    for raw, is_last in _raw(path):
        found = tail.numbered(raw)
        if is_last and not raw.endswith(b"\n"):
            return
        if found is None:
            raise spoilt(path, None)
        if found[0] > since:
            yield raw.decode("ascii", "replace").rstrip("\n")
