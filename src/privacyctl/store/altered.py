"""The rows whose words or people are not those that the row was written with, by their mark or their SHA-256."""

from __future__ import annotations

from array import array
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.consent import Purpose
from privacyctl.model.notice import Basis, Choice
from privacyctl.model.purpose import Definition
from privacyctl.store import contents
from privacyctl.store.copies import brought_back
from privacyctl.store.undoings import counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.store import Store
    from privacyctl.store.store import Row


_NOBODY: array[int] = array("q")


class Altered(NamedTuple):
    """A row whose words or people are not those that it was written with."""

    table: str
    number: int
    what: str


def altered(store: Store) -> Iterator[Altered]:
    """The rows that carry a mark or a SHA-256 that what they say does not bear out.

    An erasure empties the words of a permission, and takes the person out of the audience of a
    notice: where words are gone of a person who was erased, or people of a notice are missing,
    nothing is left to make the mark of. Rows from before carry no mark.
    """
    yield from _permissions(store)
    yield from _looks(store)
    yield from _notices(store)
    yield from _versions(store)
    yield from _hand_offs(store)


def _permissions(store: Store) -> Iterator[Altered]:
    """A company's entry may have had an erased person for its listed contact once: its words may be gone too."""
    for number, mark, text, mail, may_be_gone in store.rows(
        f"""SELECT permission.id, mark, text, sha256,
                  contact.erased_at IS NOT NULL
                  OR kind <> 'testimonial' AND EXISTS (SELECT 1 FROM contact WHERE erased_at IS NOT NULL)
                  OR {brought_back("permission")}
             FROM permission JOIN publication ON publication.id = publication_id
             LEFT JOIN contact ON contact.id = contact_id
             LEFT JOIN permission_text ON permission_id = permission.id
            WHERE mark IS NOT NULL AND {counts("permission")} ORDER BY permission.id"""
    ):
        if not may_be_gone if text is None else contents.of_words(store, text, mail) != mark:
            yield Altered("permission", number, "the words")


def _looks(store: Store) -> Iterator[Altered]:
    """Where it was looked may be gone of any look: an erasure, and a removal that was seen, empty the side table."""
    for number, mark, sketch, *places in store.stream(
        """SELECT id, mark, sketch, place, url, final_url, file FROM look JOIN look_text ON look_id = id
            WHERE mark IS NOT NULL ORDER BY id"""
    ):
        if contents.of_look(store, (*places,), sketch) != mark:
            yield Altered("look", number, "where it was looked")


def _notices(store: Store) -> Iterator[Altered]:
    lists = _lists(store, "notice_audience", "notice_id")
    for row in store.rows(
        """SELECT id, purpose, definition, what_for, basis, choice, text, sha256, mark, people FROM notice
            WHERE mark IS NOT NULL ORDER BY id"""
    ):
        number = row["id"]
        if sha256(row["text"].encode()).digest() != row["sha256"]:
            yield Altered("notice", number, "the text")
        if not _is_as_announced(row):
            yield Altered("notice", number, "what was announced")
        told = lists.get(number, _NOBODY)
        if len(told) == row["people"] and contents.of_people(store, told) != row["mark"]:
            yield Altered("notice", number, "the people that it was written to")


def _versions(store: Store) -> Iterator[Altered]:
    for number, document, digest in store.rows("SELECT id, document, sha256 FROM policy_version ORDER BY id"):
        if sha256(document.encode()).digest() != digest:
            yield Altered("policy_version", number, "what is promised")


def _hand_offs(store: Store) -> Iterator[Altered]:
    lists = _lists(store, "disclosed", "disclosure_id")
    for number, recipient, fields, mark in store.rows(
        "SELECT id, recipient, fields, mark FROM disclosure WHERE mark IS NOT NULL ORDER BY id"
    ):
        if contents.of_hand_off(store, recipient, fields, lists.get(number, _NOBODY)) != mark:
            yield Altered("disclosure", number, "the recipient, the fields or the people")


def _is_as_announced(row: Row) -> bool:
    try:
        stated = Definition(
            purpose=Purpose(row["purpose"]),
            what_for=row["what_for"],
            basis=Basis(row["basis"]),
            choice=Choice(row["choice"]),
        )
    except ValueError:  # no word that we ever wrote
        return False
    return bool(stated.digest == row["definition"])


def _lists(store: Store, table: str, key: str) -> dict[int, array[int]]:
    """The people of every list, in the order of their numbers: one scan along the primary key, whoever is in it."""
    found: dict[int, array[int]] = {}
    for number, contact in store.stream(f"SELECT {key}, contact_id FROM {table} ORDER BY contact_id, {key}"):
        found.setdefault(number, array("q")).append(contact)
    return found
