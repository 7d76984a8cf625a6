"""Comparing the list of erasures beside the data file with the record: an old copy may have been put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.promises.health import Check, CheckResult
from privacyctl.model.erasure import ErasureReason
from privacyctl.store import contacts, erasures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.protocols import ErasedList
    from privacyctl.model.erasure import Listing
    from privacyctl.store import Store

CHECK = "erasures"


def examine(store: Store, erased_list: ErasedList) -> list[Check]:
    """Whether whoever is listed as erased is erased, whoever is erased is listed, and each is proved."""
    back = [one for one in erased_list.listings if _is_back(store, one)]
    asked = [one.contact for one in back if one.because is ErasureReason.REQUEST]
    found = [_came_back(asked)] if asked else []
    if forgotten := [one.contact for one in back if one.because is ErasureReason.RETENTION]:
        found.append(
            Check(
                CHECK,
                CheckResult.WARNING,
                f"contact {_numbers(forgotten)} was past its time once and is on record:"
                " a copy from before was put back, or they are needed again",
                "let go of what is past its time: privacyctl purge",
            )
        )
    listed = {one.contact for one in erased_list.listings}
    done = erasures.everything(store)
    if missing := [one.contact for one in done if one.contact not in listed]:
        found.append(
            Check(
                CHECK,
                CheckResult.WARNING,
                f"{len(missing)} of {len(done)} are not listed beside the data file",
                "whoever puts an old copy back will not know of them: keep the list with the data file",
            )
        )
    if unproved := [one.contact for one in done if one.proved_at is None]:
        found.append(
            Check(
                CHECK,
                CheckResult.WARNING,
                f"it is not proved yet that nothing is left of contact {_numbers(unproved)}",
                "a command was killed, or found something: privacyctl erase ADDRESS, with an address of theirs",
            )
        )
    if erased_list.unread:
        found.append(
            Check(
                CHECK,
                CheckResult.WARNING,
                f"{erased_list.unread} lines of the list beside the data file say nothing",
            )
        )
    sound = f"{len(done)}, each listed beside the data file and proved" if done else "nobody was erased"
    return found or [Check(CHECK, CheckResult.OK, sound)]


def _came_back(numbers: Sequence[int]) -> Check:
    return Check(
        CHECK,
        CheckResult.FAILED,
        f"contact {_numbers(numbers)} is listed as erased and is on record:"
        " a copy from before the erasure was put back, or it was cut short",
        f"erase them again, nobody need confirm it: privacyctl erase {numbers[0]}",
    )


def _is_back(store: Store, listing: Listing) -> bool:
    """Whether that very contact is on record under an address that was erased.

    A new order of theirs is a new contact with a number of its own.
    """
    if listing.secret != erasures.secret_id(store):
        return False
    known = contacts.get(store, listing.contact)
    if known is None or known.erased_at is not None:
        return False
    marks = {store.fingerprints.address(key) for key in contacts.address_keys(store, known.id)}
    return not marks.isdisjoint(listing.addresses)


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
