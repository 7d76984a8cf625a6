"""What a refresh says, as Chromium was seen to read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.targets import finder
from privacyctl.model.target import Refresh
from privacyctl.site.refreshing import refresh_of


@pytest.mark.parametrize(
    "content",
    [
        "0; url=/t", "0;url=/t", "0, url=/t", "0 /t", "0;/t", "0; /t", "0 url=/t", "0 ;url=/t", "0;url='/t'",
        '0;url="/t"x', "0;url= /t", "0; URL = /t", "0;'/t'", ".5;url=/t", "0.9;url=/t", " 0;url=/t", "0; url='/t",
        "0;\turl=/t", "0\x0b;url=/t", "000;url=/t", "0; url ='  /t '", "0..;/t",
    ],
)  # fmt: skip
def test_a_browser_is_sent_on_at_once(content: str) -> None:
    assert refresh_of(content) == Refresh(0, "/t")


@pytest.mark.parametrize(
    ("content", "refresh"),
    [
        ("0; ur=/t", Refresh(0, "ur=/t")),
        ("0; u=/t", Refresh(0, "u=/t")),
        ("0;url/t", Refresh(0, "url/t")),
        ("0;;url=/t", Refresh(0, ";url=/t")),
        ("0;,/t", Refresh(0, ",/t")),
        ("0;url=/t;x", Refresh(0, "/t;x")),
        ("0;url=", Refresh(0, "")),
        ("0", Refresh(0, "")),
        ("300;", Refresh(300, "")),
        ("21;/t", Refresh(21, "/t")),
        ("99999999999999999999;url=/t", Refresh(999_999_999, "/t")),
    ],
)
def test_the_address_and_the_seconds_are_what_html_makes_of_them(content: str, refresh: Refresh) -> None:
    assert refresh_of(content) == refresh


@pytest.mark.parametrize(
    "content", ["", ".;url=/t", "0x;url=/t", "x;url=/t", "-1;url=/t", "+0;url=/t", "1e;/t", "\u0660;/t"]
)
def test_what_is_malformed_sends_nobody_on(content: str) -> None:
    assert refresh_of(content) is None


def test_twenty_seconds_are_soon() -> None:
    assert Refresh(20, "/t").is_soon
    assert not Refresh(21, "/t").is_soon


@given(st.text())
def test_any_content_is_a_refresh_or_none(content: str) -> None:
    found = refresh_of(content)

    assert found is None or found.seconds >= 0


@pytest.mark.parametrize(
    ("page", "refreshes"),
    [
        ('<meta http-equiv="refresh" content="0; t">', [Refresh(0, "t")]),
        ("<p>x<META HTTP-EQUIV=REFRESH CONTENT='0;/t'>", [Refresh(0, "/t")]),
        ('<base href="/x/"><meta http-equiv="refresh" content="0; t">', [Refresh(0, "/x/t")]),
        ('<meta http-equiv="refresh" content="300">', []),
        (
            '<noscript><meta http-equiv="refresh" content="0; t"></noscript>',
            [Refresh(0, "t", is_without_scripts=True)],
        ),
        ('<template><meta http-equiv="refresh" content="0; t"></template>', []),
        ('<meta http-equiv=" refresh" content="0; t">', []),
        ('<!-- <meta http-equiv="refresh" content="0; t"> -->', []),
    ],
)
def test_a_page_says_where_it_sends_a_browser(page: str, refreshes: list[Refresh]) -> None:
    assert list(finder().look(page.encode(), "p.html").refreshes) == refreshes
