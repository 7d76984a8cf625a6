"""What an act is: the rows that it makes or changes, and its line in an audit entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = int | str | bytes | None
"""A number, a known word, a keyed mark, a digest of words of the vendor's own, or nothing. Never a text."""

STATE: dict[str, tuple[str, tuple[str, ...]]] = {
    "takedown": (
        "id",
        (
            "request_id",
            "publication_id",
            "what",
            "received_at",
            "due_at",
            "state",
            "removed_at",
            "claimed_at",
            "verified_at",
            "came_back_at",
            "claimed_behind",
            "verified_behind",
        ),
    ),
    "request": ("id", ("kind", "contact_id", "company_id", "what", "received_at")),
    "request_receipt": ("id", ("request_id", "received_at")),
    "request_closing": ("request_id", ("because", "was", "at")),
    "request_clock": ("request_id", ("rule", "due_at", "state", "answered_at", "answered_behind")),
    "publication": ("id", ("barred_at",)),
    "consent_event": ("id", ("contact_id", "company_id", "purpose", "decision", "at")),
    "consent_outranked": ("event_id", ()),
    "suppression": ("id", ("fingerprint", "purpose", "at", "lifted_at", "lifted_entry")),
    "scan_finding": (
        "id",
        ("wrong", "kind", "publication_id", "contact_id", "is_sure", "at", "ended_at", "ended_entry"),
    ),
    "undoing": ("undone", ("contact_id",)),
    "permission": ("id", ("publication_id", "ground", "at", "is_dated", "mark")),
    "notice": (
        "id",
        ("purpose", "definition", "sha256", "announced_at", "opens_at", "people", "mark"),
    ),
    "policy_version": ("id", ("sha256", "effective_at")),
    "disclosure": ("id", ("purpose", "via", "at", "people", "mark")),
    "copy": ("id", ("made_at", "head", "delete_after", "gone_at")),
    "drill": ("id", ("at",)),
    "restored": ("id", ("head", "until", "at")),
    "letter": ("id", ("received_at",)),
    "letter_decision": ("id", ("letter_id", "said", "contact_id", "request_id", "at")),
}
"""The tables that hold state: the column that numbers their rows, and the columns that acts alone may write."""

_MARK = "#"
_NOTHING = "-"
_WORD = re.compile(r"[a-z][a-z0-9-]{0,39}")


class RowChange(NamedTuple):
    """One row of a table of `STATE` that an act makes, or some columns of one that it changes."""

    table: str
    number: int
    values: dict[str, Value]
    is_new: bool


class Act:
    """One change. Its fields are written in their order, and are all that its rows are made from."""

    __slots__: tuple[str, ...] = ()

    def changes(self, entry: int) -> tuple[RowChange, ...]:
        """The rows that the act makes or changes, as part of the audit entry of that number."""
        raise NotImplementedError

    @classmethod
    def word(cls) -> str:
        """The act's word in an entry: the name of its class, in lower case with hyphens."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def line(self) -> str:
        """The act in an audit entry: its word and its values, parted by spaces.

        Raises ValueError for a value that is no number, known word or keyed mark.
        """
        return " ".join([self.word(), *(_written(getattr(self, name)) for name in self.__slots__)])

    @classmethod
    def read(cls, values: list[str]) -> Self:
        """The act of these written values. Raises TypeError where there are too few or too many."""
        return cls(*map(_read, values))


class Opening(Act):
    """An act that makes one row and touches no other, and does not name its entry.

    Its first field is the number of the row, and each further one is called as its column.
    """

    __slots__: tuple[str, ...] = ()

    TABLE: ClassVar[str]
    AS_MADE: ClassVar[Mapping[str, Value]] = {}
    """What every such row holds besides, when it is made."""

    @property
    def follows(self) -> dict[str, Value]:
        """The columns that follow from the fields."""
        return {}

    def changes(self, entry: int) -> tuple[RowChange, ...]:  # noqa: ARG002  (as every act)
        number, *said = (getattr(self, name) for name in self.__slots__)
        plain = (str(value) if isinstance(value, str) else value for value in said)
        values = dict(zip(self.__slots__[1:], plain, strict=True))
        return (RowChange(self.TABLE, number, {**values, **self.AS_MADE, **self.follows}, is_new=True),)


def changed(table: str, number: int, **values: Value) -> RowChange:
    return RowChange(table, number, values, is_new=False)


def _written(value: Value) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, bytes):
        return _MARK + value.hex()
    if isinstance(value, str):
        if not _WORD.fullmatch(value):
            raise ValueError("an act may hold only numbers, known words and keyed marks")
        return str(value)
    return str(int(value))


def _read(written: str) -> Value:
    if written == _NOTHING:
        return None
    if written.startswith(_MARK):
        return bytes.fromhex(written[1:])
    return written if written[:1].isalpha() else int(written)
