"""Everything that is held on one person, read for the answer to them; of nobody else a word."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from privacyctl.model import access_document, access_document_cases
from privacyctl.model.moment import iso
from privacyctl.model.purchase import amount_alone
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store
    from privacyctl.store.store import Row

Part = TypeVar("Part")


def held(
    store: Store, kind: type[Part], sql: str, *parameters: object, **worked_out: Callable[[Row], object]
) -> tuple[Part, ...]:
    """The rows of a query as parts of the document; `worked_out` says what is more than a column."""
    rows = store.rows(sql, parameters)
    return tuple(as_held(kind, row, **{name: told(row) for name, told in worked_out.items()}) for row in rows)


def as_held(kind: type[Part], row: Row, **given: object) -> Part:
    """One row as a part of the document, whose keys are the names of its columns.

    A column that is no key is left out. A number where the document has a text is a moment,
    and is written out; where it has a yes or no, it is that.
    """
    columns = set(row.keys())
    told: dict[str, Any] = {
        key.name: _told(str(key.type), row[key.name])
        for key in fields(kind)  # type: ignore[arg-type]  # every part is a dataclass
        if key.name in columns and key.name not in given
    }
    return kind(**told, **given)


def person(store: Store, contact_id: ContactId) -> access_document.HeldPerson:
    addresses = held(
        store,
        access_document.HeldAddress,
        """SELECT coalesce(given, match_key) AS address, is_main AS main FROM address
            WHERE contact_id = ? ORDER BY is_main DESC, match_key""",
        contact_id,
    )
    found = held(
        store,
        access_document.HeldPerson,
        """SELECT contact.id AS contact, contact.name, source, received_at, company.name AS company,
                  (SELECT count(*) FROM former_address WHERE contact_id = contact.id) AS former_addresses,
                  (SELECT count(*) FROM former_name WHERE contact_id = contact.id) AS former_name_forms,
                  (SELECT count(*) FROM made WHERE contact_id = contact.id) AS files_made
             FROM contact LEFT JOIN company ON company.id = company_id WHERE contact.id = ?""",
        contact_id,
        addresses=lambda _: addresses,
    )
    if not found:
        raise LookupError("a foreign key points to no contact")
    return found[0]


def purchases(store: Store, contact_id: ContactId) -> tuple[access_document.HeldPurchase, ...]:
    return held(
        store,
        access_document.HeldPurchase,
        """SELECT order_ref AS "order", item, product, quantity, amount, currency, ordered_at,
                  delivery.recipient AS came_from, delivery.at AS came_at
             FROM purchase LEFT JOIN delivery ON delivery.id = delivery_id
            WHERE contact_id = ? ORDER BY ordered_at, purchase.id""",
        contact_id,
        amount=lambda row: amount_alone(row["amount"], row["currency"]),
    )


def decisions(store: Store, contact_id: ContactId) -> tuple[access_document.HeldDecision, ...]:
    return held(
        store,
        access_document.HeldDecision,
        f"""SELECT purpose, decision, at, recorded_at, via, text, notice_id AS notice
             FROM consent_event LEFT JOIN consent_evidence ON event_id = consent_event.id
            WHERE {counts("consent_event")} AND contact_id = ? ORDER BY at, consent_event.id""",
        contact_id,
    )


def notices(store: Store, contact_id: ContactId) -> tuple[access_document.HeldNotice, ...]:
    """What was written to them, and what a decision of theirs names."""
    return held(
        store,
        access_document.HeldNotice,
        f"""SELECT id AS notice, purpose, what_for, basis, choice, text, announced_at, opens_at,
                  EXISTS (SELECT 1 FROM notice_audience
                           WHERE contact_id = ? AND notice_id = notice.id) AS written_to_you
             FROM notice
            WHERE {counts("notice")} AND id IN (SELECT notice_id FROM notice_audience WHERE contact_id = ?
                         UNION SELECT notice_id FROM consent_event WHERE contact_id = ?) ORDER BY id""",
        *(contact_id,) * 3,
    )


def suppressions(store: Store, contact_id: ContactId) -> tuple[access_document.HeldSuppression, ...]:
    """Those of each of their addresses, the lifted ones too."""
    addresses = store.rows(
        """SELECT match_key, coalesce(given, match_key) AS address FROM address
            WHERE contact_id = ? ORDER BY match_key""",
        (contact_id,),
    )
    return tuple(
        as_held(access_document.HeldSuppression, row, address=one["address"])
        for one in addresses
        for row in store.rows(
            f"""SELECT purpose, at, recorded_at, lifted_at FROM suppression
                WHERE {counts("suppression")} AND fingerprint = ? ORDER BY at, id""",
            (store.fingerprints.address(one["match_key"]),),
        )
    )


def publications(store: Store, contact_id: ContactId) -> tuple[access_document.HeldPublication, ...]:
    return held(
        store,
        access_document.HeldPublication,
        f"""SELECT publication.id AS publication, kind, added_at, barred_at, quote,
                  attribution, logo, company.name AS company
             FROM publication LEFT JOIN publication_text ON publication_id = publication.id
             LEFT JOIN company ON company.id = company_id
            WHERE {counts("publication")} AND contact_id = ? ORDER BY publication.id""",
        contact_id,
        shown_as=lambda row: row["attribution"] or row["logo"] or row["company"],
        places=lambda row: _column(
            store,
            "SELECT location FROM place WHERE publication_id = ? ORDER BY location",
            row["publication"],
        ),
        permissions=lambda row: held(
            store,
            access_document.HeldPermission,
            f"""SELECT ground, at, text FROM permission LEFT JOIN permission_text ON permission_id = permission.id
                WHERE {counts("permission")} AND publication_id = ? ORDER BY at, permission.id""",
            row["publication"],
        ),
        looks=lambda row: held(
            store,
            access_document_cases.HeldLook,
            """SELECT at, through, found, reason, place, url, status FROM look LEFT JOIN look_text ON look_id = id
                WHERE takedown_id IS NULL AND publication_id = ? ORDER BY id""",
            row["publication"],
        ),
    )


def disclosures(store: Store, contact_id: ContactId) -> tuple[access_document.HeldDisclosure, ...]:
    """Each hand-off to an actual recipient, GDPR art. 15(1)(c)."""
    return held(
        store,
        access_document.HeldDisclosure,
        f"""SELECT id, recipient, purpose, fields, via, at, recorded_at
             FROM disclosed JOIN disclosure ON disclosure.id = disclosure_id
            WHERE {counts("disclosure")} AND contact_id = ? ORDER BY at, id""",
        contact_id,
        fields=lambda row: tuple(field for field in row["fields"].split(",") if field),
        orders=lambda row: _column(
            store,
            """SELECT order_ref FROM disclosed_order JOIN purchase ON purchase.id = purchase_id
                WHERE disclosure_id = ? AND contact_id = ? ORDER BY purchase.id""",
            row["id"],
            contact_id,
        ),
    )


def corrections(store: Store, contact_id: ContactId) -> tuple[access_document.HeldCorrection, ...]:
    return held(
        store,
        access_document.HeldCorrection,
        """SELECT field, word, correction.at, request_id AS "case", order_ref AS "order", text AS because
             FROM correction LEFT JOIN purchase ON purchase.id = purchase_id
             LEFT JOIN correction_note ON correction_id = correction.id
            WHERE correction.contact_id = ? ORDER BY correction.id""",
        contact_id,
    )


def erasures(store: Store, contact_id: ContactId) -> tuple[access_document.HeldErasure, ...]:
    return held(
        store,
        access_document.HeldErasure,
        "SELECT because, at, orders_until, orders_because FROM erasure WHERE contact_id = ? ORDER BY id",
        contact_id,
    )


def _told(kind: str, value: object) -> object:
    if isinstance(value, int) and kind.startswith("str"):
        return iso(value)
    return bool(value) if kind.startswith("bool") else value


def _column(store: Store, sql: str, *parameters: int) -> tuple[str, ...]:
    return tuple(row[0] for row in store.rows(sql, parameters))
