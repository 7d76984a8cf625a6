"""The texts, pictures and documents that a text holds.

They are what it reads with its escapes taken out, what is decoded and decompressed of it, and what is in that again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from privacyctl.model.look_reason import LookReason
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site.body_kinds import BodyKind, kind_of
from privacyctl.site.decoding import UnreadableBody, decode
from privacyctl.site.finding.charsets import decoded
from privacyctl.site.parts.encoded import Body, bodies
from privacyctl.site.parts.escapes import MOST_STEPS, is_unfinished, layers

LARGEST = 5_000_000
"""In bytes: what is decompressed to more than that is not read."""
_DEEPEST = 4
"""Bodies within bodies."""
_MOST_BODIES = 2_000
_MOST_CHARACTERS = 40_000_000
"""Of all texts together."""


class InnerText(NamedTuple):
    """A text, or one that stands in it."""

    text: str
    is_body: bool
    """Whether it is a document of its own, which was written as text; else it is a text with its escapes taken out."""


@dataclass
class Inside:
    """What a text holds. The lists are complete once all of `texts` was gone through."""

    source: str
    pictures: list[Body] = field(default_factory=list)
    documents: list[bytes] = field(default_factory=list)
    """PDFs."""
    unread: list[Unread] = field(default_factory=list)
    _known: set[bytes] = field(default_factory=set)
    _characters: int = 0

    def texts(self) -> Iterator[InnerText]:
        """The text itself, then each that stands in it, the outermost first."""
        waiting = [(self.source, 0)]
        for text, depth in waiting:
            number, layer = 0, text
            for number, layer in enumerate(layers(text)):
                self._characters += len(layer)
                if self._characters > _MOST_CHARACTERS and self._characters > len(layer):
                    self._note("what is encoded in it", WhyUnread.TOO_LARGE)
                    return
                yield InnerText(layer, is_body=depth > 0 and number == 0)
                for body in bodies(layer):
                    inner = self._take(body)
                    if inner is not None and depth < _DEEPEST:
                        waiting.append((inner, depth + 1))
                    elif inner is not None:
                        self._note("what is encoded in it", WhyUnread.TOO_MANY)
            if number >= MOST_STEPS and is_unfinished(layer):
                self._note("what is escaped in it", WhyUnread.TOO_MANY)

    def _take(self, body: Body) -> str | None:
        """The text of a body that was met for the first time; None for any other."""
        digest = hashlib.blake2b(body.data, digest_size=16).digest()
        if digest in self._known:
            return None
        if len(self._known) >= _MOST_BODIES:
            self._note("what is encoded in it", WhyUnread.TOO_MANY)
            return None
        self._known.add(digest)
        data = self._decompressed(body)
        kind = kind_of(data)
        if kind.is_picture:
            self.pictures.append(body._replace(data=data))
        elif kind is BodyKind.PDF:
            self.documents.append(data)
        return decoded(data, body.charset) if kind.is_text else None

    def _decompressed(self, body: Body) -> bytes:
        coding = "gzip" if kind_of(body.data) is BodyKind.GZIP else "deflate" if body.is_deflated else ""
        try:
            return decode(body.data, coding, most=LARGEST)
        except UnreadableBody as failure:
            if failure.reason is LookReason.TOO_LARGE:
                self._note("what is compressed in it", WhyUnread.TOO_LARGE)
            return b""

    def _note(self, what: str, why: WhyUnread) -> None:
        if (one := Unread(what, why)) not in self.unread:
            self.unread.append(one)
