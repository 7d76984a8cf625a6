"""Cases of people who were not on record when they wrote: whose they are, now that somebody is to be erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import cases
from privacyctl.errors import Refused
from privacyctl.store import askers, requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.contact import Contact
    from privacyctl.model.ids import CaseId
    from privacyctl.store import Store


def asked_as_nobody(store: Store, contact: Contact) -> list[CaseId]:
    """Their cases from before they were on record."""
    return askers.cases_of(store, contact=contact.id)


def surely_theirs(store: Store, contact: Contact) -> list[CaseId]:
    """The cases under a typed name that a mail of theirs opened, and those that name an address of theirs."""
    return [*asked_as_nobody(store, contact), *requests.of_nobody_by_sender(store, contact.id)]


def must_be_nobodys(store: Store, also: Sequence[CaseId]) -> None:
    """Raises NotFound for a case that is not there, and Refused for one that is somebody else's."""
    for number in also:
        request = cases.must_get(store, number)
        if request.contact is not None or request.company is not None:
            whose = f"contact {request.contact}" if request.contact is not None else "a company"
            raise Refused(
                f"case {number} is of {whose}, and its words are not theirs to erase",
                "what is written there goes 90 days after its end: privacyctl purge",
            )
