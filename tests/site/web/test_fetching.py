from __future__ import annotations

import hashlib
import os
import re
import socket
from typing import TYPE_CHECKING

import pytest

from privacyctl.model.look_reason import LookReason
from privacyctl.site.web.fetching import Answer, fetch

if TYPE_CHECKING:
    from helpers.servers import Origin, Wire

PAGE = "<h1>What our customers say</h1><p>Great tool, saved us weeks. Ann L., Acme GmbH</p>"


def test_a_page_is_read_with_what_it_is_known_again_by(origin: Origin) -> None:
    origin.page("/customers", PAGE, ETag='"abc"', Last_Modified="Sun, 22 Nov 2026 12:00:00 GMT")

    assert fetch(f"{origin.url}customers") == Answer(
        url=f"{origin.url}customers",
        final_url=f"{origin.url}customers",
        status=200,
        etag='"abc"',
        last_modified="Sun, 22 Nov 2026 12:00:00 GMT",
        content_type="text/html",
        charset="utf-8",
        body=PAGE.encode(),
        sha256=hashlib.sha256(PAGE.encode()).digest(),
    )


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_packed_page_is_hashed_as_it_is_read(origin: Origin, coding: str) -> None:
    origin.page("/", PAGE, coding=coding)

    answer = fetch(origin.url)

    assert answer.body == PAGE.encode()
    assert answer.sha256 == hashlib.sha256(PAGE.encode()).digest()


def test_a_page_in_chunks_is_put_together(origin: Origin) -> None:
    origin.script(
        "/",
        lambda wire: wire.answer(
            200, {"Transfer-Encoding": "chunked"}, b"3\r\nAnn\r\n4\r\n Lee\r\n0\r\n\r\n"
        ),
    )

    assert fetch(origin.url).body == b"Ann Lee"


def test_it_says_who_asks_and_asks_as_a_browser_does(origin: Origin) -> None:
    origin.page("/", PAGE, Set_Cookie="seen=yes")
    fetch(f"{origin.url}?page=2#part")
    fetch(origin.url)

    first, second = origin.asked
    assert first.path == "/?page=2"
    assert re.fullmatch(r"privacyctl/\S+ \(takedown verification\)", first.headers["User-Agent"])
    assert first.headers["Host"] == f"127.0.0.1:{origin.port}"
    assert first.headers["Accept"].startswith("text/html")
    assert {"gzip", "br"} <= set(first.headers["Accept-Encoding"].split(", "))
    assert {"Cookie", "If-None-Match", "Cache-Control"} & set(second.headers) == set()


def test_a_fresh_page_is_asked_for_past_every_cache(origin: Origin) -> None:
    origin.page("/", PAGE, ETag='"abc"')
    first, second = fetch(f"{origin.url}?page=2", fresh=True), fetch(origin.url, fresh=True)

    assert origin.asked[0].headers["Cache-Control"] == "no-cache"
    assert origin.asked[0].headers["Pragma"] == "no-cache"
    assert re.fullmatch(r"/\?page=2&privacyctl=[0-9a-f]{8}", origin.paths[0])
    assert re.fullmatch(r"/\?privacyctl=[0-9a-f]{8}", origin.paths[1])
    assert origin.paths[0][-8:] != origin.paths[1][-8:]
    assert "If-None-Match" not in origin.asked[1].headers
    assert first.url == f"{origin.url}?page=2"
    assert second.final_url.endswith(origin.paths[1])


@pytest.mark.parametrize("status", [201, 204, 304, 401, 403, 404, 410, 418, 500, 503])
def test_a_status_is_an_answer(origin: Origin, status: int) -> None:
    body = b"" if status in (204, 304) else b"no"
    origin.page("/", body, status=status)

    answer = fetch(origin.url)

    assert (answer.status, answer.body, answer.trouble) == (status, body, None)
    assert answer.is_ok is (status < 300)


@pytest.mark.parametrize(
    ("stated", "kind", "charset"),
    [
        ("text/html", "text/html", None),
        ('Text/HTML; Charset="ISO-8859-1"', "text/html", "iso-8859-1"),
        ("application/xhtml+xml;charset=utf-8;x=y", "application/xhtml+xml", "utf-8"),
        (None, None, None),
        ("nonsense", None, None),
        ("; charset=" + "x" * 1000, None, "x" * 40),
        ('text/html; charset=" utf-8 "', "text/html", " utf-8 "),
        ("text/html; charset='utf-8'", "text/html", "'utf-8'"),
        ("text/html; charset = utf-8", "text/html", None),
        ("text/html; charset=koi8-r; charset=utf-8", "text/html", "koi8-r"),
        ("text/html; charset=koi8-r, text/html; charset=utf-8", "text/html", "utf-8"),
        ("text/html; charset=koi8-r, text/html", "text/html", "koi8-r"),
        ("text/plain; charset=koi8-r, text/html", "text/html", None),
        ("text/html; charset=koi8-r, nonsense", "text/html", "koi8-r"),
    ],
)
def test_the_type_and_its_charset_are_what_the_header_says(
    origin: Origin, stated: str | None, kind: str | None, charset: str | None
) -> None:
    origin.page("/", "Grüße".encode("latin-1"), kind=stated)

    answer = fetch(origin.url)

    assert (answer.content_type, answer.charset) == (kind, charset)
    assert answer.body == b"Gr\xfc\xdfe"


@pytest.mark.parametrize("statuses", [(103,), (100, 102, 103, 103), (199,)])
def test_interim_answers_are_read_past(origin: Origin, statuses: tuple[int, ...]) -> None:
    def script(wire: Wire) -> None:
        for status in statuses:
            wire.send(f"HTTP/1.1 {status} Wait\r\nLink: </a.css>; rel=preload\r\nX: y\r\n\r\n".encode())
        wire.answer(200, {"Content-Type": "text/html"}, b"<p>What our customers say")

    origin.script("/", script)
    answer = fetch(origin.url)

    assert (answer.status, answer.body) == (200, b"<p>What our customers say")


def test_a_server_that_asks_to_come_later_is_busy(origin: Origin) -> None:
    origin.page("/", b"no", Retry_After="120")

    answer = fetch(origin.url)

    assert answer.is_busy
    assert not answer.is_ok


@pytest.mark.parametrize("text", ["", "the printed brochure", "file:///etc/passwd", "ftp://127.0.0.1/"])
def test_what_is_no_page_is_not_asked_for(text: str) -> None:
    assert fetch(text) == Answer(text, text, trouble=LookReason.NO_PAGE)


@pytest.mark.usefixtures("names")
def test_a_name_that_leads_nowhere_gives_no_answer() -> None:
    assert fetch("http://nowhere.example/").trouble is LookReason.NO_ANSWER


def test_a_name_that_is_none_gives_no_answer() -> None:
    assert fetch(f"http://{'x' * 70}.example/").trouble is LookReason.NO_ANSWER


@pytest.mark.usefixtures("loopback")
def test_a_closed_port_gives_no_answer() -> None:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = line.getsockname()[1]

        assert fetch(f"http://127.0.0.1:{port}/").trouble is LookReason.NO_ANSWER


@pytest.mark.usefixtures("trusted")
def test_a_certificate_that_somebody_trusts_is_taken(secure: Origin) -> None:
    secure.page("/", PAGE)

    assert fetch(secure.at("localhost")).body == PAGE.encode()


def test_a_certificate_that_nobody_trusts_is_refused(secure: Origin) -> None:
    assert fetch(secure.at("localhost")).trouble is LookReason.TLS
    assert secure.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name_is_refused(secure: Origin) -> None:
    assert fetch(secure.at("127.0.0.1")).trouble is LookReason.TLS
    assert secure.asked == []


def test_a_server_without_tls_is_no_secure_one(origin: Origin) -> None:
    assert fetch(origin.url.replace("http:", "https:")).trouble is LookReason.TLS


def test_no_proxy_of_the_environment_is_asked(
    origin: Origin, other: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "http_proxy", other.url)
    origin.page("/", PAGE)

    assert fetch(origin.url).body == PAGE.encode()
    assert other.asked == []
