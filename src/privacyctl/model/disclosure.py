"""Recipients, their contracts, and disclosures: who got which fields of whom, when, for which purpose.

A contract lists the fields and purposes for which a recipient may be given data (promise P3);
a hand-off beyond the contract is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput, Refused
from privacyctl.model.consent import Purpose
from privacyctl.model.moment import DAY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment

PERSON_FIELDS = ("email", "name", "company")
ORDER_FIELDS = ("order", "product", "quantity", "amount", "currency", "ordered_at")
FIELDS = (*PERSON_FIELDS, *ORDER_FIELDS)
"""All fields that can be handed over, in the order in which they are listed everywhere."""

SLUG = r"^[a-z][a-z0-9-]{0,39}$"
"""The form of a recipient's name in the settings and on the command line: `bmt-micro`."""


RECENT = 30 * DAY
"""Seconds during which a list that was handed over may still wait to be used."""


class Handed(StrEnum):
    """The command by which data was handed over."""

    TYPED = "typed"
    EXPORT = "export"
    AUDIENCE = "audience"
    GATE = "gate"
    NOTICE = "notice"
    """`announce`: the list was handed over to tell people of a purpose, which is no use of it."""


class Direction(StrEnum):
    """Whether we gave the data or got it."""

    TO = "to"
    """We gave the data to the recipient."""
    FROM = "from"
    """The recipient gave us the data, and so has it."""


@dataclass(frozen=True, slots=True)
class Contract:
    """The fields and purposes for which a recipient may be given data."""

    recipient: str
    name: str
    """The recipient's name in the policy."""
    ask_at: str | None
    purposes: tuple[Purpose, ...]
    fields: tuple[str, ...]

    @property
    def list_columns(self) -> tuple[str, ...]:
        """The columns of a list of addresses for this recipient."""
        return tuple(name for name in ("email", "name") if name in self.fields)

    def allows(self, purpose: Purpose, fields: Iterable[str]) -> bool:
        return purpose in self.purposes and set(fields) <= set(self.fields)

    def must_allow(self, purpose: Purpose, fields: Iterable[str]) -> None:
        """Raise Refused for a purpose or field that the contract does not list; the hint names those that it does."""
        if purpose not in self.purposes:
            allowed = ", ".join(one.value for one in self.purposes)
            raise Refused(
                f"{self.recipient} is to be given nothing for the purpose '{purpose.value}'",
                f"its contract is for: {allowed or 'nothing'}; see [recipients] in privacyctl.toml",
            )
        beyond = [name for name in fields if name not in self.fields]
        if beyond:
            raise Refused(
                f"{self.recipient} is not to be given: {', '.join(beyond)}",
                f"its contract names: {', '.join(self.fields) or 'nothing'}; see [recipients] in privacyctl.toml",
            )


BMT_MICRO = Contract("bmt-micro", "BMT Micro, Inc.", None, (Purpose.ORDER,), FIELDS)
"""The recipient of vendors whose settings name none: the reseller."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One hand-off to one recipient."""

    id: int
    recipient: str
    purpose: Purpose
    fields: tuple[str, ...]
    via: Handed
    at: Moment
    recorded_at: Moment
    people: int
    """How many people's data was handed over."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The part of a hand-off, given or got, that is about one person."""

    direction: Direction
    number: int
    """The number of the disclosure, or of the delivery."""
    contact: ContactId
    recipient: str
    purpose: Purpose | None
    """None for a delivery: the recipient's purpose is their own."""
    fields: tuple[str, ...]
    at: Moment
    orders: tuple[str, ...]
    """The person's orders in it, by their numbers, while these are on record."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A recipient who has data of a person, because we gave it or because they gave it to us."""

    recipient: str
    fields: tuple[str, ...]
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecipientToTell:
    """A recipient who is to be told of a correction or an erasure (GDPR art. 19)."""

    recipient: str
    ask_at: str | None
    fields: tuple[str, ...]
    """Those of the corrected or erased fields that the recipient has."""
    orders: tuple[str, ...]
    follow_up: int
    """The number of the follow-up by which they are to be told."""


def ordered(fields: Collection[str]) -> tuple[str, ...]:
    """The fields in the order of `FIELDS`; fields that are never handed over come last."""
    return (*(name for name in FIELDS if name in fields), *sorted(set(fields) - set(FIELDS)))


def told_fields(columns: Collection[str]) -> tuple[str, ...]:
    """The fields of people in a reseller's file, by its columns; a name in two columns is one field."""
    parts = {"first_name", "last_name"}
    named = set(columns) - parts - {"item"}
    return ordered(named | {"name"} if parts & set(columns) else named)


def parse_recipient(text: str) -> str:
    """Check a recipient's name that was typed; a contract with them need not exist."""
    slug = text.strip()
    if not re.fullmatch(SLUG, slug):
        raise BadInput(f"'{text}' is no recipient's short name", "use small letters and -, such as bmt-micro")
    return slug


def parse_fields(text: str) -> tuple[str, ...]:
    """Read fields typed as `email,product`. Raises BadInput for an unknown field, and for none."""
    named = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in named if name not in FIELDS]
    if unknown or not named:
        what = f"'{unknown[0]}' is no field that can be handed over" if unknown else "no field is named"
        raise BadInput(what, f"the fields are: {', '.join(FIELDS)}")
    return ordered(named)


def contract_of(contracts: Mapping[str, Contract], recipient: str) -> Contract:
    """The contract with a recipient. Raises Refused where there is none."""
    found = contracts.get(recipient)
    if found is None:
        known = ", ".join(contracts) or "nobody"
        raise Refused(
            f"there is no contract with '{recipient}', so nothing is to be given to them",
            f"the recipients are: {known}; a new one is a line of [recipients] in privacyctl.toml",
        )
    return found
