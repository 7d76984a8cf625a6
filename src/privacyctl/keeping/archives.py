"""An archive: a plain tar inside age, whose members have fixed names, so that `age -d` and `tar x` open it.

It is decrypted twice. The first time nothing is written: every piece is authenticated, and each
member is held against the manifest. Only then is it written out. So a torn or altered file leaves
no plain text behind.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from typing import TYPE_CHECKING, BinaryIO

from privacyctl.errors import Untrusted, Unwritable, why
from privacyctl.keeping import age, manifests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from hashlib import _Hash
    from pathlib import Path

    from privacyctl.keeping.manifests import CopyManifest

RECORD, JOURNAL, ERASURES, SETTINGS, MANIFEST = (
    "privacyctl.db",
    "privacyctl.db.journal",
    "privacyctl.db.erasures",
    "privacyctl.toml",
    "manifest.json",
)
"""The members. No other name is taken out of an archive."""
_NAMES = frozenset((RECORD, JOURNAL, ERASURES, SETTINGS, MANIFEST))
_BLOCK = tarfile.BLOCKSIZE
_PIECE = 1 << 20
_PRIVATE = 0o600


def measured(path: Path) -> manifests.Member:
    """The SHA-256 and the size of a file."""
    with path.open("rb") as file:
        return manifests.Member(sha256=file_digest(file, sha256).hexdigest(), bytes=file.tell())


def write(
    out: BinaryIO,
    manifest: CopyManifest,
    files: Mapping[str, Path],
    keys: Sequence[object],
    tell: Callable[[int], None],
) -> manifests.Member:
    """Write an encrypted archive into an open file; returns its SHA-256 and its size.

    `files` are the members by their names, which the manifest describes already. `tell` is called with the
    bytes of plain text so far. Raises Unwritable.
    """
    sink = _Hashing(out)
    age.encrypt(_Tarred(_tarred(manifests.written(manifest), manifest, files, tell)), sink, keys)
    return manifests.Member(sha256=sink.digest.hexdigest(), bytes=sink.size)


def check(path: Path, keys: Sequence[object], tell: Callable[[int], None] = lambda _: None) -> CopyManifest:
    """Decrypt an archive from its first byte to its last, and write nothing of it.

    Returns the manifest inside. Raises Untrusted where it is not whole, or a member is not as the manifest says.
    """
    sink = _Untarring(path.name, None, tell)
    age.decrypt(path, sink, keys)
    return sink.finish()


def take_out(
    path: Path,
    manifest: CopyManifest,
    keys: Sequence[object],
    folder: Path,
    tell: Callable[[int], None] = lambda _: None,
) -> None:
    """Decrypt an archive that was checked into a private folder. Raises as `check`, and Unwritable."""
    wanted = sum(one.bytes for one in manifest.members.values())
    if shutil.disk_usage(folder).free < wanted + (1 << 20):
        raise Unwritable(
            f"the disk has no room for {wanted} bytes of plain text; nothing was changed",
            "free some space and run the command again",
        )
    sink = _Untarring(path.name, folder, tell)
    try:
        age.decrypt(path, sink, keys)
        found = sink.finish()
    finally:
        sink.close()
    if found != manifest:
        raise Untrusted(
            f"{path.name} was changed while it was read; nothing was changed", "run the command again"
        )


@dataclass
class _Hashing:
    """Hashes what goes into a file."""

    out: BinaryIO
    digest: _Hash = field(default_factory=sha256)
    size: int = 0

    def write(self, data: bytes) -> int:
        self.out.write(data)
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        self.out.flush()


class _Tarred:
    """The bytes of a tar, read as they are made."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            # It is asked for in small parts: what is left is not copied each time.
            self._rest = memoryview(piece)
        end = len(self._rest) if size < 0 else size
        taken, self._rest = bytes(self._rest[:end]), self._rest[end:]
        return taken


def _tarred(
    manifest: bytes, said: CopyManifest, files: Mapping[str, Path], tell: Callable[[int], None]
) -> Iterator[bytes]:
    yield _header(MANIFEST, len(manifest), said.made_at)
    yield manifest + _padding(len(manifest))
    done = 0
    for name, path in files.items():
        size = said.members[name].bytes
        yield _header(name, size, said.made_at)
        with path.open("rb") as file:
            left = size
            while left and (piece := file.read(min(_PIECE, left))):
                left -= len(piece)
                done += len(piece)
                tell(done)
                yield piece
        if left:
            raise OSError(f"{name} became shorter")
        yield _padding(size)
    yield bytes(2 * _BLOCK)


def _header(name: str, size: int, made_at: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, _PRIVATE, made_at
    return info.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)


class _Untarring:
    """Takes a tar piece by piece; with a folder its members are written there. What is not ours is refused."""

    def __init__(self, archive: str, folder: Path | None, tell: Callable[[int], None]) -> None:
        self._archive, self._folder, self._tell = archive, folder, tell
        self._waiting = bytearray()
        self._left = self._pad = self._taken = 0
        self._name: str | None = None
        self._out: BinaryIO | None = None
        self._digest = sha256()
        self._manifest = bytearray()
        self._found: dict[str, tuple[str, int]] = {}
        self._is_over = False

    def write(self, data: bytes) -> int:
        self._waiting += data
        self._taken += len(data)
        self._tell(self._taken)
        while self._step():
            pass
        return len(data)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        if self._out is not None:
            self._out.close()
            self._out = None

    def finish(self) -> CopyManifest:
        """The manifest, where every member is as it says, and none is missing or too many."""
        if self._name is not None or not self._is_over:
            raise self._torn()
        manifest = manifests.read(bytes(self._manifest), self._archive)
        said = {name: (one.sha256, one.bytes) for name, one in manifest.members.items()}
        if said != self._found or RECORD not in said:
            raise self._torn()
        return manifest

    def _step(self) -> bool:
        if self._name is not None:
            return self._take_member()
        if self._pad:
            return self._drop_padding()
        if len(self._waiting) < _BLOCK:
            return False
        block = bytes(self._waiting[:_BLOCK])
        del self._waiting[:_BLOCK]
        if not any(block):
            self._is_over = True
            return True
        if self._is_over:
            raise self._torn()
        self._begin(block)
        return True

    def _begin(self, block: bytes) -> None:
        try:
            info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError):
            raise self._torn() from None
        known = info.name in _NAMES and info.name not in self._found
        if not known or info.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or info.linkname:
            raise Untrusted(
                f"{self._archive} holds something that is none of a record's",
                "privacyctl did not make it: leave it alone",
            )
        if info.name == MANIFEST and (info.size > manifests.LARGEST or self._manifest):
            raise self._torn()
        self._name, self._left, self._pad = info.name, info.size, -info.size % _BLOCK
        self._size, self._digest = info.size, sha256()
        if self._folder is not None and info.name != MANIFEST:
            try:
                handle = os.open(self._folder / info.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
            except OSError as error:
                raise Unwritable(f"the copy cannot be written out: {why(error)}", "see the disk") from None
            self._out = os.fdopen(handle, "wb")
        if not self._left:
            self._end()

    def _take_member(self) -> bool:
        if not self._waiting:
            return False
        piece = bytes(self._waiting[: self._left])
        del self._waiting[: len(piece)]
        self._left -= len(piece)
        self._digest.update(piece)
        if self._name == MANIFEST:
            self._manifest += piece
        if self._out is not None:
            self._out.write(piece)
        if not self._left:
            self._end()
        return True

    def _end(self) -> None:
        name, self._name = self._name, None
        if self._out is not None:
            self._out.flush()
            os.fsync(self._out.fileno())
            self.close()
        if name is not None and name != MANIFEST:
            self._found[name] = (self._digest.hexdigest(), self._size)

    def _drop_padding(self) -> bool:
        if not self._waiting:
            return False
        taken = min(self._pad, len(self._waiting))
        del self._waiting[:taken]
        self._pad -= taken
        return True

    def _torn(self) -> Untrusted:
        return Untrusted(
            f"{self._archive} does not hold what its manifest says",
            "take another copy, or the same from another place",
        )
