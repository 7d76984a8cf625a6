"""Who may read or write the data file and what lies around it, beside whoever it belongs to (promise P9).

`doctor` tells of each file and folder; the ninth promise asks the same function.
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_FILE, _FOLDER = 0o600, 0o700
_OTHERS, _OTHERS_WRITE, _ANYBODY_WRITES = 0o077, 0o022, 0o002
_BESIDE = ("-journal", "-wal", "-shm", ".erasures", ".journal")


class Guarded(NamedTuple):
    """A file or a folder that nobody else should get at, with the mode that it has."""

    path: Path
    mode: int
    owner: int
    """The number of the user to whom it belongs."""
    is_folder: bool
    is_around: bool
    """Whether it is a folder around the one of the data file: others may look into it, and not write."""
    holds_people: bool
    """Whether it is a file with personal data in it. The settings hold none."""

    @property
    def may_be_read(self) -> bool:
        """Whether others can read the file, or see what lies in the folder."""
        return not self.is_around and bool(self.mode & _OTHERS)

    @property
    def may_be_written(self) -> bool:
        """Whether others can change the file; or put another one in its place, in the folder or around it."""
        if not self.is_around:
            return bool(self.mode & _OTHERS_WRITE)
        # In a folder with the sticky bit, such as /tmp, each can move their own files alone. A group
        # is left alone: many a home folder is writable by a group that has nobody else in it.
        return bool(self.mode & _ANYBODY_WRITES) and not self.mode & stat.S_ISVTX

    @property
    def is_private(self) -> bool:
        """Whether it is as the promise has it: nobody else can write it, nor read people's data in it."""
        return not (self.may_be_written or (self.holds_people and self.may_be_read))

    @property
    def wanted(self) -> int:
        """The mode that closes it."""
        if self.is_around:
            return self.mode & ~_OTHERS_WRITE
        return _FOLDER if self.is_folder else _FILE


def guarded(path: Path, named: Path, config: Path) -> list[Guarded]:
    """Everything that matters for the privacy of a data file, those that are there.

    `path` is the file itself, `named` the name that was typed, from where a link may lead to
    it; `config` is where its settings are, or would be.
    """
    beside = [path.with_name(path.name + end) for end in _BESIDE]
    beside += sorted(path.parent.glob(f"{path.name}.before-[vr]*"))
    files = [one for one in (path, config, *beside) if one.exists()]
    folders = _folders((path, named, config))
    found = [_guarded(one, holds_people=one != config) for one in files]
    found.append(_guarded(path.parent))
    return found + [_guarded(one, is_around=True) for one in folders if one != path.parent]


def _folders(files: Sequence[Path]) -> Iterator[Path]:
    """Each folder through which one of these is reached, once: by its name, and where a link leads to."""
    through = {
        folder: None
        for file in files
        for reached in (file.absolute(), file.resolve())
        for folder in reached.parents
    }
    return iter(through)


def _guarded(path: Path, *, is_around: bool = False, holds_people: bool = False) -> Guarded:
    status = path.stat()
    is_folder = stat.S_ISDIR(status.st_mode)
    return Guarded(path, stat.S_IMODE(status.st_mode), status.st_uid, is_folder, is_around, holds_people)
