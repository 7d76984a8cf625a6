"""What is said of purposes: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypedDict

from privacyctl.model.moment import iso, local
from privacyctl.model.purpose import PurposeState
from privacyctl.output.screen import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.purposes import ListedPurpose
    from privacyctl.model.consent import Purpose
    from privacyctl.model.notice import Basis, Choice
    from privacyctl.model.purpose import PersonalField
    from privacyctl.output.values import IsoMoment


_For = TypedDict("_For", {"for": Annotated[str, "What data is used for, as people are told."]})
"""A key that is a word of Python."""


class ListedPurposeDocument(_For):
    """A purpose, and how it stands."""

    purpose: Purpose
    """The purpose's name."""
    basis: Basis
    """The lawful ground (GDPR art. 6(1))."""
    choice: Choice | None
    """Whether somebody is in until they say no, or out until they say yes; null where an order leaves no choice."""
    retention: str | None
    """How long data is kept for it, such as `2 years`; null where that has no end."""
    fields: list[PersonalField]
    """What data it uses."""
    state: PurposeState
    """Whether it may be used."""
    widened: bool
    """Whether the settings say something else of it than people were told: then it is shut."""
    notice: int | None
    """The number of its notice; null where the published policy announced it, or nothing did."""
    announced_at: IsoMoment | None
    """When its notice was announced."""
    opens_at: IsoMoment | None
    """When the window to opt out ends."""
    people: int | None
    """To how many people the notice was written."""
    opted_out: int
    """How many of those are opted out; without a notice, of all on record."""


class PurposesDocument(TypedDict):
    """What data is used for."""

    purposes: list[ListedPurposeDocument]
    """The purposes of the published policy, and the vendor's own."""


_STYLES = {PurposeState.OPEN: table.GOOD, PurposeState.ANNOUNCED: table.WARN, PurposeState.SHUT: table.ALARM}
_HEADERS = ["Purpose", "Stands", "What for", "Basis", "Choice", "Kept", "Opted out"]


def say_purposes(listed: Sequence[ListedPurpose]) -> None:
    """A purpose a line."""
    table.show(_HEADERS, [_row(one) for one in listed])


def purposes_document(listed: Sequence[ListedPurpose]) -> PurposesDocument:
    return {"purposes": [_purpose_document(one) for one in listed]}


def _purpose_document(one: ListedPurpose) -> ListedPurposeDocument:
    definition, notice = one.definition, one.notice
    return {
        "purpose": definition.purpose,
        "for": definition.what_for,
        "basis": definition.basis,
        "choice": definition.choice,
        "retention": str(definition.retention) if definition.retention else None,
        "fields": list(definition.fields),
        "state": one.state,
        "widened": one.is_widened,
        "notice": notice.id if notice else None,
        "announced_at": iso(notice.announced_at) if notice else None,
        "opens_at": iso(notice.opens_at) if notice else None,
        "people": notice.people if notice else None,
        "opted_out": one.opted_out,
    }


def _row(one: ListedPurpose) -> table.Row:
    definition = one.definition
    stands = one.state.value
    if one.notice is not None and one.state is PurposeState.ANNOUNCED:
        stands = f"shut until {local(one.notice.opens_at)}"
    elif one.is_widened:
        stands = "shut: widened"
    return [
        definition.purpose.value,
        table.Cell(stands, _STYLES[one.state]),
        definition.what_for,
        definition.basis.value,
        definition.choice.value if definition.choice else "none",
        str(definition.retention) if definition.retention else "no end",
        f"{one.opted_out:,}",
    ]
