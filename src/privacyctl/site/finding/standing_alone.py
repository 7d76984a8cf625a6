"""Whether a company's name stands for itself in its element, or is a word of a longer text.

The element is the nearest block or cell (`PageText.unit`); inline tags change nothing. A name stands for itself

* alone in its element or its line, where nothing stands beside it but a legal form, a mark,
  or a few words such as "logo" and "case study";
* in a heading, alone before or behind a bar or a colon, or at its end: "How we helped Gurray";
* in a list that says whose names it holds: "Trusted by Gurray, Nord Werke and Bo";
* in a program or a data file as the whole of a value.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from privacyctl.model.companies import LEGAL_FORMS
from privacyctl.site.finding.page_text import LINE
from privacyctl.site.finding.word_index import forms, forms_of

LONGEST = 400
"""Characters on each side: an element with more text is no name, no heading and no list of a few."""
_MOST_BESIDE = 5
LEGAL = frozenset(form for word in LEGAL_FORMS for form in forms(word))
_LINKED = frozenset(
    form
    for word in """logo logos icon website site homepage visit read view see full more
        case cases study studies story stories success customer client testimonial review
        fallstudie referenz kunde kundin mehr erfahren""".split()  # noqa: SIM905
    for form in forms(word)
)
"""Words that are put beside a name and make no other name of it: "Gurray GmbH: read the case study"."""
_ARTICLE = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "your",
        "my",
        "our",
        "their",
        "every",
        "each",
        "no",
        "any",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "le",
        "la",
        "un",
        "une",
    ]
)
_LEADING = frozenset(
    """meet introducing about why how at with for by from and customer client case study story feat featuring
    über bei mit für von""".split()  # noqa: SIM905
)
"""Words that may stand before a name with a capital and are no part of it: "Meet Gurray"."""
# Bars, dots, arrows and dashes between spaces: parts of a headline, a breadcrumb, a row of names.
_PARTED = re.compile(rf"[|·•∙‧|¦»›→⟩/:\n{LINE}]|\s[-–—~>]\s|\s?—\s?")
_LISTED = re.compile(
    rf"[|·•∙‧|¦,;/\n{LINE}]|\s[-–—+&]\s|(?<!\w)(?:and|und|et|e|y|og|och|en|or|oder)(?!\w)", re.IGNORECASE
)
_NEXT = re.compile(r"[ \u00a0]+((?=[^\W\d_])\w+)")
_SENTENCE = re.compile(r"[.!?]\s")
_LEAD = re.compile(
    r"""(?:we\ are\ |we're\ )?(?:proudly\ )?(?:trusted|used|loved|chosen|recommended|backed)\s(?:\w+\s)?by\b
    |(?:some\ |a\ few\ )?(?:of\ )?(?:our|selected|happy|notable|recent|current)?\s*
      (?:customers|clients|references|clientele)\s*(?:include|includes|are|is|:|$)
    |(?:einige\ )?(?:unsere[r]?\s)?(?:kunden|referenzen|kundinnen)\b\s*(?:sind|:|$)
    |(?:diese\ firmen\ )?vertrauen\ uns\b
    |(?:ils\ nous\ font\ confiance|nos\ clients)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a list begins, or the heading above it, that says that the names in it are customers'."""
_LED = re.compile(
    r"^.*\b(?:by|at|like|including|include|includes|as|are|sind|confiance|clients|uns)\s+|^.*:", re.IGNORECASE
)
_LONGEST_ENTRY = 5
"""Words of an entry in a list of names."""
_OPENED = {"'": "'", '"': '"', "`": "`", ">": "<"}
"""What begins a string, or an element in a string, and what ends it."""
# A value without quotes: behind "key:", "key =", "- ", a tab, or a comma between cells or in brackets.
_BEGUN = re.compile(r"(?:^|\w\s*[:=]|^\s*[-*]|[\t;|\[]|,)\s*$")
_OF_A_COMPANY = re.compile(
    r"""(?:alt|company|customer|client|organi[sz]ation|firma|kunde)["']?\s*[:=]\s*["'`]?$""", re.IGNORECASE
)
_ENDED = re.compile(r"\s*(?:$|[,;\t|\]}])")
_LONGEST_FORM = 40


class NameStanding(NamedTuple):
    """How a name stands in its element."""

    is_alone: bool
    """Whether the element, or its line, holds the name alone."""
    is_listed: bool
    """Whether it is one of the names in a list of customers."""
    is_named: bool
    """Whether it stands so, or is what a headline names."""


def standing(unit: str, start: int, end: int, *, is_heading: bool = False, above: str = "") -> NameStanding:
    """How the name at these places stands in the text of its element; `above` is the heading before that."""
    before, behind = unit[max(start - LONGEST, 0) : start], unit[end : end + LONGEST]
    if start > LONGEST or len(unit) - end > LONGEST:
        # One line of a long element may hold the name alone all the same.
        before = before[before.rfind(LINE) :] if LINE in before else "…a …text"
        behind = behind.partition(LINE)[0] if LINE in behind else "…a …text"
    is_alone = _is_nothing(before, behind) or _is_nothing(_last(LINE, before), behind.partition(LINE)[0])
    if is_alone:
        return NameStanding(is_alone=True, is_listed=False, is_named=True)
    is_listed = _is_listed(before, behind, above)
    return NameStanding(
        is_alone=False, is_listed=is_listed, is_named=is_listed or (is_heading and _heads(before, behind))
    )


def goes_on(behind: str) -> bool:
    """Whether a name goes on in the text behind it: "Gurray Foods" is another one than "Gurray"."""
    found = _NEXT.match(behind)
    return (
        found is not None
        and found[1][0].isupper()
        and not _is_addition(forms_of(found[1])[:1], _LINKED | _ARTICLE)
    )


def _last(mark: str, text: str) -> str:
    return text.rpartition(mark)[2]


def _is_nothing(before: str, behind: str) -> bool:
    """Whether what stands beside a name makes it no other name, and no part of a sentence."""
    return _is_addition(forms_of(before), _LINKED) and _is_addition(forms_of(behind), _LINKED | _ARTICLE)


def _is_addition(words: list[str], allowed: frozenset[str]) -> bool:
    """Whether these are few, and all of them legal forms ("S. A.") or words that are put beside names."""
    at = 0
    while at < len(words) <= _MOST_BESIDE:
        of_form = next((n for n in range(_MOST_BESIDE, 0, -1) if "".join(words[at : at + n]) in LEGAL), 0)
        if not of_form and words[at] not in allowed:
            return False
        at += of_form or 1
    return len(words) <= _MOST_BESIDE


def _heads(before: str, behind: str) -> bool:
    """Whether it is what a headline, or a part of one, says or ends in."""
    first, last = _PARTED.split(before)[-1], _PARTED.split(behind)[0]
    if _is_nothing(first, last):
        return True
    if not _is_nothing("", last):
        return False
    leading = forms_of(first)
    # "Acme Gurray" is another name, and "the Box" a thing.
    is_other = len(leading) == 1 and first.strip()[:1].isupper() and leading[0] not in _LEADING
    return not is_other and leading[-1] not in _ARTICLE


def _is_listed(before: str, behind: str, above: str) -> bool:
    """Whether it is one of the names in a list of customers."""
    led = _LEAD.match(before.lstrip())
    if not led and not _LEAD.match(above.strip()):
        return False
    if _SENTENCE.search(before):
        return False
    first, last = _LISTED.split(before)[-1], _LISTED.split(behind)[0]
    if led and _LEAD.match(first.lstrip()):
        first = _LED.sub("", first)
    entries = [*_LISTED.split(before)[1:], *_LISTED.split(_SENTENCE.split(behind)[0])]
    return _is_nothing(first, last) and all(len(forms_of(one)) <= _LONGEST_ENTRY for one in entries)


def is_value(text: str, start: int, end: int, *, is_quoted: bool) -> bool:
    """Whether the name at these places is all of a value, but for a legal form; `is_quoted`: values have quotes."""
    low = max(text.rfind("\n", 0, start) + 1, start - LONGEST)
    before, behind = text[low:start], text[end : end + _LONGEST_FORM].partition("\n")[0]
    if closed := _OPENED.get(before[-1:]):
        said, mark, _ = behind.partition(closed)
        return bool(mark) and _is_nothing("", said)
    if is_quoted or not _BEGUN.search(before):
        return False
    if before.rstrip().endswith(",") and "[" not in before and before.endswith(" "):
        return False  # a comma of a sentence, and not one between cells
    said = re.split(r"[,;\t|\]}]", behind, maxsplit=1)[0]
    return _is_nothing("", said) and _ENDED.match(behind[len(said) :]) is not None


def is_a_companys(before: str) -> bool:
    """Whether the key of a value says that it is a company's name, or describes a picture."""
    return _OF_A_COMPANY.search(before) is not None
