"""Tables: drawn on a terminal, aligned text anywhere else. Rich is loaded for a terminal alone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible

ALARM, WARN, GOOD, DIM = "bold red", "yellow", "green", "dim"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, which may come from outside, and how it is set off on a terminal."""

    text: str
    style: str = ""


Row = Sequence["str | Cell | int | None"]


def show(headers: Sequence[str], rows: Sequence[Row], title: str | None = None) -> None:
    """Print a table. Without a terminal there is no heading: lines are for grep and for mail."""
    cells = [[_cell(value) for value in row] for row in rows]
    if stream.is_terminal():
        _draw(headers, cells, title)
    else:
        if title:
            stream.say(f"{title}:")
        stream.say(*aligned([[cell.text for cell in row] for row in cells], indent=2 if title else 0))


def lines(rows: Sequence[Row], indent: int = 0) -> None:
    """Print one line a row, never drawn and never folded: a narrow terminal wraps it by itself."""
    cells = [[_cell(value) for value in row] for row in rows]
    plain = aligned([[cell.text for cell in row] for row in cells], indent)
    if not stream.is_terminal():
        stream.say(*plain)
        return
    from rich.text import Text  # noqa: PLC0415  (a terminal alone pays for it)

    for text, row in zip(plain, cells, strict=True):
        line = Text(text)
        for cell in row:
            if cell.style:
                shown = visible(cell.text)
                at = text.rindex(shown)
                line.stylize(cell.style, at, at + len(shown))
        _print(line)


def aligned(rows: Sequence[Sequence[str]], indent: int = 0) -> list[str]:
    """Rows as lines whose columns stand below one another, two spaces apart."""
    shown = [[visible(text) for text in row] for row in rows]
    widths = [max(len(row[i]) for row in shown) for i in range(len(shown[0]))] if shown else []
    return [
        (
            " " * indent + "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
        ).rstrip()
        for row in shown
    ]


def _cell(value: str | Cell | int | None) -> Cell:
    if isinstance(value, Cell):
        return value
    return Cell("" if value is None else str(value))


def _draw(headers: Sequence[str], rows: Sequence[Sequence[Cell]], title: str | None) -> None:
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(
        title=Text(title) if title else None,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        header_style="bold",
    )
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        # Text, never a markup string: a company may be called "[/]".
        table.add_row(*(Text(visible(cell.text), style=cell.style) for cell in row))
    _print(table)


def _print(renderable: object) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False, emoji=False, no_color=True if os.environ.get("NO_COLOR") else None)
    with console.capture() as captured:
        console.print(renderable, soft_wrap=isinstance(renderable, Text))
    stream.write(captured.get())
