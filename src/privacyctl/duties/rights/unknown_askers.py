"""Somebody who is not on record asks to be erased or put right: the case, its day, and that nothing is held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import askers
from privacyctl.duties.rights import rights
from privacyctl.model.text import line

if TYPE_CHECKING:
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.rights.rights import RequestLimits, RightCase
    from privacyctl.model.ids import ContactId
    from privacyctl.model.request import RequestKind
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class UnknownAsker:
    """The case of somebody on whom nothing is held."""

    standing: RightCase
    near: tuple[ContactId, ...]
    """Contacts that look like them."""
    redacted: int
    """How many card numbers were taken out of the mail."""


def ask(
    store: Store,
    kind: RequestKind,
    who: str,
    asked: Asked,
    limits: RequestLimits,
    *,
    is_unknown: bool = False,
) -> UnknownAsker | None:
    """Open the case of somebody who is not on record, or find it; None for somebody who is.

    It runs as any other, and is theirs should they come on record. Raises NotFound as
    `askers.asker` does for a name that may be mistyped.
    """
    typed = line(who, "name of who asks")
    with store.transaction() as tx:
        subject = askers.asker(tx, typed, asked.message, is_unknown=is_unknown)
        if not isinstance(subject, str):
            return None
        standing = rights.open_right(tx, kind, subject, asked, limits)
        if standing.changed:
            tx.record(f"{kind.told_as}-asked", cases=[standing.case.id])
        near = askers.near_to(tx, typed, asked.message).contacts
        redacted = asked.message.redacted if asked.message else 0
        return UnknownAsker(standing, near, redacted)
