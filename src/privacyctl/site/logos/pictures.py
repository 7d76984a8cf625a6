"""Pictures: opened within bounds, trimmed of their margins, and reduced to a few cells."""

from __future__ import annotations

import io
import warnings
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from PIL import ExifTags, Image, ImageChops, ImageOps, ImageStat

SIDE = 16

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "ICO")
_MOST_PIXELS = 25_000_000
_MOST_SCANS = 100
"""Of a JPEG: a scan of sixty bytes may take as long to decode as a whole picture."""
_LONG_ENOUGH, _WIDE_ENOUGH = 256, 64
"""In pixels: a picture of twice that is made smaller first."""

_GAP = 0.06
"""Part of the shorter side: the least space between two pictures in one."""
_MOST_PARTS, _MOST_TOGETHER = 64, 4
_SMALLEST = 12
"""In pixels: the least width and height of a part."""

_NEAR = 32
"""Of 255: colours closer than this count as equal."""
_UNIFORM = 0.95
_FAINTEST = 16
"""Of 255: a picture nowhere farther from its background is one flat colour."""
_INK = 0.25
"""Part of the strongest difference from the background. A compressor's noise around a logo stays below."""
_OUTERMOST = 0.01
"""Part of the ink that may lie outside the window, so that single pixels do not move its edges."""
_NOISE = 0.08
_UNSEEN_ON_WHITE = 0.15
"""The largest part of the opaque pixels that may differ from white in a white logo: a coloured dot, say."""
_INSET = 0.02
"""Part of the shorter side: the width that a blurred edge may have."""

_Colour = tuple[int, int, int]
_Box = tuple[int, int, int, int]
_WHITE: _Colour = (255, 255, 255)
_BLACK: _Colour = (0, 0, 0)


class UnreadablePicture(Exception):
    """A file that is no picture, is damaged, or holds more than is read. It never leaves this folder."""


class Picture(NamedTuple):
    """A picture without transparency, and the colour of the paper that it was laid on."""

    image: Image.Image
    paper: _Colour = _WHITE


class Small(NamedTuple):
    """A picture as `SIDE` times `SIDE` cells."""

    cells: Sequence[float]
    """Each cell's difference in brightness from the background, row by row."""
    proportions: float
    """Width divided by height, of the picture without its margins."""
    tint: tuple[float, ...]
    """The mean colour's difference from the background: red, green and blue, each -1 to 1."""


class _Cut(NamedTuple):
    """A part of an image, its background colour, and the box that holds the drawing."""

    image: Image.Image
    ground: _Colour
    box: _Box


def read(data: bytes) -> Picture | None:
    """The picture in a file, the first of several; None for other or too large files. Never raises."""
    try:
        return next(frames(data), None)
    except UnreadablePicture:
        return None


def frames(data: bytes) -> Iterator[Picture]:
    """All pictures in a file: the frames of an animation, the sizes of an icon; those that differ.

    Raises UnreadablePicture for other or too large files, and where there are more pictures than are read.
    """
    if data.count(b"\xff\xda") > _MOST_SCANS and data.startswith(b"\xff\xd8"):
        raise UnreadablePicture
    known, pixels = set[int](), 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                for _ in _turned_to(image):
                    pixels += image.width * image.height
                    if pixels > _MOST_PIXELS:
                        break
                    for turned in _ways_up(image):
                        picture = _laid_on_paper(_reduced(turned))
                        digest = hash(picture.image.tobytes())
                        if digest not in known:
                            known.add(digest)
                            yield picture
                else:
                    return
    except Exception:  # noqa: BLE001  (on damaged files Pillow's decoders raise errors of every kind)
        raise UnreadablePicture from None
    raise UnreadablePicture


def _ways_up(image: Image.Image) -> Iterator[Image.Image]:
    """The picture as its data say that it is turned (Exif, tag 274), and as it is: a style may ask for that."""
    if image.getexif().get(ExifTags.Base.Orientation, 1) != 1:
        yield ImageOps.exif_transpose(image)
    yield image


def _turned_to(image: Image.Image) -> Iterator[None]:
    """Turn a file to each of its pictures."""
    if sizes := image.info.get("sizes"):  # an icon
        for size in sorted(sizes, reverse=True):
            image.size = size  # type: ignore[misc]
            yield
    else:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            yield


def side_by_side(picture: Picture) -> Iterator[Picture]:
    """The parts of a picture that stand beside or below each other, as in a strip of several; none of one picture.

    Neighbours are given together too, since a picture may have gaps of its own.
    """
    cut = _trimmed(picture)
    if cut is None:
        return
    image = cut.image.crop(cut.box)
    ink = _distance(image, cut.ground)
    mask = _above(ink, _strongest(ink) * _INK)
    columns, rows = (_runs(line, _GAP * min(image.size)) for line in mask.getprojection())
    if not 1 < len(columns) * len(rows) <= _MOST_PARTS:
        return
    for top, bottom in rows if len(columns) > 1 else _together(rows):
        for left, right in _together(columns):
            if (left, top, right, bottom) != (0, 0, *image.size) and min(
                right - left, bottom - top
            ) >= _SMALLEST:
                yield Picture(image.crop((left, top, right, bottom)), cut.ground)


def _runs(line: Sequence[int], gap: float) -> list[tuple[int, int]]:
    """Where ink begins and ends along a line, parted by no less than a gap."""
    found: list[tuple[int, int]] = []
    for place in (number for number, is_ink in enumerate(line) if is_ink):
        if found and place - found[-1][1] < gap:
            found[-1] = found[-1][0], place + 1
        else:
            found.append((place, place + 1))
    return found


def _together(runs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each run, and those of up to three neighbours together."""
    for number, (start, _) in enumerate(runs):
        yield from ((start, end) for _, end in runs[number : number + _MOST_TOGETHER])


def small(picture: Picture) -> Small | None:
    """The picture reduced to cells, independent of its size, background and margins; None for one flat colour."""
    cut = _trimmed(picture)
    if cut is None:
        return None
    part = cut.image.crop(cut.box)
    box = _window(_distance(part, cut.ground))
    if box is None:
        return None
    grey, ground = part.convert("L"), Image.new("RGB", part.size, cut.ground).convert("L")
    ink = ImageChops.difference(grey, ground).convert("F")
    # A bilinear filter reaches into the neighbouring cells, so that a shift by a pixel changes little.
    tiny = ink.resize((SIDE, SIDE), Image.Resampling.BILINEAR, box=box)
    apart = [mean - base for mean, base in zip(ImageStat.Stat(part).mean, cut.ground, strict=True)]
    farthest = max(map(abs, apart)) or 1
    return Small(_values(tiny), (box[2] - box[0]) / (box[3] - box[1]), tuple(one / farthest for one in apart))


def _reduced(image: Image.Image) -> Image.Image:
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    factor = min(max(image.size) // _LONG_ENOUGH, min(image.size) // _WIDE_ENOUGH)
    return image.reduce(factor) if factor > 1 else image


def _laid_on_paper(image: Image.Image) -> Picture:
    """Lay the image on white, as most pages are; on black where next to nothing would be seen on white."""
    if image.mode == "RGB":
        return Picture(image)
    alpha = image.getchannel("A")
    seen, there = (ImageStat.Stat(one).sum[0] for one in (_distance(_over(image, _WHITE), _WHITE), alpha))
    paper = _BLACK if seen < _UNSEEN_ON_WHITE * there else _WHITE
    return Picture(_over(image, paper), paper)


def _over(image: Image.Image, paper: _Colour) -> Image.Image:
    flat = Image.new("RGB", image.size, paper)
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _trimmed(picture: Picture) -> _Cut | None:
    """The picture without its margins, and without a tile of one colour behind it."""
    image, cut = picture.image, None
    while min(image.size) > 2 and (inner := _cut(image, picture.paper if cut is None else None)):
        cut = inner
        left, top, right, bottom = cut.box
        inset = max(1, round(min(right - left, bottom - top) * _INSET))
        if min(right - left, bottom - top) <= 2 * inset:
            break
        image = image.crop((left + inset, top + inset, right - inset, bottom - inset))
    return cut


def _cut(image: Image.Image, paper: _Colour | None) -> _Cut | None:
    """Cut the image to the part that differs from its rim's colour; from the paper, where the rim has several."""
    rim = Image.new("L", image.size, 255)
    rim.paste(0, (1, 1, image.width - 1, image.height - 1))
    ground = _median(image.histogram(rim))
    ink = _distance(image, ground)
    on_rim = ink.histogram(rim)
    if sum(on_rim[:_NEAR]) < _UNIFORM * sum(on_rim):
        if paper is None:
            return None
        ground, ink = paper, _distance(image, paper)
    strongest = _strongest(ink)
    if strongest < _FAINTEST:
        return None
    box = _above(ink, strongest * _INK).getbbox()
    return _Cut(image, ground, box) if box else None


def _window(ink: Image.Image) -> tuple[float, float, float, float] | None:
    """The box of all but the outermost ink, in fractions of a pixel; None for less than two pixels."""
    ink = ImageChops.multiply(ink, _above(ink, _strongest(ink) * _NOISE)).convert("F")
    left, right = _most_of(_values(ink.resize((ink.width, 1), Image.Resampling.BOX)))
    top, bottom = _most_of(_values(ink.resize((1, ink.height), Image.Resampling.BOX)))
    return (left, top, right, bottom) if min(right - left, bottom - top) >= 2 else None


def _most_of(profile: Sequence[float]) -> tuple[float, float]:
    sums = list(accumulate(profile))

    def reaching(part: float) -> float:
        wanted = part * sums[-1]
        at = bisect_left(sums, wanted)
        return at + 1 - (sums[at] - wanted) / profile[at]

    return reaching(_OUTERMOST), reaching(1 - _OUTERMOST)


def _distance(image: Image.Image, colour: _Colour) -> Image.Image:
    """How far each pixel is from a colour, in the channel where it is farthest."""
    red, green, blue = ImageChops.difference(image, Image.new("RGB", image.size, colour)).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _above(ink: Image.Image, least: float) -> Image.Image:
    return ink.point([255 * (value > least) for value in range(256)])


def _strongest(ink: Image.Image) -> int:
    return max(value for value, count in enumerate(ink.histogram()) if count)


def _median(histogram: list[int]) -> _Colour:
    half = sum(histogram[:256]) / 2
    red, green, blue = (
        bisect_left(list(accumulate(histogram[channel : channel + 256])), half) for channel in (0, 256, 512)
    )
    return red, green, blue


def _values(image: Image.Image) -> Sequence[float]:
    return memoryview(image.tobytes()).cast("f")
