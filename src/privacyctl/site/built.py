"""The built folder, from which the site is deployed: looking for something in every file of it."""

from __future__ import annotations

import time
from dataclasses import replace
from hashlib import blake2b
from typing import IO, TYPE_CHECKING

from privacyctl.model.look import EarlierSighting, Found, Look, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.model.site_findings import unexplained
from privacyctl.model.sketch import Sketch
from privacyctl.model.target import KnownBy
from privacyctl.model.unread import Unread, WhyUnread, that_may_show
from privacyctl.site.body_kinds import ENOUGH, is_download
from privacyctl.site.finding.finder import PICTURES, Finder
from privacyctl.site.folders import walk
from privacyctl.site.places import files_of
from privacyctl.site.presence import seen_in_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from privacyctl.model.look import Assignment
    from privacyctl.model.target import Seen, Sighting


_MOST_UNREAD = 1_000
"""Downloads that are known again; a folder with more is an archive of releases, for a person to look at."""


class BuiltFolder:
    """The built folder, searched once for every target.

    A download that cannot be opened, a packed program for one, holds nothing up that was seen beside it: where it is
    byte for byte what it was at the sighting, it shows no less and no more than it did then.
    """

    def __init__(
        self,
        folder: Path,
        finder: Finder,
        key: bytes,
        *,
        places: Sequence[str] = (),
        end: float | None = None,
    ) -> None:
        """Read the folder. The files of `places` come first, since at `end`, of the monotonic clock, it stops."""
        self.folder = folder
        self._key = key
        self._read = 0
        self._unread: list[Unread] = []
        """Files, and parts of them, that were not read: the publication may stand in them."""
        self._downloads: dict[int, tuple[Unread, ...]] = {}
        """The same of those that visitors only download, by the keyed hashes of their names and bytes."""
        self._is_cut_short = False
        self._files: dict[str, Seen] = {}
        own = {folder / name for place in places for name in files_of(place) if name}
        paths = walk(folder, self._pass_over) if folder.is_dir() else iter(())
        for path in sorted(paths, key=lambda path: path not in own) if own else paths:
            if end is not None and time.monotonic() > end:
                self._is_cut_short = True
                break
            self._look(path, finder)

    def _look(self, path: Path, finder: Finder) -> None:
        name = path.relative_to(self.folder).as_posix()
        try:
            with path.open("rb") as file:
                seen = finder.look_at_file(file, name)
                download = self._hashed(file, name) if seen.unread else None
        except OSError:
            self._unread.append(Unread(name, WhyUnread.LOCKED))
            return
        self._read += path.suffix.lower() not in PICTURES
        if download is None:
            self._unread += seen.unread
        else:
            self._downloads[download] = seen.unread
        self._files[name] = seen

    def _hashed(self, file: IO[bytes], name: str) -> int | None:
        """The hash of a download; None for any other file."""
        file.seek(0)
        piece = file.read(ENOUGH)
        if not is_download(piece, name):
            return None
        digest = blake2b(f"{name}\0".encode("utf-8", "surrogateescape"), key=self._key, digest_size=8)
        while piece:
            digest.update(piece)
            piece = file.read(1 << 20)
        return int.from_bytes(digest.digest())

    def _pass_over(self, path: Path, why: WhyUnread) -> None:
        self._unread.append(Unread(path.relative_to(self.folder).as_posix(), why))

    def look(self, place: str, one: Assignment) -> Look:
        """Look for the target: a sure sighting counts in any file, a doubtful one in the place's own file.

        A doubtful sighting in another file leaves open whether it is shown only where it is all
        that its element holds, words of the quote, or a full name in a file's; else their number
        is told, and `scan` has them. What is in no register has no place of its own, so that any
        file may be it. It is gone where it was seen in a file of this folder before.
        """
        target = one.target
        before = seen_in_folder(one.before, str(self.folder.absolute()))
        own = files_of(place) & self._files.keys()
        mine = [(name, found) for name, seen in self._files.items() for found in unexplained(seen, target)]
        sure = next(((name, found) for name, found in mine if found.is_sure), None)
        if sure is not None:
            shown = self._seen(place, Found.STILL_THERE, LookReason.SHOWN, *sure)
            is_kept = 0 < len(self._downloads) <= _MOST_UNREAD
            sketch = Sketch(frozenset(self._downloads), 0, 0, has_theme=False) if is_kept else None
            return replace(shown, file=str(self.folder.absolute() / sure[0]), before=before, sketch=sketch)
        # Where no file is the place's own, it may be any of them.
        is_any = not own and (place != self.folder.name or target.publication is None)
        doubtful = next(
            ((name, found) for name, found in mine if is_any or name in own or _is_telling(found)), None
        )
        if doubtful is not None:
            return self._seen(place, Found.INCONCLUSIVE, LookReason.DOUBTFUL, *doubtful)
        known = before.sketch.hashes if before and before.sketch else frozenset()
        new = (one for number, some in self._downloads.items() if number not in known for one in some)
        unread = that_may_show(target, (*self._unread, *new)) if before else ()
        reason = self._why_unproved(before, unread) or LookReason.NOT_SHOWN
        found = Found.GONE if reason is LookReason.NOT_SHOWN else Found.INCONCLUSIVE
        named_on = len({name for name, _ in mine})
        return Look(place, Through.BUILT, found, reason, unread=unread, before=before, named_on=named_on)

    def _why_unproved(self, before: EarlierSighting | None, unread: Sequence[Unread]) -> LookReason | None:
        """Why it proves nothing that no file shows it; None where it was seen here, and all was read."""
        if self._is_cut_short:
            return LookReason.TOO_SLOW
        if not self._read:
            return LookReason.EMPTY
        if before is None:
            return LookReason.NEVER_SEEN
        if unread:
            is_size = all(one.why is WhyUnread.TOO_LARGE for one in unread)
            return LookReason.TOO_LARGE if is_size else LookReason.UNREAD
        return None

    @staticmethod
    def _seen(place: str, found: Found, reason: LookReason, name: str, one: Sighting) -> Look:
        return Look(place, Through.BUILT, found, reason, snippet=f"{name}:{one.line}: {one.snippet}")


def _is_telling(one: Sighting) -> bool:
    """Whether a doubtful sighting is no mention in passing: all of an element or a file's name, or of the quote."""
    return one.by is KnownBy.QUOTE or (one.by in (KnownBy.COMPANY, KnownBy.NAME) and one.is_alone)
