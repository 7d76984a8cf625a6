"""What a promise is looked at with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.copies import EVERY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from privacyctl.model.consent import Purpose
    from privacyctl.model.disclosure import Contract
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class Inspection:
    """The record, how far back it is told of, and what the settings promise."""

    store: Store
    since: Moment
    """Bounds what is told of the past; what stands wrong today counts whenever it began."""
    contracts: Mapping[str, Contract]
    """What each recipient may be given."""
    retention: Mapping[Purpose, int]
    """The moment before which data of a purpose is past its time, for each that has one."""
    named: Path
    """The data file as it was named: a link leads from there to the store's."""
    config: Path
    """Where the settings are, or would be."""
    copies_every: int = EVERY
    """How often a copy is to be made, in seconds."""
