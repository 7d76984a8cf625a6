"""The words of audit entries, and for each the rows that an entry of that word leaves on record.

`Transaction.record` takes no other word, and `doctor` holds the rows of the record to this
table: an entry without the rows that it must have left was added, or they were taken out; a
row under an entry that writes no such row was put there by another program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

LIFTED, ENDED = "suppression.lifted_entry", "scan_finding.ended_entry"
"""Stand among the tables of an entry for the suppressions, and for the findings of a scan, that it ended."""


class Decides(Enum):
    """Which decisions may stand under an entry. To lift a suppression is a yes."""

    YES = "yes"
    NO = "no"
    EITHER = "either"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWord:
    """What an entry of one word leaves: names of tables that have a column `entry`."""

    must: frozenset[str] = frozenset()
    """It left a row in one of these at the least."""
    may: frozenset[str] = frozenset()
    """It may have left rows in these too."""
    counts: Mapping[str, str] = field(default_factory=dict)
    """Keys of the entry that say how many rows it left, each with the table. From these no row is ever deleted."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Keys of the entry that name every row that it left, each with the table."""
    decides: Decides = Decides.EITHER

    def writes(self, table: str) -> bool:
        return table in self.must or table in self.may


NUMBERS: Mapping[str, str] = {
    "contacts": "contact",
    "companies": "company",
    "cases": "request",
    "tasks": "takedown",
    "verified": "takedown",
    "came_back": "takedown",
    "publications": "publication",
    "disclosures": "disclosure",
    "deliveries": "delivery",
    "follow_ups": "follow_up",
    "notice": "notice",
    "version": "policy_version",
    "made": "made",
    "letters": "letter",
}
"""Keys of any entry that hold numbers of rows, each with the table. Purchases are not among them: an erasure
deletes them."""

ALONE = frozenset({"notice", "version"})
"""Those of them that hold one number and no list: a number by itself under any other key is a count."""

PURGEABLE = frozenset({"code", "purchase"})
"""Tables whose rows an erasure or a purge deletes for good: later on an entry need not have left any."""


def _tables(names: str) -> frozenset[str]:
    return frozenset(names.split())


def _word(must: str = "", may: str = "", **more: object) -> EntryWord:
    return EntryWord(must=_tables(must), may=_tables(may), **more)  # type: ignore[arg-type]


_CASE = "request request_message request_receipt request_clock"
_TAKEDOWN = "request request_message request_receipt takedown"
_PERSON = "contact address company suppression"
_DECISION = "consent_event consent_outranked"
_RESTRICTED = f"{_CASE} {_TAKEDOWN} {_DECISION} suppression"

WORDS: dict[str, EntryWord] = {
    "access-answered": _word("request_closing"),
    "access-moved-earlier": _word("request_receipt request_message", "correction"),
    "access-opened": _word("request", _CASE, names={"cases": "request"}),
    "announced": _word("notice", "disclosure", names={"notice": "notice"}),
    "asked": _word(),
    "attested": _word("takedown_event", ENDED),
    "backed-up": _word("", "copy", counts={"copies": "copy"}),
    "case-closed": _word("request_closing", f"{_DECISION} {LIFTED}", decides=Decides.YES),
    "clock-set": _word("clock_set"),
    "code-made": _word("code"),
    "code-refused": _word(),
    "confirmed": _word("confirmation"),
    "comment-taken": _word("request_closing", _RESTRICTED, decides=Decides.NO),
    "contact-added": _word("contact", _PERSON, names={"contacts": "contact"}),
    "contact-changed": _word("", "address company suppression former_name"),
    "copies-gone": _word("", "copy"),
    "corrected": _word(
        "correction",
        f"{_CASE} {_PERSON} request_closing confirmation follow_up former_address former_name",
    ),
    "correction-asked": _word("request request_message request_receipt confirmation", _CASE),
    "disclosed": _word("disclosure", names={"disclosures": "disclosure"}),
    "drilled": _word("drill"),
    "erased": _word(
        "erasure",
        f"{_TAKEDOWN} barred_order suppression request_closing follow_up letter_decision",
        counts={"barred": "barred_order"},
    ),
    "erased-words": _word("", "request_closing former_address former_name letter_decision"),
    "erasure-asked": _word("request request_message request_receipt", f"{_CASE} {_TAKEDOWN}"),
    "erasure-confirmed": _word("confirmation", f"{_CASE} {_TAKEDOWN}"),
    "erasure-proved": _word(),
    "file-noted": _word(),
    "filtered": _word("", "takedown_event"),
    "follow-up-added": _word("follow_up", names={"follow_ups": "follow_up"}),
    "imported": _word(
        "",
        "contact address company purchase delivery request request_message request_clock former_name"
        f" suppression {_DECISION}",
        counts={"contacts_created": "contact", "answers": "consent_event"},
        names={"cases": "request", "deliveries": "delivery"},
    ),
    "letter-decided": _word("letter_decision", "request_message"),
    "letters-filed": _word("", "letter letter_decision seen_letter seen_place source_folder"),
    "looked": _word(
        "look", f"takedown follow_up {ENDED}", counts={"looks": "look"}, names={"came_back": "takedown"}
    ),
    "objection-moved-earlier": _word("request_receipt request_message"),
    "objection-opened": _word("request", _CASE, names={"cases": "request"}),
    "opted-in": _word(f"consent_event {LIFTED}", "consent_outranked", decides=Decides.YES),
    "opted-out": _word("consent_event suppression takedown", f"{_TAKEDOWN} {_DECISION}", decides=Decides.NO),
    "path-forgotten": _word(),
    "policy-recorded": _word("policy_version", names={"version": "policy_version"}),
    "published": _word(
        "",
        f"publication place permission company {_DECISION} {LIFTED}",
        names={"publications": "publication"},
        decides=Decides.YES,
    ),
    "purchase-added": _word("purchase", _PERSON, names={"contacts": "contact"}),
    "purged": _word(
        "",
        "erasure barred_order suppression request_closing letter_decision",
        counts={"barred": "barred_order"},
        decides=Decides.NO,
    ),
    "question-moved-earlier": _word("request_receipt request_message"),
    "question-opened": _word("request", _CASE, names={"cases": "request"}),
    "removed": _word("takedown_event"),
    "restored": _word("restored", "suppression"),
    "restriction-lifted": _word(
        f"consent_event {LIFTED}", f"{_DECISION} request_closing", decides=Decides.YES
    ),
    "restriction-moved-earlier": _word(
        "request_receipt request_message suppression takedown", _RESTRICTED, decides=Decides.NO
    ),
    "restriction-opened": _word("request", _RESTRICTED, decides=Decides.NO),
    "scanned": _word(f"scan_finding {ENDED}", counts={"found": "scan_finding", "ended": ENDED}),
    "takedown-joined": _word("request_message"),
    "takedown-moved-earlier": _word("request_receipt", "request_message"),
    "takedown-opened": _word("request", _TAKEDOWN, names={"cases": "request", "tasks": "takedown"}),
    "takedown-widened": _word(
        "takedown publication place",
        f"{_TAKEDOWN} {_PERSON} permission",
        names={"tasks": "takedown"},
    ),
    "undone": _word("undoing", f"request_closing {LIFTED}"),
}
"""Every word that an entry may have. A new one begins here."""
