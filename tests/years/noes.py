"""P4 in the account: everyone can opt out. Who said yes and no to what, and which word counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from years.instants import Instant


@dataclass(frozen=True)
class Word:
    """What somebody said about a purpose."""

    yes: bool
    at: Instant
    typed: Instant
    dated: bool = True
    """Whether the vendor gave its time. A yes without one outranks nothing that carries one; a no said
    again without one is the same no, as whatever is said twice."""
    by_import: bool = False
    """An import lifts no opt-out."""


def latest(words: list[Word], clock: str) -> Word | None:
    """The word that counts, by the true or the shown times; the order is that of typing."""
    standing: Word | None = None
    for word in words:
        if standing is None:
            standing = word
            continue
        mine, theirs = getattr(word.at, clock), getattr(standing.at, clock)
        if standing.yes is word.yes:  # said again without a time, it is the same word
            standing = word if word.dated and mine > theirs else standing
            continue
        if word.yes:
            lifts = mine > theirs and (standing.by_import or not word.by_import)
        else:
            lifts = mine >= theirs or not standing.dated
        standing = word if lifts else standing
    return standing


def no_stands(words: list[Word]) -> bool:
    """Whether a no is in force, beyond doubt."""
    by_truth = latest(words, "true")
    if by_truth is None or by_truth.yes:
        return False
    by_clock = latest(words, "shown")
    return by_clock is not None and (not by_clock.yes or any(word.typed.behind for word in words))


def no_stood(words: list[Word], then: Instant) -> bool:
    """Whether a no of their own had come by then and stood, beyond doubt: a yes that may have come by then lifts it."""
    said: list[Word] = []
    for word in words:
        came = [word.at.true < then.true, word.at.shown < then.shown]
        if any(came) if word.yes else all(came) and not word.by_import:
            said.append(word)
    return no_stands(said)


@dataclass
class Person:
    """Somebody whom the vendor knows: all their addresses, for good, and what they said."""

    addresses: set[str] = field(default_factory=set)
    company: str | None = None
    """Its bare name, without case and legal form."""
    number: int | None = None
    """Under which they are on record."""
    bought: Instant | None = None
    erased: Instant | None = None
    words: dict[str, list[Word]] = field(default_factory=dict)
