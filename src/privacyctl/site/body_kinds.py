"""What a body is, by its first bytes: a page's answer, a file of a folder, a member of an archive.

A media type and a file's ending are hints only: servers and builders give wrong ones, and a browser
goes by the bytes of a picture whatever it is called. The marks are those that each format's own
specification gives, and those of the MIME Sniffing standard (mimesniff.spec.whatwg.org, section 6).
"""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import PurePosixPath

ENOUGH = 20_000
"""In bytes: the beginning of a body that tells its kind. Drawing programs put long remarks before the first tag."""


class BodyKind(StrEnum):
    """What a body is."""

    TEXT = "text"
    """Markup, a script, a style sheet, data or plain text."""
    DRAWING = "drawing"
    """An SVG: a text with words, and a picture with lines."""
    PICTURE = "picture"
    """A picture of pixels, of one frame or several."""
    PDF = "PDF"
    GZIP = "gzip"
    """This and the next four are named as their codings are."""
    BROTLI = "br"
    ZSTD = "zstd"
    XZ = "xz"
    BZIP2 = "bzip2"
    ZIP = "zip"
    """An archive, an office document, an e-book, a program's package: all are zip files."""
    TAR = "tar"
    ARCHIVE = "archive"
    """Of a form that is not opened: 7z, RAR, a cabinet."""
    DOCUMENT = "document"
    """Of a form that is not read: an old office document, RTF, PostScript."""
    MEDIA = "sound or video"
    """What a visitor sees and hears, and no look looks into."""
    MUTE = "mute"
    """What shows neither words nor a picture by itself: a font, a program or its package, a file manager's notes."""
    UNKNOWN = "unknown"
    """None of these: nobody knows what it may show."""

    @property
    def is_text(self) -> bool:
        """Whether the bytes are characters."""
        return self in (BodyKind.TEXT, BodyKind.DRAWING)

    @property
    def is_picture(self) -> bool:
        """Whether a browser may paint it."""
        return self in (BodyKind.PICTURE, BodyKind.DRAWING)

    @property
    def is_compressed(self) -> bool:
        """Whether it is another body, compressed."""
        return self in (BodyKind.GZIP, BodyKind.BROTLI, BodyKind.ZSTD, BodyKind.XZ, BodyKind.BZIP2)

    @property
    def is_archive(self) -> bool:
        """Whether it holds files, and can be opened."""
        return self in (BodyKind.ZIP, BodyKind.TAR)


_MARKS = tuple(
    {
        BodyKind.PICTURE: rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|\0.{3}ftyp(?:avi[fs]|hei[cxsm]|m[is]f1)"
        rb"|\0\0[\x01\x02]\0|II[*+]\0|MM\0[*+]|\xff\x0a|\0\0\0\x0cj(?:P  |XL )|\0\0\0\x0cJXL |8BPS\0|qoif\0",
        BodyKind.PDF: rb"[\s\0\xef\xbb\xbf]*%PDF-",
        BodyKind.GZIP: rb"\x1f\x8b",
        BodyKind.ZSTD: rb"\x28\xb5\x2f\xfd",
        BodyKind.XZ: rb"\xfd7zXZ\0",
        BodyKind.BZIP2: rb"BZh[1-9]1AY&SY",
        BodyKind.ZIP: rb"PK(?:\x03\x04|\x05\x06|\x07\x08)",
        BodyKind.TAR: rb".{257}ustar",
        BodyKind.ARCHIVE: rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|MSCF\0|LZIP\x01|\x1f\x9d",
        BodyKind.DOCUMENT: rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf|%!PS|AT&TFORM|\xc5\xd0\xd3\xc6|.{60}BOOKMOBI",
        BodyKind.MEDIA: rb"ID3[\x02-\x04]|fLaC|OggS\0|\x1aE\xdf\xa3|FLV\x01|\0\0\x01[\xba\xb3]|MThd\0"
        rb"|\xff[\xfb\xf3\xf2\xf1\xf9]|\0.{3}(?:ftyp|moov|mdat)|RIFF.{4}(?:WAVE|AVI )|FORM.{4}AIF[FC]",
        BodyKind.MUTE: rb"wOF[F2]|OTTO\0|ttcf\0|true\0|\0\x01\0\0\0|\0asm|\x7fELF|\xca\xfe\xba\xbe"
        rb"|[\xce\xcf]\xfa\xed\xfe|MZ.{1,60}\0\0|\0\0\0\x01Bud1|!<arch>\n|xar!\0|\xed\xab\xee\xdb|# Sphinx inventory"
        rb"|.{8}(?:\0\0\x01\0|[\x01\x02]\0\x02\0).{22}LP"
        # A record of privacyctl (its application id stands at byte 68) is no part of a site.
        rb"|SQLite format 3\0.{52}pvcy",
        # An index file of Pagefind is CBOR, in which a text stands as it is.
        BodyKind.TEXT: rb"\xef\xbb\xbf|\xff\xfe|\xfe\xff|pagefind_dcd",
    }.items()
)
_MARK = re.compile(b"|".join(b"(?P<%b>%b)" % (kind.name.encode(), mark) for kind, mark in _MARKS), re.DOTALL)
_DRAWING = re.compile(
    r"(?:\s|<\?[^>]{0,999}\?>|<!--(?:[^-]|-(?!->))*+-->|<!DOCTYPE(?:[^\[>]{0,999}\[[^\]]{0,9999}\]|[^\[>]{0,999})[^>]{0,99}>)*+"
    r"<(?:[\w.-]{1,40}:)?svg[\s/>]",
    re.IGNORECASE,
)
_LOOKED_THROUGH = 4_096
"""In bytes: so many tell whether it is a text."""
_BITMAP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)
_JUNK_BEFORE_PDF = 1_024
"""In bytes: readers accept so much before the mark (ISO 32000-1, appendix H.3.4.1), a mail's head for one."""
_CONTROLS = bytes({*range(1, 9), 11, *range(14, 27), *range(28, 32)})
"""The bytes that are in no text (MIME Sniffing, section 3), but for NUL, which browsers pass over in a page."""
_FEW_CONTROLS, _MOST_NULS = 0.02, 0.6
"""Parts of the beginning: what has no more of these is a text. Half of an UTF-16 text are NULs."""


_ARCHIVES = frozenset(
    (
        BodyKind.ARCHIVE,
        BodyKind.ZIP,
        BodyKind.TAR,
        BodyKind.XZ,
        BodyKind.BZIP2,
        BodyKind.GZIP,
        BodyKind.UNKNOWN,
    )
)
_DOWNLOADED = re.compile(
    r"\.(?:zip|7z|rar|tar|tgz|tbz2?|txz|tar\.(?:gz|bz2|xz|zst)|dmg|iso|img|msi|msix|appx|apk|ipa|jar|bin|pkg|cab|xip"
    r"|nupkg|vsix|xpi|crx|whl|gem|snap|flatpak)\Z",
    re.IGNORECASE,
)
_INSTALLERS = (".dmg", ".msi")


def is_download(data: bytes, name: str) -> bool:
    """Whether it is an archive or a package by its bytes and its ending: a browser saves it, and shows none of it."""
    return _DOWNLOADED.search(name) is not None and kind_of(data, name) in _ARCHIVES


def kind_of(data: bytes, name: str = "") -> BodyKind:
    """What the body is. `data` may be no more than its first `ENOUGH` bytes.

    The ending of `name` decides alone where the bytes cannot: brotli has no mark, a disk image has its own at its end,
    and an installer that of old office documents. Never raises.
    """
    kind = _by_bytes(data, name)
    is_installer = kind in (BodyKind.UNKNOWN, BodyKind.DOCUMENT, BodyKind.BZIP2)
    return BodyKind.MUTE if is_installer and name.lower().endswith(_INSTALLERS) else kind


def _by_bytes(data: bytes, name: str) -> BodyKind:
    beginning = data[:_LOOKED_THROUGH]
    mark = _MARK.match(beginning)
    if mark is not None and mark.lastgroup != BodyKind.TEXT.name:
        return BodyKind[str(mark.lastgroup)]
    if mark is None:
        if PurePosixPath(name.lower()).suffix == ".br":
            return BodyKind.BROTLI
        for kind, is_it in _UNMARKED:
            if is_it(beginning):
                return kind
    return BodyKind.DRAWING if _is_drawing(data[:ENOUGH]) else BodyKind.TEXT


def _is_drawing(data: bytes) -> bool:
    for mark, charset in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _DRAWING.match(data.decode(charset, "replace"), 1) is not None
    return _DRAWING.match(data.removeprefix(codecs.BOM_UTF8).decode("latin-1")) is not None


def _is_bitmap(data: bytes) -> bool:
    """Whether it is a BMP. Many a text begins with "BM"."""
    return data.startswith(b"BM") and int.from_bytes(data[14:18], "little") in _BITMAP_HEADERS


def _is_old_tar(data: bytes) -> bool:
    """Whether it is a tar file of before 1988, which has no mark, but a sum over its first block."""
    block, stated = data[:512], data[148:156].strip(b" \0")
    if len(block) < 512 or not 0 < len(stated) <= 7 or stated.strip(b"01234567"):
        return False
    return sum(block) - sum(block[148:156]) + 8 * ord(" ") == int(stated, 8)


def _is_late_pdf(data: bytes) -> bool:
    return b"%PDF-1." in data[:_JUNK_BEFORE_PDF] and not data.lstrip().startswith(b"<")


def _is_unknown(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls > _FEW_CONTROLS * len(data) or data.count(0) > _MOST_NULS * len(data)


_UNMARKED = (
    (BodyKind.PICTURE, _is_bitmap),
    (BodyKind.TAR, _is_old_tar),
    (BodyKind.PDF, _is_late_pdf),
    (BodyKind.UNKNOWN, _is_unknown),
)
"""Kinds without a mark, or with one that a text may begin with."""
