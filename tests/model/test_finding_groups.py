"""One finding for each thing that is wrong, with its places, in groups: a pure rule over what a scan saw."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from privacyctl.model.finding_groups import FindingGroup, GroupedFinding, OnRecord, grouped
from privacyctl.model.finding_kind import RowId
from privacyctl.model.ids import CaseId, ContactId, PublicationId, TaskId
from privacyctl.model.moment import Moment
from privacyctl.model.publication import Kind
from privacyctl.model.site_findings import FULL_NAME, ORPHAN, STILL_SHOWN, SiteFinding
from privacyctl.model.takedown import Takedown, TakedownScope, TakedownState
from privacyctl.model.target import KnownBy

QUOTE = SiteFinding(
    "a.html", 1, STILL_SHOWN, Kind.TESTIMONIAL, KnownBy.QUOTE, PublicationId(1), "Great.", is_sure=True
)
NAMED = replace(QUOTE, by=KnownBy.ATTRIBUTION, line=2)
ORPHANED = SiteFinding("a.html", 9, ORPHAN, Kind.TESTIMONIAL, None, None, "So good! - Zoe", is_sure=True)
FULL = SiteFinding("a.html", 5, FULL_NAME, None, KnownBy.NAME, None, "x", is_sure=True, contact=ContactId(3))
STRANGERS = SiteFinding(
    "a.html", 7, STILL_SHOWN, None, KnownBy.ADDRESS, None, "y", is_sure=True, task=TaskId(4)
)


def takedown(state: TakedownState, *, came_back: bool = False) -> Takedown:
    moment = Moment(1_795_348_800)
    return Takedown(
        TaskId(1), CaseId(1), PublicationId(1), TakedownScope.TESTIMONIAL, "ann@acme.example", (), moment, moment,
        state, None, None, None, moment if came_back else None,
    )  # fmt: skip


def known(state: TakedownState | None, *, came_back: bool = False) -> dict[RowId, OnRecord]:
    task = takedown(state, came_back=came_back) if state else None
    return {RowId("publication", 1): OnRecord("ann@acme.example", takedown=task)}


def groups(*findings: SiteFinding, **how: dict[RowId, OnRecord]) -> list[tuple[FindingGroup, int]]:
    found = grouped(findings, how.get("on_record", known(TakedownState.OPEN)))
    return [(one.group, len(one.places)) for one in found]


def test_the_same_on_four_pages_by_quote_and_by_name_is_one_finding() -> None:
    pages = [replace(one, where=f"{page}.html") for page in "abcd" for one in (QUOTE, NAMED)]

    assert groups(*pages) == [(FindingGroup.STILL_IN, 8)]


@pytest.mark.parametrize(
    ("state", "came_back", "group"),
    [
        (TakedownState.OPEN, False, FindingGroup.STILL_IN),
        (TakedownState.REMOVED, False, FindingGroup.STILL_IN),
        (TakedownState.CLOSED, False, FindingGroup.STILL_IN),
        (None, False, FindingGroup.STILL_IN),
        (TakedownState.VERIFIED, False, FindingGroup.CAME_BACK),
        (TakedownState.OPEN, True, FindingGroup.CAME_BACK),
        (TakedownState.REMOVED, True, FindingGroup.CAME_BACK),
    ],
)
def test_what_was_never_taken_down_did_not_come_back(
    state: TakedownState | None, came_back: bool, group: FindingGroup
) -> None:
    assert groups(QUOTE, on_record=known(state, came_back=came_back)) == [(group, 1)]


def test_a_finding_may_be_about_a_person_about_a_task_or_about_nobody() -> None:
    found = grouped([ORPHANED, STRANGERS, FULL], {})

    assert [(one.group, one.first.about) for one in found] == [
        (FindingGroup.FULL_NAME, ("contact", 3)),
        (FindingGroup.STILL_IN, ("task", 4)),
        (FindingGroup.ORPHAN, None),
    ]


def test_what_nobody_permitted_is_one_where_its_letters_are() -> None:
    again = replace(ORPHANED, where="data.yml", snippet="so good Zoe.")
    other = replace(ORPHANED, snippet="So bad! - Zoe")
    company = replace(ORPHANED, kind=Kind.NAME)

    assert groups(ORPHANED, again, other, company) == [
        (FindingGroup.ORPHAN, 2),
        (FindingGroup.ORPHAN, 1),
        (FindingGroup.ORPHAN, 1),
    ]


def test_a_doubt_is_a_finding_of_its_own_only_where_nothing_is_certain() -> None:
    doubt = replace(NAMED, is_sure=False)
    elsewhere = replace(doubt, where="b.html")

    found = grouped([doubt, QUOTE, elsewhere], known(TakedownState.OPEN))

    assert [(one.group, one.would_be, len(one.places)) for one in found] == [
        (FindingGroup.STILL_IN, FindingGroup.STILL_IN, 2),
        (FindingGroup.PERHAPS, FindingGroup.STILL_IN, 1),
    ]
    assert found[0].first == QUOTE


def test_the_worst_group_comes_first_whatever_the_order_of_the_pages() -> None:
    findings = [
        ORPHANED,
        QUOTE,
        replace(QUOTE, publication=PublicationId(2)),
        FULL,
        replace(ORPHANED, is_sure=False, snippet="z"),
    ]
    expected = [
        FindingGroup.FULL_NAME,
        FindingGroup.STILL_IN,
        FindingGroup.STILL_IN,
        FindingGroup.ORPHAN,
        FindingGroup.PERHAPS,
    ]

    for order in permutations(findings):
        found = grouped(order, known(TakedownState.OPEN))
        assert [one.group for one in found] == expected
        assert [one.number for one in found] == [1, 2, 3, 4, 5]
        assert [one.first.publication for one in found if one.group is FindingGroup.STILL_IN] == [1, 2]


def test_every_finding_of_a_scan_is_in_one_group_and_no_place_is_lost() -> None:
    findings = [QUOTE, NAMED, ORPHANED, FULL, STRANGERS, replace(QUOTE, is_sure=False, where="c.html")]

    found: list[GroupedFinding] = grouped(findings, {})

    assert sorted((place for one in found for place in one.places), key=repr) == sorted(findings, key=repr)
