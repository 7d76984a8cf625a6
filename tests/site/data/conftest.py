"""What the tests of the data files share: a site's source folder, a file in it, and the file after a cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from privacyctl.model.site import DataSource, Field, Holds, SiteEntry
from privacyctl.site import data

Read = Callable[..., tuple[SiteEntry, ...]]
Cut = Callable[..., str]


class Site:
    """A site's source folder. The file of the moment is `testimonials` with the test's ending."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def source(self, name: str, content: str | bytes | None = None, **options: Any) -> DataSource:
        """The settings of a data file, which is written where there is a content."""
        path = self.root / name
        if content is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        under = tuple(options.pop("under", "").split(".")) if options.get("under") else ()
        keys = {Field(field): tuple(key.split(".")) for field, key in options.pop("keys", {}).items()}
        return DataSource(path, self.root, options.get("holds", Holds.TESTIMONIALS), under, keys or None)

    def read(self, name: str, content: str | bytes, **options: Any) -> data.DataFile:
        [file] = data.read(self.source(name, content, **options))
        return file

    def fields(self, name: str, content: str | bytes, **options: Any) -> list[dict[str, str]]:
        """What each entry says, by our plain words."""
        return [plain(entry) for entry in self.read(name, content, **options).entries]

    def cut(self, name: str, content: str | bytes, gone: str, **options: Any) -> str:
        """The file without the entries of these labels, which are parted by spaces."""
        file = self.read(name, content, **options)
        new = data.without(file, [entry for entry in file.entries if entry.label in gone.split()])
        assert new is not None
        return new.decode()


def plain(entry: SiteEntry) -> dict[str, str]:
    return {field.value: text for field, text in entry.fields.items()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    root = tmp_path / "site"
    root.mkdir()
    return Site(root)
