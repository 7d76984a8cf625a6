"""What is said of looks at pages and folders: in words, and as JSON."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.look import Found, Through
from privacyctl.model.look_reason import LookReason, WayOut
from privacyctl.model.moment import iso, local
from privacyctl.model.text import plural
from privacyctl.output.looks import LookDocument, look_document
from privacyctl.output.removals import (
    MarkedTaskDocument,
    hint_at_receipt,
    judged,
    numbers,
    takedown_document,
    tasks_of,
    when,
)
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import what

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.site.verifying import LookVerdict, Verified
    from privacyctl.model.look import EarlierSighting, Look
    from privacyctl.model.takedown import Takedown
    from privacyctl.model.target import Target
    from privacyctl.output.values import IsoMoment


class SeenBeforeDocument(TypedDict):
    """The earlier look that saw it at this place."""

    look: int
    """The look's number."""
    at: IsoMoment
    """When it was looked."""
    url: str | None
    """The address that was fetched; null where a folder was looked through."""
    final_url: str | None
    """Where the redirects ended then."""
    status: int | None
    """The HTTP status of the last answer."""


class SeenDocument(LookDocument):
    """A look just now, with what was seen."""

    snippet: str | None
    """The words that were seen, where something was; they are never stored."""
    named_on: int
    """On how many other pages of the built folder something may be it, where nothing surely is."""
    unread: list[str]
    """The parts that could show it and were not read, each a sentence; they are never stored."""
    beyond: list[str]
    """The parts that no look reads, each a sentence: those of other hosts, and where a script works out an address."""
    seen_before: SeenBeforeDocument | None
    """The sighting that the look was held against; null where it was never seen there: then it is not gone."""


class LookedAtTaskDocument(MarkedTaskDocument):
    """A task, and what the looks at it came to."""

    found: Found | None
    """What was seen; null where there was nowhere to look."""
    came_back: bool
    """Whether it had been verified and is on show again: then this is the task that was opened for that."""
    looks: list[SeenDocument]
    """A look for each place, twice where caches may stand on the way."""
    mend: str | None
    """What to do next; null where it is gone."""
    looked_for: list[str]
    """What was looked for, of somebody who is in no register; empty for anything else."""
    in_doubt: str | None
    """The name in their mail, which was looked for too and may be anybody's."""


class VerifiedDocument(TypedDict):
    """What a round of looks came to."""

    tasks: list[LookedAtTaskDocument]
    """The tasks that were looked at."""
    follow_ups: int
    """How many copies out of reach joined the cases."""
    changed: bool
    """Whether anything was written."""


_WAYS = (WayOut.SETTINGS, WayOut.ADDRESS, WayOut.ATTEST)
"""What is said first where the looks of one task have several ways out."""
_THROUGH = {Through.PAGE: "page", Through.FRESH: "page, past caches", Through.BUILT: "built folder"}
_FILE_AND_LINE = re.compile(r".*?:\d+(?=: )")
_STYLES = {Found.GONE: table.GOOD, Found.STILL_THERE: table.ALARM, Found.INCONCLUSIVE: table.WARN}


def say_verified(result: Verified, *, with_who: bool) -> None:
    """A line a task and, indented, a line a look: on a terminal below the address that was looked at.

    Without `with_who` nobody is named, and no words of a page are shown: cron's mail is a copy too.
    """
    if not result.verdicts and stream.is_terminal():
        stream.say("Nothing waits for evidence.")
    for one in result.verdicts:
        stream.say(_sentence(one))
        if with_who and one.sought is not None and one.looks:
            stream.say(f"  {looked_for(one.sought)}")
        _say_looks([look if with_who else _without_words(look) for look in one.looks])
    if result.follow_ups:
        stream.say(
            f"{plural(result.follow_ups, 'copy', 'copies')} out of reach may still show it: privacyctl follow-up"
        )


def _say_looks(looks: Sequence[Look]) -> None:
    rows = [_row(look) for look in looks]
    if not stream.is_terminal():
        table.lines(rows, indent=2)
        return
    below: dict[str, list[table.Row]] = {}
    for where, *row in rows:
        below.setdefault(str(where), []).append(row)
    for where, of_it in below.items():
        stream.say(f"  {visible(where)}")
        table.lines(of_it, indent=4)


def _without_words(look: Look) -> Look:
    """The look without the words of the page; of a file of the built folder its name and line stay."""
    at = _FILE_AND_LINE.match(look.snippet or "")
    return replace(look, snippet=at[0] if at and look.through is Through.BUILT else None)


def hint_at_rest(result: Verified) -> None:
    """What to do next: where something is not proved to be gone, and once it is; once for all tasks that share it."""
    ways: dict[str, list[Takedown]] = {}
    for one in result.verdicts:
        if (way := _way_out(one)) is not None:
            ways.setdefault(way, []).append(one.task)
    for way, tasks in ways.items():
        cases = {task.case for task in tasks}
        said = way.format(task=numbers(tasks), case=cases.pop() if len(cases) == 1 else "CASE")
        stream.complain("hint", f"{tasks_of(tasks)}: {said}")
    hint_at_receipt(result.ended)


def verified_document(result: Verified) -> VerifiedDocument:
    return {
        "tasks": [
            {
                **takedown_document(one.task),
                "outcome": one.outcome,
                "found": one.found,
                "came_back": one.came_back,
                "looks": [
                    {
                        **look_document(look),
                        "snippet": look.snippet,
                        "named_on": look.named_on,
                        "unread": [str(part) for part in look.unread],
                        "beyond": [str(part) for part in look.beyond],
                        "seen_before": _seen_before(look.before),
                    }
                    for look in one.looks
                ],
                "mend": what_mends(one),
                "looked_for": list(one.sought.sought) if one.sought else [],
                "in_doubt": one.sought.person if one.sought and one.sought.is_claimed else None,
            }
            for one in result.verdicts
        ],
        "follow_ups": result.follow_ups,
        "changed": result.changed,
    }


def _seen_before(before: EarlierSighting | None) -> SeenBeforeDocument | None:
    if before is None:
        return None
    return {
        "look": before.look,
        "at": iso(before.at),
        "url": before.url,
        "final_url": before.final_url,
        "status": before.status,
    }


def _sentence(one: LookVerdict) -> str:
    number = one.task.id
    if one.found is None:
        return f"Task {number}: nowhere to look."
    if one.came_back:
        return f"Task {number}: it was gone, and is on show again. A new task of case {one.task.case}, due at once."
    if one.has_stopped:
        return (
            f"Task {number}: gone, verified {when(one.task)}. The promise: {judged(one.task, one.outcome)}."
        )
    is_unproved = one.is_unseen and (one.sought is not None or one.task.verified_at is not None)
    if one.found is Found.GONE or is_unproved:
        return f"Task {number}: {_not_seen(one)}."
    return f"Task {number}: {one.found.value.replace('-', ' ')} ({what(one.task)})."


def _not_seen(one: LookVerdict) -> str:
    """What is said where nothing is seen of it, and no clock was stopped by that."""
    is_verified = one.task.verified_at is not None
    if one.found is Found.GONE:
        return "still gone" if is_verified else "gone where it was seen, and not verified"
    if one.sought is not None:
        proved = "as somebody attested" if is_verified else "which proves nothing"
        return f"not found where we looked, {proved}"
    return f"not seen there again; it was {one.task.stands} {when(one.task)}"


def looked_for(target: Target) -> str:
    """What of somebody in no register was looked for, and the name in their mail as what it is."""
    sought = [visible(one) for one in target.sought]
    if target.is_claimed and target.person:
        sought.append(f"{'and ' if sought else ''}the name in the mail, {visible(target.person)} (in doubt)")
    return f"looked for: {', '.join(sought)}"


def _row(look: Look) -> table.Row:
    return [
        look.url or look.place,
        _THROUGH[look.through],
        table.Cell(look.found.value.replace("-", " "), _STYLES[look.found]),
        _evidence(look),
    ]


def _evidence(look: Look) -> str:
    """What a verdict rests on: what is seen now, and when it was seen there before."""
    status = f"{look.status}: " if look.status is not None and look.status != 200 else ""
    said = f"{status}{look.reason.says}"
    if look.named_on and look.reason is LookReason.NOT_SHOWN:
        pages = plural(look.named_on, "other page")
        said = f"read whole, and not surely shown; named on {pages}: privacyctl scan"
    elif look.snippet:
        said += f": {look.snippet!r}"
    elif look.reason is LookReason.UNREAD and look.unread:
        said += f": {visible(str(look.unread[0]))}"
        if len(look.unread) > 1:
            said += f", and {plural(len(look.unread) - 1, 'part')} more"
    elif look.reason is LookReason.MOVED and look.final_url:
        said += f": {visible(look.final_url)}"
    elif look.reason is LookReason.NOT_SHOWN and look.beyond:
        hosts = sorted({one.what for one in look.beyond})
        said += f", but for {visible(hosts[0])}"
        if len(hosts) > 1:
            said += f" and {plural(len(hosts) - 1, 'more', 'more')}"
    if look.before is None or look.found is Found.STILL_THERE:
        return said
    return f"seen there {local(look.before.at)}; now {said}"


def what_mends(one: LookVerdict) -> str | None:
    """What is to be done about a task after these looks; None where it is gone."""
    way = _way_out(one)
    return None if way is None else way.format(task=one.task.id, case=one.task.case)


def _way_out(one: LookVerdict) -> str | None:
    """The same for any task: {task} and {case} stand for its numbers."""
    if one.is_gone:
        return None
    if one.found is None or one.task.publication is None:
        return WayOut.NAME.value
    if one.found is Found.STILL_THERE:
        return WayOut.CACHE.value if _is_cache_alone(one.looks) else WayOut.DEPLOY.value
    ways = {look.reason.way_out for look in one.looks}
    return next((one for one in _WAYS if one in ways), WayOut.LATER).value


def _is_cache_alone(looks: Sequence[Look]) -> bool:
    shown = {look.through for look in looks if look.found is Found.STILL_THERE}
    return shown == {Through.PAGE} and any(look.through is Through.FRESH for look in looks)
