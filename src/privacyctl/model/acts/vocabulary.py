"""Every act by its word, and the lines of an audit entry read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.acts import decisions, keeping, letters, removals, requests, scans, undoing, uses
from privacyctl.model.acts.act import Act, Opening

if TYPE_CHECKING:
    from collections.abc import Iterable

ACTS: dict[str, type[Act]] = {
    kind.word(): kind
    for module in (removals, requests, decisions, scans, undoing, uses, keeping, letters)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Act) and kind not in (Act, Opening)
}
OPENINGS = frozenset(word for word, kind in ACTS.items() if issubclass(kind, Opening))
_BETWEEN = ";"


def openings() -> dict[str, list[type[Opening]]]:
    """The acts that make a row, by its table."""
    found: dict[str, list[type[Opening]]] = {}
    for kind in ACTS.values():
        if issubclass(kind, Opening):
            found.setdefault(kind.TABLE, []).append(kind)
    return found


def written(acts: Iterable[Act]) -> str:
    """The acts of one audit entry as a string, in their order."""
    return _BETWEEN.join(act.line() for act in acts)


def read(text: str) -> list[Act]:
    """The acts of such a string. Raises ValueError for one that is no act of ours."""
    return [_act(*line.split(" ")) for line in text.split(_BETWEEN)]


def _act(word: str, *values: str) -> Act:
    try:
        return ACTS[word].read(list(values))
    except (KeyError, TypeError, ValueError):
        raise ValueError("an act that this version does not know") from None
