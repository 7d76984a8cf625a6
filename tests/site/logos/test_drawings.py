"""A drawing is known again after a minifier, whatever it rewrote; nothing in it makes the reading slow or fail."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyctl.site.logos.drawings import LARGEST, picture, read
from privacyctl.site.logos.likeness import Alike, how_alike, likeness
from privacyctl.site.logos.outlines import path, transform

LEAF = "M20 30C20 10 50 10 60 30C70 50 90 40 90 60S60 95 50 80Q35 60 20 70T20 30Z"
MARK = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120">
  <rect x="5" y="5" width="110" height="110" fill="none" stroke="#000000"/>
  <g transform="translate(4 6)"><path id="leaf" d="{LEAF}"/></g>
  <circle cx="85" cy="35" r="14"/><polygon points="30,100 60,90 64,108"/>
</svg>"""


def alike(one: str, other: str) -> Alike | None:
    first, second = likeness(one.encode()), likeness(other.encode())
    assert first
    assert second
    return how_alike(first, second)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("\n", ""),
        ("<svg ", "<?xml version='1.0'?><!-- made by hand --><svg "),
        ("<svg ", '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n<svg '),
        ("<svg ", "\ufeff<svg "),
        ("</svg>", "<metadata><path d='M0 0L900 9'/></metadata><title>Leaf</title></svg>"),
        ("</svg>", "<defs><clipPath id='a'><rect width='900' height='9'/></clipPath></defs></svg>"),
        ("</svg>", "<g style='display: none'><path d='M0 0L900 9'/></g></svg>"),
        ('"#000000"', '"#000" class="edge"'),
        ('fill="none"', "fill='none'"),
        ('id="leaf" ', ""),
        ('x="5" y="5"', 'y="5" x="5"'),
        ('<rect x="5" y="5" width="110" height="110"', '<path d="M5 5h110v110H5z"'),
        (
            '<circle cx="85" cy="35" r="14"/>',
            '<path d="M99 35a14 14 0 01-28 0 14 14 0 0128 0"/>',
        ),
        (
            '<circle cx="85" cy="35" r="14"/><polygon points="30,100 60,90 64,108"/>',
            '<path d="M99 35a14 14 0 1 1-28 0 14 14 0 1 1 28 0M30 1e2l30-10 4 18z"/>',
        ),
        ("C20 10 50 10 60 30", "c0-20 30-20 40 0"),
        ("S60 95 50 80", "C90 80 60 95 50 80"),
        ("T20 30", "Q5 80 20 30"),
        ("M20 30", "M20.004 29.997"),
        ("translate(4 6)", "matrix(1 0 0 1 4 6)"),
        ("translate(4 6)", "scale(2) rotate(90) rotate(-90) scale(.5) translate(4,6)"),
        ("translate(4 6)", "rotate(180 50 50) translate(-4-6) rotate(180 50 50)"),
        ("translate(4 6)", "skewX(30) skewX(-30) skewY(10) skewY(-10) translate(4) translate(0 6)"),
        ('transform="translate(4 6)"><path', '><path transform="translate(4 6)"'),
        ('transform="translate(4 6)"><path', 'transform="translate(4)"><path transform="translate(0 6)"'),
        (
            '<circle cx="85" cy="35" r="14"/>',
            '<path d="M99 35a14 14 0 1 1-14-14 14 14 0 0 1 14 14"/>',
        ),
        ("svg", "s:svg"),
    ],
)
def test_a_minified_drawing_is_known(was: str, becomes: str) -> None:
    assert was in MARK
    assert alike(MARK, MARK.replace(was, becomes)) is Alike.SURE


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("C20 10 50 10 60 30", "C20 80 50 90 60 30"),
        ('transform="translate(4 6)"', ""),
        ('cx="85" cy="35"', 'cx="45" cy="75"'),
        ('<path id="leaf"', '<text>leaf</text><path id="leaf"'),
    ],
)
def test_another_drawing_is_not_sure(was: str, becomes: str) -> None:
    assert was in MARK
    assert alike(MARK, MARK.replace(was, becomes)) is not Alike.SURE


def test_the_text_counts_without_its_spaces_and_case() -> None:
    said = MARK.replace("</svg>", "<text x='9'>Acme\n <tspan>&amp; Co</tspan></text></svg>")

    assert alike(said, said.replace("\n ", " ").replace("Acme", "ACME")) is Alike.SURE
    assert alike(said, said.replace("Acme", "Apex")) is None
    assert alike("<svg><text>Acme</text></svg>", "<svg><text y='2'> acme</text></svg>") is Alike.SURE
    assert alike("<svg><text>Acme</text></svg>", "<svg><text>Apex</text></svg>") is None


@pytest.mark.parametrize(
    ("said", "place"),
    [("skewX(45)", 3 + 2j), ("skewY(45)", 1 + 3j), ("scale(2 3)", 2 + 6j), ("rotate(90)", -2 + 1j)],
)
def test_a_transform_moves_a_point(said: str, place: complex) -> None:
    assert abs(transform(said).of(1 + 2j) - place) < 1e-9


@pytest.mark.parametrize(
    ("flags", "passes"),
    [
        # Half of a circle of the given radius, or of a larger one where that cannot reach both ends.
        ("A5 5 0 0 1", 5 - 5j),
        ("A5 5 0 0 0", 5 + 5j),
        ("A1 1 0 0 1", 5 - 5j),
        ("A-5 -5 0 0 1", 5 - 5j),
        # A circle through both ends whose centre lies aside: the short way round, and the long one.
        ("A13 13 0 0 1", 5 - 1j),
        ("A13 13 0 0 0", 5 + 1j),
        ("A13 13 0 1 1", 5 - 25j),
        ("A13 13 0 1 0", 5 + 25j),
        # An ellipse twice as wide as high, and the same one standing.
        ("A5 2.5 0 0 1", 5 - 2.5j),
        ("A5 2.5 180 0 0", 5 + 2.5j),
        ("A2.5 5 90 0 1", 5 - 2.5j),
    ],
)
def test_an_arc_goes_the_way_that_its_flags_say(flags: str, passes: complex) -> None:
    [line] = path(f"M0 0{flags} 10 0")

    assert len(line) == 13
    assert abs(line[6] - passes) < 1e-9
    assert line[-1] == 10


@pytest.mark.parametrize(
    "arc",
    [
        "A5 5 0 0 1 0 0",  # it ends where it begins
        "A0 5 0 0 1 10 0",
        "A5 0 0 0 1 10 0",
        "A1e-7 5 0 0 1 10 0",
        "A1e6 1e6 0 0 1 1e-9 0",  # too far apart for a circle of that size to tell
    ],
)
def test_an_arc_without_a_width_is_a_line(arc: str) -> None:
    [line] = path(f"M0 0{arc}")

    assert line == [0, complex(arc.split()[-2])]


@pytest.mark.parametrize("radius", ["1e-6", "1e-5"])
def test_an_arc_of_the_smallest_width_is_still_one(radius: str) -> None:
    [line] = path(f"M0 0A{radius} {radius} 0 0 1 1e-5 0")

    assert len(line) == 13


@given(st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=2, max_size=12))
def test_relative_commands_draw_what_absolute_ones_draw(points: list[tuple[int, int]]) -> None:
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    absolute = "M" + " ".join(f"{x},{y}" for x, y in points) + "z"
    relative = f"m{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "Z"

    assert path(relative) == path(absolute) == [[complex(x, y) for x, y in [*points, points[0]]]]


@pytest.mark.parametrize(
    "source",
    [
        "<p>no drawing</p>",
        "<svg/>",
        "<svg><path d='M0 0'/></svg>",
        "<svg><path d='M5 5L5 5'/></svg>",
        "<!DOCTYPE svg [<!ENTITY a 'M0 0L9 9'>]>" + MARK,
        f"<svg>{' ' * LARGEST}</svg>",
    ],
)
def test_what_draws_nothing_has_no_likeness(source: str) -> None:
    assert likeness(source.encode()) is None


def test_numbers_beyond_all_bounds_are_left_out() -> None:
    wild = "".join(
        f"<path transform='{'scale(99999)' * 90}' d='M1e999 {number}A1e-9 1e9 9 0 1 {number} 5'/>"
        for number in ("1e999", "-1e99", "9" * 500, ".", "-")
    )
    wild += f"<g transform='{'scale(99999)' * 70}translate(1)skewX(89)'><path d='M0 0L9 9 0 9'/></g>"
    drawing = read(MARK.replace("</svg>", wild + "</svg>").encode())

    assert drawing
    assert picture(drawing.lines)


MARKUP = [
    "<",
    "<!--",
    "<?",
    "<![CDATA[",
    "<g>",
    "<a b='",
    "</g>",
    "&",
    "<text>",
    "<path d=",
    "<path d ",
    "[",
    "<!DOCTYPE ",
]
COMMANDS = ["M0 0", "z", "t0 0", "0 0 ", "c1 2 3 4 5 6", "a1 1 0 0011", "1", "1.", "1e", "-", " ", "\xff"]
TRANSFORMS = ["scale(", "scale(9)", "matrix(1 2 3 4 5 6)", "(", "1 "]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "units", "after"),
    [
        ("<svg>", MARKUP, ""),
        ("<svg><path ", MARKUP, "/></svg>"),
        ("<svg><path d='M0 0l9 9t", COMMANDS, "'/></svg>"),
        ("<svg><path d='M0 0l9 9' transform='", TRANSFORMS, "'/></svg>"),
    ],
)
def test_hostile_drawings_end_soon(before: str, units: list[str], after: str) -> None:
    for unit in units:
        began = time.process_time()
        likeness((before + unit * ((LARGEST - 100) // len(unit)) + after).encode("latin-1"))
        assert time.process_time() - began < 50, (
            unit
        )  # ten times what they take; what is not linear takes minutes


def test_five_megabytes_are_not_read() -> None:
    assert read(b"<svg><path d='M0 0" + b"t0 0" * 1_250_000 + b"'/></svg>") is None


@given(st.text(alphabet="<>/svgpathdMLCAZaz=\"' 0123456789.-!&;[]", max_size=200))
def test_no_text_raises(text: str) -> None:
    likeness(("<svg>" + text).encode())
    path(text)
