"""Charts as inline SVG, drawn by leather: small, in the page's own colours, and read aloud as a sentence."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from privacyctl.model.moment import HOUR, in_utc
from privacyctl.model.takedown import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH, HEIGHT = 640, 260
_STEP = 4 * HOUR
_SIZE = re.compile(r'<svg width="\d+" height="\d+"')


def time_to_removal(seconds: Sequence[int]) -> str:
    """How many removals took how long, in steps of four hours; those past the 24 stand apart."""
    steps = [f"{hours}\u2013{hours + 4} h" for hours in range(0, LIMIT // HOUR, 4)]
    found = Counter(steps[min(one // _STEP, len(steps) - 1)] if one <= LIMIT else "late" for one in seconds)
    return _columns("Removals by the time from receipt to proof", [(n, found[n]) for n in (*steps, "late")])


def requests_by_month(received: Sequence[int], since: int, until: int) -> str:
    """How many requests came in each calendar month, those without any included. Months are of UTC."""
    months = list(_months(since, until))
    found = Counter(in_utc(at).strftime("%Y-%m") for at in received)
    bars = [(month, found[month]) for month in months]
    return _columns("Requests received by month", bars, [month[2:] for month in months])


def _months(since: int, until: int) -> Iterator[str]:
    first, last = (in_utc(at) for at in (since, until))
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield f"{year:04}-{month:02}"
        year, month = year + month // 12, month % 12 + 1


def _columns(title: str, bars: Sequence[tuple[str, int]], labels: Sequence[str] | None = None) -> str:
    """The bars, below short labels; what is read aloud has the whole names."""
    import leather  # noqa: PLC0415  (a report alone pays for it)

    with _in_the_colours_of_the_page(leather.theme):
        chart = leather.Chart()
        chart.add_y_scale(0, max(4, *(count for _, count in bars)))
        names = labels if labels is not None else [name for name, _ in bars]
        chart.add_columns([(name, count) for name, (_, count) in zip(names, bars, strict=True)])
        svg = str(chart.to_svg(width=WIDTH, height=HEIGHT))
    said = escape(f"{title}: " + ", ".join(f"{name} {count}" for name, count in bars))
    return _SIZE.sub(f'<svg role="img" aria-label="{said}" viewBox="0 0 {WIDTH} {HEIGHT}"', svg, count=1)


@contextlib.contextmanager
def _in_the_colours_of_the_page(theme: object) -> Iterator[None]:
    """Leather's theme is a module of constants: set for one chart, and put back."""
    ours = {
        "background_color": "none",
        "default_series_colors": ["currentColor"],
        "axis_title_color": "currentColor",
        "title_color": "currentColor",
        "label_color": "currentColor",
        "tick_color": "rgb(128 128 128 / 0.25)",
        "zero_color": "rgb(128 128 128 / 0.8)",
        "title_font_family": "inherit",
        "axis_title_font_family": "inherit",
        "tick_font_family": "inherit",
        "legend_font_family": "inherit",
        "tick_font_size": "13",
    }
    before = {name: getattr(theme, name) for name in ours}
    try:
        for name, value in ours.items():
            setattr(theme, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(theme, name, value)
