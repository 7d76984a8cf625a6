"""Aggregate figures of the record, none of which gives anybody away (promise P5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput
from privacyctl.model.consent import Purpose
from privacyctl.model.figures import (
    SplitBy,
    can_be_told,
    closed,
    joined,
    last_whole_month,
    median_hours,
    parse_month,
    with_the_rest,
)
from privacyctl.store import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from privacyctl.model.figures import Month, Period
    from privacyctl.store import Store

    Periods = dict[str, list[Period]]
    _Count = Callable[[Store, str | None, str], Iterator["Figure"]]


class Counted(StrEnum):
    """What is counted."""

    PURCHASES = "purchases"
    CONTACTS = "contacts"
    """Those on record; by month, those who came."""
    OPTED_OUT = "opted-out"
    """Those on record who said no at least once."""
    REMOVALS = "removals"
    """Those of which evidence was seen, in time or late."""
    REQUESTS = "requests"
    """All others, once they are closed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. At least `model.figures.LIMIT` people are behind it."""

    counted: Counted
    name: str | None
    """A product, reseller, purpose, outcome or kind. None is all of them; by name, all the others."""
    first: str
    last: str
    """The months that it covers, such as "2026-10"."""
    count: int
    amount: int | None = None
    """In minor units of `currency`."""
    currency: str | None = None
    share: float | None = None
    """Of the contacts on record."""
    median_hours: int | None = None
    """Rounded up: within so many hours at least half of them were answered."""
    slowest_hours: int | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """Figures of whole months in UTC."""

    by: SplitBy | None
    since: str | None
    until: str
    figures: tuple[Figure, ...]


def stats(store: Store, by: SplitBy | None, since: str | None, until: str | None) -> Stats:
    """Count what happened from one month to another, both included and both over.

    A figure covers those periods of enough people that lie wholly in between. Who is on
    record and who opted out is counted from the beginning, but by month. Raises BadInput
    for months that cannot be counted.
    """
    first = parse_month(since, store.now, "--since") if since is not None else None
    last = parse_month(until, store.now, "--until") if until is not None else last_whole_month(store.now)
    if first is not None and first > last:
        raise BadInput("--since is later than --until", "give the earlier month as --since")
    if first is not None and by is SplitBy.PURPOSE:
        raise BadInput("who opted out is counted from the beginning", "leave out --since")
    counts: dict[SplitBy | None, _Count] = {
        None: _overview,
        SplitBy.MONTH: _by_month,
        SplitBy.PRODUCT: partial(_by_name, figures.products),
        SplitBy.RESELLER: partial(_by_name, figures.resellers),
        SplitBy.PURPOSE: _by_purpose,
    }
    with store.snapshot():
        return Stats(by, first, last, tuple(counts[by](store, first, last)))


def _overview(store: Store, since: str | None, until: str) -> Iterator[Figure]:
    yield from _purchases(_in_all(_bought(store, since, until)))
    yield from (one for one in _standing(store, until) if one.name in {None, Purpose.UPDATES})
    for counted, periods in _answered(store, since, until):
        yield from _lines(counted, _in_all(periods))


def _by_month(store: Store, since: str | None, until: str) -> Iterator[Figure]:
    yield from _purchases(_bought(store, since, until))
    came, opted_out = _people(store, until)
    yield from _lines(Counted.CONTACTS, _since(since, came))
    yield from _lines(Counted.OPTED_OUT, _since(since, opted_out))
    for counted, periods in _answered(store, since, until):
        yield from _lines(counted, periods)


def _by_name(
    count: Callable[[Store, Mapping[str, Period]], figures.Named],
    store: Store,
    since: str | None,
    until: str,
) -> Iterator[Figure]:
    spans = {currency: span for currency, [span] in _in_all(_bought(store, since, until)).items()}
    for currency, (named, rest) in count(store, spans).items():
        for group in with_the_rest(named, rest):
            bought = spans[currency]._replace(total=group.total, amount=group.amount)
            yield _purchase(currency, bought, group.name)


def _by_purpose(store: Store, _since: str | None, until: str) -> Iterator[Figure]:
    return _standing(store, until)


def _standing(store: Store, until: str) -> Iterator[Figure]:
    """How many are on record, and how many of them opted out of each purpose."""
    came, opted_out = _people(store, until)
    yield from _lines(Counted.CONTACTS, _in_all(came))
    for one in _lines(Counted.OPTED_OUT, _in_all(opted_out)):
        yield replace(one, share=one.count / _count(came[""]))


def _bought(store: Store, since: str | None, until: str) -> Periods:
    """Purchases by currency. No sum of all currencies is made: a small one could be told from it."""
    return _since(since, _closed(figures.purchases(store, until)))


def _people(store: Store, until: str) -> tuple[Periods, Periods]:
    """Who came on record, under "", and who opted out, by purpose, where it may be said."""
    came, opted_out = _closed(figures.contacts(store, until)), _closed(figures.opt_outs(store, until))
    contacts = _count(came.get("", []))
    return came, {p: said for p, said in opted_out.items() if can_be_told(_count(said), contacts)}


def _answered(store: Store, since: str | None, until: str) -> Iterator[tuple[Counted, Periods]]:
    yield Counted.REMOVALS, _since(since, _closed(figures.removals(store, until)))
    yield Counted.REQUESTS, _since(since, _closed(figures.requests(store, until)))


def _closed(months: dict[str, list[Month]]) -> Periods:
    return {part: closed(of_part) for part, of_part in months.items()}


def _since(since: str | None, parts: Periods) -> Periods:
    """The periods that begin no earlier. Those that end too late were never made."""
    return {
        part: [p for p in periods if since is None or since <= p.first] for part, periods in parts.items()
    }


def _in_all(parts: Periods) -> Periods:
    """The periods of each part as one; none where there is none."""
    return {part: [joined(periods)] for part, periods in parts.items() if periods}


def _count(periods: list[Period]) -> int:
    return sum(period.total for period in periods)


def _purchases(currencies: Periods) -> Iterator[Figure]:
    for currency, periods in currencies.items():
        for period in periods:
            yield _purchase(currency, period)


def _purchase(currency: str, bought: Period, product: str | None = None) -> Figure:
    return Figure(
        Counted.PURCHASES,
        product,
        bought.first,
        bought.last,
        bought.total,
        bought.amount if currency else None,
        currency or None,
    )


def _lines(counted: Counted, parts: Periods) -> Iterator[Figure]:
    for name, periods in parts.items():
        for period in periods:
            yield Figure(
                counted,
                name or None,
                period.first,
                period.last,
                period.total,
                median_hours=median_hours(period.hours) if period.hours else None,
                slowest_hours=max(period.hours, default=None),
            )
