"""A folder that holds copies: placing one, reading it back from there, finding those that are there, deleting one."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from dataclasses import dataclass
from hashlib import sha256
from io import FileIO
from mmap import mmap
from typing import TYPE_CHECKING, TypeVar

from privacyctl.atomic_files import settle
from privacyctl.errors import Failure, Untrusted, Unwritable, why
from privacyctl.keeping import manifests
from privacyctl.model.copies import FoundCopy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from privacyctl.keeping.manifests import CopyManifest, Member

_PIECE = 1 << 20
_PRIVATE = 0o600
PATIENCE = 60.0
"""Seconds in which a target must take or give a byte. A mount that hangs blocks in the kernel, past any time limit."""
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class CopyFolder:
    """One folder for copies of one record."""

    folder: Path
    record: str
    """The hash after the record's first entry: copies of other records are left alone."""
    patience: float = PATIENCE

    def place(self, archive: Path, manifest: CopyManifest, measured: Member, name: str) -> None:
        """Copy an archive there, read it back, and only then give it its name; its manifest beside it.

        Nothing is left under a final name where that fails. Raises Unwritable for a target that is missing,
        full, or takes nothing, and Untrusted where another file comes back than was given.
        """
        self._patiently(lambda tell: self._place(archive, manifest, measured, name, tell))

    def copies(self) -> list[FoundCopy]:
        """The copies of this record that lie there, the oldest first. Raises Unwritable where it is out of reach."""
        return self._patiently(lambda _: self._copies())

    def reads_back(self, name: str) -> bool:
        """Whether an archive there still is the one that its manifest speaks of."""
        return self._patiently(lambda tell: self._reads_back(name, tell))

    def delete(self, name: str) -> None:
        """Delete an archive and its manifest. Raises Unwritable where it is still there."""

        def gone(_: Callable[[], None]) -> None:
            (self.folder / name).unlink(missing_ok=True)
            (self.folder / f"{name}.json").unlink(missing_ok=True)
            settle(self.folder)

        self._patiently(gone)

    def _place(
        self, archive: Path, manifest: CopyManifest, measured: Member, name: str, tell: Callable[[], None]
    ) -> None:
        final = self.folder / name
        if final.exists():
            raise Unwritable(f"{final} is there already", "wait a second, then: privacyctl backup")
        part = self.folder / f".privacyctl-{name}.part"
        beside = self.folder / f".privacyctl-{name}.json.part"
        try:
            part.unlink(missing_ok=True)
            _copy(archive, part, tell)
            if _hashed(part, tell) != measured.sha256:
                raise Untrusted(
                    f"{self.folder} gave back another copy than it was given",
                    "the disk or the network there spoils what it takes: name another target",
                )
            said = manifest.model_copy(update={"sha256": measured.sha256, "bytes": measured.bytes})
            beside.unlink(missing_ok=True)
            _write(beside, manifests.written(said))
            beside.replace(self.folder / f"{name}.json")
            part.replace(final)
            settle(self.folder)
        finally:
            for left in (part, beside):
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)

    def _copies(self) -> list[FoundCopy]:
        found = []
        for path in sorted(self.folder.iterdir()):
            said = manifests.named(path.name)
            if said is None or not path.is_file() or path.is_symlink() or not self._is_of_record(path.name):
                continue
            found.append(FoundCopy(path.name, said.made_at, said.seq))
        return found

    def _is_of_record(self, name: str) -> bool:
        manifest = self._manifest(name)
        return manifest is not None and manifest.record == self.record

    def _manifest(self, name: str) -> CopyManifest | None:
        try:
            with (self.folder / f"{name}.json").open("rb") as file:
                return manifests.read(file.read(manifests.LARGEST), name)
        except (OSError, Failure):
            return None

    def _reads_back(self, name: str, tell: Callable[[], None]) -> bool:
        manifest = self._manifest(name)
        return manifest is not None and _hashed(self.folder / name, tell) == manifest.sha256

    def _patiently(self, run: Callable[[Callable[[], None]], Answer]) -> Answer:
        """Run something that reads or writes there; give it up where nothing moves for too long."""
        moved, done = threading.Event(), threading.Event()
        answers: list[Answer] = []
        errors: list[BaseException] = []

        def tell() -> None:
            moved.set()

        def work() -> None:
            try:
                answers.append(run(tell))
            except BaseException as error:  # noqa: BLE001  (handed to the thread that waits)
                errors.append(error)
            finally:
                done.set()
                moved.set()

        threading.Thread(target=work, daemon=True).start()
        while not done.is_set():
            if not moved.wait(self.patience):
                raise Unwritable(
                    f"{self.folder} took nothing for {self.patience:.0f} seconds, and was given up",
                    "see whether it is mounted, and answers",
                )
            moved.clear()
        if not errors:
            return answers[0]
        error = errors[0]
        if isinstance(error, OSError):
            raise Unwritable(
                f"{self.folder} cannot be used: {why(error)}",
                f"see whether it is there, and has room: df {self.folder}",
            ) from None
        raise error


def _copy(source: Path, target: Path, tell: Callable[[], None]) -> None:
    """Copy a file, to the medium. The first copy on the disk of the file itself is that file, under another name."""
    if source.stat().st_nlink == 1 and _is_linked(source, target):
        with target.open("rb+", buffering=0) as file:
            os.fsync(file.fileno())
        return
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(handle, "wb", buffering=0) as out, source.open("rb") as file:
        while piece := file.read(_PIECE):
            rest = memoryview(piece)
            while rest:
                rest = rest[out.write(rest) :]
                tell()
        os.fsync(out.fileno())


def _is_linked(source: Path, target: Path) -> bool:
    try:
        target.hardlink_to(source)
    except OSError:  # on another disk, or one without links
        return False
    return True


def _hashed(path: Path, tell: Callable[[], None]) -> str:
    """The SHA-256 of a file, from the medium and not from memory where the system can be told so."""
    if direct := getattr(os, "O_DIRECT", 0):
        try:
            return _hashed_by(os.open(path, os.O_RDONLY | direct), tell)
        except OSError as error:
            if error.errno != errno.EINVAL:  # a file system that reads through memory alone
                raise
    handle = os.open(path, os.O_RDONLY)
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    return _hashed_by(handle, tell)


def _hashed_by(handle: int, tell: Callable[[], None]) -> str:
    digest = sha256()
    # A buffer of whole pages, as what goes past memory must be; nor may it be read on from within a page.
    with FileIO(handle) as file, mmap(-1, _PIECE) as pages, memoryview(pages) as piece:
        left = os.fstat(handle).st_size
        while left > 0 and (taken := file.readinto(piece)):
            digest.update(piece[:taken])
            left -= taken
            tell()
    return digest.hexdigest()


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
