"""What a page loads of its own host is a part of it: read, or named. What lies elsewhere is told apart."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from hashlib import sha256

import pytest
from PIL import Image, ImageDraw

from helpers.planting import page
from helpers.targets import ACME, ANN, BOX, QUOTE
from privacyctl.model.ids import PublicationId
from privacyctl.model.look_reason import LookReason
from privacyctl.model.page_part import PartKind as Part
from privacyctl.model.publication import Kind
from privacyctl.model.target import LogoMark, Seen, Target
from privacyctl.model.unread import WhyUnread as Why
from privacyctl.site.finding.finder import Finder
from privacyctl.site.logos.likeness import likeness
from privacyctl.site.subresources import SubresourceBounds, Subresources
from privacyctl.site.web.fetching import Answer

SITE = "https://v.example"
SAID = f"<p>{QUOTE}</p>"
JS, CSS, SVG, HTML = "text/javascript", "text/css", "image/svg+xml", "text/html"


class Web:
    """Answers by address; every other address of the site is not found."""

    def __init__(self, *targets: Target, bounds: SubresourceBounds | None = None) -> None:
        self.finder = Finder(targets or (ANN, ACME))
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.subresources = Subresources(self.finder, self.fetch, bounds or SubresourceBounds())

    def put(self, path: str, body: str | bytes = "", kind: str = HTML, status: int | None = 200) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.answers[f"{SITE}{path}"] = Answer("", "", status, content_type=kind, body=data)

    def fail(self, path: str, trouble: LookReason, final: str = "") -> None:
        self.answers[f"{SITE}{path}"] = Answer("", final, trouble=trouble)

    def fetch(self, url: str, **_: object) -> Answer:
        self.asked.append(url.removeprefix(SITE))
        found = self.answers.get(url, Answer("", "", 404, content_type=HTML))
        return replace(found, url=url, final_url=found.final_url or url)

    def look(self, markup: str, path: str = "/c/customers.html") -> Seen:
        body = page(markup).encode()
        seen = self.finder.look(body, path, HTML, "utf-8")
        return self.subresources.added(Answer(f"{SITE}{path}", f"{SITE}{path}", 200, body=body), seen)


def unread(seen: Seen) -> list[str]:
    return [str(one) for one in seen.unread]


def beyond(seen: Seen) -> list[str]:
    return [str(one) for one in seen.beyond]


@pytest.mark.parametrize(
    ("markup", "path", "body", "kind", "part"),
    [
        ("<iframe src=w.html></iframe>", "/c/w.html", SAID, HTML, Part.FRAME),
        ("<object data=/w></object>", "/w", SAID, HTML, Part.FRAME),
        ("<script src=/a.js></script>", "/a.js", f"x='{QUOTE}'", JS, Part.SCRIPT),
        ("<script src=/a></script>", "/a", f"x='{QUOTE}'", "", Part.SCRIPT),
        ("<link rel=stylesheet href=/a.css>", "/a.css", f"a::before{{content:'{QUOTE}'}}", CSS, Part.STYLE),
        ("<script>fetch('/q.json')</script>", "/q.json", f'["{QUOTE}"]', "application/json", Part.DATA),
        ("<div data-include=/w.html></div>", "/w.html", SAID, HTML, Part.DATA),
        ("<img src=/q.svg>", "/q.svg", f"<svg><text>{QUOTE}</text></svg>", SVG, Part.DRAWING),
        ("<video><track src=/t.vtt></video>", "/t.vtt", f"WEBVTT\n\n{QUOTE}", "text/vtt", Part.DATA),
        ("<?xml-stylesheet href='/x.xsl'?>", "/x.xsl", SAID, "text/xml", Part.DATA),
    ],
)
def test_a_sighting_says_in_what_part_it_is(markup: str, path: str, body: str, kind: str, part: Part) -> None:
    web = Web()
    web.put(path, body, kind)
    found = [one for one in web.look(markup).sightings if one.is_sure]

    assert {(one.part, one.resource) for one in found} == {(part, path)}
    assert found[0].told.startswith(f"{path}: ")


def test_a_sighting_in_the_page_itself_says_so_too() -> None:
    script, style = f"<script>x='{QUOTE}'</script>", f"<style>a{{content:'{QUOTE}'}}</style>"
    beside = f"<p title='{QUOTE}'></p>\n{script}\n{style}\n<!--{QUOTE}-->"
    found = Web().look(beside).sightings

    assert {one.part for one in found} == {Part.ATTRIBUTE, Part.SCRIPT, Part.STYLE, Part.REMARK}
    assert {one.resource for one in found} == {None}
    assert Web().look(SAID + beside.replace("\n", "")).sightings[0].part is Part.TEXT


def test_each_address_is_fetched_once_for_all_pages() -> None:
    web = Web()
    web.put("/a.js", "1", JS)
    for path in ("/x", "/y", "/x"):
        web.look("<script src=/a.js></script><script src='/a.js'></script><img src=/none.png>", path)

    assert web.asked == ["/a.js", "/none.png"]


def test_addresses_start_where_they_stand() -> None:
    web = Web()
    web.put("/c/s/a.css", "@import 'b.css';", CSS)
    web.put("/c/s/b.css", "a{background:url(../i/q.svg)}", CSS)
    web.put("/c/i/q.svg", f"<svg><desc>{QUOTE}</desc></svg>", SVG)

    assert web.look("<link rel=stylesheet href=s/a.css>").sightings[0].resource == "/c/i/q.svg"


def test_a_name_without_a_folder_is_looked_for_where_scripts_add_names() -> None:
    web = Web()
    web.put("/l.json", '["q.svg"]', "application/json")
    web.put("/logos/q.svg", f"<svg><desc>{QUOTE}</desc></svg>", SVG)

    assert web.look("<script>fetch('/l.json').then(l=>i.src='/logos/'+l[0])</script>").sightings


@pytest.mark.parametrize(
    "markup",
    [
        "<style>@font-face{src:url(/a.woff2)}</style>",
        "<img src='/img/${name}.png'>",
        "<img src='/{{ logo }}'>",
        "<iframe src=/film.mp4></iframe>",
        "<div data-app=/setup.exe></div>",
        "<img src=data:image/gif;base64,R0lGODlhAQ>",
        "<iframe src=about:blank></iframe>",
        "<a href=/w.html>x</a>",
        "<img src='#'>",
        "<iframe src=javascript:void(0)></iframe>",
    ],
)
def test_what_shows_nothing_and_what_is_no_address_is_not_fetched(markup: str) -> None:
    web = Web()

    assert unread(web.look(markup)) == []
    assert web.asked == []


def test_a_frame_in_a_frame_is_read_and_no_third_one() -> None:
    web = Web()
    for number in range(4):
        web.put(f"/{number}", f"<iframe src=/{number + 1}></iframe>")
    seen = web.look("<iframe src=/0></iframe>")

    assert web.asked == ["/0", "/1"]
    assert unread(seen) == ["/2 is one part more than a look reads"]


def test_a_frame_that_leads_on_is_followed() -> None:
    web = Web()
    web.put("/a", "<meta http-equiv=refresh content='0; /b'>")
    web.put("/b", SAID)

    assert web.look("<iframe src=/a></iframe>").sightings


def test_a_part_that_includes_itself_or_its_page_is_read_once() -> None:
    web = Web()
    web.put("/a", "<iframe src=/a></iframe><iframe src=/c/customers.html></iframe>")

    assert unread(web.look("<iframe src=/a></iframe>")) == []
    assert web.asked == ["/a"]


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        (LookReason.TOO_LARGE, Why.TOO_LARGE),
        (LookReason.NO_ANSWER, Why.NO_ANSWER),
        (LookReason.TOO_SLOW, Why.NO_ANSWER),
        (LookReason.TLS, Why.NO_ANSWER),
        (LookReason.NOT_TEXT, Why.UNKNOWN),
        (LookReason.REDIRECT_LOOP, Why.HTTP_ERROR),
    ],
)
def test_what_could_not_be_had_is_named(trouble: LookReason, why: Why) -> None:
    web = Web()
    web.fail("/a.js", trouble)

    assert unread(web.look("<script src=/a.js></script>")) == [f"/a.js {why.value}"]


@pytest.mark.parametrize(
    ("status", "is_named"), [(404, False), (410, False), (500, True), (403, True), (429, True)]
)
def test_an_error_is_named_and_what_is_not_there_shows_nothing(status: int, is_named: bool) -> None:
    web = Web()
    web.put("/w", "<p>Oh</p>", status=status)

    assert bool(unread(web.look("<iframe src=/w></iframe>"))) is is_named


@pytest.mark.parametrize(
    ("status", "is_named"), [(404, False), (405, False), (403, False), (429, True), (502, True)]
)
def test_a_text_that_only_looks_like_an_address_is_named_where_something_is_there(
    status: int, is_named: bool
) -> None:
    web = Web()
    web.put("/w", "<p>Oh</p>", status=status)

    assert bool(unread(web.look("<div data-load=/w></div>"))) is is_named


def test_what_an_error_says_is_read_all_the_same() -> None:
    web = Web()
    web.put("/w", SAID, status=404)

    assert web.look("<iframe src=/w></iframe>").sightings


@pytest.mark.parametrize(
    ("bounds", "named"),
    [
        (SubresourceBounds(texts=2), "/2.js is one part more than a look reads"),
        (SubresourceBounds(bytes=5), "/1.js is one part more than a look reads"),
        (SubresourceBounds(seconds=-1), "/0.js is one part more than a look reads"),
    ],
)
def test_a_bound_that_is_hit_is_named(bounds: SubresourceBounds, named: str) -> None:
    web = Web(bounds=bounds)
    for number in range(3):
        web.put(f"/{number}.js", "var x = 1", JS)
    seen = web.look("".join(f"<script src=/{number}.js></script>" for number in range(3)))

    assert unread(seen)[0] == named


def test_other_hosts_are_named_and_asked_nothing() -> None:
    web = Web()
    seen = web.look(
        "<script src=https://count.example/a.js></script><iframe src='//film.example/1'></iframe>"
        "<img src=https://cdn.example/1.png><link rel=stylesheet href=https://cdn.example/a.css>"
    )

    assert web.asked == []
    assert unread(seen) == []
    assert beyond(seen) == [
        "a script of count.example lies on another host, and is not fetched",
        "a frame of film.example lies on another host, and is not fetched",
        "a style sheet of cdn.example lies on another host, and is not fetched",
        "a picture of cdn.example lies on another host, and is not fetched",
    ]


def test_what_an_own_address_leads_to_elsewhere_is_of_another_host() -> None:
    web = Web()
    web.fail("/a.js", LookReason.REDIRECTED_AWAY, "https://count.example/a.js")
    web.fail("/1.png", LookReason.REDIRECTED_AWAY, "https://cdn.example/1.png")
    seen = web.look("<script src=/a.js></script><img src=/1.png>")

    assert beyond(seen) == ["a script of count.example lies on another host, and is not fetched"]
    assert [(one.what, one.is_picture) for one in seen.unread] == [("/1.png", True)]


def test_an_address_that_a_script_works_out_is_told_apart() -> None:
    web = Web()
    web.put("/a.js", "fetch('/api/'+id)", JS)
    seen = web.look("<script src=/a.js></script><script>fetch(u)</script>")

    assert unread(seen) == []
    assert beyond(seen) == [
        "a part of /c/customers.html has an address that only a browser works out",
        "/a.js has an address that only a browser works out",
    ]


def test_texts_that_lead_nowhere_are_soon_left() -> None:
    web = Web()
    web.put("/a.js", "".join(f"r('./lang/{n}.json');" for n in range(50)), JS)
    seen = web.look("<script src=/a.js></script>")

    assert len(web.asked) == 11
    assert unread(seen) == []
    assert beyond(seen) == ["/a.js has an address that only a browser works out"]


def test_what_a_page_loads_that_says_not_found_is_no_part_of_another_page() -> None:
    chunks = "<script>push('static/a.js', 'static/b.js', 'static/app/c.js')</script>"
    web = Web(bounds=SubresourceBounds(texts=20))

    def fetch(url: str, **_: object) -> Answer:
        web.asked.append(url)
        return Answer(url, url, 404, content_type=HTML, body=page(chunks).encode())

    web.subresources = Subresources(web.finder, fetch, SubresourceBounds(texts=20))
    assert unread(web.look(chunks)) == []
    assert len(web.asked) <= 9  # each from the page and from the root


def test_a_page_of_little_but_frames_shows_what_is_in_them() -> None:
    web = Web()
    web.put("/w", "<p>Something else.</p>")

    for markup, goes_on in (
        ("<iframe src=/w></iframe>", False),
        ("<iframe src=https://other.example></iframe>", True),
    ):
        body = f"<h1>Customers</h1>{markup}".encode()
        seen = web.finder.look(body, "/c", HTML)
        assert seen.goes_on
        assert web.subresources.added(Answer(f"{SITE}/c", f"{SITE}/c", 200), seen).goes_on is goes_on


def test_a_page_that_its_scripts_make_is_known_by_what_they_say() -> None:
    web = Web()
    web.put(
        "/a.js",
        "e('This is what the page says of itself, and it has words enough to be known again by them')",
        JS,
    )
    body = b"<div id=root></div><script src=/a.js></script>"
    seen = web.finder.look(body, "/c", HTML)
    whole = web.subresources.added(Answer(f"{SITE}/c", f"{SITE}/c", 200), seen)

    assert seen.is_script_only
    assert not whole.is_script_only
    assert whole.words > 15
    assert "known" in whole.forms


def test_a_script_that_names_a_company_in_passing_tells_nothing_of_a_page() -> None:
    web = Web(ACME, BOX)
    web.put("/index.json", '["We met the people of Acme GmbH and Box at a fair"]', "application/json")
    web.put("/w", "<p>We met the people of Acme GmbH at a fair.</p>")

    assert web.look("<script>fetch('/index.json')</script>").sightings == ()
    assert [one.is_sure for one in web.look("<iframe src=/w></iframe>").sightings] == [False]


def drawing(shift: int = 0) -> str:
    leaf = "M52 52 C52 20 70 8 84 8 L84 22 C74 22 66 32 66 52 Z"
    return f"M{8 + shift} 52 L8 8 L30 8 L44 30 L30 52 Z {leaf} M90 8 L112 8 L112 20 Z"


def picture(colour: str = "navy") -> Image.Image:
    image = Image.new("RGB", (200, 100), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((10, 20, 70, 80), fill=colour)
    draw.rectangle((100, 30, 190, 45), fill="black")
    draw.rectangle((100, 60, 150, 70), fill="red")
    return image


def saved(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def logo(data: bytes, name: str) -> Target:
    mark = LogoMark(name, sha256(data).digest(), likeness(data))
    return Target(PublicationId(3), Kind.LOGO, is_barred=True, company="Zed Werk", logo=mark)


DRAWN = logo(f"<svg viewBox='0 0 120 60'><path d='{drawing()}'/></svg>".encode(), "m-3.svg")
PAINTED = logo(saved(picture()), "m-3.png")


@pytest.mark.parametrize(
    "markup",
    [
        "<svg viewBox='0 0 120 60'><path d='{d}'/></svg>",
        '<svg viewBox=0,0,120,60><path d="{d}" fill=red /></svg>',
        "<svg hidden><symbol id=l7 viewBox='0 0 120 60'><path d='{d}'/></symbol></svg><svg><use href=#l7></use></svg>",
        "<svg><defs><g id=l7><path d='{d}'/></g></defs></svg><svg><use xlink:href='#l7'/></svg>",
        "<script>q.innerHTML='<svg><path d=\"{d}\"/></svg>'</script>",
        "<script>e('svg',{{viewBox:'0 0 120 60'}},e('path',{{d:'{d}'}}))</script>",
        "<div data-icon=\"&lt;svg&gt;&lt;path d='{d}'/&gt;&lt;/svg&gt;\"></div>",
        "<svg><use href=/sprite.svg#l7></use></svg>",
        '<i style="mask:url(/m.svg)"></i>',
        "<img src=\"data:image/svg+xml,<svg><path d='{d}'/></svg>\">",
    ],
)
def test_a_drawing_is_seen_wherever_it_is_drawn(markup: str) -> None:
    web = Web(DRAWN)
    web.put("/m.svg", f"<svg><path d='{drawing()}'/></svg>", SVG)
    symbols = "<symbol id=a><circle r=9 /></symbol><symbol id=l7><path d='{}'/></symbol>"
    web.put("/sprite.svg", f"<svg>{symbols.format(drawing())}</svg>", SVG)

    assert [one.is_sure for one in web.look(markup.format(d=drawing())).sightings] == [True]
    web.put("/m.svg", f"<svg><path d='{drawing(40)}'/></svg>", SVG)
    other = Web(DRAWN)
    other.put("/m.svg", f"<svg><path d='{drawing(-60)}L 999 0'/></svg>", SVG)
    other.put("/sprite.svg", f"<svg>{symbols.format('M0 0L9 1')}</svg>", SVG)
    assert other.look(markup.format(d="M0 0L9 1L3 7")).sightings == ()


def test_a_symbol_that_nothing_uses_is_in_doubt_and_one_of_a_file_is_not_shown() -> None:
    web = Web(DRAWN)
    web.put(
        "/sprite.svg",
        f"<svg><symbol id=a><path d='M0 0L9 1'/></symbol><symbol id=l7><path d='{drawing()}'/></symbol></svg>",
        SVG,
    )

    assert [
        one.is_sure
        for one in web.look(
            f"<svg><symbol id=a><path d='M0 0L9 1'/></symbol><symbol id=l7><path d='{drawing()}'/></symbol></svg>"
        ).sightings
    ] == [False]
    assert web.look("<svg><use href=/sprite.svg#a></use></svg>").sightings == ()


def several() -> bytes:
    strip = Image.new("RGB", (640, 100), "white")
    for number, colour in enumerate(("green", "navy", "red")):
        other = picture(colour).rotate(90 * (number != 1))
        strip.paste(other, (220 * number, 0))
    return saved(strip)


def animated() -> bytes:
    frames = [Image.new("RGB", (200, 100), "white"), picture()]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/7f", saved(picture())), ("/a.png", saved(picture().resize((120, 60)))), ("/a.jpg", saved(picture(), "JPEG")),
        ("/a.txt", saved(picture())), ("/a.gif", animated()), ("/strip.png", several()),
        ("/a.svg", b"<svg><image href='data:image/png;base64,%s'/></svg>" % base64.b64encode(saved(picture()))),
    ],
)  # fmt: skip
def test_a_picture_is_seen_whatever_holds_it(path: str, data: bytes) -> None:
    web = Web(PAINTED)
    web.put(path, data, "application/octet-stream")

    assert [one.is_sure for one in web.look(f"<img src={path}>").sightings] == [True]


def test_a_picture_that_cannot_be_compared_is_named_for_a_logo_alone() -> None:
    web = Web(PAINTED)
    web.put("/a.png", saved(picture())[:60], "image/png")
    seen = web.look("<img src=/a.png>")

    assert [(one.what, one.is_picture) for one in seen.unread] == [("/a.png", True)]


def test_a_large_drawing_of_somebody_elses_is_read() -> None:
    web = Web(DRAWN)
    web.put("/map.svg", f"<svg><path d='M0 0{'l3 4l-4 3' * 30_000}'/></svg>", SVG)
    web.put("/huge.svg", f"<svg><path d='M0 0{'l3 4l-4 3' * 60_000}'/></svg>", SVG)

    assert unread(web.look("<img src=/map.svg>")) == []
    assert unread(web.look("<img src=/huge.svg>")) == ["/huge.svg is a picture that cannot be compared"]
