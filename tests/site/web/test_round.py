from __future__ import annotations

import gzip
import io
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from PIL import Image

from helpers.packed_files import locked, pdf
from helpers.terminal import NOON
from privacyctl.model.ids import PublicationId
from privacyctl.model.look import EarlierSighting, Found, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.model.moment import Moment
from privacyctl.model.publication import Kind
from privacyctl.model.target import LogoMark, Target
from privacyctl.site.finding.finder import Finder
from privacyctl.site.presence import Recognition
from privacyctl.site.rounds import Round
from privacyctl.site.web import urls
from privacyctl.site.web.connecting import FetchLimits

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.servers import Edge, Origin

SAMPLE = Path(__file__).with_name("customers.html")
WORDS = "<p>What our customers say about it.</p>"
QUOTE = "Great tool, saved us weeks."
OLD = f"{WORDS}<blockquote>{QUOTE}</blockquote>"
PICTURE = b"\x89PNG acme"
ANN = Target(PublicationId(7), Kind.TESTIMONIAL, is_barred=True, quote=QUOTE, person="Ann Lee")
BO = Target(
    PublicationId(8), Kind.TESTIMONIAL, is_barred=True, quote="Ein großartiges Werkzeug für Größen über 5 MB."
)
ACME = Target(
    PublicationId(9),
    Kind.LOGO,
    is_barred=True,
    logo=LogoMark("acme.png", sha256(PICTURE).digest(), b"likeness"),
)


def png(colour: str) -> bytes:
    """A whole picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def finder() -> Finder:
    return Finder([ANN, BO, ACME])


@pytest.fixture
def going(finder: Finder, origin: Origin) -> Round:
    origin.page("/", WORDS)
    return Round(finder, limits=FetchLimits(read=2, whole=5))


@pytest.fixture(autouse=True)
def _same_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every page for the one on which it was seen: `test_presence` has what makes it another one."""
    monkeypatch.setattr(Recognition, "why_another", lambda *_: None)


def seen(going: Round, url: str, target: Target = ANN) -> list[tuple[Through, Found, LookReason]]:
    """What is seen now, of what was seen at that address before."""
    before = EarlierSighting(1, 5, Moment(NOON), url, Through.PAGE, url, url, 200)
    return [
        (look.through, look.found, look.reason) for look in going.look_at_page(url, url, target, [before])
    ]


def both(found: Found, reason: LookReason) -> list[tuple[Through, Found, LookReason]]:
    return [(Through.PAGE, found, reason), (Through.FRESH, found, reason)]


def test_a_page_is_looked_at_twice(going: Round, origin: Origin) -> None:
    origin.page("/c", OLD)
    url = f"{origin.url}c"

    assert seen(going, url) == both(Found.STILL_THERE, LookReason.SHOWN)
    assert origin.paths[0] == "/c"
    assert origin.paths[-1].startswith("/c?privacyctl=")


def test_a_page_without_it_is_gone(going: Round, origin: Origin) -> None:
    assert seen(going, origin.url) == both(Found.GONE, LookReason.NOT_SHOWN)


def test_an_edge_that_still_serves_the_old_page_shows_it(finder: Finder, origin: Origin, edge: Edge) -> None:
    origin.page("/", OLD)
    assert seen(Round(finder), edge.url) == both(Found.STILL_THERE, LookReason.SHOWN)
    origin.page("/", WORDS)

    assert seen(Round(finder), edge.url) == [
        (Through.PAGE, Found.STILL_THERE, LookReason.SHOWN),
        (Through.FRESH, Found.GONE, LookReason.NOT_SHOWN),
    ]
    edge.purge()
    assert seen(Round(finder), edge.url) == both(Found.GONE, LookReason.NOT_SHOWN)


@pytest.mark.parametrize("status", [404, 410])
def test_a_missing_page_of_a_site_that_is_up_is_gone(going: Round, origin: Origin, status: int) -> None:
    origin.page("/c", "no", status=status)

    assert seen(going, f"{origin.url}c") == both(Found.GONE, LookReason.NOT_FOUND)
    assert seen(going, f"{origin.url}c?page=2") == both(Found.GONE, LookReason.NOT_FOUND)
    assert origin.paths.count("/") == 1


@pytest.mark.parametrize("status", [404, 500, 503])
def test_a_missing_page_of_a_site_that_is_down_proves_nothing(
    going: Round, origin: Origin, status: int
) -> None:
    origin.page("/", "no", status=status)

    assert seen(going, f"{origin.url}c") == both(Found.INCONCLUSIVE, LookReason.SITE_DOWN)


def test_an_error_that_shows_it_is_still_there(going: Round, origin: Origin) -> None:
    origin.page("/c", OLD, status=500)
    origin.page("/d", WORDS, status=503)

    assert seen(going, f"{origin.url}c") == both(Found.STILL_THERE, LookReason.SHOWN)
    assert seen(going, f"{origin.url}d") == both(Found.INCONCLUSIVE, LookReason.HTTP_ERROR)


def test_a_redirect_to_a_login_proves_nothing(going: Round, origin: Origin) -> None:
    origin.redirect("/c", "/account/login?next=/c")
    origin.page("/account/login", WORDS)

    assert seen(going, f"{origin.url}c") == both(Found.INCONCLUSIVE, LookReason.LOGIN)


def test_a_trouble_proves_nothing(going: Round, origin: Origin) -> None:
    origin.page("/c", "x" * 6_000_000)

    assert seen(going, f"{origin.url}c") == both(Found.INCONCLUSIVE, LookReason.TOO_LARGE)


def test_a_place_that_is_no_address_proves_nothing(going: Round) -> None:
    assert seen(going, "the printed brochure") == both(Found.INCONCLUSIVE, LookReason.NO_PAGE)


def test_a_page_is_fetched_once_for_all_that_is_sought_on_it(going: Round, origin: Origin) -> None:
    origin.page("/c", OLD)
    url = f"{origin.url}c"

    assert seen(going, url, ANN) == both(Found.STILL_THERE, LookReason.SHOWN)
    assert seen(going, url, ACME) == both(Found.GONE, LookReason.NOT_SHOWN)
    assert [path.partition("=")[0] for path in origin.paths if urlsplit(path).path == "/c"] == [
        "/c",
        "/c?privacyctl",
    ]


def test_a_logo_is_known_by_what_the_pages_images_show(going: Round, origin: Origin) -> None:
    images = '<img src="img/1.png"><img src="img/1.png"><img src="/img/2.png">'
    origin.page("/c/", WORDS + images)
    origin.page("/c/img/1.png", b"\x89PNG other", kind="image/png")
    origin.page("/img/2.png", PICTURE, kind="image/png")
    url = f"{origin.url}c/"

    assert seen(going, url, ACME) == both(Found.STILL_THERE, LookReason.SHOWN)
    assert [path for path in origin.paths if path.endswith(".png")] == ["/c/img/1.png", "/img/2.png"]
    origin.asked.clear()
    assert seen(going, url, ANN) == both(Found.GONE, LookReason.NOT_SHOWN)
    assert seen(going, url, ACME) == both(Found.STILL_THERE, LookReason.SHOWN)
    assert origin.asked == []


def test_a_picture_is_read_for_its_words_too_whatever_its_name_is(finder: Finder, origin: Origin) -> None:
    origin.page("/c", f'{WORDS}<img src="/1.png"><img src="/2.png">')
    origin.page("/1.png", png("red") + b"\0" * 9_000_000, kind="image/png")
    origin.page("/2.png", f"<svg><text>{QUOTE}</text></svg>", kind="image/svg+xml")

    assert seen(Round(Finder([ANN])), f"{origin.url}c") == both(Found.STILL_THERE, LookReason.SHOWN)
    origin.page("/2.png", "<svg><text>Made by hand</text></svg>", kind="image/svg+xml")
    assert seen(Round(Finder([ANN])), f"{origin.url}c") == both(Found.GONE, LookReason.NOT_SHOWN)


@pytest.mark.parametrize(
    "src", ["http://localhost:{port}/2.png", "http://127.0.0.1:{other}/2.png", "file:///2.png"]
)
def test_images_of_other_sites_are_not_fetched_and_may_be_a_logo(
    going: Round, origin: Origin, other: Origin, src: str
) -> None:
    image = src.format(port=origin.port, other=other.port)
    origin.page("/c", f'{WORDS}<img src="{image}">')

    # A visitor's browser loads no file of the visitor's own for a page.
    may_be = src.startswith("http")
    assert seen(going, f"{origin.url}c", ACME) == (
        both(Found.INCONCLUSIVE, LookReason.UNREAD) if may_be else both(Found.GONE, LookReason.NOT_SHOWN)
    )
    assert seen(going, f"{origin.url}c", ANN) == both(Found.GONE, LookReason.NOT_SHOWN)
    assert other.asked == []
    assert len(origin.asked) == 2


@pytest.mark.parametrize(
    ("size", "status", "reason"),
    [
        (2_000_001, 200, LookReason.UNREAD),
        (10, 500, LookReason.UNREAD),
        (10, 404, None),
        (2_000_000, 200, None),
    ],
)
def test_an_image_that_could_not_be_looked_at_leaves_the_page_unproved(
    going: Round, origin: Origin, size: int, status: int, reason: LookReason | None
) -> None:
    origin.page("/c", f'{WORDS}<img src="/1.png">')
    # A whole picture, however long its file is: what stands behind it does not count.
    origin.page("/1.png", png("red").ljust(size, b"\0"), status=status, kind="image/png")
    expected = both(Found.INCONCLUSIVE, reason) if reason else both(Found.GONE, LookReason.NOT_SHOWN)

    assert seen(going, f"{origin.url}c", ACME) == expected


@pytest.mark.parametrize(
    ("body", "alone"),
    [
        (lambda: png("red"), LookReason.NOT_SHOWN),  # one flat colour shows nothing, and that can be told
        (lambda: png("red")[:40], LookReason.NOT_TEXT),
        (lambda: b"\x89PNG what is this", LookReason.NOT_TEXT),
        (lambda: b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', LookReason.NOT_TEXT),
    ],
)
def test_a_picture_that_cannot_be_read_proves_nothing(
    going: Round, origin: Origin, body: Callable[[], bytes], alone: LookReason
) -> None:
    origin.page("/c", f'{WORDS}<img src="/1.png">')
    origin.page("/1.png", body(), kind="image/png")
    is_read = alone is LookReason.NOT_SHOWN
    found, as_part = (Found.GONE, alone) if is_read else (Found.INCONCLUSIVE, LookReason.UNREAD)

    assert seen(going, f"{origin.url}c", ACME) == both(found, as_part)
    assert seen(going, f"{origin.url}1.png", ACME) == both(found, alone)
    assert seen(going, f"{origin.url}c", ANN) == both(Found.GONE, LookReason.NOT_SHOWN)


def test_an_image_that_the_site_keeps_elsewhere_proves_nothing_of_a_logo(
    going: Round, origin: Origin, other: Origin
) -> None:
    origin.page("/c", f'{WORDS}<img src="/1.png">')
    origin.redirect("/1.png", f"{other.url}1.png")

    assert seen(going, f"{origin.url}c", ACME) == both(Found.INCONCLUSIVE, LookReason.UNREAD)
    assert seen(going, f"{origin.url}c", ANN) == both(Found.GONE, LookReason.NOT_SHOWN)
    assert other.asked == []


def test_a_page_of_too_many_images_is_unproved(going: Round, origin: Origin) -> None:
    origin.page("/c", WORDS + "".join(f'<img src="/{number}.png">' for number in range(61)))

    assert seen(going, f"{origin.url}c", ACME) == both(Found.INCONCLUSIVE, LookReason.UNREAD)
    assert len(origin.asked) == 62


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"<h1>Sign in</h1><form><input name=user><input type=password></form>{WORDS}", LookReason.LOGIN),
        (
            "<div id=app></div><script>" + "start();" * 100 + "</script><noscript>Enable it</noscript>",
            LookReason.SCRIPT_ONLY,
        ),
        (
            "<h1>Just a moment...</h1><p>Checking your browser before you access vendor.example.</p>",
            LookReason.ROBOT_WALL,
        ),
        ("\0\1\2" * 100, LookReason.NOT_TEXT),
        ("", LookReason.EMPTY),
        ("<html><body><p>Coming soon</p></body></html>", LookReason.EMPTY),
        (f"{WORDS}<p>Our thanks go to Ann Lee, who told us of this fault.</p>", LookReason.DOUBTFUL),
    ],
)
def test_a_page_that_hides_or_hints_proves_nothing(
    going: Round, origin: Origin, body: str, reason: LookReason
) -> None:
    origin.page("/c", body)

    assert seen(going, f"{origin.url}c") == both(Found.INCONCLUSIVE, reason)


@pytest.mark.parametrize(
    ("kind", "meta", "encoding"),
    [
        ("text/html; charset=utf-8", "utf-8", "utf-8"),
        ("text/html; charset=iso-8859-1", "utf-8", "latin-1"),
        ("text/html; charset=utf-8", "utf-8", "latin-1"),
        ("text/html; charset=no-such", "utf-8", "utf-8"),
        ("text/html", "windows-1252", "windows-1252"),
        ("text/html; charset=utf-16", "", "utf-16"),
        ("text/html; charset=windows-1252", "", "utf-8-sig"),
        ("text/plain", "", "utf-8"),
        (None, "", "latin-1"),
    ],
)
def test_a_quote_is_known_in_whatever_charset_the_page_says(
    going: Round, origin: Origin, kind: str | None, meta: str, encoding: str
) -> None:
    page = f'<meta charset="{meta}">{WORDS}<blockquote>{BO.quote}</blockquote>'
    origin.page("/c", page.encode(encoding), kind=kind)

    assert seen(going, f"{origin.url}c", BO) == both(Found.STILL_THERE, LookReason.SHOWN)


def test_the_vendors_page_shows_it_until_it_is_taken_out(
    going: Round, origin: Origin, finder: Finder
) -> None:
    page = SAMPLE.read_text("utf-8")
    origin.page("/c", page, coding="br")
    origin.page("/img/logos/acme.svg", "<svg/>", kind="image/svg+xml")
    url = f"{origin.url}c"
    looks = going.look_at_page("/c", url, ANN)

    assert {look.found for look in looks} == {Found.STILL_THERE}
    assert all(look.snippet and "saved us weeks" in look.snippet for look in looks)
    origin.page("/c", WORDS, coding="gzip")
    assert seen(Round(finder), url) == both(Found.GONE, LookReason.NOT_SHOWN)


def test_a_site_below_a_path_is_up_where_its_own_page_answers(finder: Finder, origin: Origin) -> None:
    origin.page("/project/", WORDS)
    origin.page("/", "no", status=500)
    going = Round(finder, site=urls.read(f"{origin.url}project/"))

    assert seen(going, f"{origin.url}project/c") == both(Found.GONE, LookReason.NOT_FOUND)
    assert "/project/" in origin.paths
    assert "/" not in origin.paths


def refresh(content: str) -> str:
    return f'<meta http-equiv="refresh" content="{content}">{WORDS}'


@pytest.mark.parametrize("content", ["0; url=/new", "20;/new", "0 new"])
def test_a_refresh_is_followed_as_a_redirect_is(going: Round, origin: Origin, content: str) -> None:
    origin.page("/c", refresh(content))
    origin.page("/d", WORDS, Refresh=content)
    origin.page("/new", OLD)

    for page in ("c", "d"):
        looks = going.look_at_page(page, f"{origin.url}{page}", ANN)
        assert [look.found for look in looks] == [Found.STILL_THERE] * 2
        assert looks[0].final_url == f"{origin.url}new"
    origin.page("/new", WORDS)
    assert seen(Round(going.finder), f"{origin.url}c") == both(Found.INCONCLUSIVE, LookReason.MOVED)


def test_what_a_page_shows_before_it_goes_on_is_shown(going: Round, origin: Origin) -> None:
    origin.page("/c", refresh("15; url=/new") + OLD)
    origin.page("/new", WORDS)
    origin.page("/d", refresh(f"0; url={origin.at('localhost')}") + OLD)

    assert seen(going, f"{origin.url}c") == both(Found.STILL_THERE, LookReason.SHOWN)
    assert seen(going, f"{origin.url}d") == both(Found.STILL_THERE, LookReason.SHOWN)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("0; url=http://localhost:1/", LookReason.REDIRECTED_AWAY),
        ("0; url=http://ann:secret@127.0.0.1/", LookReason.REDIRECTED_AWAY),
        ("0; url=/b", LookReason.REDIRECT_LOOP),
        ("0; url=/none", LookReason.MOVED),
        ("60; url=/new", LookReason.UNREAD),
        ("60", LookReason.NOT_SHOWN),
        ("0; url=/c", LookReason.NOT_SHOWN),
        ("0; url=#top", LookReason.NOT_SHOWN),
        ("0; url=javascript:alert(1)", LookReason.NOT_SHOWN),
    ],
)
def test_where_a_refresh_leads_is_judged(
    going: Round, origin: Origin, content: str, reason: LookReason
) -> None:
    origin.page("/c", refresh(content))
    origin.page("/b", refresh("0; url=/c"))

    assert {one for _, _, one in seen(going, f"{origin.url}c")} == {reason}


def test_where_only_a_browser_without_scripts_goes_is_read_too(going: Round, origin: Origin) -> None:
    origin.page("/c", f"<noscript>{refresh('0; url=/plain')}</noscript>")
    origin.page("/plain", OLD)

    looks = going.look_at_page("/c", f"{origin.url}c", ANN)

    assert [look.found for look in looks] == [Found.STILL_THERE] * 2
    assert looks[0].final_url == f"{origin.url}c"


def test_a_server_that_asks_to_come_later_proves_nothing(going: Round, origin: Origin) -> None:
    origin.page("/c", "no", status=404, Retry_After="60")
    origin.page("/d", WORDS, Retry_After="60")

    assert seen(going, f"{origin.url}c") == both(Found.INCONCLUSIVE, LookReason.HTTP_ERROR)
    assert seen(going, f"{origin.url}d") == both(Found.INCONCLUSIVE, LookReason.HTTP_ERROR)


def test_a_page_that_is_a_pdf_is_read_whatever_its_type(going: Round, origin: Origin) -> None:
    origin.page("/c", pdf("What our customers say", QUOTE), kind="application/pdf")
    origin.page("/d", pdf("What our customers say about our work."), kind="text/html")
    origin.page("/e", locked(pdf(QUOTE), "secret"), kind="application/pdf")
    origin.page("/f", gzip.compress(OLD.encode()))

    assert seen(going, f"{origin.url}c") == both(Found.STILL_THERE, LookReason.SHOWN)
    assert seen(going, f"{origin.url}d") == both(Found.GONE, LookReason.NOT_SHOWN)
    assert [str(one) for one in going.look_at_page("/e", f"{origin.url}e", ANN)[0].unread] == [
        "/e is encrypted, or may not be read"
    ]
    assert seen(going, f"{origin.url}f") == both(Found.STILL_THERE, LookReason.SHOWN)
