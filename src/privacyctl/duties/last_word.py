"""On whose word a field stands: an import's, the vendor's, or the person's own, which outranks both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.errors import Refused
from privacyctl.model.correction import Corrected, OnWordOf
from privacyctl.model.moment import local
from privacyctl.store import corrections

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store


def check(
    store: Store,
    contact: ContactId,
    fields: Iterable[Corrected],
    *,
    purchase: int | None = None,
    order: str | None = None,
) -> None:
    """Refuse another value for what a person put right themselves; `purchase` is the order line of `order`.

    The hint has the line by which the vendor says that they know better, and why.
    """
    for field in fields:
        last = corrections.latest(store, contact, field, purchase)
        if last is not None and last.word is OnWordOf.PERSON:
            named = f"--order {order} " if order is not None else ""
            raise Refused(
                f"contact {contact} put the {field.noun} right themselves on {local(last.at)}, and nothing was changed",
                f"if they were wrong: privacyctl correct {contact} {named}{field.option} --by vendor --because TEXT",
            )
