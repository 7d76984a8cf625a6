"""A head of the audit chain that was handed out: what the chain is held against from outside.

The chain of a record shows that its entries follow from each other. Whether it is the chain of
yesterday only something outside can show: a receipt, a letter, a manifest, a signature.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

from privacyctl.errors import BadInput
from privacyctl.model.audit import Head

FEWEST_DIGITS = 8
"""So many hexadecimal digits of a hash the last line of a letter has."""
_TYPED = re.compile(r"(\d{1,18}):([0-9a-f]{8,64})", re.IGNORECASE)
_ORIGIN = "privacyctl/"
_HASH = 32


class AnchorStanding(StrEnum):
    """Where a head that was handed out stands in the chain."""

    IN_THE_CHAIN = "in-the-chain"
    BEYOND_THE_END = "beyond-the-end"
    """The chain has fewer entries: an older copy was put back, or its end was cut off."""
    ANOTHER_HASH = "another-hash"
    """The chain has another entry of that number: it is another record's, or was made anew."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The number of an entry, and the hash after it or how that begins."""

    seq: int
    digits: str
    """8 to 64 hexadecimal digits, in small letters."""

    @classmethod
    def typed(cls, text: str) -> Self:
        """Read `SEQ:HASH`. Raises BadInput."""
        found = _TYPED.fullmatch(text.strip())
        if found is None:
            raise BadInput(
                f"{text!r} is no head: that is the number of an entry, a colon, and 8 to 64 digits of its hash",
                "as a receipt has them in its line `log`: --head 14:096b9b15",
            )
        return cls(int(found[1]), found[2].lower())

    @classmethod
    def of(cls, head: Head) -> Self:
        return cls(head.seq, head.hash.hex())

    def is_of(self, digest: bytes) -> bool:
        return digest.hex().startswith(self.digits)

    def __str__(self) -> str:
        return f"{self.seq} {self.digits[:FEWEST_DIGITS]}"


class HandedHead(NamedTuple):
    """A head as it was handed out."""

    anchor: Anchor
    source: str | None = None
    """The file that has it; None where it was typed."""
    proved: str | None = None
    """By whom it was signed, or when stamped, in words; None for one that anybody can have written."""


class AnchorVerdict(NamedTuple):
    """What the chain says of a head that was handed out."""

    handed: HandedHead
    standing: AnchorStanding
    ago: int
    """How many entries stand behind it; 0 where it is not in the chain."""


def line(head: Head) -> str:
    """The last line of a letter: by it the record can be held against the letter later."""
    return f"record {Anchor.of(head)}"


def note(head: Head, vendor: str | None) -> str:
    """A head as three lines to be signed or stamped: whose it is, the number, the hash in base64."""
    digest = base64.b64encode(head.hash).decode()
    return f"{_ORIGIN}{' '.join((vendor or '').split())}\n{head.seq}\n{digest}\n"


def of_note(text: str) -> Anchor:
    """The head in such lines. Raises BadInput for any other text."""
    try:
        origin, seq, digest = text.splitlines()
        read = base64.b64decode(digest, validate=True)
        if origin.startswith(_ORIGIN) and len(read) == _HASH:
            return Anchor(int(seq), read.hex())
    except (ValueError, binascii.Error):
        pass
    raise BadInput(
        "its first three lines are no head of a record", "such a file is made by: privacyctl audit --sign"
    )
