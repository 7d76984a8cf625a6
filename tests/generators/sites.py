"""The packed sites, laid out in a folder and served as a host of static files serves them."""

from __future__ import annotations

import io
import json
import lzma
import tarfile
from pathlib import Path

from generators.recipes import RECIPES, Recipe
from helpers.servers import HTML, Origin, Wire

HERE = Path(__file__).parent
PACKED = HERE / "packed"
LOGO = HERE / "shared" / "nordwind.png"
QUOTE = "Widget Pro saved us three weeks of tedious work every single quarter."
ATTRIBUTION = "Ann L., Acme GmbH"
CUSTOMER = "Nordwind Kartografie"
_ADDRESS = b"https://widgetpro.example"
"""The site's address in the sources."""


def names() -> list[str]:
    """The sites that are packed."""
    return [name for name in RECIPES if (PACKED / f"{name}.tar.xz").exists()]


def versions(name: str) -> tuple[str, str]:
    """Of the generator and of the theme."""
    generator, theme = json.loads((PACKED / "versions.json").read_text("utf-8"))[name]
    return generator, theme


def lay(name: str, folder: Path, address: str) -> None:
    """Lay both builds of a site into a folder, as `before/` and `after/`.

    `address` stands in them as the site's own; it has no slash at its end.
    """
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress((PACKED / f"{name}.tar.xz").read_bytes()))) as tar:
        tar.extractall(folder, filter="data")
    for file in folder.rglob("*"):
        if file.is_file() and _ADDRESS in (data := file.read_bytes()):
            file.unlink()  # both builds may have this file
            file.write_bytes(data.replace(_ADDRESS, address.encode()))


class Host(Origin):
    """Serves a built folder below the path that the site was built for, with its own page for what is not found."""

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        super().__init__(folder)
        self._base = recipe.base

    def answer(self, wire: Wire) -> None:
        missing = self.folder / "404.html" if self.folder else None
        if self._file(wire.asked.page) is None and missing is not None and missing.is_file():
            data = missing.read_bytes()
            wire.answer(404, {"Content-Type": HTML, "Content-Length": str(len(data))}, data)
        else:
            super().answer(wire)

    def _file(self, page: str) -> Path | None:
        if not page.startswith(self._base):
            return None
        file = super()._file(page.removeprefix(self._base))
        return file or super()._file(f"{page.removeprefix(self._base)}.html")
