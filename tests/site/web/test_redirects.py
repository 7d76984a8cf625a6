from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from privacyctl.model.look_reason import LookReason
from privacyctl.site.web.fetching import fetch

if TYPE_CHECKING:
    from helpers.servers import Origin, Wire

PAGE = b"What our customers say"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_on_the_site_is_followed(origin: Origin, status: int) -> None:
    origin.redirect("/old", "new/?page=2", status)
    origin.page("/new/", PAGE)

    answer = fetch(f"{origin.url}old")

    assert (answer.body, answer.redirects, answer.trouble) == (PAGE, 1, None)
    assert (answer.url, answer.final_url) == (f"{origin.url}old", f"{origin.url}new/?page=2")


def test_a_redirect_says_where_in_utf_8(origin: Origin) -> None:
    origin.redirect("/", "/käse")
    origin.page("/k%C3%A4se", PAGE)

    assert fetch(origin.url).body == PAGE


@pytest.mark.parametrize(
    ("host", "other"), [("vendor.example", "www.vendor.example"), ("www.vendor.example", "vendor.example")]
)
def test_the_www_of_a_host_is_the_same_site(
    origin: Origin, names: dict[str, str], host: str, other: str
) -> None:
    names |= {host: "127.0.0.1", other: "127.0.0.1"}
    origin.redirect("/", f"{origin.at(other)}home")
    origin.page("/home", PAGE)

    assert fetch(origin.at(host)).final_url == f"{origin.at(other)}home"
    assert [asked.headers["Host"].partition(":")[0] for asked in origin.asked] == [host, other]


def test_a_public_site_leads_to_no_private_address(origin: Origin, names: dict[str, str]) -> None:
    names |= {"vendor.example": "93.184.216.34", "www.vendor.example": "127.0.0.1"}
    origin.redirect("/", origin.at("www.vendor.example") + "admin")
    origin.page("/admin", PAGE)

    answer = fetch(origin.at("vendor.example"))

    assert (answer.trouble, answer.body) == (LookReason.REDIRECTED_AWAY, b"")
    assert origin.paths == ["/"]


def test_a_public_site_leads_to_its_public_www(origin: Origin, names: dict[str, str]) -> None:
    names |= {"vendor.example": "93.184.216.34", "www.vendor.example": "93.184.216.35"}
    origin.redirect("/", origin.at("www.vendor.example") + "home")
    origin.page("/home", PAGE)

    assert fetch(origin.at("vendor.example")).body == PAGE


def test_another_host_is_not_followed(origin: Origin) -> None:
    origin.redirect("/", origin.at("localhost"))

    answer = fetch(origin.url)

    assert (answer.trouble, answer.status) == (LookReason.REDIRECTED_AWAY, 302)
    assert answer.final_url == origin.at("localhost")
    assert origin.paths == ["/"]


def test_another_port_is_not_followed(origin: Origin, other: Origin) -> None:
    origin.redirect("/", other.url)

    assert fetch(origin.url).trouble is LookReason.REDIRECTED_AWAY
    assert other.asked == []


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd", "javascript:alert(1)", "data:text/html,gone", "http://ann:secret@{host}/", "//[",
        "https://{host}.evil.example/", "ftp://{host}/", "http://" + "x" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_page_is_not_followed(origin: Origin, to: str) -> None:
    origin.redirect("/", to.format(host=f"127.0.0.1:{origin.port}"))

    answer = fetch(origin.url)

    assert (answer.trouble, answer.body) == (LookReason.REDIRECTED_AWAY, b"")
    assert "secret" not in answer.final_url
    assert origin.paths == ["/"]


@pytest.mark.usefixtures("trusted")
def test_no_redirect_leaves_tls(secure: Origin) -> None:
    secure.redirect("/", secure.at("localhost").replace("https:", "http:"))

    assert fetch(secure.at("localhost")).trouble is LookReason.REDIRECTED_AWAY


def test_a_loop_ends(origin: Origin) -> None:
    origin.redirect("/a", "/b")
    origin.redirect("/b", "/a")

    assert fetch(f"{origin.url}a").trouble is LookReason.REDIRECT_LOOP
    assert fetch(f"{origin.url}a", fresh=True).trouble is LookReason.REDIRECT_LOOP
    assert len(origin.asked) == 4


def test_ten_redirects_are_followed_and_no_more(origin: Origin) -> None:
    for number in range(11):
        origin.redirect(f"/{number}", f"/{number + 1}")
    origin.page("/11", PAGE)

    assert fetch(f"{origin.url}1").body == PAGE
    assert fetch(f"{origin.url}0").trouble is LookReason.REDIRECT_LOOP


def test_a_fresh_page_stays_fresh_behind_a_redirect(origin: Origin) -> None:
    origin.redirect("/old", "/new")
    origin.page("/new", PAGE)
    fetch(f"{origin.url}old", fresh=True)

    assert [path.partition("?privacyctl=")[0] for path in origin.paths] == ["/old", "/new"]
    assert all(asked.headers["Cache-Control"] == "no-cache" for asked in origin.asked)
    assert all("?privacyctl=" in path for path in origin.paths)


def test_a_site_may_drop_the_parameter_of_a_fresh_page(origin: Origin) -> None:
    def answer(wire: Wire) -> None:
        if "?" in wire.asked.path:
            wire.answer(301, {"Location": "/"})
        else:
            wire.answer(200, {}, PAGE)

    origin.script("/", answer)

    assert fetch(origin.url, fresh=True).body == PAGE


def test_a_redirect_that_says_no_place_is_an_answer(origin: Origin) -> None:
    origin.page("/", PAGE, status=302)

    answer = fetch(origin.url)

    assert (answer.status, answer.trouble) == (302, None)


@pytest.mark.parametrize("first", ["10.1.2.3", "64:ff9b::10.1.2.3", "2002:a01:203::1", "::10.1.2.3"])
def test_a_host_with_one_private_address_is_private(
    origin: Origin, names: dict[str, str], monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    names |= {"vendor.example": "93.184.216.34"}
    there = [(socket.AF_INET, 0, 0, "", (one, 80)) for one in ("93.184.216.34", first)]
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *how, **more: there if host[:3] == "www" else look_up(host, *how, **more),
    )
    origin.redirect("/", origin.at("www.vendor.example") + "admin")

    assert fetch(origin.at("vendor.example")).trouble is LookReason.REDIRECTED_AWAY
    assert origin.paths == ["/"]


def test_what_a_public_page_names_is_not_fetched_from_a_private_address(
    origin: Origin, names: dict[str, str]
) -> None:
    names |= {"vendor.example": "93.184.216.34"}
    origin.page("/", PAGE)
    answer = fetch(origin.at("vendor.example"))
    assert answer.is_public
    names |= {"vendor.example": "127.0.0.1"}

    assert (
        fetch(origin.at("vendor.example"), must_be_public=answer.is_public).trouble
        is LookReason.REDIRECTED_AWAY
    )
    assert fetch(origin.at("vendor.example")).body == PAGE
