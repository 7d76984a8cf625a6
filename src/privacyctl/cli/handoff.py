"""Giving out a list whose hand-off is on record already.

Recorded and not given out is the safe side: the record then names somebody who got nothing,
and never keeps quiet about somebody whose data left the house.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput, Failure, Refused, why
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.lists.exporting import HandedList
    from privacyctl.lists import AddressList
    from privacyctl.model.disclosure import Contract
    from privacyctl.model.purpose import Definition
    from privacyctl.store import Store

_COLUMNS = {
    **dict.fromkeys(
        ("name", "full name", "fullname", "full_name", "first name", "firstname", "first_name"), "name"
    ),
    **dict.fromkeys(("last name", "lastname", "last_name", "surname", "vorname", "nachname"), "name"),
    **dict.fromkeys(("company", "organisation", "organization", "firm", "firma"), "company"),
    **dict.fromkeys(("order", "order id", "order_id", "order number"), "order"),
    "product": "product",
}
"""What the columns of a list beside its addresses are usually called."""


def hand_over(
    store: Store,
    agreed: Contract,
    given: AddressList,
    known: Definition,
    *,
    everyone: bool,
    keep_unknown: bool,
) -> HandedList:
    """The rows of a list that pass the gate, on record as handed over. Raises Refused."""
    from privacyctl.duties.lists import exporting

    return exporting.hand_over_list(
        store,
        agreed,
        given.lines(),
        known,
        fields=lambda: _fields_of(given),
        everyone=everyone,
        keep_unknown=keep_unknown,
    )


def note(recipient: str, disclosure: int | None, people: int) -> None:
    from privacyctl.output import disclosures

    disclosures.note_handed_over(recipient, disclosure, people)


def _fields_of(given: AddressList) -> tuple[str, ...]:
    """What the rows of a list tell, now that it was read: they go out as they came in."""
    from privacyctl.model.disclosure import ordered

    told = {"email"}
    for name in given.columns:
        field = _COLUMNS.get(name.casefold())
        if field is None:
            raise Refused(
                f"the list has a column '{name}', and no contract can cover that",
                "take it out of the list, or call it name, company, order or product if that is what it holds",
            )
        told.add(field)
    if given.tells_more and given.heading:
        raise Refused("a row of the list has more cells than the header", "mend that row")
    return ordered(told | ({"name"} if given.tells_more else set()))


@contextlib.contextmanager
def told_where_it_fails(disclosure: int | None) -> Iterator[None]:
    """Where a recorded list cannot be given out, say both; the command has then not done its work."""
    try:
        yield
    except (OSError, BadInput, stream.OutputLost) as error:
        if disclosure is None:
            raise
        if isinstance(error, OSError):
            reason = why(error)
        else:
            reason = error.sentence if isinstance(error, BadInput) else error.reason
        raise Failure(
            f"disclosure {disclosure} is recorded, but the list is not given out whole: {reason}",
            "mend that and run the command again: it records the hand-off that then takes place",
        ) from None
