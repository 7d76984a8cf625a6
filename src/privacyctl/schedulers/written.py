"""The files of a scheduler: written whole or not at all, and looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.atomic_files import beside
from privacyctl.bounded_files import read_file
from privacyctl.errors import unwritten

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, text: bytes) -> None:
    """Write a file, in place of one that is there. Raises BadInput."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside(path, [text]) as built:
            built.replace(path)
    except OSError as error:
        raise unwritten(path, error) from None


def is_as(path: Path, text: bytes) -> bool:
    """Whether a file is there and holds just that."""
    try:
        return read_file(path, len(text)) == text
    except OSError:
        return False
