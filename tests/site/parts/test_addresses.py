"""What a page loads, by whatever attribute or script; and what only leads elsewhere."""

from __future__ import annotations

import pytest

from privacyctl.model.page_part import PartKind as Part
from privacyctl.site.parts import scripts
from privacyctl.site.parts.addresses import ending_of, in_text, of_srcset
from privacyctl.site.parts.attributes import Addresses, may_say, of_link_header


@pytest.mark.parametrize(
    ("value", "addresses"),
    [
        ("/a.png 1x, /b.png 2x", ["/a.png", "/b.png"]),
        ("/a.png 1x,/b.png?2 2x", ["/a.png", "/b.png?2"]),
        ("/c,w_2.png 300w", ["/c,w_2.png"]),
        ("/a.png, /b.png 2x,", ["/a.png", "/b.png"]),
        ("a.png", ["a.png"]),
        ("/a.png,/b.png", ["/a.png,/b.png", "/a.png", "/b.png"]),
        ("data:image/png;base64,AAAA 1x, b.png 2x", ["data:image/png;base64,AAAA", "b.png"]),
        ("", []),
    ],
)
def test_the_candidates_of_a_srcset(value: str, addresses: list[str]) -> None:
    assert list(of_srcset(value)) == addresses


@pytest.mark.parametrize(
    ("element", "attributes", "kind"),
    [
        ("iframe", {"src": "w"}, Part.FRAME),
        ("frame", {"src": "/w"}, Part.FRAME),
        ("embed", {"src": "/w"}, Part.FRAME),
        ("object", {"data": "w"}, Part.FRAME),
        ("portal", {"src": "w"}, Part.FRAME),
        ("fencedframe", {"src": "w"}, Part.FRAME),
        ("link", {"rel": "import", "href": "w"}, Part.FRAME),
        ("script", {"src": "w"}, Part.SCRIPT),
        ("link", {"rel": "modulepreload", "href": "w"}, Part.SCRIPT),
        ("link", {"rel": "preload", "as": "script", "href": "w"}, Part.SCRIPT),
        ("link", {"rel": "alternate stylesheet", "href": "w"}, Part.STYLE),
        ("link", {"rel": "manifest", "href": "w"}, Part.DATA),
        ("link", {"rel": "icon", "href": "w"}, Part.PICTURE),
        ("link", {"rel": "apple-touch-icon", "href": "w"}, Part.PICTURE),
        ("meta", {"property": "og:image", "content": "/w"}, Part.PICTURE),
        ("img", {"src": "w"}, Part.PICTURE),
        ("img", {"data-ll-src": "/w.png"}, Part.PICTURE),
        ("div", {"data-bg": "/w.webp"}, Part.PICTURE),
        ("div", {"style": "background:url(w)"}, Part.PICTURE),
        ("div", {"data-x": "url('w')"}, Part.PICTURE),
        ("table", {"background": "w"}, Part.PICTURE),
        ("video", {"poster": "w"}, Part.PICTURE),
        ("input", {"src": "w"}, Part.PICTURE),
        ("image", {"xlink:href": "w"}, Part.PICTURE),
        ("use", {"href": "w#a"}, Part.DRAWING),
        ("track", {"src": "w"}, Part.DATA),
        ("turbo-frame", {"src": "/w"}, Part.DATA),
        ("div", {"hx-get": "/w"}, Part.DATA),
        ("div", {"data-include": "w.html"}, Part.DATA),
        ("div", {"x-data": "{u:'/w.html'}"}, Part.DATA),
        ("zero-md", {"src": "w.md"}, Part.DATA),
        ("div", {"data-items": '{"a":"/w.png"}'}, Part.PICTURE),
    ],
)
def test_what_an_element_loads(element: str, attributes: dict[str, str], kind: Part) -> None:
    found = list(Addresses().of(element, attributes))

    assert [one.kind for one in found] == [kind]
    assert found[0].address.strip("/").startswith("w")


@pytest.mark.parametrize(
    ("element", "attributes"),
    [
        ("a", {"href": "/w.html"}),
        ("area", {"href": "/w.html"}),
        ("form", {"action": "/w"}),
        ("base", {"href": "/w/"}),
        ("link", {"rel": "canonical", "href": "/w.html"}),
        ("link", {"rel": "alternate", "href": "/feed.xml"}),
        ("link", {"rel": "next", "href": "/w.html"}),
        ("link", {"rel": "preconnect", "href": "/"}),
        ("link", {"rel": "preload", "as": "font", "href": "/w.woff2"}),
        ("link", {"rel": "prefetch", "href": "/next"}),
        ("meta", {"property": "og:url", "content": "/w.html"}),
        ("blockquote", {"cite": "/w.html"}),
        ("video", {"src": "/w.mp4"}),
        ("source", {"src": "/w"}),
        ("audio", {"src": "/w"}),
        ("button", {"formaction": "/w"}),
        ("div", {"data-href": "/account/logout"}),
        ("div", {"data-cart-link": "/w"}),
        ("a", {"href": "/w.pdf", "ping": "/w.txt"}),
        ("div", {"data-font": "/w.woff2"}),
        ("div", {"class": "a/b"}),
        ("div", {"type": "text/html"}),
        ("use", {"href": "#a"}),
        ("svg", {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink"}),
        ("div", {"itemtype": "https://schema.org/Review"}),
        ("img", {"src": ""}),
    ],
)
def test_what_only_leads_elsewhere_is_not_loaded(element: str, attributes: dict[str, str]) -> None:
    assert list(Addresses().of(element, attributes)) == []


def test_many_addresses_of_one_name_are_a_menu() -> None:
    addresses = Addresses()
    found = [list(addresses.of("li", {"data-url": f"/products/{number}"})) for number in range(40)]

    assert sum(map(len, found)) == 12


@pytest.mark.parametrize(
    ("script", "addresses"),
    [
        ("fetch('/q.json')", {"/q.json"}),
        ("fetch(`/api/q`)", {"/api/q"}),
        ("fetch('/api/'+id)", set()),
        ("fetch('api/words')", {"api/words"}),
        ("x.open('GET', 'words')", {"words"}),
        ("$.getJSON('words')", {"words"}),
        ("a.get('words')", set()),
        (r"i.src='\img\a.png'", {r"\img\a.png"}),
        ("x.open('GET', '/q')", {"/q"}),
        ('$.get("/part")', {"/part"}),
        ("$.ajax({type:'GET',url:'/q'})", {"/q"}),
        ("import('./c-1.js')", {"./c-1.js"}),
        ('import{a}from"./x.js";import"/y.mjs"', {"./x.js", "/y.mjs"}),
        ("export * from '../z'", {"../z"}),
        ("importScripts('/w.js')", {"/w.js"}),
        ("new Worker('/w')", {"/w"}),
        ("const u='/w.html'", {"/w.html"}),
        ("i.src='/i/7f'", {"/i/7f"}),
        ("a={logo:'/img/a.png'}", {"/img/a.png"}),
        ("a='<img src=/img/a.png>'", {"/img/a.png"}),
        ("this.text; a.html(b); c.json", set()),
        ("m.get('key')", set()),
        ("r('index.js')", set()),
        ("u='index.html'; v=root+'/help.html'", set()),
        ('{"./af":1,"./af.js":2}', set()),
        ('"text/html","image/png"', set()),
        (f"[{','.join(f'{chr(39)}/p{n}.html{chr(39)}' for n in range(40))}]", set()),
    ],
)
def test_the_addresses_of_a_script(script: str, addresses: set[str]) -> None:
    assert {one.address for one in scripts.named(script)} == addresses


def test_data_leads_to_pages_and_does_not_show_them() -> None:
    found = scripts.named('{"page":"/w.html","logo":"/a.png","more":"/b.json"}', is_data=True)

    assert [one.address for one in found] == ["/a.png", "/b.json"]


@pytest.mark.parametrize(
    ("script", "computes"),
    [
        ("fetch(u)", True),
        ("fetch('/api/'+id)", True),
        ("fetch(`/api/${id}`)", True),
        ("import(name)", True),
        ("x.open('GET',u)", True),
        ("axios.get(u)", True),
        ("fetch('/q.json')", False),
        ("import('./a.js')", False),
        ("prefetch(u)", False),
        ("map.get(u)", False),
        ("", False),
    ],
)
def test_an_address_that_is_worked_out_is_known_as_one(script: str, computes: bool) -> None:
    assert scripts.computes(script) is computes


def test_a_script_adds_names_to_a_folder() -> None:
    assert list(scripts.folders("i.src='/img/'+s; j.src=`/pics/${n}.png`; k='/x'")) == ["/img/", "/pics/"]


@pytest.mark.parametrize(
    ("address", "ending"),
    [("/a.PNG?b.js#c", "png"), ("/a", ""), ("/a.b/c", ""), ("/.hidden", ""), ("a.tar.gz", "gz"), ("", "")],
)
def test_the_ending_of_an_address(address: str, ending: str) -> None:
    assert ending_of(address) == ending


def test_an_address_ends_where_its_language_goes_on() -> None:
    text = "url(/a.png), '/b.svg?v=1#x'; <img src=c.webp> \"/d e.gif\" f.pngx /g.png.txt h.png,i.png"

    assert [one.address for one in in_text(text)] == [
        "/a.png",
        "/b.svg?v=1#x",
        "c.webp",
        "e.gif",
        "/g.png.txt",
        "h.png",
        "i.png",
    ]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("label", "x", True),
        ("data-q", "Ann", True),
        ("class", "ann", False),
        ("d", "M0 0", False),
        ("data-n", "12", False),
        ("onclick", "say()", False),
        ("id", "ann-lee", False),
    ],
)
def test_an_attribute_may_say_something_unless_it_is_known_not_to(name: str, value: str, says: bool) -> None:
    assert may_say(name, value) is says


@pytest.mark.parametrize(
    ("element", "attributes"),
    [
        ("div", {"data-href": "/w.html"}),
        ("div", {"data-permalink": "/w"}),
        ("div", {"data-part": "words/w"}),
        ("a", {"href": "/w.png"}),
        ("a", {"href": "/w.json"}),
    ],
)
def test_what_may_be_a_link_is_loaded_as_one(element: str, attributes: dict[str, str]) -> None:
    assert [one.is_link for one in Addresses().of(element, attributes)] == [True]


@pytest.mark.parametrize(
    ("header", "loads"),
    [
        ("</a.css>; rel=stylesheet", [("/a.css", Part.STYLE)]),
        ('</a.ico>; rel="icon", <a.css>;REL="alternate stylesheet"; title="a, b"',
         [("/a.ico", Part.PICTURE), ("a.css", Part.STYLE)]),
        ("</a.js>; rel=preload; as=script; crossorigin", [("/a.js", Part.SCRIPT)]),
        ("</b>; rel=canonical, </c>; rel=next, nonsense, <", []),
    ],
)  # fmt: skip
def test_a_header_loads_as_a_link_element_does(header: str, loads: list[tuple[str, Part]]) -> None:
    assert [(one.address, one.kind) for one in of_link_header(header)] == loads
