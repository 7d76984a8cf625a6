"""Going through a folder of the site: which files are read, and which need not be read again."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import IO, NamedTuple

from privacyctl.errors import BadInput, why
from privacyctl.model.target import KnownFiles, Seen
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site.body_kinds import ENOUGH, BodyKind, kind_of
from privacyctl.site.finding.finder import Finder
from privacyctl.site.unpacking import LARGEST

_PASSED_OVER = frozenset(
    (".git", ".hg", ".svn", "node_modules", "bower_components", "__pycache__", ".venv", ".cache", ".jekyll-cache",
     ".sass-cache", ".astro", ".parcel-cache")
)  # fmt: skip
_READER = b"2"
"""The version of this reader. Raise it when the reader finds more than before: all files are then read again."""
_SETTLED = 2 * 10**9
"""Nanoseconds after which a further change of a file shows in its times: file systems' clocks are coarse."""
_SIZE = 16


@dataclass(frozen=True)
class Memory:
    """The files that need not be read again.

    A file is known by its name and content, or by its name, size, times and inode: then it
    is not even opened. The second way does not hold for a file that was changed so shortly
    before the scan that a further change might not show (git's "racily clean" entries).
    """

    known: KnownFiles

    def of_file(self, name: str, status: os.stat_result) -> bytes:
        parts = (name, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        return self._digest(repr(parts).encode("utf-8", "backslashreplace"))

    def of_content(self, name: str, data: bytes) -> bytes:
        return self._digest(name.encode("utf-8", "surrogateescape") + b"\0" + data)

    def knows(self, digest: bytes) -> bool:
        """Whether a file with this digest is known; if so, the digest is kept for the next scan."""
        if digest in self.known.digests:
            self.known.kept.add(digest)
            return True
        return False

    def keep(self, *digests: bytes) -> None:
        self.known.kept.update(digests)

    def _digest(self, data: bytes) -> bytes:
        return blake2b(data, digest_size=_SIZE, key=self.known.key, person=_READER).digest()


class Read(NamedTuple):
    """A file in which something was seen."""

    path: Path
    seen: Seen


@dataclass
class Scan:
    """The scan of one folder or one file."""

    finder: Callable[[], Finder]
    """Makes the finder once a file must be searched: that takes longer than passing a thousand known files."""
    memory: Memory
    is_wrong: Callable[[Seen], bool]
    """Whether a file has findings that the next scan must report again."""
    began: int
    """When the scan began, in nanoseconds since 1970."""
    tell: Callable[[int], None] = lambda _: None
    files: int = 0
    """How many files were read, or known from before."""
    skipped: int = 0
    """How many files were too large, neither text nor picture, or could not be read."""
    read: list[str] = field(default_factory=list)
    """The paths of the files that were read, or known from before."""
    not_read: list[str] = field(default_factory=list)
    """The paths of those that were skipped."""
    unread: list[Unread] = field(default_factory=list)
    """What of them could show something, and why it was not read."""

    def run(self, place: Path) -> Iterator[Read]:
        """Every file in which something is seen. Raises BadInput where there is no such folder or file."""
        if not place.exists():
            raise BadInput(
                f"there is no folder or file {place}",
                "check the path; an address begins with https:// or http://",
            )
        before = len(str(place)) - len(place.name)
        for path in _paths(place):
            skipped = self.skipped
            try:
                found = self._look(path, path[before:])
            except OSError:
                self.skipped += 1
                self.unread.append(Unread(path, WhyUnread.LOCKED))
                found = None
            (self.read if self.skipped == skipped else self.not_read).append(path)
            if self.files % 200 == 0:
                self.tell(self.files)
            if found is not None:
                yield Read(Path(path), found)

    def _look(self, path: str, name: str) -> Seen | None:
        status = os.lstat(path)
        as_file = self.memory.of_file(name, status)
        if self.memory.knows(as_file):
            self.files += 1
            return None
        with open_file(path) as opened:
            is_small = status.st_size <= LARGEST
            data = opened.read(LARGEST + 1 if is_small else ENOUGH)
            kind = kind_of(data, name)
            content = self.memory.of_content(name, data) if is_small else None
            if content is not None and self.memory.knows(content):
                seen = Seen()
            else:
                opened.seek(0)
                seen = self.finder().look_at_file(io.BytesIO(data) if is_small else opened, name)
        if seen.unread or kind in (BodyKind.MUTE, BodyKind.MEDIA):
            self.skipped += 1
            self.unread += [replace(one, what=f"{path}{one.what.removeprefix(name)}") for one in seen.unread]
        else:
            self.files += 1
            if not self.is_wrong(seen):
                is_settled = max(status.st_mtime_ns, status.st_ctime_ns) + _SETTLED < self.began
                self.memory.keep(*filter(None, [content]), *([as_file] if is_settled else []))
        return seen if seen.sightings or seen.exhibits else None


def open_file(path: str) -> IO[bytes]:
    """Open a file of the site. Raises OSError."""
    return Path(path).open("rb")


def walk(place: Path, pass_over: Callable[[Path, WhyUnread], None] | None = None) -> Iterator[Path]:
    """The files of a folder, in the order of their names; or the one file that `place` is.

    No symbolic link is followed: it may lead out of the site, or in a circle. Folders of
    version control, packages and caches are skipped. A folder that cannot be read and a link that
    leads out of `place` are handed to `pass_over`; without it BadInput is raised for such a folder.
    """
    return map(Path, _paths(place, pass_over))


def _paths(place: Path, pass_over: Callable[[Path, WhyUnread], None] | None = None) -> Iterator[str]:
    """The same as plain strings: to make a Path of each takes as long as the rest of the scan."""
    if place.is_file():
        yield str(place)
        return
    waiting = [str(place)]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            if pass_over is not None:
                pass_over(Path(folder), WhyUnread.LOCKED)
                continue
            raise BadInput(
                f"a folder of the site cannot be read: {why(error)}", f"see who owns it: ls -ld {place}"
            ) from None
        if pass_over is not None:
            for entry in entries:
                if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(place.resolve()):
                    pass_over(Path(entry.path), WhyUnread.LINK)
        yield from (entry.path for entry in entries if entry.is_file(follow_symlinks=False))
        folders = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
        waiting += [entry.path for entry in reversed(folders) if entry.name not in _PASSED_OVER]
