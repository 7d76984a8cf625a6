from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from privacyctl.errors import BadInput
from privacyctl.model.look_reason import LookReason
from privacyctl.site.web.connecting import FetchLimits
from privacyctl.site.web.crawling import Crawl, CrawlBounds, LeftOut, crawl
from privacyctl.site.web.fetching import Answer

if TYPE_CHECKING:
    from helpers.servers import Origin

AT_ONCE = CrawlBounds(pause=0)


def links_of(answer: Answer) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]*)"', answer.body.decode("utf-8", "replace"))


def links(*addresses: str) -> str:
    return "".join(f'<a href="{address}">x</a>' for address in addresses)


def read(going: Crawl) -> list[str]:
    """The paths that were answered, in their order."""
    return ["/" + answer.final_url.split("/", 3)[3] for answer in going.answers()]


def left_out(going: Crawl) -> dict[str, LeftOut]:
    return {"/" + url.split("/", 3)[3]: why for url, why in going.left_out.items()}


def test_a_site_is_gone_through_by_its_links_breadth_first(origin: Origin) -> None:
    origin.page("/", links("/a", "b/", "/a#part", "?page=2", "/missing") + '<img src="/logo.png">')
    origin.page("/a", links("/deep", "/", "b/"))
    origin.page("/b/", links("../a", "c"))
    origin.page("/b/c", links("mailto:ann@vendor.example", "javascript:void(0)", "//[", ""))
    origin.page("/deep", "x")
    origin.page("/logo.png", b"\x89PNG", kind="image/png")
    going = crawl(origin.url, links_of, bounds=AT_ONCE)

    assert read(going) == ["/", "/a", "/b/", "/?page=2", "/missing", "/logo.png", "/deep", "/b/c"]
    assert len(origin.paths) == len(set(origin.paths))
    assert going.left_out == {}


def test_no_other_site_is_asked(origin: Origin, other: Origin) -> None:
    away = [other.url, origin.at("localhost"), f"//127.0.0.1:{other.port}/x", "file:///etc/passwd"]
    origin.page("/", links(*away, "/away"))
    origin.redirect("/away", other.url)
    answers = list(crawl(origin.url, links_of, bounds=AT_ONCE).answers())

    assert [answer.trouble for answer in answers] == [None, LookReason.REDIRECTED_AWAY]
    assert other.asked == []
    assert {asked.headers["Host"] for asked in origin.asked} == {f"127.0.0.1:{origin.port}"}


def test_sitemaps_lead_to_pages_that_nothing_links_to(origin: Origin) -> None:
    origin.page("/robots.txt", "Sitemap: /maps/index.xml", kind="text/plain")
    origin.page(
        "/maps/index.xml", "<sitemapindex><sitemap><loc>/maps/a.xml.gz</loc></sitemap></sitemapindex>"
    )
    origin.page("/maps/a.xml.gz", b"<urlset><loc>/alone</loc></urlset>", coding="gzip", Content_Encoding="")
    origin.page(
        "/sitemap.xml", f"<urlset><loc>{origin.url}other</loc><loc>https://evil.example/</loc></urlset>"
    )
    for path in ("/", "/alone", "/other"):
        origin.page(path, "x")

    assert read(crawl(origin.url, links_of, bounds=AT_ONCE)) == [
        "/", "/maps/index.xml", "/sitemap.xml", "/maps/a.xml.gz", "/other", "/alone",
    ]  # fmt: skip


def test_a_sitemap_of_another_site_is_not_fetched(origin: Origin, other: Origin) -> None:
    origin.page(
        "/robots.txt", f"Sitemap: {other.url}sitemap.xml\nSitemap: file:///etc/passwd", kind="text/plain"
    )
    read(crawl(origin.url, links_of, bounds=AT_ONCE))

    assert origin.paths == ["/robots.txt", "/", "/sitemap.xml"]
    assert other.asked == []


def test_a_sitemap_that_is_not_safe_is_left_out(origin: Origin) -> None:
    origin.page("/sitemap.xml", "<!DOCTYPE urlset []><urlset><loc>/a</loc></urlset>")
    going = crawl(origin.url, links_of, bounds=AT_ONCE)

    assert "/a" not in read(going)
    assert left_out(going) == {"/sitemap.xml": LeftOut.UNREADABLE}


def test_robots_are_heeded_but_for_what_the_user_named(origin: Origin) -> None:
    origin.page("/robots.txt", "User-agent: *\nDisallow: /private\nDisallow: /named", kind="text/plain")
    origin.page("/", links("/private/a", "/open"))
    for path in ("/open", "/named"):
        origin.page(path, links("/named/more"))
    going = crawl(origin.url, links_of, pages=["/named"], bounds=AT_ONCE)

    assert read(going) == ["/", "/named", "/open"]
    assert left_out(going) == {"/private/a": LeftOut.ROBOTS, "/named/more": LeftOut.ROBOTS}


def test_a_named_page_of_another_site_is_fetched_and_not_followed(origin: Origin, other: Origin) -> None:
    other.page("/press", links("/more", f"{origin.url}hidden"))
    answers = list(crawl(origin.url, links_of, pages=[f"{other.url}press"], bounds=AT_ONCE).answers())

    assert [answer.url for answer in answers] == [origin.url, f"{other.url}press"]
    assert other.paths == ["/press"]


def test_what_several_addresses_lead_to_is_read_once(origin: Origin) -> None:
    origin.page("/", links("/old", "/older", "/new"))
    origin.redirect("/old", "/new")
    origin.redirect("/older", "/new")
    origin.page("/new", "x")

    assert read(crawl(origin.url, links_of, bounds=AT_ONCE)) == ["/", "/new"]


@pytest.mark.parametrize(
    ("bounds", "is_read", "why"),
    [
        (CrawlBounds(pause=0, most=3), ["/", "/1"], LeftOut.TOO_MANY),
        (CrawlBounds(pause=0, depth=2), ["/", "/1", "/2"], LeftOut.TOO_DEEP),
        (CrawlBounds(pause=0, bytes=100), ["/", "/1"], LeftOut.TOO_MUCH),
        (CrawlBounds(pause=0, seconds=0), [], LeftOut.TOO_LONG),
    ],
)
def test_a_site_without_end_is_left_at_each_bound(
    origin: Origin, bounds: CrawlBounds, is_read: list[str], why: LeftOut
) -> None:
    origin.page("/", links("/1"))
    for number in range(1, 20):
        origin.page(f"/{number}", links(f"/{number + 1}") + "x" * 60)
    going = crawl(origin.url, links_of, bounds=bounds)

    assert read(going) == is_read
    assert why in going.left_out.values()


def test_a_page_of_100_000_links_is_bounded(origin: Origin) -> None:
    origin.page("/", "".join(f'<a href="{number}">' for number in range(100_000)))
    going = crawl(origin.url, links_of, bounds=CrawlBounds(pause=0, most=5))

    assert len(read(going)) == 4
    assert len(going.left_out) == 50


def test_the_server_has_a_pause_between_two_requests(origin: Origin) -> None:
    began = time.monotonic()
    read(crawl(origin.url, links_of, bounds=CrawlBounds(pause=0.1)))

    assert origin.paths == ["/robots.txt", "/", "/sitemap.xml"]
    assert time.monotonic() - began >= 0.2


def test_a_trouble_is_told_and_the_rest_is_read(origin: Origin) -> None:
    origin.page("/", links("/cut", "/b"))
    origin.script("/cut", lambda wire: wire.answer(200, {"Content-Length": "100"}, b"What"))
    origin.page("/b", "x")
    answers = list(crawl(origin.url, links_of, bounds=AT_ONCE).answers())

    assert [answer.trouble for answer in answers] == [None, LookReason.NO_ANSWER, None]


def test_the_limits_of_one_answer_hold_for_each(origin: Origin) -> None:
    origin.page("/", links("/large"))
    origin.page("/large", "x" * 2000)
    answers = list(crawl(origin.url, links_of, bounds=AT_ONCE, limits=FetchLimits(largest=1000)).answers())

    assert [answer.trouble for answer in answers] == [None, LookReason.TOO_LARGE]


@pytest.mark.parametrize(
    ("base", "pages"), [("vendor.example", []), ("https://vendor.example", ["file:///etc"])]
)
def test_what_is_no_address_is_refused(base: str, pages: list[str]) -> None:
    with pytest.raises(BadInput):
        crawl(base, links_of, pages=pages)
