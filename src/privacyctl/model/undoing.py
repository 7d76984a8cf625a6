"""What can be taken back, by the word of its audit entry; and for the rest, why not and what can be done."""

from __future__ import annotations

from typing import NamedTuple


class Refusal(NamedTuple):
    """Why an entry cannot be taken back, and what to type instead."""

    because: str
    hint: str


UNDOABLE = {
    "contact-added": "the contact is off the record, and nobody asked for that",
    "purchase-added": "the order is off the record, and may be typed again",
    "published": "what it put on the register is off it, with its permission",
    "opted-out": "the opt-out does not count, and what it closed is open",
    "opted-in": "the permission does not count, and what it opened is closed again",
    "disclosed": "the hand-off does not count: nothing left the house",
    "announced": "the notice does not count: its purpose is as shut or open as before",
    "removed": "nobody said that it was removed",
    "attested": "nobody said that they saw it gone",
    "takedown-opened": "the case ended as a mistake, and what it barred may be shown",
    "access-opened": "the case ended as a mistake",
    "correction-asked": "the case ended as a mistake",
    "erasure-asked": "the case ended as a mistake, with its removals",
    "objection-opened": "the case ended as a mistake, and what it closed is open",
    "restriction-opened": "the case ended as a mistake, and what it closed is open",
    "question-opened": "the case ended as a mistake",
}
"""The word of an entry → what is so once it was taken back."""

_EARLIER = Refusal(
    "an earlier receipt never becomes a later one",
    "if the whole case is a mistake: privacyctl close CASE --because mistake --note TEXT",
)
_OVER = "type what is right from now on: privacyctl "
REFUSED = {
    "contact-changed": Refusal(
        "what stood there before is no longer on record",
        "put it right: privacyctl correct WHO --name NAME --by vendor",
    ),
    "corrected": Refusal(
        "what stood there before is no longer on record",
        "put it right: privacyctl correct WHO --name NAME --by vendor --because TEXT",
    ),
    "imported": Refusal(
        "an import takes newer words over older ones, and these are no longer on record",
        "correct or erase whom it is wrong about: privacyctl correct WHO, privacyctl erase WHO",
    ),
    "erased": Refusal(
        "what an erasure took is gone from the bytes", "add the person anew: privacyctl add-contact EMAIL"
    ),
    "erased-words": Refusal("what an erasure took is gone from the bytes", "ask the person to write again"),
    "erasure-proved": Refusal(
        "it says what a search of the bytes found", "search again: privacyctl erase WHO"
    ),
    "purged": Refusal(
        "what was purged is gone from the bytes", "add what is needed anew: privacyctl import-orders FILE"
    ),
    "looked": Refusal("a look is evidence, not something typed", "look again: privacyctl verify TASK"),
    "scanned": Refusal("a scan is evidence, not something typed", "scan again: privacyctl scan"),
    "filtered": Refusal(
        "the files of the site were changed", "look at the site: privacyctl verify TASK, privacyctl publish"
    ),
    "case-closed": Refusal(
        "the end of a case is its answer to the person",
        f"{_OVER}takedown WHO --received TIME, or object, access",
    ),
    "restriction-lifted": Refusal(
        "the end of a restriction is told to the person", f"{_OVER}restrict WHO --received TIME"
    ),
    "takedown-widened": Refusal(
        "what was found to be theirs is looked for from then on",
        "if the whole case is a mistake: privacyctl close CASE --because mistake --note TEXT",
    ),
    "takedown-moved-earlier": _EARLIER,
    "access-moved-earlier": _EARLIER,
    "objection-moved-earlier": _EARLIER,
    "restriction-moved-earlier": _EARLIER,
    "question-moved-earlier": _EARLIER,
    "access-answered": Refusal(
        "the answer is with the person", f"{_OVER}access WHO --received TIME, and answer once more"
    ),
    "code-made": Refusal(
        "the code may be with the person", "make another: privacyctl confirm CASE --how code"
    ),
    "code-refused": Refusal("it counts a wrong code", "make another: privacyctl confirm CASE --how code"),
    "confirmed": Refusal(
        "what was done since may rest on it",
        "if the case is a mistake: privacyctl close CASE --because mistake",
    ),
    "erasure-confirmed": Refusal(
        "it opened removals that somebody may have seen to",
        "if the case is a mistake: privacyctl close CASE --because mistake --note TEXT",
    ),
    "follow-up-added": Refusal(
        "a copy that somebody named is looked after", "once it is seen to: privacyctl asked FOLLOW-UP"
    ),
    "asked": Refusal("it counts each time that somebody was asked", "ask, if they were not asked"),
    "policy-recorded": Refusal(
        "it says what was promised from that day", "mend the settings, then: privacyctl policy"
    ),
    "clock-set": Refusal(
        "the entries since then are timed by it",
        "once the clock is right: privacyctl doctor --clock-is-right",
    ),
    "undone": Refusal("an undoing is not undone itself", "type the command again that was undone"),
}
"""The word of an entry that stays → why, and what can be done."""
UNKNOWN = Refusal("this version knows no way back from it", "see what it did: privacyctl audit")
