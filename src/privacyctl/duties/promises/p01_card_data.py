"""P1: card data is the reseller's. Every text on record is looked at once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.cards import holds_card_number
from privacyctl.model.finding_kind import RowId
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.text import plural
from privacyctl.store import contacts
from privacyctl.store.file import health

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection

CARDS = Concern(
    word="cards",
    says="card numbers on record",
    weight=Verdict.BROKEN,
    means="What looks like a card number stands in a text of the record.",
    how="Every text in the data file is read, and each run of digits is held against the form of a card number.",
    mend="take it out by hand, since no command of ours wrote it, and look again: privacyctl doctor",
)


def _look(at: Inspection) -> Evidence:
    texts, found = 0, []
    for table, column, number, text in health.texts(at.store):
        texts += 1
        if holds_card_number(text):
            found.append(RowId(f"{table}.{column}", number))
    # A text of fewer than twelve characters is too short for a card number: with people alone, all of it was looked at.
    rests_on = texts + contacts.count(at.store)
    return Evidence({"texts": texts}, (CARDS.of(found),), at.store.now, rests_on=rests_on)


def _shows(evidence: Evidence) -> str:
    return f"{plural(evidence.figures['texts'], 'text')} searched for card numbers"


PROMISE = Promise(
    number=1,
    sentence="Card data is the reseller's: we never store it and never see it.",
    control="every way in refuses card numbers or takes them out; the whole file is searched again",
    commands=("doctor",),
    concerns=(CARDS,),
    look=_look,
    shows=_shows,
    begins="privacyctl import-orders FILE",
)
