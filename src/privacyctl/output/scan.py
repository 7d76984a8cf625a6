"""What is said of a scan of the site: in words, and as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from privacyctl.model.finding_groups import FindingGroup
from privacyctl.model.moment import local
from privacyctl.model.publication import Kind
from privacyctl.model.target import KnownBy
from privacyctl.model.text import plural
from privacyctl.output.scan_steps import of_nobodys, steps
from privacyctl.output.screen import stream
from privacyctl.output.screen.visible import visible
from privacyctl.output.screen.wording import left
from privacyctl.output.site_places import place_of, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from privacyctl.duties.site.scanning import Scanned
    from privacyctl.model.finding_groups import GroupedFinding, OnRecord
    from privacyctl.model.site import SiteSettings
    from privacyctl.model.site_findings import SiteFinding
    from privacyctl.model.takedown import Takedown
    from privacyctl.output.site_places import SitePlace


class FindingDocument(TypedDict):
    """One thing that is wrong with what the site shows."""

    where: str
    """The path or the address."""
    line: int
    """The line in it."""
    what: str
    """The word of what is wrong, `still-shown`, `orphan` or `full-name`: [findings](findings.md) says what it means."""
    group: FindingGroup
    """The group in which people read it: [findings](findings.md) says what each means."""
    finding: int
    """The number of the finding, in the order in which people read them: the same in each of its places."""
    kind: Kind | None
    """What is shown; null where that cannot be told."""
    by: KnownBy | None
    """By what it was known; null of something that no permission is on record for."""
    publication: int | None
    """The publication that it is."""
    contact: int | None
    """The person whose full name it is, where no publication of theirs is meant."""
    task: int | None
    """The takedown that asks for it, of somebody who is in no register."""
    sure: bool
    """Whether it is certain; else a person must look."""
    snippet: str
    """The words around it."""
    mend: str
    """What mends it."""


class ScannedDocument(TypedDict):
    """What a scan came to."""

    findings: list[FindingDocument]
    """What is wrong."""
    files: int
    """How many files and pages were read."""
    skipped: int
    """How many were too large, no text, or gave no answer."""
    left_out: dict[str, str]
    """Each other path or address that was not read, with the reason."""
    clean: bool
    """Whether nothing is wrong for certain."""


_KINDS = {Kind.TESTIMONIAL: "testimonial", Kind.NAME: "company name", Kind.LOGO: "logo"}
_LONGEST = 200
"""So much of a quote is enough to know it by, in characters."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How a scan's answer is told."""

    site: SiteSettings
    with_who: bool
    """Whether people are named and words of theirs are shown: on a terminal, elsewhere where that was asked for."""
    everything: bool
    """Whether each place is named, however many there are."""


def say_scanned(result: Scanned, left_out: Mapping[str, str], telling: Telling) -> None:
    """The findings on standard output; on standard error their sum, and what was not read.

    On a terminal they stand in groups, each of which ends in what to do. Elsewhere a finding is
    a line, `path:line: what`, or with `everything` a line a place, and what to do is a hint.
    """
    found = result.grouped
    groups = [(group, [one for one in found if one.group is group]) for group in FindingGroup]
    groups = [(group, of_group) for group, of_group in groups if of_group]
    todo = {group: steps(group, of_group, result.on_record, telling.site) for group, of_group in groups}
    if stream.is_terminal():
        for number, (group, of_group) in enumerate(groups):
            stream.say(*[""] * bool(number), f"{group.says} ({len(of_group):,})")
            for one in of_group:
                _say_finding(one, result, telling)
            stream.say(*(f"  next: {visible(step)}" for step in todo[group]))
    else:
        for one in found:
            _say_lines(one, result, telling)
        for group, said_of in todo.items():
            for step in said_of if group is not FindingGroup.PERHAPS else ():
                stream.complain("hint", f"{_within(group)}: {step}")
    _say_sum(result, found, left_out)


def _say_sum(result: Scanned, found: Sequence[GroupedFinding], left_out: Mapping[str, str]) -> None:
    sure = sum(one.is_sure for one in found)
    doubtful = len(found) - sure
    reasons = Counter(left_out.values()) + Counter({"too large, no text, or no answer": result.skipped})
    not_read = ", ".join(f"{count} ({why})" for why, count in sorted(reasons.items()))
    stream.complain(
        "note",
        f"{plural(result.files, 'file')} read{f', not read: {not_read}' if not_read else ''}: {plural(sure, 'finding')}"
        + (f", and {doubtful} that may be one" if doubtful else ""),
    )


def _say_finding(one: GroupedFinding, result: Scanned, telling: Telling) -> None:
    """What it is and whose, by when it must be gone, where it is, and its words."""
    known = _known(one, result)
    doubt = "" if one.is_sure else f"{_within(one.would_be)}: "
    task = _open_task(known)
    due = [f"    due {local(task.due_at)}, {left(task.seconds_left(result.as_of))}"] if task else []
    stream.say(
        f"  {doubt}{_thing(one, known.who if known else None)}{_numbered(one, task)}",
        *due,
        *(f"    {visible(line)}" for line in said(_places(one, telling.site), everything=telling.everything)),
        *(f"    {visible(words)}" for words in _words(one, known)),
    )


def _say_lines(one: GroupedFinding, result: Scanned, telling: Telling) -> None:
    """A line for grep: the first place, what it is, and in how many other places it is too."""
    known = _known(one, result)
    who = known.who if known and telling.with_who else None
    what = f"{'' if one.is_sure else 'perhaps '}{_within(one.would_be)}: {_thing(one, who)}"
    features = {place.by for place in one.places}
    by = ", ".join(feature.value for feature in KnownBy if feature in features)
    line = f"{what}{_numbered(one, _open_task(known))}{f', by its {by}' if by else ''}"
    where = list({place.where: place for place in (one.first, *one.places)}.values())
    more = len(where) - 1
    for place in where if telling.everything else where[:1]:
        tail = "" if telling.everything or not more else f"; and {plural(more, 'more place')}"
        words = f": {visible(place.snippet)!r}" if telling.with_who else ""
        stream.say(f"{visible(place.where)}:{place.line}: {line}{tail}{words}")


def _within(group: FindingGroup) -> str:
    """The words of a group within a sentence."""
    return group.says[0].lower() + group.says[1:]


def _thing(one: GroupedFinding, who: str | None) -> str:
    """What it is, and of whom where they may be named."""
    if one.first.kind is None and one.would_be is not FindingGroup.FULL_NAME:
        return f"what {visible(who) if who else 'somebody'} asked for"
    thing = _KINDS[one.first.kind] if one.first.kind else "full name"
    return f"{thing} of {visible(who)}" if who else thing


def _numbered(one: GroupedFinding, task: Takedown | None) -> str:
    """The numbers to type, in brackets: the publication's or contact's, and that of a task that is open."""
    about = one.first.about
    numbers = [f"{about.kind} {about.id}"] if about and about.kind != "task" else []
    numbers += [f"task {task.id}"] if task else []
    return f" ({', '.join(numbers)})" if numbers else ""


def _open_task(known: OnRecord | None) -> Takedown | None:
    task = known.takedown if known else None
    return task if task and task.state.is_pending else None


def _known(one: GroupedFinding, result: Scanned) -> OnRecord | None:
    return result.on_record.get(one.first.about) if one.first.about else None


def _places(one: GroupedFinding, site: SiteSettings) -> Iterator[SitePlace]:
    """Its places, the certain ones first. Of one file a place is where one feature of it stands, such as the quote."""
    features: dict[str, KnownBy | None] = {}
    for place in sorted(one.places, key=lambda place: not place.is_sure):
        if features.setdefault(place.where, place.by) is place.by:
            yield place_of(place.where, place.line, site)


def _words(one: GroupedFinding, known: OnRecord | None) -> Iterator[str]:
    """The words by which a person knows what it is: those on record, or those that were seen."""
    if one.is_sure and known and known.quote:
        yield f'"{_shortened(known.quote)}"' + (f" - {known.attribution}" if known.attribution else "")
    elif one.first.snippet:
        by = f", by its {one.first.by.value}" if one.first.by else ""
        yield f'seen{by}: "{_shortened(one.first.snippet)}"'


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}..."


def scanned_document(result: Scanned, left_out: Mapping[str, str], site: SiteSettings) -> ScannedDocument:
    of = {place: one for one in result.grouped for place in one.places}
    return {
        "findings": [_finding_document(one, of[one], site) for one in result.findings],
        "files": result.files,
        "skipped": result.skipped,
        "left_out": dict(left_out),
        "clean": result.is_clean,
    }


def _finding_document(one: SiteFinding, of: GroupedFinding, site: SiteSettings) -> FindingDocument:
    return {
        "where": one.where,
        "line": one.line,
        "what": one.wrong.word,
        "group": of.group,
        "finding": of.number,
        "kind": one.kind,
        "by": one.by,
        "publication": one.publication,
        "contact": one.contact,
        "task": one.task,
        "sure": one.is_sure,
        "snippet": one.snippet,
        "mend": of_nobodys([of], site) if one.cases else one.wrong.mended(),
    }
