"""SVG's geometry (SVG 2, chapters 8 to 10) as lines of points, which are complex numbers.

All coordinates are absolute, and a curve is a few points, so that the many ways to write one
shape come to the same lines.
"""

from __future__ import annotations

import re
from cmath import phase, rect
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import cycle
from math import pi, radians, sqrt, tan
from typing import NamedTuple

Line = list[complex]

_LARGEST = 1e6
_SMALLEST = 1e-6
_NUMBER = re.compile(r"[-+]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][-+]?\d{1,3})?")
_ARC_NUMBER = re.compile(rf"[\s,]*+({_NUMBER.pattern})")
_ARC_FLAG = re.compile(r"[\s,]*+([01])")
_COMMAND = re.compile("([MZLHVCSQTA])([^MZLHVCSQTA]*+)", re.IGNORECASE)
_TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s{0,9}\(([^()]*+)\)")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}
_ARC = (_ARC_NUMBER,) * 3 + (_ARC_FLAG,) * 2 + (_ARC_NUMBER,) * 2
_CURVE = tuple(
    ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3) for t in (step / 6 for step in range(1, 7))
)
_ARC_STEPS = 12


class Matrix(NamedTuple):
    """An affine map, as `turn * z + mirror * conjugate(z) + move`."""

    turn: complex = 1
    mirror: complex = 0
    move: complex = 0

    def of(self, point: complex) -> complex:
        return self.turn * point + self.mirror * point.conjugate() + self.move

    def after(self, first: Matrix) -> Matrix:
        """The map that does `first` and then this one."""
        return Matrix(
            self.turn * first.turn + self.mirror * first.mirror.conjugate(),
            self.turn * first.mirror + self.mirror * first.turn.conjugate(),
            self.of(first.move),
        )


def transform(value: str) -> Matrix:
    """Parse a `transform` attribute; malformed parts are left out."""
    whole = Matrix()
    for name, written in _TRANSFORM.findall(value):
        whole = whole.after(_transform(name, _numbers(written)))
    return whole


def shape(name: str, attributes: Mapping[str, str]) -> list[Line]:
    """The lines of a shape's element; none for other elements. Rounded corners count as square ones."""

    def at(*names: str) -> list[float]:
        return [next(iter(_numbers(attributes.get(one, "")[:60])), 0.0) for one in names]

    if name == "path":
        return path(attributes.get("d", ""))
    if name in ("polygon", "polyline"):
        numbers = _numbers(attributes.get("points", ""))
        line = [complex(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
        return [line + line[:1] if name == "polygon" else line]
    if name == "line":
        x1, y1, x2, y2 = at("x1", "y1", "x2", "y2")
        return [[complex(x1, y1), complex(x2, y2)]]
    if name == "rect":
        x, y, width, height = at("x", "y", "width", "height")
        corner, across, down = complex(x, y), complex(width, 0), complex(0, height)
        return [[corner, corner + across, corner + across + down, corner + down, corner]]
    if name in ("circle", "ellipse"):
        x, y, rx, ry = at("cx", "cy", *(("r", "r") if name == "circle" else ("rx", "ry")))
        around = [rect(1, step * pi / _ARC_STEPS) for step in range(2 * _ARC_STEPS + 1)]
        return [[complex(x + rx * z.real, y + ry * z.imag) for z in around]]
    return []


def path(data: str) -> list[Line]:
    """The lines of path data, one for each subpath; everything after an error is left out."""
    pen = _Pen()
    for letter, written in _COMMAND.findall(data):
        kind = letter.upper()
        if kind == "Z":
            pen.close()
            continue
        numbers = _arc_numbers(written) if kind == "A" else _numbers(written)
        for group in zip(*[iter(numbers)] * _ARITY[kind], strict=False):
            pen.draw(kind, group, pen.here if letter.islower() else 0j)
            kind = "L" if kind == "M" else kind
    return [line for line in pen.lines if len(line) > 1]


@dataclass(slots=True)
class _Pen:
    lines: list[Line] = field(default_factory=lambda: [[0j]])
    here: complex = 0j
    control: complex = 0j
    """The last control point of the last curve; a smooth curve reflects it."""
    last: str = ""

    def close(self) -> None:
        self.here = self.lines[-1][0]
        self.lines[-1].append(self.here)
        self.lines.append([self.here])
        self.last = "Z"

    def draw(self, kind: str, numbers: tuple[float, ...], origin: complex) -> None:
        if kind == "H":
            points = [complex(origin.real + numbers[0], self.here.imag)]
        elif kind == "V":
            points = [complex(self.here.real, origin.imag + numbers[0])]
        else:
            pairs = numbers[5:] if kind == "A" else numbers
            points = [origin + complex(x, y) for x, y in zip(pairs[::2], pairs[1::2], strict=True)]
        start, end = self.here, points[-1]
        if kind == "M":
            self.lines.append([end])
        elif kind in "CS":
            self._curve(points[0] if kind == "C" else self._reflected("CS"), points[-2], end)
            self.control = points[-2]
        elif kind in "QT":
            self.control = points[0] if kind == "Q" else self._reflected("QT")
            self._curve(start + (self.control - start) * 2 / 3, end + (self.control - end) * 2 / 3, end)
        elif kind == "A":
            self.lines[-1] += _arc(start, end, *numbers[:5])
        else:
            self.lines[-1].append(end)
        self.here, self.last = end, kind

    def _reflected(self, after: str) -> complex:
        return 2 * self.here - self.control if self.last and self.last in after else self.here

    def _curve(self, first: complex, second: complex, end: complex) -> None:
        here = self.here
        self.lines[-1] += [a * here + b * first + c * second + d * end for a, b, c, d in _CURVE]


def _arc(
    start: complex, end: complex, rx: float, ry: float, degrees: float, large: float, sweep: float
) -> Line:
    """An elliptical arc without its start (SVG 2, appendix B.2), worked out where the ellipse is a unit circle."""
    rx, ry = abs(rx), abs(ry)
    if min(rx, ry) < _SMALLEST:
        return [end]
    turned = rect(1, radians(degrees))

    def flat(point: complex) -> complex:
        point /= turned
        return complex(point.real / rx, point.imag / ry)

    from_, to = flat(start), flat(end)
    half = abs(to - from_) / 2
    if half < _SMALLEST:
        return [end]
    # An ellipse too small to reach both ends is enlarged until it does, around the middle between them.
    aside = 1j * (to - from_) / (2 * half) * sqrt(max(1 - half**2, 0))
    centre = (from_ + to) / 2 + (aside if large != sweep else -aside)
    radius = from_ - centre
    span = phase((to - centre) / radius)
    if sweep and span < 0:
        span += 2 * pi
    elif not sweep and span > 0:
        span -= 2 * pi
    around = [centre + radius * rect(1, span * step / _ARC_STEPS) for step in range(1, _ARC_STEPS)]
    return [complex(z.real * rx, z.imag * ry) * turned for z in around] + [end]


def _transform(name: str, numbers: list[float]) -> Matrix:
    match name, numbers:
        case "matrix", [a, b, c, d, e, f]:
            return Matrix(complex(a + d, b - c) / 2, complex(a - d, b + c) / 2, complex(e, f))
        case "translate", [x, *y]:
            return Matrix(move=complex(x, *y[:1]))
        case "scale", [x, *y]:
            across, down = x, (y or [x])[0]
            return Matrix((across + down) / 2, (across - down) / 2)
        case "rotate", [degrees, *centre]:
            turn, around = rect(1, radians(degrees)), complex(*centre[:2])
            return Matrix(turn, move=around - turn * around)
        case "skewX" | "skewY", [degrees]:
            half = tan(radians(degrees)) * 0.5j
            return Matrix(1 - half if name == "skewX" else 1 + half, half)
    return Matrix()


def _numbers(written: str) -> list[float]:
    return [_number(one) for one in _NUMBER.findall(written)]


def _arc_numbers(written: str) -> list[float]:
    """The numbers of arcs. Their flags need no separator: "a1 1 0 01.5.5"."""
    numbers: list[float] = []
    at = 0
    for form in cycle(_ARC):
        found = form.match(written, at)
        if found is None:
            break
        numbers.append(_number(found[1]))
        at = found.end()
    return numbers


def _number(written: str) -> float:
    return min(max(float(written), -_LARGEST), _LARGEST)
