"""Importing a reseller's orders: all of a file or nothing, and the same file twice is nothing.

A file has up to a million rows, so rows are taken in batches: what is on record is asked
for a batch at a time, what is new is worked out in memory and written with one statement
a table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import names_on_show
from privacyctl.duties.people.order_lines import Importing
from privacyctl.errors import BadRows
from privacyctl.model.disclosure import told_fields
from privacyctl.model.purchase import BadRow, OrderLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.protocols import OrderFile, Progress
    from privacyctl.model.ids import CaseId
    from privacyctl.model.publication import Publication
    from privacyctl.store import Store

ERASED_ORDER = "erased order"
"""Why a row is passed over: it is neither wrong nor wanted."""
_MOST_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file."""

    name: str
    format: str
    rows: int
    left_behind: tuple[str, ...]
    redacted: int
    totals_rows: int
    unread_answers: int
    passed_over: dict[str, int]
    """Rows that are no orders, by reason: payments that failed, say."""
    bad: tuple[BadRow, ...]
    """The first thousand rows that cannot be imported."""
    bad_rows: int
    comments_left: tuple[int, ...]
    """The lines with a buyer's comment that has no case, since its row was not imported."""
    sender: str | None
    """The recipient whom it came from, where that is known."""
    delivery: int | None
    """Under which number that is recorded; None where nothing in it was new."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do."""

    files: tuple[ImportedFile, ...]
    created: int
    unchanged: int
    changed: int
    refused: int
    contacts: int
    """How many contacts are new."""
    answers: int
    """How many answers about product news were recorded."""
    comments: tuple[CaseId, ...]
    """The cases of buyers' comments that a person must read."""
    is_dry_run: bool
    exposed: tuple[Publication, ...] = ()
    """Testimonials that show the full name, now that an order brought another one."""


def import_orders(
    store: Store,
    files: Sequence[tuple[str, OrderFile]],
    *,
    sender: str | None = None,
    skip_bad: bool,
    dry_run: bool,
    tell: Progress,
) -> Imported:
    """Put the order lines of these files on record, in one transaction and one audit entry.

    Somebody new becomes a contact. What is known already is left as it is, a line that
    differs is changed, but nothing that was typed is: a correction outranks every import.
    A recorded opt-out is never lifted. Each file with a new line is recorded as delivered
    by `sender`, or by whom its format tells. Raises BadRows where rows cannot be imported,
    unless `skip_bad`; then, as with `dry_run`, nothing was changed.
    `tell` is called with a file's name and how many rows were read.
    """
    with store.transaction() as tx:
        tx.use_memory(64)
        importing = Importing(tx)
        done = [_import_one(importing, name, file, sender, tell) for name, file in files]
        refused = sum(file.bad_rows for file in done)
        imported = Imported(
            files=tuple(done),
            created=importing.counts["created"],
            unchanged=importing.counts["unchanged"],
            changed=importing.counts["changed"],
            refused=refused,
            contacts=importing.counts["contacts"],
            answers=importing.counts["answers"],
            comments=tuple(importing.comments),
            is_dry_run=dry_run,
            exposed=names_on_show.exposed(tx, sorted(importing.renamed)),
        )
        if dry_run or (refused and not skip_bad):
            tx.abandon()
        elif tx.has_changed:
            importing.end()
            tx.record(
                "imported",
                files=len(done),
                contacts_created=imported.contacts,
                purchases_created=imported.created,
                purchases_changed=imported.changed,
                answers=imported.answers,
                cases=list(imported.comments),
                deliveries=[file.delivery for file in done if file.delivery is not None],
            )
    if refused and not skip_bad and not dry_run:
        raise BadOrders(imported)
    return imported


class BadOrders(BadRows):
    """Rows that cannot be imported, with all that is known of them."""

    def __init__(self, imported: Imported) -> None:
        count = imported.refused
        super().__init__(
            f"{count} row{'s' * (count != 1)} cannot be imported, and so nothing was",
            "mend the file, or import the good rows only: --skip-bad",
        )
        self.imported = imported


def _import_one(
    importing: Importing, name: str, file: OrderFile, sender: str | None, tell: Progress
) -> ImportedFile:
    sender = file.sender if sender is None else sender
    importing.begin_file(sender, told_fields(file.fields))
    bad: list[BadRow] = []
    rows = bad_rows = 0
    importing.erased, importing.comments_left = 0, []
    for batch in file:
        rows += len(batch)
        refused = [row for row in batch if isinstance(row, BadRow)]
        refused += importing.take([row for row in batch if isinstance(row, OrderLine)])
        bad_rows += len(refused)
        bad += refused[: _MOST_SHOWN - len(bad)]
        tell(name, rows)
    return ImportedFile(
        name=name,
        format=file.format,
        rows=rows,
        left_behind=file.left_behind,
        redacted=file.redacted,
        totals_rows=file.totals_rows,
        unread_answers=file.unread_answers,
        passed_over=dict(file.passed_over + Counter({ERASED_ORDER: importing.erased})),
        bad=tuple(sorted(bad)),
        bad_rows=bad_rows,
        comments_left=tuple(sorted({*file.comments_left, *importing.comments_left})),
        sender=sender,
        delivery=importing.delivery,
    )
