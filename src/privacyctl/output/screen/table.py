"""Tables: drawn on a terminal, aligned text anywhere else. Rich is loaded for a terminal alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from privacyctl.output.screen import stream
from privacyctl.output.screen.folding import columns, hanging, pieces_of, room
from privacyctl.output.screen.visible import visible

ALARM, WARN, GOOD, DIM = "bold red", "yellow", "green", "dim"
_BETWEEN = 2
"""How many spaces are between two columns of aligned text."""
_DRAWN_BETWEEN, _DRAWN_EDGES = 3, 2
"""How many columns of the screen a drawn table takes between two of its own, and at both edges."""
_HEIGHT = 25
"""Rich asks the terminal for its width too where it is not told both."""
_NARROWEST = 16
"""A column of text that is narrower is read a word a line, as no text is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, which may come from outside, and how it is set off on a terminal."""

    text: str
    style: str = ""


Row = Sequence["str | Cell | int | None"]


def show(headers: Sequence[str], rows: Sequence[Row], title: str | None = None) -> None:
    """Print a table. Without a terminal there is no heading: lines are for grep and for mail.

    Where a terminal has no room for its longest words side by side, the table is a line a row.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    if stream.is_terminal():
        widths = _widths([[Cell(text) for text in headers], *cells], columns(sys.stdout))
        if widths:
            _draw(headers, cells, widths, title)
            return
        cells.insert(0, [Cell(text) for text in headers])
    if title:
        stream.say(f"{title}:")
    _print_lines(cells, 2 if title else 0)


def lines(rows: Sequence[Row], indent: int = 0) -> None:
    """Print one line a row, never drawn. A terminal gets what is too long folded, between two cells if it can."""
    _print_lines([[_cell(value) for value in row] for row in rows], indent)


def verbatim(cell: Cell) -> None:
    """Print one line that is never folded, such as one of a diff."""
    if not stream.is_terminal():
        stream.verbatim(visible(cell.text))
        return
    from rich.text import Text  # noqa: PLC0415  (a terminal alone pays for it)

    _print(Text(visible(cell.text), style=cell.style))


def markdown(text: str) -> None:
    """Draw a page of ours on a terminal."""
    from rich.markdown import Markdown  # noqa: PLC0415  (a terminal alone pays for it)

    _print(Markdown(text))


def aligned(rows: Sequence[Sequence[str]], indent: int = 0) -> list[str]:
    """Rows as lines whose columns stand below one another, two spaces apart."""
    shown = [[visible(text) for text in row] for row in rows]
    widths = [max(room(row[i]) for row in shown) for i in range(len(shown[0]))] if shown else []
    return [
        (
            " " * indent
            + (" " * _BETWEEN).join(
                text + " " * (width - room(text)) for text, width in zip(row, widths, strict=True)
            )
        ).rstrip()
        for row in shown
    ]


def _cell(value: str | Cell | int | None) -> Cell:
    if isinstance(value, Cell):
        return value
    return Cell("" if value is None else str(value))


def _print_lines(rows: Sequence[Sequence[Cell]], indent: int) -> None:
    plain = aligned([[cell.text for cell in row] for row in rows], indent)
    if not stream.is_terminal():
        stream.say(*plain)
        return
    from rich.text import Text  # noqa: PLC0415  (a terminal alone pays for it)

    width = columns(sys.stdout)
    if any(room(line) > width for line in plain):
        # Folded, columns would not stand below one another: then they need no room to.
        plain = [line for row in rows for line in aligned([[cell.text for cell in row if cell.text]], indent)]
    for text, row in zip(plain, rows, strict=True):
        line = Text(text)
        for cell in row:
            if cell.style:
                shown = visible(cell.text)
                at = text.rindex(shown)
                line.stylize(cell.style, at, at + len(shown))
        under = hanging(text)
        for number, (begin, end) in enumerate(pieces_of(text, width, under)):
            _print(Text(" " * under if number else "").append_text(line[begin:end]))


def _widths(rows: Sequence[Sequence[Cell]], most: int) -> list[int]:
    """The widths of a table's columns, in which the longest words have room; none at all where these do not fit."""
    wanted, least = [], []
    for column in zip(*rows, strict=True):
        texts = [visible(cell.text) for cell in column]
        wanted.append(max(map(room, texts)))
        words = (room(word) for text in texts for word in text.split())
        least.append(max(min(wanted[-1], _NARROWEST), *words, 0))
    free = most - sum(least) - _DRAWN_BETWEEN * (len(least) - 1) - _DRAWN_EDGES
    if free < 0:
        return []
    given = dict(enumerate(least))
    # Who wants least is served first: what they leave is for those who want more.
    for left, i in zip(
        range(len(least), 0, -1), sorted(given, key=lambda i: wanted[i] - least[i]), strict=True
    ):
        more = min(wanted[i] - least[i], free // left)
        given[i] += more
        free -= more
    return list(given.values())


def _draw(
    headers: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int], title: str | None
) -> None:
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
    for header, width in zip(headers, widths, strict=True):
        table.add_column(header, width=width)
    for row in rows:
        # Text, never a markup string: a company may be called "[/]".
        table.add_row(*(Text(visible(cell.text), style=cell.style) for cell in row))
    _print(table)


def _print(renderable: object) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(
        highlight=False,
        emoji=False,
        no_color=True if os.environ.get("NO_COLOR") else None,
        width=columns(sys.stdout),
        height=_HEIGHT,
    )
    with console.capture() as captured:
        console.print(renderable, soft_wrap=isinstance(renderable, Text))
    stream.write(captured.get())
