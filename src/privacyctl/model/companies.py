"""A company's name in a text: whole words, with or without the legal form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Iterator

# GmbH, S.A. de C.V., Sp. z o.o.: what is left out when people say a company's name.
LEGAL_FORMS = frozenset(
    """ab ag aps as asa bv bvba co company corp corporation cv ek eu ev gbr gesmbh gmbh incorporated
    inc kft kg kgaa kk limited llc llp lp ltd ltda mbh nv ohg oo ood oy oyj pc plc pllc pt pte pty
    pvt sa sab sadecv sapidecv sarl sas sasu sc scrl sdn bhd se sl slu spa spj spzoo srl sro ug zoo
    zrt the 株式会社 有限会社 合同会社 株 주식회사 주 有限公司 股份有限公司""".split()  # noqa: SIM905
) | {words(form)[0].spelt for form in ("ООО", "ОАО", "ЗАО", "ПАО")}
_GLUED_ON = ("株式会社", "有限会社", "合同会社", "股份有限公司", "有限公司", "주식회사")
_LONGEST = 6  # words: S. A. P. I. de C. V., but for one


def company_words(name: str) -> list[Word]:
    """The words of a company's name; "and" stands for "&", and so for nothing."""
    every = words(name)
    return [word for word in every if word.spelt not in {"and", "und", "et"}] or every


def without_legal_form(name: list[Word]) -> list[Word]:
    """The name as people say it: "Acme" of "Acme GmbH & Co. KG". Never less than a word."""
    start, end = 0, len(name)
    while length := _legal_form(name[start:end], from_end=True):
        end -= length
    while length := _legal_form(name[start:end], from_end=False):
        start += length
    return name[start:end]


def bare(spelt: str) -> str:
    """A name in a script without spaces, less the legal form that is written onto it."""
    for form in _GLUED_ON:
        spelt = spelt.removeprefix(form).removesuffix(form) or spelt
    return spelt


def spans(said: list[Word], name: list[Word]) -> list[tuple[int, int]]:
    """Where the name stands as whole words, from word to word; "AcmeSoft" is "Acme Soft"."""
    return sorted({*_spans(said, name, "form"), *_spans(said, name, "spelt")}) if name else []


def _spans(said: list[Word], name: list[Word], spelling: str) -> Iterator[tuple[int, int]]:
    pieces = [str(getattr(word, spelling)) for word in said]
    text, sought = "".join(pieces), "".join(getattr(word, spelling) for word in name)
    begins, ends, length = {}, {}, 0
    for at, piece in enumerate(pieces):
        # "Box24" is another name than "Box".
        if at == 0 or said[at].gap:
            begins[length] = at
        length += len(piece)
        if at + 1 == len(said) or said[at + 1].gap:
            ends[length] = at + 1
    found = text.find(sought)
    while found >= 0:
        if found in begins and found + len(sought) in ends:
            yield begins[found], ends[found + len(sought)]
        found = text.find(sought, found + 1)


def _legal_form(name: list[Word], *, from_end: bool) -> int:
    """How many words at that end are a legal form, dotted or not; none where nothing else is left."""
    for length in range(min(_LONGEST, len(name) - 1), 0, -1):
        part = name[-length:] if from_end else name[:length]
        if "".join(word.spelt for word in part) in LEGAL_FORMS:
            return length
    return 0
