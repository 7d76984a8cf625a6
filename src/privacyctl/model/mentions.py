"""Whether a text mentions somebody, in whatever spelling: what an erasure names and never deletes.

"Lee, Ann", "A. LEE", "ann.lee@", "Ann&nbsp;Lee": a person reads one name in all of them. So may
be somebody else of that name, which is why a mention is a doubt and no proof.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from privacyctl.model.address import both_domains
from privacyctl.model.full_name import read_name
from privacyctl.model.words import Word, folded, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WINDOW = 4
"""The two words of a full name stand within so many words of each other."""
SHORTEST = 5
"""In letters: a name of one word, or one written together, that is shorter stands in other words."""
_SHORTEST_LOCAL = 3
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_AT = frozenset(("at", "a"))
_DOTS = frozenset(("dot", "punkt", "point"))
_WORDS = re.compile(r"[^\W\d_]+")
_END = "\nend"
"""Stands behind a text, so that its last word has a gap after it."""


def undone(text: str) -> str:
    """The text without the escapes of HTML, of addresses of pages, and of JSON."""
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = unquote(text)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text


def parts_of(text: str, size: int) -> Iterator[str]:
    """A long text in pieces of a few lines that overlap, since a name may be parted by the end of one."""
    lines = text.split("\n")
    for at in range(0, len(lines), 2):
        part = "\n".join(lines[at : at + 4])
        yield from (part[start : start + size] for start in range(0, max(len(part), 1), size // 2))


def pairs_of(name: str) -> set[tuple[str, ...]]:
    """The forms under which a name is known: its words two by two, a first name as its initial too; each sorted."""
    read = read_name(name)
    found: set[tuple[str, ...]] = {tuple(sorted(pair)) for pair in read.pairs}
    found |= {tuple(sorted((a[0], b))) for a, b in read.pairs}
    whole = [form for form in {*read.together, *read.unspaced} if len(form) >= 2]
    found |= {(form,) for form in whole} | ({(form,) for form in read.forms} if not read.pairs else set())
    return found or {(folded(name).strip(),)}


def former_forms(text: str) -> Iterator[tuple[str, ...]]:
    """Every form that a name in a text could have, as `pairs_of` writes them."""
    found = _WORDS.findall(folded(undone(text)))
    for at, form in enumerate(found):
        for one in (form, form[:-1]) if form.endswith("s") else (form,):
            yield (one,)
            for other in found[at + 1 : at + WINDOW]:
                yield (one, other) if one <= other else (other, one)
                if other.endswith("s"):
                    yield (one, other[:-1]) if one <= other[:-1] else (other[:-1], one)


@dataclass(frozen=True)
class Mentions:
    """The names and addresses of some people, prepared to be found in texts."""

    names: Sequence[str]
    addresses: Sequence[str]

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pair for name in self.names for pair in read_name(name).pairs)

    @cached_property
    def _single(self) -> frozenset[str]:
        """Names that are one word, or written as one: "madonna", "annlee", "alee"."""
        read = [read_name(name) for name in self.names]
        found = {form for one in read for form in one.together}
        found |= {form for one in read if not one.pairs for form in one.forms}
        found |= {a[0] + b for a, b in self._pairs}
        return frozenset(form for form in found if len(form) >= SHORTEST)

    @cached_property
    def _unspaced(self) -> frozenset[str]:
        return frozenset(form for name in self.names for form in read_name(name).unspaced)

    @cached_property
    def _mailboxes(self) -> frozenset[tuple[tuple[str, ...], tuple[str, ...]]]:
        """The words before and after the at-sign of each address."""
        spelt = {form for address in self.addresses for form in (address, *both_domains(address)) if form}
        parts = [address.rpartition("@") for address in spelt]
        return frozenset((_forms(local), _forms(domain)) for local, _, domain in parts if _forms(local))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Forms of words of which a text that mentions somebody holds at least one, when it is folded."""
        words_of_names = {form for pair in self._pairs for form in pair}
        mailboxes = {max(local, key=len) for local, _ in self._mailboxes}
        return frozenset(words_of_names) | self._single | self._unspaced | mailboxes

    def are_in(self, text: str) -> bool:
        """Whether a text mentions one of them."""
        plain = undone(text)
        *found, end = words(plain + _END)
        if self._unspaced and any(form in folded(plain) for form in self._unspaced):
            return True
        return self._has_name(found) or self._has_mailbox(found, end)

    def _has_name(self, found: Sequence[Word]) -> bool:
        forms = [_bare(word, self._known) for word in found]
        if not self._single.isdisjoint(forms):
            return True
        for (at, one), (then, other) in _near(forms):
            if (one, other) in self._pairs or (other, one) in self._pairs:
                return True
            between = found[at + 1 : then]
            if all(word.is_initial for word in between) and self._is_initialled(
                found[at], found[then], "".join(word.gap for word in found[at + 1 : then + 2])
            ):
                return True
        return False

    def _is_initialled(self, one: Word, other: Word, gaps: str) -> bool:
        """Whether one word is the initial of a name, and the other its other word: "A. Lee", "Lee, A", "a.lee"."""
        for initial, word in ((one, other), (other, one)):
            if initial.is_initial and (initial.is_capital or "." in gaps or "_" in gaps):
                form = _bare(word, self._known)
                if any(form == b and a[0] == initial.form for a, b in self._pairs):
                    return True
        return False

    def _has_mailbox(self, found: Sequence[Word], end: Word) -> bool:
        forms = [word.form for word in found]
        rest = [*found, end]
        for local, domain in self._mailboxes:
            for at in range(len(found) - len(local) + 1):
                if tuple(forms[at : at + len(local)]) != local:
                    continue
                behind = rest[at + len(local)]
                if "@" in behind.gap:
                    # Alone, as in "ann.lee@ wrote"; or with the domain of an address of theirs.
                    is_bare = not behind.gap.endswith("@") or behind is end
                    if is_bare and sum(map(len, local)) >= _SHORTEST_LOCAL:
                        return True
                    if _is_next(forms[at + len(local) :], domain):
                        return True
                elif behind.form in _AT and _is_next(forms[at + len(local) + 1 :], domain):
                    return True
        return False

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(form for pair in self._pairs for form in pair) | self._single


def _near(forms: Sequence[str]) -> Iterator[tuple[tuple[int, str], tuple[int, str]]]:
    for at, form in enumerate(forms):
        for then in range(at + 1, min(at + WINDOW, len(forms))):
            yield (at, form), (then, forms[then])


def _is_next(forms: Iterable[str], domain: Sequence[str]) -> bool:
    """Whether a domain's words come next, the dots spelt out or not."""
    spoken = [form for form in list(forms)[: 2 * len(domain)] if form not in _DOTS]
    return tuple(spoken[: len(domain)]) == tuple(domain)


def _forms(text: str) -> tuple[str, ...]:
    return tuple(word.form for word in words(text))


def _bare(word: Word, known: frozenset[str]) -> str:
    """The word's form, without the s of a genitive, or the beginning of an elision, where that is a known word."""
    for form in (word.form, word.tail, word.form.removesuffix("s")):
        if form in known:
            return form
    return word.form
