import gzip
import time

import pytest

from privacyctl.model.look_reason import LookReason
from privacyctl.site.decoding import UnreadableBody
from privacyctl.site.web import sitemaps

PAGES = b"""\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url><loc>https://vendor.example/</loc><lastmod>2026-11-22</lastmod></url>
  <url><loc>
    https://vendor.example/customers?a=1&amp;b[]=2
  </loc><image:image><image:loc>/logo.svg</image:loc></image:image></url>
  <url><loc><![CDATA[https://vendor.example/a&b]]></loc></url>
</urlset>
"""
LISTED = [
    "https://vendor.example/",
    "https://vendor.example/customers?a=1&b[]=2",
    "/logo.svg",
    "https://vendor.example/a&b",
]


@pytest.mark.parametrize("data", [PAGES, gzip.compress(PAGES, mtime=0)], ids=["plain", "gzip"])
def test_every_place_of_a_sitemap_is_listed(data: bytes) -> None:
    assert sitemaps.read(data, most=len(PAGES)) == LISTED


@pytest.mark.parametrize(
    "data",
    [
        b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>",
        b"<sm:sitemapindex xmlns:sm='x'><sm:sitemap><sm:loc>/a.xml</sm:loc></sm:sitemap>",
    ],
)
def test_an_index_lists_its_sitemaps(data: bytes) -> None:
    assert sitemaps.read(data, most=1000) == ["/a.xml"]


@pytest.mark.parametrize(
    "data", [b"", b"<html><p>urlset", b"<rss><loc>/a</loc>", b"\x89PNG", gzip.compress(b"x", mtime=0)]
)
def test_what_is_no_sitemap_is_none(data: bytes) -> None:
    assert sitemaps.read(data, most=1000) is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<!DOCTYPE urlset [<!ENTITY a "ha">]><urlset><loc>&a;</loc></urlset>', LookReason.NOT_TEXT),
        (gzip.compress(PAGES)[:-9], LookReason.NO_ANSWER),
        (gzip.compress(bytes(10_000_000)), LookReason.TOO_LARGE),
    ],
    ids=["doctype", "cut off", "bomb"],
)
def test_what_is_not_safe_to_read_is_not_read(data: bytes, reason: LookReason) -> None:
    with pytest.raises(UnreadableBody) as unread:
        sitemaps.read(data, most=100_000)
    assert unread.value.reason is reason


@pytest.mark.parametrize(
    "piece", [b"<loc>", b"<loc>&#", b"<loc><![CDATA[", b"<a:", b"<loc> ", b"<loc>" + b"1" * 5000]
)
def test_a_large_one_is_read_in_time(piece: bytes) -> None:
    data = b"<urlset>" + piece * (1_000_000 // len(piece))
    began = time.monotonic()

    sitemaps.read(data, most=5_000_000)

    assert time.monotonic() - began < 4
