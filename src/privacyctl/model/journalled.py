"""What the journal beside the record holds of each table. Every table stands here, with every column.

A line of the journal has the entry, and of the rows that the entry left what no act of it tells. A
copy that is older than the journal gets its lost entries back from there: each act is done again,
and the rest is written as the line has it. Nothing of it can be read: numbers, times, known words,
keyed marks, and what the vendor published or set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

VERSION = 1
"""The form of a line. What a table has of columns belongs to it: raise this number for another order."""


@dataclass(frozen=True, slots=True)
class Journalled:
    """What of a table is in the journal."""

    columns: tuple[str, ...]
    """Those that are, the row's number first; none where the table is never in it."""
    left_out: tuple[str, ...]
    """Those that are not."""
    why: str
    """Why they are not, and why what is may be; empty where the table is whole and needs no reason."""

    @property
    def is_ever(self) -> bool:
        return bool(self.columns)


def _whole(columns: str, why: str = "") -> Journalled:
    return Journalled(tuple(columns.split()), (), why)


def _wordless(columns: str, left_out: str, why: str) -> Journalled:
    return Journalled(tuple(columns.split()), tuple(left_out.split()), why)


def _never(why: str) -> Journalled:
    return Journalled((), (), why)


_TOLD = "told_at told_left ahead_at"
_TOLD_WHY = "what was told is told once more, which is the safe side"
_ORDERS = "orders can be imported again"

TABLES: Mapping[str, Journalled] = {
    # In the order in which they are written again: what is named stands before what names it.
    "secret": _never("a thief of the journal must not be able to test guesses; every copy holds it"),
    "audit": _never("the entry is the line"),
    "company": _wordless("id entry", "name match_key", "a name; the no of a company hangs on its mark"),
    "contact": _wordless(
        "id entry",
        "name name_at name_is_typed company_id company_at company_is_typed source received_at erased_at",
        "a name; what became of a contact its erasure tells",
    ),
    "delivery": _whole("id recipient fields at entry", "who sends the vendor orders, and which fields"),
    "notice": _whole(
        "id purpose definition what_for basis choice text sha256 announced_at opens_at people mark entry",
        "the vendor's own words, which many were sent",
    ),
    "policy_version": _whole(
        "id sha256 document effective_at recorded_at entry", "the vendor's own words, which are published"
    ),
    "publication": _whole("id kind contact_id company_id added_at barred_at entry"),
    "publication_text": _wordless(
        "publication_id quote_mark",
        "quote attribution logo logo_sha256 logo_likeness",
        "words of people; a keyed mark is left, by which they are known again",
    ),
    "permission": _whole("id publication_id ground at is_dated mark entry"),
    "request": _wordless(
        "id kind contact_id company_id what received_at dated_at via recorded_at entry",
        "purchase_id",
        _ORDERS,
    ),
    "request_message": _wordless(
        "request_id sha256 entry",
        "message_id sender",
        "the sender and the identity of a mail; its hash tells it when it is given again",
    ),
    "request_receipt": _whole("id request_id received_at recorded_at entry"),
    "request_closing": _whole("request_id because was at entry"),
    "request_clock": _wordless(
        "request_id rule due_at state answered_at answered_behind entry", _TOLD, _TOLD_WHY
    ),
    "confirmation": _whole("id request_id how at entry"),
    "undoing": _whole("undone contact_id entry"),
    "consent_event": _whole(
        "id contact_id company_id purpose decision at recorded_at via notice_id again is_dated entry"
    ),
    "consent_outranked": _whole("event_id entry"),
    "suppression": _whole(
        "id fingerprint purpose secret_id normalisation at recorded_at lifted_at lifted_entry entry"
    ),
    "takedown": _wordless(
        "id request_id publication_id what received_at due_at state removed_at claimed_at verified_at"
        " came_back_at claimed_behind verified_behind entry",
        _TOLD,
        _TOLD_WHY,
    ),
    "takedown_event": _whole("id takedown_id act at recorded_at entry"),
    "look": _whole(
        "id takedown_id publication_id at through found reason status sha256 before_id mark entry"
    ),
    "scan_finding": _whole(
        "id wrong kind publication_id is_sure place scanned at ended_at ended_entry contact_id entry",
        "where it was seen is a keyed hash",
    ),
    "follow_up": _wordless("id request_id copy due_at asked_at recorded_at entry", _TOLD, _TOLD_WHY),
    "erasure": _whole("id contact_id request_id because at orders_until orders_because proved_at entry"),
    "correction": _wordless(
        "id contact_id field word request_id product_mark at entry", "purchase_id", _ORDERS
    ),
    "former_address": _whole("fingerprint contact_id secret_id normalisation at entry"),
    "former_name": _whole("contact_id fingerprint secret_id normalisation at entry"),
    "barred_order": _whole("fingerprint secret_id entry"),
    "disclosure": _whole(
        "id recipient purpose fields via at recorded_at people mark entry",
        "who gets data of the vendor's buyers, and which fields",
    ),
    "clock_set": _whole("id at back entry"),
    "copy": _whole("id made_at head delete_after gone_at folder name entry", "a folder of the vendor's own"),
    "letter": _wordless(
        "id received_at recorded_at identity entry",
        "source_id told_at told_left",
        f"the mailbox is read again, and gives its words back; {_TOLD_WHY}",
    ),
    "seen_letter": _whole("mark kind letter_id at entry", "a keyed hash of a mail's bytes"),
    "letter_decision": _wordless(
        "id letter_id said contact_id request_id at entry",
        "guess",
        "how good the guess was is no part of anybody's case",
    ),
    "drill": _whole("id at entry"),
    "restored": _whole("id head until at entry"),
    "disclosed": _whole("contact_id disclosure_id"),
    "notice_audience": _whole("contact_id notice_id"),
    "address": _never("addresses; a no hangs on their keyed mark"),
    "code": _never("a lost code is asked for again"),
    "consent_evidence": _never("words of people"),
    "correction_note": _never("words of people"),
    "disclosed_order": _never(_ORDERS),
    "due_run": _never("the next run leaves it anew"),
    "reminder": _never("what is due is told anew"),
    "reminder_way": _never("the next run leaves it anew"),
    "follow_up_text": _never("places and notes"),
    "letter_text": _never("words of people; the mailbox is read again, and gives them back"),
    "look_text": _never("places, which may name somebody"),
    "made": _never("files on a disk that may be lost"),
    "made_path": _never("paths, which may name somebody"),
    "permission_text": _never("words of people"),
    "place": _never("places, which may name somebody"),
    "purchase": _never(_ORDERS),
    "request_text": _never("words of people"),
    "scan_memory": _never("the next scan makes it anew"),
    "seen_place": _never("the mailbox is read again, and each mail is known by its bytes"),
    "source": _never("the next run leaves it anew"),
    "source_folder": _never("the mailbox is read again, and each mail is known by its bytes"),
    "takedown_note": _never("notes"),
    "undoing_note": _never("notes"),
}
