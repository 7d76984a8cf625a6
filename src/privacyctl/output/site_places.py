"""Where a scan found something, as people call it: a public page by its path, a file of the source by its own."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from privacyctl.model.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.model.site import SiteSettings

MOST = 8
"""Of so many places each is named, unless all are asked for."""
_INDEX = "index.html"
_PAGES = frozenset(("", ".html", ".htm", ".xhtml", ".php"))


class Sort(Enum):
    """Who sees it there."""

    PUBLIC = "public"
    FILE = "file"
    """A file of a folder of which the settings say nothing."""
    SOURCE = "source"


class SitePlace(NamedTuple):
    """One place as it is said."""

    sort: Sort
    text: str


def place_of(where: str, line: int, site: SiteSettings) -> SitePlace:
    """What a path or an address is on this site. A file of the built folder is the page that it becomes."""
    if urlsplit(where).scheme in ("http", "https"):
        return SitePlace(Sort.PUBLIC, _below(where, site.url))
    built, source = _within(where, site.built), _within(where, site.source)
    if source is not None and (built is None or is_data(where, site)):
        return SitePlace(Sort.SOURCE, f"{source.as_posix()}:{line}")
    if built is None:
        return SitePlace(Sort.FILE, f"{where}:{line}")
    page = f"/{built.as_posix()}"
    return SitePlace(Sort.PUBLIC, page.removesuffix(_INDEX) if built.name == _INDEX else page)


def is_data(where: str, site: SiteSettings) -> bool:
    """Whether it is one of the site's data files, out of which `publish` takes an entry."""
    return any(_within(where, one.path) is not None for one in site.data)


def said(places: Iterable[SitePlace], *, everything: bool = False) -> list[str]:
    """The places as lines: on how many public pages and which, in which files, in the source."""
    found: dict[Sort, list[str]] = {sort: [] for sort in Sort}
    for one in dict.fromkeys(places):
        found[one.sort].append(one.text)
    return [
        f"{_lead(sort, texts)}: {'  '.join(_first(texts, everything=everything))}"
        for sort, texts in found.items()
        if texts
    ]


def _lead(sort: Sort, texts: list[str]) -> str:
    if sort is Sort.SOURCE:
        return "in the site's source"
    if sort is Sort.FILE:
        return f"in {plural(len(texts), 'file')}"
    are_pages = all(Path(urlsplit(text).path).suffix.lower() in _PAGES for text in texts)
    return (
        f"on {plural(len(texts), 'public page')}"
        if are_pages
        else f"at {plural(len(texts), 'public address', 'public addresses')}"
    )


def _first(texts: list[str], *, everything: bool) -> list[str]:
    if everything or len(texts) <= MOST:
        return texts
    return [*texts[:MOST], f"and {len(texts) - MOST} more: --all"]


def _below(address: str, url: str | None) -> str:
    """An address of the site as a path that starts at the site's own; any other as it stands."""
    start = url.rstrip("/") if url else None
    if start is None or not f"{address.rstrip('/')}/".startswith(f"{start}/"):
        return address
    return address.removeprefix(start) or "/"


def _within(where: str, folder: Path | None) -> Path | None:
    """The path from a folder on; None where it does not lie in it, by whatever name the folder is called."""
    if folder is None:
        return None
    path = Path(os.path.abspath(where))  # noqa: PTH100  (a link stays one)
    for one, outer in ((path, folder), (path.parent.resolve() / path.name, folder.resolve())):
        if one.is_relative_to(outer):
            return one.relative_to(outer)
    return None
