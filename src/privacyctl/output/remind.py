"""What `remind` says where it runs: what it told, and by which way nobody could be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.moment import iso
from privacyctl.model.reminder import Topic
from privacyctl.model.text import plural
from privacyctl.output import due
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.reminding import Reminded
    from privacyctl.model.reminder import DueStep
    from privacyctl.output.values import IsoMoment

_NAMED = 5
"""How many of the things that nobody was told of are named."""


class ReminderDocument(TypedDict):
    """A step of something that waits."""

    topic: Topic
    """What it is about."""
    number: int
    """Its number: of a task, a case, a follow-up; 0 where there is one alone."""
    step: int
    """How far it is."""
    ways: list[str]
    """The ways that took it in this run."""


class FailingWayDocument(TypedDict):
    """A way that takes nothing."""

    way: str
    """Its name in the settings."""
    fault: str
    """Why, in a sentence."""


class RemindedDocument(TypedDict):
    """What was told."""

    as_of: IsoMoment
    """When it was looked up."""
    told: list[ReminderDocument]
    """What at least one way took."""
    not_told: list[ReminderDocument]
    """What no way has taken: it is told again at the next run."""
    failing: list[FailingWayDocument]
    """The ways that take nothing."""


def document(done: Reminded) -> RemindedDocument:
    told: dict[tuple[Topic, int, int], ReminderDocument] = {}
    for step, way in done.told:
        told.setdefault(step.key, _step(step))["ways"].append(way)
    return {
        "as_of": iso(done.found.as_of),
        "told": list(told.values()),
        "not_told": [_step(one) for one in done.untold],
        "failing": [{"way": one.name, "fault": one.fault} for one in done.failing],
    }


def _step(step: DueStep) -> ReminderDocument:
    return {"topic": step.topic, "number": step.number, "step": step.step, "ways": []}


def say(done: Reminded) -> None:
    """A line a thing that was told; silent where nobody sits."""
    if not stream.is_terminal():
        return
    if not done.told and not done.untold:
        stream.say("There is nothing new to tell.")
    for told in document(done)["told"]:
        stream.say(f"Told of {_called(told['topic'], told['number'])}: {', '.join(told['ways'])}")


def say_instead(done: Reminded) -> None:
    """Where the settings name no way: the lines of `due --new`, for the mail that cron may send of them."""
    if done.found.is_empty:
        say(done)
    else:
        due.say(done.found, with_who=False)


def complain(done: Reminded, *, has_ways: bool) -> None:
    """Say which way fails: always where nobody was told of something, else once a day."""
    for one in done.failing:
        if one.is_news or done.untold:
            stream.complain("error" if done.untold else "warning", one.fault, one.hint)
    for way in done.partly:
        stream.complain(
            "warning",
            f"the mail server of '{way}' refuses some of its addresses",
            "see mail in its [[remind]], in privacyctl.toml",
        )
    if not done.untold:
        return
    waits = plural(len(done.untold), "thing")
    what = ", ".join(_called(one.topic, one.number) for one in done.untold[:_NAMED])
    if has_ways:
        stream.complain(
            "error",
            f"no way took {waits} to tell: {what}; the next run tries again",
            "try the ways: privacyctl remind --test; see what is due: privacyctl due",
        )
    else:
        stream.complain(
            "error",
            f"the settings name no way, so nobody is told for certain of {waits}: {what}",
            "name one in privacyctl.toml: [[remind]] with smtp, sendmail or command; see: privacyctl due",
        )


def say_handed(way: str) -> None:
    stream.say(f"Handed to '{way}'.")


def ask_word(way: str) -> str:
    """What is asked of whoever has to have got the word."""
    return f"Which word came by '{way}'"


def is_word(typed: str, word: str) -> bool:
    return typed.strip().casefold() == word


def _called(topic: Topic, number: int) -> str:
    return f"{topic.value} {number}" if number else f"the {topic.value}"


def counts(done: Reminded) -> tuple[str, bool]:
    """What a monitor hears, counts alone; and whether all is well."""
    now = done.found.as_of
    open_ = len(done.found.removals) + len(done.found.comments) + len(done.found.requests)
    overdue = sum(one.seconds_left(now) < 0 for one in done.found.removals)
    overdue += sum(one.seconds_left(now) < 0 for one in done.found.comments)
    overdue += sum(one.seconds_left(now) < 0 for one in done.found.requests)
    said = f"{open_} open, {overdue} overdue, letters {done.found.waiting_letters}"
    return said, not overdue and not done.untold
