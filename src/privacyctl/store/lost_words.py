"""What a restore could not bring back: the names and words of what was written after the copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privacyctl.store import Store


class LostWords(NamedTuple):
    """By numbers, what is on record without its words."""

    contacts: tuple[int, ...]
    """Known by number alone."""
    companies: tuple[int, ...]
    cases: tuple[int, ...]
    publications: tuple[int, ...]
    corrected: tuple[int, ...]
    """Contacts of the copy whose name, address, company or order was corrected after it."""
    imports: tuple[int, ...]
    """Entries that brought orders."""
    codes: tuple[int, ...]
    """Cases to which a code was mailed."""
    letters: tuple[int, ...]
    """Letters that wait for somebody to read them."""


def after(store: Store, copy: int, until: int) -> LostWords:
    """What the entries after a copy's last one, up to another, have left without words."""
    span = {"copy": copy, "until": until}

    def numbers(sql: str) -> tuple[int, ...]:
        return tuple(row[0] for row in store.rows(f"{sql} ORDER BY 1", span))

    between = "entry > :copy AND entry <= :until"
    return LostWords(
        numbers(f"SELECT id FROM contact WHERE source = 'lost' AND {between}"),
        numbers(f"SELECT id FROM company WHERE {between}"),
        numbers(f"SELECT id FROM request WHERE {between}"),
        numbers(f"SELECT id FROM publication WHERE {between}"),
        numbers(f"SELECT DISTINCT contact_id FROM correction WHERE {between}"),
        numbers(
            """SELECT seq FROM audit WHERE seq > :copy AND seq <= :until
                AND (body LIKE '{"act":"imported"%' OR body LIKE '{"act":"purchase-added"%')"""
        ),
        numbers(
            """SELECT DISTINCT json_extract(body, '$.cases[0]') FROM audit WHERE seq > :copy AND seq <= :until
                AND body LIKE '{"act":"code-made"%'"""
        ),
        numbers(
            f"""SELECT id FROM letter WHERE {between}
                AND NOT EXISTS (SELECT 1 FROM letter_text WHERE letter_id = letter.id)
                AND NOT EXISTS (SELECT 1 FROM letter_decision WHERE letter_id = letter.id)"""
        ),
    )
