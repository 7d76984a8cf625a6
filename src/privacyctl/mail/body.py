"""A mail's text parts, decoded, even where the declared charset is wrong."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart

from privacyctl import browser_charsets
from privacyctl.mail import markup
from privacyctl.mail.source import PARSER_FAULTS

LARGEST = 300_000
"""In characters: the rest of a longer text is not read. The record keeps a fifteenth of it."""

# Codecs that no mail is written in; some take quadratic time, some produce lone surrogates.
_NEVER = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}


def whole_text(mail: EmailMessage) -> str:
    """The mail's text as a reader sees it, quotes included; attachments are not opened.

    The plain text, or, without one, the HTML as text. Line breaks are single newlines. Cut
    at `LARGEST` characters.
    """
    return "\n".join(text for text in _shown(mail, is_root=True) if text.strip())[:LARGEST]


def all_texts(mail: EmailMessage) -> Iterator[str]:
    """Every text part, attached text files and hidden alternatives included."""
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            yield _content(part)
            if part.get_content_subtype() == "html":
                yield _text_of(part)


def decode(content: bytes, charset: str | None) -> str:
    """Decode by the declared charset; by UTF-8 or windows-1252 where that one fails."""
    known = _codec(charset)
    for codec in (known or "utf-8", "utf-8"):
        try:
            return content.decode(codec)
        except UnicodeError:
            continue
    if known not in (None, "ascii", "utf-8"):
        return content.decode(known, "replace")
    # A few broken bytes among good UTF-8 do not make it windows-1252.
    mixed = content.decode("utf-8", "replace")
    return content.decode("cp1252", "replace") if mixed.replace("\ufffd", "").isascii() else mixed


def _codec(charset: str | None) -> str | None:
    try:
        name = codecs.lookup((charset or "ascii").strip()).name
        b"a".decode(name, "replace")  # raises for codecs that are no charset, such as base64
    except (LookupError, ValueError, UnicodeError):
        name = ""
    if name in ("ascii", "utf-16"):  # utf-8 is sent under the one name, and the other has a byte order mark
        return name
    # Mail is written in charsets that no browser knows, utf-7 for one.
    return browser_charsets.codec_of(charset or "") or (name if name and name not in _NEVER else None)


def _shown(part: MIMEPart, *, is_root: bool = False) -> list[str]:
    kind = part.get_content_type()
    if part.is_multipart():
        if kind.startswith("message/"):
            return []
        inner = [_shown(child) for child in part.iter_parts()]
        if kind == "multipart/alternative":
            return _best(part, inner)
        return [text for texts in inner for text in texts]
    if kind not in ("text/plain", "text/html") or (not is_root and _is_file(part)):
        return []
    return [_text_of(part)]


def _best(part: MIMEPart, inner: list[list[str]]) -> list[str]:
    """The alternative to read: the plain text, unless it is blank."""
    filled = [
        (child.get_content_type() != "text/plain", place, texts)
        for place, (child, texts) in enumerate(zip(part.iter_parts(), inner, strict=True))
        if any(text.strip() for text in texts)
    ]
    return min(filled)[2] if filled else []


def _is_file(part: MIMEPart) -> bool:
    try:
        return part.is_attachment() or bool(part.get_filename())
    except PARSER_FAULTS:
        return False


def _text_of(part: MIMEPart) -> str:
    text = _content(part)
    return markup.as_text(text) if part.get_content_type() == "text/html" else text


def _content(part: MIMEPart) -> str:
    try:
        charset = part.get_content_charset()
    except PARSER_FAULTS:
        charset = None
    content = part.get_payload(decode=True)
    text = decode(content, charset) if isinstance(content, bytes) else ""
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
