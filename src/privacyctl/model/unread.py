"""What of a page or a folder was not read, though it could show what is looked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privacyctl.model.target import Target


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
    PICTURE = "is a picture that cannot be compared"
    DRAWN = "holds drawings, which are not compared"
    UNKNOWN = "is of a kind that cannot be read here"
    LINK = "is a link that leads out of the folder"
    LATER = "is where the page goes on to later"
    OTHER_HOST = "lies on another host, and is not fetched"
    ENCIPHERED = "is a text that only a script deciphers"
    COMPUTED = "has an address that only a browser works out"


@dataclass(frozen=True, slots=True)
class Unread:
    """One part that could show it and was not read: what makes "not shown" inconclusive, by its name."""

    what: str
    """The path, the address or the element, as a person would look for it: "/images/logo.svg", "a frame"."""
    why: WhyUnread
    is_picture: bool = False
    """Whether it could show a picture and no words: then nothing is unread for a testimonial or a name."""
    address: str = ""
    """The whole address of a picture of another host."""

    def __str__(self) -> str:
        return f"{self.what} {self.why.value}"


def that_may_show(target: Target, unread: Iterable[Unread]) -> tuple[Unread, ...]:
    """Those that could show the target: a picture shows a logo alone."""
    return tuple(one for one in unread if target.logo is not None or not one.is_picture)
