"""What of a page or a folder was not read, though it could show what is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class WhyUnread(Enum):
    """Why a part could not be read: the words that end the sentence which its name begins."""

    TOO_LARGE = "is larger than can be read"
    TOO_MANY = "is one part more than a look reads"
    NO_ANSWER = "did not answer"
    HTTP_ERROR = "answered with an error"
    DAMAGED = "is damaged or breaks off"
    LOCKED = "is encrypted, or may not be read"
    PICTURE_OF_TEXT = "is a picture of its text"
    ARCHIVE = "is an archive that was not opened"
    UNKNOWN = "is of a kind that cannot be read here"
    OTHER_HOST = "lies on another host, and is not fetched"
    COMPUTED = "has an address that only a browser works out"


@dataclass(frozen=True, slots=True)
class Unread:
    """One part that could show it and was not read: what makes "not shown" inconclusive, by its name."""

    what: str
    """The path, the address or the element, as a person would look for it: "/images/logo.svg", "a frame"."""
    why: WhyUnread

    def __str__(self) -> str:
        return f"{self.what} {self.why.value}"
