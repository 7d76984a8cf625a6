"""What of a folder is read, what is passed over, and what need not be read again.

That a file which may not be read is counted as skipped cannot be tried by root, who may read
everything.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import pytest

from helpers.targets import ANN, BO, QUOTE
from privacyctl.errors import BadInput
from privacyctl.model.target import KnownFiles, Seen, Target
from privacyctl.site import folders
from privacyctl.site.finding.finder import Finder
from privacyctl.site.folders import Memory, Scan, walk
from privacyctl.site.unpacking import LARGEST

NOTHING = "<p>Nothing to see here.</p>"
LATER = 10 * 10**9
"""Nanoseconds after which every file of a test has settled."""


class Reader:
    """Scans that share what they remember, as the command's do; `read` counts what is looked at."""

    def __init__(self, *targets: Target, key: bytes = b"k" * 32) -> None:
        self.targets: Sequence[Target] = targets or (ANN,)
        self.known = KnownFiles(key, set(), set())
        self.read: list[str] = []

    def scan(self, *, ahead: int = LATER) -> Scan:
        return Scan(
            self._finder, Memory(self.known), lambda seen: bool(seen.sightings), time.time_ns() + ahead
        )

    def run(self, place: Path, *, ahead: int = LATER) -> list[str]:
        """The names of the files that show something; what was read is then known the next time."""
        scan = self.scan(ahead=ahead)
        shown = [found.path.name for found in scan.run(place)]
        self.known = KnownFiles(self.known.key, set(self.known.kept), set())
        return shown

    def _finder(self) -> Finder:
        reader = self

        class Counting(Finder):
            def look_at_file(self, file: IO[bytes], path: str) -> Seen:
                reader.read.append(file.read().decode("utf-8", "replace"))
                file.seek(0)
                return super().look_at_file(file, path)

        return Counting(self.targets)

    def reads(self, place: Path, *, ahead: int = LATER) -> list[str]:
        """The contents that a scan looks at."""
        self.read.clear()
        self.run(place, ahead=ahead)
        return [text for text in self.read if "<" in text]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every file that is opened, in order."""
    found: list[Path] = []

    def note(path: str) -> IO[bytes]:
        found.append(Path(path))
        return Path(path).open("rb")

    monkeypatch.setattr(folders, "open_file", note)
    return found


def write(path: Path, text: str | bytes = QUOTE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def names(place: Path) -> Iterator[str]:
    return (path.relative_to(place).as_posix() for path in walk(place))


def test_files_come_in_the_order_of_their_names_and_folders_after_them(site: Path) -> None:
    for name in ("b/a.html", "z.html", "a.html", "b/c/d.html", "a/x.html"):
        write(site / name)

    assert list(names(site)) == ["a.html", "z.html", "a/x.html", "b/a.html", "b/c/d.html"]


def test_a_file_is_a_place_of_its_own(site: Path) -> None:
    page = write(site / "a.html")

    assert list(walk(page)) == [page]
    assert Reader().run(page) == ["a.html"]


@pytest.mark.parametrize("folder", [".git", "node_modules", "__pycache__", ".cache", "deep/.hg"])
def test_what_is_not_the_sites_is_passed_over(site: Path, folder: str) -> None:
    write(site / folder / "page.html")

    assert Reader().run(site) == []


def test_no_symbolic_link_is_followed(site: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "page.html")
    (site / "folder").symlink_to(outside.parent)
    (site / "page.html").symlink_to(outside)
    (site / "circle").symlink_to(site)

    assert Reader().run(site) == []


def test_a_pipe_is_not_waited_for(site: Path) -> None:
    os.mkfifo(site / "pipe.html")

    assert Reader().run(site) == []


def test_what_is_no_text_or_too_large_is_counted_as_skipped(site: Path) -> None:
    write(site / "a.pdf", b"%PDF-1.7 " + QUOTE.encode())
    write(site / "b.woff", b"wOFF\0\1\0\2" * 100 + QUOTE.encode())
    write(site / "c.html", QUOTE.encode() + b" " * LARGEST)
    write(site / "d.html", NOTHING)
    scan = Reader().scan()

    assert list(scan.run(site)) == []
    assert (scan.files, scan.skipped) == (1, 3)


def test_a_place_that_is_not_there_is_an_error(site: Path) -> None:
    with pytest.raises(BadInput, match="no folder or file"):
        Reader().run(site / "nowhere")


def test_a_name_that_is_no_text_is_read_like_any_other(site: Path) -> None:
    write(site / os.fsdecode(b"caf\xe9.html"))

    assert len(Reader().run(site)) == 1


def test_what_is_known_is_not_read_again(site: Path) -> None:
    write(site / "a.html", NOTHING)
    reader = Reader()

    assert reader.reads(site) == [NOTHING]
    assert reader.reads(site) == []
    assert reader.reads(site) == []  # what was known is kept for the scan after the next, too


def test_what_is_wrong_is_told_every_time(site: Path) -> None:
    write(site / "a.html", QUOTE)
    reader = Reader()

    assert [reader.run(site) for _ in range(3)] == [["a.html"]] * 3


def test_a_known_file_is_not_even_opened(site: Path, opened: list[Path]) -> None:
    page = write(site / "a.html", NOTHING)
    reader = Reader()
    reader.run(site)
    reader.run(site)

    assert opened == [page]


def test_a_file_that_may_still_be_written_is_opened_again(site: Path, opened: list[Path]) -> None:
    """It was changed within two seconds of the scan's beginning: a further change might have the same time."""
    page = write(site / "a.html", NOTHING)
    reader = Reader()
    reader.run(site, ahead=0)
    reader.run(site)
    reader.run(site)

    assert opened == [page, page]


def test_the_same_content_is_opened_and_not_looked_at_again(site: Path) -> None:
    page = write(site / "a.html", NOTHING)
    reader = Reader()
    reader.run(site)
    page.unlink()
    write(page, NOTHING)
    os.utime(page, (1, 1))

    assert reader.reads(site) == []


def test_a_change_is_found_though_size_and_time_are_as_before(site: Path) -> None:
    page = write(site / "a.html", NOTHING.ljust(len(QUOTE)))
    before = page.stat()
    reader = Reader()
    reader.run(site)
    time.sleep(0.02)  # longer than the clock of a file system takes from one time to the next
    with page.open("r+") as file:
        file.write(QUOTE.ljust(before.st_size))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = page.stat()

    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (
        before.st_size,
        before.st_mtime_ns,
        before.st_ino,
    )
    assert reader.run(site) == ["a.html"]


def test_another_key_knows_nothing(site: Path) -> None:
    """The key depends on everything that is sought: where that changes all is read again."""
    write(site / "a.html", NOTHING)
    reader = Reader()
    reader.run(site)
    other = Reader(BO, key=b"o" * 32)
    other.known.digests.update(reader.known.digests)

    assert other.reads(site) == [NOTHING]


def test_the_same_page_under_another_name_is_read(site: Path) -> None:
    """A file's name may show something itself."""
    page = write(site / "a.html", NOTHING)
    reader = Reader()
    reader.run(site)
    page.rename(site / "ann-lee.html")

    assert reader.reads(site) == [NOTHING]


def test_nothing_can_be_read_from_what_is_remembered(site: Path) -> None:
    write(site / "index.html", NOTHING)
    one, other = Reader(), Reader(key=b"o" * 32)
    one.run(site)
    other.run(site)

    assert {len(digest) for digest in one.known.digests} == {16}
    assert len(one.known.digests) == 2
    assert one.known.digests.isdisjoint(other.known.digests)  # nobody without the key can try out names


def test_what_shows_nothing_wrong_is_shown_once_and_then_known(site: Path) -> None:
    write(site / "a.html", QUOTE)
    reader = Reader(ANN)
    known = reader.known
    scan = Scan(reader._finder, Memory(known), lambda _: False, time.time_ns() + LATER)

    assert [type(found.seen) for found in scan.run(site)] == [Seen]
    assert len(known.kept) == 2
