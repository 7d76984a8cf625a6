"""What a file consists of: each part is searched, or named with the reason why it was not read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from functools import partial

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.packed_files import attached, locked, pdf, tarred, zipped
from helpers.servers import CODINGS
from helpers.targets import ANN, QUOTE
from privacyctl.model.publication import Kind
from privacyctl.model.target import KnownBy, LogoMark, Target
from privacyctl.model.unread import Unread
from privacyctl.site import unpacking
from privacyctl.site.finding.finder import Finder
from privacyctl.site.logos.likeness import likeness
from privacyctl.site.unpacking import unpack

FINDER = Finder([ANN])
PAGE = f"<title>Customers</title><p>{QUOTE}</p>".encode()
OTHER = b"<p>Some of those who work with us every day, and what they say of it.</p>"
FILM = b"\0\0\0 ftypisom"
LOCKED = locked(pdf(QUOTE), "secret")
SECOND = "Page two: \nGreat tool, saved us weeks of \nwork."


def at(name: str, data: bytes, finder: Finder = FINDER) -> tuple[list[str], list[str]]:
    """What is surely seen in a file, and what of it was not read."""
    seen = finder.look_at_file(io.BytesIO(data), name)
    shown = [f"{one.by} {one.line} {one.snippet}" for one in seen.sightings if one.is_sure]
    return shown, [str(one) for one in seen.unread]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html.gz", gzip.compress(PAGE)),
        ("a.html", gzip.compress(gzip.compress(PAGE))),
        ("a.html.br", brotli.compress(PAGE)),
        ("a.html.zst", CODINGS["zstd"](PAGE)),
        ("a.html.xz", lzma.compress(PAGE)),
        ("a.html.bz2", bz2.compress(PAGE)),
        ("en_1.pf_fragment", gzip.compress(b'pagefind_dcd{"content":"' + QUOTE.encode() + b'"}')),
        ("kit.zip", zipped({"docs/a.html": PAGE})),
        ("kit.zip", zipped({"b.txt": OTHER, "a.txt": QUOTE.encode("utf-16")}, zipfile.ZIP_LZMA)),
        ("kit.jpg", zipped({"a.html.gz": gzip.compress(PAGE)}, zipfile.ZIP_STORED)),
        ("kit.zip", zipped({"inner.zip": zipped({"a.csv": QUOTE.encode()})})),
        ("press.docx", zipped({"word/document.xml": f"<w:p><w:r><w:t>{QUOTE}</w:t></w:r></w:p>".encode()})),
        ("kit.tar", tarred({"docs/a.html": PAGE})),
        ("kit.tar.gz", tarred({"docs/a.html": PAGE}, "w:gz")),
        ("kit.tgz", tarred({"docs/a.html": PAGE}, "w:gz")),
        ("kit.tar.xz", tarred({"docs/a.html": PAGE}, "w:xz")),
        ("a.pdf", pdf(QUOTE)),
        ("a.html", pdf("First page.", SECOND)),
        ("a.pdf", pdf("Great tool, saved us weeks of w-\nork.")),
        ("a.pdf", pdf("Nothing.", about={"Title": QUOTE})),
        ("a.pdf", attached(pdf("Nothing."), "said.txt", QUOTE.encode())),
        ("a.pdf", locked(pdf(QUOTE), "")),
        ("a.pdf.gz", gzip.compress(pdf(QUOTE))),
        ("kit.zip", zipped({"a.pdf": pdf(QUOTE)})),
        ("setup.bin", bytes(range(1, 32)) * 9 + QUOTE.encode()),
    ],
)
def test_a_quote_is_found_in_every_file_that_holds_it(name: str, data: bytes) -> None:
    shown, _ = at(name, data)

    assert any(one.startswith(KnownBy.QUOTE) for one in shown)


@pytest.mark.parametrize(
    ("name", "data", "unread"),
    [
        ("a.html.gz", gzip.compress(OTHER), []),
        ("kit.zip", zipped({"a.html": OTHER, "a/": b"", "a.exe": b"MZ\x90\0\3\0\0\0", "a.mp4": FILM}), []),
        ("kit.tar", tarred({"a.html": OTHER}), []),
        ("a.pdf", pdf("Nothing of hers.", b"1 0 0 1 0 0 cm 0 0 m 9 9 l S"), []),
        ("a.woff2", b"wOF2\0\1\0\0", []),
        ("a.html.gz", gzip.compress(OTHER)[:-9], ["a.html.gz is damaged or breaks off"]),
        ("a.html.br", b"\0" + brotli.compress(OTHER), ["a.html.br is damaged or breaks off"]),
        ("kit.zip", zipped({"a.html": OTHER})[:-30], ["kit.zip is damaged or breaks off"]),
        ("kit.7z", b"7z\xbc\xaf\x27\x1c\0\4", ["kit.7z is an archive that was not opened"]),
        ("kit.rar", b"Rar!\x1a\7\1\0", ["kit.rar is an archive that was not opened"]),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), ["a.doc is of a kind that cannot be read here"]),
        ("a.bin", bytes(range(1, 32)) * 9, ["a.bin is of a kind that cannot be read here"]),
        ("a.pdf", b"%PDF-1.7\n" + bytes(99), ["a.pdf is damaged or breaks off"]),
        ("a.pdf", LOCKED, ["a.pdf is encrypted, or may not be read"]),
        ("a.pdf", pdf(b"/P Do", picture=bytes(64)), ["a.pdf is a picture of its text"]),
        ("a.pdf", pdf(b"0 0 m " + b"1 2 3 4 5 6 c " * 9 + b"f"), ["a.pdf holds drawings, which are not compared",
                                                                   "a.pdf is a picture of its text"]),
        ("a.pdf", pdf("x", font="<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [] >>"),
         ["a.pdf is a picture of its text"]),
        ("kit.zip", zipped({"b/a.pdf": LOCKED}), ["kit.zip/b/a.pdf is encrypted, or may not be read"]),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named_with_the_reason(name: str, data: bytes, unread: list[str]) -> None:
    assert at(name, data) == ([], unread)


def test_a_sighting_says_where_in_the_file_it_is() -> None:
    assert at("a.pdf", pdf("First page.", SECOND))[0][0].startswith(
        "quote 2 First page. Page two: Great tool"
    )
    assert at("k/kit.zip", zipped({"docs/a.txt": QUOTE.encode()}))[0] == [f"quote 1 docs/a.txt: {QUOTE}"]


@pytest.mark.parametrize("name", ["ann-lee.pdf", "press/Ann_Lee.zip", "films/ann-lee.mp4"])
def test_the_name_of_any_file_is_read(name: str) -> None:
    data = {".pdf": pdf("Nothing."), ".zip": zipped({}), ".mp4": FILM}[name[-4:]]
    seen = FINDER.look_at_file(io.BytesIO(data), name)

    assert [one.by for one in seen.sightings] == [KnownBy.NAME]
    member = FINDER.look_at_file(io.BytesIO(zipped({name: data})), "kit.zip")
    assert [one.by for one in member.sightings] == [KnownBy.NAME]


def test_a_logo_is_known_in_a_pdf_and_in_an_archive() -> None:
    side = 64
    pixels = bytes(
        255 * (x * y % 7 > 2 and 8 < x < 50 and 12 < y < 40) for y in range(side) for x in range(side)
    )
    document = pdf("Our customers.", picture=pixels)
    picture = next(
        one.data
        for one in unpack(io.BytesIO(document), "a")
        if not isinstance(one, Unread) and one.kind.is_picture
    )
    logo = LogoMark("acme.png", b"#" * 32, likeness(picture))
    finder = Finder([Target(None, Kind.LOGO, is_barred=True, logo=logo)])

    assert at("a.pdf", document, finder)[0] == ["logo 1 picture.png: acme.png"]
    assert at("kit.zip", zipped({"a.png": picture}), finder)[0] == ["logo 1 a.png: acme.png"]
    assert at("kit.zip", zipped({"a.tif": b"II*\0" + bytes(99)}), finder)[1] == [
        "kit.zip/a.tif is a picture that cannot be compared"
    ]


def test_what_is_larger_than_the_bounds_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", 100)
    assert at("a.txt", QUOTE.encode() + bytes(100)) == ([], ["a.txt is larger than can be read"])
    assert at("kit.zip", zipped({"a": b" " * 101, "b": QUOTE.encode()}))[1] == [
        "kit.zip/a is larger than can be read"
    ]
    monkeypatch.setattr(unpacking, "_MOST_MEMBERS", 2)
    budget = partial(unpacking._Budget, members=2)
    monkeypatch.setattr(unpacking, "_Budget", budget)
    assert at("kit.zip", zipped({"a": b"", "b": b"", "c": QUOTE.encode()}))[1]


def test_a_bomb_is_not_expanded() -> None:
    bomb = gzip.compress(gzip.compress(bytes(60_000_000), 9), 9)

    assert at("a.gz", bomb)[1] == ["a is larger than can be read"]
    deep = b"<p>"
    for _ in range(9):
        deep = zipped({"a.zip": deep})
    assert at("a.zip", deep)[1][0].endswith("is an archive that was not opened")


@given(st.binary(max_size=300), st.sampled_from(["", "PK\3\4", "%PDF-1.7\n", "\x1f\x8b\x08", "BZh91AY&SY"]))
def test_no_file_is_too_strange_to_be_opened(data: bytes, mark: str) -> None:
    list(unpack(io.BytesIO(mark.encode("latin-1") + data), "a.br" if not mark else "a"))


@given(st.data())
def test_a_damaged_file_is_never_read_in_silence(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([pdf(QUOTE), zipped({"a.html": PAGE}), gzip.compress(PAGE)]))
    cut = whole[: data.draw(st.integers(16, len(whole) - 1))]
    shown, unread = at("a", cut)

    assert shown or unread
