"""The contracts with recipients, as the settings of today have them, beside what is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.store import disclosures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from privacyctl.model.disclosure import Contract
    from privacyctl.store import Store


class BeyondContracts(NamedTuple):
    """The disclosures that the settings of today would refuse."""

    by_recipient: dict[str, int]
    """How many of each recipient; none of a count of 0."""
    some: list[int]
    """The numbers of the first of them, at most so many of a kind as were asked for."""
    of: int
    """How many disclosures there are in all."""


def beyond_contracts(store: Store, contracts: Mapping[str, Contract], most: int = 0) -> BeyondContracts:
    """Hold every disclosure against the contracts of today; `most` is how many of a kind are numbered.

    They were right when they were recorded: no contract is looked at backwards but here.
    """
    beyond: dict[str, int] = {}
    some: list[int] = []
    total = 0
    for recipient, purpose, fields, times in disclosures.kinds(store):
        total += times
        contract = contracts.get(recipient)
        if contract is None or not contract.allows(purpose, fields):
            beyond[recipient] = beyond.get(recipient, 0) + times
            some += disclosures.of_kind(store, recipient, purpose, fields, most) if most else []
    return BeyondContracts(beyond, sorted(some), total)
