"""A linear reader of markup: a page's tags and texts, with the place of each.

Not `html.parser`: Python 3.11's takes a minute and a half for some hostile pages. This one
reads each character a bounded number of times, reads HTML, XML and SVG alike, resolves
character references and no other entity, and treats malformed markup as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from privacyctl.site.parts.escapes import unescape

# PHP code is read as text: a page's source may hold its quotes in an array. So is the content of CDATA.
_TAG = re.compile(r"<(?:(!--)|(!\[CDATA\[)|(/?)([a-zA-Z][\w:.-]{0,60})|[!?](?!php\b|=))")
_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>`]++)))?+""")
_RAW = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
_CLOSED_BY_THE_NEXT = frozenset("li p dt dd tr td th option".split())  # noqa: SIM905
_TAG_END = re.compile(r"\s*+(/?)\s*+>")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_FEED = re.compile(r"\s*<(?:\?xml|rss|feed)\b", re.IGNORECASE)
_MERE = re.compile(r"!doctype\b|\?xml|!ENTITY\b", re.IGNORECASE)
_WRAPPED = re.compile("&(?:lt|gt|amp|#60|#62|#38);")
_ABOVE = frozenset(("rb", "rt", "rp"))


class Token(NamedTuple):
    """One piece of a page, in its order."""

    kind: str
    """"text", "open", "close", "raw" (the text of a script or a style) or "comment"."""
    at: int
    """Where it begins in the source, in characters."""
    name: str = ""
    """The element's name, in lower case; a "close" always names an open element."""
    text: str = ""
    attributes: dict[str, str] = {}  # noqa: RUF012  (never written to)


def tokens(source: str) -> Iterator[Token]:
    """The pieces of a page. Each "close" belongs to the last "open" that is not closed yet."""
    reader, at = _MarkupReader(source), 0
    while found := _TAG.search(source, at):
        if found.start() > at:
            yield Token("text", at, text=unescape(source[at : found.start()]))
        pieces, at = reader.read(found)
        yield from pieces
    if at < len(source):
        yield Token("text", at, text=unescape(source[at:]))
    yield from reader.end()


class _MarkupReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.open: list[str] = []
        self.counts: dict[str, int] = {}
        """How many elements of each name are open, so that a stray closing tag costs no search."""
        self.never: set[str] = set()
        """Closing marks that do not occur in the rest of the source, so that each is searched for once."""

    def read(self, found: re.Match[str]) -> tuple[list[Token], int]:
        """The tokens of one piece of markup, and where it ends."""
        is_comment, is_data, is_closing, name = found.groups()
        at = found.start()
        if is_comment:
            end = self._find("-->", at + 2)
            return ([], found.end()) if end < 0 else ([_comment(self.source, at, end)], end + 3)
        if is_data:
            return [], found.end()
        if name is None:
            end = self._find(">", at)
            return _declared(self.source, at, end), end + 1 if end >= 0 else found.end()
        if is_closing:
            end = self._find(">", at)
            return self._close(name.lower(), at), end + 1 if end >= 0 else found.end()
        return self._open(name.lower(), at, found.end())

    def end(self) -> Iterator[Token]:
        """Close the elements that are still open at the end."""
        while self.open:
            yield Token("close", len(self.source), self.open.pop())

    def _find(self, mark: str, at: int) -> int:
        found = -1 if mark in self.never else self.source.find(mark, at)
        if found < 0:
            self.never.add(mark)
        return found

    def _open(self, name: str, at: int, after: int) -> tuple[list[Token], int]:
        last = self.open[-1] if self.open else ""
        is_next = name == last if name in _CLOSED_BY_THE_NEXT else name in _ABOVE and last in _ABOVE
        pieces = self._close(last, at) if is_next else []
        attributes, after, closes_itself = _attributes(self.source, after)
        pieces.append(Token("open", at, name, attributes=attributes))
        if name in _VOID or closes_itself:
            pieces.append(Token("close", after, name))
            return pieces, after
        self.open.append(name)
        self.counts[name] = self.counts.get(name, 0) + 1
        if name in _RAW and name not in self.never:
            end = _RAW[name].search(self.source, after)
            if end is not None:
                pieces.append(Token("raw", after, name, self.source[after : end.start()]))
                return pieces, end.start()
            self.never.add(name)
        return pieces, after

    def _close(self, name: str, at: int) -> list[Token]:
        pieces: list[Token] = []
        while self.counts.get(name) and (not pieces or pieces[-1].name != name):
            last = self.open.pop()
            self.counts[last] -= 1
            pieces.append(Token("close", at, last))
        return pieces


def _comment(source: str, at: int, end: int) -> Token:
    return Token("comment", at, text=unescape(source[at + 4 : end]))


def _declared(source: str, at: int, end: int) -> list[Token]:
    """An instruction, or a declaration of what an attribute says, as a comment: a style sheet may show it."""
    text = source[at + 1 : end] if end >= 0 else ""
    is_mere = _MERE.match(text) is not None and "<!ATTLIST" not in text
    return [] if not text or is_mere else [Token("comment", at, text=unescape(text[1:]))]


def _attributes(source: str, at: int) -> tuple[dict[str, str], int, bool]:
    """The attributes of a tag, where it ends, and whether it closes itself."""
    if source.startswith(">", at):
        return {}, at + 1, False
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(source, at):
        at = match.end()
        value = next((one for one in match.groups()[1:] if one is not None), "")
        found.setdefault(match[1].lower(), unescape(value))
    stop = _TAG_END.match(source, at)
    if stop is None:
        return found, at + 1, False
    return found, stop.end(), stop[1] == "/"


def unescaped(source: str) -> str:
    """The source with the escapes of JSON and JavaScript resolved; none becomes a line break, so lines stay."""

    def meant(found: re.Match[str]) -> str:
        if digits := found[1] or found[2]:
            code = int(digits, 16)
            return " " if code < 0x20 or 0xD800 <= code <= 0xDFFF else chr(code)
        return {"n": " ", "r": " ", "t": " ", "b": " ", "f": " "}.get(found[3], found[3])

    return _ESCAPE.sub(meant, source) if "\\" in source else source


def opened(source: str) -> str:
    """The source. In a feed, HTML that is escaped as text is turned into markup."""
    return _WRAPPED.sub(lambda found: unescape(found[0]), source) if _FEED.match(source) else source
