"""Everything that is held on one person, read for the answer to them; of nobody else a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import access_document
from privacyctl.model.moment import iso, iso_or_none
from privacyctl.model.purchase import amount_alone

if TYPE_CHECKING:
    from privacyctl.store import Store
    from privacyctl.store.store import Row


def person(store: Store, contact_id: int) -> access_document.HeldPerson:
    row = _must(
        store.row(
            """SELECT contact.name, source, received_at, company.name AS company,
                      (SELECT count(*) FROM former_address WHERE contact_id = contact.id) AS former
                 FROM contact LEFT JOIN company ON company.id = company_id WHERE contact.id = ?""",
            (contact_id,),
        )
    )
    addresses = store.rows(
        """SELECT coalesce(given, match_key) AS address, is_main FROM address
            WHERE contact_id = ? ORDER BY is_main DESC, match_key""",
        (contact_id,),
    )
    return access_document.HeldPerson(
        contact=contact_id,
        name=row["name"],
        company=row["company"],
        addresses=tuple(
            access_document.HeldAddress(one["address"], bool(one["is_main"])) for one in addresses
        ),
        received_at=iso(row["received_at"]),
        source=row["source"],
        former_addresses=row["former"],
    )


def purchases(store: Store, contact_id: int) -> tuple[access_document.HeldPurchase, ...]:
    rows = store.rows(
        """SELECT order_ref, item, product, quantity, amount, currency, ordered_at, delivery.recipient, delivery.at
             FROM purchase LEFT JOIN delivery ON delivery.id = delivery_id
            WHERE contact_id = ? ORDER BY ordered_at, purchase.id""",
        (contact_id,),
    )
    return tuple(
        access_document.HeldPurchase(
            order=row["order_ref"],
            item=row["item"],
            product=row["product"],
            quantity=row["quantity"],
            amount=amount_alone(row["amount"], row["currency"]),
            currency=row["currency"],
            ordered_at=iso_or_none(row["ordered_at"]),
            came_from=row["recipient"],
            came_at=iso_or_none(row["at"]),
        )
        for row in rows
    )


def decisions(store: Store, contact_id: int) -> tuple[access_document.HeldDecision, ...]:
    rows = store.rows(
        """SELECT purpose, decision, at, recorded_at, via, text, notice_id
             FROM consent_event LEFT JOIN consent_evidence ON event_id = consent_event.id
            WHERE contact_id = ? ORDER BY at, consent_event.id""",
        (contact_id,),
    )
    return tuple(
        access_document.HeldDecision(
            purpose=row["purpose"],
            decision=row["decision"],
            at=iso(row["at"]),
            recorded_at=iso(row["recorded_at"]),
            via=row["via"],
            text=row["text"],
            notice=row["notice_id"],
        )
        for row in rows
    )


def notices(store: Store, contact_id: int) -> tuple[access_document.HeldNotice, ...]:
    """What was written to them, and what a decision of theirs names."""
    rows = store.rows(
        """SELECT id, purpose, what_for, basis, choice, text, announced_at, opens_at,
                  EXISTS (SELECT 1 FROM notice_audience
                           WHERE contact_id = :contact AND notice_id = notice.id) AS written
             FROM notice
            WHERE id IN (SELECT notice_id FROM notice_audience WHERE contact_id = :contact
                         UNION SELECT notice_id FROM consent_event WHERE contact_id = :contact) ORDER BY id""",
        {"contact": contact_id},
    )
    return tuple(
        access_document.HeldNotice(
            notice=row["id"],
            purpose=row["purpose"],
            what_for=row["what_for"],
            basis=row["basis"],
            choice=row["choice"],
            text=row["text"],
            announced_at=iso(row["announced_at"]),
            opens_at=iso(row["opens_at"]),
            written_to_you=bool(row["written"]),
        )
        for row in rows
    )


def suppressions(store: Store, contact_id: int) -> tuple[access_document.HeldSuppression, ...]:
    """Those of each of their addresses, the lifted ones too."""
    shown = store.rows(
        """SELECT match_key, coalesce(given, match_key) AS address FROM address
            WHERE contact_id = ? ORDER BY match_key""",
        (contact_id,),
    )
    return tuple(
        access_document.HeldSuppression(
            purpose=row["purpose"],
            address=one["address"],
            at=iso(row["at"]),
            recorded_at=iso(row["recorded_at"]),
            lifted_at=iso_or_none(row["lifted_at"]),
        )
        for one in shown
        for row in store.rows(
            """SELECT purpose, at, recorded_at, lifted_at FROM suppression
                WHERE fingerprint = ? ORDER BY at, id""",
            (store.fingerprints.address(one["match_key"]),),
        )
    )


def publications(store: Store, contact_id: int) -> tuple[access_document.HeldPublication, ...]:
    rows = store.rows(
        """SELECT publication.id, kind, added_at, barred_at, quote, attribution, logo, company.name AS company
             FROM publication LEFT JOIN publication_text ON publication_id = publication.id
             LEFT JOIN company ON company.id = company_id
            WHERE contact_id = ? ORDER BY publication.id""",
        (contact_id,),
    )
    return tuple(
        access_document.HeldPublication(
            publication=row["id"],
            kind=row["kind"],
            shown_as=row["attribution"] or row["logo"] or row["company"],
            quote=row["quote"],
            places=_column(
                store,
                "SELECT location FROM place WHERE publication_id = ? ORDER BY location",
                row["id"],
            ),
            permissions=_permissions(store, row["id"]),
            added_at=iso(row["added_at"]),
            barred_at=iso_or_none(row["barred_at"]),
        )
        for row in rows
    )


def disclosures(store: Store, contact_id: int) -> tuple[access_document.HeldDisclosure, ...]:
    """Each hand-off to an actual recipient, GDPR art. 15(1)(c)."""
    rows = store.rows(
        """SELECT id, recipient, purpose, fields, via, at, recorded_at
             FROM disclosed JOIN disclosure ON disclosure.id = disclosure_id
            WHERE contact_id = ? ORDER BY at, id""",
        (contact_id,),
    )
    return tuple(
        access_document.HeldDisclosure(
            recipient=row["recipient"],
            purpose=row["purpose"],
            fields=tuple(field for field in row["fields"].split(",") if field),
            via=row["via"],
            at=iso(row["at"]),
            recorded_at=iso(row["recorded_at"]),
            orders=_column(
                store,
                """SELECT order_ref FROM disclosed_order JOIN purchase ON purchase.id = purchase_id
                    WHERE disclosure_id = ? AND contact_id = ? ORDER BY purchase.id""",
                row["id"],
                contact_id,
            ),
        )
        for row in rows
    )


def corrections(store: Store, contact_id: int) -> tuple[access_document.HeldCorrection, ...]:
    rows = store.rows(
        "SELECT field, word, at, request_id FROM correction WHERE contact_id = ? ORDER BY id", (contact_id,)
    )
    return tuple(
        access_document.HeldCorrection(row["field"], row["word"], iso(row["at"]), row["request_id"])
        for row in rows
    )


def erasures(store: Store, contact_id: int) -> tuple[access_document.HeldErasure, ...]:
    rows = store.rows(
        "SELECT because, at, orders_until, orders_because FROM erasure WHERE contact_id = ? ORDER BY id",
        (contact_id,),
    )
    return tuple(
        access_document.HeldErasure(
            row["because"], iso(row["at"]), iso_or_none(row["orders_until"]), row["orders_because"]
        )
        for row in rows
    )


def _permissions(store: Store, publication_id: int) -> tuple[access_document.HeldPermission, ...]:
    rows = store.rows(
        """SELECT ground, at, text FROM permission LEFT JOIN permission_text ON permission_id = permission.id
            WHERE publication_id = ? ORDER BY at, permission.id""",
        (publication_id,),
    )
    return tuple(access_document.HeldPermission(row["ground"], iso(row["at"]), row["text"]) for row in rows)


def _column(store: Store, sql: str, *parameters: int) -> tuple[str, ...]:
    return tuple(row[0] for row in store.rows(sql, parameters))


def _must(row: Row | None) -> Row:
    if row is None:
        raise LookupError("a foreign key points to no contact")
    return row
