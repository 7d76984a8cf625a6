"""What the checks of `doctor` look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from privacyctl.duties import audit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from privacyctl.duties.audit import VerifiedChain
    from privacyctl.duties.protocols import ErasedList, Progress
    from privacyctl.errors import Failure
    from privacyctl.model.consent import Purpose
    from privacyctl.model.disclosure import Contract
    from privacyctl.model.purpose import Definition
    from privacyctl.model.site_setting import SiteSetting
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class StatedSettings:
    """What the settings say, where they can be read."""

    contracts: Mapping[str, Contract]
    """What each recipient may be given."""
    purposes: Mapping[Purpose, Definition]
    site: Iterable[SiteSetting]
    """Each setting of the web site, as it was found."""


@dataclass(frozen=True)
class Examination:
    """The record and what lies beside it. A check of the settings says nothing where they cannot be read."""

    store: Store
    named: Path
    """The data file as it was named: a link leads from there to the store's."""
    config: Path
    """Where the settings are, or would be."""
    settings: StatedSettings | Failure
    """What the settings say, or why they cannot be read."""
    leftovers: Callable[[Iterable[Path]], Sequence[Path]]
    """What killed commands left, here and in these folders."""
    erased: ErasedList
    tell: Progress
    """Called with the name of a long check, and how far it is."""

    @cached_property
    def verified(self) -> VerifiedChain:
        """The chain, walked once for all checks. Raises Damaged for a file that cannot be read to its end."""
        return audit.verify(self.store)

    @property
    def stated(self) -> StatedSettings | None:
        """What the settings say; None where they cannot be read."""
        return self.settings if isinstance(self.settings, StatedSettings) else None
