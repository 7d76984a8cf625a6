"""The rows of letters: what came, what it says, by what it is known again, and what a person said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model import acts
from privacyctl.model.inbox import Letter, ReadAs, due_at
from privacyctl.model.moment import Moment
from privacyctl.model.telling import Mark
from privacyctl.model.text import PROSE
from privacyctl.store.clock_signs import settled_after
from privacyctl.store.store import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.model.ids import CaseId, ContactId, LetterId, SourceId
    from privacyctl.model.message import Message
    from privacyctl.store import Store, Transaction
    from privacyctl.store.store import Row

# What was taken by hand meanwhile, from the same bytes, waits no more.
_WAITS = """
    NOT EXISTS (SELECT 1 FROM letter_decision WHERE letter_id = letter.id)
    AND NOT EXISTS (SELECT 1 FROM letter_text JOIN request_message USING (sha256) WHERE letter_id = letter.id)
"""
# Where a person said that a clock is right which the receipt lies ahead of, it had come by then.
_RECEIVED = f"min(letter.received_at, coalesce({settled_after('letter.entry')}, letter.received_at))"
_LETTER = f"""
    SELECT letter.*, letter_text.*, source.name AS source, {_RECEIVED} AS came_at,
           (SELECT said FROM letter_decision WHERE letter_id = letter.id ORDER BY id LIMIT 1) AS said,
           (SELECT request_id FROM letter_decision WHERE letter_id = letter.id AND request_id IS NOT NULL
             ORDER BY id LIMIT 1) AS "case"
      FROM letter LEFT JOIN letter_text ON letter_id = letter.id LEFT JOIN source ON source.id = source_id
"""


class Waiting(NamedTuple):
    """A letter that waits, without a word of it."""

    id: LetterId
    received_at: Moment
    told: Mark | None

    @property
    def due_at(self) -> Moment:
        """By when it must be done if it asks for a removal."""
        return due_at(self.received_at)

    def seconds_left(self, now: int) -> int:
        return self.due_at - now


class SeenMail(NamedTuple):
    """A mail that is known."""

    kind: str
    letter: LetterId | None


def waiting(store: Store) -> list[Waiting]:
    """The letters that wait, the oldest first."""
    rows = store.rows(f"SELECT id, {_RECEIVED}, told_at, told_left FROM letter WHERE {_WAITS} ORDER BY 2, id")
    return [Waiting(row[0], row[1], None if row[2] is None else Mark(Moment(row[2]), row[3])) for row in rows]


def get(store: Store, letter: LetterId) -> Letter | None:
    if letter > LARGEST:
        return None
    row = store.row(f"{_LETTER} WHERE letter.id = ?", (letter,))
    return None if row is None else _letter(row)


def read_waiting(store: Store) -> Iterator[Letter]:
    """The letters that wait, the oldest first, each with its words."""
    for row in store.rows(f"{_LETTER} WHERE {_WAITS} ORDER BY came_at, letter.id"):
        yield _letter(row)


def seen(store: Store, mark: bytes) -> SeenMail | None:
    row = store.row("SELECT kind, letter_id FROM seen_letter WHERE mark = ?", (mark,))
    return None if row is None else SeenMail(row[0], row[1])


def by_identity(store: Store, identity: bytes) -> Letter | None:
    """The letter of that Message-ID from that sender, the newest."""
    row = store.row(f"{_LETTER} WHERE letter.identity = ? ORDER BY letter.id DESC LIMIT 1", (identity,))
    return None if row is None else _letter(row)


def see(tx: Transaction, mark: bytes, kind: str, letter: LetterId | None) -> None:
    """Note that a mail was read, by the keyed hash of its bytes."""
    tx.write(
        "INSERT INTO seen_letter (mark, kind, letter_id, at, entry) VALUES (?, ?, ?, ?, ?)",
        (mark, kind, letter, tx.now, tx.entry),
    )


def add(
    tx: Transaction, source: SourceId, received_at: Moment, identity: bytes | None, message: Message
) -> LetterId:
    """Put a letter on record, to wait for a person."""
    number: LetterId = tx.next_number("letter")  # type: ignore[assignment]
    tx.do(
        acts.letters.LetterCame(number, received_at),
        recorded_at=tx.now,
        source_id=source,
        identity=identity,
    )
    add_words(tx, number, message)
    return number


def add_words(tx: Transaction, letter: LetterId, message: Message) -> None:
    """Keep what a letter says."""
    from privacyctl.store import letter_words  # noqa: PLC0415  (start-up)

    row = letter_words.columns(message)
    names = ", ".join(row)
    tx.write(
        f"INSERT INTO letter_text (letter_id, {names}) VALUES (?, {', '.join('?' * len(row))})",
        (letter, *row.values()),
    )


def more_words(tx: Transaction, letter: LetterId, said: str) -> None:
    """Keep further words of a letter below its own; cut at the longest text that is kept."""
    tx.write(
        "UPDATE letter_text SET body = substr(coalesce(body || char(10, 10), '') || ?, 1, ?) WHERE letter_id = ?",
        (said, PROSE, letter),
    )


def has_words(store: Store, letter: LetterId) -> bool:
    return store.value("SELECT 1 FROM letter_text WHERE letter_id = ?", (letter,)) is not None


def came_earlier(tx: Transaction, letter: LetterId, received_at: Moment) -> None:
    """Move the receipt of a letter to an earlier one."""
    tx.do(acts.letters.LetterCameEarlier(letter, received_at))


def decide(
    tx: Transaction,
    letter: LetterId,
    said: ReadAs,
    *,
    contact: ContactId | None = None,
    case: CaseId | None = None,
    guess: str | None = None,
) -> None:
    """Record what a person said that a letter asks. Of one that asks for nothing the words go."""
    number = tx.next_number("letter_decision")
    tx.do(acts.letters.LetterDecided(number, letter, said, contact, case, tx.now), guess=guess)
    if not said.is_request:
        tx.write("DELETE FROM letter_text WHERE letter_id = ?", (letter,))


def decided_as(store: Store, letter: LetterId) -> list[tuple[ReadAs, CaseId | None]]:
    """What was said of a letter, the first first."""
    rows = store.rows(
        "SELECT said, request_id FROM letter_decision WHERE letter_id = ? ORDER BY id", (letter,)
    )
    return [(ReadAs(row[0]), row[1]) for row in rows]


def of_contact(store: Store, contact: ContactId) -> list[LetterId]:
    """The letters that wait and are from an address of a contact."""
    rows = store.rows(
        f"""SELECT letter.id FROM letter JOIN letter_text ON letter_id = letter.id
             WHERE sender IN (SELECT match_key FROM address WHERE contact_id = ?) AND {_WAITS} ORDER BY letter.id""",
        (contact,),
    )
    return [row[0] for row in rows]


def guesses(store: Store) -> list[tuple[str, ReadAs]]:
    """Of each letter that a person read: what it looked like, and what they said first."""
    rows = store.rows(
        """SELECT coalesce(guess, ''), said FROM letter_decision AS first
            WHERE said <> 'erased' AND guess IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM letter_decision WHERE letter_id = first.letter_id AND id < first.id)
            ORDER BY id"""
    )
    return [(row[0], ReadAs(row[1])) for row in rows]


def old_texts(store: Store, until: Moment) -> list[tuple[LetterId, str]]:
    """The words of letters that were decided before `until`, as (letter, text)."""
    rows = store.rows(f"SELECT * FROM letter_text WHERE {_OLD} ORDER BY letter_id", (until,))
    return [
        (row["letter_id"], row[column])
        for row in rows
        for column in ("given", "name", "others", "wrote", "subject", "body", "above", "remarks")
        if row[column]
    ]


def drop_texts(tx: Transaction, until: Moment) -> int:
    """Delete the words of letters that were decided before `until`; returns of how many."""
    return tx.write(f"DELETE FROM letter_text WHERE {_OLD}", (until,))


_OLD = """
    letter_id IN (SELECT letter_id FROM letter_decision GROUP BY letter_id HAVING max(at) < ?)
"""


def told(tx: Transaction, left: Sequence[tuple[LetterId, int]]) -> None:
    """Note for each (letter, seconds left) that `due --new` printed it now."""
    tx.write_many(
        "UPDATE letter SET told_at = ?, told_left = ? WHERE id = ?",
        [(tx.now, seconds, number) for number, seconds in left],
    )


def _letter(row: Row) -> Letter:
    from privacyctl.store import letter_words  # noqa: PLC0415  (start-up)

    return Letter(
        row["id"],
        row["came_at"],
        row["source"],
        letter_words.message(row),
        ReadAs(row["said"]) if row["said"] else None,
        row["case"],
    )
