"""Counts, sums and spreads for the published figures. No contact's number leaves SQL here."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from privacyctl.model.figures import LIMIT, Group, Month, Period, end_of, start_of
from privacyctl.store.undoings import NOT_TAKEN_BACK, counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from privacyctl.store import Store
    from privacyctl.store.store import Row

    Parts = dict[str, list[Month]]
    Key = tuple[str, str]  # (part, month); a part is one line of a figure, such as a currency

# Each of these selects facts to count: the part, the person, the moment, and the amount of
# money or the number of hours.
#
# A purchase without a date counts in the month in which it was recorded.
_PURCHASES = """
    SELECT coalesce(currency, '') AS part, contact_id AS person, amount, {name} AS name,
           coalesce(ordered_at, CAST(strftime('%s', (
               SELECT json_extract(body, '$.at') FROM audit WHERE seq = entry
           )) AS INTEGER)) AS at
      FROM purchase
"""
_CONTACTS = (
    f"SELECT '' AS part, id AS person, received_at AS at, 0 AS amount FROM contact WHERE {NOT_TAKEN_BACK}"
)
# The first no counts: neither a later no nor a later yes changes the figure of a past month.
_OPT_OUTS = f"""
    SELECT purpose AS part, contact_id AS person, min(at) AS at, 0 AS amount
      FROM consent_event
     WHERE {counts("consent_event")} AND contact_id IS NOT NULL AND decision <> 'given' AND purpose <> 'restriction'
     GROUP BY contact_id, purpose
"""
# Requesters who are not on record may all be one person, so they count as one.
_REQUESTER = "coalesce(request.contact_id, -request.company_id, 0)"
_HOURS = "max(1, ({until} - {since} + 3599) / 3600)"
_RECEIPT = """
    min(request.received_at, coalesce(
        (SELECT min(received_at) FROM request_receipt WHERE request_id = request.id), request.received_at
    ))
"""
_REMOVALS = f"""
    SELECT CASE WHEN verified_at <= due_at THEN 'in time' ELSE 'late' END AS part, {_REQUESTER} AS person,
           verified_at AS at, 0 AS amount,
           {_HOURS.format(until="verified_at", since="coalesce(came_back_at, takedown.received_at)")} AS hours
      FROM takedown JOIN request ON request.id = request_id WHERE state = 'verified'
"""
_REQUESTS = f"""
    SELECT kind AS part, {_REQUESTER} AS person, request_closing.at AS at, 0 AS amount,
           {_HOURS.format(until="request_closing.at", since=_RECEIPT)} AS hours
      FROM request JOIN request_closing ON request_closing.request_id = request.id
     WHERE {counts("request")} AND kind <> 'takedown'
"""
_MONTH = "strftime('%Y-%m', at, 'unixepoch')"
# SQLite raises where a sum of integers overflows, and a file may hold amounts of any size.
_SPLIT = 1_000_000
_FIGURES = f"""
    count(*) AS total, count(DISTINCT person) AS people,
    sum(amount / {_SPLIT}) AS high, sum(amount % {_SPLIT}) AS low
"""
_PAIRS = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)"
_SPANS = """
    WITH span (currency, start, stop) AS MATERIALIZED (
        SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
          FROM json_each(?)
    )
"""
# CROSS keeps SQLite from scanning all purchases once for each currency.
_BOUGHT = f"({_PURCHASES}) CROSS JOIN span ON span.currency = part AND at >= start AND at < stop"
_PRODUCT = "product"
# The recipient whose file brought the order; a typed order came in no file.
_RESELLER = "coalesce((SELECT recipient FROM delivery WHERE delivery.id = delivery_id), 'no file')"


def purchases(store: Store, until: str) -> Parts:
    """Purchases and their amounts, by currency; under "" purchases without an amount."""
    return _months(store, _PURCHASES.format(name="NULL"), until)


def contacts(store: Store, until: str) -> Parts:
    """New contacts, under ""."""
    return _months(store, _CONTACTS, until)


def opt_outs(store: Store, until: str) -> Parts:
    """Contacts who said no, in the month of their first no, by purpose."""
    return _months(store, _OPT_OUTS, until)


def removals(store: Store, until: str) -> Parts:
    """Removals, in the month of their evidence: "in time" and "late"."""
    return _months(store, _REMOVALS, until, _spread(store, _REMOVALS, until))


def requests(store: Store, until: str) -> Parts:
    """Other requests, in the month in which they were closed, by kind."""
    return _months(store, _REQUESTS, until, _spread(store, _REQUESTS, until))


Named = dict[str, tuple[list[Group], Group | None]]
"""Currency → (the names with at least `LIMIT` people, all others together)."""


def products(store: Store, spans: Mapping[str, Period]) -> Named:
    """Purchases in the months of each currency, by product."""
    return _named(store, spans, _PRODUCT)


def resellers(store: Store, spans: Mapping[str, Period]) -> Named:
    """Purchases in the months of each currency, by the recipient whose file brought them."""
    return _named(store, spans, _RESELLER)


def _named(store: Store, spans: Mapping[str, Period], name: str) -> Named:
    """Purchases by a name. Names with too few people do not leave SQL."""
    import json  # noqa: PLC0415  (start-up)

    bought = _BOUGHT.format(name=name)
    months = json.dumps([[currency, start_of(p.first), end_of(p.last)] for currency, p in spans.items()])
    named = store.rows(
        f"{_SPANS} SELECT part, name, {_FIGURES} FROM {bought} GROUP BY part, name HAVING people >= ?",
        (months, LIMIT),
    )
    rest = store.rows(
        f"""{_SPANS} SELECT part, NULL AS name, {_FIGURES} FROM {bought}
             WHERE (part, name) NOT IN ({_PAIRS}) GROUP BY part""",
        (months, json.dumps([[row["part"], row["name"]] for row in named])),
    )
    rests = {row["part"]: _group(row) for row in rest}
    found: Named = {part: ([], rests.get(part)) for part in spans}
    for row in named:
        found[row["part"]][0].append(_group(row))
    return found


def _months(store: Store, facts: str, until: str, spread: Mapping[Key, Counter[int]] | None = None) -> Parts:
    """The months with any fact, in order, by part."""
    rows = store.rows(
        f"""SELECT part, {_MONTH} AS month, {_FIGURES} FROM ({facts})
             WHERE at < ? GROUP BY part, month ORDER BY part, month""",
        (end_of(until),),
    )
    seen = _last_seen(store, facts, [(r["part"], r["month"]) for r in rows if r["people"] < LIMIT])
    found: Parts = {}
    for row in rows:
        key = (row["part"], row["month"])
        hours = spread[key] if spread else Counter[int]()
        counted = Period(row["month"], row["month"], row["total"], _amount(row), hours)
        found.setdefault(row["part"], []).append(Month(counted, seen.get(key) or {"": row["people"]}))
    return found


def _last_seen(store: Store, facts: str, small: Sequence[Key]) -> dict[Key, dict[str, int]]:
    """For each of these (part, month): how many people, by the month in which they last were in this part before."""
    if not small:
        return {}
    import json  # noqa: PLC0415  (start-up)

    rows = store.rows(
        f"""SELECT part, month, last, count(*) AS people FROM (
                SELECT part, month, lag(month, 1, '') OVER (PARTITION BY part, person ORDER BY month) AS last
                  FROM (SELECT DISTINCT part, {_MONTH} AS month, person FROM ({facts})
                         WHERE (part, month) IN ({_PAIRS}))
            ) GROUP BY part, month, last""",
        (json.dumps(small),),
    )
    found: dict[Key, dict[str, int]] = {}
    for row in rows:
        found.setdefault((row["part"], row["month"]), {})[row["last"]] = row["people"]
    return found


def _spread(store: Store, facts: str, until: str) -> dict[Key, Counter[int]]:
    """For each (part, month): hours → how many were answered within these."""
    rows = store.rows(
        f"""SELECT part, {_MONTH} AS month, hours, count(*) AS total
              FROM ({facts}) WHERE at < ? GROUP BY part, month, hours""",
        (end_of(until),),
    )
    found: dict[Key, Counter[int]] = {}
    for row in rows:
        found.setdefault((row["part"], row["month"]), Counter())[row["hours"]] = row["total"]
    return found


def _group(row: Row) -> Group:
    return Group(row["name"], row["total"], _amount(row))


def _amount(row: Row) -> int:
    return int(row["high"] or 0) * _SPLIT + int(row["low"] or 0)
