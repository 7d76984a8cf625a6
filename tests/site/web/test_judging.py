from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.terminal import NOON
from privacyctl.model.ids import PublicationId
from privacyctl.model.look import EarlierSighting, Found, Look, Through
from privacyctl.model.look_reason import LookReason
from privacyctl.model.moment import Moment
from privacyctl.model.publication import Kind
from privacyctl.model.target import KnownBy, LogoMark, Seen, Sighting, Target
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.site.judging import look_at
from privacyctl.site.web.fetching import Answer

ANN = Target(PublicationId(7), Kind.TESTIMONIAL, is_barred=True, quote="Great tool, saved us weeks.")
BO = Target(PublicationId(8), Kind.TESTIMONIAL, is_barred=True, quote="It just works.")
ACME = Target(
    PublicationId(9),
    Kind.LOGO,
    is_barred=True,
    company="Acme GmbH",
    logo=LogoMark("acme.png", b"#" * 32, b"like"),
)
FLAT = replace(ACME, logo=LogoMark("acme.png", b"#" * 32, None))
SURE = Sighting(ANN, KnownBy.QUOTE, 3, "Great tool, saved us", is_sure=True)
DOUBTFUL = Sighting(ANN, KnownBy.NAME, 9, "thanks to Ann Lee for", is_sure=False)
BOS = Sighting(BO, KnownBy.QUOTE, 5, "It just works", is_sure=True)
PAGE = Answer(
    "https://v.example/c",
    "https://v.example/c",
    200,
    content_type="text/html",
    body=b"<p>What our",
    sha256=b"0" * 32,
)
LED = replace(PAGE, redirects=1)
READ = Seen(words=200)
LOCKED = Unread("/press.pdf", WhyUnread.LOCKED)
IMAGE = replace(PAGE, content_type="image/png", body=b"\x89PNG\0\0")


BEFORE = EarlierSighting(
    look=1, entry=5, at=Moment(NOON), place="/c", through=Through.PAGE, url="https://v.example/c",
    final_url="https://v.example/c", status=200,
)  # fmt: skip


def logo_seen(*, is_sure: bool) -> Seen:
    return Seen(sightings=(Sighting(ACME, KnownBy.LOGO, 1, "", is_sure=is_sure),))


TROUBLES = [
    LookReason.NO_ANSWER, LookReason.TOO_SLOW, LookReason.TOO_LARGE, LookReason.TLS, LookReason.REDIRECTED_AWAY,
    LookReason.REDIRECT_LOOP, LookReason.NOT_TEXT, LookReason.NO_PAGE,
]  # fmt: skip


def judged(
    answer: Answer,
    seen: Seen,
    *,
    target: Target = ANN,
    is_up: bool = True,
    unseen: LookReason | None = None,
    before: EarlierSighting | None = BEFORE,
    another: LookReason | None = None,
) -> tuple[Found, LookReason]:
    """The verdict, of a page that showed it before; `another` is why it would be another page now."""
    look = look_at(
        "/c",
        Through.PAGE,
        answer,
        seen,
        target,
        is_up=lambda: is_up,
        unseen=unseen,
        before=before and replace(before, final_url=answer.final_url),
        why_another=lambda _: another,
    )
    return look.found, look.reason


GONE_CASES = [
    (PAGE, READ, LookReason.NOT_SHOWN),
    (replace(PAGE, status=203), READ, LookReason.NOT_SHOWN),
    (replace(PAGE, status=404), Seen(), LookReason.NOT_FOUND),
    (replace(PAGE, status=410), Seen(words=3), LookReason.NOT_FOUND),
    (PAGE, replace(READ, sightings=(BOS,)), LookReason.NOT_SHOWN),
    (PAGE, replace(READ, is_login=True), LookReason.NOT_SHOWN),
    (replace(LED, final_url="https://v.example/authors"), READ, LookReason.NOT_SHOWN),
    (replace(PAGE, final_url="https://v.example/login"), READ, LookReason.NOT_SHOWN),
    (replace(PAGE, body="Grüße".encode("utf-16")), READ, LookReason.NOT_SHOWN),
    (replace(PAGE, body="Grüße".encode("utf-16-le"), charset="utf-16le"), READ, LookReason.NOT_SHOWN),
    (replace(PAGE, content_type=None), READ, LookReason.NOT_SHOWN),
    (replace(PAGE, content_type="application/octet-stream"), READ, LookReason.NOT_SHOWN),
    (replace(PAGE, content_type="image/svg+xml"), READ, LookReason.NOT_SHOWN),
    (replace(PAGE, body=b"%PDF-1.7\n", content_type="application/pdf"), READ, LookReason.NOT_SHOWN),
    (replace(PAGE, body=b"\x1f\x8b\x08\0", content_type="text/html"), READ, LookReason.NOT_SHOWN),
    (
        PAGE,
        replace(READ, unread=(Unread("/a.png", WhyUnread.TOO_LARGE, is_picture=True),)),
        LookReason.NOT_SHOWN,
    ),
]


@pytest.mark.parametrize(("answer", "seen", "reason"), GONE_CASES)
def test_a_page_that_was_read_whole_and_does_not_show_it_is_gone(
    answer: Answer, seen: Seen, reason: LookReason
) -> None:
    assert judged(answer, seen) == (Found.GONE, reason)


@pytest.mark.parametrize(
    ("answer", "seen", "reason"),
    [
        *[(replace(PAGE, status=None, trouble=trouble), Seen(), trouble) for trouble in TROUBLES],
        *[
            (replace(PAGE, status=status), READ, LookReason.HTTP_ERROR)
            for status in (201, 202, 206, 302, 304, 400, 401, 403, 429, 500, 503)
        ],
        (PAGE, replace(READ, is_wall=True), LookReason.ROBOT_WALL),
        (replace(PAGE, status=403), Seen(is_wall=True), LookReason.ROBOT_WALL),
        (replace(PAGE, status=404), Seen(is_wall=True), LookReason.ROBOT_WALL),
        (PAGE, Seen(words=40, is_login=True), LookReason.LOGIN),
        (replace(LED, final_url="https://v.example/Account/Login?next=/c"), READ, LookReason.LOGIN),
        (replace(LED, final_url="https://v.example/wp-login.php"), READ, LookReason.LOGIN),
        (replace(LED, final_url="https://v.example/sso/start"), READ, LookReason.LOGIN),
        (replace(PAGE, content_type="application/pdf"), READ, LookReason.NOT_TEXT),
        (replace(PAGE, body=b"%PDF-1.7\n"), replace(READ, unread=(LOCKED,)), LookReason.UNREAD),
        (replace(PAGE, body=b"PK\3\4\0\0"), replace(READ, unread=(LOCKED,)), LookReason.UNREAD),
        (replace(PAGE, body=b"ID3\4\0\0"), READ, LookReason.NOT_TEXT),
        (IMAGE, READ, LookReason.NOT_TEXT),
        (PAGE, replace(READ, is_script_only=True), LookReason.SCRIPT_ONLY),
        (replace(PAGE, status=404), Seen(is_script_only=True), LookReason.SCRIPT_ONLY),
        (PAGE, Seen(words=4), LookReason.EMPTY),
        (PAGE, replace(READ, sightings=(BOS, DOUBTFUL)), LookReason.DOUBTFUL),
    ],
)  # fmt: skip
def test_what_proves_nothing_is_never_gone(answer: Answer, seen: Seen, reason: LookReason) -> None:
    assert judged(answer, seen) == (Found.INCONCLUSIVE, reason)


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (PAGE, READ),
        (replace(PAGE, status=404), Seen()),
        (replace(PAGE, status=500), Seen()),
        (replace(PAGE, status=403), Seen(is_wall=True)),
        (PAGE, Seen(words=1)),
        (PAGE, Seen(is_script_only=True)),
        (replace(LED, final_url="https://v.example/login"), Seen(is_login=True)),
        (replace(PAGE, content_type="application/pdf"), Seen()),
    ],
)
def test_what_surely_shows_it_is_still_there_whatever_else_it_is(answer: Answer, seen: Seen) -> None:
    shows = replace(seen, sightings=(DOUBTFUL, BOS, SURE))

    assert judged(answer, shows) == (Found.STILL_THERE, LookReason.SHOWN)


def test_a_page_is_not_gone_from_a_site_that_is_down() -> None:
    answer = replace(PAGE, status=404)

    assert judged(answer, Seen(), is_up=False) == (Found.INCONCLUSIVE, LookReason.SITE_DOWN)


def test_a_remark_on_the_page_that_says_it_is_not_found_keeps_nothing_on_show() -> None:
    seen = Seen(sightings=(DOUBTFUL,))

    assert judged(replace(PAGE, status=404), seen) == (Found.GONE, LookReason.NOT_FOUND)


@pytest.mark.parametrize(
    ("target", "seen", "judgement"),
    [
        (ACME, Seen(), (Found.GONE, LookReason.NOT_SHOWN)),
        (ACME, logo_seen(is_sure=True), (Found.STILL_THERE, LookReason.SHOWN)),
        (ACME, logo_seen(is_sure=False), (Found.INCONCLUSIVE, LookReason.DOUBTFUL)),
        (FLAT, Seen(), (Found.INCONCLUSIVE, LookReason.NOT_TEXT)),
        (ANN, Seen(), (Found.INCONCLUSIVE, LookReason.NOT_TEXT)),
    ],
)  # fmt: skip
def test_an_image_tells_of_a_logo_that_can_be_known_again(
    target: Target, seen: Seen, judgement: tuple[Found, LookReason]
) -> None:
    assert judged(IMAGE, seen, target=target) == judgement


@pytest.mark.parametrize(("answer", "seen", "_"), [case for case in GONE_CASES if case[0].status == 200])
def test_a_page_whose_images_could_not_be_looked_at_is_not_gone(
    answer: Answer, seen: Seen, _: LookReason
) -> None:
    assert judged(answer, seen, unseen=LookReason.TOO_SLOW) == (Found.INCONCLUSIVE, LookReason.TOO_SLOW)


def test_a_look_holds_the_evidence_and_the_snippet_of_what_was_seen() -> None:
    answer = replace(PAGE, etag='"a"', last_modified="Sun", final_url="https://www.v.example/c")
    seen = replace(READ, sightings=(DOUBTFUL, BOS, SURE))

    assert look_at("/c", Through.FRESH, answer, seen, ANN, is_up=lambda: True) == Look(
        place="/c",
        through=Through.FRESH,
        found=Found.STILL_THERE,
        reason=LookReason.SHOWN,
        url="https://v.example/c",
        final_url="https://www.v.example/c",
        status=200,
        etag='"a"',
        last_modified="Sun",
        sha256=b"0" * 32,
        snippet="Great tool, saved us",
    )


def test_a_snippet_is_told_of_nothing_that_is_gone() -> None:
    seen = Seen(sightings=(DOUBTFUL,))
    looks = [
        look_at("/c", Through.PAGE, replace(PAGE, status=status), seen, ANN, is_up=lambda: True).snippet
        for status in (200, 404, 500)
    ]
    assert looks == [None, None, None]
    assert look_at(
        "/c", Through.PAGE, PAGE, replace(READ, sightings=(DOUBTFUL,)), ANN, is_up=lambda: True
    ).snippet


@pytest.mark.parametrize(("answer", "seen", "_"), GONE_CASES)
def test_what_was_never_seen_there_is_never_gone(answer: Answer, seen: Seen, _: LookReason) -> None:
    assert judged(answer, seen, before=None) == (Found.INCONCLUSIVE, LookReason.NEVER_SEEN)


@pytest.mark.parametrize("status", [200, 404, 410])
def test_a_page_that_leads_elsewhere_than_before_has_moved(status: int) -> None:
    moved = replace(LED, final_url="https://v.example/new-page", status=status)
    before = replace(BEFORE, final_url="https://v.example/c")
    look = look_at("/c", Through.PAGE, moved, READ, ANN, is_up=lambda: True, before=before)

    assert (look.found, look.reason) == (Found.INCONCLUSIVE, LookReason.MOVED)


@pytest.mark.parametrize(
    "final_url",
    [
        "http://www.v.example/c",
        "https://v.example/c/",
        "https://v.example/c.html",
        "https://v.example/%63/index.html?privacyctl=1f",
    ],
)
def test_another_spelling_of_the_same_address_is_no_other_page(final_url: str) -> None:
    answer = replace(LED, final_url=final_url)
    look = look_at("/c", Through.PAGE, answer, READ, ANN, is_up=lambda: True, before=BEFORE)

    assert (look.found, look.reason) == (Found.GONE, LookReason.NOT_SHOWN)


@pytest.mark.parametrize("another", [LookReason.OTHER_PAGE, LookReason.TOO_BARE, LookReason.NEVER_SEEN])
def test_the_absence_from_another_page_proves_nothing(another: LookReason) -> None:
    assert judged(PAGE, READ, another=another) == (Found.INCONCLUSIVE, another)


def test_a_part_that_was_not_read_is_said_of_the_same_page_alone() -> None:
    unread = replace(READ, unread=(Unread("/logo.svg", WhyUnread.TOO_LARGE),))

    assert judged(PAGE, unread) == (Found.INCONCLUSIVE, LookReason.UNREAD)
    assert judged(PAGE, unread, another=LookReason.OTHER_PAGE)[1] is LookReason.OTHER_PAGE


def test_a_page_that_was_always_shown_with_an_error_is_held_against_what_it_said() -> None:
    not_found, seen_so = replace(PAGE, status=404), replace(BEFORE, status=404)

    assert judged(not_found, READ, before=seen_so) == (Found.GONE, LookReason.NOT_SHOWN)
    assert judged(not_found, READ, before=seen_so, another=LookReason.OTHER_PAGE)[0] is Found.INCONCLUSIVE
