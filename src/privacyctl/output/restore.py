"""What is said of a restore: what came back, and what cannot. In words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.errors import Untrusted
from privacyctl.model.text import plural
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from privacyctl.duties.keeping.restoring import Restored
    from privacyctl.output.values import Sha256


class LostDocument(TypedDict):
    """What is on record without its words, by numbers: they were written after the copy, and no journal has them."""

    contacts: list[int]
    """Contacts that are known by number alone."""
    companies: list[int]
    """Companies that are known by number alone."""
    cases: list[int]
    """Cases without names and words."""
    publications: list[int]
    """Publications without their words and places."""
    corrected: list[int]
    """Contacts whose name, address, company or order was corrected after the copy."""
    imports: list[int]
    """Audit entries that brought orders: these must be imported again."""
    codes: list[int]
    """Cases to which a code was mailed that counts no more."""
    letters: list[int]
    """Letters that wait, without their words: `inbox` reads them again while they are in the mailbox."""


class RestoredDocument(TypedDict):
    """What became of a copy."""

    changed: bool
    """Whether it was put in the record's place."""
    dry_run: bool
    """Whether it was practised alone."""
    copy_seq: int
    """The last audit entry that the copy held."""
    entries: int
    """How many entries the journal gave back."""
    seq: int
    """The last audit entry now."""
    head: Sha256
    """The chain's hash after it."""
    journal: str | None
    """The journal that gave them back; null without one."""
    erased: list[int]
    """Contacts who were erased after the copy was made, and were erased again."""
    noes: int
    """Noes of people whose names are lost that are held to their addresses now."""
    lost: LostDocument
    """What could not be brought back."""
    laid_aside: str | None
    """Where the record lies that stood there; null where none did, or somebody was in it who was erased."""


class NothingDocument(TypedDict):
    """There was nothing to repair."""

    changed: bool
    """Always false."""


def say(done: Restored, aside: Path | None, is_dropped: bool, is_dry_run: bool, of_copy: bool) -> None:
    if is_dry_run:
        stream.say(
            "The copy can be restored; it was done in a folder that is gone again."
            if of_copy
            else "The record can be repaired; it was done on a copy that is gone again."
        )
    else:
        stream.say(f"The record stands again, with entry {done.head.seq} as its last.")
    if done.entries:
        stream.say(
            f"The copy ended at entry {done.copy.seq}; the journal gave back"
            f" {plural(done.entries, 'entry', 'entries')}: every opt-out, deadline, bar and erasure."
        )
    elif done.journal is None:
        stream.say(
            f"No journal was used: what was done after entry {done.copy.seq} is lost.",
            f"A receipt that names entry {done.copy.seq + 1} or a later one proves what there was.",
        )
    else:
        stream.say(f"The journal knows no more than the copy, which ended at entry {done.copy.seq}.")
    if done.erased:
        stream.say(f"Erased again, and proved: contact {_numbers(done.erased)}.")
    if done.noes:
        stream.say(f"{plural(done.noes, 'no', 'noes')} of an import hold without the people's names.")
    for line in _lost(done):
        stream.say(line)
    if aside is not None:
        stream.say(
            f"The record that stood there is {aside}; it goes after 14 days, or with the next erasure."
        )
    elif is_dropped:
        stream.say("The record that stood there held somebody who was erased, and was deleted.")
    for failure in done.passed:
        stream.complain("warning", f"a journal was passed over: {failure.sentence}")


def _lost(done: Restored) -> list[str]:
    lost = done.lost
    told = (
        (lost.contacts, "contact", "known by number alone, no copy has the name: add who it is again"),
        (lost.companies, "company", "known by number alone, no copy has the name: add it again"),
        (lost.cases, "case", "no names and words: look for the mails"),
        (lost.publications, "publication", "no words and places: put them on record again, or see the site"),
        (lost.corrected, "contact", "what was corrected is lost: correct it again"),
        (lost.imports, "entry", "orders came with it: import them again"),
        (lost.codes, "case", "a code was mailed that counts no more: ask again"),
        (lost.letters, "letter", "no words yet: have the mailbox read again: privacyctl inbox"),
    )
    return [
        f"{_named(noun, len(numbers))} {_numbers(numbers)}: {what}" for numbers, noun, what in told if numbers
    ]


def _named(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def _numbers(numbers: Sequence[int]) -> str:
    """Numbers, with runs of them as the first and the last."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and runs[-1][1] == one - 1:
            runs[-1][1] = one
        else:
            runs.append([one, one])
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in runs)


def document(
    done: Restored, aside: Path | None, is_dropped: bool, is_dry_run: bool, of_copy: bool
) -> RestoredDocument:
    del of_copy, is_dropped
    return {
        "changed": not is_dry_run,
        "dry_run": is_dry_run,
        "copy_seq": done.copy.seq,
        "entries": done.entries,
        "seq": done.head.seq,
        "head": done.head.hash.hex(),
        "journal": str(done.journal) if done.journal is not None else None,
        "erased": list(done.erased),
        "noes": done.noes,
        "lost": {
            "contacts": list(done.lost.contacts),
            "companies": list(done.lost.companies),
            "cases": list(done.lost.cases),
            "publications": list(done.lost.publications),
            "corrected": list(done.lost.corrected),
            "imports": list(done.lost.imports),
            "codes": list(done.lost.codes),
            "letters": list(done.lost.letters),
        },
        "laid_aside": str(aside) if aside is not None else None,
    }


def damaged_list(named: str, lines: Sequence[int]) -> Untrusted:
    """The failure for a list of erasures in which lines were changed: whom they name might come back in silence."""
    return Untrusted(
        f"line {_numbers(lines)} of the list of erasures {named} cannot be read; nothing was changed",
        "put a sound copy of the list there; without one, take the line out, restore, and see who is back: "
        "privacyctl doctor",
    )


def warn_of_list(lines: Sequence[int]) -> None:
    stream.complain(
        "warning",
        f"line {_numbers(lines)} of the list of erasures in the copy cannot be read: whom it names may be back",
        "see who was erased: privacyctl audit; and erase them again",
    )


def say_nothing() -> None:
    stream.say("The record is the newest that its journal knows: there is nothing to repair.")


def nothing_document() -> NothingDocument:
    return {"changed": False}
