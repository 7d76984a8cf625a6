"""What a body is: by its bytes, whatever its name and its type say."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from privacyctl.site.body_kinds import ENOUGH, BodyKind, kind_of

PAGE = b"<!doctype html><title>Customers</title><p>Some of those who work with us every day."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def picture(form: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, form)
    return file.getvalue()


def packed(form: str) -> bytes:
    file = io.BytesIO()
    if form == "zip":
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("a.txt", PAGE)
    else:
        formats = {"v7": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}
        with tarfile.open(fileobj=file, mode="w", format=formats[form]) as archive:
            member = tarfile.TarInfo("a.txt")
            member.size = len(PAGE)
            archive.addfile(member, io.BytesIO(PAGE))
    data = file.getvalue()
    if form != "v7":
        return data
    # Before 1988 there was no mark; the sum is then over a block without it.
    block = data[:257] + bytes(255)
    stated = b"%06o\0 " % (sum(block[:148]) + sum(block[156:]) + 8 * 32)
    return block[:148] + stated + block[156:] + data[512:]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", BodyKind.TEXT),
        (PAGE, BodyKind.TEXT),
        (PAGE.decode().encode("utf-16"), BodyKind.TEXT),
        (PAGE.decode().encode("utf-16-le"), BodyKind.TEXT),
        ("Größe und Länge".encode("cp1252"), BodyKind.TEXT),
        ("日本語の文章".encode("iso-2022-jp"), BodyKind.TEXT),
        (b"\x1b[1mbold\x1b[0m\f", BodyKind.TEXT),
        (b"a stray \0 in a text of a page", BodyKind.TEXT),
        (b"BMW Group says: the best tool", BodyKind.TEXT),
        (b"MZ is a name", BodyKind.TEXT),
        (b"<p>A PDF begins with %PDF-1.7 and holds objects.</p>", BodyKind.TEXT),
        (b"Format: WEBP, and ftyp avif", BodyKind.TEXT),
        (b"pagefind_dcd\x82\x65hello\x65world", BodyKind.TEXT),
        (SVG, BodyKind.DRAWING),
        (b"\xef\xbb\xbf\n  " + SVG, BodyKind.DRAWING),
        (b'<?xml version="1.0"?><!-- made by - a -- program --><!DOCTYPE svg PUBLIC "a" "b">' + SVG, BodyKind.DRAWING),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg:svg>', BodyKind.DRAWING),
        (SVG.decode().encode("utf-16"), BodyKind.DRAWING),
        (b"<!--" + b"long " * 2_000 + b"-->" + SVG, BodyKind.DRAWING),
        (b"<p>" + SVG, BodyKind.TEXT),
        *((picture(form), BodyKind.PICTURE) for form in ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "ICO", "TIFF")),
        (b"%PDF-1.7\n1 0 obj", BodyKind.PDF),
        (b"\xef\xbb\xbf\r\n%PDF-1.7\n1 0 obj", BodyKind.PDF),
        (b"X-Mailer: none\r\n\r\n%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", BodyKind.PDF),
        (gzip.compress(PAGE), BodyKind.GZIP),
        (lzma.compress(PAGE), BodyKind.XZ),
        (bz2.compress(PAGE), BodyKind.BZIP2),
        (b"\x28\xb5\x2f\xfd\x24", BodyKind.ZSTD),
        (packed("zip"), BodyKind.ZIP),
        *((packed(form), BodyKind.TAR) for form in ("v7", "gnu", "pax")),
        (b"7z\xbc\xaf\x27\x1c\0\4", BodyKind.ARCHIVE),
        (b"Rar!\x1a\7\1\0", BodyKind.ARCHIVE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), BodyKind.DOCUMENT),
        (b"{\\rtf1\\ansi Widget Pro}", BodyKind.DOCUMENT),
        (b"ID3\4\0\0", BodyKind.MEDIA),
        (b"\0\0\0\x20ftypisom", BodyKind.MEDIA),
        (b"RIFF\1\2\3\4WAVEfmt ", BodyKind.MEDIA),
        (b"wOF2\0\1", BodyKind.MUTE),
        (b"SQLite format 3\0" + bytes(52) + b"pvcy" + bytes(28), BodyKind.MUTE),
        (b"SQLite format 3\0" + bytes(84), BodyKind.UNKNOWN),
        (b"\0asm\1\0\0\0", BodyKind.MUTE),
        (b"!<arch>\ndebian-binary   ", BodyKind.MUTE),
        (b"# Sphinx inventory version 2\n# Project: x", BodyKind.MUTE),
        (b"\x01\x02\x03\0" * 2 + b"\1\0\2\0" + bytes(22) + b"LP", BodyKind.MUTE),
        (b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff", BodyKind.MUTE),
        (bytes(range(1, 32)) * 9, BodyKind.UNKNOWN),
        (bytes(200), BodyKind.UNKNOWN),
    ],
)  # fmt: skip
def test_a_body_is_known_by_its_bytes(data: bytes, kind: BodyKind) -> None:
    assert kind_of(data) is kind
    assert kind_of(data, "a.html") is kind
    assert kind_of(data[: max(ENOUGH, 12_000)], "a.png") is kind


def test_brotli_is_known_by_its_ending_alone() -> None:
    data = brotli.compress(PAGE)

    assert kind_of(data, "a/index.html.br") is BodyKind.BROTLI
    assert kind_of(gzip.compress(PAGE), "index.html.br") is BodyKind.GZIP


@given(st.binary(max_size=600), st.text(max_size=20))
def test_any_bytes_have_a_kind(data: bytes, name: str) -> None:
    assert kind_of(data, name) in BodyKind
