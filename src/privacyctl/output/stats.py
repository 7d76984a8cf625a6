"""What is said of figures: tables with bars on a terminal, lines elsewhere, CSV, and JSON's document."""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING, Annotated, TypedDict

from privacyctl.duties.promises.stats import Counted
from privacyctl.model.figures import LIMIT, SplitBy
from privacyctl.model.purchase import amount_alone, money
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.promises.stats import Figure, Stats
    from privacyctl.output.values import Amount, Month


_From = TypedDict("_From", {"from": Annotated[str, "The first month that it covers, such as `2026-10`."]})
"""A key that is a word of Python."""


class FigureDocument(_From):
    """One figure. Five people or more are behind it."""

    figure: Counted
    """What was counted."""
    name: str | None
    """A product, reseller, purpose, outcome or kind; null is all of them, or by product or reseller all others."""
    until: Month
    """The last month that it covers."""
    count: int
    """How many."""
    amount: Amount | None
    """The sum of their amounts."""
    currency: str | None
    """The three letters of the amount's currency (ISO 4217)."""
    share: float | None
    """The part of the contacts on record that it is, from 0 to 1."""
    median_hours: int | None
    """Within how many hours at least half of them were done, rounded up."""
    slowest_hours: int | None
    """Within how many hours all of them were."""


class StatsDocument(TypedDict):
    """Figures of whole months in UTC that give nobody away."""

    by: SplitBy | None
    """What they are split by."""
    since: Month | None
    """The first month that counts; null where all do."""
    until: Month
    """The last month that counts."""
    fewest_people: int
    """How many people are behind each figure at least."""
    figures: list[FigureDocument]
    """The figures. One with fewer people waits for later months, or is counted with others."""


_TITLES = {
    Counted.PURCHASES: "Purchases",
    Counted.CONTACTS: "Contacts on record",
    Counted.OPTED_OUT: "Opted out",
    Counted.REMOVALS: "Removals verified",
    Counted.REQUESTS: "Other requests closed",
}
_HEADERS = ("What", "Months", "Count", "Amount", "Share", "Median", "Slowest", "")
_KEYS = (
    "figure", "name", "from", "until", "count", "amount", "currency", "share", "median_hours",
    "slowest_hours",
)  # fmt: skip
_LONGEST_BAR = 16  # beside all else in 80 columns


def say(result: Stats) -> None:
    """A table of each thing that was counted. Where nobody sits, nothing to tell is silence."""
    for counted, of_it in groupby(result.figures, key=lambda one: one.counted):
        _show(counted, list(of_it), result.by)
    if not stream.is_terminal():
        return
    if result.figures:
        stream.say(f"Whole months up to {result.until}, in UTC. What has fewer than {LIMIT} people waits.")
    else:
        stream.say(f"There is nothing to tell yet: a figure needs {LIMIT} people, and a month that is over.")


def say_csv(result: Stats) -> None:
    """A row a figure, for a spreadsheet."""
    rows = (({**_figure_document(one), "name": cell(one.name or "")}).values() for one in result.figures)
    stream.write_lines(stream.csv_lines(chain([_KEYS], rows)))


def document(result: Stats) -> StatsDocument:
    return {
        "by": result.by,
        "since": result.since,
        "until": result.until,
        "fewest_people": LIMIT,
        "figures": [_figure_document(one) for one in result.figures],
    }


def _figure_document(one: Figure) -> FigureDocument:
    return {
        "figure": one.counted,
        "name": one.name,
        "from": one.first,
        "until": one.last,
        "count": one.count,
        "amount": amount_alone(one.amount, one.currency),
        "currency": one.currency,
        "share": None if one.share is None else round(one.share, 3),
        "median_hours": one.median_hours,
        "slowest_hours": one.slowest_hours,
    }


def _show(counted: Counted, figures: Sequence[Figure], by: SplitBy | None) -> None:
    """Only the columns that say anything; the bars tell several figures apart."""
    largest = max(one.count for one in figures)
    bars = len(figures) > 1 and stream.is_terminal()
    rows = [
        [
            "all others" if by in {SplitBy.PRODUCT, SplitBy.RESELLER} and one.name is None else one.name,
            one.first if one.first == one.last else f"{one.first} to {one.last}",
            f"{one.count:,}",
            _amount(one),
            None if one.share is None else f"{one.share:.1%}",
            None if one.median_hours is None else f"half within {one.median_hours} h",
            None if one.slowest_hours is None else f"all within {one.slowest_hours} h",
            table.Cell("█" * max(1, _LONGEST_BAR * one.count // largest), table.GOOD) if bars else None,
        ]
        for one in figures
    ]
    used = [i for i in range(len(_HEADERS)) if any(row[i] for row in rows)]
    title = "New contacts" if counted is Counted.CONTACTS and by is SplitBy.MONTH else _TITLES[counted]
    table.show([_HEADERS[i] for i in used], [[row[i] for i in used] for row in rows], title)


def _amount(one: Figure) -> str | None:
    return None if one.amount is None or one.currency is None else money(one.amount, one.currency)
