"""The bytes of one mail: out of the file that it was saved in, bounded, parsed.

A hostile mail can take minutes of the standard library's parser, or exhaust the stack. A mail
beyond a bound is refused before it is parsed, and a header beyond one is left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import EmailPolicy, Policy, default
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from privacyctl.bounded_files import read_file
from privacyctl.errors import BadInput, unreadable

LARGEST = 30_000_000
"""The largest file, in bytes; mail servers pass on 25 to 50 MB at most."""
LONGEST_HEADER = 64 * 1024
"""The longest single header; a longer one is read as empty."""
LONGEST_STRUCTURED = 4096
"""The longest header with a grammar, such as From: parsing takes quadratic time."""
_LONGEST_CONTENT = 1024
_MOST_SPECIALS = 64
"""The most special characters of one kind in such a header: 20,000 quotation marks take seconds."""
_HEADER_BLOCK = 1_000_000
_HEADER_LINES = 2_000
# A bound, since each line is compared with the boundary of every multipart around it.
_LINES = 600_000
_MULTIPARTS = 20
_DELIMITERS = 1_000

PARSER_FAULTS = (RecursionError, LookupError, ValueError, AttributeError, TypeError)
"""Errors that the email package raises for hostile headers (3.11 to 3.13)."""

_ENCODINGS = {"quotedprintable": "quoted-printable", "base64": "base64"}
_SPECIALS = '"\\();<['
_STRUCTURED = {"from", "content-type", "content-transfer-encoding", "content-disposition", "mime-version"}
_OUTLOOK = bytes.fromhex("d0cf11e0a1b11ae1")
_BLANK_LINE = re.compile(rb"(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)")
_LINE_BREAK = re.compile(rb"\r\n|\n|\r")
_COUNT_LINE = re.compile(rb"(\d{1,10})[ \t]{0,16}\r?\n")
# A further mail starts with a blank line, a dated "From " line and a header in a row. "From "
# alone may begin a sentence.
_NEXT_IN_MBOX = re.compile(rb"\n\r?\nFrom ([^\r\n]{1,400})\r?\n[!-9;-~]{1,80}:")
_TIME = re.compile(rb"\d\d:\d\d")
_HINT = "save the message as .eml in the mail program"


class _Bounded(EmailPolicy):
    """The standard policy, except that a header beyond the bounds, or one that it fails on, reads as empty."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(list(sourcelines))
        return name, value if is_bounded(name.lower(), value) else ""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return _parsed(name, value)


@lru_cache(maxsize=4096)  # the parser asks for the same Content-Type a dozen times
def _parsed(name: str, value: str) -> Any:
    try:
        return default.header_fetch_parse(name, value)
    except PARSER_FAULTS:
        return default.header_fetch_parse(name, "")


def is_bounded(name: str, value: str) -> bool:
    """Whether a header of this name is short and plain enough to be parsed in time."""
    if name not in _STRUCTURED:
        return len(value) <= LONGEST_HEADER
    most = LONGEST_STRUCTURED if name == "from" else _LONGEST_CONTENT
    return len(value) <= most and all(value.count(special) <= _MOST_SPECIALS for special in _SPECIALS)


_POLICY = cast("Policy[EmailMessage]", _Bounded())


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, which may be a pipe. Raises BadInput for an unreadable or too large one."""
    try:
        data = read_file(path, LARGEST)
    except OSError as error:
        raise unreadable(path, error) from None
    if data is None:
        raise _too_large()
    return data


def mail_in(raw: bytes) -> bytes:
    """The one mail in a file's bytes. Raises BadInput for several mails and for files that are no mail."""
    if len(raw) > LARGEST:
        raise _too_large()
    if raw.startswith(_OUTLOOK):
        raise BadInput("the file is an Outlook .msg, which cannot be read", _HINT)
    if _is_utf_16(raw):
        raise BadInput("the file is UTF-16 text, not a mail as it was sent", _HINT)
    mail = raw.removeprefix(codecs.BOM_UTF8).lstrip()
    if not mail:
        raise BadInput("the file is empty", _HINT)
    if count := _COUNT_LINE.match(mail):
        mail = _in_emlx(mail, count.end(), int(count[1]))
    if mail.startswith(b"From "):
        mail = _in_mbox(mail)
    _check_bounds(mail)
    return mail


def parse(mail: bytes) -> EmailMessage:
    """Parse a mail with the standard library's parser. Raises BadInput where that fails."""
    try:
        parsed = message_from_bytes(mail, policy=_POLICY)
        for part in parsed.walk():
            _name_encoding(part)
    except PARSER_FAULTS:
        raise BadInput(
            "the mail's structure cannot be read: its parts are nested too deeply or malformed",
            "copy its text into a new mail, or record the request by hand",
        ) from None
    return parsed


def _name_encoding(part: Message) -> None:
    """Name the encoding of a part as the parser knows it, where it is written as `"quoted-printable"` or `Base 64`."""
    encoding = "Content-Transfer-Encoding"
    stated = str(part.get(encoding, ""))
    known = _ENCODINGS.get(re.sub(r"[^a-z0-9]", "", stated.partition(";")[0].lower()))
    if known and stated.strip().lower() != known:
        part.replace_header(encoding, known)


def _too_large() -> BadInput:
    return BadInput(
        f"the file is larger than {LARGEST // 1_000_000} MB, the most that is read of a mail",
        "save the message without its attachments",
    )


def _is_utf_16(raw: bytes) -> bool:
    # In UTF-16 without a byte order mark, every other byte of Western text is NUL.
    return raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (
        raw[:64].count(0) > 0 and not (any(raw[:64:2]) and any(raw[1:64:2])) and any(raw[:64])
    )


def _in_emlx(raw: bytes, start: int, length: int) -> bytes:
    """The mail in an Apple .emlx: a line with its length, the mail, a property list."""
    if start + length > len(raw):
        raise BadInput("the Apple Mail file is cut short", _HINT)
    return raw[start : start + length]


def _in_mbox(raw: bytes) -> bytes:
    if any(_TIME.search(line[1]) for line in _NEXT_IN_MBOX.finditer(raw)):
        raise BadInput("the file holds several mails", "save each message in a file of its own")
    mail = _LINE_BREAK.split(raw, maxsplit=1)[-1]
    # In an mbox a line of the mail that begins with "From " has a ">" before it.
    return re.sub(rb"^>(>*From )", rb"\1", mail, flags=re.MULTILINE)


def _check_bounds(mail: bytes) -> None:
    blank = _BLANK_LINE.search(mail)
    header = mail[: blank.start()] if blank else mail
    if len(header) > _HEADER_BLOCK or len(_LINE_BREAK.findall(header)) > _HEADER_LINES:
        raise BadInput(
            f"the mail's header has more than {_HEADER_LINES} lines or {_HEADER_BLOCK // 1_000_000} MB",
            "is it a mail?",
        )
    if (
        len(_LINE_BREAK.findall(mail)) > _LINES
        or mail.lower().count(b"multipart") > _MULTIPARTS
        or len(re.findall(rb"[\r\n]--", mail)) > _DELIMITERS
    ):
        raise BadInput(
            f"the mail has more than {_LINES} lines, {_MULTIPARTS} nested or {_DELIMITERS} single parts",
            "save the message without its attachments",
        )
