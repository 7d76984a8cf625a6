"""What stands beside a card in a mail: its security code, its expiry, and a bank account's number.

A payment form asks for these together, and people answer in a mail. By PCI DSS (requirement
3.3.1) a security code is never stored, with its card's number or without.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from privacyctl.model.card_spellings import REDACTED, ibans
from privacyctl.model.card_words import CARD_WORD
from privacyctl.model.cards import holds_card_number, redact

_BESIDE = 80
"""Characters from a card, or a card word, to what is taken for a detail of that card."""
_SECURITY_CODE = re.compile(
    r"\b(?:cv[vc]2?|csc|cid|cvn|security code|prüfziffer|prüfnummer|kartenprüfnummer)\b\W{0,3}(?:is |ist |lautet )?"
    r"(\d{3,4})\b",
    re.IGNORECASE,
)
_EXPIRY = re.compile(r"(?<![\d/.])((?:0?[1-9]|1[0-2])\s?/\s?(?:20)?\d\d)(?![\d/.])")
_EXPIRES = re.compile(
    r"(?:exp|valid|gültig|ablauf|expir|caduc|scad)\w*\W{0,3}(?:\w+\W+){0,2}$", re.IGNORECASE
)
_CARD = re.compile(re.escape(REDACTED).replace(r"\{last4\}", r"\d{4}"))

CODE_GONE, EXPIRY_GONE, ACCOUNT_GONE = "[security code]", "[expiry]", "[bank account]"


def holds_card_data(text: str) -> bool:
    """Whether a card number stands in the text, or a security code beside a card word."""
    return holds_card_number(text) or any(instead is CODE_GONE for _, _, instead in _details(text))


def redact_mail(text: str) -> tuple[str, int]:
    """The text without card numbers, the details beside them and IBANs, and how many of all these there were.

    Redacting twice changes nothing more. IBANs go first, so that no part of one is taken for a card.
    """
    accounts = list(ibans(text))
    text = _replaced(text, [(start, end, ACCOUNT_GONE) for start, end in accounts])
    text, cards = redact(text)
    details = list(_details(text))
    return _replaced(text, details), len(accounts) + cards + len(details)


def _details(text: str) -> Iterator[tuple[int, int, str]]:
    """Each security code and expiry near a card that was redacted, or near a card word."""
    cards = [match.span() for match in _CARD.finditer(text)]
    anchors = cards + [match.span() for match in CARD_WORD.finditer(text)]
    if not anchors:
        return
    near_card, near_any = _Reach(cards), _Reach(anchors)
    found = [
        (*match.span(1), CODE_GONE)
        for match in _SECURITY_CODE.finditer(text)
        if near_any.covers(*match.span())
    ]
    for match in _EXPIRY.finditer(text):
        is_said = _EXPIRES.search(text, max(0, match.start() - 30), match.start()) is not None
        if near_card.covers(*match.span()) or (is_said and near_any.covers(*match.span())):
            found.append((*match.span(1), EXPIRY_GONE))
    yield from sorted(found)


class _Reach:
    """All that lies beside some places of a text, as stretches that do not touch."""

    def __init__(self, places: list[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(places):
            if self._ends and start - _BESIDE <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end + _BESIDE)
            else:
                self._starts.append(start - _BESIDE)
                self._ends.append(end + _BESIDE)

    def covers(self, start: int, end: int) -> bool:
        """Whether any of [start, end] lies beside one of the places."""
        place = bisect_right(self._starts, end) - 1
        return place >= 0 and start <= self._ends[place]


def _replaced(text: str, found: list[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, instead in found:
        pieces += [text[at:start], instead]
        at = end
    return "".join([*pieces, text[at:]])
