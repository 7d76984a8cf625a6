"""A spool: a folder into which a web form writes one file a request, and from which it is taken once it is filed."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Self

from privacyctl.errors import SourceFailed
from privacyctl.inbox import failing, mail_files
from privacyctl.model.mailbox import ArrivedMail, MailPlace, ReadMark
from privacyctl.model.moment import HOUR, Moment
from privacyctl.model.spool import Unspoken, entry_in
from privacyctl.model.text import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from privacyctl.model.mailbox import MailSource

LARGEST = 64 * 1024
MOST = 10_000
"""How many files are read in a run; the next run goes on."""
_NAME = re.compile(r"[0-9a-f]{32}\.json")
_UNFINISHED = ".tmp"


class SpoolSource:
    """One folder; a context. What cannot be read stays where it is, and is told at the end."""

    def __init__(self, source: MailSource, now: Moment) -> None:
        self.is_whole = True
        self._source = source
        self._now = now
        self._folder = Path(source.where)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def reached(self, _: str) -> ReadMark | None:
        """Nothing: the name of a file tells whether a request is new."""

    def settle(self, arrival: ArrivedMail) -> None:
        """Take away a file whose request is on record. Raises SourceFailed."""
        try:
            (self._folder / str(arrival.place.key)).unlink(missing_ok=True)
        except OSError as error:
            raise failing.unreadable_path(self._source, error) from None

    def arrivals(self, folder: str, _: ReadMark | None, __: Callable[[str], bool]) -> Iterator[ArrivedMail]:
        """The requests in it. What is known is read again: we were killed before it was taken away."""
        unread = read = 0
        try:
            with os.scandir(self._folder) as entries:
                for entry in entries:
                    if read >= MOST:
                        self.is_whole = False
                        break
                    status = entry.stat(follow_symlinks=False)
                    if entry.name.endswith(_UNFINISHED):
                        unread += (
                            self._now - status.st_mtime > HOUR
                        )  # its writer met a full disk, or was killed
                        continue
                    arrival = self._read(MailPlace(folder, entry.name), status)
                    if arrival is None:
                        unread += 1
                        continue
                    read += 1
                    yield arrival
        except OSError as error:
            raise failing.unreadable_path(self._source, error) from None
        if unread:
            raise SourceFailed(
                f"{plural(unread, 'file')} in the spool '{self._source.name}' cannot be read",
                f"see what it is, and take it away: ls -l {self._folder}",
            )

    def _read(self, place: MailPlace, status: os.stat_result) -> ArrivedMail | None:
        """One file; None for what is no request: a link, a folder, another name, too much, no entry that we know."""
        name = str(place.key)
        if not _NAME.fullmatch(name) or not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            return None
        try:
            with mail_files.opened(self._folder / name, follows=False) as file:
                raw = file.read(LARGEST + 1)
            if len(raw) > LARGEST:
                return None
            entry_in(raw)
        except (OSError, Unspoken):
            return None
        return ArrivedMail(place, raw, Moment(int(status.st_mtime)))
