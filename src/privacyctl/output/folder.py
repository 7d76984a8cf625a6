"""Handing files over: a folder or a file, private, whole or not at all, and nothing overwritten."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput, why

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files in it.

    What a killed run left of it is made anew. Raises BadInput where the folder has
    something in it, or cannot be made.
    """
    folder = folder.resolve()
    built = folder.with_name(f".privacyctl-{folder.name}")
    try:
        shutil.rmtree(built, ignore_errors=True)
        built.mkdir(0o700)
        try:
            for name, data in files.items():
                _write(os.open(built / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), data)
            built.rename(folder)  # in the place of an empty one, never of another
        finally:
            shutil.rmtree(built, ignore_errors=True)
        _settle(folder.parent)
    except OSError as error:
        raise _unwritten(folder, error) from None


def write_file(path: Path, data: bytes) -> None:
    """Make a file that is not there yet. Raises BadInput where it is, or cannot be made."""
    try:
        handle, built = tempfile.mkstemp(prefix=".privacyctl-", dir=path.parent)
        try:
            _write(handle, data)
            os.link(built, path)
        finally:
            Path(built).unlink(missing_ok=True)
        _settle(path.parent)
    except OSError as error:
        raise _unwritten(path, error) from None


def _write(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _settle(folder: Path) -> None:
    """Have the names in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritten(path: Path, error: OSError) -> BadInput:
    return BadInput(f"{path} cannot be written: {why(error)}", "name another place")
