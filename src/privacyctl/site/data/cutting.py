"""Which parts of a text are cut out together with an entry: commas, blank lines, line breaks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from privacyctl.site.data.lines import (
    blank_above,
    blank_below,
    comments_above,
    line_end,
    line_start,
    without_last_break,
)
from privacyctl.site.data.tree import MapItem, Node, Span


class Cut(NamedTuple):
    """A part of the text to be cut out, and the text to be written in its place."""

    start: int
    end: int
    instead: str = ""


def applied(text: str, cuts: Iterable[Cut]) -> str:
    """The text after the cuts, which do not overlap."""
    pieces: list[str] = []
    at = 0
    for start, end, instead in sorted(cuts):
        pieces += text[at:start], instead
        at = end
    return "".join(pieces) + text[at:]


def ended_alike(text: str, new: str) -> str:
    """The new text with no line break at its end where the text has none."""
    return new if text.endswith(("\r", "\n")) else without_last_break(new)


def flow_cuts(text: str, container: Node, gone: Collection[MapItem]) -> list[Cut]:
    """The cuts for items between brackets: each goes with one of the commas beside it."""
    items = container.items
    spans = [item.spans[0] for item in items]
    between = [text[a:b] for (_, a), (b, _) in pairwise(spans)]
    opening = text.rfind("{" if items[0].key else "[", container.start, spans[0][0]) + 1
    closing = container.end - 1
    if "#" in "".join([text[container.start : spans[0][0]], *between, text[spans[-1][1] : closing]]):
        return line_cuts(text, spans, [item in gone for item in items], comments_from=container.start)
    cuts = []
    for is_gone, run in groupby(range(len(items)), key=lambda at: items[at] in gone):
        places = list(run)
        first, last = places[0], places[-1]
        if not is_gone:
            continue
        if last + 1 < len(items):
            cuts.append(Cut(spans[first][0], spans[last + 1][0]))
        elif first:
            cuts.append(Cut(spans[first - 1][1], spans[last][1]))
        else:
            cuts.append(Cut(opening, closing))
    return cuts


def line_cuts(
    text: str, spans: Sequence[Span], gone: Sequence[bool], comments_from: int | None = None
) -> list[Cut]:
    """The cuts for items on lines of their own, in the order of the text.

    A comment directly above an item, with no blank line between, goes with it: it may be
    the full name of somebody who must not be named, and a lost heading is the smaller harm.
    Nothing above `comments_from` is a comment; None for a format without comments.

    Other lines stay. But where blank lines stand above and below an item, or where it is at
    an end of the list, the blank lines on one side go with it.
    """
    kept = [at for at, is_gone in enumerate(gone) if not is_gone]
    first_kept, last_kept = (kept[0], kept[-1]) if kept else (len(spans), -1)
    cuts: list[Cut] = []
    top = 0
    for at, span in enumerate(spans):
        if not gone[at]:
            top = line_end(text, span[1])
            continue
        start, end = line_start(text, span[0]), line_end(text, span[1])
        if comments_from is not None:
            start = comments_above(text, start, max(top, comments_from, cuts[-1].end if cuts else 0))
        if cuts and cuts[-1].end == start:
            start = cuts.pop().start
        if cuts:
            top = max(top, cuts[-1].end)
        above = blank_above(text, start, top)
        if at > last_kept and above < start:
            start = above
        elif at + 1 < len(spans) and (above < start or at < first_kept):
            end = blank_below(text, end)
        cuts.append(Cut(start, end))
    return cuts
