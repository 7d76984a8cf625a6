"""No look says gone of what is still there, in whatever way; and of what is gone it is said.

The whole of a look is tried: a page that showed something, as it was seen and sketched, and the same page later,
which holds the thing in another way, or truly no more. Nothing is fetched: the site is a table of files.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.packed_files import tarred, zipped
from helpers.planting import HOLDING, PICTURED, SHOWN, Site
from looks import pictures
from privacyctl.model.ids import PublicationId
from privacyctl.model.look import Assignment, EarlierSighting, Found, Look, Through
from privacyctl.model.moment import Moment
from privacyctl.model.publication import Kind
from privacyctl.model.site import SiteSettings
from privacyctl.model.target import LogoMark, Refresh, Target
from privacyctl.site import rounds
from privacyctl.site.checker import SiteChecker
from privacyctl.site.finding.finder import Finder
from privacyctl.site.logos.likeness import likeness
from privacyctl.site.rounds import Round
from privacyctl.site.web.fetching import Answer

ROOT = "https://v.example"
PLACE = f"{ROOT}/customers.html"
KEY = bytes(16)
WORDS = """Our program has been on sale for eleven years and runs on every desk where somebody keeps a list by hand.
It began as a small tool for one print shop on the corner, which wanted to know on Monday morning what had to leave the
house by Friday. Today it plans rooms, tours, lessons and harvests, and it still fits on a page of the manual."""
OTHERS = "<blockquote>It prints the week on one page and that is all we need.</blockquote><p>Bo R., Tiller and Sons</p>"
QUOTES = {
    "plain": "Widget Pro saved us three weeks of tedious work every single quarter.",
    "umlauts": "Für unsere Größe erspart das Werkzeug jede Woche drei mühsame Tage im Büro.",
    "without spaces": "このソフトのおかげで毎月三日分の作業がなくなり、とても助かっています。",
}
OTHER = "Nobody else has ever been asked about any of the other things here."


def _saved(image: Any, kind: str = "PNG", **more: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


LOGO, SHOWN_LOGO, OTHER_LOGO = (
    _saved(one) for one in (pictures.sought(), pictures.sought().resize((240, 120)), pictures.others(1))
)


def _testimonial(quote: str) -> Target:
    return Target(
        PublicationId(1), Kind.TESTIMONIAL, is_barred=True, quote=quote, attribution="Ann L., Acme GmbH",
        person="Ann Lee", company="Acme GmbH",
    )  # fmt: skip


NAME = Target(PublicationId(2), Kind.NAME, is_barred=True, company="Nord Werke GmbH")
PICTURE = Target(
    PublicationId(3), Kind.LOGO, is_barred=True, company="Nord Werke GmbH",
    logo=LogoMark("logo-7.png", sha256(LOGO).digest(), likeness(LOGO)),
)  # fmt: skip
FINDERS = {target: Finder([target]) for target in (*map(_testimonial, QUOTES.values()), NAME, PICTURE)}
_NOT_OF_A_NAME = {"cells", "hexadecimal", "numbers", "packed", "words turned", "ruby", "mail"}
"""Ways that are recognised by many letters, that put others between those of a name, or that name it in passing."""


@dataclass
class Web:
    """A site that is a table of files."""

    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def put(self, markup: str, site: Site, charset: str = "utf-8") -> None:
        self.files = {**site.files, "/": ("text/html", f"<h1>Start</h1>{WORDS[:80]}".encode())}
        whole = (
            f"<!doctype html><html><head><title>People</title></head><body><h1>People</h1><p>{WORDS}</p>{OTHERS}"
            f"{markup}<p>The office is open from nine to five, and letters are answered.</p></body></html>"
        )
        try:
            body = whole.encode(charset)
        except UnicodeEncodeError:
            charset, body = "utf-8", whole.encode()
        self.files["/customers.html"] = f"text/html;{charset}", body

    def fetch(self, url: str, *, refresh_of: Callable[[Answer], Refresh | None], **_: Any) -> Answer:
        path = url.removeprefix(ROOT).partition("?")[0]
        kind, body = self.files.get(path, ("text/html", b"<h1>Not here</h1>"))
        kind, charset = (*kind.split(";"), "")[:2]
        answer = Answer(
            url, url, status=200 if path in self.files else 404, content_type=kind, charset=charset or None, body=body,
        )  # fmt: skip
        refresh_of(answer)
        return answer


WEB = Web()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "fetch", WEB.fetch)


def looks(target: Target, was: str, now: str, site: Site, charset: str = "utf-8") -> list[Look]:
    """The looks at a page that showed the target once, in `was`, and has `now` in its place."""
    WEB.put(was, site)
    before = Round(FINDERS[target], KEY).look(PLACE, PLACE, target, Through.PAGE)
    assert before.found is Found.STILL_THERE
    assert before.sketch is not None
    seen = EarlierSighting(1, 1, Moment(0), PLACE, Through.PAGE, PLACE, PLACE, 200, None, before.sketch)
    WEB.put(now, site, charset)
    return Round(FINDERS[target], KEY).look_at_page(PLACE, PLACE, target, [seen])


def shown(target: Target, way: str, site: Site, *, is_other: bool = False) -> str:
    """Markup that shows the target in one way, or something else in the same way."""
    if target is PICTURE:
        return PICTURED[way](OTHER_LOGO if is_other else SHOWN_LOGO, site)
    words = OTHER if is_other else target.quote or "Nord Werke GmbH"
    return SHOWN[way](words, site)


def within(markup: str, around: list[str], site: Site) -> str:
    for one in around:
        markup = HOLDING[one](markup, site)
    return markup


def _ways(target: Target) -> list[str]:
    if target is PICTURE:
        return sorted(PICTURED)
    return sorted(SHOWN.keys() - (_NOT_OF_A_NAME if target is NAME else set()))


things = st.sampled_from(list(FINDERS)).flatmap(
    lambda target: st.tuples(st.just(target), st.sampled_from(_ways(target)))
)
holders = st.lists(st.sampled_from(sorted(HOLDING)), max_size=3)
charsets = st.sampled_from(["utf-8", "utf-16", "windows-1252", "iso-8859-15", "shift_jis", "gb18030"])


def check(target: Target, way: str, around: list[str], charset: str) -> None:
    """What is still there is not gone; what is not is."""
    first = "img" if target is PICTURE else "text"
    site = Site()
    now = within(shown(target, way, site), around, site)
    for look in looks(target, shown(target, first, site), now, site, charset):
        assert look.found is not Found.GONE, (way, around, charset)
    site = Site()
    now = within(shown(target, way, site, is_other=True), around, site)
    for look in looks(target, shown(target, first, site), now, site, charset):
        assert look.found is Found.GONE or look.unread, (way, around, charset, look)
        assert look.found is Found.GONE or len(around) > 1, (way, around, look.unread)


@pytest.mark.parametrize("target", FINDERS, ids=lambda one: one.kind.value)
def test_each_way_by_itself_is_still_there_and_gone_without(target: Target) -> None:
    for way in _ways(target):
        check(target, way, [], "utf-8")


@pytest.mark.slow
@given(things, holders, charsets)
def test_a_way_within_others_is_never_gone(
    thing: tuple[Target, str], around: list[str], charset: str
) -> None:
    check(*thing, around, charset)


PACKED: dict[str, Callable[[bytes], tuple[str, bytes]]] = {
    "html": lambda page: ("a.html", page),
    "no ending": lambda page: ("a", page),
    "another ending": lambda page: ("a.tmp", page),
    "gzip": lambda page: ("a.html.gz", gzip.compress(page)),
    "gzip by another name": lambda page: ("a.pf_fragment", gzip.compress(page)),
    "brotli": lambda page: ("a.html.br", brotli.compress(page)),
    "xz": lambda page: ("a.html.xz", lzma.compress(page)),
    "bzip2": lambda page: ("a.html.bz2", bz2.compress(page)),
    "zip": lambda page: ("a.zip", zipped({"in/a.html": page})),
    "tar": lambda page: ("a.tar", tarred({"a.html": page})),
    "tar and gzip": lambda page: ("a.tgz", tarred({"a.html": page}, "w:gz")),
    "zip in a zip": lambda page: ("a.zip", zipped({"b.zip": zipped({"a.html": page})})),
    "a book": lambda page: ("a.epub", zipped({"mimetype": b"application/epub+zip", "t/a.xhtml": page})),
    "gzip twice": lambda page: ("a.gz", gzip.compress(gzip.compress(page))),
}


def check_folder(folder: Path, target: Target, way: str, around: list[str], form: str) -> None:
    """The same in the built folder, in a file of any form."""
    for is_other in (False, True):
        site = Site()
        text = within(shown(target, way, site, is_other=is_other), around, site)
        name, data = PACKED[form](f"<h1>People</h1><p>{WORDS}</p>{text}".encode())
        built = folder / f"{is_other}"
        files = {"customers.html": f"<p>{WORDS}</p>".encode(), name: data}
        files |= {path.lstrip("/"): body for path, (_, body) in site.files.items()}
        for path, body in files.items():
            (built / path).parent.mkdir(parents=True, exist_ok=True)
            (built / path).write_bytes(body)
        seen = EarlierSighting(
            1, 1, Moment(0), "/customers.html", Through.BUILT, None, None, None, str(built / "customers.html")
        )
        one = Assignment(target=target, places=("/customers.html",), before=(seen,))
        (found,) = SiteChecker(SiteSettings(built=built), KEY).look([one], [])
        for look in found:
            assert (look.found is Found.GONE) is is_other or look.unread, (way, around, form, look)


@pytest.mark.parametrize("form", PACKED)
def test_a_file_of_any_form_is_never_gone(tmp_path: Path, form: str) -> None:
    check_folder(tmp_path, NAME, "text", [], form)


@pytest.mark.slow
@given(things, holders, st.sampled_from(sorted(PACKED)))
def test_a_way_within_others_in_a_file_of_any_form_is_never_gone(
    tmp_path_factory: pytest.TempPathFactory, thing: tuple[Target, str], around: list[str], form: str
) -> None:
    check_folder(tmp_path_factory.mktemp("built", numbered=True), *thing, around, form)
