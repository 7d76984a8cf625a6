"""Walking along the audit chain: every hash, and what each entry says of its own number, time and form.

A hash shows that an entry was altered. Somebody who writes into the file can make the hash of a
forged entry too; so the number inside the body, the order of the times and the form are held
against the place where the entry stands. It is done with bytes and in batches: to read every body
as JSON takes three times as long as to hash it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from privacyctl.model.audit import CLOCK_SET, FORMS, GENESIS
from privacyctl.model.moment import span

Stored = tuple[int, bytes, bytes]
"""An entry: number, canonical bytes, the chain's hash after it."""
Batch = Sequence[Stored]
"""Entries that follow each other."""
MOST = 20
"""So many findings of one kind are kept; further ones are counted."""
_CLOCK_SET = b'{"act":"%s",' % CLOCK_SET.encode()
"""How an entry begins by which somebody said which clock is right: times may go back there."""

_FORM = re.compile(
    rb'\{"act":"[a-z0-9-]+",(?:.*,)?"at":"(?P<at>[0-9TZ:-]{20})",(?:.*,)?"seq":(?P<number>[0-9]{1,18}),'
    rb'(?:.*,)?"v":(?P<form>[0-9]{1,9})(?:,.*)?\}'
)
_TIME = re.compile(rb'"at":"([^"]{20})"')
_NUMBER = re.compile(rb',"seq":([0-9]+),')
_LOOKED = b'{"act":"looked",'
_EVIDENCE = re.compile(rb'"evidence":"([0-9a-f]{40})"')


class ChainFault(StrEnum):
    """What can be wrong with an entry whose hash is right, or with the whole chain: faults of `doctor`."""

    MISNUMBERED = "entry-misnumbered"
    MISFORMED = "entry-misformed"
    TIME_GOES_BACK = "time-goes-back"
    CLOCK_WENT_BACK = "clock-went-back"
    """The same between entries of the first form, which a clock that was set back could cause."""
    ABOVE_HEAD = "rows-above-head"
    LOOKS_ALTERED = "looks-altered"

    @property
    def is_a_warning(self) -> bool:
        return self is ChainFault.CLOCK_WENT_BACK


class ChainFinding(NamedTuple):
    """One thing that is wrong with the chain, with the entry or the row that it is about."""

    fault: ChainFault
    detail: str
    entry: int | None = None
    table: str | None = None
    row: int | None = None


@dataclass(slots=True)
class Walk:
    """What a walk along the chain came to."""

    first_broken: int | None = None
    """The number of the first entry whose hash is wrong; nothing behind it was looked at."""
    findings: list[ChainFinding] = field(default_factory=list)
    counts: dict[ChainFault, int] = field(default_factory=dict)
    """How many there are of each, those that are not kept too."""
    older: int = 0
    """Entries of the older form, which cannot tell all that today's can."""
    evidence: list[tuple[int, str]] = field(default_factory=list)
    """Of each entry about looks: its number, and the digest of its looks."""

    def add(self, *found: ChainFinding) -> None:
        for one in found:
            count = self.counts[one.fault] = self.counts.get(one.fault, 0) + 1
            if count <= MOST:
                self.findings.append(one)


def walk(batches: Iterable[Batch]) -> Walk:
    """Go along the whole chain, in batches of entries by their numbers; stops at a hash that is wrong."""
    from hashlib import sha256  # noqa: PLC0415  (start-up)

    made = Walk()
    before, expected, latest, newest = GENESIS, 1, b"", 0
    for batch in batches:
        first = expected
        for seq, body, stored in batch:
            before = sha256(before + body).digest()
            if seq != expected or before != stored:
                made.first_broken = expected
                return made
            expected += 1
        bodies = [one[1] for one in batch]
        said = b"\n".join(bodies)
        times, forms = _TIME.findall(said), _forms(said, len(bodies))
        if (
            len(times) != len(bodies)
            or times[0] < latest
            or times != sorted(times)
            or _NUMBER.findall(said) != [b"%d" % number for number in range(first, expected)]
            or forms.get(max(newest, min(FORMS))) != len(bodies)
        ):
            latest, newest = _one_by_one(made, first, bodies, latest, newest)
        else:
            latest = times[-1]
        made.older += sum(count for form, count in forms.items() if form != max(FORMS))
        if _LOOKED in said:
            made.evidence += _evidence(first, bodies)
    return made


def _forms(said: bytes, entries: int) -> dict[int, int]:
    """How many of the entries are of each form; as a rule all are of the newest."""
    newest = max(FORMS)
    if (count := _count(said, newest)) == entries:
        return {newest: count}
    return {form: _count(said, form) for form in FORMS}


def _count(said: bytes, form: int) -> int:
    """How many entries are of a form."""
    return said.count(b',"v":%d}' % form) + said.count(b',"v":%d,' % form)


def _one_by_one(
    made: Walk, first: int, bodies: Sequence[bytes], latest: bytes, newest: int
) -> tuple[bytes, int]:
    """Name what is wrong in a batch; returns the last time and the newest form so far."""
    for number, body in enumerate(bodies, start=first):
        said = _FORM.fullmatch(body)
        if said is None or int(said["form"]) not in FORMS:
            made.add(_finding(ChainFault.MISFORMED, number, "is of no form that this version knows"))
            continue
        at, form = said["at"], int(said["form"])
        if int(said["number"]) != number:
            says = f"says that it is entry {int(said['number'])}: that one was repeated, or moved"
            made.add(_finding(ChainFault.MISNUMBERED, number, says))
        if form < newest:
            made.add(_finding(ChainFault.MISFORMED, number, "is of an older form than an entry before it"))
        if at < latest and not body.startswith(_CLOCK_SET):
            fault = ChainFault.CLOCK_WENT_BACK if form == min(FORMS) else ChainFault.TIME_GOES_BACK
            back = _between(at, latest)
            made.add(_finding(fault, number, f"is dated {back} before the entry in front of it"))
        latest, newest = at, max(newest, form)
    return latest, newest


def _finding(fault: ChainFault, entry: int, says: str) -> ChainFinding:
    return ChainFinding(fault, f"entry {entry} {says}", entry=entry)


def _between(early: bytes, late: bytes) -> str:
    try:
        first, last = (datetime.fromisoformat(one.decode()) for one in (early, late))
    except ValueError:
        return "at no time of the calendar"
    return span(int((last - first).total_seconds()))


def _evidence(first: int, bodies: Sequence[bytes]) -> list[tuple[int, str]]:
    return [
        (number, found[1].decode() if (found := _EVIDENCE.search(body)) else "")
        for number, body in enumerate(bodies, start=first)
        if body.startswith(_LOOKED)
    ]
