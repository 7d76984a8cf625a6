"""What is said of letters: those that wait, and what became of one; in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypedDict

from privacyctl.model.guess import ClueKind
from privacyctl.model.inbox import ReadAs
from privacyctl.model.letter import Carrier
from privacyctl.model.moment import iso, local
from privacyctl.model.publication import Kind
from privacyctl.model.text import plural
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.inbox.deciding import Decided, GuessShown
    from privacyctl.duties.inbox.letters import Listed
    from privacyctl.model.guess import Clue
    from privacyctl.model.ids import TaskId
    from privacyctl.model.moment import Moment
    from privacyctl.output.values import IsoMoment

MANY = 20
"""Decisions from which on a share is said."""


class ShownDocument(TypedDict):
    """Something of theirs that is on show."""

    publication: int
    """The publication's number."""
    kind: Kind
    """What it is."""
    where: list[str]
    """The places where it is on show."""


_Sender = TypedDict(
    "_Sender",
    {
        "from": Annotated[
            str | None, "The person, as far as the letter says it; null where a person must say who asks."
        ]
    },
)


class LetterDocument(_Sender):
    """A letter that a human wrote, and what is known of it."""

    letter: int
    """The letter's number."""
    source: str | None
    """What the settings call the mailbox that it came by."""
    by: Carrier
    """By whom it came: its sender, a form, a list, a colleague who sent it on."""
    others: list[str]
    """Who else it may be from, the likeliest first: nobody acts on these unasked."""
    name: str | None
    """The name beside the address: a claim."""
    contact: int | None
    """Their contact number, where the address is on record."""
    on_show: list[ShownDocument]
    """What of theirs is on show."""
    subject: str | None
    """The mail's subject."""
    received_at: IsoMoment
    """When our own server received it; as the mailbox says where the mail does not."""
    due_at: IsoMoment
    """By when it must be done if it asks for a removal."""
    seconds_left: int
    """How long that is; negative once it is over."""
    likely: list[str]
    """The kinds that it may ask for; empty where nothing points to a request. Every letter is listed all the same."""
    because: list[str]
    """What in it points to that."""
    text: str
    """The person's own words. What may be a quotation is left out."""
    quoted: bool
    """Whether a part that may be a quotation was left out of `text`."""
    warnings: list[str]
    """Why words may be missing."""
    decided: ReadAs | None
    """What was said first that it asks; null while it waits."""
    case: int | None
    """The case that became of it."""


class LettersDocument(TypedDict):
    """The letters that wait."""

    letters: list[LetterDocument]
    """Likely requests first, then the oldest."""


class DecidedDocument(TypedDict):
    """What became of a letter."""

    letter: int
    """The letter's number."""
    read_as: ReadAs
    """What was said that it asks."""
    who: str | None
    """Who asks, as it can be shown."""
    case: int | None
    """The case that was opened, or stands."""
    received_at: IsoMoment
    """When the letter was received: its clock runs from there."""
    due_at: IsoMoment | None
    """By when it must be done or answered; null where nothing is to be."""
    tasks: list[int]
    """The removals of its case."""
    changed: bool
    """Whether anything was written of the letter."""


class GuessesDocument(TypedDict):
    """How good the guesses were, by what persons said."""

    decided: int
    """How many letters were read."""
    requests: int
    """How many of these asked for something."""
    found: int
    """How many of these stood among the likely ones."""
    missed: int
    """How many did not."""
    false: int
    """How many of the likely ones asked for nothing."""
    methods: dict[str, int]
    """How many requests each way to guess found."""


def document(found: Sequence[Listed], now: Moment) -> LettersDocument:
    return {"letters": [_letter(one, now) for one in found]}


def _letter(one: Listed, now: Moment) -> LetterDocument:
    mail, who = one.letter.message, one.letter.message.who
    return {
        "letter": one.letter.id,
        "source": one.letter.source,
        "by": who.carrier if who else Carrier.SENDER,
        "from": who.address.given if who and who.address else None,
        "others": [other.given for other in who.candidates] if who else [],
        "name": mail.name,
        "contact": one.contact.id if one.contact else None,
        "on_show": [{"publication": p.id, "kind": p.kind, "where": list(p.places)} for p in one.shown],
        "subject": mail.subject,
        "received_at": iso(one.letter.received_at),
        "due_at": iso(one.letter.due_at),
        "seconds_left": one.letter.due_at - now,
        "likely": list(one.likely),
        "because": [_because(clue) for clue in one.guess.clues],
        "text": text_of(one),
        "quoted": mail.quoted_from is not None,
        "warnings": [remark.sentence for remark in mail.remarks],
        "decided": one.letter.said,
        "case": one.letter.case,
    }


def text_of(one: Listed) -> str:
    """The person's own words; the subject where these are all, else why there are none to be read."""
    mail = one.letter.message
    if mail.own_text.strip():
        return mail.own_text
    said = [remark.sentence for remark in mail.remarks]
    if mail.subject and mail.subject.strip(". ") and not said:
        return mail.subject
    if mail.text.strip():
        return mail.text
    return "; ".join(said) or mail.subject or "an empty mail: ask what they want"


def _because(clue: Clue) -> str:
    match clue.by:
        case ClueKind.FORM:
            return f"the form says that it is for: {clue.words}"
        case ClueKind.CITE:
            return f"it cites {clue.words}"
        case ClueKind.STEMS:
            return f'"{clue.words}"'
        case ClueKind.SENTENCE:
            return f'"{clue.words}", as many write it'
        case ClueKind.NEAR:
            return f'"{clue.words}" is near to what people write'


def say(found: Sequence[Listed], now: Moment) -> None:
    """Each letter with its words; without any a terminal is told so."""
    if not found:
        if stream.is_terminal():
            stream.say("No letter waits.")
        return
    for place, one in enumerate(found):
        if place:
            stream.say("")
        say_one(one, now)


def say_one(one: Listed, now: Moment, lines: int | None = None) -> None:
    """One letter; at most so many `lines` of its words."""
    letter, mail, who = one.letter, one.letter.message, one.letter.message.who
    head = [("From", _from(one))]
    if who is not None and who.address is None and who.candidates:
        head.append(("May be", ", ".join(visible(other.given) for other in who.candidates)))
    if one.contact is not None:
        head.append(
            ("Person", f"contact {one.contact.id}{f', {one.contact.name}' if one.contact.name else ''}")
        )
    if one.shown:
        head.append(("On show", " · ".join(f"{p.kind} {' '.join(p.places)}".strip() for p in one.shown)))
    if mail.subject:
        head.append(("Subject", mail.subject))
    if mail.forward is not None and mail.forward.words:
        head.append(("Above it", " ".join(mail.forward.words.split())[:200]))
    seconds = letter.due_at - now
    stream.say(
        f"letter {letter.id}  received {local(letter.received_at)}  if it asks for a removal: {left(seconds)}",
        *(f"  {label:<10}{visible(text)}" for label, text in head),
    )
    words = text_of(one).split("\n")
    stream.say(*(f"    {visible(line)}" for line in words[:lines]))
    if lines is not None and len(words) > lines:
        stream.say(f"    … {plural(len(words) - lines, 'more line')}")
    if mail.quoted_from is not None:
        stream.say("    [below: quoted?]")
    for remark in mail.remarks:
        stream.say(f"  [{remark.sentence}]")
    if one.likely:
        why = "; ".join(_because(clue) for clue in one.guess.clues)
        stream.say(f"  Looks like  {', '.join(one.likely)}  because: {visible(why)}")


def _from(one: Listed) -> str:
    who = one.letter.message.who
    if who is None or who.address is None:
        return "not said: who asks must be asked"
    how = {
        Carrier.FORM: ", as the form says",
        Carrier.LIST: ", by a list",
        Carrier.FORWARDED: ", sent on to you",
    }
    named = (
        f"{one.letter.message.name} <{who.address.given}>" if one.letter.message.name else who.address.given
    )
    return f"{named}{how.get(who.carrier, '')}"


def decided_document(
    decided: Decided, who: str | None, due_at: Moment | None, tasks: Sequence[TaskId]
) -> DecidedDocument:
    return {
        "letter": decided.letter.id,
        "read_as": decided.said,
        "who": who,
        "case": decided.case,
        "received_at": iso(decided.letter.received_at),
        "due_at": iso(due_at) if due_at is not None else None,
        "tasks": list(tasks),
        "changed": decided.changed,
    }


def say_decided(decided: Decided, who: str | None, due_at: Moment | None) -> None:
    number, said = decided.letter.id, decided.said
    if not decided.changed:
        case = f", case {decided.case}" if decided.case is not None else ""
        stream.say(f"Letter {number} was read as {said} already{case}; nothing was changed.")
        return
    if not said.is_request:
        stream.say(f"Letter {number} asks for nothing of that sort; its words are kept no more.")
        return
    case = f" is case {decided.case}" if decided.case is not None else ""
    by = f", due {local(due_at)}" if due_at is not None else ""
    asks = f" of {visible(who)}" if who and said is not ReadAs.REPLY else ""
    stream.say(f"Letter {number}{case or ' was read'}: {said}{asks}{by}.")


def warn_of_decided(decided: Decided) -> None:
    """Say what the case still wants that a letter alone does not give."""
    if decided.said is ReadAs.ERASE and decided.case is not None:
        stream.complain(
            "note", "nobody is erased by a letter alone", "look first: privacyctl erase WHO --dry-run"
        )
    elif decided.said is ReadAs.CORRECT and decided.case is not None:
        stream.complain("note", "nothing is put right yet", "privacyctl correct WHO --name NAME, or --email")
    elif decided.said is ReadAs.ACCESS and decided.case is not None:
        stream.complain("note", "nothing is handed out yet", "privacyctl access WHO --code")


def stats_document(found: GuessShown) -> GuessesDocument:
    return {
        "decided": found.decided,
        "requests": found.requests,
        "found": found.found,
        "missed": found.missed,
        "false": found.false,
        "methods": found.methods,
    }


def say_stats(found: GuessShown) -> None:
    """What was missed first: it is the reason to read on to the end."""
    if not found.decided:
        stream.say("No letter was read yet.")
        return

    def share(part: int, whole: int) -> str:
        return f" ({100 * part // whole} %)" if found.decided >= MANY and whole else ""

    stream.say(
        f"Of {plural(found.requests, 'request')} {found.missed} stood among the letters"
        f" that looked like none{share(found.missed, found.requests)}: read on to the end.",
        f"{found.found} stood among the likely ones{share(found.found, found.requests)}; "
        f"{found.false} likely ones asked for nothing.",
        *(f"  by {way}: {count}" for way, count in found.methods.items()),
    )
