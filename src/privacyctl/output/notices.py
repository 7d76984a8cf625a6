"""A notice as files: its text, whom it goes to, and the manifest that proves the two."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from privacyctl.bounded_files import read_file
from privacyctl.errors import BadInput, Refused, already_there, unreadable
from privacyctl.model.moment import iso
from privacyctl.output.audience import csv_rows
from privacyctl.output.screen.folder import write_file, write_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from privacyctl.duties.lists.announcing import Announced, Told
    from privacyctl.model.notice import Notice

TEXT, AUDIENCE, MANIFEST = "notice.txt", "audience.csv", "manifest.json"
_LARGEST = 1024 * 1024


class NoticeFiles:
    """Where the files of one notice go. What stands there is read, and never overwritten.

    Raises BadInput where the folder holds anything but the files of a notice.
    """

    def __init__(self, folder: Path, manifest: Path | None, recipient: str | None = None) -> None:
        self.folder = folder
        self.manifest = manifest
        self.recipient = recipient
        """Who is handed the audience, and sends the notice; None for whoever does so themselves."""
        self._proof = _manifest_in(folder)

    @property
    def people(self) -> tuple[Path, ...]:
        """The files that name people, or whose words may."""
        return (self.folder / AUDIENCE, self.folder / TEXT)

    @property
    def proofs(self) -> tuple[Path, ...]:
        """The manifest, and its copy where one is wanted."""
        return (self.folder / MANIFEST, *([self.manifest] if self.manifest is not None else []))

    @property
    def _said(self) -> dict[str, Any]:
        """What the manifest says; nothing where there is none yet."""
        found: dict[str, Any] = json.loads(self._proof or b"{}")
        return found

    def check(self, notice: Notice | None) -> None:
        """Refuse a place that is taken by anything but the files of this very notice.

        `notice` is the one that is on record already, if any. To be asked before one is recorded.
        """
        for place in (self.folder, self.manifest):
            if place is not None and not place.absolute().parent.is_dir():
                raise BadInput(f"there is no folder {place.parent}", "make it first, or name another")
        if self._proof is not None and (notice is None or not _is_of(notice, self._said)):
            raise _taken(self.folder)
        if self._proof is not None and self._said.get("recipient") != self.recipient:
            raise BadInput(
                f"the audience in {self.folder} was written for "
                f"{'another recipient' if self.recipient else 'a recipient'}",
                "have one written elsewhere: --out FOLDER",
            )
        if self.manifest is not None and _read(self.manifest) not in (None, self._proof):
            raise _taken(self.manifest)

    def write(self, announced: Announced, told: Callable[[], Told]) -> list[Path]:
        """Write what is missing, and say which files that was. `told` is asked only for the audience.

        Raises Refused where the audience that was written then cannot be made again.
        """
        notice, columns = announced.notice, announced.columns
        written: list[Path] = []
        if self._proof is None:
            files = _files(notice, told(), columns, self.recipient)
            write_folder(self.folder, files)
            written += [self.folder / name for name in files]
            self._proof = files[MANIFEST]
        if _read(self.folder / TEXT) is None:
            write_file(self.folder / TEXT, notice.text.encode())
            written.append(self.folder / TEXT)
        if not (self.folder / AUDIENCE).exists():
            written.append(self._write_audience_again(notice, _audience(told(), columns)))
        if self.manifest is not None and _read(self.manifest) is None:
            write_file(self.manifest, self._proof)
            written.append(self.manifest)
        return written

    def _write_audience_again(self, notice: Notice, data: bytes) -> Path:
        path = self.folder / AUDIENCE
        if self._said.get("audience_sha256") != _sha256(data):
            raise Refused(
                f"the audience of notice {notice.id} is not what it was, and {path} cannot be made again",
                "have today's written elsewhere, with its own manifest: --out FOLDER",
            )
        write_file(path, data)
        return path


def _files(notice: Notice, told: Told, columns: tuple[str, ...], recipient: str | None) -> dict[str, bytes]:
    people = _audience(told, columns)
    manifest = {
        "version": 1,
        "notice": notice.id,
        "purpose": notice.purpose.value,
        "definition": {
            "for": notice.what_for,
            "basis": notice.basis.value,
            "choice": notice.choice.value,
            "sha256": notice.definition.hex(),
        },
        "text_sha256": notice.sha256.hex(),
        "audience_sha256": _sha256(people),
        "announced_at": iso(notice.announced_at),
        "opens_at": iso(notice.opens_at),
        "count": len(told.people),
        "recipient": recipient,
        "audit_seq": told.head.seq,
        "audit_head": told.head.hash.hex(),
    }
    proof = json.dumps(manifest, indent=2).encode() + b"\n"
    return {TEXT: notice.text.encode(), AUDIENCE: people, MANIFEST: proof}


def _audience(told: Told, columns: tuple[str, ...]) -> bytes:
    return "".join(csv_rows(told.people, columns)).encode()


def _is_of(notice: Notice, said: dict[str, Any]) -> bool:
    """Whether a manifest is of this notice, and not of another record's."""
    about = (
        said["notice"],
        said["purpose"],
        said["definition"]["sha256"],
        said["text_sha256"],
        said["announced_at"],
    )
    return about == (
        notice.id,
        notice.purpose.value,
        notice.definition.hex(),
        notice.sha256.hex(),
        iso(notice.announced_at),
    )


def _manifest_in(folder: Path) -> bytes | None:
    """The manifest of a notice that stands in a folder; None for a folder that is free."""
    try:
        if not folder.exists() or (not any(folder.iterdir()) and not folder.samefile(Path.cwd())):
            return None  # a new one takes the place of an empty one: not of that in which somebody stands
    except OSError:
        raise _taken(folder) from None
    data = _read(folder / MANIFEST)
    try:
        said = json.loads(data or b"")
        if {"notice", "purpose", "definition", "text_sha256", "announced_at"} <= said.keys():
            return data
    except (ValueError, AttributeError, RecursionError):
        pass  # somebody's own file
    raise _taken(folder)


def _read(path: Path) -> bytes | None:
    try:
        data = read_file(path, _LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(path, error, "name another place") from None
    if data is None:
        raise _taken(path)
    return data


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _taken(path: Path) -> BadInput:
    return BadInput(
        already_there(path),
        "name another: --out FOLDER, or --manifest FILE",
    )
