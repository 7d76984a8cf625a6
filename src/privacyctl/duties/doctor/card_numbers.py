"""Whether a card number stands in any text of the record (promise P1)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from privacyctl.model.cards import holds_card_number
from privacyctl.model.check import Check, CheckVerdict, Fault, sound
from privacyctl.store.file import health

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import CheckResult

_PROGRESS = 10_000
"""Texts between two calls of `tell`."""

CARD_NUMBER = Fault(
    word="card-number",
    verdict=CheckVerdict.FAILED,
    means="What looks like a card number stands in a text of the record.",
    how="Every text in the file is read, and each run of digits is held against the form of a card number.",
    mend="they were not written by this version; remove them by hand and look again",
)


def _look(at: Examination) -> Iterator[CheckResult]:
    found: Counter[str] = Counter()
    seen = 0
    for seen, (table, column, _, text) in enumerate(health.texts(at.store), start=1):
        if holds_card_number(text):
            found[f"{table}.{column}"] += 1
        if seen % _PROGRESS == 0:
            at.tell("card numbers", seen)
    if found:
        where = ", ".join(f"{place} ({count})" for place, count in sorted(found.items()))
        yield CARD_NUMBER.found(f"what looks like card numbers stands in {where}")
    else:
        yield sound(f"none in {seen} texts")


CHECK = Check(name="card numbers", about="Every text on record.", faults=(CARD_NUMBER,), look=_look)
