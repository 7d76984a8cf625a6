"""The drawings that stand in a text.

They are each `<svg>`, each `<symbol>`, each element that a `<use>` names, and the paths that a script draws.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site.finding.markup import Token, tokens

_EDGE = re.compile(r"<(/?)(?:svg)(?=[\s/>])", re.IGNORECASE)
_PATH = re.compile(
    r"""(?<!\bd=)["'`]\s{0,9}([Mm]\s{0,9}[-.\d][-+\d\s.,eMmZzLlHhVvCcSsQqTtAa]{6,100000}+)["'`]"""
)
_NEXT_DRAWING = re.compile(r"""viewBox|["'`]svg["'`]|<svg""")
"""What stands between the paths of two drawings in a script."""
_MOST = 1_000
"""Drawings of one text that are compared; more are told apart by nobody."""
_MOST_WRITTEN = 3_000_000
"""In characters: of all parts of one drawing, each of which may stand in another one."""
_LONGEST = 1_000_000
"""In characters."""
_USED = re.compile(r"""href\s{0,9}=\s{0,9}["']?[^"'#\s>]{0,500}#([^"'\s>]{1,200})""", re.IGNORECASE)


class InlineDrawing(NamedTuple):
    """One drawing, as an SVG of its own."""

    data: bytes
    is_shown: bool = True
    """Whether the text shows it: a symbol that nothing uses is shown by a script at most."""


def inline_drawings(text: str, fragment: str | None = None) -> Iterator[InlineDrawing | Unread]:
    """The drawings in a text, each once; with a fragment, that of the element with this id alone. The rest is named."""
    known: set[InlineDrawing | Unread] = set()
    for one in chain(_elements(text, fragment), _of_paths(text) if fragment is None else ()):
        if one not in known:
            known.add(one)
            yield one
        if len(known) >= _MOST:
            yield _ONE_MORE
            return


def _elements(text: str, fragment: str | None) -> Iterator[InlineDrawing | Unread]:
    used = {fragment} if fragment else set(_USED.findall(text))
    for piece in _pieces(text):
        drawn = _Drawn(used)
        if not drawn.read(piece):
            yield _ONE_MORE
        if fragment is None:
            yield InlineDrawing(_written(drawn.whole))
        yield from (
            InlineDrawing(_written(one), is_shown=name in used)
            for name, one in drawn.parts
            if fragment is None or name == fragment
        )


def _of_paths(text: str) -> Iterator[InlineDrawing]:
    """The drawings that a script makes: strings that are paths, together up to where the next drawing begins."""
    paths: list[str] = []
    last = 0
    for path in _PATH.finditer(text):
        if paths and _NEXT_DRAWING.search(text, last, path.start()):
            yield InlineDrawing(_drawn(paths))
            paths = []
        paths.append(path[1])
        last = path.end()
    if paths:
        yield InlineDrawing(_drawn(paths))


def _drawn(paths: Sequence[str]) -> bytes:
    return _written(["<svg>", *(f'<path d="{html.escape(path)}"/>' for path in paths), "</svg>"])


def _pieces(text: str) -> Iterator[str]:
    """The outermost `<svg>` elements, as they are written."""
    if "<svg" not in text and "<SVG" not in text:
        return
    depth, start = 0, 0
    for edge in _EDGE.finditer(text):
        if not edge[1]:
            start = edge.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and edge.end() - start <= _LONGEST:
                yield f"{text[start : edge.start()]}</svg>"
    if depth and len(text) - start <= _LONGEST:
        yield text[start:]


_ONE_MORE = Unread("a drawing", WhyUnread.TOO_MANY, is_picture=True)


class _Drawn:
    """The tags of one drawing, and those of its parts that may be drawn by themselves."""

    def __init__(self, used: set[str]) -> None:
        self.used = used
        self.whole: list[str] = []
        self.parts: list[tuple[str, list[str]]] = []
        self.open: list[tuple[str, list[str]] | None] = []
        """For each element that is open, the part that it is; None where it is none."""
        self.around: list[tuple[str, list[str]]] = []
        """The parts among these."""
        self.left = _MOST_WRITTEN

    def read(self, piece: str) -> bool:
        """Read a drawing; returns whether it was read to its end."""
        for token in tokens(piece):
            if self.left < 0:
                return False
            if token.kind == "open":
                name = token.attributes.get("id", "")
                is_symbol = token.name == "symbol"
                part = (name, list[str]()) if is_symbol or name in self.used else None
                self.open.append(part)
                self._add(_tag(token, token.name), part)
                if part is not None:
                    self.around.append(part)
                    self.parts.append(part)
                    part[1].append(_tag(token, "svg") if is_symbol else f"<svg>{_tag(token, token.name)}")
            elif token.kind == "close":
                part = self.open.pop()
                if part is not None:
                    self.around.pop()
                self._add(f"</{token.name}>", part)
                if part is not None:
                    part[1].append("</svg>" if token.name == "symbol" else f"</{token.name}></svg>")
            elif token.kind in ("text", "raw"):
                self._add(html.escape(token.text), None)
        return True

    def _add(self, written: str, part: tuple[str, list[str]] | None) -> None:
        self.whole.append(written)
        self.left -= (len(self.around) + 1) * len(written)
        for one in self.around:
            if one is not part:
                one[1].append(written)


def _tag(token: Token, name: str) -> str:
    attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in token.attributes.items())
    return f"<{name}{attributes}>"


def _written(tags: list[str]) -> bytes:
    return "".join(tags).encode("utf-8", "replace")
