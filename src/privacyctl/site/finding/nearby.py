"""What stands beside what: whether two sightings on a page belong together."""

from __future__ import annotations

from dataclasses import dataclass, field

BESIDE = 300
"""Within so many visible characters two things belong together."""


@dataclass
class Places:
    """Where on a page one thing was seen. However often it was: an answer takes as long as one."""

    _exhibits: set[int] = field(default_factory=set)
    _bounds: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Of each stretch of BESIDE characters, the first and the last place in it."""

    def add(self, exhibit: int | None, anchor: int) -> None:
        if exhibit is not None:
            self._exhibits.add(exhibit)
        first, last = self._bounds.get(anchor // BESIDE, (anchor, anchor))
        self._bounds[anchor // BESIDE] = min(first, anchor), max(last, anchor)

    def are_beside(self, exhibit: int | None, anchor: int) -> bool:
        """Whether any of them is part of the same exhibit, or near."""
        stretch = anchor // BESIDE
        return (
            exhibit in self._exhibits
            or stretch in self._bounds
            or (stretch - 1 in self._bounds and anchor - self._bounds[stretch - 1][1] <= BESIDE)
            or (stretch + 1 in self._bounds and self._bounds[stretch + 1][0] - anchor <= BESIDE)
        )
