"""Whether a full name stands beside words as the name of who said them, or is a mention in passing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from privacyctl.model.publication import Kind
from privacyctl.site.finding.nearby import BESIDE
from privacyctl.site.finding.page_text import LINE
from privacyctl.site.finding.word_index import forms_of

if TYPE_CHECKING:
    from privacyctl.site.finding.page import Page
    from privacyctl.site.finding.page_text import Around
    from privacyctl.site.finding.word_index import WordIndex

_LONGEST = 10
"""Words of an attribution behind the name: a position and a company."""
_QUOTED = r"""["”“»«›‹]|[.,!?…]['’‘]"""
_CLOSED = re.compile(rf"(?:{_QUOTED})[.,!?]?$")
_OPENED = re.compile(rf"""[\s{LINE}]*["“„«»‹›‘]""")
_DASH = re.compile(r"(?:[-–—―~]{1,3}|[(|/·])\s*$")
_SAID = re.compile(r"[.!?…]$|(?:^|\n)\s*>[^\n]*$")
"""The end of a sentence, or a line that Markdown quotes."""
# ", CTO", "(Acme)", "of Acme", and nothing: the name is one below words, and no word of a sentence.
_ENDS = re.compile(r"\s*(?:$|[,;:(|·•/–—\-\[\n]|(?:of|from|at|bei|von|aus|de|chez)\b)")
_SENTENCES = re.compile(r"[.!?]\s+\w")
_PRESENTS = re.compile(r"""[^.!?\n]{0,80}?[:–—-]\s*["“„«»]\w""")
_MARKED = re.compile(r"""[“„«»”][^“„«»”]{8,}[“„«»”]|"[^"]{8,}\"""")
_OF_WORDS = re.compile(
    r"""\b(?:quotes?|quotation|testimonials?|reviews?|review_?body|praise|said)["']?\s*[:=]""", re.IGNORECASE
)
_VALUE = re.compile(r"""["'`>:\s]$""")
_PICTURED = frozenset(("img", "picture", "svg", "video"))
_CITED = frozenset(("blockquote", "q"))


class Signature(IntEnum):
    """How a full name stands to words; the higher, the surer."""

    IN_PASSING = 0
    """No words are near that could be theirs."""
    NEAR = 1
    """Words are near that somebody said."""
    SURELY = 2
    """It is the name of who said the words beside it."""


@dataclass
class Signatures:
    """Judges the full names of one page, each by its place."""

    page: Page

    def signed(self, words: WordIndex, start: int, end: int) -> Signature:
        """How the full name at these places stands to the words around it."""
        stretch = words.text.stretch(start)
        around = words.text.around[stretch]
        if around.is_remark or around.is_menu:
            return Signature.IN_PASSING
        if self._is_exhibited(around) or self._is_cited(around):
            return Signature.SURELY
        if around.is_value or around.is_program:
            return Signature.SURELY if _is_of_words(words.whole, start, end) else Signature.IN_PASSING
        if words.text is self.page.visible and self._is_attribution(words, around, start, end):
            return Signature.SURELY
        return Signature.NEAR if self._is_near(words, stretch, start, end) else Signature.IN_PASSING

    def _is_exhibited(self, around: Around) -> bool:
        item = self.page.items[around.exhibit] if around.exhibit is not None else None
        return item is not None and item.kind is Kind.TESTIMONIAL and item.is_claimed and item.is_real

    def _is_cited(self, around: Around) -> bool:
        """Whether it is in a cite or a caption, but for the caption of a picture alone."""
        if not around.is_cite:
            return False
        item = self.page.items[around.exhibit] if around.exhibit is not None else None
        is_photo = item is not None and bool(item.inside & _PICTURED) and not item.inside & _CITED
        return item is None or not is_photo or _MARKED.search(item.text) is not None

    def _is_attribution(self, words: WordIndex, around: Around, start: int, end: int) -> bool:
        """Whether it stands behind a quotation, at the end of one, or right before one, and not in a sentence."""
        low, high = words.text.unit(start)
        low = max(words.whole.rfind(LINE, low, start) + 1, low, start - BESIDE)
        rest = words.whole[end : min(high, end + BESIDE)].partition(LINE)[0].rstrip()
        lead = _DASH.sub("", words.whole[low:start])
        begins_line = not forms_of(lead)
        if begins_line and _PRESENTS.match(rest):
            return True
        if not _ENDS.match(rest) or len(forms_of(rest)) > _LONGEST or _SENTENCES.search(rest):
            return False
        said = (words.whole[max(low - BESIDE, 0) : low] if begins_line else lead).rstrip()
        is_said = _SAID.search(said) is not None
        has_dash = lead != words.whole[low:start]
        if _CLOSED.search(said) or (has_dash and is_said) or self._is_behind_quotation(words, start):
            return True
        if (begins_line or is_said) and self._is_end_of_quotation(words, around, start, end):
            return True
        behind = words.whole[end + len(rest) : high + BESIDE]
        return begins_line and _OPENED.match(behind) is not None

    @cached_property
    def _ends(self) -> list[int]:
        return sorted(end for _, end in self.page.quotations)

    def _is_behind_quotation(self, words: WordIndex, start: int) -> bool:
        """Whether a quotation ends right before the name."""
        at = bisect_right(self._ends, start) - 1
        return (
            at >= 0 and start - self._ends[at] <= BESIDE and not forms_of(words.whole[self._ends[at] : start])
        )

    def _is_end_of_quotation(self, words: WordIndex, around: Around, start: int, end: int) -> bool:
        """Whether the name's line is the last of the quotation around it, and not the only one."""
        if around.quotation is None:
            return False
        first, last = self.page.quotations[around.quotation]
        high = min(words.text.unit(start)[1], last)
        is_last = last - end <= BESIDE and not forms_of(words.whole[high:last])
        is_line = LINE not in words.whole[end:high].rstrip()
        return is_last and is_line and bool(forms_of(words.whole[max(first, start - BESIDE) : start]))

    def _is_near(self, words: WordIndex, stretch: int, start: int, end: int) -> bool:
        """Whether a quotation is near: by its element, or by its marks in the blocks around."""
        anchor = words.text.anchors[stretch]
        at = bisect_left(self._ends, anchor - BESIDE)
        if at < len(self._ends) and self._ends[at] - anchor <= BESIDE:
            return True
        if words.text is not self.page.visible:
            return False
        return _MARKED.search(words.whole, max(start - BESIDE, 0), end + BESIDE) is not None


def _is_of_words(text: str, start: int, end: int) -> bool:
    """Whether a value is a name, in an entry with a quote."""
    is_whole = _VALUE.search(text[max(start - 2, 0) : start]) is not None and text[end : end + 1] in (
        "",
        '"',
        "'",
        "`",
        "<",
        "\n",
        ",",
    )
    return is_whole and _OF_WORDS.search(text, max(start - BESIDE, 0), end + BESIDE) is not None
