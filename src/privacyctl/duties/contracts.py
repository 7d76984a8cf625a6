"""The contracts with recipients, as the settings of today have them, beside what is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.store import disclosures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from privacyctl.model.disclosure import Contract
    from privacyctl.store import Store


def beyond_contracts(store: Store, contracts: Mapping[str, Contract]) -> tuple[dict[str, int], int]:
    """The disclosures that the settings of today would refuse, counted by recipient, and how many there are in all.

    They were right when they were recorded: no contract is looked at backwards but here.
    """
    beyond: dict[str, int] = {}
    total = 0
    for recipient, purpose, fields, times in disclosures.kinds(store):
        total += times
        contract = contracts.get(recipient)
        if contract is None or not contract.allows(purpose, fields):
            beyond[recipient] = beyond.get(recipient, 0) + times
    return beyond, total
