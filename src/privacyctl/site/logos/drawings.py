"""SVG: the lines and the text of a drawing, in one form however a minifier wrote them.

Not an XML parser: those expand entities. This reads each character a bounded number of
times. Colours, ids, classes, titles and metadata do not count; relative and absolute
commands, shorthands, the precision of numbers, merged paths, shapes made into paths, and
transforms moved or applied result in the same lines. Of 2,299 logos that svgo minified with
its default settings, 2,288 are SURE and the rest PERHAPS.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageDraw

from privacyctl.site.logos.outlines import Line, Matrix, shape, transform

LARGEST = 500_000
"""In bytes: of 2,303 logos one is larger than two fifths of it."""
_COMMANDS = b"MmZzLlHhVvCcSsQqTtAa"
_MOST_COMMANDS = 200_000
"""With more of these letters a drawing takes many seconds; a logo of the largest size has a third of them."""
_LONGEST_TEXT = 1000
_FARTHEST = 1e12
_CANVAS, _MARGIN, _PEN = 256, 8, 3
"""In pixels: the longer side, the white margin, and the width of a line."""

_UNREAD = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_DOCTYPE = re.compile(r"""<!DOCTYPE(?:[^<>"'\[]|"[^"<]*+"|'[^'<]*+')*+>""", re.IGNORECASE)
_TAG = re.compile(
    r"""<(?P<end>/?)(?:[\w.-]{1,40}:)?(?P<name>[a-zA-Z][\w.-]{0,40}+)"""
    r"""(?P<rest>(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+)>(?P<text>[^<]*+)"""
)
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]{1,60}+)\s{0,20}+=\s{0,20}+(?:"([^"]*+)"|'([^']*+)')""")
_HIDDEN = re.compile(r"display\s{0,20}+:\s{0,20}+none")
_UNDRAWN = frozenset(
    "clippath desc filter marker mask metadata namedview pattern script style title".split()  # noqa: SIM905
)


class Drawing(NamedTuple):
    """The lines and the text of an SVG."""

    lines: list[Line]
    text: str
    """With white space single and letters in lower case."""


class _Element(NamedTuple):
    name: str
    place: Matrix = Matrix()
    """Maps its own coordinates to those of the whole drawing."""
    is_drawn: bool = True
    is_text: bool = False


def is_svg(data: bytes) -> bool:
    """Whether the bytes begin with markup, as no other picture's file does."""
    return data[:100].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def read(data: bytes) -> Drawing | None:
    """Read an SVG; None for other markup, for one that declares entities, and for one that is too large.

    Never raises. Ignored: `use` (the element that it refers to counts once, where it is
    defined), nested view boxes, style sheets, and embedded pictures.
    """
    if len(data) > LARGEST or len(data) - len(data.translate(None, _COMMANDS)) > _MOST_COMMANDS:
        return None
    source = _DOCTYPE.sub("", _UNREAD.sub("", data.decode("utf-8", "replace")), count=1)
    root = _TAG.search(source)
    if root is None or root["name"] != "svg" or "<!" in source:
        return None
    lines: list[Line] = []
    words: list[str] = []
    for element, attributes, text in _elements(source):
        if element.is_text:
            words.append(text)
        for line in shape(element.name, attributes) if attributes and element.is_drawn else ():
            placed = [element.place.of(point) for point in line]
            if all(abs(z.real) < _FARTHEST and abs(z.imag) < _FARTHEST for z in placed):
                lines.append(placed)
    return Drawing(lines, " ".join(html.unescape("".join(words)[:_LONGEST_TEXT]).casefold().split()))


def picture(lines: list[Line]) -> Image.Image | None:
    """The lines as a picture, black on white and all of one width; None where there are none."""
    points = [point for line in lines for point in line]
    xs, ys = [point.real for point in points], [point.imag for point in points]
    longest = max(max(xs) - min(xs), max(ys) - min(ys)) if xs else 0
    if longest <= 0:
        return None
    scale = (_CANVAS - 2 * _MARGIN) / longest
    corner = complex(min(xs), min(ys)) - complex(_MARGIN, _MARGIN) / scale
    size = [round((max(sides) - min(sides)) * scale) + 2 * _MARGIN for sides in (xs, ys)]
    canvas = Image.new("RGB", (size[0], size[1]), "white")
    pen = ImageDraw.Draw(canvas)
    for line in lines:
        pen.line(
            [((z.real - corner.real) * scale, (z.imag - corner.imag) * scale) for z in line], "black", _PEN
        )
    return canvas


def _elements(source: str) -> Iterator[tuple[_Element, dict[str, str], str]]:
    """Each tag's element, its attributes (none after an end tag), and the text up to the next tag."""
    stack = [_Element("")]
    for tag in _TAG.finditer(source):
        attributes: dict[str, str] = {}
        if not tag["end"]:
            attributes = {name: one or other for name, one, other in _ATTRIBUTE.findall(tag["rest"])}
            stack.append(_inside(stack[-1], tag["name"], attributes))
            yield stack[-1], attributes, "" if tag["rest"].endswith("/") else tag["text"]
        if tag["end"] or tag["rest"].endswith("/"):
            if len(stack) > 1 and stack[-1].name == tag["name"]:
                stack.pop()
            yield stack[-1], {}, tag["text"]


def _inside(outer: _Element, name: str, attributes: dict[str, str]) -> _Element:
    is_hidden = attributes.get("display") == "none" or _HIDDEN.search(attributes.get("style", "")) is not None
    is_drawn = outer.is_drawn and name.lower() not in _UNDRAWN and not is_hidden
    place = (
        outer.place.after(transform(attributes["transform"])) if "transform" in attributes else outer.place
    )
    return _Element(name, place, is_drawn, is_drawn and (outer.is_text or name == "text"))
