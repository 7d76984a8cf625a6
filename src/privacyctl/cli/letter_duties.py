"""What is done with a letter, by what a person said that it asks: each calls the duty of the command of that name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.cli.session import current, limits
from privacyctl.errors import BadInput, NobodyAsks, Refused
from privacyctl.model.ids import CaseId
from privacyctl.model.inbox import ReadAs
from privacyctl.model.request import RequestKind
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from privacyctl.model.ids import ContactId, LetterId, TaskId
    from privacyctl.model.inbox import Letter
    from privacyctl.model.moment import Moment
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a letter, beside that it was read."""

    who: str | None = None
    case: CaseId | None = None
    contact: ContactId | None = None
    due_at: Moment | None = None
    opened: tuple[Takedown, ...] = ()
    """Removals, which get their first look."""
    changed: bool = False

    @property
    def tasks(self) -> tuple[TaskId, ...]:
        return tuple(one.id for one in self.opened)


def decide(store: Store, number: LetterId, who: str | None, read_as: ReadAs, *, as_json: bool) -> None:
    """Do what a person said that a letter asks, by the duties of the commands, and say it."""
    from privacyctl.cli import first_look
    from privacyctl.duties.inbox import deciding, letters
    from privacyctl.mail import likely
    from privacyctl.output import first_looks
    from privacyctl.output import triage as words

    letter = letters.must_get(store, number)
    deciding.must_be_readable(letter, read_as)
    guess = letters.listed(store, letter, likely.guess).guess
    if read_as is ReadAs.REPLY:
        case = case_of(who)
        done = Done(str(case), case=case)
        decided = deciding.join(store, letter, case, guess)
    else:
        done = DUTIES[read_as](store, letter, who)
        decided = deciding.decide(store, letter, read_as, guess, case=done.case, contact=done.contact)
    stream.answer(
        as_json,
        lambda: words.decided_document(decided, done.who, done.due_at, done.tasks),
        lambda: words.say_decided(decided, done.who, done.due_at),
    )
    words.warn_of_decided(decided)
    first_looks.warn_of_unseen(first_look.at_tasks(store, done.opened, anew=done.changed))


def at_once(likely: Sequence[str]) -> ReadAs:
    """As what a letter is taken that nobody has read: a case of its likely kind, or a question.

    An opt-out and a restriction would be done at once, so they are an objection and a question until they are read.
    """
    kind = ReadAs(likely[0]) if likely else ReadAs.QUESTION
    if kind is ReadAs.OPTOUT:
        return ReadAs.OBJECT
    return ReadAs.QUESTION if kind is ReadAs.RESTRICT else kind


def case_of(typed: str | None) -> CaseId:
    """The case that a letter answers. Raises BadInput where it is not said."""
    if typed is None or not (typed.isascii() and typed.isdigit() and len(typed) < 16):
        raise BadInput("it is not said which case it answers", "privacyctl triage LETTER CASE --as reply")
    return CaseId(int(typed))


def _asker(store: Store, letter: Letter, who: str | None, said: ReadAs) -> str:
    """WHO, or who asks as the letter says. Raises Refused where a person must say it."""
    from privacyctl.duties.cases import sender

    if who is not None:
        return who
    try:
        return sender(store, letter.message)
    except NobodyAsks as error:
        lines = [f"if it is from {one}: {_line(letter, one, said)}" for one in error.others]
        raise Refused(error.sentence, "; ".join(lines) or _line(letter, "WHO", said)) from None


def _line(letter: Letter, who: str, said: ReadAs) -> str:
    import shlex

    shown = who if who == "WHO" else shlex.quote(who)
    return f"privacyctl triage {letter.id} {shown} --as {said}"


def _take_down(store: Store, letter: Letter, who: str | None) -> Done:
    from privacyctl.duties.inbox.deciding import asked_of
    from privacyctl.duties.removals import takedowns

    asker = _asker(store, letter, who, ReadAs.TAKEDOWN)
    result = takedowns.open_takedown(store, asker, asked_of(letter), is_unknown=who is not None)
    due_at = min((task.due_at for task in result.tasks), default=None)
    return Done(
        result.case.who, result.case.id, result.case.contact, due_at, tuple(result.tasks), result.changed
    )


def _opt_out(store: Store, letter: Letter, who: str | None) -> Done:
    from privacyctl.duties.inbox.deciding import asked_of
    from privacyctl.duties.lists import opting_out
    from privacyctl.model.consent import Purpose

    asker = _asker(store, letter, who, ReadAs.OPTOUT)
    result = opting_out.opt_out(store, [asker], [Purpose.UPDATES], asked_of(letter), skip_bad=False)
    one = result.done[0]
    return Done(one.who, next(iter(one.cases), None), next(iter(one.contacts), None), changed=one.changed)


def _access(store: Store, letter: Letter, who: str | None) -> Done:
    from privacyctl.duties.inbox.deciding import asked_of
    from privacyctl.duties.rights import access

    asker = _asker(store, letter, who, ReadAs.ACCESS)
    result = access.ask(store, asker, asked_of(letter), limits(), is_unknown=who is not None)
    return Done(
        result.case.who, result.case.id, result.case.contact, result.clock.due_at, changed=result.changed
    )


def _correct(store: Store, letter: Letter, who: str | None) -> Done:
    from privacyctl.duties.inbox.deciding import asked_of
    from privacyctl.duties.rights import corrections, unknown_askers

    asker = _asker(store, letter, who, ReadAs.CORRECT)
    asked = asked_of(letter)
    unknown = unknown_askers.ask(
        store, RequestKind.RECTIFICATION, asker, asked, limits(), is_unknown=who is not None
    )
    right = unknown.standing if unknown else corrections.ask_first(store, asker, asked, limits())
    return Done(right.case.who, right.case.id, right.case.contact, right.clock.due_at, changed=right.changed)


def _erase(store: Store, letter: Letter, who: str | None) -> Done:
    """The case alone: `erase` itself wants a person who looks, and a proof of who asks."""
    from privacyctl import erasure_list
    from privacyctl.duties.inbox.deciding import asked_of
    from privacyctl.duties.rights import erase_request, unknown_askers

    asker = _asker(store, letter, who, ReadAs.ERASE)
    asked, listed = asked_of(letter), erasure_list.read(current().path)
    if not erase_request.is_known(store, asker, listed):
        unknown = unknown_askers.ask(
            store, RequestKind.ERASURE, asker, asked, limits(), is_unknown=who is not None
        )
        if unknown is not None:
            right = unknown.standing
            return Done(right.case.who, right.case.id, None, right.clock.due_at, changed=right.changed)
    contact = erase_request.person(store, asker, listed)
    if contact.erased_at is not None:
        return Done(asker, None, contact.id)
    result = erase_request.ask(store, contact, asked, limits(), None, listed)
    right = result.standing
    return Done(right.case.who, right.case.id, contact.id, right.clock.due_at, changed=result.changed)


def _plain(kind: RequestKind, said: ReadAs) -> Callable[[Store, Letter, str | None], Done]:
    def ask(store: Store, letter: Letter, who: str | None) -> Done:
        from privacyctl.duties.inbox.deciding import asked_of
        from privacyctl.duties.rights import plain_requests

        asker = _asker(store, letter, who, said)
        result = plain_requests.ask(store, kind, asker, asked_of(letter), limits())
        return Done(
            result.case.who, result.case.id, result.case.contact, result.clock.due_at, changed=result.changed
        )

    return ask


def _nothing(_store: Store, letter: Letter, who: str | None) -> Done:
    """It asks for nothing: that it was read is all."""
    address = letter.message.who.address if letter.message.who else None
    return Done(who or (address.given if address else None))


DUTIES: Mapping[ReadAs, Callable[[Store, Letter, str | None], Done]] = {
    ReadAs.TAKEDOWN: _take_down,
    ReadAs.OPTOUT: _opt_out,
    ReadAs.ACCESS: _access,
    ReadAs.CORRECT: _correct,
    ReadAs.ERASE: _erase,
    ReadAs.OBJECT: _plain(RequestKind.OBJECTION, ReadAs.OBJECT),
    ReadAs.RESTRICT: _plain(RequestKind.RESTRICTION, ReadAs.RESTRICT),
    ReadAs.QUESTION: _plain(RequestKind.QUESTION, ReadAs.QUESTION),
    ReadAs.ORDER: _nothing,
    ReadAs.NONE: _nothing,
}
"""What can be typed → what is done; `reply` joins a case instead."""
