"""A Maildir: a folder with a file a mail. Nothing moves from `new` to `cur`, and no flag changes."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

from privacyctl.errors import SourceFailed
from privacyctl.inbox import failing, imap_names, mail_files
from privacyctl.model import mailbox
from privacyctl.model.mailbox import INBOX, ArrivedMail, MailPlace, ReadMark
from privacyctl.model.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from privacyctl.model.mailbox import MailSource

_LARGEST_HEADER = 1_000_000
_MOST_NAMED = 10


class MaildirSource:
    """One Maildir, and the folders in it (Maildir++); a context."""

    is_whole = True

    def __init__(self, source: MailSource) -> None:
        self._source = source
        self._root = Path(source.where)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def reached(self, _: str) -> ReadMark | None:
        """Nothing: the first part of a file's name tells whether a mail is new."""

    def settle(self, arrival: ArrivedMail) -> None:
        """Nothing: the mail stays as it is."""

    def arrivals(
        self, folder: str, _: ReadMark | None, is_known: Callable[[str], bool]
    ) -> Iterator[ArrivedMail]:
        """The mails that are not known, the oldest first by the times of their files."""
        home = self._home(folder)
        since = self._since()
        new: list[tuple[int, str, Path]] = []
        for part in ("new", "cur"):
            try:
                with os.scandir(home / part) as entries:
                    new += [
                        (status.st_mtime_ns, entry.name, Path(entry.path))
                        for entry in entries
                        if not entry.name.startswith(".")
                        and entry.is_file(follow_symlinks=False)
                        and not is_known(_unique(entry.name))
                        and (status := entry.stat(follow_symlinks=False)).st_mtime >= since
                    ]
            except OSError as error:
                raise self._no_maildir(folder, error) from None
        for changed, name, path in sorted(new):
            place = MailPlace(folder, _unique(name))
            found = self._read(place, path, Moment(changed // 10**9))
            if found is not None:
                yield found

    def _read(self, place: MailPlace, path: Path, at: Moment) -> ArrivedMail | None:
        """One mail; None where it is gone. It may have moved from `new` to `cur`, or got another flag."""
        try:
            return read(place, path, at)
        except FileNotFoundError:
            pass
        except OSError:
            return ArrivedMail(place, b"", at, mailbox.UNREADABLE)
        try:
            with os.scandir(path.parent.parent / "cur") as entries:
                now = [Path(entry.path) for entry in entries if _unique(entry.name) == place.key]
            return read(place, now[0], at) if now else None
        except OSError:
            return None

    def _home(self, folder: str) -> Path:
        if folder == INBOX:
            return self._root
        return self._root / f".{imap_names.encoded(folder)}".replace("/", ".")

    def _since(self) -> float:
        """A file that did not change since was received before: a day earlier, for whichever zone is meant."""
        if self._source.since is None:
            return 0
        return (datetime.combine(self._source.since, time(), UTC) - timedelta(days=1)).timestamp()

    def _no_maildir(self, folder: str, error: OSError) -> SourceFailed:
        if not isinstance(error, FileNotFoundError):
            return failing.unreadable_path(self._source, error)
        if not self._root.is_dir():
            return failing.unreadable_path(self._source, error)
        if folder == INBOX:
            return SourceFailed(
                f"{self._root} ('{self._source.name}') is no Maildir: it has no folders new and cur",
                'for a file of many mails write mbox = "FILE"',
            )
        there = [imap_names.decoded(one.name[1:]) for one in self._root.glob(".*") if (one / "cur").is_dir()]
        return failing.no_folder(self._source, folder, [INBOX, *sorted(there)][:_MOST_NAMED])


def read(place: MailPlace, path: Path, at: Moment) -> ArrivedMail:
    """One file as a mail; its header alone where it is too large. Raises OSError."""
    with mail_files.opened(path, follows=False) as file:
        size = os.fstat(file.fileno()).st_size
        raw = file.read(mailbox.LARGEST + 1 if size <= mailbox.LARGEST else _LARGEST_HEADER)
    if size <= mailbox.LARGEST >= len(raw):
        return ArrivedMail(place, raw, at)
    return ArrivedMail(place, mailbox.header_of(raw[:_LARGEST_HEADER]), at, mailbox.TOO_LARGE, size)


def _unique(name: str) -> str:
    """What a mail's file is called for good: what stands before its flags."""
    return name.partition(":")[0]
