"""What a letter looks like: a guess that orders letters and names kinds, and neither hides a letter nor acts on one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

KINDS = ("takedown", "optout", "access", "correct", "erase", "object", "restrict", "question")
"""What a letter may ask for, as it is typed."""


class ClueKind(StrEnum):
    """By what a letter looks like a request."""

    FORM = "form"
    """What the form itself says that it is for."""
    CITE = "cite"
    """An article of a law on data protection."""
    STEMS = "stems"
    """What a sentence speaks of, and what is wished of it."""
    SENTENCE = "sentence"
    """A sentence as many people write it."""
    NEAR = "near"
    """Letters much like those of such a sentence. It says that something is asked for, and not what."""


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing in a letter that makes it look like a request."""

    by: ClueKind
    kind: str | None
    words: str
    """Of the letter: shown to a person, and never kept."""
    language: str = ""
    number: int = 0
    """Of the sentence in its language's file."""
    tenths: int = 0
    """How near it is, in tenths."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a letter seems to ask for, and why. Without clues nothing points to a request."""

    clues: tuple[Clue, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that something names, in the order of the letter; none where it is only near."""
        return tuple(dict.fromkeys(clue.kind for clue in self.clues if clue.kind is not None))

    @property
    def is_request(self) -> bool:
        return bool(self.clues)
