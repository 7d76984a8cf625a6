"""An HTML body as plain text, its quoted parts marked with '> ' as in plain-text mail.

Not by `html.parser`: Python 3.11's takes a minute and a half for 400 kB of unclosed comments.
This reads each character a bounded number of times, and opens, loads and runs nothing.
"""

from __future__ import annotations

import html
import re

LARGEST = 2_000_000
"""In characters: the rest of a longer body is not read."""

_OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:]{0,20})")
# A mark of quotation is one where a value begins, and nowhere else ("title=it's"): one that is never
# closed is a character like any other.
_REST_OF_TAG = re.compile(
    r"""</?[a-zA-Z][^\s/>]*+(?:[\s/]++|(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+)*+>"""
)
_SPACES = re.compile(r"[ \t\n\r\f\v\xa0]+")
_UNSEEN = {
    name: re.compile(rf"</{name}\b", re.IGNORECASE)
    for name in ("script", "style", "title", "head", "template")
}
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|center|d[dlt]|div|fieldset|figure|footer|form|h[1-6]|header|hr|html|"
    "li|main|[ou]l|p|pre|section|table|tbody|tr"
)
_SPACED = {"p", "h1", "h2", "h3", "ul", "ol", "table"}
_MARK = "> "


def as_text(source: str) -> str:
    """The text that a reader of the HTML sees, cut at `LARGEST` characters. Never raises."""
    return _Page(source[:LARGEST]).text()


_ROW = re.compile(r"<tr\b|<dt\b", re.IGNORECASE)
_CELL = re.compile(r"<(?:t[dh]|dt|dd)\b", re.IGNORECASE)
_END_OF_ROW = re.compile(r"</(?:tr|table|dl)\s*>", re.IGNORECASE)
_MOST_ROWS = 200


def cells(source: str) -> tuple[tuple[str, str], ...]:
    """The rows of two cells in the HTML's tables, and its terms with their definitions, as texts."""
    found: list[tuple[str, str]] = []
    for row in _ROW.split(source[: LARGEST // 4])[1 : _MOST_ROWS + 1]:
        inside = _CELL.split("<td" + row if not row.lstrip().startswith("<td") else row)
        texts = [as_text("<td" + _END_OF_ROW.split(one, maxsplit=1)[0]).strip() for one in inside]
        texts = [text for text in texts if text]
        if len(texts) == 2 and len(texts[0]) <= 100:
            found.append((texts[0], texts[1]))
    return tuple(found)


class _Page:
    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: list[str] = []
        self.line: list[str] = []
        self.divs = self.pres = self.quotes = 0
        self.quoting_since: int | None = None
        """How many divs were open around the div that is a quote; -1 for a quote up to the end of the mail."""
        self.blockquotes: list[bool] = []
        """For each open blockquote, whether it is a quote and not an indent."""
        self.has_blockquote = "<blockquote" in source.lower()
        self.never_closed: set[str] = set()
        self.are_quotes_trusted = True

    def text(self) -> str:
        at = 0
        while opening := _OPENING.search(self.source, at):
            self._say(self.source[at : opening.start()])
            at = self._after_tag(opening.start())
        self._say(self.source[at:])
        self._break()
        return "\n".join(self.lines).strip("\n")

    def _after_tag(self, start: int) -> int:
        if self.source.startswith("<!--", start):
            end = self.source.find("-->", start + 2)
            return end + 3 if end >= 0 else len(self.source)
        end = self._end_of_tag(start)
        if end < 0:
            return len(self.source)
        if named := _NAME.match(self.source, start):
            name, tag = named[1].lower(), self.source[start : min(end, start + 2000)].lower()
            if tag.startswith("</"):
                self._close(name)
            elif name in _UNSEEN:
                return self._after_unseen(name, end)
            else:
                self._open(name, tag)
        return end + 1

    def _end_of_tag(self, start: int) -> int:
        """Where the tag closes, or -1. A '>' in a value between quotation marks does not close it."""
        if self.are_quotes_trusted and _NAME.match(self.source, start):
            if tag := _REST_OF_TAG.match(self.source, start):
                return tag.end() - 1
            # Read to the end of the page for nothing: once, and not for each tag that follows.
            self.are_quotes_trusted = False
        return self.source.find(">", start)

    def _after_unseen(self, name: str, end: int) -> int:
        # Each name is searched for once: a mail of unclosed heads would be read to its end for each.
        if name not in self.never_closed:
            if closing := _UNSEEN[name].search(self.source, end):
                return closing.start()
            self.never_closed.add(name)
        return end + 1 if name in ("head", "title") else len(self.source)

    def _open(self, name: str, tag: str) -> None:
        if name == "br":
            self._break(is_forced=True)
        elif _BLOCK.fullmatch(name):
            self._break()
        elif name in ("td", "th"):
            self._say(" ")
        if name == "pre":
            self.pres += 1
        elif name == "blockquote":
            # Gmail's "indent" is a blockquote without a border.
            self.blockquotes.append("border:none" not in tag.replace(" ", "") or "cite" in tag)
            self.quotes += self.blockquotes[-1]
        elif name == "div":
            if self.quoting_since is None and self._is_quote(tag):
                self.quoting_since = self.divs
            self.divs += 1
            if "appendonsend" in tag or "divrplyfwdmsg" in tag or _is_outlook_rule(tag):
                # An empty or small div: the quoted mail is the rest, up to the end.
                self.quoting_since = -1

    def _close(self, name: str) -> None:
        if _BLOCK.fullmatch(name):
            self._break()
        if name in _SPACED and self.lines and self.lines[-1].strip("> "):
            self._break(is_forced=True)
        if name == "blockquote" and self.blockquotes:
            self.quotes -= self.blockquotes.pop()
        elif name == "pre":
            self.pres = max(self.pres - 1, 0)
        elif name == "div":
            self.divs = max(self.divs - 1, 0)
            if self.quoting_since is not None and self.divs <= self.quoting_since:
                self.quoting_since = None

    def _is_quote(self, tag: str) -> bool:
        # Gmail's div also holds the sender's own words between and below the quotes.
        return (
            "yahoo_quoted" in tag or "gmail_attr" in tag or ("gmail_quote" in tag and not self.has_blockquote)
        )

    def _say(self, words: str) -> None:
        for place, piece in enumerate(_unescape(words).split("\n") if self.pres else [_unescape(words)]):
            if place:
                self._break(is_forced=True)
            if self.line or not piece.isspace():
                self.line.append(piece)

    def _break(self, *, is_forced: bool = False) -> None:
        line = _SPACES.sub(" ", "".join(self.line)).strip()
        self.line.clear()
        if line or is_forced:
            is_quoted = self.quoting_since is not None or self.quotes > 0
            self.lines.append((_MARK if is_quoted else "") + line)


def _is_outlook_rule(tag: str) -> bool:
    return "border-top:solid #" in tag and "1.0pt" in tag and "border:none" in tag


def _unescape(words: str) -> str:
    try:
        return html.unescape(words) if "&" in words else words
    except ValueError:  # a number of more than 4,300 digits
        return words
