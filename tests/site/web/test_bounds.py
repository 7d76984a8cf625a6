from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from helpers.servers import CODINGS
from privacyctl.model.look_reason import LookReason
from privacyctl.site.web.connecting import FetchLimits
from privacyctl.site.web.fetching import fetch

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.servers import Origin, Wire

pytestmark = pytest.mark.slow

HASTY = FetchLimits(read=5, whole=0.4)
OK = b"HTTP/1.1 200 OK\r\n"


@contextmanager
def soon() -> Iterator[None]:
    """Well within the time of a single read, and with room for a busy machine."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 4


def silence(wire: Wire) -> None:
    wire.pause(10)


def silent_body(wire: Wire) -> None:
    wire.answer(200, {"Content-Length": "100"}, b"What our")
    wire.pause(10)


def dripping_status(wire: Wire) -> None:
    wire.drip(b"H")


def dripping_headers(wire: Wire) -> None:
    wire.send(OK)
    wire.drip(b"X-Slow: yes\r\n")


def dripping_body(wire: Wire) -> None:
    wire.answer(200, {"Content-Length": "100000"})
    wire.drip(b"a")


def dripping_body_without_length(wire: Wire) -> None:
    wire.answer(200, {})
    wire.drip(b"a")


def dripping_chunk_size(wire: Wire) -> None:
    wire.answer(200, {"Transfer-Encoding": "chunked"})
    wire.drip(b"0")


def endless_interim(wire: Wire) -> None:
    while not wire.pause(0.001):
        wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")


@pytest.mark.parametrize(
    "script",
    [
        dripping_status, dripping_headers, dripping_body, dripping_body_without_length, dripping_chunk_size,
        endless_interim, silence, silent_body,
    ],
)  # fmt: skip
def test_the_whole_answer_has_its_time(origin: Origin, script: Callable[[Wire], None]) -> None:
    origin.script("/", script)

    with soon():
        answer = fetch(origin.url, limits=HASTY)

    assert (answer.trouble, answer.body) == (LookReason.TOO_SLOW, b"")


@pytest.mark.usefixtures("trusted")
def test_a_dripping_answer_over_tls_has_its_time(secure: Origin) -> None:
    secure.script("/", dripping_body)

    with soon():
        assert fetch(secure.at("localhost"), limits=HASTY).trouble is LookReason.TOO_SLOW


def test_a_name_server_that_does_not_answer_has_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()

    def slowly(*_: object, **__: object) -> list[object]:
        is_over.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slowly)
    began = time.monotonic()

    answer = fetch("http://v.example/", limits=FetchLimits(whole=0.2))

    assert answer.trouble is LookReason.TOO_SLOW
    assert time.monotonic() - began < 5
    is_over.set()


def test_the_redirects_share_the_time(origin: Origin) -> None:
    def slowly(wire: Wire) -> None:
        wire.pause(0.15)
        wire.answer(302, {"Location": f"{wire.asked.path}x"})

    for number in range(10):
        origin.script("/" + "x" * number, slowly)

    with soon():
        assert fetch(origin.url, limits=HASTY).trouble is LookReason.TOO_SLOW
    assert len(origin.asked) < 5


@pytest.mark.parametrize("script", [silence, silent_body])
def test_a_single_read_has_its_time(origin: Origin, script: Callable[[Wire], None]) -> None:
    origin.script("/", script)

    with soon():
        assert fetch(origin.url, limits=FetchLimits(read=0.2)).trouble is LookReason.TOO_SLOW


def test_an_answer_just_in_time_is_whole(origin: Origin) -> None:
    def slowly(wire: Wire) -> None:
        wire.answer(200, {"Content-Length": "5"})
        for byte in b"Great":
            wire.pause(0.05)
            wire.send(bytes([byte]))

    origin.script("/", slowly)

    assert fetch(origin.url, limits=FetchLimits(read=5, whole=5)).body == b"Great"


def endless_body(wire: Wire) -> None:
    wire.answer(200, {"Content-Type": "text/html"})
    while True:
        wire.send(b"<p>What our customers say</p>" * 1000)


def endless_chunks(wire: Wire) -> None:
    wire.answer(200, {"Transfer-Encoding": "chunked"})
    while True:
        wire.send(b"ffff\r\n" + bytes(0xFFFF) + b"\r\n")


def endless_length(wire: Wire) -> None:
    wire.answer(200, {"Content-Length": "9" * 30})
    wire.pause(10)


@pytest.mark.parametrize("script", [endless_body, endless_chunks, endless_length])
def test_an_endless_body_is_too_large(origin: Origin, script: Callable[[Wire], None]) -> None:
    origin.script("/", script)

    with soon():
        answer = fetch(origin.url)

    assert (answer.trouble, answer.body, answer.status) == (LookReason.TOO_LARGE, b"", 200)


@pytest.mark.parametrize(("size", "trouble"), [(5_000_000, None), (5_000_001, LookReason.TOO_LARGE)])
@pytest.mark.parametrize("coding", [None, "gzip"])
def test_five_megabytes_are_read_and_no_more(
    origin: Origin, size: int, trouble: LookReason | None, coding: str | None
) -> None:
    origin.page("/", bytes(size), coding=coding)

    assert fetch(origin.url).trouble is trouble


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_too_large(origin: Origin, coding: str) -> None:
    origin.page("/", bytes(10_000_000), coding=coding)

    assert fetch(origin.url).trouble is LookReason.TOO_LARGE


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 2OO OK\r\n\r\n",
        OK + b"Content-Length: 100\r\n\r\nWhat our cust",
        OK + b"Content-Length: 4, 5\r\n\r\nWhat ",
        OK + b"Transfer-Encoding: chunked\r\n\r\n64\r\nWhat our cust",
        OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nWhat\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nWhat\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nWhat\r\n0\r\n\r\n",
        OK + b"Content-Encoding: gzip\r\n\r\n" + CODINGS["gzip"](b"What our customers say")[:-5],
        OK + b"Content-Encoding: gzip\r\n\r\nWhat our customers say",
        OK + b"X: y\r\n" * 1000,
        OK + b"X: " + b"y" * 100_000,
    ],
    ids=[
        "nothing", "nonsense", "bad status", "short", "two lengths", "short chunk", "no last chunk", "no size",
        "negative size", "short gzip", "no gzip", "many headers", "long header",
    ],
)  # fmt: skip
def test_what_breaks_off_or_is_no_http_is_no_answer(origin: Origin, sent: bytes) -> None:
    origin.script("/", lambda wire: wire.send(sent))

    answer = fetch(origin.url)

    assert (answer.trouble, answer.body) == (LookReason.NO_ANSWER, b"")


def test_no_answer_raises(origin: Origin) -> None:
    """A whole answer, changed in some of its bytes: whatever it is, it is an answer or a trouble."""
    page = CODINGS["gzip"](b"What our customers say")
    head = (
        b'Content-Type: text/html; charset=utf-8\r\nLocation: /x\r\nContent-Encoding: gzip\r\nETag: "a"\r\n'
    )
    whole = OK + head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(page), page)
    chance = random.Random(0)  # noqa: S311

    def broken(wire: Wire) -> None:
        sent = bytearray(whole)
        for _ in range(chance.randint(0, 6)):
            at = chance.randrange(len(sent))
            sent[at : at + chance.randint(0, 2)] = chance.randbytes(chance.randint(0, 2))
        wire.send(bytes(sent))

    origin.script("/", broken)
    answers = [fetch(origin.url, limits=FetchLimits(read=0.05)) for _ in range(300)]

    assert {answer.body for answer in answers} >= {b"", b"What our customers say"}
    assert all(answer.trouble or answer.status for answer in answers)
