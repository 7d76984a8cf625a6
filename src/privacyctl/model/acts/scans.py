"""Acts about what a scan saw on the site that must not be: seen, and not seen any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from privacyctl.model.acts.act import Act, Opening, RowChange, changed

if TYPE_CHECKING:
    from privacyctl.model.acts.act import Value
    from privacyctl.model.ids import ContactId, PublicationId
    from privacyctl.model.moment import Moment


@dataclass(frozen=True, slots=True)
class WrongSeen(Opening):
    """A scan saw something that must not be, such as a full name beside a quote.

    Where it was seen stands beside it in the row, and is no state: a path has no place in the
    audit chain, not even under a key.
    """

    TABLE = "scan_finding"
    AS_MADE: ClassVar[dict[str, Value]] = {"ended_at": None, "ended_entry": None}

    number: int
    wrong: str
    """The word of a kind of `model.site_findings`."""
    kind: str | None
    publication_id: PublicationId | None
    is_sure: int
    at: Moment
    contact_id: ContactId | None = None
    """Whose full name it is, beside words that are no publication's. Entries of before it name none."""


@dataclass(frozen=True, slots=True)
class WrongGone(Act):
    """A later scan, or a look, did not see it any more."""

    number: int
    at: Moment

    def changes(self, entry: int) -> tuple[RowChange, ...]:
        return (changed("scan_finding", self.number, ended_at=self.at, ended_entry=entry),)
