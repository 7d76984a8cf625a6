"""Acts about what data may be used for: permissions, announced windows, versions of the policy, hand-offs.

Whatever such a row says in words, or of whom, no entry may name. A keyed mark of it stands in
the row and in the act: `store.contents` makes it, and `doctor` makes it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.acts.act import Opening

if TYPE_CHECKING:
    from privacyctl.model.consent import Purpose
    from privacyctl.model.disclosure import Handed
    from privacyctl.model.ids import PublicationId
    from privacyctl.model.moment import Moment
    from privacyctl.model.publication import Ground


@dataclass(frozen=True, slots=True)
class PermissionGiven(Opening):
    """A publication may be on show, on that ground. The number is the permission's own."""

    TABLE = "permission"

    number: int
    publication_id: PublicationId
    ground: Ground
    at: Moment
    is_dated: int
    mark: bytes | None
    """Of the words of the permission, if there are any."""


@dataclass(frozen=True, slots=True)
class WindowOpened(Opening):
    """A purpose was announced to so many people, who can opt out until it opens. The number is the notice's own."""

    TABLE = "notice"

    number: int
    purpose: Purpose
    definition: bytes
    """SHA-256 of the purpose as it was announced: the vendor's own words, about nobody."""
    sha256: bytes
    """Of the text that people were shown."""
    announced_at: Moment
    opens_at: Moment
    people: int
    mark: bytes
    """Of the numbers of these people."""


@dataclass(frozen=True, slots=True)
class PolicyRecorded(Opening):
    """What is promised from a day on. The number is the version's own."""

    TABLE = "policy_version"

    number: int
    sha256: bytes
    """Of the document with the promises."""
    effective_at: Moment


@dataclass(frozen=True, slots=True)
class HandedOver(Opening):
    """Data of so many people went to a recipient. The number is the disclosure's own."""

    TABLE = "disclosure"

    number: int
    purpose: Purpose
    via: Handed
    at: Moment
    people: int
    mark: bytes
    """Of the recipient, the fields, and the numbers of these people."""
