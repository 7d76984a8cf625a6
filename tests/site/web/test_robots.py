from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyctl.site.web import robots, urls

SITE = "https://vendor.example"


def allows(text: str, path: str) -> bool:
    url = urls.read(SITE + path)
    assert url is not None
    return robots.read(text.encode()).allows(url)


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        ("disallow:/private # not yet", "/private/a?b", False),
        ("Disallow: /private", "/Private", True),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a/b\nDisallow: /a", "/a/c", False),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /*?s=", "/blog?s=x", False),
        ("Disallow: /*.pdf$", "/a.pdf", False),
        ("Disallow: /*.pdf$", "/a.pdf.html", True),
        ("Disallow: /*a*a$", "/xaxaa", False),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /käse", "/k%C3%A4se", False),
    ],
)
def test_the_longest_rule_decides(rules: str, path: str, is_allowed: bool) -> None:
    assert allows(f"User-agent: *\n{rules}\n", path) is is_allowed


@pytest.mark.parametrize(
    ("text", "is_allowed"),
    [
        ("User-agent: evilbot\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: PrivacyCtl\nDisallow: /x", True),
        ("User-agent: privacyctl\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: privacyctl\n\nUser-agent: *\nDisallow: /", False),
        ("User-agent: privacyctl\nUser-agent: evilbot\nDisallow: /a", False),
        ("User-agent: *\nDisallow: /x\nUser-agent: evilbot\nDisallow: /a", True),
        ("User-agent: *\nDisallow: /x\nUser-agent: evilbot\nAllow: /\nUser-agent: *\nDisallow: /a", False),
        ("\ufeffUser-agent: *\r\nCrawl-delay: ²\r\nDisallow: /\r\n", False),
        ("Disallow: /", True),
        ("<!DOCTYPE html><p>Not found: /</p>", True),
    ],
)
def test_the_group_for_us_comes_before_the_one_for_everybody(text: str, is_allowed: bool) -> None:
    assert allows(text, "/a") is is_allowed


def test_sitemaps_are_named_outside_of_groups() -> None:
    text = b"User-agent: x\nSitemap: https://vendor.example/a.xml\nDisallow: /\nSITEMAP:/b.xml"

    assert robots.read(text).sitemaps == ("https://vendor.example/a.xml", "/b.xml")


@given(st.binary())
def test_any_bytes_are_read(data: bytes) -> None:
    url = urls.read(SITE)
    assert url is not None
    assert robots.read(b"User-agent: *\nDisallow: " + data).allows(url) in {True, False}


@pytest.mark.parametrize(
    "line",
    [
        "User-agent: *\n",
        "User-agent: bot-{}\n",
        "Disallow: /*a*a*a*a*a*b\n",
        "Disallow: //[\n",
        "Sitemap: x\n",
    ],
)
def test_a_large_file_is_read_in_time(line: str) -> None:
    many = "".join(line.format(number) for number in range(robots.LARGEST // 2 // len(line)))
    rules = "Disallow: /*a*b\n" * (robots.LARGEST // 2 // 16)
    url = urls.read(f"{SITE}/{'a' * 1900}")
    assert url is not None
    began = time.monotonic()

    read = robots.read(f"User-agent: *\n{many}{rules}".encode())
    for _ in range(100):
        read.allows(url)

    assert time.monotonic() - began < 4
