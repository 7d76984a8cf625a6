"""What the record shows of the promises, in counts and moments; nobody is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.publication import Kind
from privacyctl.store.takedowns import everything as all_takedowns

if TYPE_CHECKING:
    from collections.abc import Collection

    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store


def removals(store: Store, kinds: Collection[Kind], since: int) -> list[Takedown]:
    """The takedowns of publications of these kinds that were received since then, or still wait.

    One about nothing in the register counts among testimonials where a person asked, and
    among names and logos where a company did.
    """
    found = {task.id: task for task in all_takedowns(store)}
    of_testimonials = Kind.TESTIMONIAL in kinds
    rows = store.rows(
        """SELECT takedown.id, coalesce(publication.kind = 'testimonial', takedown.what = 'testimonial'
                                        OR (takedown.what = 'all' AND request.company_id IS NULL)) AS testimonial
             FROM takedown JOIN request ON request.id = request_id
             LEFT JOIN publication ON publication.id = publication_id
            WHERE takedown.received_at >= ? OR takedown.state IN ('open', 'removed') ORDER BY takedown.id""",
        (since,),
    )
    return [found[row["id"]] for row in rows if bool(row["testimonial"]) is of_testimonials]


def opt_outs(store: Store, since: int) -> tuple[int, int, int | None]:
    """How many people and companies said no since then; the longest until it was on record; the last.

    What came with an import was said elsewhere and is not counted.
    """
    row = store.row(
        """SELECT count(*), coalesce(max(recorded_at - at), 0), max(recorded_at) FROM consent_event
            WHERE decision <> 'given' AND via <> 'import' AND recorded_at >= ?""",
        (since,),
    )
    return (row[0], row[1], row[2]) if row else (0, 0, None)


def suppressed(store: Store) -> int:
    """How many addresses and companies are closed to something."""
    return int(store.value("SELECT count(DISTINCT fingerprint) FROM suppression WHERE lifted_at IS NULL"))


def written_to_after_no(store: Store, since: int) -> int:
    """How many times a list went to a mailing service with somebody on it whose no was on record by then.

    The audience of a notice is none: it is how people are told that they can say no.
    """
    return int(
        store.value(
            """SELECT count(*) FROM disclosed JOIN disclosure ON disclosure.id = disclosure_id
                WHERE disclosure.via IN ('audience', 'gate', 'export') AND purpose <> 'order'
                  AND disclosure.recorded_at >= ?1
                  AND (SELECT decision FROM consent_event AS e
                        WHERE e.contact_id = disclosed.contact_id AND e.purpose = disclosure.purpose
                          AND e.at <= disclosure.at AND e.entry < disclosure.entry
                        ORDER BY e.at DESC, e.decision = 'given', e.id DESC LIMIT 1) <> 'given'""",
            (since,),
        )
    )


def used_while_shut(store: Store, since: int) -> int:
    """How many hand-offs there were for a purpose of the vendor's own whose window was not over.

    The audience of a notice is no use of it: a window begins with that.
    """
    return int(
        store.value(
            """SELECT count(*) FROM disclosure
                WHERE purpose NOT IN ('order', 'updates', 'testimonial', 'customer-list') AND recorded_at >= ?1
                  AND via <> 'notice'
                  AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.purpose = disclosure.purpose
                                   AND opens_at <= disclosure.at)""",
            (since,),
        )
    )


def notices(store: Store) -> tuple[int, int | None]:
    """How many notices were written, and when the last one was."""
    row = store.row("SELECT count(*), max(announced_at) FROM notice")
    return (row[0], row[1]) if row else (0, None)


def disclosures(store: Store, since: int) -> tuple[int, int, int | None]:
    """How many hand-offs to how many recipients since then, and when the last one was."""
    row = store.row(
        "SELECT count(*), count(DISTINCT recipient), max(recorded_at) FROM disclosure WHERE recorded_at >= ?",
        (since,),
    )
    return (row[0], row[1], row[2]) if row else (0, 0, None)


def follow_ups_overdue(store: Store) -> int:
    """How many recipients should have been told by now of a correction or an erasure."""
    return int(
        store.value(
            """SELECT count(*) FROM follow_up
                WHERE copy = 'recipient' AND asked_at IS NULL AND due_at < ?""",
            (store.now,),
        )
    )


def held(store: Store) -> tuple[int, int]:
    """How many people and order lines are on record."""
    row = store.row(
        """SELECT (SELECT count(*) FROM contact WHERE erased_at IS NULL),
                  (SELECT count(*) FROM purchase)"""
    )
    return (row[0], row[1]) if row else (0, 0)


def cases(store: Store, since: int) -> tuple[int, int, int | None]:
    """How many cases were received since then, how many of them wait for a human eye, and the last."""
    row = store.row(
        """SELECT count(*), coalesce(sum(kind = 'comment' AND request_closing.request_id IS NULL), 0),
                  max(recorded_at)
             FROM request LEFT JOIN request_closing ON request_closing.request_id = request.id
            WHERE received_at >= ?""",
        (since,),
    )
    return (row[0], row[1], row[2]) if row else (0, 0, None)


def removals_of_all(store: Store, since: int) -> list[Takedown]:
    """All that were received since then, of whatever kind."""
    return [task for task in all_takedowns(store) if task.received_at >= since]


def received(store: Store, since: int) -> list[int]:
    """When each case was received."""
    return [row[0] for row in store.rows("SELECT received_at FROM request WHERE received_at >= ?", (since,))]


def erasures(store: Store, since: int) -> tuple[int, int]:
    """How many people were erased since then, and how many erasures are not proved yet."""
    row = store.row(
        "SELECT coalesce(sum(at >= ?), 0), coalesce(sum(proved_at IS NULL), 0) FROM erasure", (since,)
    )
    return (row[0], row[1]) if row else (0, 0)


def corrections(store: Store, since: int) -> int:
    """How many fields were put right since then."""
    return int(store.value("SELECT count(*) FROM correction WHERE at >= ?", (since,)))
