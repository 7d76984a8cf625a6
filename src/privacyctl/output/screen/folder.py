"""Handing files over: a folder or a file, private, whole or not at all, and nothing overwritten."""

from __future__ import annotations

import fcntl
import os
import shutil
from typing import TYPE_CHECKING

from privacyctl.atomic_files import UNFINISHED, make, settle
from privacyctl.errors import unwritten

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files in it.

    What a killed run left of it is made anew. Raises BadInput where the folder has
    something in it, or cannot be made.
    """
    folder = folder.resolve()
    built = folder.with_name(f"{UNFINISHED}{folder.name}")
    try:
        shutil.rmtree(built, ignore_errors=True)
        built.mkdir(0o700)
        handle = os.open(built, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            for name, data in files.items():
                make(built / name, [data])
            built.rename(folder)  # in the place of an empty one, never of another
        finally:
            shutil.rmtree(built, ignore_errors=True)
            os.close(handle)
        settle(folder.parent)
    except OSError as error:
        raise unwritten(folder, error) from None


def write_file(path: Path, data: bytes) -> None:
    """Make a file that is not there yet. Raises BadInput where it is, or cannot be made."""
    try:
        make(path, [data])
        settle(path.parent)
    except OSError as error:
        raise unwritten(path, error) from None
