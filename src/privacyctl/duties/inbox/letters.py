"""What waits: each letter with whom it may be from, what of theirs is on show, and what it looks like."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import cases
from privacyctl.duties import who as find_who
from privacyctl.errors import NotFound
from privacyctl.model.guess import KINDS, Clue, ClueKind, Guess
from privacyctl.model.letter import Carrier
from privacyctl.model.publication import Kind
from privacyctl.store import contacts, letters

if TYPE_CHECKING:
    from privacyctl.model.contact import Contact
    from privacyctl.model.ids import LetterId
    from privacyctl.model.inbox import Letter
    from privacyctl.model.moment import Moment
    from privacyctl.model.publication import Publication
    from privacyctl.store import Store

GuessAt = Callable[[str, str], Guess]
"""What a text and its subject look like."""
_TAKEDOWN = "takedown"
_ASKED = "question"


@dataclass(frozen=True, slots=True)
class Listed:
    """A letter, with what is known of it beside its words."""

    letter: Letter
    contact: Contact | None
    """Whom the address belongs to that it is from, as the letter says."""
    shown: tuple[Publication, ...]
    """What of theirs is on show."""
    guess: Guess

    @property
    def likely(self) -> tuple[str, ...]:
        """The kinds that it may ask for; none where nothing points to a request."""
        if self.guess.kinds or not self.guess.is_request:
            return self.guess.kinds
        return (_TAKEDOWN,) if self.shown else (_ASKED,)

    @property
    def rank(self) -> tuple[int, Moment]:
        """Where it stands in the list: likely requests first, then who has something on show, then the oldest."""
        likely = 0 if self.guess.is_request else 1 if self.shown else 2
        return likely, self.letter.received_at


def waiting(store: Store, guess_at: GuessAt, boxes: Collection[str] | None = None) -> list[Listed]:
    """All letters that wait, likely requests first; or those by the mailboxes of these names. None is left out."""
    found = (one for one in letters.read_waiting(store) if boxes is None or one.source in boxes)
    return sorted((listed(store, one, guess_at) for one in found), key=lambda one: one.rank)


def listed(store: Store, letter: Letter, guess_at: GuessAt) -> Listed:
    """A letter with what is known of it."""
    who = letter.message.who
    number = find_who.owner(store, who.address.key) if who is not None and who.address is not None else None
    contact = contacts.get(store, number) if number is not None else None
    on_record = contact if contact is not None and contact.erased_at is None else None
    shown = cases.matching(store, on_record, list(Kind)) if on_record is not None else []
    return Listed(
        letter, on_record, tuple(one for one in shown if not one.is_barred), _guess(letter, guess_at)
    )


def must_get(store: Store, number: LetterId) -> Letter:
    """The letter of a number. Raises NotFound."""
    found = letters.get(store, number)
    if found is None:
        raise NotFound(f"there is no letter {number}", "see: privacyctl triage")
    return found


def _guess(letter: Letter, guess_at: GuessAt) -> Guess:
    mail = letter.message
    said = mail.subject or ""
    if mail.who is not None and mail.who.carrier is Carrier.FORM and said in KINDS:
        return Guess((Clue(ClueKind.FORM, said, said),))
    return guess_at(mail.own_text, said)
