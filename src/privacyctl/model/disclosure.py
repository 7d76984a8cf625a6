"""A recipient, and what passes between them and us: who got which fields of whom, and when.

A contract says what a recipient may be given, field by field and purpose by purpose
(promise P3); what no contract names, nobody gets.
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
"""All that can be handed over, in the order in which it is always named."""

SLUG = r"^[a-z][a-z0-9-]{0,39}$"
"""How a recipient is called in the settings and on the command line: `bmt-micro`."""


RECENT = 30 * DAY
"""For how long a list that was handed over may not have been used yet."""


class Handed(StrEnum):
    """By which command something was handed over."""

    TYPED = "typed"
    EXPORT = "export"
    AUDIENCE = "audience"
    GATE = "gate"
    NOTICE = "notice"
    """By `announce`: to tell people of a purpose, and no use of it."""


class Direction(StrEnum):
    """Which way the data went."""

    TO = "to"
    """We gave it to the recipient."""
    FROM = "from"
    """The recipient gave it to us, and so has it."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What one recipient may be given, and where they are told of a correction or an erasure."""

    recipient: str
    name: str
    """As the policy names them."""
    ask_at: str | None
    purposes: tuple[Purpose, ...]
    fields: tuple[str, ...]

    @property
    def list_columns(self) -> tuple[str, ...]:
        """The columns of a list of addresses that is handed to them."""
        return tuple(name for name in ("email", "name") if name in self.fields)

    def allows(self, purpose: Purpose, fields: Iterable[str]) -> bool:
        return purpose in self.purposes and set(fields) <= set(self.fields)

    def must_allow(self, purpose: Purpose, fields: Iterable[str]) -> None:
        """Raises Refused for what the contract does not name, and says what it does."""
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
"""The only recipient of those whose settings name none: whoever sells for them."""


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
    """How many people it was about."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One hand-off as far as it is about one person, whichever way it went."""

    direction: Direction
    number: int
    """Of the disclosure, or of the delivery."""
    contact: ContactId
    recipient: str
    purpose: Purpose | None
    """None of what came from them: it is theirs to say."""
    fields: tuple[str, ...]
    at: Moment
    orders: tuple[str, ...]
    """The person's order numbers that it was about, while those are on record."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A recipient who has something of a person's, given by us or known to them before us."""

    recipient: str
    fields: tuple[str, ...]
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecipientToTell:
    """A recipient who is to be told of a correction or an erasure (GDPR art. 19)."""

    recipient: str
    ask_at: str | None
    fields: tuple[str, ...]
    """What of the fields in question they have."""
    orders: tuple[str, ...]
    follow_up: int
    """The number of the follow-up that waits for it."""


def ordered(fields: Collection[str]) -> tuple[str, ...]:
    """The fields in the one order in which they are named; those that we never hand over last."""
    return (*(name for name in FIELDS if name in fields), *sorted(set(fields) - set(FIELDS)))


def told_fields(columns: Collection[str]) -> tuple[str, ...]:
    """What a reseller's file tells of people: its columns as fields, a name in two parts as one."""
    parts = {"first_name", "last_name"}
    named = set(columns) - parts - {"item"}
    return ordered(named | {"name"} if parts & set(columns) else named)


def parse_recipient(text: str) -> str:
    """A recipient as the settings call them, whether they are to be given anything or not."""
    slug = text.strip()
    if not re.fullmatch(SLUG, slug):
        raise BadInput(f"'{text}' is no recipient's short name", "use small letters and -, such as bmt-micro")
    return slug


def parse_fields(text: str) -> tuple[str, ...]:
    """What was typed as `email,product`. Raises BadInput for what is no field, or none at all."""
    named = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in named if name not in FIELDS]
    if unknown or not named:
        what = f"'{unknown[0]}' is no field that can be handed over" if unknown else "no field is named"
        raise BadInput(what, f"the fields are: {', '.join(FIELDS)}")
    return ordered(named)


def contract_of(contracts: Mapping[str, Contract], recipient: str) -> Contract:
    """The contract of a recipient. Raises Refused where there is none: then they get nothing."""
    found = contracts.get(recipient)
    if found is None:
        known = ", ".join(contracts) or "nobody"
        raise Refused(
            f"there is no contract with '{recipient}', so nothing is to be given to them",
            f"the recipients are: {known}; a new one is a line of [recipients] in privacyctl.toml",
        )
    return found
