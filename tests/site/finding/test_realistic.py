"""Whole pages as sites have them: what is on record raises no alarm, and what is barred is seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.targets import ACME, ANN, BO, BOX, LOGO, finder
from privacyctl.model.site_findings import SiteFinding, judge
from privacyctl.model.target import KnownBy as By
from privacyctl.model.target import Target

PAGES = Path(__file__).with_name("pages")
SURELY_SHOWN = {
    "hugo-landing.html": {
        (1, By.QUOTE), (1, By.ATTRIBUTION), (2, By.COMPANY), (3, By.COMPANY), (3, By.FILE_NAME), (4, By.COMPANY),
        (5, By.QUOTE), (5, By.ATTRIBUTION),
    },
    "wordpress.html": {(1, By.QUOTE), (1, By.ATTRIBUTION), (2, By.COMPANY), (3, By.COMPANY), (3, By.FILE_NAME)},
    "astro.html": {(2, By.COMPANY), (3, By.COMPANY), (3, By.FILE_NAME), (5, By.QUOTE), (5, By.ATTRIBUTION)},
    "feed.xml": {(1, By.QUOTE), (1, By.ATTRIBUTION)},
    "docs.html": set(), "changelog.html": set(), "pricing.html": set(), "code-review.html": set(),
    "search-index.json": set(), "impressum.html": set(),
}  # fmt: skip


def found(page: str, *, is_barred: bool) -> list[SiteFinding]:
    targets: list[Target] = [replace(one, is_barred=is_barred) for one in (ANN, ACME, LOGO, BOX, BO)]
    return judge(page, finder(*targets).look((PAGES / page).read_bytes(), page))


@pytest.mark.parametrize("page", SURELY_SHOWN)
def test_what_is_on_record_raises_no_alarm(page: str) -> None:
    assert [one for one in found(page, is_barred=False) if one.is_sure] == []


@pytest.mark.parametrize("page", SURELY_SHOWN)
def test_what_is_barred_is_seen_where_it_is_on_show_and_there_alone(page: str) -> None:
    sure = [one for one in found(page, is_barred=True) if one.is_sure]

    assert {(one.publication, one.by) for one in sure} == SURELY_SHOWN[page]


def test_a_name_in_a_changelog_is_told_as_doubtful() -> None:
    doubtful = {(one.publication, one.by) for one in found("changelog.html", is_barred=True)}

    assert doubtful >= {(1, By.NAME), (2, By.COMPANY)}
    assert (5, By.QUOTE) not in doubtful  # "It just works on ARM too."
