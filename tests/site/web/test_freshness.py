from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.servers import Edge
from privacyctl.site.web.fetching import fetch

if TYPE_CHECKING:
    from helpers.servers import Origin

OLD, NEW = b"Great tool. Ann L., Acme GmbH", b"What our customers say"


def replace_page(origin: Origin, edge: Edge) -> None:
    origin.page("/", OLD)
    assert fetch(edge.url).body == OLD
    origin.page("/", NEW)


def test_a_cache_shows_what_it_fetched_and_the_fresh_page_what_is_there(origin: Origin, edge: Edge) -> None:
    replace_page(origin, edge)

    assert fetch(edge.url).body == OLD
    assert fetch(edge.url, fresh=True).body == NEW
    assert fetch(edge.url).body == OLD


def test_the_parameter_reaches_past_a_cache_that_heeds_no_header(origin: Origin) -> None:
    with Edge(origin, heeds_no_cache=False) as edge:
        replace_page(origin, edge)

        assert fetch(edge.url, fresh=True).body == NEW


def test_a_purged_cache_shows_what_is_there(origin: Origin, edge: Edge) -> None:
    replace_page(origin, edge)
    edge.purge()

    assert fetch(edge.url).body == NEW
