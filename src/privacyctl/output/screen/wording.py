"""Turns of phrase that several answers share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from privacyctl.errors import Ambiguous, NotFound
from privacyctl.model.moment import local, span
from privacyctl.model.takedown import TakedownScope
from privacyctl.model.text import plural
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

if TYPE_CHECKING:
    from privacyctl.errors import Failure
    from privacyctl.model.publication import Publication
    from privacyctl.model.request import Request
    from privacyctl.model.takedown import Takedown

_PLACES_SHOWN = 3
_CASES_SHOWN = 10


def reason(failure: Failure) -> str:
    """Why a line of a list could not be read, without a word of what stands there: it may be anything."""
    if isinstance(failure, Ambiguous):
        return "it means a contact and a company"
    return "nothing on record is called that" if isinstance(failure, NotFound) else failure.sentence


def what(task: Takedown) -> str:
    """What a task asks to have removed."""
    if task.publication is None:
        shows = "what shows them" if task.what is TakedownScope.ALL else f"their {task.what.value}"
        return f"not in the register: find by hand {shows}"
    return task.what.value


def left(seconds: int) -> str:
    """How far a deadline is: "3 h 05 min left", or "overdue by 2 h 01 min"."""
    return f"{span(seconds)} left" if seconds >= 0 else f"overdue by {span(seconds)}"


def where(places: Sequence[str]) -> str:
    """The places of a publication, the first few of them."""
    more = len(places) - _PLACES_SHOWN
    shown = ", ".join(places[:_PLACES_SHOWN])
    return f"{shown} and {more} more" if more > 0 else shown


def looked_for(case: Request) -> str:
    """What is sought on record and on the site for somebody who is not on record."""
    named = (
        f", and the name in the mail, {visible(case.claimed_name)} (in doubt)" if case.claimed_name else ""
    )
    return f"looked for: {visible(case.who)}{named}"


def warn_of_unknown(case: Request, near: str) -> None:
    """What a person should look at again where nobody on record asks; `near` is who else may be meant."""
    domain = case.who.rpartition("@")[2]
    if "xn--" in domain:
        stream.complain(
            "warning",
            f"the domain of that address is {domain}",
            "it is written with other letters than it seems to be, and they are not the same",
        )
    if near:
        warn_of_mistyped(near)


def warn_of_mistyped(near: str) -> None:
    """Say whom an address may mean that is not on record."""
    stream.complain("note", f"nobody on record answers to that; did you mean {near}?")


def warn_of_cards(count: int) -> None:
    """Say that card numbers were taken out of a mail: the mail itself still has them."""
    stream.complain(
        "warning",
        f"card numbers in the mail, taken out of what is kept: {count}",
        "no record needs them: delete the mail itself too",
    )


def warn_of_sender(*, differs: bool) -> None:
    """Say that the mail of a case came from another address than the one that is written to."""
    if differs:
        stream.complain(
            "warning",
            "the mail came from another address than the one on file",
            "answer to the one on file, and to no other; a name that stands before an address proves nothing",
        )


def warn_of_exposed(exposed: Iterable[Publication]) -> None:
    """Say which testimonials show the full name, now that another one is on record; by number, for cron's mail."""
    for one in exposed:
        stream.complain(
            "warning",
            f"publication {one.id} shows the full name, as it is on record now",
            f"take it down: privacyctl takedown {one.contact} --what testimonial --note TEXT",
        )


def warn_of_near(people: Sequence[int], unknown: int = 0) -> None:
    """Who is not out, though an address that may be the same mailbox is: by number."""
    of = "an address that differs by a tag ('+…') alone, or at Gmail by dots, from one that opted out"
    for count, one, many, who in (
        (len(people), "contact", "contacts", str(people[0]) if len(people) == 1 else "CONTACT"),
        (unknown, "row", "rows", "ADDRESS"),
    ):
        if count:
            shown = ", ".join(map(str, people[:_CASES_SHOWN])) + ", …" * (count > _CASES_SHOWN)
            whose = f"{one if count == 1 else many} {shown}" if one == "contact" else plural(count, one)
            stream.complain(
                "warning",
                f"in doubt, and not left out: {whose} with {of}",
                f"if the mailbox is the same, opt it out too: privacyctl optout {who}",
            )


def warn_of_unread(cases: Sequence[int]) -> None:
    """Say which comments and objections of people on a list wait: any of them may be a no."""
    if cases:
        more = len(cases) - _CASES_SHOWN
        shown = ", ".join(map(str, cases[:_CASES_SHOWN])) + (f" and {more} more" if more > 0 else "")
        stream.complain(
            "warning",
            f"somebody on this list wrote what nobody has seen to, and it may be a no: case {shown}",
            "read it first: privacyctl requests; then: privacyctl close CASE",
        )


def say_how_to_confirm(case: int, settles_at: int | None, code: str) -> None:
    """The three ways to know who asks; `code` is the command that makes one, `settles_at` from when it would."""
    stream.say(
        f"  by a code to the address on file:   {code}"
        if settles_at is None
        else f"  by a code not before {local(settles_at)}:"
        " the address on file was changed lately and proves nothing yet",
        f"  by an account they are signed in:   privacyctl confirm {case} --how account",
        f"  by voice, if you know theirs:       privacyctl confirm {case} --how voice",
    )


def say_letter(heading: str, letter: str) -> None:
    """A letter that is ready to be sent, set in, under whom it goes to."""
    stream.say("", heading, "")
    stream.verbatim(*(f"  {line}".rstrip() for line in letter.splitlines()))
