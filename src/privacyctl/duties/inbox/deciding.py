"""What a person said of a letter, on record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.duties import cases
from privacyctl.duties.cases import Asked
from privacyctl.errors import Refused
from privacyctl.model.consent import Via
from privacyctl.model.inbox import ReadAs
from privacyctl.model.letter import Carrier
from privacyctl.store import askers, contacts, letters, requests

if TYPE_CHECKING:
    from privacyctl.model.guess import Guess
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.inbox import Letter
    from privacyctl.model.request import Request
    from privacyctl.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class Decided:
    """A letter, and what was said of it."""

    letter: Letter
    said: ReadAs
    case: CaseId | None
    changed: bool
    before: tuple[ReadAs, ...] = ()
    """What was said of it earlier."""


@dataclass(frozen=True, slots=True)
class GuessShown:
    """How good the guesses were, by what persons said."""

    decided: int
    requests: int
    found: int
    """Requests that stood among the likely ones."""
    missed: int
    """Requests that did not: the reason to read on to the end."""
    false: int
    """Likely ones that asked for nothing."""
    methods: dict[str, int]
    """How many requests each way to guess found."""


def must_be_readable(letter: Letter, said: ReadAs) -> None:
    """Raises Refused for a letter whose words went when somebody said that it asks for nothing."""
    if letter.said is not None and not letter.said.is_request and said.is_request:
        raise Refused(
            f"letter {letter.id} was read as {letter.said}, and its words are kept no more",
            "find it in your mail program and save it, then: --message FILE.eml with the command",
        )


def asked_of(letter: Letter) -> Asked:
    """The letter as a written request: its receipt is the mail's."""
    is_form = letter.message.who is not None and letter.message.who.carrier is Carrier.FORM
    message = replace(letter.message, received_at=letter.received_at)
    return Asked(received_at=letter.received_at, via=Via.FORM if is_form else Via.MAIL, message=message)


def decide(
    store: Store,
    letter: Letter,
    said: ReadAs,
    guess: Guess,
    *,
    case: CaseId | None = None,
    contact: ContactId | None = None,
) -> Decided:
    """Note what a person said that a letter asks. Said twice it is noted once."""
    with store.transaction() as tx:
        before = letters.decided_as(tx, letter.id)
        if (said, case) in before or (case is None and any(one is said for one, _ in before)):
            known = next(found for one, found in before if one is said)
            return Decided(letter, said, known, changed=False, before=tuple(one for one, _ in before))
        _note(tx, letter, said, guess, case, contact)
        return Decided(letter, said, case, changed=True, before=tuple(one for one, _ in before))


def join(store: Store, letter: Letter, case: CaseId, guess: Guess) -> Decided:
    """Put a letter with the case that it answers. Its receipt moves no clock.

    Raises NotFound without such a case, and Refused where it is not from the case's own person.
    """
    with store.transaction() as tx:
        request = cases.must_get(tx, case)
        before = letters.decided_as(tx, letter.id)
        if (ReadAs.REPLY, case) in before:
            return Decided(letter, ReadAs.REPLY, case, changed=False)
        if not is_from(tx, letter, request):
            raise Refused(
                f"letter {letter.id} is not from who asked in case {case}",
                "read it as what it asks itself: privacyctl triage LETTER --as question WHO",
            )
        _note(tx, letter, ReadAs.REPLY, guess, case, request.contact)
        return Decided(letter, ReadAs.REPLY, case, changed=True)


def _note(
    tx: Transaction,
    letter: Letter,
    said: ReadAs,
    guess: Guess,
    case: CaseId | None,
    contact: ContactId | None,
) -> None:
    """Put what was said on record, and the words with the case where that stood before the letter."""
    if case is not None and requests.add_message(tx, case, letter.message):
        requests.add_words(tx, case, letter.message, letter.received_at)
    letters.decide(tx, letter.id, said, contact=contact, case=case, guess=_told(guess))
    tx.record("letter-decided", letters=[letter.id], cases=[case] if case is not None else [])


def is_from(store: Store, letter: Letter, request: Request) -> bool:
    """Whether a letter is from the person of a case, as far as the letter says so itself."""
    who = letter.message.who
    if who is None or who.address is None:
        return False
    own = {one for one in requests.senders(store, request.id) if one}
    asker = askers.of_case(store, request.id)
    own |= {asker.address} if asker.address else set()
    if request.contact is not None:
        own |= set(contacts.address_keys(store, request.contact))
    return who.address.key in own


def shown(store: Store) -> GuessShown:
    """How good the guesses were."""
    found = letters.guesses(store)
    asked = [(told, said) for told, said in found if said.is_request]
    methods: dict[str, int] = {}
    for told, _ in asked:
        for way in {one.partition(":")[0] for one in told.partition(";")[2].split()}:
            methods[way] = methods.get(way, 0) + 1
    likely = [told for told, _ in asked if told]
    return GuessShown(
        decided=len(found),
        requests=len(asked),
        found=len(likely),
        missed=len(asked) - len(likely),
        false=sum(bool(told) and not said.is_request for told, said in found),
        methods=dict(sorted(methods.items())),
    )


def _told(guess: Guess) -> str:
    """A guess without a word of the letter: its kinds, and the rules and sentences that fired."""
    if not guess.is_request:
        return ""
    ways = (
        ":".join(str(one) for one in (c.by.value, c.kind or "", c.language, c.number)) for c in guess.clues
    )
    return f"{','.join(guess.kinds)};{' '.join(dict.fromkeys(ways))}"
