"""What is said of looks at pages and folders: in words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.look import Found, Through
from privacyctl.model.look_reason import LookReason, WayOut
from privacyctl.model.text import plural
from privacyctl.output.looks import LookDocument, look_document
from privacyctl.output.removals import MarkedTaskDocument, judged, takedown_document, when
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import what

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.site.verifying import LookVerdict, Verified
    from privacyctl.model.look import Look
    from privacyctl.model.target import Target


class SeenDocument(LookDocument):
    """A look just now, with what was seen."""

    snippet: str | None
    """The words that were seen, where something was; they are never stored."""
    unread: list[str]
    """The parts that could show it and were not read, each a sentence; they are never stored."""


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


_THROUGH = {Through.PAGE: "page", Through.FRESH: "page, past caches", Through.BUILT: "built folder"}
_STYLES = {Found.GONE: table.GOOD, Found.STILL_THERE: table.ALARM, Found.INCONCLUSIVE: table.WARN}


def say_verified(result: Verified) -> None:
    """A line a task and, indented, a line a look."""
    if not result.verdicts and stream.is_terminal():
        stream.say("Nothing waits for evidence.")
    for one in result.verdicts:
        stream.say(_sentence(one))
        if one.sought is not None and one.looks:
            stream.say(f"  {looked_for(one.sought)}")
        if one.looks:
            table.lines([_row(look) for look in one.looks], indent=2)
    if result.follow_ups:
        stream.say(
            f"{plural(result.follow_ups, 'copy', 'copies')} out of reach may still show it: privacyctl follow-ups"
        )


def hint_at_rest(result: Verified) -> None:
    """What to do where something is not proved to be gone, once for each sort of trouble."""
    for one in result.verdicts:
        if mend := what_mends(one):
            stream.complain("hint", f"task {one.task.id}: {mend}")


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
                        "unread": [str(part) for part in look.unread],
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
    if one.found is Found.GONE:
        stands = (
            "still gone" if one.task.verified_at is not None else "gone where it was seen, and not verified"
        )
        return f"Task {number}: {stands}."
    if one.is_unseen:
        proved = "as somebody attested" if one.task.verified_at is not None else "which proves nothing"
        return f"Task {number}: not found where we looked, {proved}."
    return f"Task {number}: {one.found.value.replace('-', ' ')} ({what(one.task)})."


def looked_for(target: Target) -> str:
    """What of somebody in no register was looked for, and the name in their mail as what it is."""
    sought = [visible(one) for one in target.sought]
    if target.is_claimed and target.person:
        sought.append(f"{'and ' if sought else ''}the name in the mail, {visible(target.person)} (in doubt)")
    return f"looked for: {', '.join(sought)}"


def _row(look: Look) -> table.Row:
    status = f"{look.status}: " if look.status is not None and look.status != 200 else ""
    shown = f": {look.snippet!r}" if look.snippet else ""
    if look.found is Found.INCONCLUSIVE and look.reason in (LookReason.NOT_FOUND, LookReason.NOT_SHOWN):
        shown = "; it was never seen there"
    if look.reason is LookReason.UNREAD:
        shown = f": {visible(str(look.unread[0]))}"
        if len(look.unread) > 1:
            shown += f", and {plural(len(look.unread) - 1, 'part')} more"
    return [
        look.url or look.place,
        _THROUGH[look.through],
        table.Cell(look.found.value.replace("-", " "), _STYLES[look.found]),
        f"{status}{look.reason.says}{shown}",
    ]


def what_mends(one: LookVerdict) -> str | None:
    """What is to be done about a task after these looks; None where it is gone."""
    if one.is_gone:
        return None
    number = one.task.id
    attest = f"privacyctl verify {number} --attest 'what you saw'"
    if one.found is None or one.task.publication is None:
        named = f"privacyctl takedown --entry FILE:LINE --case {one.task.case}"
        return f"find it by hand or with `privacyctl scan`, and name it: {named}; what you removed by hand: {attest}"
    if one.found is Found.STILL_THERE:
        if _is_cache_alone(one.looks):
            return "the site no longer shows it, a cache on the way does: have your CDN forget the page"
        return WayOut.DEPLOY.value.format(task=number)
    ways = {look.reason.way_out for look in one.looks}
    way = next((one for one in (WayOut.SETTINGS, WayOut.ATTEST) if one in ways), WayOut.LATER)
    return way.value.format(task=number)


def _is_cache_alone(looks: Sequence[Look]) -> bool:
    shown = {look.through for look in looks if look.found is Found.STILL_THERE}
    return shown == {Through.PAGE} and any(look.through is Through.FRESH for look in looks)
