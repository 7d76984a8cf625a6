"""Handing out files about one person: private, whole, and never in the place of another file."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from privacyctl import atomic_files
from privacyctl.bounded_files import read_file
from privacyctl.errors import Refused, already_there, unwritten
from privacyctl.output import access_document
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.model.access_document import Document

_PRIVATE_FOLDER = 0o700
_LARGEST = 30_000_000


@dataclass
class AccessFiles:
    """The two files of one answer, in a folder. Their names say the case and nobody's name."""

    folder: Path
    files: tuple[Path, ...] = ()
    _made: list[Path] = field(default_factory=list)

    def __call__(self, document: Document) -> AccessFiles:
        """Write both. An answer that was being given when it was stopped is finished as it was begun.

        Raises Refused where something else has such a name, BadInput where nothing can be written.
        """
        page, data = self.paths(document.case)
        made = access_document.document(document)
        try:
            self._make_folder()
            begun = _begun(data, made)
            self._place(data, access_document.text(begun))
            self._place(page, access_document.page(begun))
            self.files = (page, data)
            atomic_files.settle(self.folder)  # the names are on the disk before the record says so
        except OSError as error:
            self.take_back()
            raise unwritten(self.folder, error, "name another place: --out FOLDER") from None
        except Refused:
            self.take_back()
            raise
        return self

    def paths(self, case: int) -> tuple[Path, Path]:
        """Where the page and the data go."""
        return self.folder / f"access-case-{case}.html", self.folder / f"access-case-{case}.json"

    def take_back(self) -> None:
        """Remove what was written just now."""
        for path in self._made:
            path.unlink(missing_ok=True)
        self._made.clear()

    def _make_folder(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(mode=_PRIVATE_FOLDER, parents=True)
        elif self.folder.stat().st_mode & 0o077:
            stream.complain(
                "warning", f"others on this machine may look into {self.folder}", f"chmod 700 {self.folder}"
            )

    def _place(self, path: Path, text: str) -> None:
        with _opened(path.parent) as folder, _finished(path, text.encode()) as built:
            try:
                # Only with a descriptor does it follow /proc to a file that has no name yet.
                os.link(built.absolute(), path, src_dir_fd=folder)
            except FileExistsError:
                if path.is_symlink() or read_file(path, len(text.encode())) != text.encode():
                    raise Refused(already_there(path), "name another folder: --out FOLDER") from None
                return
        self._made.append(path)


@contextlib.contextmanager
def _finished(path: Path, data: bytes) -> Iterator[Path]:
    """The bytes in a finished file that needs only its name: where the system can, one without any.

    Killed before it is named, such a file is gone, and no half of an answer lies about.
    """
    try:
        handle = os.open(path.parent, os.O_WRONLY | os.O_TMPFILE, atomic_files.PRIVATE)
    except (AttributeError, OSError):  # not Linux, or a file system that has none
        with atomic_files.beside(path, [data]) as built:
            yield built
        return
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
        yield Path(f"/proc/self/fd/{out.fileno()}")


def _begun(path: Path, made: dict[str, Any]) -> dict[str, Any]:
    """The document that stands there already, where it says the same and is only of an earlier moment."""
    try:
        standing = json.loads(read_file(path, _LARGEST) or b"")
    except (FileNotFoundError, ValueError, RecursionError):
        return made
    same = isinstance(standing, dict) and standing | {"as_of": made["as_of"]} == made
    return standing if same else made


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    folder = os.open(path, os.O_RDONLY)
    try:
        yield folder
    finally:
        os.close(folder)
