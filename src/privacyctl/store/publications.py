"""The rows of the register of publications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.ids import PublicationId
from privacyctl.model.publication import Ground, Kind, Permission, Publication
from privacyctl.model.takedown import TakedownState
from privacyctl.model.target import LogoMark
from privacyctl.store import contents
from privacyctl.store.store import placeholders
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_PUBLICATION = """
    SELECT publication.id, kind, contact_id, company_id, added_at, barred_at,
           quote, attribution, logo, company.name AS company
      FROM publication JOIN publication_text ON publication_id = publication.id
      LEFT JOIN company ON company.id = company_id
"""


def get(store: Store, publication_id: PublicationId) -> Publication | None:
    row = store.row(f"{_PUBLICATION} WHERE publication.id = ?", (publication_id,))
    return _publication(store, row) if row else None


def everything(store: Store) -> list[Publication]:
    return _all(store, "", ())


def of_contact(store: Store, contact_id: ContactId) -> list[Publication]:
    """A person's testimonials, and the names and logos whose listed contact they are."""
    return _all(store, "WHERE contact_id = ?", (contact_id,))


def of_company(store: Store, company_id: int) -> list[Publication]:
    """The publications of a company's name and logo."""
    return _all(store, "WHERE company_id = ? AND kind <> 'testimonial'", (company_id,))


def testimonials(store: Store) -> list[Publication]:
    return _all(store, "WHERE kind = 'testimonial'", ())


def add(
    tx: Transaction,
    kind: Kind,
    *,
    contact_id: ContactId | None,
    company_id: int | None,
    quote: str | None = None,
    attribution: str | None = None,
    mark: LogoMark | None = None,
) -> PublicationId:
    publication_id = tx.insert(
        "publication",
        kind=kind.value,
        contact_id=contact_id,
        company_id=company_id,
        added_at=tx.now,
        entry=tx.entry,
    )
    tx.insert(
        "publication_text",
        publication_id=publication_id,
        quote=quote,
        attribution=attribution,
        logo=mark.name if mark else None,
        logo_sha256=mark.sha256 if mark else None,
        logo_likeness=mark.likeness if mark else None,
    )
    return PublicationId(publication_id)


def add_places(tx: Transaction, publication_id: PublicationId, places: Sequence[str]) -> int:
    """Add those places that are new; returns how many were."""
    known = set(_places(tx, publication_id))
    new = [place for place in dict.fromkeys(places) if place not in known]
    for place in new:
        tx.insert("place", publication_id=publication_id, location=place, entry=tx.entry)
    return len(new)


def known_places(store: Store, most: int, *, besides: Sequence[str]) -> list[str]:
    """So many places of the register, but for these; those that most publications have first."""
    rows = store.rows(
        f"""SELECT location FROM place WHERE location NOT IN ({placeholders(besides)})
             GROUP BY location ORDER BY count(*) DESC, location LIMIT ?""",
        (*besides, most),
    )
    return [row[0] for row in rows]


def add_permission(
    tx: Transaction,
    publication_id: PublicationId,
    permission: Permission,
    *,
    message_id: str | None = None,
    sha256: bytes | None = None,
) -> None:
    permission_id = tx.next_number("permission")
    mark = None if permission.text is None else contents.of_words(tx, permission.text, sha256)
    tx.do(
        acts.uses.PermissionGiven(
            permission_id,
            publication_id,
            permission.ground,
            permission.at,
            int(permission.is_dated),
            mark,
        )
    )
    if permission.text is not None or sha256 is not None:
        tx.insert(
            "permission_text",
            permission_id=permission_id,
            text=permission.text,
            message_id=message_id,
            sha256=sha256,
        )


def set_contact(tx: Transaction, publication_id: PublicationId, contact_id: ContactId) -> None:
    """Set the listed contact of a company's name or logo, who may ask for its removal."""
    tx.update("publication", publication_id, contact_id=contact_id)


def bar(tx: Transaction, publication_id: PublicationId) -> None:
    """Bar a publication: it must not be shown without a newer permission."""
    tx.do(acts.removals.PublicationBarred(publication_id, tx.now))


def lift_bar(tx: Transaction, publication_id: PublicationId) -> None:
    tx.do(acts.removals.BarLifted(publication_id))


def let_go(tx: Transaction, publication_id: PublicationId, quote_mark: bytes | None) -> None:
    """Delete a publication's words and places; its number stays, and a keyed hash of its quote.

    The addresses of its looks are deleted too: an address of a page may name somebody.
    """
    tx.write(
        """UPDATE publication_text SET quote = NULL, quote_mark = coalesce(?, quote_mark), attribution = NULL,
                  logo = NULL, logo_sha256 = NULL, logo_likeness = NULL WHERE publication_id = ?""",
        (quote_mark, publication_id),
    )
    tx.write("DELETE FROM place WHERE publication_id = ?", (publication_id,))
    forget_looks(tx, publication_id)
    tx.write(
        """DELETE FROM takedown_note WHERE event_id IN (
                SELECT id FROM takedown_event WHERE takedown_id IN (
                       SELECT id FROM takedown WHERE publication_id = ?))""",
        (publication_id,),
    )


def forget_looks(tx: Transaction, publication_id: PublicationId) -> None:
    """Delete the addresses of the looks for a publication, and the sketches of the pages that showed it."""
    tx.write(
        """DELETE FROM look_text WHERE look_id IN (
                SELECT id FROM look WHERE publication_id = :one
                    OR takedown_id IN (SELECT id FROM takedown WHERE publication_id = :one))""",
        {"one": publication_id},
    )


def barred_quotes(store: Store) -> dict[bytes, PublicationId]:
    """Keyed hash of an erased person's quote → the number of the publication."""
    rows = store.rows("SELECT quote_mark, publication_id FROM publication_text WHERE quote_mark IS NOT NULL")
    return {row["quote_mark"]: row["publication_id"] for row in rows}


def logo_mark(store: Store, publication_id: PublicationId) -> LogoMark | None:
    """The features by which a logo's file is recognised; None for other publications."""
    row = store.row(
        "SELECT logo, logo_sha256, logo_likeness FROM publication_text WHERE publication_id = ?",
        (publication_id,),
    )
    if row is None or row["logo"] is None:
        return None
    return LogoMark(row["logo"], row["logo_sha256"], row["logo_likeness"])


def _all(store: Store, where: str, parameters: Sequence[int]) -> list[Publication]:
    rows = store.rows(f"{_PUBLICATION} {where} ORDER BY publication.id", parameters)
    return [_publication(store, row) for row in rows]


def _publication(store: Store, row: Row) -> Publication:
    return Publication(
        id=row["id"],
        kind=Kind(row["kind"]),
        contact=row["contact_id"],
        company=row["company_id"],
        shown_as=row["attribution"] or row["logo"] or row["company"] or "",
        quote=row["quote"],
        places=tuple(_places(store, row["id"])),
        permission=_permission(store, row["id"]),
        added_at=row["added_at"],
        is_barred=row["barred_at"] is not None,
        removal=_removal(store, row["id"]),
    )


def _removal(store: Store, publication_id: PublicationId) -> TakedownState | None:
    state = store.value(
        "SELECT state FROM takedown WHERE publication_id = ? ORDER BY id DESC LIMIT 1", (publication_id,)
    )
    return TakedownState(state) if state is not None else None


def _places(store: Store, publication_id: PublicationId) -> list[str]:
    rows = store.rows(
        "SELECT location FROM place WHERE publication_id = ? ORDER BY location", (publication_id,)
    )
    return [row[0] for row in rows]


def _permission(store: Store, publication_id: PublicationId) -> Permission:
    """The newest permission."""
    row = store.row(
        f"""SELECT ground, at, text, is_dated FROM permission LEFT JOIN permission_text ON permission_id = permission.id
            WHERE {counts("permission")} AND publication_id = ? ORDER BY at DESC, permission.id DESC LIMIT 1""",
        (publication_id,),
    )
    if row is None:
        raise LookupError("a publication without a permission")
    return Permission(Ground(row["ground"]), row["at"], row["text"], bool(row["is_dated"]))
