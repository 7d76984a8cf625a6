"""The audit chain's rows: the canonical bytes of each entry, as they were hashed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from privacyctl.model.audit import Entry, Head
from privacyctl.model.moment import iso_or_none
from privacyctl.store.store import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.model.ids import ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store


def chain(store: Store) -> Iterator[tuple[int, bytes, bytes]]:
    """Every entry as (number, canonical bytes, hash), in order; as bytes even if a fault made them no text."""
    rows = store.stream("SELECT seq, CAST(body AS BLOB), hash FROM audit ORDER BY seq")
    return cast("Iterator[tuple[int, bytes, bytes]]", rows)


def has(store: Store, head: Head) -> bool:
    """Whether the chain has that very entry, with that hash after it."""
    return bool(store.value("SELECT hash FROM audit WHERE seq = ?", (head.seq,)) == head.hash)


def batches(store: Store) -> Iterator[list[tuple[int, bytes, bytes]]]:
    """The same in lists of a hundred or so."""
    rows = store.batches("SELECT seq, CAST(body AS BLOB), hash FROM audit ORDER BY seq")
    return cast("Iterator[list[tuple[int, bytes, bytes]]]", rows)


class EntryColumn(NamedTuple):
    """A column that holds the number of an audit entry."""

    table: str
    column: str
    has_number: bool
    """Whether the rows of the table have numbers of their own."""


class RowsOutside(NamedTuple):
    """Rows of a table that carry the number of an entry that is not there."""

    table: str
    rows: int
    entry: int
    """The highest of these numbers."""
    row: int | None
    """One of the rows; None in a table whose rows have no number."""


def entry_columns(store: Store) -> list[EntryColumn]:
    """Every column that holds the number of an entry."""
    rows = store.rows(
        r"""SELECT schema.name, info.name, schema.sql NOT LIKE '%WITHOUT ROWID%'
             FROM sqlite_schema AS schema JOIN pragma_table_info(schema.name) AS info
            WHERE schema.type = 'table' AND (info.name = 'entry' OR info.name LIKE '%\_entry' ESCAPE '\')
            ORDER BY 1, 2"""
    )
    return [EntryColumn(row[0], row[1], bool(row[2])) for row in rows]


def rows_outside(store: Store, where: EntryColumn, head: int) -> RowsOutside | None:
    """The rows of a table that name an entry beyond the head of the chain, or one before the first."""
    table, column, has_number = where
    lowest, highest = store.rows(f"SELECT min({column}), max({column}) FROM {table}")[0]
    if lowest is None or (lowest >= 1 and highest <= head):
        return None
    outside = f"{column} NOT BETWEEN 1 AND {head:d}"
    count = store.value(f"SELECT count(*) FROM {table} WHERE {outside}")
    row = store.value(f"SELECT rowid FROM {table} WHERE {outside} LIMIT 1") if has_number else None
    return RowsOutside(table, count, highest, row)


def entry(store: Store, seq: int) -> Entry | None:
    """One entry by its number; None where there is none."""
    if seq > LARGEST:
        return None
    row = store.row("SELECT seq, body, hash FROM audit WHERE seq = ?", (seq,))
    return Entry(row["seq"], row["body"], row["hash"]) if row else None


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
