"""Finding a quote of which a part is left: its beginning, most of its words, or what an ellipsis left of it.

In any block, cell, attribute or script. Beside the attribution it is surely the quote; else in doubt,
since two people may begin a sentence alike. `edited_quotes` compares the whole quote, in exhibits alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from difflib import SequenceMatcher
from itertools import accumulate, chain, islice, pairwise
from typing import TYPE_CHECKING

from privacyctl.model.target import KnownBy
from privacyctl.site.finding.needles import (
    BEGINNING,
    FEWEST_TELLING,
    KEPT,
    WIDTH,
    fewest_left,
    fewest_telling,
    telling_words,
)
from privacyctl.site.finding.word_index import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.site.finding.matching import Hit, Search
    from privacyctl.site.finding.needles import Needle
    from privacyctl.site.finding.word_index import WordIndex

_STRETCHED = 1.5
"""The words that are left, and those put between them, are at most so many times the sentence's."""
_SCATTERED, _FEWEST_SCATTERED, _MOSTLY = 3, 4, 0.9
"""Words in any order stand within so many times the sentence's; so many tell something; most others are there."""
_RUN = 3
"""Words in a row on each side of an ellipsis."""
_ELLIPSIS = re.compile(r"…|\.\.\.|\[|\(\.|\*\*\*|[-–—]{2}")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_END = re.compile(r"\s*(?:$|[.!?…\"”“»«\n\u2028\[(]|'(?!\w))")
_MOST = 2_000
"""Places at which a sentence is compared, in one text."""
_NEAR = 200
"""Characters of a neighbouring block in which an attribution is looked for."""


def shortened_quotes(search: Search, needles: Sequence[Needle], hits: Sequence[Hit]) -> None:
    """Find them, for each quote that is not on the page word for word. What another says there whole is theirs."""
    found = {hit.needle.target.number for hit in hits if hit.by is KnownBy.QUOTE and hit.is_sure}
    for needle in needles:
        if needle.told and needle.target.number not in found:
            for words in search.texts:
                taken = search.quoted[words.text is search.page.visible]
                for sentence in needle.told:
                    parts = [*_beginnings(sentence, words, taken)] or [*_kept(sentence, words, taken)]
                    if not parts and (scattered := _scattered(sentence, words, taken)):
                        search.add_part(needle, words, *scattered, is_sure=False, is_all=False)
                    for first, last in parts:
                        # What goes on in other words may be another's, who began alike.
                        is_all = (last + 1 - first) * 100 >= len(sentence) * KEPT or _ends(words, last)
                        is_sure = is_all and _is_attributed(needle, words, first, last)
                        search.add_part(needle, words, first, last, is_sure=is_sure, is_all=is_all)


def _beginnings(sentence: list[str], words: WordIndex, taken: set[int]) -> Iterator[tuple[int, int]]:
    runs = (first for first in words.runs(sentence[:BEGINNING]) if first not in taken)
    for first in islice(runs, _MOST):
        last = first + BEGINNING
        while last < first + len(sentence) and words.forms[first : last + 1] == sentence[: last + 1 - first]:
            last += 1
        if _is_telling(words.forms[first:last]) and _is_one_unit(words, first, last - 1):
            yield first, last - 1


def _kept(sentence: list[str], words: WordIndex, taken: set[int]) -> Iterator[tuple[int, int]]:
    """The places where most of the words stand in their order, with a few others between them."""
    least = -(-len(sentence) * KEPT // 100)
    telling = telling_words(sentence)
    if sum(form in words.index for form in sentence) < fewest_left(sentence):
        return
    reach, behind = round(_STRETCHED * len(sentence)), 0
    # Of the telling words so many are left that one of these is: the rarest ones, for there are few places then.
    rarest = sorted((words.index.get(form, []) for form in telling), key=len)
    rarest = rarest[: len(telling) - fewest_telling(sentence) + 1]
    places = (at for at in sorted(chain.from_iterable(rarest)) if at not in taken)
    for at in islice(places, _MOST):
        if at < behind:
            continue
        low, high = words.text.unit(words.spans[at][0])
        low = max(bisect_left(words.spans, (low,)), at - reach)
        high = min(bisect_left(words.spans, (high,)), at + reach)
        part = _best(sentence, telling, words.forms[low:high], reach, least)
        if part is None:
            part = _around_ellipsis(sentence, telling, words, low, high)
        if part is not None:
            behind = low + part[1] + 1
            yield low + part[0], low + part[1]


def _scattered(sentence: list[str], words: WordIndex, taken: set[int]) -> tuple[int, int] | None:
    """Where all that the sentence tells stands close together: a style or a script may put it in order."""
    telling = telling_words(sentence)
    if len(telling) < _FEWEST_SCATTERED or not telling <= words.index.keys():
        return None
    reach = _SCATTERED * len(sentence)
    rarest = min((words.index[form] for form in telling), key=len)
    for at in islice((at for at in rarest if at not in taken), _MOST):
        low = max(at - reach, 0)
        near = {*words.forms[low : at + reach]}
        if telling <= near and len(near.intersection(sentence)) >= _MOSTLY * len({*sentence}):
            return at, at
    return None


def _best(
    sentence: list[str], telling: set[str], among: list[str], reach: int, least: int
) -> tuple[int, int] | None:
    """Where in these words enough of the sentence's stand in their order, not further apart than `reach`."""
    if _in_order(sentence, among) < least:
        return None
    letters = WIDTH * sum(map(len, sentence))
    enough = fewest_telling(sentence)
    for first, form in enumerate(among):
        part = _within(among[first : first + reach], letters)
        if (
            form in sentence
            and len(telling.intersection(part)) >= enough
            and _in_order(sentence, part) >= least
        ):
            return first, max(n for n, form in enumerate(part) if form in sentence) + first
    return None


def _within(words: list[str], letters: int) -> list[str]:
    """As many of the words as have no more letters together."""
    return words[: bisect_left([*accumulate(map(len, words))], letters + 1)]


def _in_order(sentence: list[str], among: Sequence[str]) -> int:
    """How many of the sentence's words stand there in its order: the longest common subsequence, by bits."""
    places: dict[str, int] = {}
    for number, form in enumerate(sentence):
        places[form] = places.get(form, 0) | 1 << number
    left = (1 << len(sentence)) - 1
    for form in among:
        met = left & places.get(form, 0)
        left = (left + met) | (left - met)
    return len(sentence) - (left & (1 << len(sentence)) - 1).bit_count()


def _around_ellipsis(
    sentence: list[str], telling: set[str], words: WordIndex, low: int, high: int
) -> tuple[int, int] | None:
    """Where an ellipsis stands between two parts of the sentence, and nothing else does."""
    if not _ELLIPSIS.search(words.whole, words.spans[low][0], words.spans[high - 1][1]):
        return None
    among = words.forms[low:high]
    blocks = SequenceMatcher(None, sentence, among, autojunk=False).get_matching_blocks()
    runs = [block for block in blocks if block.size >= _RUN]
    for one, other in pairwise(runs):
        end, begin = words.spans[low + one.b + one.size - 1][1], words.spans[low + other.b][0]
        said = words.forms[low + one.b : low + other.b + other.size]
        is_near = sum(map(len, said)) <= WIDTH * sum(map(len, sentence))
        is_cut = is_near and other.b - one.b - one.size <= 1 and _ELLIPSIS.search(words.whole, end, begin)
        is_enough = len({*said} & telling) >= fewest_telling(sentence)
        if is_cut and is_enough and one.size + other.size >= fewest_left(sentence):
            return one.b, other.b + other.size - 1
    return None


def _ends(words: WordIndex, last: int) -> bool:
    """Whether a sentence, a quotation or the block ends behind this word."""
    return _END.match(words.whole, words.spans[last][1]) is not None


def _is_telling(said: Sequence[str]) -> bool:
    return len(telling_words(said)) >= FEWEST_TELLING


def _is_one_unit(words: WordIndex, first: int, last: int) -> bool:
    return words.spans[last][0] < words.text.unit(words.spans[first][0])[1]


def _is_attributed(needle: Needle, words: WordIndex, first: int, last: int) -> bool:
    """Whether the person's initials, given name or company stand in the same block, the one before or the next."""
    start, end = words.spans[first][0], words.spans[last][1]
    low, high = words.text.unit(start)
    before = words.whole[max(low - _NEAR, 0) : start][-2 * _NEAR :]
    return any(
        _names(needle, text)
        for text in (before, words.whole[end : min(max(high, end) + _NEAR, end + 2 * _NEAR)])
    )


def _names(needle: Needle, text: str) -> bool:
    # Only words with a capital, and none that the quote itself says: "Acme could not do without it".
    said = [form for word in _WORD.findall(text) if not word[0].islower() for form in forms_of(word)]
    return any(
        said[at : at + len(name)] == name
        for name in needle.signs
        if not {*name} <= {*needle.quote}
        for at in range(len(said) - len(name) + 1)
    )
