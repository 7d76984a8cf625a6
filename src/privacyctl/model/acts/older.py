"""What entries of form 1, which hold no acts, tell of takedowns and clocks by their words and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from privacyctl.model import moment
from privacyctl.model.acts.act import RowChange, changed
from privacyctl.model.request import Because
from privacyctl.model.request_clock import ClockState
from privacyctl.model.takedown import TakedownState

Told = Mapping[str, Any]
"""An entry of form 1, as a dict."""


def told_by(entry: Told) -> Iterable[RowChange]:
    """The rows that an entry of form 1 is known to have changed, and how."""
    rule = _RULES.get(str(entry.get("act")))
    return () if rule is None else rule(entry)


def _at(entry: Told) -> int:
    at = moment.from_iso(str(entry["at"]))
    if at is None:
        raise ValueError("an entry without its time")
    return at


def _removed(entry: Told) -> Iterable[RowChange]:
    return [
        changed("takedown", task, state=TakedownState.REMOVED.value, claimed_at=_at(entry))
        for task in _tasks(entry)
    ]


def _verified(tasks: Iterable[int], at: int) -> list[RowChange]:
    return [changed("takedown", task, state=TakedownState.VERIFIED.value, verified_at=at) for task in tasks]


def _attested(entry: Told) -> Iterable[RowChange]:
    return _verified(_tasks(entry), _at(entry))


def _looked(entry: Told) -> Iterable[RowChange]:
    came_back = [
        changed("takedown", task, state=TakedownState.OPEN.value, came_back_at=_at(entry), due_at=_at(entry))
        for task in entry.get("came_back", ())
    ]
    return _verified(entry.get("verified", ()), _at(entry)) + came_back


def _closed(entry: Told) -> Iterable[RowChange]:
    because = Because(entry["because"])
    closed = [changed("takedown", task, state=TakedownState.CLOSED.value) for task in _tasks(entry)]
    return closed + [
        changed("request_closing", case, because=because.value, at=_at(entry)) for case in entry["cases"]
    ]


def _answered(entry: Told) -> Iterable[RowChange]:
    return [
        changed("request_clock", case, state=ClockState.ANSWERED.value, answered_at=_at(entry))
        for case in entry["cases"][:1]
    ]


def _tasks(entry: Told) -> list[int]:
    return cast("list[int]", entry.get("tasks", []))


_RULES: dict[str, Callable[[Told], Iterable[RowChange]]] = {
    "removed": _removed,
    "filtered": _removed,
    "attested": _attested,
    "looked": _looked,
    "case-closed": _closed,
    "access-answered": _answered,
    "corrected": _answered,
    "erased": _answered,
}
"""What stands in `cases` of an answer first is the case that was answered."""
