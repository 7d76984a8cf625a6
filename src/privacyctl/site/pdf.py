"""PDF: the text of its pages, every text beside it, its pictures, and the files that are attached to it.

Where the text of a page is not all that a reader sees (ISO 32000-1): titles and authors, remarks, the fields
of a form, the other text of a figure. So every object that the file reaches is gone through, and not a list of places.
"""

from __future__ import annotations

import html
import io
import logging
import re
import time
import unicodedata
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from privacyctl.model.unread import WhyUnread

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 400
_MOST_OBJECTS = 100_000
_MOST_PIXELS = 50_000_000
"""Of all pictures together."""
_SECONDS = 20
"""For the texts of all pages; a page that has begun is read to its end."""
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad]\n(?=\w)")
_CURVE = re.compile(rb"[\d.]\s+[cvy]\s")
_FEWEST_CURVES = 4
"""With fewer curves it is a frame or a rule, and no drawing."""
_NO_LETTER = re.compile(r"/[A-Za-z]{1,2}\d+")
"""A glyph's name that does not tell its letter."""


class Attached(NamedTuple):
    """A file within the PDF: a picture, or one that is attached to it."""

    name: str
    data: bytes


def read(data: bytes, *, with_pictures: bool) -> list[bytes | Attached | WhyUnread]:
    """The text as markup in UTF-8, a line for each page; the files within; and why something could not be read.

    `WhyUnread.DRAWN` is about pictures alone. Never raises.
    """
    from pypdf import PdfReader  # noqa: PLC0415  (it takes half a second to load, and few sites have a PDF)
    from pypdf.errors import DependencyError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # its warnings quote the file
    found: list[bytes | Attached | WhyUnread] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = PdfReader(io.BytesIO(data))
            # The password that keeps visitors from printing is none for reading.
            if reader.is_encrypted and not reader.decrypt(""):
                return [WhyUnread.LOCKED]
            found += _Document(reader).everything(with_pictures=with_pictures)
        except DependencyError:  # an encryption that takes a library more
            found.append(WhyUnread.LOCKED)
        except Exception:  # noqa: BLE001  (on damaged files pypdf raises errors of every kind)
            found.append(WhyUnread.DAMAGED)
    return found


class _Document:
    def __init__(self, reader: PdfReader) -> None:
        self.reader = reader
        self.beside: list[str] = []
        """The texts beside the pages' own."""
        self.files: list[Attached] = []
        self.doubts: set[WhyUnread] = set()
        self.pictures: list[Any] = []
        self.has_drawing = False

    def everything(self, *, with_pictures: bool) -> Iterator[bytes | Attached | WhyUnread]:
        self._objects()
        lines = [_markup(text) for text in self._pages()]
        lines.append(_markup("\n".join(dict.fromkeys(self.beside))))
        yield "\n".join(lines).encode("utf-8", "replace")
        yield from self.files
        if with_pictures:
            yield from self._decoded()
        if self.has_drawing:
            self.doubts.add(WhyUnread.DRAWN)
        yield from sorted(self.doubts, key=lambda why: why.name)

    def _decoded(self) -> Iterator[Attached]:
        pixels = 0
        for picture in self.pictures:
            pixels += picture.get("/Width", 0) * picture.get("/Height", 0)
            if pixels > _MOST_PIXELS:
                self.has_drawing = True
                return
            file = io.BytesIO()
            picture.decode_as_image().convert("RGBA").save(file, "PNG", compress_level=1)
            yield Attached("picture.png", file.getvalue())

    def _pages(self) -> Iterator[str]:
        end = time.monotonic() + _SECONDS
        for number, page in enumerate(self.reader.pages):
            if number >= _MOST_PAGES or time.monotonic() > end:
                self.doubts.add(WhyUnread.TOO_LARGE)
                return
            text = page.extract_text()
            contents = page.get_contents()
            is_drawn = contents is not None and _is_drawn(contents.get_data())
            self.has_drawing |= is_drawn
            if not text.strip() and (is_drawn or self.has_drawing or self.pictures):
                self.doubts.add(WhyUnread.PICTURE_OF_TEXT)
            yield text

    def _objects(self) -> None:
        """Go through every object that the file reaches."""
        from pypdf.generic import IndirectObject, TextStringObject  # noqa: PLC0415

        waiting: list[Any] = [self.reader.trailer]
        met: set[int] = set()
        for _ in range(_MOST_OBJECTS):
            if not waiting:
                return
            one = waiting.pop()
            if isinstance(one, IndirectObject):
                if one.idnum in met:
                    continue
                met.add(one.idnum)
                one = one.get_object()
            if isinstance(one, TextStringObject):
                self.beside.append(one)
            elif isinstance(one, list):
                waiting += one
            elif isinstance(one, dict):
                self._note(one)
                waiting += [value for key, value in one.items() if key != "/Parent"]
        self.doubts.add(WhyUnread.TOO_LARGE)

    def _note(self, one: Any) -> None:
        kind, form = one.get("/Type"), one.get("/Subtype")
        if form == "/Image":
            self.pictures.append(one)
        elif form == "/Form":
            self.has_drawing |= _is_drawn(one.get_data())
        elif kind == "/EmbeddedFile":
            self.files.append(Attached("attached", one.get_data()))
        elif kind == "/Metadata" or form == "/XML":
            self.files.append(Attached("metadata.xml", one.get_data()))
        elif kind == "/Font" and _is_unknown(one):
            self.doubts.add(WhyUnread.PICTURE_OF_TEXT)


def _is_drawn(contents: bytes) -> bool:
    return len(_CURVE.findall(contents)) >= _FEWEST_CURVES


def _is_unknown(font: Any) -> bool:
    """Whether a font does not say which letters it draws."""
    if "/ToUnicode" in font:
        return False
    encoding = font.get("/Encoding")
    if font.get("/Subtype") == "/Type0":
        return str(encoding).startswith("/Identity")
    encoding = encoding.get_object() if encoding is not None else None
    names = encoding.get("/Differences", ()) if isinstance(encoding, dict) else ()
    return any(isinstance(name, str) and _NO_LETTER.fullmatch(name) for name in names)


def _markup(text: str) -> str:
    """A line of markup, with an element for each line of the text."""
    text = unicodedata.normalize("NFKC", text)
    joined = _HYPHEN.sub("", text)
    texts = [text] if joined == text else [joined, text]
    return "".join(
        f"<p>{html.escape(line)}</p>" for one in texts for line in one.splitlines() if line.strip()
    )
