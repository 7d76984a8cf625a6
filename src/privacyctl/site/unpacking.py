"""What a file or an answer consists of: the members of an archive, a compressed text, the pages of a PDF.

Each part is read within bounds; what is not read is named, for it may show what is looked for.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from privacyctl.model.look_reason import LookReason
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site import pdf
from privacyctl.site.body_kinds import ENOUGH, BodyKind, kind_of
from privacyctl.site.decoding import UnreadableBody, decode

LARGEST = 5_000_000
"""In bytes: a larger text or picture is not read."""
_LARGEST_PACKED = 50_000_000
"""In bytes: a larger PDF or compressed file is not opened. An archive may have any size."""
_MOST_MEMBERS = 2_000
_DEEPEST = 4
"""An archive within an archive, and so on."""
_PACKED_ENDINGS = {".gz": "", ".br": "", ".zst": "", ".xz": "", ".bz2": "", ".svgz": ".svg", ".tgz": ".tar"}


class Unpacked(NamedTuple):
    """One part that can be searched."""

    name: str
    """The file's own, without the ending of a compression; of a member with the archive's before it, and a slash."""
    kind: BodyKind
    data: bytes
    is_member: bool = False
    """Whether it lies in an archive or a PDF, which visitors fetch and open by themselves."""


@dataclass
class _Budget:
    """What may still be read of one file."""

    with_pictures: bool
    """Whether the pictures in a PDF are wanted: to decode them takes longer than all the rest."""
    bytes: int = _LARGEST_PACKED
    members: int = _MOST_MEMBERS


def unpack(file: IO[bytes], name: str, *, with_pictures: bool = True) -> Iterator[Unpacked | Unread]:
    """The parts of a file, from its beginning. Never raises for what is in it; OSError where it cannot be read.

    Before the parts of an archive's member comes one without data, which stands for the member's name. What can show
    neither words nor a picture has no parts.
    """
    return _unpack(file, name, _Budget(with_pictures), 0)


def _unpack(file: IO[bytes], name: str, budget: _Budget, depth: int) -> Iterator[Unpacked | Unread]:
    beginning = file.read(ENOUGH)
    kind = kind_of(beginning, name)
    is_member = depth > 0
    if kind in (BodyKind.MUTE, BodyKind.MEDIA):
        return
    if kind is BodyKind.ARCHIVE or depth > _DEEPEST:
        yield Unread(name, WhyUnread.ARCHIVE)
    elif kind.is_archive and depth == 0:
        file.seek(0)
        yield from _members(_opened(file, kind), name, budget, depth)
    else:
        is_packed = kind is BodyKind.PDF or kind.is_compressed or kind.is_archive
        most = _LARGEST_PACKED if is_packed else LARGEST
        data = beginning + file.read(max(min(most, budget.bytes) - len(beginning) + 1, 0))
        budget.bytes -= len(data)
        if len(data) > most or budget.bytes < 0:
            yield Unread(name, WhyUnread.TOO_LARGE, is_picture=kind is BodyKind.PICTURE)
        elif kind.is_archive:
            yield from _members(_opened(io.BytesIO(data), kind), name, budget, depth)
        elif kind.is_compressed:
            yield from _decompressed(data, kind, name, budget, depth)
        elif kind is BodyKind.PDF:
            yield from _of_pdf(data, name, budget, depth)
        else:
            yield Unpacked(name, kind, data, is_member)
            if kind in (BodyKind.UNKNOWN, BodyKind.DOCUMENT):
                yield Unread(name, WhyUnread.UNKNOWN)


def _decompressed(
    data: bytes, kind: BodyKind, name: str, budget: _Budget, depth: int
) -> Iterator[Unpacked | Unread]:
    try:
        body = decode(data, kind, most=max(budget.bytes, 0))
    except UnreadableBody as none:
        why = WhyUnread.TOO_LARGE if none.reason is LookReason.TOO_LARGE else WhyUnread.DAMAGED
        yield Unread(name, why)
        return
    ending = PurePosixPath(name).suffix
    inner = name.removesuffix(ending) + _PACKED_ENDINGS.get(ending.lower(), ending)
    yield from _unpack(io.BytesIO(body), inner, budget, depth + 1 if kind_of(body).is_archive else depth)


def _of_pdf(data: bytes, name: str, budget: _Budget, depth: int) -> Iterator[Unpacked | Unread]:
    for one in pdf.read(data, with_pictures=budget.with_pictures):
        if isinstance(one, pdf.Attached):
            yield from _unpack(io.BytesIO(one.data), f"{name}/{one.name}", budget, depth + 1)
        elif isinstance(one, bytes):
            yield Unpacked(name, BodyKind.PDF, one, depth > 0)
        else:
            yield Unread(name, one, is_picture=one is WhyUnread.DRAWN)


class _Member(NamedTuple):
    name: str
    open: Callable[[], IO[bytes]]
    is_locked: bool = False


def _members(found: Iterator[_Member], name: str, budget: _Budget, depth: int) -> Iterator[Unpacked | Unread]:
    inner = name
    try:
        for member in found:
            inner = f"{name}/{member.name}"
            budget.members -= 1
            if budget.members < 0:
                yield Unread(name, WhyUnread.TOO_MANY)
                return
            yield Unpacked(inner, BodyKind.MUTE, b"", is_member=True)
            if member.is_locked:
                yield Unread(inner, WhyUnread.LOCKED)
            else:
                with member.open() as opened:
                    yield from _unpack(opened, inner, budget, depth + 1)
            inner = name
    except NotImplementedError:  # a compression that Python's zipfile does not know
        yield Unread(inner, WhyUnread.UNKNOWN)
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        zlib.error,
        LZMAError,
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
    ):
        yield Unread(inner, WhyUnread.DAMAGED)


def _opened(archive: IO[bytes], kind: BodyKind) -> Iterator[_Member]:
    return _in_zip(archive) if kind is BodyKind.ZIP else _in_tar(archive)


def _in_zip(file: IO[bytes]) -> Iterator[_Member]:
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if not member.is_dir():
                yield _Member(member.filename, partial(archive.open, member), bool(member.flag_bits & 1))


def _in_tar(file: IO[bytes]) -> Iterator[_Member]:
    with tarfile.open(fileobj=file, mode="r:") as archive:
        for member in archive:
            if member.isfile():
                yield _Member(member.name, partial(_member, archive, member))


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    return archive.extractfile(member) or io.BytesIO()
