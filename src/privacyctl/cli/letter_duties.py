"""What is done with a letter, by what a person said that it asks: each calls the duty of the command of that name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.cli.session import current, limits
from privacyctl.errors import BadInput, NobodyAsks, Refused
from privacyctl.model.ids import CaseId
from privacyctl.model.inbox import ReadAs
from privacyctl.model.request import RequestKind
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from privacyctl.duties.cases import Asked
    from privacyctl.duties.rights.access import AskedAccess
    from privacyctl.duties.rights.plain_requests import PlainRequest
    from privacyctl.duties.rights.rights import RightCase
    from privacyctl.model.ids import ContactId, LetterId, TaskId
    from privacyctl.model.inbox import Letter
    from privacyctl.model.moment import Moment
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class LetterAsks:
    """Who asks by a letter, and what of it a duty is given."""

    who: str
    """As it is typed, or stands in the letter; empty where neither says it and nothing is asked."""
    asked: Asked
    is_typed: bool
    """Whether a person typed who asks, who then need not be on record."""


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
        done = take(store, letter, who, read_as)
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


def take(store: Store, letter: Letter, who: str | None, read_as: ReadAs) -> Done:
    """Do what a letter asks, of WHO or of who asks as the letter says. Raises Refused where a person must say it."""
    from privacyctl.duties.inbox.deciding import asked_of

    if not read_as.is_request:
        address = letter.message.who.address if letter.message.who else None
        asker = who or (address.given if address else "")
    else:
        asker = _asker(store, letter, who, read_as)
    return DUTIES[read_as](store, LetterAsks(asker, asked_of(letter), who is not None))


def _done(result: RightCase | AskedAccess | PlainRequest) -> Done:
    return Done(
        result.case.who, result.case.id, result.case.contact, result.clock.due_at, changed=result.changed
    )


def _take_down(store: Store, by: LetterAsks) -> Done:
    from privacyctl.duties.removals import takedowns

    result = takedowns.open_takedown(store, by.who, by.asked, is_unknown=by.is_typed)
    due_at = min((task.due_at for task in result.tasks), default=None)
    return Done(
        result.case.who, result.case.id, result.case.contact, due_at, tuple(result.tasks), result.changed
    )


def _opt_out(store: Store, by: LetterAsks) -> Done:
    from privacyctl.duties.lists import opting_out
    from privacyctl.model.consent import Purpose

    (one,) = opting_out.opt_out(store, [by.who], [Purpose.UPDATES], by.asked, skip_bad=False).done
    return Done(one.who, next(iter(one.cases), None), next(iter(one.contacts), None), changed=one.changed)


def _access(store: Store, by: LetterAsks) -> Done:
    from privacyctl.duties.rights import access

    return _done(access.ask(store, by.who, by.asked, limits(), is_unknown=by.is_typed))


def _correct(store: Store, by: LetterAsks) -> Done:
    from privacyctl.duties.rights import corrections, unknown_askers

    kind = RequestKind.RECTIFICATION
    unknown = unknown_askers.ask(store, kind, by.who, by.asked, limits(), is_unknown=by.is_typed)
    return _done(unknown.standing if unknown else corrections.ask_first(store, by.who, by.asked, limits()))


def _erase(store: Store, by: LetterAsks) -> Done:
    """The case alone: `erase` itself wants a person who looks, and a proof of who asks."""
    from privacyctl import erasure_list
    from privacyctl.duties.rights import erase_request, unknown_askers

    listed = erasure_list.read(current().path)
    if not erase_request.is_known(store, by.who, listed):
        kind = RequestKind.ERASURE
        unknown = unknown_askers.ask(store, kind, by.who, by.asked, limits(), is_unknown=by.is_typed)
        if unknown is not None:
            return replace(_done(unknown.standing), contact=None)
    contact = erase_request.person(store, by.who, listed)
    if contact.erased_at is not None:
        return Done(by.who, None, contact.id)
    result = erase_request.ask(store, contact, by.asked, limits(), None, listed)
    return replace(_done(result.standing), contact=contact.id, changed=result.changed)


def _plain(kind: RequestKind) -> Callable[[Store, LetterAsks], Done]:
    def ask(store: Store, by: LetterAsks) -> Done:
        from privacyctl.duties.rights import plain_requests

        return _done(plain_requests.ask(store, kind, by.who, by.asked, limits()))

    return ask


def _nothing(_: Store, by: LetterAsks) -> Done:
    """It asks for nothing: that it was read is all."""
    return Done(by.who or None)


DUTIES: Mapping[ReadAs, Callable[[Store, LetterAsks], Done]] = {
    ReadAs.TAKEDOWN: _take_down,
    ReadAs.OPTOUT: _opt_out,
    ReadAs.ACCESS: _access,
    ReadAs.CORRECT: _correct,
    ReadAs.ERASE: _erase,
    ReadAs.OBJECT: _plain(RequestKind.OBJECTION),
    ReadAs.RESTRICT: _plain(RequestKind.RESTRICTION),
    ReadAs.QUESTION: _plain(RequestKind.QUESTION),
    ReadAs.ORDER: _nothing,
    ReadAs.NONE: _nothing,
}
"""What can be typed → what is done; `reply` joins a case instead."""
