"""A head and its proof in one text: the three lines of the head, an empty one, and the proof between two marks."""

from __future__ import annotations

from pathlib import Path

from privacyctl.bounded_files import read_file
from privacyctl.errors import BadInput, unreadable

_LARGEST = 200_000
_NOTE_LINES = 3


def armored(note: str, proof: str) -> str:
    return f"{note}\n{proof.strip()}\n"


def taken_apart(path: Path, mark: str, made_by: str) -> tuple[str, str]:
    """The head's lines and the proof, from `-----BEGIN MARK-----` on. Raises BadInput for any other file."""
    try:
        data = read_file(path, _LARGEST)
    except OSError as error:
        raise unreadable(path, error) from error
    text = (data or b"").decode("utf-8", "replace").replace("\r\n", "\n")
    note, begin, proof = text.partition(f"\n-----BEGIN {mark}-----")
    if not begin or f"-----END {mark}-----" not in proof or len(note.splitlines()) != _NOTE_LINES:
        raise BadInput(f"{path} is no head with its proof", f"such a file is made by: {made_by}")
    return note, begin.lstrip() + proof.partition(f"-----END {mark}-----")[0] + f"-----END {mark}-----\n"
