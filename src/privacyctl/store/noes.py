"""Whether the marks in force keep to the decisions that say no."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.address import NORMALISATION
from privacyctl.store.consent import STANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.store import Store

# The latest by its own time, but for what a later one outranks all the same; of one second the no.
# What an import said hangs on the contact and has no mark.
_LATEST = """
    SELECT {subject}, purpose, decision, via, row_number() OVER (
               PARTITION BY {subject}, purpose
               ORDER BY at DESC, decision NOT IN ('given', 'lifted') DESC, id DESC) AS place
      FROM consent_event AS e
     WHERE {subject} IS NOT NULL AND {stands}
"""
_NOES = f"""
    SELECT {{subject}}, purpose, key
      FROM ({_LATEST})
      JOIN {{keys}}
     WHERE place = 1 AND decision NOT IN ('given', 'lifted') AND via <> 'import'
"""
_OF_PEOPLE = _NOES.format(
    subject="contact_id",
    stands=STANDS,
    keys="(SELECT contact_id, match_key AS key FROM address) USING (contact_id)",
)
_OF_COMPANIES = _NOES.format(
    subject="company_id",
    stands=STANDS,
    keys="(SELECT id AS company_id, match_key AS key FROM company) USING (company_id)",
)


class StandingNo(NamedTuple):
    """A no that stands, with one address, or the name of the company, that it must have closed."""

    contact: int | None
    company: int | None
    purpose: str
    is_marked: bool
    """Whether a mark under the newest key closes it."""

    @property
    def subject(self) -> str:
        return f"contact {self.contact}" if self.contact is not None else f"company {self.company}"


def count(store: Store) -> int:
    """How many noes there are: the marks in force, each of an address or a company and a purpose; and imports' noes.

    Of people who are not on record, or who were erased, there is a mark and nothing else.
    """
    marks = store.value(
        """SELECT count(*) FROM suppression WHERE lifted_at IS NULL AND normalisation = ?
              AND secret_id = (SELECT max(id) FROM secret)""",
        (NORMALISATION,),
    )
    imported = f"""SELECT count(*) FROM ({_LATEST.format(subject="contact_id", stands=STANDS)})
                    WHERE place = 1 AND decision NOT IN ('given', 'lifted') AND via = 'import'"""
    return int(marks) + int(store.value(imported))


def standing(store: Store) -> Iterator[StandingNo]:
    """Every no that stands, once for each address."""
    marks = store.fingerprints
    for contact, purpose, key in store.stream(_OF_PEOPLE):
        yield StandingNo(contact, None, purpose, _is_closed(store, marks.address(key), purpose))
    for company, purpose, key in store.stream(_OF_COMPANIES):
        mark = marks.company(key)
        is_kept = _is_closed(store, mark, purpose) or _was_reopened(store, mark, purpose)
        yield StandingNo(None, company, purpose, is_kept)


def _was_reopened(store: Store, mark: bytes, purpose: str) -> bool:
    """Whether a permission of the older form lifted the mark of a company: it left no decision of the company's."""
    found = store.value(
        """SELECT 1 FROM suppression JOIN audit ON seq = lifted_entry
            WHERE fingerprint = ? AND purpose = ? AND body LIKE '{"act":"published",%"v":1}'""",
        (mark, purpose),
    )
    return found is not None


def _is_closed(store: Store, mark: bytes, purpose: str) -> bool:
    found = store.value(
        """SELECT 1 FROM suppression WHERE fingerprint = ? AND purpose = ? AND lifted_at IS NULL
              AND secret_id = (SELECT max(id) FROM secret)""",
        (mark, purpose),
    )
    return found is not None
