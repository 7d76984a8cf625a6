"""What to do about what a scan found: a line for each sort of it, which ends in what to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.finding_groups import FindingGroup
from privacyctl.model.site_findings import FULL_NAME, name_line, named
from privacyctl.output.site_places import is_data, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from privacyctl.model.finding_groups import GroupedFinding, OnRecord
    from privacyctl.model.finding_kind import RowId
    from privacyctl.model.site import SiteSettings
    from privacyctl.model.takedown import Takedown

_BY_HAND = "take it out by hand and deploy, then privacyctl verify"
_ATTEST = "--attest 'what you saw'"


def steps(
    group: FindingGroup,
    found: Sequence[GroupedFinding],
    on_record: Mapping[RowId, OnRecord],
    site: SiteSettings,
) -> Iterator[str]:
    """What to do about the findings of one group."""
    if group is FindingGroup.FULL_NAME:
        yield f"{FULL_NAME.mended()}, and deploy; then: privacyctl scan"
    elif group is FindingGroup.ORPHAN:
        yield of_nobodys(found, site)
    elif group is FindingGroup.PERHAPS:
        yield "look yourself: what is theirs is to be taken out, and anything else stays as it is"
        if line := _name_line(found, on_record, site):
            yield f"if it is what they asked to have removed: {line}"
    else:
        yield from _of_removals(found, on_record, site)


def _of_removals(
    found: Sequence[GroupedFinding], on_record: Mapping[RowId, OnRecord], site: SiteSettings
) -> Iterator[str]:
    known = [one for one in found if one.first.publication is not None]
    strangers = [one for one in found if one.first.publication is None]
    if known:
        waiting = " ".join(str(task.id) for task in _tasks(known, on_record) if task.state.is_pending)
        out = "privacyctl publish" if site.data else "take it out by hand and deploy"
        yield f"{out}, then privacyctl {f'verify {waiting}' if waiting else 'scan'}"
    if line := _name_line(strangers, on_record, site):
        yield f"name it as theirs: {line}, then privacyctl publish"
    elif strangers:
        yield f"{_BY_HAND} {' '.join(str(task.id) for task in _tasks(strangers, on_record))} {_ATTEST}"


def _name_line(
    found: Sequence[GroupedFinding], on_record: Mapping[RowId, OnRecord], site: SiteSettings
) -> str | None:
    """The line that names entries as what somebody in no register asked for; None where none stands in the data."""
    strangers = [one for one in found if one.first.task is not None]
    entries = _entries(strangers, site)
    cases = sorted({task.case for task in _tasks(strangers, on_record)})
    return name_line(_one_of(entries), cases) if entries else None


def _tasks(found: Sequence[GroupedFinding], on_record: Mapping[RowId, OnRecord]) -> list[Takedown]:
    """The latest removals of what these are about, in the order of their numbers."""
    known = [on_record[one.first.about].takedown for one in found if one.first.about]
    return sorted({task.id: task for task in known if task}.values(), key=lambda task: task.id)


def of_nobodys(found: Sequence[GroupedFinding], site: SiteSettings) -> str:
    """What to do about what nobody permitted. What somebody may have asked to have removed is never to be permitted.

    An entry of a data file can be named with the case; of what stands on a page alone, a person takes it out.
    """
    cases = tuple(dict.fromkeys(case for one in found for case in one.first.cases))
    if not cases:
        return found[0].first.wrong.mended()
    if entries := _entries(found, site):
        return named(_one_of(entries), cases)
    return (
        f"if it is what somebody asked to have removed: {_BY_HAND} TASK {_ATTEST}; else find out whose it is"
    )


def _entries(found: Sequence[GroupedFinding], site: SiteSettings) -> list[str]:
    """Where each stands in a data file of the site: there it can be named, and taken out by a command."""
    firsts = [next((at for at in one.places if is_data(at.where, site)), None) for one in found]
    return [place_of(at.where, at.line, site).text for at in firsts if at]


def _one_of(entries: Sequence[str]) -> str:
    return entries[0] if len(entries) == 1 else "FILE:LINE"
