"""A mail's header: its senders, its receipt by our own server, the sender's date, its Message-ID."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from datetime import UTC
from email.errors import NonASCIILocalPartDefect, ObsoleteHeaderDefect
from email.headerregistry import AddressHeader, HeaderRegistry
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from privacyctl.errors import Failure
from privacyctl.mail.encoded_words import plain, readable
from privacyctl.mail.source import PARSER_FAULTS, is_bounded
from privacyctl.model import cards
from privacyctl.model.address import Address, parse_address
from privacyctl.model.moment import Moment
from privacyctl.model.text import LINE

_LONGEST_ID = 300
_HIDDEN = ("Cc", "Cf", "Cs")
_MOST_FROM = 10
_ANYWHERE = re.compile(r"[^\s<>()\[\]\"',;:@]{1,64}@[^\s<>()\[\]\"',;:@]{1,250}")
_LONGEST_SEARCHED = 100_000
_MOST_FOUND = 20
_REGISTRY = HeaderRegistry()
# Half of all firms have a period in their name ("Acme Inc."); local parts may be of any script.
_HARMLESS = (ObsoleteHeaderDefect, NonASCIILocalPartDefect)
# A quoted or encoded display name says nothing about the mailbox, and many programs write
# characters there that the grammar forbids.
_OPAQUE_NAME = re.compile(
    r"""\s*(?:"[^"\\]*"|(?:=\?[^\s?<>"]{1,80}\?[bq]\?[^\s?<>"]*\?=\s*)+)\s*(<[^<>"]*>)\s*""", re.IGNORECASE
)

# Programs without a name for somebody write the address in its place: 'a@b.example <a@b.example>'.
_NAMED_TWICE = re.compile(
    r"""\s*['"]?([^\s<>"',;()@]{1,200}@[^\s<>"',;()@]{1,200})['"]?\s*<\1>\s*""", re.IGNORECASE
)
# Addresses of Japanese phones that the grammar forbids, with nothing else in the line but a plain name.
_DOTTED = re.compile(
    r"""\s{0,9}(?:[^<>"',;:()@\\]{0,200}<)?((?=\.|[^@]{0,63}\.[.@])[\w.+-]{1,64}@[\w.-]{1,200})>?\s{0,9}"""
)


def senders(mail: EmailMessage) -> tuple[Address, ...]:
    """The mailboxes of all From lines, each once; an empty tuple where any of them is malformed.

    Never a display name that looks like an address, never Reply-To or Sender. Parsers that
    guess at a malformed line find different senders in it, so a person must decide.
    """
    return mailboxes(mail, "from")


def reply_to(mail: EmailMessage) -> tuple[Address, ...]:
    """The mailboxes of the Reply-To lines, read as strictly: to be named, and never to be believed."""
    return mailboxes(mail, "reply-to")


def sender_name(mail: EmailMessage, senders: tuple[Address, ...]) -> str | None:
    """The display name of the one From line, on one line and without card numbers.

    None where there are several senders, and for a name that is, or holds, an address: it tells nothing more.
    """
    if len(senders) != 1 or len(values(mail, "from")) != 1:
        return None
    found = display_name(mail)
    return found if found and "@" not in found else None


def display_name(mail: EmailMessage) -> str:
    """What stands before the address of the first From line, without card numbers; it may hold anything."""
    before, angle, _ = next(iter(values(mail, "from")), "").rpartition("<")
    name = " ".join(plain(before if angle else "").replace('"', " ").replace("\\", "").split())
    shown = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in _HIDDEN)
    return cards.redact(shown)[0][:LINE].strip(" '")


def mailboxes(mail: EmailMessage, header_name: str) -> tuple[Address, ...]:
    """The mailboxes in all lines of a header, each once; none where any of the lines is malformed."""
    found: dict[str, Address] = {}
    lines = values(mail, header_name)
    if (
        len(lines) > _MOST_FROM or not all(lines) or not all(is_bounded("from", line) for line in lines)
    ):  # a header beyond the bounds reads as empty
        return ()
    for value in lines:
        named = _OPAQUE_NAME.fullmatch(value) or _NAMED_TWICE.fullmatch(value)
        try:
            if bare := _DOTTED.fullmatch(named[1] if named else value):
                address = parse_address(bare[1])
                found.setdefault(address.key, address)
                continue
            header = _REGISTRY(header_name, named[1] if named else value)
        except Failure:
            return ()
        except PARSER_FAULTS:
            return ()
        if not isinstance(header, AddressHeader) or not all(
            isinstance(defect, _HARMLESS) for defect in header.defects
        ):
            return ()
        for mailbox in header.addresses:
            try:
                address = parse_address(mailbox.addr_spec)
            except Failure:
                continue
            found.setdefault(address.key, address)
    return tuple(found.values())


def addresses(text: str) -> list[Address]:
    """The first addresses that stand anywhere in a text: whom it may be about, and never who wrote it."""
    found = []
    for one in _ANYWHERE.findall(text[:_LONGEST_SEARCHED])[:_MOST_FOUND]:
        with contextlib.suppress(Failure):
            found.append(parse_address(one.removeprefix("mailto:").strip(".'")))
    return found


def received_at(mail: EmailMessage, server: str | None, *, is_lowest: bool = False) -> Moment | None:
    """When our own server received the mail: by the topmost Received line, or the topmost by `server`.

    `server` is a host name or a domain above it, in any case. None where no line is by that
    server, or the line's time cannot be read: the sender's Date never takes its place. With `is_lowest`
    the lowest line by it, for a mail that was redirected after it came.
    """
    lines = values(mail, "received")
    for value in reversed(lines) if is_lowest else lines:
        line = _without_comments(value)
        if server is None or _is_within(_by(line), server):
            return _instant(line.rpartition(";")[2])
    return None


def dated_at(mail: EmailMessage) -> Moment | None:
    """The moment in the sender's Date line, a claim; None without a readable one."""
    lines = values(mail, "date")
    return _instant(_without_comments(lines[0])) if lines else None


def message_id(mail: EmailMessage) -> str | None:
    """The Message-ID on one line, without control characters and card numbers, at most 300 characters."""
    lines = values(mail, "message-id")
    if not lines:
        return None
    plain = "".join(c for c in lines[0] if unicodedata.category(c) not in _HIDDEN).strip()
    return cards.redact(plain)[0][:_LONGEST_ID] or None


def decoded(mail: EmailMessage) -> str:
    """All headers of the mail and of its parts, one a line, with encoded words decoded."""
    lines = []
    for part in mail.walk():
        lines += [f"{name}: {plain(value)}" for name, value in part.raw_items()]
    return "\n".join(lines)


def values(mail: EmailMessage, name: str) -> list[str]:
    """The unparsed values of a header, topmost first, unfolded."""
    return [
        readable(value).replace("\r", "").replace("\n", "").strip()
        for found, value in mail.raw_items()
        if found.lower() == name
    ]


def _without_comments(value: str) -> str:
    kept: list[str] = []
    depth = 0
    for piece in re.split(r"(\\.|[()])", value):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(depth - 1, 0)
        elif depth == 0:
            kept.append(piece)
    return " ".join("".join(kept).split())


def _by(line: str) -> str:
    """The host after `by`. The host after `from` is skipped: it is the other side's own claim."""
    words = line.rpartition(";")[0].split()
    start = 2 if words[:1] and words[0].lower() == "from" else 0
    for word, host in zip(words[start:], words[start + 1 :], strict=False):
        if word.lower() == "by":
            return host
    return ""


def _is_within(host: str, server: str) -> bool:
    host, server = host.lower().rstrip("."), server.lower().strip().strip(".")
    return bool(server) and (host == server or host.endswith("." + server))


def _instant(text: str) -> Moment | None:
    """An RFC 5322 date as a moment; None where its zone is unknown, since it may be hours off."""
    try:
        stated = parsedate_to_datetime(text)
        if stated.tzinfo is None and "-0000" not in text:
            return None
        return Moment(int((stated if stated.tzinfo else stated.replace(tzinfo=UTC)).timestamp()))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
