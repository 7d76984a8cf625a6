"""Whether every audit entry left the rows that its word says, and whether every row is of an entry that writes such."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from privacyctl.model.check import LAST_GOOD_COPY, Check, CheckVerdict, Fault, sound
from privacyctl.model.entries import ALONE, LIFTED, NUMBERS, PURGEABLE, WORDS, Decides, EntryWord
from privacyctl.model.moment import span
from privacyctl.store import audit, entry_rows, purchases, undoings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult
    from privacyctl.store import Store
    from privacyctl.store.entry_rows import Left

_RENEWED = "purpose-closed-anew "
_HOW = (
    "Each entry is held against the rows that carry its number, by the table of words in `model/entries.py`."
)

WORD_UNKNOWN = Fault(
    word="entry-word-unknown",
    verdict=CheckVerdict.FAILED,
    means="An entry says something that no command of this version writes: it was added by another program.",
    how="The word and the form of each entry are held against those that the commands write.",
    mend=LAST_GOOD_COPY,
)
ROWS_MISSING = Fault(
    word="entry-without-rows",
    verdict=CheckVerdict.FAILED,
    means="An entry has left less than it must have: rows were taken out, or no command wrote the entry.",
    how=_HOW,
    mend=LAST_GOOD_COPY,
)
ROWS_UNDUE = Fault(
    word="rows-without-entry",
    verdict=CheckVerdict.FAILED,
    means="A row stands under an entry that writes no such row, or not so many: another program put it there.",
    how=_HOW,
    mend=LAST_GOOD_COPY,
)
DECISION_TURNED = Fault(
    word="decision-turned",
    verdict=CheckVerdict.FAILED,
    means="A decision says the contrary of its entry: a yes stands under an opt-out, or a no under an opt-in.",
    how=_HOW,
    mend="the entry tells what was decided, unless it was forged too: see privacyctl audit, and say it again",
)
TIME_DIFFERS = Fault(
    word="row-time-differs",
    verdict=CheckVerdict.FAILED,
    means="A row says that it was written at another time than its entry: one of the two was made anew.",
    how="The time at which each row was written is held against the time of its entry.",
    mend=LAST_GOOD_COPY,
)


@dataclass(slots=True)
class _Entry:
    """An entry as it says itself."""

    seq: int
    said: dict[str, Any]
    word: EntryWord

    @property
    def form(self) -> int:
        return int(self.said.get("v", 0))

    @property
    def written_at(self) -> int:
        """What its rows say: its time, less what the clock was behind."""
        return int(datetime.fromisoformat(self.said["at"]).timestamp()) - int(self.said.get("behind", 0))

    def __str__(self) -> str:
        return f"entry {self.seq} ({self.said['act']})"


@dataclass(slots=True)
class _OrderLines:
    """How many order lines should be there: an import's lines are counted, and an erasure deletes some of them."""

    expected: int = 0
    is_known: bool = True
    """Whether every entry that let go of lines says of how many; those of an older version do not."""

    def follow(self, entry: _Entry, *, is_undone: bool) -> None:
        said, act = entry.said, entry.said["act"]
        if act == "purchase-added" and not is_undone:
            self.expected += 1
        elif act == "imported":
            self.expected += said.get("purchases_created", 0)
        elif act in ("erased", "purged"):
            self.is_known &= "orders" in said
            self.expected -= said.get("orders", 0)


@dataclass(slots=True)
class _Held:
    """What is wrong, in the order in which it was found: of each fault the first, and how many."""

    found: dict[str, tuple[Fault, str, int]] = field(default_factory=dict)

    def add(self, fault: Fault, detail: str) -> None:
        _, first, count = self.found.get(fault.word, (fault, detail, 0))
        self.found[fault.word] = (fault, first, count + 1)

    def results(self) -> Iterator[CheckResult]:
        for fault, first, count in self.found.values():
            yield fault.found(f"{first}, and {count - 1} more like it" if count > 1 else first)


def _look(at: Examination) -> Iterator[CheckResult]:
    if at.verified.first_broken is not None:
        return  # where the chain itself does not hold, there is nothing to hold the rows against
    held = _Held()
    with at.store.snapshot():
        entries = _compare(at.store, held)
        for table, number, said, there in entry_rows.lists_cut_short(at.store):
            held.add(ROWS_MISSING, f"{table} {number} says that it was about {said} people, and has {there}")
    yield from held.results() if held.found else (sound(f"{entries} entries, each with its rows"),)


def _compare(store: Store, held: _Held) -> int:
    """Hold every entry against its rows; returns how many entries there are."""
    there = {table: entry_rows.there(store, table) for table in set(NUMBERS.values())}
    rows, undone = entry_rows.left(store), undoings.undone(store)
    left = next(rows, None)
    gone: list[
        tuple[_Entry, str]
    ] = []  # what purging may have taken since, or a later no under the older form
    count, lines = 0, _OrderLines()
    for seq, body, _ in audit.chain(store):
        count += 1
        own = []
        while left is not None and left.entry <= seq:
            if left.entry == seq:
                own.append(left)
            left = next(rows, None)  # what is of no entry that is there, `audit chain` names
        entry = _read(seq, body, held)
        if entry is None:
            continue
        lines.follow(entry, is_undone=seq in undone)
        _check_numbers(entry, there, held)
        _check_rows(entry, own, held, gone, is_undone=seq in undone)
        if entry.said["act"] in ("erased", "purged"):
            gone = [one for one in gone if not WORDS[one[0].said["act"]].must & PURGEABLE]
        if entry.form == 1:
            gone = [one for one in gone if not _was_renewed(one[0], own)]
    for _, detail in gone:
        held.add(ROWS_MISSING, detail)
    left_lines = purchases.count(store)
    if left_lines > lines.expected or (lines.is_known and left_lines < lines.expected):
        detail = f"the entries leave {lines.expected} order lines on record, and there are {left_lines}"
        held.add(ROWS_MISSING if left_lines < lines.expected else ROWS_UNDUE, detail)
    for contact in entry_rows.without_address(store):
        held.add(ROWS_MISSING, f"contact {contact} was not erased, and has no main address")
    return count


def _read(seq: int, body: bytes, held: _Held) -> _Entry | None:
    try:
        said = json.loads(body)
        is_canonical = json.dumps(said, sort_keys=True, separators=(",", ":")).encode() == body
        entry = _Entry(seq, said, WORDS[said["act"]])
        _ = entry.written_at
    except (ValueError, TypeError, KeyError, AttributeError):
        is_canonical = False
    if not is_canonical:
        held.add(WORD_UNKNOWN, f"entry {seq} is none that a command of this version writes")
        return None
    return entry


def _check_numbers(entry: _Entry, there: dict[str, bytearray], held: _Held) -> None:
    for key, value in entry.said.items():
        known = there.get(NUMBERS.get(key, ""))
        if known is None or not (isinstance(value, list) or key in ALONE):
            continue
        for number in value if isinstance(value, list) else [value]:
            if not (isinstance(number, int) and 0 < number < len(known) and known[number]):
                held.add(ROWS_MISSING, f"{entry} names {NUMBERS[key]} {number}, which is not there")


def _check_rows(
    entry: _Entry, own: Sequence[Left], held: _Held, gone: list[tuple[_Entry, str]], *, is_undone: bool
) -> None:
    word, tables = entry.word, {one.table: one for one in own}
    if not is_undone and word.must and not word.must & tables.keys():
        detail = f"{entry} has left no row in {' or '.join(sorted(word.must))}"
        if _RENEWED in entry.said.get("acts", ""):
            pass  # a later no to what was closed already leaves its time in the row that stands
        elif word.must & PURGEABLE or (entry.form == 1 and "suppression" in word.must):
            gone.append((entry, detail))
        else:
            held.add(ROWS_MISSING, detail)
    for key, table in word.counts.items():
        if key not in entry.said:
            continue  # an older version did not count these
        said, left = entry.said[key], tables[table].rows if table in tables else 0
        if said != left:
            held.add(
                ROWS_MISSING if left < said else ROWS_UNDUE,
                f"{entry} says that it left {said} rows in {table}, and there are {left}",
            )
    for one in own:
        _check_table(entry, one, held)


def _check_table(entry: _Entry, one: Left, held: _Held) -> None:
    rows = f"{one.table} {one.first}" if one.first is not None else f"a row of {one.table}"
    if not entry.word.writes(one.table):
        held.add(ROWS_UNDUE, f"{rows} stands under {entry}, which writes none")
        return
    keys = [key for key, table in entry.word.names.items() if table == one.table and key in entry.said]
    named = {number for key in keys for number in _numbers(entry.said[key])}
    if keys and (one.rows > len(named) or not {one.first, one.last} <= named):
        held.add(ROWS_UNDUE, f"{rows} stands under {entry}, which does not name every such row")
    turned = {Decides.YES: one.rows - one.yeses, Decides.NO: one.yeses, Decides.EITHER: 0}
    if one.table in ("consent_event", LIFTED) and turned[entry.word.decides]:
        held.add(DECISION_TURNED, f"{rows} under {entry} says the contrary of it")
    if one.earliest is None or one.latest is None:
        return
    written_at = entry.written_at
    is_old_renewal = entry.form == 1 and one.table == "suppression" and one.latest <= written_at
    if not is_old_renewal and (one.earliest != written_at or one.latest != written_at):
        other = one.earliest if one.earliest != written_at else one.latest
        side = "before" if other < written_at else "after"
        held.add(TIME_DIFFERS, f"{rows} was written {span(other - written_at)} {side} {entry}, as it says")


def _was_renewed(entry: _Entry, own: Sequence[Left]) -> bool:
    """Whether these rows of a later entry are those of `entry`: in the older form a later no took over the row."""
    return any(
        one.table == "suppression"
        and one.earliest is not None
        and one.latest is not None
        and one.earliest <= entry.written_at <= one.latest
        for one in own
    )


def _numbers(value: object) -> Sequence[int]:
    return value if isinstance(value, list) else [value] if isinstance(value, int) else []


CHECK = Check(
    name="what entries left",
    about="The rows of the record, by the entries that wrote them.",
    faults=(WORD_UNKNOWN, ROWS_MISSING, ROWS_UNDUE, DECISION_TURNED, TIME_DIFFERS),
    look=_look,
)
