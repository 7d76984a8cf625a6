"""Whether words of a text are somebody's full name: what may stand between them, and whether a company is meant."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from privacyctl.model.full_name import FILLERS
from privacyctl.model.name_lint import shown
from privacyctl.site.finding.word_index import forms_of

if TYPE_CHECKING:
    from privacyctl.site.finding.word_index import WordIndex

BETWEEN = 4
"""The most words from a given name to the family name: particles and initials."""


def shows_full_name(person: str, company: str | None, words: WordIndex, first: int, last: int) -> bool:
    """Whether these words are the full name, and not "Ann L., Lee GmbH" where that is the company."""
    if not _shows(person, None, words.window(first, last)):
        return False
    # The company's name may go on behind the family name.
    behind = min(last + len(forms_of(company or "")), len(words.spans)) - 1
    return company is None or _shows(person, company, words.window(first, max(last, behind)))


@lru_cache(maxsize=10_000)  # a site says the same of the same people on every page
def _shows(person: str, company: str | None, text: str) -> bool:
    """Whether a text shows the full name. With a company the text is read as an attribution that names it."""
    attribution, quote = (text, "") if company else ("", text)
    found = shown(person, company, attribution=attribution, quote=quote)
    return any(one.what == "full name" for one in found)


def other_name(words: WordIndex, first: int, other: str) -> int | None:
    """The number of the name's other word, if only particles, titles and initials stand between."""
    for at in range(first + 1, min(first + 1 + BETWEEN, len(words.forms))):
        form = words.forms[at]
        if form == other:
            return at
        if len(form) > 1 and form not in FILLERS:
            return None
    return None
