"""Whatever holds something, and however deep: a look sees it, or says what it did not read. It sees nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.planting import HOLDING, SHOWN, Site, page
from helpers.targets import ACME, ANN, QUOTE
from privacyctl.model.target import Seen
from privacyctl.site.finding.finder import Finder
from privacyctl.site.subresources import Subresources
from privacyctl.site.web.fetching import Answer

ROOT = "https://v.example"
OTHER = "Fine thing, cost me days of play."
FINDER = Finder([ANN])
ways = st.tuples(st.sampled_from(sorted(SHOWN)), st.lists(st.sampled_from(sorted(HOLDING)), max_size=3))


def look(words: str, way: str, around: list[str], finder: Finder = FINDER) -> Seen:
    """What is seen on a page that holds words in one way, within others."""
    site = Site()
    markup = SHOWN[way](words, site)
    for one in around:
        markup = HOLDING[one](markup, site)

    def fetch(url: str, **_: object) -> Answer:
        path = url.removeprefix(ROOT)
        kind, body = site.files.get(path, ("text/html", b"<p>Not found.</p>"))
        status = 200 if path in site.files else 404
        return Answer(url, url, status=status, content_type=kind, body=body)

    body = page(markup).encode()
    answer = replace(fetch(f"{ROOT}/customers.html"), status=200, body=body)
    seen = finder.look(body, "/customers.html", "text/html", "utf-8")
    return Subresources(finder, fetch).added(answer, seen)


@pytest.mark.parametrize("way", SHOWN)
def test_what_a_page_shows_in_one_way_is_seen(way: str) -> None:
    assert any(one.is_sure for one in look(QUOTE, way, []).sightings)
    assert look(OTHER, way, []).sightings == ()


@pytest.mark.parametrize("way", sorted(SHOWN.keys() - {"cells", "hexadecimal", "numbers", "packed"}))
def test_a_name_is_seen_in_every_way_but_those_that_take_a_longer_text(way: str) -> None:
    assert look("Acme GmbH", way, [], Finder([ACME])).sightings
    assert look("Ecma Werk", way, [], Finder([ACME])).sightings == ()


@pytest.mark.parametrize("way", HOLDING)
def test_what_holds_markup_is_read(way: str) -> None:
    for shown in ("inline tags", "alt", "string", "style"):
        assert any(one.is_sure for one in look(QUOTE, shown, [way]).sightings), shown
        assert look(OTHER, shown, [way]).unread == ()


@pytest.mark.slow
@given(ways)
def test_a_way_within_others_shows_it_or_is_named(way: tuple[str, list[str]]) -> None:
    with_it, without = look(QUOTE, *way), look(OTHER, *way)

    assert with_it.sightings or with_it.unread
    assert without.sightings == ()
    assert bool(without.unread) is bool(with_it.unread)
