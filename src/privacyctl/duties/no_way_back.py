"""The entries that cannot be taken back, by their words: why not, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable


def _no_way_back(because: str, hint: str) -> Callable[[int, str], Refused]:
    """What says of an entry of some number and word that it stays."""

    def refused(number: int, word: str) -> Refused:
        return Refused(f"entry {number} ({word}) cannot be undone: {because}", hint)

    return refused


EARLIER = _no_way_back(
    "an earlier receipt never becomes a later one",
    "if the whole case is a mistake: privacyctl close CASE --because mistake --note TEXT",
)
REFUSED = {
    "contact-changed": _no_way_back(
        "what stood there before is no longer on record",
        "put it right: privacyctl correct WHO --name NAME --by vendor",
    ),
    "corrected": _no_way_back(
        "what stood there before is no longer on record",
        "put it right: privacyctl correct WHO --name NAME --by vendor --because TEXT",
    ),
    "imported": _no_way_back(
        "an import takes newer words over older ones, and these are no longer on record",
        "correct or erase whom it is wrong about: privacyctl correct WHO, privacyctl erase WHO",
    ),
    "erased": _no_way_back(
        "what an erasure took is gone from the bytes", "add the person anew: privacyctl add-contact EMAIL"
    ),
    "erased-words": _no_way_back(
        "what an erasure took is gone from the bytes", "ask the person to write again"
    ),
    "erasure-proved": _no_way_back(
        "it says what a search of the bytes found", "search again: privacyctl erase WHO"
    ),
    "purged": _no_way_back(
        "what was purged is gone from the bytes", "add what is needed anew: privacyctl import-orders FILE"
    ),
    "looked": _no_way_back("a look is evidence, not something typed", "look again: privacyctl verify TASK"),
    "scanned": _no_way_back("a scan is evidence, not something typed", "scan again: privacyctl scan"),
    "filtered": _no_way_back(
        "the files of the site were changed", "look at the site: privacyctl verify TASK, privacyctl publish"
    ),
    "file-noted": _no_way_back(
        "the file was written, or may have been",
        "delete the file: an erasure looks for it there all the same",
    ),
    "path-forgotten": _no_way_back(
        "where the file lay is gone from the bytes", "nothing is left to take back"
    ),
    "case-closed": _no_way_back(
        "the end of a case is its answer to the person",
        "type what is right from now on: privacyctl takedown WHO --received TIME, or object, access",
    ),
    "comment-taken": _no_way_back(
        "somebody has read the comment, and its words are gone",
        "if it asked for nothing: privacyctl close CASE --because mistake --note TEXT, of the case that it became,"
        " or privacyctl optin WHO --evidence TEXT",
    ),
    "restriction-lifted": _no_way_back(
        "the end of a restriction is told to the person",
        "type what is right from now on: privacyctl restrict WHO --received TIME",
    ),
    "takedown-widened": _no_way_back(
        "what was found to be theirs is looked for from then on",
        "if the whole case is a mistake: privacyctl close CASE --because mistake --note TEXT",
    ),
    "takedown-joined": _no_way_back(
        "the words of a mail are kept with its case",
        "if the whole case is a mistake: privacyctl close CASE --because mistake --note TEXT",
    ),
    "takedown-moved-earlier": EARLIER,
    "access-moved-earlier": EARLIER,
    "objection-moved-earlier": EARLIER,
    "restriction-moved-earlier": EARLIER,
    "question-moved-earlier": EARLIER,
    "access-answered": _no_way_back(
        "the answer is with the person",
        "type what is right from now on: privacyctl access WHO --received TIME, and answer once more",
    ),
    "code-made": _no_way_back(
        "the code may be with the person", "make another: privacyctl confirm CASE --how code"
    ),
    "code-refused": _no_way_back(
        "it counts a wrong code", "make another: privacyctl confirm CASE --how code"
    ),
    "confirmed": _no_way_back(
        "what was done since may rest on it",
        "if the case is a mistake: privacyctl close CASE --because mistake",
    ),
    "erasure-confirmed": _no_way_back(
        "it opened removals that somebody may have seen to",
        "if the case is a mistake: privacyctl close CASE --because mistake --note TEXT",
    ),
    "follow-up-added": _no_way_back(
        "a copy that somebody named is looked after",
        "once it is seen to: privacyctl follow-up NUMBER --asked",
    ),
    "asked": _no_way_back("it counts each time that somebody was asked", "ask, if they were not asked"),
    "policy-recorded": _no_way_back(
        "it says what was promised from that day", "mend the settings, then: privacyctl policy"
    ),
    "letters-filed": _no_way_back(
        "the mails lie in the mailbox, and wait to be read by a person", "see them: privacyctl triage"
    ),
    "letter-decided": _no_way_back(
        "a person read the letter", "say what it asks as well: privacyctl triage LETTER --as takedown"
    ),
    "clock-set": _no_way_back(
        "the entries since then are timed by it",
        "once the clock is right: privacyctl doctor --clock-is-right",
    ),
    "backed-up": _no_way_back(
        "the copy lies there, and people are told by which day it goes",
        "it goes by its day: privacyctl purge",
    ),
    "copies-gone": _no_way_back("a copy that was deleted is gone", "make another: privacyctl backup"),
    "drilled": _no_way_back(
        "it says that a copy was decrypted",
        "practise again: privacyctl restore FILE --identity KEYFILE --dry-run",
    ),
    "restored": _no_way_back(
        "what stood there is laid aside", "put another copy in its place: privacyctl restore FILE --replace"
    ),
    "undone": _no_way_back("an undoing is not undone itself", "type the command again that was undone"),
}
"""The word of an entry that stays → what is said of it."""
OLDER = _no_way_back(
    "an older version wrote it, and it does not say enough", "type what is right from now on"
)
ADDED = _no_way_back(
    "it added a mail to a case that stood",
    "if the whole case is a mistake: privacyctl close CASE --because mistake --note TEXT",
)
OUTRANKED = _no_way_back(
    "it set a decision aside whose own time is later",
    "say that decision again: privacyctl optin WHO --evidence TEXT",
)
GONE = _no_way_back(
    "what it put on record was deleted since, by an erasure or a purge", "nothing is left to take back"
)
UNKNOWN = _no_way_back("this version knows no way back from it", "see what it did: privacyctl audit")
