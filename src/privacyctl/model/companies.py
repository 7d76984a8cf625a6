"""A company's name in a text: whole words, with or without the legal form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from privacyctl.model.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# GmbH, S.A. de C.V., Sp. z o.o.: people leave these out of a company's name.
LEGAL_FORMS = frozenset(
    """ab ag aps as asa bv bvba co company corp corporation cv ek eu ev gbr gesmbh gmbh incorporated
    inc kft kg kgaa kk limited llc llp lp ltd ltda mbh nv ohg oo ood oy oyj pc plc pllc pt pte pty
    pvt sa sab sadecv sapidecv sarl sas sasu sc scrl sdn bhd se sl slu spa spj spzoo srl sro ug zoo
    zrt the 株式会社 有限会社 合同会社 株 주식회사 주 有限公司 股份有限公司""".split()  # noqa: SIM905
) | {words(form)[0].spelt for form in ("ООО", "ОАО", "ЗАО", "ПАО")}
_ONE_FORM = {
    "incorporated": "inc", "corporation": "corp", "limited": "ltd", "company": "co", "gesmbh": "gmbh", "mbh": "gmbh",
}  # fmt: skip
SPELLINGS = 2
"""The normalisation number of the keys of `no_covers`; an exact name is kept under that of addresses."""
_CALLED = frozenset(
    "firma fa fma firm messrs ditta spett spettle ste societe empresa entreprise bedrijf firmaet".split()  # noqa: SIM905
)
"""Words that say "the firm" before a name, and are no part of it: "Firma Acme GmbH", "Fa. Acme", "Messrs. Acme"."""
_ARTICLES = frozenset("the die der das an a la le les l lo il el de het".split())  # noqa: SIM905
_GLUED_ON = ("株式会社", "有限会社", "合同会社", "股份有限公司", "有限公司", "주식회사")
_LONGEST = 6  # words of a legal form
_ENDS_OF_WORDS = frozenset("the zoo spa sas asa aps sab slu sro pty pte".split())  # noqa: SIM905
_STRUNG_ON = sorted((one for one in LEGAL_FORMS if one.isascii()), key=len, reverse=True)
_SHORT = 3
"""Letters: a legal form of fewer ends too many names, as in "Texaco", and so does one after fewer letters."""


def company_words(name: str) -> list[Word]:
    """The words of a company's name; "&" is no word, and so "and" is dropped as well."""
    every = words(name)
    return [word for word in every if word.spelt not in {"and", "und", "et"}] or every


def without_legal_form(name: list[Word]) -> list[Word]:
    """The name as people say it: "Acme" for "Acme GmbH & Co. KG". At least one word stays."""
    start, end = _core(name)
    return name[start:end]


def _core(name: list[Word]) -> tuple[int, int]:
    start, end = 0, len(name)
    while length := _legal_form(name[start:end], from_end=True):
        end -= length
    while length := _legal_form(name[start:end], from_end=False):
        start += length
    return start, end


class Spelling(NamedTuple):
    """A company's name as all its spellings have it."""

    name: str
    """Without legal form, spaces, marks, accents and capitals: "acme" for "Ácme-GmbH"."""
    form: str
    """The legal form, by one word for all that it is called; empty where the name has none."""
    starts: tuple[str, ...]
    """What is left of the name where its last words are left out: of "Acme GmbH, Berlin" "acme"."""
    unstrung: tuple[str, ...]
    """What it may be without a legal form that is strung on to a word: of "AcmeGmbH" "acme"."""


def _spellings(name: str) -> list[Spelling]:
    """The spelling of a company's name, and that of the name without the words that say "the firm" before it."""
    every = company_words(name)
    at = 1 if every and every[0].spelt in _ARTICLES else 0
    while at < len(every) and every[at].spelt in _CALLED:
        at += 1
    has_call = at > 0 and every[at - 1].spelt in _CALLED and _has_name(every[at:])
    found = (_spelling(every), _spelling(every[at:]) if has_call else None)
    return [one for one in found if one is not None]


def _has_name(part: list[Word]) -> bool:
    """Whether the words are more than a legal form."""
    return bool(part) and "".join(word.spelt for word in part) not in LEGAL_FORMS


def spelling(name: str) -> Spelling | None:
    """The spelling of a company's name; None for a name without a word."""
    return _spelling(company_words(name))


def _spelling(every: list[Word]) -> Spelling | None:
    start, end = _core(every)
    core = every[start:end]
    if not core:
        return None
    form = "".join(_ONE_FORM.get(word.spelt, word.spelt) for word in (*every[:start], *every[end:]))
    whole = _run_together(core)
    parts = [without_legal_form(core[:end]) for end in range(1, len(core))]
    strung = (_unstrung("".join(word.raw for word in part)) for part in (*parts, core, every[start:]))
    starts, unstrung = map(_run_together, parts), (_run_together(words(one)) for one in strung if one)
    return Spelling(whole, form.removeprefix("the"), _but(whole, starts), _but(whole, unstrung))


def _but(whole: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in names if one != whole))


def _unstrung(name: str) -> str:
    """A name without the legal form that is strung on to it: "Acme" for "AcmeGmbH", "ACMEGMBH", "AcmeAG"; else ""."""
    folded = name.casefold()
    for form in _STRUNG_ON:
        if not folded.endswith(form) or len(folded) != len(name):
            continue
        core, own = name[: -len(form)], name[-len(form) :]
        has_capital = own[0].isupper() and (core[-1:].islower() or own[1:2].islower())
        is_plain = len(form) >= _SHORT and len(core) >= _SHORT and form not in _ENDS_OF_WORDS
        if core and (has_capital or is_plain):
            return core
    return ""


def _run_together(core: list[Word]) -> str:
    return bare("".join(word.form for word in core))


def no_covers(name: str) -> tuple[str, ...]:
    """The keys under which a company's no is kept beside its exact name, so that other spellings of it are met.

    Control characters tell the keys from any name that can be typed.
    """
    keys: list[str] = []
    for found in _spellings(name):
        starts = (f"\x01s\0{start}" for start in (*found.starts, *found.unstrung))
        keys += (f"\x01n\0{found.name}\0{found.form}", f"\x01b\0{found.name}", *starts)
    return tuple(dict.fromkeys(keys))


def covered_by(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of the noes that surely are this company's, and of those that may be.

    Surely: the same name but for the legal form, where one of the two has none. In doubt:
    another legal form, which may be another firm; and one name that begins with the other.
    """
    sure: list[str] = []
    perhaps: list[str] = []
    for found in _spellings(name):
        any_form = f"\x01b\0{found.name}"
        sure += (
            f"\x01n\0{found.name}\0{found.form}",
            f"\x01n\0{found.name}\0",
            *(() if found.form else (any_form,)),
        )
        names = (found.name, *found.unstrung)
        perhaps += (
            *(f"\x01s\0{one}" for one in names),
            *(f"\x01b\0{one}" for one in (*names, *found.starts)),
        )
    return tuple(sure), tuple(perhaps)


def has_legal_form(name: str) -> bool:
    """Whether it says of itself that it is a company's name."""
    found = spelling(name)
    return found is not None and bool(found.form)


def bare(spelt: str) -> str:
    """A name in a script without spaces, without the legal form that is attached to it."""
    for form in _GLUED_ON:
        spelt = spelt.removeprefix(form).removesuffix(form) or spelt
    return spelt


def spans(in_text: list[Word], name: list[Word]) -> list[tuple[int, int]]:
    """The places of the name as whole words, as (first word, word after the last); "AcmeSoft" is "Acme Soft"."""
    return sorted({*_spans(in_text, name, "form"), *_spans(in_text, name, "spelt")}) if name else []


def _spans(in_text: list[Word], name: list[Word], spelling: str) -> Iterator[tuple[int, int]]:
    pieces = [str(getattr(word, spelling)) for word in in_text]
    text, run_together = "".join(pieces), "".join(getattr(word, spelling) for word in name)
    begins, ends, length = {}, {}, 0
    for at, piece in enumerate(pieces):
        # "Box24" is not the name "Box".
        if at == 0 or in_text[at].gap:
            begins[length] = at
        length += len(piece)
        if at + 1 == len(in_text) or in_text[at + 1].gap:
            ends[length] = at + 1
    found = text.find(run_together)
    while found >= 0:
        if found in begins and found + len(run_together) in ends:
            yield begins[found], ends[found + len(run_together)]
        found = text.find(run_together, found + 1)


def _legal_form(name: list[Word], *, from_end: bool) -> int:
    """How many words at that end are a legal form, dotted or not; 0 where no other word is left."""
    for length in range(min(_LONGEST, len(name) - 1), 0, -1):
        part = name[-length:] if from_end else name[:length]
        if "".join(word.spelt for word in part) in LEGAL_FORMS:
            return length
    return 0
