"""The audit chain's rows: the canonical bytes of each entry, as they were hashed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from privacyctl.model.audit import Entry
from privacyctl.model.moment import iso_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store


def chain(store: Store) -> Iterator[tuple[int, bytes, bytes]]:
    """Every entry as (number, canonical bytes, hash), in order; as bytes even if a fault made them no text."""
    rows = store.stream("SELECT seq, CAST(body AS BLOB), hash FROM audit ORDER BY seq")
    return cast("Iterator[tuple[int, bytes, bytes]]", rows)


def hash_after(store: Store, seq: int) -> bytes | None:
    """The chain's hash after an entry; None where there is no such entry."""
    found: bytes | None = store.value("SELECT hash FROM audit WHERE seq = ?", (seq,))
    return found


def entries(store: Store, since: Moment | None) -> list[Entry]:
    rows = store.rows(
        "SELECT seq, body, hash FROM audit WHERE :since IS NULL OR json_extract(body, '$.at') >= :since ORDER BY seq",
        {"since": iso_or_none(since)},
    )
    return [Entry(row["seq"], row["body"], row["hash"]) for row in rows]


def about(
    store: Store, since: Moment | None, *, people: Sequence[ContactId], companies: Sequence[int]
) -> list[Entry]:
    """The entries that hold the number of any of these contacts and companies, or wrote rows about them.

    An import is one entry without the numbers of contacts; its rows carry the number of the entry.
    """
    import json  # noqa: PLC0415  (start-up)

    in_people, in_companies = (
        "SELECT value FROM json_each(:people)",
        "SELECT value FROM json_each(:companies)",
    )
    rows = store.rows(
        f"""
        SELECT seq, body, hash FROM audit
         WHERE (EXISTS (SELECT 1 FROM json_each(body, '$.contacts') WHERE value IN ({in_people}))
             OR EXISTS (SELECT 1 FROM json_each(body, '$.companies') WHERE value IN ({in_companies}))
             OR seq IN (SELECT entry FROM contact WHERE id IN ({in_people})
                        UNION SELECT entry FROM purchase WHERE contact_id IN ({in_people})
                        UNION SELECT entry FROM consent_event WHERE contact_id IN ({in_people})
                        UNION SELECT entry FROM disclosure JOIN disclosed ON disclosure_id = disclosure.id
                               WHERE contact_id IN ({in_people})
                        UNION SELECT entry FROM notice JOIN notice_audience ON notice_id = id
                               WHERE contact_id IN ({in_people})
                        UNION SELECT takedown.entry FROM takedown
                                JOIN publication ON publication.id = publication_id
                               WHERE contact_id IN ({in_people}) OR company_id IN ({in_companies})
                        UNION SELECT entry FROM request
                               WHERE contact_id IN ({in_people}) OR company_id IN ({in_companies}))
             OR EXISTS (SELECT 1 FROM json_each(body, '$.cases') AS one JOIN request ON request.id = one.value
                         WHERE contact_id IN ({in_people}) OR company_id IN ({in_companies}))
             OR EXISTS (SELECT 1 FROM json_each(body, '$.tasks') AS one JOIN takedown ON takedown.id = one.value
                          JOIN request ON request.id = takedown.request_id
                          LEFT JOIN publication ON publication.id = takedown.publication_id
                         WHERE request.contact_id IN ({in_people}) OR request.company_id IN ({in_companies})
                            OR publication.contact_id IN ({in_people})
                            OR publication.company_id IN ({in_companies})))
           AND (:since IS NULL OR json_extract(body, '$.at') >= :since)
         ORDER BY seq
        """,
        {
            "people": json.dumps(list(people)),
            "companies": json.dumps(list(companies)),
            "since": iso_or_none(since),
        },
    )
    return [Entry(row["seq"], row["body"], row["hash"]) for row in rows]
