"""Who may be written to for a purpose: as CSV, and as JSON."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NotRequired, TypedDict

from privacyctl.duties.lists.doubts import people as doubtful_people
from privacyctl.model.text import plural
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import cell, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from privacyctl.duties.lists.audience import Addressee
    from privacyctl.duties.lists.doubts import InDoubt
    from privacyctl.duties.lists.exporting import HandedAudience
    from privacyctl.model.consent import Purpose


class AddresseeDocument(TypedDict):
    """Somebody who may be written to."""

    email: str
    """Their main address."""
    name: str | None
    """Their full name; null too where a recipient may not have names."""
    unsubscribe_token: NotRequired[str]
    """With `--tokens`: a mail to unsub+TOKEN@ your domain opts them out of this purpose."""


class AudienceDocument(TypedDict):
    """Who may be written to for a purpose."""

    purpose: Purpose
    """The purpose."""
    audience: list[AddresseeDocument]
    """Everybody who may be written to for it."""
    in_doubt: list[int]
    """Contacts who are out because their company is called nearly as one that opted out."""
    near: list[int]
    """Contacts in it to whose address another one is near that opted out: it may be the same mailbox."""
    unread: list[int]
    """The cases of comments and objections of these people that wait: any of them may be a no."""


class HandedAudienceDocument(AudienceDocument):
    """An audience that is on record as handed over."""

    recipient: str
    """Who gets it."""
    disclosure: int | None
    """The number of the hand-off on record; null where nobody was in it."""
    changed: bool
    """Whether anything was written."""


def write_audience(
    found: Sequence[Addressee],
    columns: Sequence[str] = ("email", "name"),
    tokens: Sequence[str] | None = None,
) -> None:
    """CSV: the address and the name, and nothing that a mailing does not need; `tokens` are by which each may leave."""
    if tokens is None:
        stream.write_lines(csv_rows(found, columns))
        return
    rows = ((cell(one.email), cell(one.name or ""), token) for one, token in zip(found, tokens, strict=True))
    stream.write_lines(stream.csv_lines(chain([("email", "name", "unsubscribe_token")], rows)))


def csv_rows(found: Sequence[Addressee], columns: Sequence[str] = ("email", "name")) -> Iterator[str]:
    """The address and the name, or the address alone, a row each, below their heading."""
    rows = ((cell(one.email), cell(one.name or "")) for one in found)
    return stream.csv_lines(row[: len(columns)] for row in chain([("email", "name")], rows))


def audience_document(
    purpose: Purpose,
    found: Sequence[Addressee],
    doubts: Sequence[InDoubt],
    unread: Sequence[int],
    near: Sequence[int],
    tokens: Sequence[str] | None = None,
    *,
    names: bool = True,
) -> AudienceDocument:
    """`names` is false where whoever gets it may not have them; `tokens` are by which each may leave."""
    rows: list[AddresseeDocument] = [
        {"email": one.email, "name": one.name if names else None} for one in found
    ]
    for row, token in zip(rows, tokens or (), strict=False):
        row["unsubscribe_token"] = token
    return {
        "purpose": purpose,
        "audience": rows,
        "in_doubt": list(doubtful_people(doubts)),
        "near": list(near),
        "unread": list(unread),
    }


def warn_of_doubts(doubts: Sequence[InDoubt], named: Callable[[int], str]) -> None:
    """Whom nobody let in though they may be somebody else's people; `named` says a company as it may be said here."""
    for one in doubts:
        stream.complain(
            "warning",
            f"in doubt, and left out: {visible(named(one.company))}, {plural(len(one.contacts), 'contact')}: "
            "it is called nearly as a company that opted out",
            "see who they are: privacyctl contacts",
        )


def handed_audience_document(
    purpose: Purpose,
    to: str,
    result: HandedAudience,
    doubts: Sequence[InDoubt],
    unread: Sequence[int],
    near: Sequence[int],
) -> HandedAudienceDocument:
    return {
        **audience_document(purpose, result.found, doubts, unread, near, names="name" in result.columns),
        "recipient": to,
        "disclosure": result.disclosure,
        "changed": bool(result.found),
    }
