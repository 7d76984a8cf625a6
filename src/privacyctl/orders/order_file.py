"""An opened order file: its batches of lines, and counts of what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from privacyctl.model.purchase import BadRow, OrderLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from privacyctl.orders.source import Source

Batch = list[OrderLine | BadRow]


@dataclass(eq=False)
class Orders:
    """One reseller's file. Iterate it once, to its end, for batches of some 200 rows.

    The counts grow while the file is read. The iteration raises BadInput for a fault of the
    whole file (a quote that is never closed, bytes that are no text); a single bad row comes
    as a BadRow among the others. The file is closed at the end, after an error, and by `with`.
    """

    source: Source
    read: Callable[[Orders], Iterator[Batch]]
    format: str
    seller: str | None
    """The reseller's name, if the format implies it."""
    sender: str | None = None
    """The recipient that such a file comes from, if the format implies it: `bmt-micro`."""
    fields: tuple[str, ...] = ()
    """The fields of an order that the rows have."""
    left_behind: tuple[str, ...] = ()
    """The columns that were not imported, in the order of the file; in XML, elements with a text."""
    redacted: int = 0
    """How many card numbers were taken out of names, companies, products and comments."""
    totals_rows: int = 0
    """How many rows at the end were totals and no orders."""
    unread_answers: int = 0
    """How many answers to the question about news could not be read, and count as no."""
    passed_over: Counter[str] = field(default_factory=Counter)
    """Rows that are no orders: reason → how many."""
    comments_left: list[int] = field(default_factory=list)
    """The lines with a buyer's comment in rows that are bad or no orders."""

    @property
    def sha256(self) -> bytes:
        """Of the file's bytes. Complete only after the iteration."""
        return self.source.sha256

    @property
    def position(self) -> int:
        """How many bytes were read so far."""
        return self.source.position

    @property
    def size(self) -> int | None:
        """The file's size in bytes; None for a pipe."""
        return self.source.size

    def __iter__(self) -> Iterator[Batch]:
        with self:
            yield from self.read(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. The rest of it cannot be read any more."""
        self.source.close()
