import bz2
import gzip
import lzma
import tracemalloc
import zlib
from contextlib import suppress

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.servers import CODINGS
from privacyctl.model.look_reason import LookReason
from privacyctl.site.decoding import UnreadableBody, decode

PAGE = b"<p>What our customers say</p>" * 40


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def why_unread(sent: bytes, coding: str, most: int = 10_000) -> LookReason:
    with pytest.raises(UnreadableBody) as unread:
        decode(sent, coding, most=most)
    return unread.value.reason


@pytest.mark.parametrize(
    ("sent", "coding"),
    [
        (PAGE, ""),
        (PAGE, "identity"),
        (gzip.compress(PAGE), "gzip"),
        (gzip.compress(PAGE), " X-GZIP "),
        (gzip.compress(PAGE) + b"\0\0\n", "gzip"),
        (zlib.compress(PAGE), "deflate"),
        (raw_deflate(PAGE), "deflate"),
        (brotli.compress(PAGE), "br"),
        (CODINGS["zstd"](PAGE), "zstd"),
        (bz2.compress(PAGE), "bzip2"),
        (lzma.compress(PAGE), "xz"),
        (brotli.compress(gzip.compress(PAGE)), "gzip, BR"),
    ],
    ids=[
        "none",
        "identity",
        "gzip",
        "x-gzip",
        "padded gzip",
        "deflate",
        "bare deflate",
        "br",
        "zstd",
        "bz2",
        "xz",
        "two",
    ],
)
def test_each_coding_that_we_ask_for_is_undone(sent: bytes, coding: str) -> None:
    assert decode(sent, coding, most=len(PAGE)) == PAGE


@given(st.binary(min_size=1, max_size=3000), st.sampled_from(["gzip", "deflate", "br", "zstd"]), st.data())
def test_what_breaks_off_is_never_taken_for_whole(page: bytes, coding: str, data: st.DataObject) -> None:
    sent = CODINGS[coding](page)
    cut = data.draw(st.integers(1, len(sent) - 1))

    assert decode(sent, coding, most=3000) == page
    assert why_unread(sent[:cut], coding) is LookReason.NO_ANSWER


@given(st.binary(min_size=1), st.sampled_from(["gzip", "deflate", "br", "zstd", "xz", "bzip2"]))
def test_any_bytes_are_a_body_or_unread(sent: bytes, coding: str) -> None:
    with suppress(UnreadableBody):
        assert len(decode(sent, coding, most=100)) <= 100


def test_a_second_page_behind_the_first_is_not_passed_over() -> None:
    assert why_unread(gzip.compress(PAGE) + gzip.compress(b"Ann Lee"), "gzip") is LookReason.NO_ANSWER


@pytest.mark.parametrize("coding", ["compress", "gzip, evil", "evil"])
def test_a_coding_that_nobody_asked_for_is_not_read(coding: str) -> None:
    assert why_unread(PAGE, coding) is LookReason.NOT_TEXT


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_not_expanded(coding: str) -> None:
    bomb = CODINGS[coding](bytes(10_000_000))
    tracemalloc.start()
    try:
        assert why_unread(bomb, coding) is LookReason.TOO_LARGE
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_an_empty_body_is_empty_in_every_coding(coding: str) -> None:
    assert decode(b"", coding, most=1) == b""
