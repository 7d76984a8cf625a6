"""What is held on one person, as it is handed to them. The docstrings stand in the published schema.

Times are written out here already: `2026-11-22T09:14:00Z`. Nothing in any of it is about
anybody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from privacyctl.model.access_document_cases import HeldLetter, HeldLook, HeldRequest, HeldTakedown

VERSION: Final = 1
"""Of the document. It is raised where a key changes its meaning; new keys may be added without."""


@dataclass(frozen=True, slots=True)
class HeldAddress:
    """An e-mail address."""

    address: str
    main: bool
    """Whether it is the one that is written to."""


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """Who you are, as far as it is on record."""

    contact: int
    """The number under which you are on record."""
    name: str | None
    company: str | None
    addresses: tuple[HeldAddress, ...]
    received_at: str
    """Since when you are on record."""
    source: str
    """Where it came from: "typed", or the kind of file of orders."""
    former_addresses: int
    """How many addresses a correction replaced. They are kept as keyed hashes, and cannot be read back."""
    former_name_forms: int
    """How many spellings of names that were replaced are kept, as keyed hashes that cannot be read back."""
    files_made: int
    """How many files were written to answer you; where they lie is noted until you are erased."""


@dataclass(frozen=True, slots=True)
class HeldPurchase:
    """One line of an order."""

    order: str
    item: str
    product: str
    quantity: int
    amount: str | None
    currency: str | None
    ordered_at: str | None
    came_from: str | None
    """Who sent the file of orders that brought it; null where it was typed, or that is not known."""
    came_at: str | None


@dataclass(frozen=True, slots=True)
class HeldDecision:
    """One thing that you decided about the use of your data. The latest for a purpose holds."""

    purpose: str
    decision: str
    """given, refused, withdrawn or objected."""
    at: str
    recorded_at: str
    via: str
    text: str | None
    """Your words, where they are kept."""
    notice: int | None
    """The number of the notice that you had been shown."""


@dataclass(frozen=True, slots=True)
class HeldNotice:
    """What you were told of a purpose."""

    notice: int
    purpose: str
    what_for: str
    basis: str
    """The lawful basis."""
    choice: str
    """opt-in, or opt-out."""
    text: str
    announced_at: str
    opens_at: str
    """Until when one could opt out before any use."""
    written_to_you: bool


@dataclass(frozen=True, slots=True)
class HeldSuppression:
    """That an address of yours must not be used for a purpose. It is kept as a keyed hash."""

    purpose: str
    address: str
    at: str
    recorded_at: str
    lifted_at: str | None
    """When a later word of yours ended it."""


@dataclass(frozen=True, slots=True)
class HeldPermission:
    """On what ground something is on show."""

    ground: str
    """words, mail, or policy: the published policy of that day."""
    at: str
    text: str | None


@dataclass(frozen=True, slots=True)
class HeldPublication:
    """One thing on show about you, or your company's name or logo where you are its contact."""

    publication: int
    kind: str
    shown_as: str | None
    quote: str | None
    places: tuple[str, ...]
    permissions: tuple[HeldPermission, ...]
    added_at: str
    barred_at: str | None
    """Since when it must not be shown any more."""
    looks: tuple[HeldLook, ...]
    """Where it was seen on show, when nobody had asked for its removal."""


@dataclass(frozen=True, slots=True)
class HeldDisclosure:
    """That a recipient got data about you."""

    recipient: str
    purpose: str
    fields: tuple[str, ...]
    via: str
    at: str
    recorded_at: str
    orders: tuple[str, ...]
    """The orders that it was about."""


@dataclass(frozen=True, slots=True)
class HeldCorrection:
    """That a field was put right. What stood there before is not kept."""

    field: str
    word: str
    """On whose word: person (yours) or vendor."""
    at: str
    case: int | None
    order: str | None
    """The order, where it is a field of one; null of one that is no longer on record."""
    because: str | None
    """Why the vendor put right what you had said yourself."""


@dataclass(frozen=True, slots=True)
class HeldErasure:
    """That data about you was erased, and what stayed."""

    because: str
    at: str
    orders_until: str | None
    orders_because: str | None


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """One line of the log of everything done that concerns you."""

    seq: int
    at: str
    act: str


@dataclass(frozen=True, slots=True)
class KeptWhy:
    """What is kept, why, and for how long."""

    purpose: str
    what_for: str
    basis: str
    how_long: str


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is held on one person."""

    person: HeldPerson
    purchases: tuple[HeldPurchase, ...]
    decisions: tuple[HeldDecision, ...]
    notices: tuple[HeldNotice, ...]
    suppressions: tuple[HeldSuppression, ...]
    publications: tuple[HeldPublication, ...]
    letters: tuple[HeldLetter, ...]
    requests: tuple[HeldRequest, ...]
    takedowns: tuple[HeldTakedown, ...]
    disclosures: tuple[HeldDisclosure, ...]
    corrections: tuple[HeldCorrection, ...]
    erasures: tuple[HeldErasure, ...]
    log: tuple[HeldEntry, ...]
    kept: tuple[KeptWhy, ...]


@dataclass(frozen=True, slots=True)
class Controller:
    """Who holds the data, and where they are reached."""

    name: str | None
    support: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """The answer to somebody who asked what is held on them (GDPR article 15, CCPA 1798.110)."""

    version: Literal[1]
    """Of this form. Keys may be added to it, and none is renamed."""
    as_of: str
    """The moment that all of it is of."""
    case: int
    received_at: str
    """When the request was received."""
    controller: Controller
    held: Held
    rights: tuple[str, ...]
    """What else you can ask for."""
