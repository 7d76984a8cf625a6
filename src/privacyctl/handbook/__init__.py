"""The pages of `docs/`, as `privacyctl help TOPIC` prints them: a wheel has them in `handbook/pages`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent


class HandbookPage(NamedTuple):
    """One page of the documents."""

    topic: str
    """What is typed to read it: the file's name without its ending."""
    title: str
    """Its heading."""
    path: Path

    @property
    def text(self) -> str:
        """The page in Markdown."""
        return self.path.read_text("utf-8")


@cache
def pages() -> tuple[HandbookPage, ...]:
    """Every page, in the order of topics."""
    shipped = _HERE / "pages"
    folder = shipped if shipped.is_dir() else _HERE.parents[2] / "docs"
    return tuple(sorted(_page(path) for path in folder.rglob("*.md")))


def _page(path: Path) -> HandbookPage:
    with path.open(encoding="utf-8") as file:
        return HandbookPage(path.stem, file.readline().lstrip("# ").strip(), path)
