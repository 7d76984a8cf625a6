"""What the record shows of each promise. Each function looks for what would break one, and counts it.

`since` bounds what is told of the past; what stands wrong today counts whenever it began.
"""

from __future__ import annotations

import stat
from dataclasses import replace
from typing import TYPE_CHECKING

from privacyctl.duties import due, history
from privacyctl.duties.contracts import beyond_contracts
from privacyctl.duties.promises import purging
from privacyctl.duties.promises.stats import Counted, stats
from privacyctl.model import name_lint
from privacyctl.model.cards import holds_card_number
from privacyctl.model.consent import Purpose
from privacyctl.model.figures import LIMIT, SplitBy
from privacyctl.model.moment import DAY
from privacyctl.model.promise import Concern, Evidence
from privacyctl.model.publication import Kind
from privacyctl.model.right import ClockState
from privacyctl.model.takedown import Outcome, TakedownState, outcome
from privacyctl.store import clocks, contacts, evidence, publications, requests, takedowns
from privacyctl.store.file import health

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from privacyctl.model.disclosure import Contract
    from privacyctl.model.publication import Publication
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store

_GRACE = 7 * DAY
_SHARED = (Counted.PURCHASES, Counted.CONTACTS, Counted.OPTED_OUT)
"""Figures that count people, or at least one thing of each."""


def cards(store: Store, _since: int) -> Evidence:
    """P1: every text on record is looked at once more."""
    looked = [holds_card_number(text) for _, _, _, text in health.texts(store)]
    return Evidence({"texts": len(looked)}, {Concern.CARDS: sum(looked)}, store.now)


def necessary(store: Store, _since: int, retention: Mapping[Purpose, int]) -> Evidence:
    """P2: what is held, and what of it is past its time: by a week or more, purge does not run any more."""
    people, lines = evidence.held(store)
    overdue = purging.foresee(store, retention, grace=_GRACE)
    waiting = purging.foresee(store, retention)
    stale = overdue.orders + len(overdue.people)
    return Evidence(
        {"people": people, "order_lines": lines},
        {
            Concern.PAST_RETENTION: stale,
            Concern.TO_PURGE: waiting.texts + waiting.codes + waiting.orders + len(waiting.people) - stale,
            Concern.NO_RETENTION: int(Purpose.ORDER not in retention),
        },
        store.now,
    )


def shared(store: Store, since: int, contracts: Mapping[str, Contract]) -> Evidence:
    """P3: hand-offs that today's contracts do not cover, and recipients who wait to be told of something."""
    count, others, recipients, last_at = evidence.disclosures(store, since)
    beyond, _ = beyond_contracts(store, contracts)
    return Evidence(
        {"hand_offs": count, "not_for_orders": others, "recipients": recipients},
        {
            Concern.OUTSIDE_CONTRACT: sum(beyond.values()),
            Concern.NOT_TOLD: evidence.follow_ups_overdue(store),
        },
        last_at,
    )


def news(store: Store, since: int) -> Evidence:
    """P4: who said no, how soon it was on record, and whether anybody was written to after it."""
    count, slowest, last_at = evidence.opt_outs(store, since)
    written_to = evidence.written_to_after_no(store, since)
    return Evidence(
        {"opt_outs": count, "slowest_seconds": slowest, "closed": evidence.suppressed(store)},
        {Concern.WRITTEN_TO: written_to},
        last_at,
    )


def figures(store: Store, _since: int) -> Evidence:
    """P5: all that `stats` would print today is looked at."""
    told = [one for by in (None, *SplitBy) for one in stats(store, by, None, None).figures]
    small = sum(one.count < LIMIT for one in told if one.counted in _SHARED)
    return Evidence({"figures": len(told)}, {Concern.SMALL_FIGURES: small}, store.now)


def testimonials(store: Store, since: int) -> Evidence:
    """P6: full names on show, and how soon what was declined was seen to be gone."""
    on_show = [one for one in publications.testimonials(store) if not one.is_barred]
    named = sum(_shows_name(store, one) for one in on_show)
    found = _removals(store, takedowns.since(store, since, of_testimonials=True))
    return replace(
        found,
        figures={"on_show": len(on_show), **found.figures},
        concerns={Concern.FULL_NAMES: named, **found.concerns},
    )


def customer_list(store: Store, since: int) -> Evidence:
    """P7: how soon the names and logos that were asked for were seen to be gone."""
    kinds = [Kind.NAME, Kind.LOGO]
    on_show = sum(one.kind in kinds and not one.is_barred for one in publications.everything(store))
    found = _removals(store, takedowns.since(store, since, of_testimonials=False))
    return replace(found, figures={"on_show": on_show, **found.figures})


def other_uses(store: Store, since: int) -> Evidence:
    """P8: notices that were written, and uses of a purpose that was not open yet."""
    count, last_at = evidence.notices(store)
    shut = evidence.used_while_shut(store, since)
    return Evidence({"notices": count}, {Concern.UNANNOUNCED: shut}, last_at)


def security(store: Store, since: int) -> Evidence:
    """P9: the chain and the file's mode. Backups are not kept yet, so that a part stays open."""
    verified = history.verify(store)
    mode = stat.S_IMODE(store.path.stat().st_mode)
    return Evidence(
        {"entries": verified.head.seq, "corrections": evidence.corrections(store, since)},
        {Concern.CHAIN_BROKEN: int(not verified.holds), Concern.NOT_PRIVATE: int(mode & 0o077 != 0)},
        store.now,
        can_show=False,
    )


def rights(store: Store, since: int) -> Evidence:
    """P10: how soon requests were answered, and which are late."""
    days, late, overdue, waiting = [], 0, 0, 0
    last_at = None
    for clock in clocks.everything(store):
        case = requests.get(store, clock.case)
        if case is None or (clock.state is not ClockState.OPEN and case.received_at < since):
            continue
        if clock.state is ClockState.OPEN:
            waiting += 1
            overdue += clock.seconds_left(store.now) < 0
        elif clock.answered_at is not None:
            days.append(clock.answered_at - case.received_at)
            late += clock.answered_at > clock.due_at
            last_at = max(last_at or 0, clock.answered_at)
    erased, unproved = evidence.erasures(store, since)
    return Evidence(
        {
            "answered": len(days),
            "slowest_seconds": max(days, default=0),
            "erased": erased,
            "corrections": evidence.corrections(store, since),
        },
        {
            Concern.ANSWERED_LATE: late,
            Concern.OVERDUE: overdue,
            Concern.OPEN: waiting,
            Concern.UNPROVED: unproved,
        },
        last_at,
    )


def intake(store: Store, since: int) -> Evidence:
    """P11: the cases that were opened. What nobody typed in cannot be seen from here."""
    count, waiting, last_at = evidence.cases(store, since)
    return Evidence({"cases": count}, {Concern.OPEN: waiting}, last_at, can_show=False)


def _seconds_to_removal(tasks: Iterable[Takedown]) -> Iterable[int]:
    """From the receipt, or from when it was seen on show again, to the look that saw it gone."""
    for task in tasks:
        if task.verified_at is not None:
            began = task.received_at if task.came_back_at is None else task.came_back_at
            yield task.verified_at - began


def _removals(store: Store, tasks: Collection[Takedown]) -> Evidence:
    ended = [task for task in tasks if task.state is not TakedownState.CLOSED]
    outcomes = [outcome(task, store.now) for task in ended]
    times = list(_seconds_to_removal(ended))
    pending = [task for task in ended if task.state.is_pending]
    seen = [task.verified_at for task in ended if task.verified_at is not None]
    overdue = sum(task.seconds_left(store.now) < 0 for task in pending)
    return Evidence(
        {"removals": len(times), "slowest_seconds": max(times, default=0)},
        {
            Concern.LATE: outcomes.count(Outcome.BROKEN) - overdue,
            Concern.OVERDUE: overdue,
            Concern.PROVED_LATE: outcomes.count(Outcome.PROVED_LATE),
            Concern.UNVERIFIED: sum(task.state is TakedownState.REMOVED for task in pending),
            Concern.OPEN: sum(task.state is TakedownState.OPEN for task in pending),
            Concern.CRON_SILENT: int(bool(pending) and due.silence(store) is not None),
        },
        max(seen, default=None),
        times=tuple(times),
    )


def _shows_name(store: Store, one: Publication) -> bool:
    person = contacts.get(store, one.contact) if one.contact is not None else None
    if person is None or person.name is None:
        return False
    company = person.company.name if person.company else None
    return bool(name_lint.shown(person.name, company, attribution=one.shown_as, quote=one.quote or ""))
