"""Whether a page is the one on which something was seen: what is gone from the same page, and what proves nothing."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.targets import ANN, BO, LOGO, QUOTE
from helpers.terminal import NOON
from privacyctl.model.look import EarlierSighting, Found, Look, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.model.moment import Moment
from privacyctl.model.sketch import Sketch
from privacyctl.model.target import KnownBy, Seen, Sighting, Target
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site.finding.finder import Finder
from privacyctl.site.judging import look_at
from privacyctl.site.presence import PageWords, Recognition, held_against, seen_in_folder
from privacyctl.site.web.fetching import Answer

KEY = bytes(range(32))
URL = "https://v.example/customers/"
FINDER = Finder([ANN, BO])
FRONT = "https://v.example/"
WORDS = re.findall(
    "[a-z]+",
    "harbour light tower night storm ship crew sail deck anchor chart compass tide wave north south beacon lamp glass "
    "keeper stone rock reef bay port quay mast rope knot wind cloud rain fog bell horn watch log map route depth",
)


def prose(seed: str, count: int) -> str:
    """So many words, others for each seed."""
    drawn = random.Random(seed)  # noqa: S311  (no secret: the words of a page)
    return " ".join(drawn.choice(WORDS) + drawn.choice(["", "s", "er", "ing"]) for _ in range(count))


@dataclass(frozen=True)
class Site:
    """A site of a theme, with a page of testimonials of which one is Ann's."""

    testimonials: int
    menu: int

    def page(self, body: str, title: str = "Lighthouse") -> str:
        menu, footer = prose("menu", self.menu), prose("footer", self.menu)
        return f"<title>{title}</title><nav>{menu}</nav><main>{body}</main><footer>{footer}</footer>"

    def customers(self, *, shows: bool) -> str:
        own = f"<blockquote>{QUOTE}</blockquote><p>Ann L., Acme GmbH</p>" if shows else ""
        rest = [
            f"<blockquote>{prose(f'said {n}', 20)}</blockquote><p>X. Y. {n}</p>"
            for n in range(self.testimonials - 1)
        ]
        at = len(rest) // 2
        return self.page(
            f"<h1>What our customers say</h1><p>{prose('intro', 12)}</p>{''.join(rest[:at])}{own}{''.join(rest[at:])}",
            "What our customers say",
        )

    def not_found(self, words: str = "") -> str:
        return self.page(f"<h1>Page not found</h1><p>There is nothing at this address. {words}</p>")

    def front(self) -> str:
        return self.page(f"<h1>Lighthouse</h1><p>{prose('front', 120)}</p>")

    def theme(self) -> str | LookReason:
        return self.not_found()


SITES = [Site(testimonials, menu) for testimonials in (1, 2, 5, 20) for menu in (15, 60, 200)]
EACH = pytest.mark.parametrize("site", SITES, ids=lambda site: f"{site.testimonials}-{site.menu}")


def answer(url: str = URL, **more: object) -> Answer:
    return replace(Answer(url, url, 200, content_type="text/html"), **more)  # type: ignore[arg-type]


def read(page: str) -> Seen:
    return FINDER.look(page.encode(), "page.html")


def recognition(theme: str | LookReason, *barred: Target) -> Recognition:
    """What knows pages again on a site that answers so to a path that does not exist."""

    def ask(url: str) -> tuple[Answer, Seen]:
        if isinstance(theme, LookReason):
            return replace(answer(url), status=None, trouble=theme), Seen()
        return replace(answer(url), status=404), read(theme)

    return Recognition(KEY, barred or (ANN,), ask)


def sighting(page: str, theme: str | LookReason, url: str = URL) -> EarlierSighting:
    seen = read(page)
    sketch = recognition(theme).sketch(PageWords.of(seen, KEY), answer(url), seen, ANN)
    kept = Sketch.unpacked(sketch.packed())
    return EarlierSighting(1, 1, Moment(NOON), url, Through.PAGE, url, url, 200, sketch=kept)


def why_another(
    before: EarlierSighting, page: str, theme: str | LookReason, *barred: Target, url: str = URL
) -> LookReason | None:
    return recognition(theme, *barred).why_another(before, PageWords.of(read(page), KEY), answer(url))


@EACH
def test_a_page_that_lost_one_testimonial_is_the_same_page(site: Site) -> None:
    before = sighting(site.customers(shows=True), site.theme())

    assert why_another(before, site.customers(shows=False), site.theme()) is None


@EACH
def test_the_sites_own_not_found_with_status_200_is_another_page(site: Site) -> None:
    before = sighting(site.customers(shows=True), site.theme())

    for words in ("", "You asked for customers and we looked everywhere"):
        assert why_another(before, site.not_found(words), site.theme()) is LookReason.OTHER_PAGE


@EACH
def test_the_front_page_of_the_same_theme_is_another_page(site: Site) -> None:
    before = sighting(site.customers(shows=True), site.theme())

    assert why_another(before, site.front(), site.theme()) is LookReason.OTHER_PAGE


@EACH
@pytest.mark.parametrize(
    "wall",
    [
        "We are working on the site. Please come back in an hour, thank you.",
        "This site is not available in your country for reasons of law.",
        "We use cookies. Accept all or choose what you allow us to keep. Learn more.",
        "Seite nicht gefunden. Die Seite, die Sie suchen, gibt es nicht mehr.",
        "Too many requests. Slow down, and try again in a few minutes.",
        "ページが見つかりません。お探しのページは存在しないか、移動した可能性があります。",
    ],
)
def test_a_wall_a_notice_or_a_parked_page_is_another_page(site: Site, wall: str) -> None:
    before = sighting(site.customers(shows=True), site.theme())

    for page in (f"<p>{wall}</p>", site.page(f"<p>{wall}</p>", "What our customers say")):
        assert why_another(before, page, site.theme()) is LookReason.OTHER_PAGE


@EACH
def test_a_theme_that_was_not_known_then_is_taken_out_now(site: Site) -> None:
    before = sighting(site.customers(shows=True), LookReason.NO_ANSWER)

    assert why_another(before, site.customers(shows=False), site.theme()) is None
    assert why_another(before, site.not_found(), site.theme()) is LookReason.OTHER_PAGE


@EACH
def test_a_theme_that_is_known_neither_then_nor_now_leaves_it_open(site: Site) -> None:
    before = sighting(site.customers(shows=True), LookReason.NO_ANSWER)

    assert why_another(before, site.customers(shows=False), LookReason.TOO_SLOW) is LookReason.TOO_SLOW


def test_a_site_that_leads_away_from_what_is_not_there_has_no_such_page() -> None:
    before = sighting(SITES[0].customers(shows=True), LookReason.REDIRECTED_AWAY)

    assert before.sketch is not None
    assert not before.sketch.has_theme
    assert why_another(before, SITES[0].customers(shows=False), LookReason.REDIRECTED_AWAY) is None


@EACH
def test_an_app_that_answers_every_path_with_itself_is_too_bare(site: Site) -> None:
    page = site.customers(shows=True)
    before = sighting(page, page)

    gone = site.customers(shows=False)
    assert why_another(before, gone, gone) is LookReason.TOO_BARE


@EACH
def test_the_front_page_of_such_a_site_is_known_again(site: Site) -> None:
    page, gone = site.customers(shows=True), site.customers(shows=False)
    before = sighting(page, page, FRONT)

    assert why_another(before, gone, gone, url=FRONT) is None
    assert why_another(before, "<p>We are working on the site. Come back later.</p>", gone, url=FRONT)


def test_a_page_with_nothing_of_its_own_but_the_words_is_too_bare() -> None:
    page = f"<h1>Customers</h1><blockquote>{QUOTE}</blockquote><p>Ann L., Acme GmbH</p>"
    before = sighting(page, "<p>Nothing here.</p>")

    assert why_another(before, "<h1>Customers</h1>", "<p>Nothing here.</p>") is LookReason.TOO_BARE


def test_what_goes_together_is_known_to_go_together() -> None:
    """A company asks: its name, and both testimonials, leave a short page at once."""
    both = (
        f"<blockquote>{QUOTE}</blockquote><blockquote>{prose('long', 40)}</blockquote><p>B. Q., Acme GmbH</p>"
    )
    other = replace(BO, is_barred=True, quote=prose("long", 40), attribution="B. Q., Acme GmbH")
    intro = f"<h1>Customers</h1><p>{prose('intro', 14)}</p>"
    before = sighting(intro + both, "<p>Nothing here.</p>")

    assert why_another(before, intro, "<p>Nothing here.</p>") is LookReason.OTHER_PAGE
    assert why_another(before, intro, "<p>Nothing here.</p>", ANN, other) is None


def test_a_page_of_which_half_is_left_is_known_by_its_title_alone() -> None:
    kept, lost = prose("kept", 50), prose("lost", 50)
    page = "<title>{}</title><p>{}</p><p>{}</p>"
    before = sighting(page.format("Customers", kept, lost), "<p>Nothing here.</p>")

    assert why_another(before, page.format("Customers", kept, ""), "<p>Nothing here.</p>") is None
    for title in ("Other", ""):
        now = page.format(title, kept, "")
        assert why_another(before, now, "<p>Nothing here.</p>") is LookReason.OTHER_PAGE


def test_a_title_that_every_page_has_tells_nothing() -> None:
    kept, lost = prose("kept", 50), prose("lost", 50)
    page, theme = "<title>Shop</title><p>{}</p><p>{}</p>", "<title>Shop</title><p>Nothing here.</p>"
    before = sighting(page.format(kept, lost), theme)

    assert why_another(before, page.format(kept, ""), theme) is LookReason.OTHER_PAGE


def test_a_page_in_a_script_without_spaces_is_known_again() -> None:
    intro = "お客様の声をご紹介します。灯台は港と船のための優れたプログラムで、毎日多くの方にご利用いただいています。"
    before = sighting(f"<p>{intro}</p><blockquote>{QUOTE}</blockquote>", "<p>ありません。</p>")

    assert why_another(before, f"<p>{intro}</p>", "<p>ありません。</p>") is None
    wall = "<p>現在サイトのメンテナンスを行っています。しばらくしてからもう一度お試しください。</p>"
    assert why_another(before, wall, "<p>ありません。</p>") is LookReason.OTHER_PAGE


def test_a_look_of_an_earlier_version_without_a_sketch_counts_as_never_seen() -> None:
    before = replace(sighting(SITES[0].customers(shows=True), SITES[0].theme()), sketch=None)

    assert why_another(before, SITES[0].customers(shows=False), SITES[0].theme()) is LookReason.NEVER_SEEN


def test_a_sketch_under_another_key_knows_no_page() -> None:
    site = SITES[0]
    before = sighting(site.customers(shows=True), site.theme())
    other = Recognition(bytes(32), (ANN,), lambda url: (answer(url), read(site.not_found())))

    page = PageWords.of(read(site.customers(shows=False)), bytes(32))
    assert other.why_another(before, page, answer()) is LookReason.OTHER_PAGE


def test_each_site_is_asked_once_a_round_for_what_is_not_there() -> None:
    asked = []

    def ask(url: str) -> tuple[Answer, Seen]:
        asked.append(url)
        return answer(url), Seen()

    knowing = Recognition(KEY, (ANN,), ask)
    page = PageWords.of(read(SITES[0].customers(shows=True)), KEY)
    for url in (URL, f"{URL}2", "https://www.v.example/x", "https://other.example/x"):
        knowing.sketch(page, answer(url), Seen(), ANN)

    assert len(asked) == len({url.rpartition("/")[0] for url in asked})
    paths = {url.split("/")[3] for url in asked}
    assert all(len(path) == 16 and path.isalpha() for path in paths)
    assert len(paths) == len(asked)


CDN = "https://cdn.example"


def elsewhere(*addresses: str) -> Seen:
    """A page with these pictures of another host."""
    return Seen(
        beyond=tuple(
            Unread("a picture of cdn.example", WhyUnread.OTHER_HOST, is_picture=True, address=one)
            for one in addresses
        )
    )


@pytest.mark.parametrize(
    ("then", "now", "is_left_open"),
    [
        (["/map.png"], ["/map.png"], False),
        (["/map.png"], [], False),
        (["/map.png"], ["/map.png", "/3f9a.png"], True),
        ([], ["/3f9a.png"], True),
        (["/dot.gif?17"], ["/dot.gif?18"], False),
        (["/image?url=/map.png"], ["/image?url=/logos/7.png"], True),
    ],
)
@pytest.mark.parametrize("by", [KnownBy.LOGO, KnownBy.FILE_NAME])
def test_a_new_picture_of_another_host_may_be_the_logo(
    then: list[str], now: list[str], *, is_left_open: bool, by: KnownBy
) -> None:
    knowing = recognition(SITES[0].theme())
    page = PageWords.of(read(SITES[0].customers(shows=True)), KEY)
    seen = replace(
        elsewhere(*(CDN + one for one in then)), sightings=(Sighting(LOGO, by, 1, "", is_sure=True),)
    )
    sketch = knowing.sketch(page, answer(), seen, LOGO)
    before = EarlierSighting(
        1, 1, Moment(NOON), URL, Through.PAGE, URL, URL, 200, sketch=Sketch.unpacked(sketch.packed())
    )

    found = knowing.new_elsewhere(before, elsewhere(*(CDN + one for one in now)))

    # What was known by its name alone may have been any picture of another host, under any name.
    assert bool(found) is (is_left_open or (by is KnownBy.FILE_NAME and now != []))


def test_the_newest_sighting_at_an_address_counts_and_none_elsewhere() -> None:
    first = sighting(SITES[0].customers(shows=True), SITES[0].theme())
    again = replace(first, look=5, entry=9, url="http://www.v.example/customers")
    there = replace(first, look=7, entry=11, url="https://v.example/other/")

    assert held_against([there, again, first], URL) == again
    assert held_against([there], URL) is None
    assert held_against([replace(first, url=None, through=Through.BUILT, file="/b/x.html")], URL) is None


def test_a_folder_counts_where_the_file_was_seen_in_it() -> None:
    seen = EarlierSighting(
        1, 1, Moment(NOON), "public", Through.BUILT, None, None, None, file="/srv/public/c.html"
    )

    assert seen_in_folder([seen], "/srv/public") == seen
    assert seen_in_folder([seen], "/srv/pub") is None
    assert seen_in_folder([seen], "/home/public") is None


# --- No look without an earlier sighting ever says gone.

SIGHTINGS = [
    Sighting(target, by, 3, "words", is_sure=is_sure)
    for target in (ANN, BO)
    for by in (KnownBy.QUOTE, KnownBy.NAME)
    for is_sure in (True, False)
]
ANSWERS = st.builds(
    Answer,
    url=st.just(URL),
    final_url=st.sampled_from(
        [URL, FRONT, "https://v.example/login", "https://v.example/new", "https://w.example/"]
    ),
    status=st.sampled_from([None, 103, 200, 203, 204, 301, 401, 403, 404, 410, 429, 451, 500, 503]),
    content_type=st.sampled_from([None, "text/html", "application/pdf", "image/png", "application/json"]),
    body=st.sampled_from([b"", b"<p>What our", b"%PDF-1.7", b"\x89PNG\0", b"{}"]),
    redirects=st.integers(0, 2),
    trouble=st.sampled_from([None, None, None, LookReason.NO_ANSWER, LookReason.TOO_LARGE, LookReason.TLS]),
)
SEEN = st.builds(
    Seen,
    sightings=st.lists(st.sampled_from(SIGHTINGS), max_size=3).map(tuple),
    words=st.integers(0, 300),
    is_script_only=st.booleans(),
    goes_on=st.booleans(),
    is_login=st.booleans(),
    is_wall=st.booleans(),
)


def judged(
    said: Answer, seen: Seen, before: EarlierSighting | None, *, is_up: bool, another: LookReason | None
) -> Look:
    return look_at(
        "/c", Through.PAGE, said, seen, ANN, is_up=lambda: is_up, before=before, why_another=lambda _: another
    )


@given(ANSWERS, SEEN, st.booleans())
def test_no_look_without_an_earlier_sighting_says_gone(said: Answer, seen: Seen, is_up: bool) -> None:
    look = judged(said, seen, None, is_up=is_up, another=None)

    assert look.found is not Found.GONE


@given(ANSWERS, SEEN, st.booleans(), st.sampled_from([LookReason.OTHER_PAGE, LookReason.TOO_BARE]))
def test_of_a_page_that_answers_and_is_another_one_nothing_is_gone(
    said: Answer, seen: Seen, is_up: bool, another: LookReason
) -> None:
    before = EarlierSighting(1, 1, Moment(NOON), "/c", Through.PAGE, URL, said.final_url, 200)
    look = judged(said, seen, before, is_up=is_up, another=another)

    assert look.found is not Found.GONE or said.status in (404, 410)


@given(ANSWERS, SEEN, st.booleans())
def test_what_leads_to_another_page_than_before_is_never_gone(said: Answer, seen: Seen, is_up: bool) -> None:
    before = EarlierSighting(1, 1, Moment(NOON), "/c", Through.PAGE, URL, "https://v.example/then", 200)

    assert judged(said, seen, before, is_up=is_up, another=None).found is not Found.GONE
