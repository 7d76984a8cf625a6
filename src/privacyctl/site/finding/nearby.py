"""Whether two places on a page are near each other."""

from __future__ import annotations

from dataclasses import dataclass, field

BESIDE = 300
"""Two places are near each other within so many visible characters."""


@dataclass
class Places:
    """The places of one thing on a page. An answer takes as long for many places as for one."""

    _exhibits: set[int] = field(default_factory=set)
    _bounds: dict[int, tuple[int, int]] = field(default_factory=dict)
    """For each stretch of BESIDE characters, the first and the last place in it."""

    def add(self, exhibit: int | None, anchor: int) -> None:
        if exhibit is not None:
            self._exhibits.add(exhibit)
        first, last = self._bounds.get(anchor // BESIDE, (anchor, anchor))
        self._bounds[anchor // BESIDE] = min(first, anchor), max(last, anchor)

    def are_beside(self, exhibit: int | None, anchor: int) -> bool:
        """Whether any of the places is in the same exhibit, or near."""
        stretch = anchor // BESIDE
        return (
            exhibit in self._exhibits
            or stretch in self._bounds
            or (stretch - 1 in self._bounds and anchor - self._bounds[stretch - 1][1] <= BESIDE)
            or (stretch + 1 in self._bounds and self._bounds[stretch + 1][0] - anchor <= BESIDE)
        )
