"""Parsing a data file's bytes by the format that its ending names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from privacyctl.site.data import csv_text, front_matter, json_text, toml_text, yaml_text
from privacyctl.site.data.cutting import Cut
from privacyctl.site.data.encoding import decoded
from privacyctl.site.data.front_matter import FrontMatter
from privacyctl.site.data.tree import MapItem, Node


class Format(Protocol):
    """The functions that each format's module has."""

    def parse(self, text: str, path: Path) -> Node | None: ...

    def cuts(self, text: str, root: Node, gone: Mapping[Node, frozenset[MapItem]]) -> list[Cut]: ...


_FORMATS: Mapping[str, Format] = {
    ".json": json_text,
    ".yaml": yaml_text,
    ".yml": yaml_text,
    ".toml": toml_text,
    ".csv": csv_text,
    ".tsv": csv_text,
}
_PAGES = (".md", ".markdown", ".mdx", ".html", ".htm")
ENDINGS = (*_FORMATS, *_PAGES)


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that was read, or a page with its front matter."""

    format: Format
    text: str
    """The text that the format has parsed: the whole file, or its front matter."""
    root: Node | None
    """None for an empty file."""
    page: FrontMatter | None = None
    """The page, where `text` is its front matter."""

    @property
    def is_toml(self) -> bool:
        return self.format is toml_text

    def whole(self, text: str) -> str:
        """The whole file, with another text in the place of `self.text`."""
        return self.page.whole(text) if self.page else text


def is_known(path: Path) -> bool:
    """Whether files with this ending are data files."""
    return path.suffix.lower() in ENDINGS


def is_page(path: Path) -> bool:
    """Whether files with this ending are pages with front matter."""
    return path.suffix.lower() in _PAGES


def opened(data: bytes, path: Path) -> OpenedFile | None:
    """Parse a file's bytes; None for a page without front matter. Raises BadInput for a file that is malformed."""
    text = decoded(data, path)
    if not is_page(path):
        form = _FORMATS[path.suffix.lower()]
        return OpenedFile(form, text, form.parse(text, path))
    page = front_matter.split(text)
    if page is None:
        return None
    form = toml_text if page.is_toml else yaml_text
    return OpenedFile(form, page.matter, form.parse(page.matter, path), page)
