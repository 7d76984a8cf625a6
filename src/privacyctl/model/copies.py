"""A copy of the record on a target: when it was made, what it holds, and until when it stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.moment import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from privacyctl.model.moment import Moment

KEEP, EVERY = 35 * DAY, DAY
"""How long a copy stays, and how often one is made, where the settings say nothing."""
LAID_ASIDE = 14 * DAY
"""How long the record stays that a restore laid aside."""
DRILLED_WITHIN = 90 * DAY
"""A drill that decrypted within so long shows that the key is there still."""


@dataclass(frozen=True, slots=True)
class RecordCopy:
    """One archive in one folder."""

    id: int
    made_at: Moment
    head: int
    """The last audit entry that it holds."""
    delete_after: Moment
    gone_at: Moment | None
    folder: str
    name: str


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """What the vendor set about copies."""

    targets: tuple[Path, ...] = ()
    recipients: tuple[str, ...] = ()
    """Public keys of age."""
    keep: int = KEEP
    """Seconds."""
    every: int = EVERY
    journal_to: tuple[Path, ...] = ()
    """Folders that get a copy of the journal."""


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What is known of a copy before it is encrypted."""

    record: str
    """The hash after the first audit entry; zeros for a record without one."""
    made_at: Moment
    seq: int
    head: bytes
    schema: int
    counts: Mapping[str, int]
    """Rows, by table."""
    journal_seq: int
    """The last entry in the journal that goes along; 0 without one."""
    erasures: int
    """Lines in the list of erasures that goes along."""
    delete_after: Moment


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """An archive that was found in a folder, by its name."""

    name: str
    made_at: Moment
    head: int


@dataclass(frozen=True, slots=True)
class JournalCopy:
    """What became of the copy of the journal in one folder."""

    folder: Path
    trouble: str | None
