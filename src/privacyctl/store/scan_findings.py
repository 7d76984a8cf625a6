"""The rows of what scans saw that must not be: of what or whom, and the keyed place, without a word of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model import acts
from privacyctl.model.publication import Kind
from privacyctl.model.site_findings import KINDS, StandingFinding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.model.ids import PublicationId
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

_WRONG = {one.word: one for one in KINDS}


def standing(store: Store) -> list[StandingFinding]:
    """Every finding that no later scan or look has seen to be gone, in the order of their numbers."""
    rows = store.rows(
        """SELECT id, wrong, kind, publication_id, contact_id, is_sure, place, scanned FROM scan_finding
            WHERE ended_at IS NULL ORDER BY id"""
    )
    return [_finding(row) for row in rows]


def add(tx: Transaction, found: StandingFinding) -> None:
    tx.do(
        acts.scans.WrongSeen(
            tx.next_number("scan_finding"),
            found.wrong.word,
            found.kind.value if found.kind else None,
            found.publication,
            int(found.is_sure),
            tx.now,
            found.contact,
        ),
        place=found.place,
        scanned=found.scanned,
    )


def end(tx: Transaction, numbers: Iterable[int]) -> None:
    """Note that these are not seen any more. They stay on record."""
    for number in numbers:
        tx.do(acts.scans.WrongGone(number, tx.now))


def end_of(tx: Transaction, publication: PublicationId) -> None:
    """Note that nothing of a publication is seen any more: looks at every place of it found it gone."""
    end(tx, [one.id for one in standing(tx) if one.publication == publication and one.id is not None])


def _finding(row: Row) -> StandingFinding:
    return StandingFinding(
        wrong=_WRONG[row["wrong"]],
        kind=Kind(row["kind"]) if row["kind"] else None,
        publication=row["publication_id"],
        contact=row["contact_id"],
        is_sure=bool(row["is_sure"]),
        place=row["place"],
        scanned=row["scanned"],
        id=row["id"],
    )
