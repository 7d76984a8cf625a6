"""An archive: a plain tar inside age, whose members have fixed names, so that `age -d` and `tar x` open it.

It is decrypted twice. The first time nothing is written: every piece is authenticated, and each
member is held against the manifest. Only then is it written out. So a torn or altered file leaves
no plain text behind.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO

from privacyctl.errors import Untrusted, Unwritable, why
from privacyctl.keeping import age, manifests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path
    from typing import Self

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
_HANDED = 1 << 20
"""Bytes of an archive that are hashed and written at once."""
_PRIVATE = 0o600


def write(
    out: BinaryIO,
    made_at: int,
    files: Mapping[str, Path],
    keys: Sequence[object],
    describe: Callable[[Mapping[str, manifests.Member]], CopyManifest],
    tell: Callable[[int], None],
) -> tuple[CopyManifest, manifests.Member]:
    """Write an encrypted archive into an open file; returns its manifest, and its SHA-256 and its size.

    `files` are the members by their names. Each is hashed as it goes in, so that the manifest, which
    `describe` makes of the hashes, says it of the very bytes; it is the last member. `tell` is called with
    the bytes of plain text so far; what it raises ends the work. Raises Unwritable.
    """
    with _Hashing(out) as sink:
        said: list[CopyManifest] = []
        age.encrypt(_Tarred(_tarred(made_at, files, describe, said.append, tell)), sink, keys)
    return said[0], sink.measured()


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


class _Hashing:
    """Hashes what goes into a file, and writes it, in a thread of its own: encrypting goes on meanwhile."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._digest, self._size = out, sha256(), 0
        self._waiting = bytearray()
        self._worker = ThreadPoolExecutor(1)
        self._last: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.shutdown()

    def write(self, data: bytes) -> int:
        self._waiting += data
        if len(self._waiting) >= _HANDED:
            self._hand_on()
        return len(data)

    def flush(self) -> None:
        """Wait until all is written. Raises what writing it did."""
        self._hand_on()
        self._wait()

    def measured(self) -> manifests.Member:
        return manifests.Member(sha256=self._digest.hexdigest(), bytes=self._size)

    def _hand_on(self) -> None:
        self._wait()
        self._last, self._waiting = self._worker.submit(self._take, self._waiting), bytearray()

    def _wait(self) -> None:
        """Wait for the piece before, so that two are in memory at most. Raises what writing it did."""
        if self._last is not None:
            self._last.result()

    def _take(self, data: bytearray) -> None:
        with memoryview(data) as piece:
            at = 0
            while at < len(piece):  # a disk that is nearly full takes a part
                at += self._out.write(piece[at:])
        self._digest.update(data)
        self._size += len(data)


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
    made_at: int,
    files: Mapping[str, Path],
    describe: Callable[[Mapping[str, manifests.Member]], CopyManifest],
    note: Callable[[CopyManifest], None],
    tell: Callable[[int], None],
) -> Iterator[bytes]:
    members: dict[str, manifests.Member] = {}
    done = 0
    for name, path in files.items():
        with path.open("rb") as file:
            size = left = os.fstat(file.fileno()).st_size
            digest = sha256()
            yield _header(name, size, made_at)
            while left and (piece := file.read(min(_PIECE, left))):
                left -= len(piece)
                done += len(piece)
                tell(done)
                digest.update(piece)
                yield piece
        if left:
            raise OSError(f"{name} became shorter")
        members[name] = manifests.Member(sha256=digest.hexdigest(), bytes=size)
        yield _padding(size)
    manifest = describe(members)
    note(manifest)
    said = manifests.written(manifest)
    yield _header(MANIFEST, len(said), made_at)
    yield said + _padding(len(said))
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
