"""A mailbox on a server, by IMAP: opened to look only (EXAMINE), its mails taken without a trace (BODY.PEEK)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from privacyctl.inbox import imap_client
from privacyctl.inbox.connecting import Limits, ServerLine
from privacyctl.inbox.imap_client import AT_ONCE, FAULTS, FetchAnswer
from privacyctl.model import mailbox
from privacyctl.model.mailbox import ArrivedMail, MailPlace, ReadMark
from privacyctl.model.moment import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from privacyctl.model.mailbox import MailSource

_ASKED_TOGETHER = 100
_LARGEST_HEADER = 1_000_000
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(
    rb'INTERNALDATE "([ \d]\d)-([A-Z][a-z]{2})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"',
    re.IGNORECASE,
)
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,18})\b")


class ImapSource:
    """One account; a context, which logs in and out."""

    def __init__(self, source: MailSource, secret: str, limits: Limits) -> None:
        self.is_whole = True
        """Whether every new mail was read; not where the time was over first."""
        self._source = source
        self._secret = secret
        self._line = ServerLine(source, limits)
        self._reached: dict[str, ReadMark] = {}

    def __enter__(self) -> Self:
        try:
            self._box = imap_client.connect(self._line)
            try:
                imap_client.log_in(self._line, self._box, self._secret)
            except BaseException:
                imap_client.hang_up(self._box)
                raise
        except BaseException:
            self._line.end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        imap_client.hang_up(self._box)
        self._line.end()

    def reached(self, folder: str) -> ReadMark | None:
        """How far a folder was read, after its last arrival."""
        return self._reached.get(folder)

    def settle(self, arrival: ArrivedMail) -> None:
        """Nothing: the mail stays as it is."""

    def arrivals(
        self, folder: str, after: ReadMark | None, _: Callable[[str], bool]
    ) -> Iterator[ArrivedMail]:
        """The mails behind a mark, the oldest first; all of them where the server counts anew."""
        try:
            numbering, count = self._box.only_look(folder)
            start = after.last if after is not None and numbering and after.numbering == numbering else 0
            self._reached[folder] = ReadMark(numbering, start)
            for some in _in_pieces(self._new(start, count)):
                told = self._told(some)
                for uid in some:
                    if self._line.is_late:
                        self.is_whole = False
                        return
                    place = MailPlace(folder, None, ReadMark(numbering, uid))
                    found = self._fetched(place, uid, told.get(uid))
                    self._reached[folder] = ReadMark(numbering, uid)
                    if found is not None:
                        yield found
        except FAULTS as error:
            raise imap_client.during(self._line, error) from None

    def _new(self, start: int, count: int) -> list[int]:
        """The numbers behind `start`; `n:*` names the last mail even where it is before n."""
        since = self._since()
        if count <= AT_ONCE:
            found = set(self._box.numbers(f"UID {start + 1}:*{since}"))
        else:
            found = set()
            last = max(self._box.numbers("UID *"), default=start)
            for low in range(start + 1, last + 1, AT_ONCE):
                found.update(self._box.numbers(f"UID {low}:{low + AT_ONCE - 1}{since}"))
        return sorted(uid for uid in found if uid > start)

    def _since(self) -> str:
        """The server's day is that of its own zone: so one day earlier, and the receipt decides."""
        if self._source.since is None:
            return ""
        day = self._source.since - timedelta(days=1)
        return f" SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}"

    def _told(self, uids: list[int]) -> dict[int, FetchAnswer]:
        """What the server says of some mails before they are fetched."""
        said = self._box.answers(",".join(map(str, uids)), "(UID INTERNALDATE RFC822.SIZE)")
        return {one.uid: one for one in said if one.uid is not None and _SIZE.search(one.attributes)}

    def _fetched(self, place: MailPlace, uid: int, told: FetchAnswer | None) -> ArrivedMail | None:
        """One mail; None where it is gone. What the server does not hand over is a mail all the same."""
        at = _date(told.attributes) if told else None
        stated = _SIZE.search(told.attributes) if told else None
        size = int(stated[1]) if stated else None
        if size is None or size <= mailbox.LARGEST:
            raw, is_gone = self._literal(uid, f"(UID BODY.PEEK[]<0.{mailbox.LARGEST + 1}>)")
            if is_gone:
                return None
            if raw is not None and len(raw) <= mailbox.LARGEST:
                return ArrivedMail(place, raw, at)
            fault = mailbox.UNREADABLE if raw is None else mailbox.TOO_LARGE
        else:
            fault = mailbox.TOO_LARGE
        header, _ = self._literal(uid, f"(UID BODY.PEEK[HEADER]<0.{_LARGEST_HEADER}>)")
        return ArrivedMail(place, header or b"", at, fault, size)

    def _literal(self, uid: int, what: str) -> tuple[bytes | None, bool]:
        """(what the server hands over of one mail, whether the mail is gone); asked for twice at most."""
        for _ in range(2):
            said = self._box.answers(str(uid), what)
            if not said:
                return None, True
            handed = [one.literal for one in said if one.uid == uid and one.literal is not None]
            if len(handed) == 1:
                return handed[0], False
        return None, False


def _in_pieces(uids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(uids), _ASKED_TOGETHER):
        yield uids[start : start + _ASKED_TOGETHER]


def _date(attributes: bytes) -> Moment | None:
    """When the server got the mail (INTERNALDATE)."""
    said = _DATE.search(attributes)
    month = said[2].decode().title() if said else ""
    if said is None or month not in _MONTHS:
        return None
    day, year, hour, minute, second, east, south = (int(said[n]) for n in (1, 3, 4, 5, 6, 8, 9))
    try:
        local = datetime(year, _MONTHS.index(month) + 1, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
    ahead = (east * 60 + south) * 60 * (-1 if said[7] == b"-" else 1)
    return Moment(int(local.timestamp()) - ahead)
