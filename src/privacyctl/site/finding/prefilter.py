"""The fast first pass, which says whether any target can stand in these bytes.

A skeleton is a text without tags, white space, punctuation and accents: its letters and
digits, run together, with a capital where a word begins. All needles are searched for in it
at once (Aho-Corasick: a thousand names take as long as one). The pass may report a page that
shows no target, and must never miss one that does: the precise search takes many times as long.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from privacyctl.model.words import plain
from privacyctl.site.finding.ascii_letters import in_ascii, skeleton
from privacyctl.site.finding.charsets import readings
from privacyctl.site.finding.inside import Inside
from privacyctl.site.finding.markup import unescaped
from privacyctl.site.finding.needles import BEGINNING, WIDTH, fewest_left, fewest_telling, telling_words
from privacyctl.site.finding.run_together import letters as run_letters
from privacyctl.site.finding.skeletons import Skeleton, has_split_word, joined_words, taken_apart
from privacyctl.site.finding.word_index import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.site.finding.full_names import FullNames
    from privacyctl.site.finding.needles import Needle

_PIECE = 24
"""The most letters of one piece: longer ones make the automaton large and the answer no surer."""
_BESIDE = 40
"""The most letters from a given name to the family name: titles, particles and initials."""
_SMALL = ord("a")
"""In a skeleton a byte below this is a digit or a capital, and may begin a word."""
_WITH_APOSTROPHE = re.compile(r"\w+['’‘`´ʼ][\w'’‘`´ʼ]*")
# A word of these announces an exhibit if it stands in an attribute that `_CLAIM` matches.
_ANNOUNCED = BytesAhoCorasick(
    [b"testimonial", b"review", b"quot", b"praise", b"logos", b"wall", b"client", b"customer", b"trusted",
     b"partner", b"reference"]
)  # fmt: skip
_CLAIM = re.compile(rb"""(?:class|id|itemtype)\s*+=\s*+(?:"[^"]*+|'[^']*+|[^\s"'>]*+)$""")
_TYPED = re.compile(rb""""@Type"\s*+:[^\]}:]{0,200}?(?:Review|Quotation)""")
_LONGEST_TAG = 1_200
_MOST_CLAIMS = 2_000
_ONE_OF_TWO = re.compile(rb"(?<=[aou])e|(?<=a)a| ")
# Letters outside ASCII that are written in ASCII.
_WRITTEN = re.compile(r"\\u[0-9a-fA-F]{4}|&#?\w")


class _Piece(NamedTuple):
    """Letters that stand in every page that shows the target in one of its ways."""

    letters: bytes
    is_whole: bool
    """Whether they must stand as whole words, not within a longer one."""
    beside: bytes = b""
    """Other letters that must stand near them."""


class _Shortened(NamedTuple):
    """What is left of a sentence that was shortened. Words are the longest first."""

    words: list[bytes]
    missing: int
    """How many of them may be missing."""
    telling: list[bytes]
    telling_missing: int
    reach: int
    """Within how many letters they stand."""


class Prefilter:
    """One automaton over skeletons, for all needles."""

    def __init__(self, needles: Sequence[Needle], people: FullNames | None = None) -> None:
        self._people = people
        self._anywhere: dict[bytes, set[int]] = defaultdict(set)
        """The pieces that may stand within longer words, each with the numbers of its needles."""
        self._whole: dict[bytes, set[bytes]] = {}
        self._beyond_ascii: set[str] = set()
        self._runs: set[str] = set()
        """The letters of quotes that have others than those of ASCII, forwards and backwards."""
        self._beyond: set[int] = set()
        """The numbers of their needles."""
        self._loose: dict[bytes, list[int]] = {}
        """For the longest words of sentences that may have been shortened, the numbers of these."""
        self._sentences: list[_Shortened] = []
        others: set[str] = set()
        for number, needle in enumerate(needles):
            for sentence in needle.told if needle.target.is_barred else ():
                others |= self._shortened(sentence, needle.target.quote or "")
            for stretch in needle.stretches:
                if not stretch.isascii():
                    self._runs |= {run_letters(stretch), run_letters(stretch[::-1])}
                    self._beyond.add(number)
            for text, piece in _pieces(needle):
                if not piece.letters:
                    self._beyond_ascii.add(text)
                elif piece.is_whole and len(piece.letters) < _PIECE:
                    self._whole.setdefault(piece.letters, set()).add(piece.beside)
                else:
                    self._anywhere[piece.letters].add(number)
        self._folded = {form for text in self._beyond_ascii for form in forms_of(text)[:1]} | others
        self._pieces = [
            *self._anywhere, *((self._whole.keys() | self._loose.keys()) - self._anywhere.keys())
        ]  # fmt: skip
        self._automaton = BytesAhoCorasick(self._pieces, implementation=Implementation.DFA)

    def _shortened(self, sentence: list[str], quote: str) -> set[str]:
        """Search for a shortened sentence. Returns its telling words where some have no letter of ASCII."""
        if beginning := skeleton(_certain(sentence[:BEGINNING], quote)):
            self._anywhere[beginning[:_PIECE]] |= set()
        of_it, telling = telling_words(sentence), fewest_telling(sentence)
        if len(of_it) < telling:
            return set()
        words, told = (
            [one for one in map(skeleton, some) if one] for some in (sentence, sorted(of_it, key=len))
        )
        for piece in told[telling - 1 :]:
            self._loose.setdefault(piece, []).append(len(self._sentences))
        self._sentences.append(
            _Shortened(
                sorted(words, key=len, reverse=True),
                len(sentence) - fewest_left(sentence),
                told[::-1],
                len(of_it) - telling,
                WIDTH * sum(map(len, sentence)) + _BESIDE,
            )
        )
        return of_it if len(told) < len(of_it) else set()

    def may_show(self, data: bytes) -> bool:
        """Whether a page or file may show a target, in whatever text it holds; never False for one that does."""
        return any(map(self.may_hold, readings(data)))

    def may_hold(self, source: str) -> bool:
        """The same of a decoded text."""
        texts = Inside(source).texts()
        return self.may_stand(next(texts).text, exhibits=True) or any(
            self.may_stand(text.text) for text in texts
        )

    def may_stand(self, text: str, *, exhibits: bool = False) -> bool:
        """Whether a target, or an exhibit, may stand in a text itself, which is read as markup."""
        apart = taken_apart(text)
        return (
            self._stands(apart.capitals)
            or (self._people is not None and self._may_name(self._people, apart, text))
            or (exhibits and _is_announced(apart.others[0].lower()))
            or (exhibits and b'"@Type"' in apart.marked and _TYPED.search(apart.marked) is not None)
            or (bool(self._beyond_ascii) and self._is_beyond_ascii(text))
        )

    @staticmethod
    def _may_name(people: FullNames, one: Skeleton, text: str) -> bool:
        """Whether a contact's full name may stand there: between tags, in them, or in words that tags split."""
        return (
            people.may_stand(b" ".join([*one.parts[::2], *one.others]), text)
            or (has_split_word(one.parts) and people.may_stand(joined_words(one.parts)))
            or people.may_stand_beyond_ascii(text)
        )

    def standing(self, text: str) -> set[int]:
        """The numbers of the needles whose quotes may stand in a text, their letters run together or turned."""
        found = self._automaton.find_matches_as_indexes(taken_apart(text).capitals.lower(), overlapping=True)
        return self._beyond | {
            number for piece, _, _ in found for number in self._anywhere.get(self._pieces[piece], ())
        }

    def _stands(self, capitals: bytes) -> bool:
        small = capitals.lower()
        for number, start, end in self._automaton.find_matches_as_indexes(small, overlapping=True):
            piece = self._pieces[number]
            if piece in self._anywhere:
                return True
            if not _is_whole(capitals, start, end):
                continue
            if piece in self._loose and self._holds_most(small, capitals, start, end):
                return True
            if piece in self._whole:
                near = small[max(start - _BESIDE, 0) : end + _BESIDE]
                if any(other in near for other in self._whole[piece]):
                    return True
        return False

    def _holds_most(self, small: bytes, capitals: bytes, start: int, end: int) -> bool:
        """Whether so many words of one of the sentences with this word as may be left stand near it."""
        for one in map(self._sentences.__getitem__, self._loose[small[start:end]]):
            near = small[max(start - one.reach, 0) : end + one.reach]
            begun = capitals[max(start - one.reach, 0) : end + one.reach]
            if _holds(near, begun, one.telling, one.telling_missing) and _holds(
                near, begun, one.words, one.missing
            ):
                return True
        return False

    def _is_beyond_ascii(self, text: str) -> bool:
        if text.isascii() and not _WRITTEN.search(text):
            return False
        text = html.unescape(f"{text}\n{unescaped(text)}")
        text = re.sub(r"<[^<>]*>", "", text) + text
        folded = plain(text).casefold()
        together = run_letters(text)
        return (
            any(run in together for run in self._runs)
            or not self._folded.isdisjoint(forms_of(text))
            or any(name in folded for name in self._beyond_ascii)
        )


def _holds(near: bytes, begun: bytes, words: list[bytes], missing: int) -> bool:
    for word in words:
        at = near.find(word)
        while at >= 0 and not _is_whole(begun, at, at + len(word)):
            at = near.find(word, at + 1)
        missing -= at < 0
        if missing < 0:
            return False
    return True


def _is_whole(capitals: bytes, start: int, end: int) -> bool:
    """Whether a word begins and ends there, which may be written in pieces."""
    return capitals[start] < _SMALL and (end == len(capitals) or capitals[end] < _SMALL)


def _is_announced(tags: bytes) -> bool:
    """Whether an element claims to exhibit something."""
    if b"data-privacyctl" in tags or (b"figure" in tags and b"blockquote" in tags):
        return True
    claims = [at for _, at, _ in _ANNOUNCED.find_matches_as_indexes(tags)]
    return len(claims) > _MOST_CLAIMS or any(_CLAIM.search(tags, *_tag(tags, at)) for at in claims)


def _tag(tags: bytes, at: int) -> tuple[int, int]:
    """Where the tag around this place begins, and the place itself."""
    least = max(at - _LONGEST_TAG, 0)
    return max(tags.rfind(b"<", least, at), least), at


def _pieces(needle: Needle) -> Iterator[tuple[str, _Piece]]:
    """The pieces, each with its full text. A page that shows the target holds at least one of them."""
    target = needle.target
    for stretch in needle.stretches:
        words = stretch.split()
        for some in (words, words[::-1], [word[::-1] for word in words[::-1]]):
            yield stretch, _Piece(_together(some, target.quote or ""), is_whole=False)
    if needle.short_quote:
        text = _certain(needle.short_quote, target.quote or "")
        yield text, _Piece(skeleton(text)[:_PIECE], is_whole=False)
    if not target.is_barred:
        return  # a permitted target matters in exhibits, which are announced, and by its quote
    if needle.person is not None:
        for one, other in needle.person.pairs:
            less, more = sorted((skeleton(one), skeleton(other)), key=len)
            yield f"{one} {other}", _Piece(more[:_PIECE], is_whole=True, beside=less)
    if needle.file:
        yield needle.file, _Piece(skeleton(needle.file)[:_PIECE], is_whole=needle.file.isascii())
    for text in filter(None, _whole_texts(needle)):
        yield text, _Piece(skeleton(text)[:_PIECE], is_whole=text.isascii())


def _together(words: Sequence[str], text: str) -> bytes:
    """The longest run of letters that these words have however they are cut and joined.

    Two letters that stand for one ("ue", "aa") may be cut apart, and after an apostrophe a word may have two spellings.
    """
    uncertain = {one for word in _WITH_APOSTROPHE.findall(text) for one in (word, word[::-1])}
    runs = b"|".join(b"|" if word in uncertain else in_ascii(word) for word in words)
    return max(_ONE_OF_TWO.split(runs.replace(b"||", b" ").replace(b"|", b"")), key=len)[:_PIECE]


def _whole_texts(needle: Needle) -> Iterator[str]:
    """Texts that stand as whole words in a page that shows the target by one of them."""
    target = needle.target
    if needle.person is not None:
        yield from needle.person.together if needle.person.pairs else needle.person.forms
    if needle.attribution:
        yield _certain(needle.attribution, target.attribution or target.person or "")
    yield from (_certain(company, target.company or "") for company in needle.companies)
    yield from needle.unspaced
    yield from target.addresses
    for name in (target.company, target.attribution, target.person):
        yield " ".join(forms_of((name or "")[::-1]))


def _certain(forms: Sequence[str], text: str) -> str:
    """The longest run of these words that is spelt one way: after an apostrophe a form may have two spellings."""
    uncertain = {form for word in _WITH_APOSTROPHE.findall(text) for form in forms_of(word)}
    stretches = [[""]]
    for form in forms:
        stretches[-1].append(form)
        if form in uncertain:
            stretches.append([])
    return max((" ".join(stretch).strip() for stretch in stretches), key=len)
