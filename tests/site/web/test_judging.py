from __future__ import annotations

from dataclasses import replace

import pytest

from privacyctl.model.look import Found, Look, Reason, Through
from privacyctl.model.publication import Kind
from privacyctl.model.target import By, LogoMark, Seen, Sighting, Sought
from privacyctl.site.judging import look_at
from privacyctl.site.web.fetching import Answer

ANN = Sought(7, Kind.TESTIMONIAL, is_barred=True, quote="Great tool, saved us weeks.")
BO = Sought(8, Kind.TESTIMONIAL, is_barred=True, quote="It just works.")
ACME = Sought(
    9, Kind.LOGO, is_barred=True, company="Acme GmbH", logo=LogoMark("acme.png", b"#" * 32, b"like")
)
FLAT = replace(ACME, logo=LogoMark("acme.png", b"#" * 32, None))
SURE = Sighting(ANN, By.QUOTE, 3, "Great tool, saved us", is_sure=True)
DOUBTFUL = Sighting(ANN, By.NAME, 9, "thanks to Ann Lee for", is_sure=False)
BOS = Sighting(BO, By.QUOTE, 5, "It just works", is_sure=True)
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
IMAGE = replace(PAGE, content_type="image/png", body=b"\x89PNG\0\0")

TROUBLES = [
    Reason.NO_ANSWER, Reason.TOO_SLOW, Reason.TOO_LARGE, Reason.TLS, Reason.REDIRECTED_AWAY, Reason.REDIRECT_LOOP,
    Reason.NOT_TEXT, Reason.NO_PAGE,
]  # fmt: skip


def judged(
    answer: Answer, seen: Seen, *, sought: Sought = ANN, is_up: bool = True, unseen: Reason | None = None
) -> tuple[Found, Reason]:
    look = look_at("/c", Through.PAGE, answer, seen, sought, is_up=lambda: is_up, unseen=unseen)
    return look.found, look.reason


GONE_CASES = [
    (PAGE, READ, Reason.NOT_SHOWN),
    (replace(PAGE, status=203), READ, Reason.NOT_SHOWN),
    (replace(PAGE, status=404), Seen(), Reason.NOT_FOUND),
    (replace(PAGE, status=410), Seen(words=3), Reason.NOT_FOUND),
    (PAGE, replace(READ, sightings=(BOS,)), Reason.NOT_SHOWN),
    (PAGE, replace(READ, is_login=True), Reason.NOT_SHOWN),
    (replace(LED, final_url="https://v.example/authors"), READ, Reason.NOT_SHOWN),
    (replace(PAGE, final_url="https://v.example/login"), READ, Reason.NOT_SHOWN),
    (replace(PAGE, body="Grüße".encode("utf-16")), READ, Reason.NOT_SHOWN),
    (replace(PAGE, body="Grüße".encode("utf-16-le"), charset="utf-16le"), READ, Reason.NOT_SHOWN),
    (replace(PAGE, content_type=None), READ, Reason.NOT_SHOWN),
    (replace(PAGE, content_type="application/octet-stream"), READ, Reason.NOT_SHOWN),
    (replace(PAGE, content_type="image/svg+xml"), READ, Reason.NOT_SHOWN),
]


@pytest.mark.parametrize(("answer", "seen", "reason"), GONE_CASES)
def test_a_page_that_was_read_whole_and_does_not_show_it_is_gone(
    answer: Answer, seen: Seen, reason: Reason
) -> None:
    assert judged(answer, seen) == (Found.GONE, reason)


@pytest.mark.parametrize(
    ("answer", "seen", "reason"),
    [
        *[(replace(PAGE, status=None, trouble=trouble), Seen(), trouble) for trouble in TROUBLES],
        *[
            (replace(PAGE, status=status), READ, Reason.HTTP_ERROR)
            for status in (201, 202, 206, 302, 304, 400, 401, 403, 429, 500, 503)
        ],
        (PAGE, replace(READ, is_wall=True), Reason.ROBOT_WALL),
        (replace(PAGE, status=403), Seen(is_wall=True), Reason.ROBOT_WALL),
        (replace(PAGE, status=404), Seen(is_wall=True), Reason.ROBOT_WALL),
        (PAGE, Seen(words=40, is_login=True), Reason.LOGIN),
        (replace(LED, final_url="https://v.example/Account/Login?next=/c"), READ, Reason.LOGIN),
        (replace(LED, final_url="https://v.example/wp-login.php"), READ, Reason.LOGIN),
        (replace(LED, final_url="https://v.example/sso/start"), READ, Reason.LOGIN),
        (replace(PAGE, content_type="application/pdf"), READ, Reason.NOT_TEXT),
        (replace(PAGE, body=b"%PDF-1.7\n"), READ, Reason.NOT_TEXT),
        (replace(PAGE, body=b"PK\3\4\0\0", content_type="application/octet-stream"), READ, Reason.NOT_TEXT),
        (replace(PAGE, body=b"\x1f\x8b\x08\0", content_type="text/html"), READ, Reason.NOT_TEXT),
        (IMAGE, READ, Reason.NOT_TEXT),
        (PAGE, replace(READ, is_script_only=True), Reason.SCRIPT_ONLY),
        (PAGE, Seen(words=4), Reason.EMPTY),
        (PAGE, replace(READ, sightings=(BOS, DOUBTFUL)), Reason.DOUBTFUL),
    ],
)  # fmt: skip
def test_what_proves_nothing_is_never_gone(answer: Answer, seen: Seen, reason: Reason) -> None:
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

    assert judged(answer, shows) == (Found.STILL_THERE, Reason.SHOWN)


def test_a_page_is_not_gone_from_a_site_that_is_down() -> None:
    answer = replace(PAGE, status=404)

    assert judged(answer, Seen(), is_up=False) == (Found.INCONCLUSIVE, Reason.SITE_DOWN)


def test_a_remark_on_the_page_that_says_it_is_not_found_keeps_nothing_on_show() -> None:
    seen = Seen(sightings=(DOUBTFUL,))

    assert judged(replace(PAGE, status=404), seen) == (Found.GONE, Reason.NOT_FOUND)


@pytest.mark.parametrize(
    ("sought", "seen", "judgement"),
    [
        (ACME, Seen(), (Found.GONE, Reason.NOT_SHOWN)),
        (ACME, Seen(sightings=(Sighting(ACME, By.LOGO, 1, "", is_sure=True),)), (Found.STILL_THERE, Reason.SHOWN)),
        (ACME, Seen(sightings=(Sighting(ACME, By.LOGO, 1, "", is_sure=False),)), (Found.INCONCLUSIVE, Reason.DOUBTFUL)),
        (FLAT, Seen(), (Found.INCONCLUSIVE, Reason.NOT_TEXT)),
        (ANN, Seen(), (Found.INCONCLUSIVE, Reason.NOT_TEXT)),
    ],
)  # fmt: skip
def test_an_image_tells_of_a_logo_that_can_be_known_again(
    sought: Sought, seen: Seen, judgement: tuple[Found, Reason]
) -> None:
    assert judged(IMAGE, seen, sought=sought) == judgement


@pytest.mark.parametrize(("answer", "seen", "_"), [case for case in GONE_CASES if case[0].status == 200])
def test_a_page_whose_images_could_not_be_looked_at_is_not_gone(
    answer: Answer, seen: Seen, _: Reason
) -> None:
    assert judged(answer, seen, unseen=Reason.TOO_SLOW) == (Found.INCONCLUSIVE, Reason.TOO_SLOW)


def test_a_look_holds_the_evidence_and_the_snippet_of_what_was_seen() -> None:
    answer = replace(PAGE, etag='"a"', last_modified="Sun", final_url="https://www.v.example/c")
    seen = replace(READ, sightings=(DOUBTFUL, BOS, SURE))

    assert look_at("/c", Through.FRESH, answer, seen, ANN, is_up=lambda: True) == Look(
        place="/c",
        through=Through.FRESH,
        found=Found.STILL_THERE,
        reason=Reason.SHOWN,
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
