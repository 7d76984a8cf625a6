"""A file that a command wrote about people, and that lies somewhere until somebody deletes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment


class MadeKind(StrEnum):
    """Which command wrote a file."""

    ACCESS = "access"
    """The answer to somebody who asked what is held on them."""
    AUDIENCE = "audience"
    GATE = "gate"
    EXPORT = "export"
    NOTICE = "notice"
    """Whom a purpose was announced to."""
    MANIFEST = "manifest"
    """The proof that a list was filtered. It names nobody, but for what its path says."""
    DATA = "data"
    """What may be shown, as a data file of the site."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file that a command wrote."""

    id: int
    kind: MadeKind
    contact: ContactId | None
    """Whose answer it is; None for a list."""
    at: Moment
    path: Path


@dataclass(frozen=True, slots=True)
class StandingFile:
    """A file that a command wrote, and that still holds somebody who was erased."""

    made: MadeFile
    is_sure: bool
    """Whether it is their own, or holds a value as it stood on record; else it only seems to mention them."""
