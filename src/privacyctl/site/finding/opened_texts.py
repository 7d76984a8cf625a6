"""What stands in a text, kept for the next look: a script lies in the built folder and is loaded by every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from privacyctl.model.target import Seen
from privacyctl.site.finding.inside import InnerText, Inside
from privacyctl.site.finding.prefilter import Prefilter

_MOST_CHARACTERS = 8_000_000
"""Of all that is kept together."""


class OpenedText(NamedTuple):
    """A text with all that stands in it."""

    inside: Inside
    texts: list[InnerText]
    standing: list[bool]
    """Of each of the texts, whether anything that is sought may stand in it."""
    seen: dict[tuple[object, ...], Seen]
    """What was seen in one of the texts, by its number and how it was read."""

    def read(self, read_as: tuple[object, ...], read: Callable[[], Seen]) -> Seen:
        """What `read` sees; it is called at the first question alone."""
        if read_as not in self.seen:
            self.seen[read_as] = read()
        return self.seen[read_as]


class OpenedTexts:
    """Opens texts; what was opened last is kept."""

    def __init__(self, prefilter: Prefilter) -> None:
        self._prefilter = prefilter
        self._kept: dict[str, OpenedText] = {}
        self._characters = 0

    def of(self, source: str) -> OpenedText:
        opened = self._kept.get(source)
        if opened is None:
            opened = self._kept[source] = self._open(source)
            self._characters += _size(opened)
            while self._characters > _MOST_CHARACTERS:
                oldest = next(iter(self._kept))
                self._characters -= _size(self._kept.pop(oldest))
        return opened

    def _open(self, source: str) -> OpenedText:
        inside = Inside(source)
        texts = list(inside.texts())
        standing = [self._prefilter.may_stand(text.text, exhibits=text is texts[0]) for text in texts]
        return OpenedText(inside, texts, standing, {})


def _size(opened: OpenedText) -> int:
    return sum(len(text.text) for text in opened.texts)
