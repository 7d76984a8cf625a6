"""A mail's text parts, decoded, even where the declared charset is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart

from privacyctl.mail import characters, markup
from privacyctl.mail.source import PARSER_FAULTS

LARGEST = 300_000
"""In characters: the rest of a longer text is not read. The record keeps a fifteenth of it."""
_MORE, _FEW = 2, 20
"""HTML has this many times the letters of the plain text, and so many more, where it has words of its own."""
_STUB = re.compile(
    r".{0,400}(enable html|html[- ]?(mail|e-?mail|format|view|capable|fähig|compatible)|kein html|support html|"
    r"affich\w* .{0,20}html|visualizz\w* .{0,20}html).{0,400}",
    re.IGNORECASE | re.DOTALL,
)
_NO_LETTER = re.compile(r"[\W\d_]")


def whole_text(mail: EmailMessage) -> str:
    """The mail's text as a reader sees it, quotes included; attachments are not opened.

    The plain text, or, without one, the HTML as text. Line breaks are single newlines. Cut
    at `LARGEST` characters.
    """
    return "\n".join(text for text in _shown(mail, is_root=True) if text.strip())[:LARGEST]


def cells(mail: EmailMessage) -> tuple[tuple[str, str], ...]:
    """The rows of two cells in the first HTML of the mail."""
    html = next((part for part in mail.walk() if part.get_content_type() == "text/html"), None)
    return markup.cells(_content(html)) if isinstance(html, MIMEPart) else ()


def is_stub(text: str) -> bool:
    """Whether a plain text only says that the HTML is to be read."""
    return len(text) < 1_000 and _STUB.fullmatch(text.strip()) is not None


def all_texts(mail: EmailMessage) -> Iterator[str]:
    """Every text part, attached text files and hidden alternatives included."""
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            yield _content(part)
            if part.get_content_subtype() == "html":
                yield _text_of(part)


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
    """The alternative to read: the plain text, unless it has far fewer words than another."""
    filled = [
        (child.get_content_type() != "text/plain", place, texts)
        for place, (child, texts) in enumerate(zip(part.iter_parts(), inner, strict=True))
        if any(text.strip() for text in texts)
    ]
    if not filled:
        return []
    first = min(filled)[2]
    most = max((texts for *_, texts in filled), key=_letters)
    return most if _letters(most) > _MORE * _letters(first) + _FEW or any(map(is_stub, first)) else first


def _letters(texts: list[str]) -> int:
    return sum(len(text) - len(_NO_LETTER.findall(text)) for text in texts)


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
        label = part.get_content_charset()
    except PARSER_FAULTS:
        label = None
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    if part.get_content_subtype() == "html" and characters.codec_of(label) is None:
        label = characters.label_in_html(content)
    text = characters.decode(content, label).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
