"""Reading a site's data: a file with a list of entries, or a folder with one file an entry."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from privacyctl.bounded_files import read_file
from privacyctl.errors import BadInput, Refused, unreadable
from privacyctl.model.site import DataSource, Field, Holds, SiteEntry
from privacyctl.site.data.entries import Place, places, reached
from privacyctl.site.data.fields import Fields
from privacyctl.site.data.lines import breaks
from privacyctl.site.data.opening import ENDINGS, OpenedFile, is_known, is_page, opened
from privacyctl.site.data.tree import NodeKind

_LARGEST = 20_000_000
_LARGEST_FOLDER = 200_000_000
_MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file, with the bytes and entries that were read."""

    source: DataSource
    path: Path
    data: bytes
    entries: tuple[SiteEntry, ...]

    @property
    def is_one_entry(self) -> bool:
        """Whether the whole file is one entry, and is deleted with it."""
        return self.path != self.source.path or (is_page(self.path) and not self.source.under)


def read(source: DataSource) -> list[DataFile]:
    """Read a data file, or each file of a folder, sorted by path.

    In a folder these are skipped: hidden files, files of other kinds, files without a field of
    ours, and links that lead out of the site's source folder. Raises BadInput for a file that
    is missing, too large, of no known kind or not of the kind that its ending names, and for
    a configured key that no entry has; Refused for a path outside the source folder.
    """
    if not is_inside(source.path, source.root):
        raise outside(source.path)
    fields = Fields(source)
    files = list(_folder(source, fields)) if source.path.is_dir() else [_file(source, fields)]
    if any(file.entries for file in files):
        fields.check()
    return files


def is_inside(path: Path, root: Path) -> bool:
    """Whether a path lies in a folder once all links are followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def outside(path: Path) -> Refused:
    """What is said of a file that `is_inside` finds elsewhere."""
    return Refused(f"{path} lies outside the site's source folder", "name a file below `source` of [site]")


def _file(source: DataSource, fields: Fields) -> DataFile:
    path = source.path
    data = _bytes(path)
    if not is_known(path):
        raise BadInput(f"{path} is of no kind that can be read", f"its name may end in {', '.join(ENDINGS)}")
    file = opened(data, path)
    if file is None:
        raise BadInput(f"{path} is a page without front matter", "name the file that holds the entries")
    if is_page(path) and not source.under:
        return DataFile(source, path, data, _one_entry(source, fields, path, file))
    found = places(file, source, path)
    lines = _lines(file.text, [place.start for place in found])
    entries = [
        SiteEntry(path, line, source.holds, place.label, _said(source, fields, place))
        for place, line in zip(found, lines, strict=True)
    ]
    return DataFile(source, path, data, tuple(entries))


def _folder(source: DataSource, fields: Fields) -> Iterator[DataFile]:
    total = 0
    for path in _paths(source):
        data = _bytes(path)
        total += len(data)
        if total > _LARGEST_FOLDER:
            raise BadInput(
                f"{source.path} holds more than {_LARGEST_FOLDER:,} bytes", "name a smaller folder"
            )
        file = opened(data, path)
        if file and (entries := _one_entry(source, fields, path, file)):
            yield DataFile(source, path, data, entries)


def _paths(source: DataSource) -> list[Path]:
    """The files of a folder that may be entries."""
    found: list[Path] = []
    for folder, folders, names in os.walk(source.path, onerror=_cannot_read):
        folders[:] = [name for name in folders if not name.startswith(".")]
        # `_index` is a page about the entries.
        paths = [Path(folder, name) for name in names if not name.startswith((".", "_index."))]
        found += [
            path for path in paths if is_known(path) and path.is_file() and is_inside(path, source.root)
        ]
        if len(found) > _MOST_FILES:
            raise BadInput(f"{source.path} holds more than {_MOST_FILES:,} files", "name a smaller folder")
    return sorted(found)


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise BadInput(f"{path} is no file", "name a file or a folder of files")
        data = read_file(path, _LARGEST)
    except OSError as error:
        _cannot_read(error)
    if data is None:
        raise BadInput(f"{path} is larger than {_LARGEST // 1_000_000} MB", "split the file")
    return data


def _cannot_read(error: OSError) -> NoReturn:
    raise unreadable(error.filename, error, "check `file` in [[site.data]]") from None


def _one_entry(source: DataSource, fields: Fields, path: Path, file: OpenedFile) -> tuple[SiteEntry, ...]:
    """The entry that the whole file is; none where it has no field of ours."""
    found = reached(file.root, source.under) if file.root else []
    if any(node.kind is NodeKind.LIST for node in found):
        raise BadInput(
            f"{path} holds a list, and each file of its folder is read as one entry",
            "name the file itself as `file` in [[site.data]]",
        )
    said = fields.of(found[0]) if found else {}
    body = file.page.body.strip() if file.page else ""
    if body and source.holds is Holds.TESTIMONIALS:
        said.setdefault(Field.QUOTE, body)
    if not said:
        return ()
    label = path.relative_to(source.path).as_posix() if path != source.path else path.name
    return (SiteEntry(path, 1, source.holds, label, said),)


def _said(source: DataSource, fields: Fields, place: Place) -> dict[Field, str]:
    said = fields.of(place.item.value)
    if place.key is not None and source.holds is Holds.CUSTOMERS:
        said.setdefault(Field.COMPANY, place.key)
    return said


def _lines(text: str, starts: Sequence[int]) -> list[int]:
    """The line number, from 1, of each of these characters."""
    at, line = 0, 1
    numbers = {}
    for start in sorted(starts):
        line += breaks(text, at, start)
        at = start
        numbers[start] = line
    return [numbers[start] for start in starts]
