"""What the tests of imports share: a small CSV file and the command line that imports it."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.terminal import Answer, CommandLine
    from privacyctl.model.purchase import BadRow, OrderLine

FILES = Path(__file__).parents[1] / "cli" / "files"
FIELDS = {
    "Order": "order", "Email": "email", "Product": "product", "Name": "name", "Company": "company",
    "Date": "ordered_at", "News": "opt_in", "Comment": "comment", "Quantity": "quantity",
}  # fmt: skip


@dataclass(frozen=True)
class Importer:
    """Imports rows under a header of the columns in `FIELDS`: `load("Order,Email,Product", "1,a@b.example,X")`."""

    run: CommandLine
    folder: Path

    def __call__(self, header: str, *rows: str, more: str = "", **how: Any) -> Answer:
        path = self.folder / "orders.csv"
        path.write_text("\n".join([header, *rows, ""]), "utf-8", errors="surrogatepass")
        mapped = [f"--map '{name}={FIELDS[name]}'" for name in header.split(",") if name in FIELDS]
        return self.run(f"import-orders {shlex.quote(str(path))} {' '.join(mapped)} {more}", **how)

    def ok(self, header: str, *rows: str, more: str = "", **how: Any) -> Answer:
        answer = self(header, *rows, more=more, **how)
        assert answer.status == 0, answer
        return answer


@dataclass
class Lines:
    """An order file that is already read."""

    lines: list[OrderLine | BadRow]
    format: str = "csv"
    left_behind: tuple[str, ...] = ()
    redacted: int = 0
    totals_rows: int = 0
    unread_answers: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    comments_left: list[int] = field(default_factory=list)
    sender: str | None = None
    fields: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[list[OrderLine | BadRow]]:
        yield self.lines
