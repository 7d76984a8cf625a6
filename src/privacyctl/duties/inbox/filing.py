"""Mails put on record, each once: what a human wrote waits as a letter, of all else a keyed hash is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.moment import AHEAD, Moment
from privacyctl.store import consent, letters, requests, sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.ids import LetterId
    from privacyctl.model.inbox import Arrived, Letter, SourceState
    from privacyctl.model.mailbox import ReadMark
    from privacyctl.model.message import Message
    from privacyctl.store import Store, Transaction

_COPY = "[the same mail, as it came by another way]"


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of some mails, in numbers."""

    letters: tuple[LetterId, ...] = ()
    """Those that wait from now on."""
    machine: int = 0
    """Mails that no human wrote, or that were done unread: an unsubscribe with a token of ours."""
    known: int = 0
    """Mails that were on record already."""
    earlier: int = 0
    """Mails from before the day from which the mailbox is read."""

    def __add__(self, other: Filed) -> Filed:
        return Filed(
            self.letters + other.letters,
            self.machine + other.machine,
            self.known + other.known,
            self.earlier + other.earlier,
        )


def file(
    store: Store,
    source: SourceState,
    arrived: Sequence[Arrived],
    since: Moment,
    reached: tuple[str, ReadMark | None] | None = None,
) -> Filed:
    """File some mails, and how far their folders were read, in one transaction.

    A mail is known again by its bytes, whichever way it comes: then nothing is filed. The same
    Message-ID from the same sender joins the letter that stands; words that differ are kept below
    its own while it waits, and wait as a letter of their own once it was decided. What was received
    before `since` is passed over. `reached` is a folder and how far it was read, where no mail says it.
    """
    done = Filed()
    with store.transaction() as tx:
        marks, newest = {}, None
        for one in arrived:
            received_at = _receipt(one, tx.now)
            if one.mark is not None:
                marks[one.folder] = one.mark
            if received_at < since:
                done += Filed(earlier=1)
                continue
            newest = max(newest or received_at, received_at)
            done += _file(tx, source, one, received_at)
        if reached is not None and reached[1] is not None:
            marks[reached[0]] = reached[1]
        for folder, mark in marks.items():
            sources.reach(tx, source.id, folder, mark)
        named = [one for one in arrived if one.key is not None]
        sources.see(tx, (sources.place_mark(tx, source.name, one.folder, str(one.key)) for one in named))
        if newest is not None:
            sources.got_mail(tx, source.id, newest)
        if tx.has_changed:
            tx.record(
                "letters-filed",
                letters=list(done.letters),
                machine=done.machine,
                known=done.known,
                source=source.id,
            )
    return done


def _receipt(one: Arrived, now: Moment) -> Moment:
    """When it was received: as our own server says, else as the mailbox does; never in the future."""
    stamped = one.message.received_at
    if stamped is None or stamped > now + AHEAD:
        stamped = one.arrived_at
    return now if stamped is None else min(stamped, now)


def _file(tx: Transaction, source: SourceState, one: Arrived, received_at: Moment) -> Filed:
    mark = tx.fingerprints.letter(one.sameness.hex())
    known = letters.seen(tx, mark)
    if known is not None:
        if known.letter is not None:
            _again(tx, known.letter, one.message, received_at)
        return Filed(known=1)
    letter, filed = _new(tx, source, one, received_at)
    letters.see(tx, mark, one.message.kind.value, letter)
    return filed


def _new(
    tx: Transaction, source: SourceState, one: Arrived, received_at: Moment
) -> tuple[LetterId | None, Filed]:
    """What becomes of a mail whose bytes are not known, and the letter that it is, or joins."""
    if one.message.kind.is_machine or one.is_done:
        return None, Filed(machine=1)
    if _is_taken(tx, one.message):
        return None, Filed(known=1)
    identity = _identity(tx, one.message)
    same = letters.by_identity(tx, identity) if identity is not None else None
    if same is not None and _joins(tx, same, one.message, received_at):
        return same.id, Filed(known=1)
    letter = letters.add(tx, source.id, received_at, identity, one.message)
    return letter, Filed(letters=(letter,))


def _again(tx: Transaction, letter: LetterId, message: Message, received_at: Moment) -> None:
    """The very mail again: its words, where the record lost them, and an earlier receipt."""
    stands = letters.get(tx, letter)
    if stands is None or stands.said is not None:
        return
    if not letters.has_words(tx, letter):
        letters.add_words(tx, letter, message)
    if received_at < stands.received_at:
        letters.came_earlier(tx, letter, received_at)


def _joins(tx: Transaction, stands: Letter, message: Message, received_at: Moment) -> bool:
    """Whether a mail of the same Message-ID and sender is another copy of a letter; its words are kept."""
    differs = _folded(message.text) != _folded(stands.message.text)
    if differs and stands.said is not None:
        return False
    if differs:
        letters.more_words(tx, stands.id, f"{_COPY}\n{message.words}")
    if stands.said is None and received_at < stands.received_at:
        letters.came_earlier(tx, stands.id, received_at)
    return True


def _folded(text: str) -> str:
    return " ".join(text.split())


def _identity(tx: Transaction, message: Message) -> bytes | None:
    """Message-ID and sender as a keyed hash: anybody can write the Message-ID of another's mail."""
    if message.message_id is None or not message.senders:
        return None
    return tx.fingerprints.letter(f"id\0{message.message_id}\0{message.senders[0].key}")


def _is_taken(tx: Transaction, message: Message) -> bool:
    """Whether somebody gave this mail to a command already."""
    return requests.has_mail(tx, message) or consent.has_mail(tx, message)
