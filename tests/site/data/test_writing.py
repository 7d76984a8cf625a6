"""Putting a file in another's place: whole or not at all, and never over somebody's work."""

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from privacyctl.errors import BadInput, Refused
from privacyctl.site import data

OLD = "- Ann\n- Bo\n"
NEW = b"- Bo\n"


@pytest.fixture
def file(site: Any) -> data.DataFile:
    found: data.DataFile = site.read("data/t.yaml", OLD)
    return found


def around(file: data.DataFile) -> list[str]:
    return sorted(path.name for path in file.path.parent.iterdir())


def test_the_file_is_replaced_and_nothing_is_kept_beside_it(file: data.DataFile) -> None:
    file.path.chmod(0o664)
    number = file.path.stat().st_ino

    data.replace(file, NEW)

    assert file.path.read_bytes() == NEW
    assert file.path.stat().st_ino != number  # the old file was not written into
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o664
    assert around(file) == ["t.yaml"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_the_file_keeps_its_owner(file: data.DataFile) -> None:
    os.chown(file.path, 1234, 2345)

    data.replace(file, NEW)

    assert (file.path.stat().st_uid, file.path.stat().st_gid) == (1234, 2345)


def test_nothing_in_its_place_deletes_the_file(file: data.DataFile) -> None:
    data.replace(file, None)

    assert around(file) == []


@pytest.mark.parametrize("new", [NEW, None])
@pytest.mark.parametrize("saved", [OLD + "- Cy\n", OLD.lower(), ""])
def test_a_file_that_was_saved_in_between_is_left_alone(
    file: data.DataFile, new: bytes | None, saved: str
) -> None:
    file.path.write_text(saved)

    with pytest.raises(Refused, match="is not as it was read"):
        data.replace(file, new)

    assert file.path.read_text() == saved
    assert around(file) == ["t.yaml"]


@pytest.mark.parametrize("new", [NEW, None])
def test_a_file_that_is_gone_stays_gone(file: data.DataFile, new: bytes | None) -> None:
    file.path.unlink()

    with pytest.raises(Refused, match="is not as it was read"):
        data.replace(file, new)

    assert around(file) == []


@pytest.mark.parametrize("new", [NEW, None])
def test_what_is_no_regular_file_any_more_is_left_alone(file: data.DataFile, new: bytes | None) -> None:
    file.path.unlink()
    os.mkfifo(file.path)

    with pytest.raises(Refused, match="is not as it was read"):
        data.replace(file, new)

    assert around(file) == ["t.yaml"]


@pytest.mark.parametrize("new", [NEW, None])
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_link_out_of_the_site_is_not_written_through(
    file: data.DataFile, tmp_path: Path, what: str, new: bytes | None
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    file.path.rename(outside / "t.yaml")
    if what == "file":
        file.path.symlink_to(outside / "t.yaml")
    else:
        file.path.parent.rmdir()
        file.path.parent.symlink_to(outside)

    with pytest.raises(Refused, match="lies outside the site's source folder"):
        data.replace(file, new)

    assert (outside / "t.yaml").read_text() == OLD
    assert list(outside.iterdir()) == [outside / "t.yaml"]


def test_of_a_link_within_the_site_the_file_is_replaced_and_the_link_stays(site: Any) -> None:
    site.source("shared/t.yaml", OLD)
    (site.root / "t.yaml").symlink_to("shared/t.yaml")
    [file] = data.read(site.source("t.yaml"))

    data.replace(file, NEW)

    assert (site.root / "t.yaml").is_symlink()
    assert (site.root / "shared" / "t.yaml").read_bytes() == NEW


@contextmanager
def no_room() -> Iterator[None]:
    """No file may grow beyond three bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_the_old_file_and_no_other(file: data.DataFile) -> None:
    with no_room(), pytest.raises(BadInput, match=r"cannot be written: file too large; it is as it was$"):
        data.replace(file, NEW)

    assert file.path.read_text() == OLD
    assert around(file) == ["t.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("new", [NEW, None])
def test_a_folder_that_is_read_only_leaves_the_old_file(file: data.DataFile, new: bytes | None) -> None:
    file.path.parent.chmod(0o500)
    try:
        with pytest.raises(BadInput, match=r"cannot be written: permission denied; it is as it was$"):
            data.replace(file, new)
    finally:
        file.path.parent.chmod(0o700)

    assert file.path.read_text() == OLD
