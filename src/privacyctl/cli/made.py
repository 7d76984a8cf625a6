"""Noting where the files lie that a command writes about people: an erasure names them, and has them deleted.

They are noted before they are written, since a command may be killed in between. What is
printed is noted too, where standard output was led into a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.errors import Failure
from privacyctl.model.made import MadeKind
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from pathlib import Path

    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store


def note_made(store: Store, kind: MadeKind, *paths: Path, contact: ContactId | None = None) -> None:
    """Note files that are about to be written; `contact` is whose answer they are."""
    from privacyctl.store import made_files

    made_files.note(store, kind, paths, contact)


def note_printed(store: Store, kind: MadeKind) -> None:
    """Note the file that standard output goes into; nothing where it goes to a reader or a terminal.

    Where that cannot be noted, in a record that may only be read say, the list is given out all the same.
    """
    path = stream.file_behind()
    if path is None:
        return
    try:
        note_made(store, kind, path)
    except Failure as error:
        stream.complain(
            "warning",
            f"it is not noted where this list lies, so that no erasure will name it: {error.sentence}",
            "delete it yourself when you have used it",
        )
