"""The fast first pass, which says whether any target can stand in these bytes.

A skeleton is a text without tags, white space, punctuation and accents: its letters and
digits, run together, with a capital where a word begins. All needles are searched for in it
at once (Aho-Corasick: a thousand names take as long as one). The pass may report a page that
shows no target, and must never miss one that does: the precise search takes many times as long.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from privacyctl.model.words import plain
from privacyctl.site.finding.ascii_letters import DROPPED, letters, skeleton
from privacyctl.site.finding.charsets import readings
from privacyctl.site.finding.markup import opened, unescaped
from privacyctl.site.finding.word_index import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.site.finding.needles import Needle

_TAG = re.compile(rb"<([^<>]*)>")
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
_ESCAPED_MARK = re.compile(r"\\u003[ce]", re.IGNORECASE)
# Letters outside ASCII that are written in ASCII.
_WRITTEN = re.compile(r"\\u[0-9a-fA-F]{4}|&#?\w")


class _Piece(NamedTuple):
    """Letters that stand in every page that shows the target in one of its ways."""

    letters: bytes
    is_whole: bool
    """Whether they must stand as whole words, not within a longer one."""
    beside: bytes = b""
    """Other letters that must stand near them."""


class Prefilter:
    """One automaton over skeletons, for all needles."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        self._anywhere: set[bytes] = set()
        self._whole: dict[bytes, set[bytes]] = {}
        self._beyond_ascii: set[str] = set()
        for needle in needles:
            for text, piece in _pieces(needle):
                if not piece.letters:
                    self._beyond_ascii.add(text)
                elif piece.is_whole and len(piece.letters) < _PIECE:
                    self._whole.setdefault(piece.letters, set()).add(piece.beside)
                else:
                    self._anywhere.add(piece.letters)
        self._folded = {form for text in self._beyond_ascii for form in forms_of(text)[:1]}
        self._pieces = [*self._anywhere, *(self._whole.keys() - self._anywhere)]
        self._automaton = BytesAhoCorasick(self._pieces, implementation=Implementation.DFA)

    def may_show(self, data: bytes) -> bool:
        """Whether a page or file may show a target; never False for one that does."""
        return any(map(self._may_show, readings(data)))

    def _may_show(self, text: str) -> bool:
        text = opened(text)
        if _ESCAPED_MARK.search(text):  # escaped markup in JSON
            text = f"{text}\n{unescaped(text)}"
        marked, remarks = _parted(letters(text).title())
        # The text without its tags, for names that tags split, and then the tags' own text.
        parts = _TAG.split(marked)
        tags = b"<".join(parts[1::2])
        texts = [b"".join(parts[::2]), tags, remarks]
        if len(parts) // 2 != marked.count(b">"):  # some ">" ends no tag
            texts += b"".join([part.rpartition(b">")[2] for part in marked.split(b"<")]), marked
        return (
            self._stands(b" ".join(texts).translate(None, DROPPED))
            or _is_announced(tags.lower())
            or (b'"@Type"' in marked and _TYPED.search(marked) is not None)
            or (bool(self._beyond_ascii) and self._is_beyond_ascii(text))
        )

    def _stands(self, capitals: bytes) -> bool:
        small = capitals.lower()
        for number, start, end in self._automaton.find_matches_as_indexes(small, overlapping=True):
            piece = self._pieces[number]
            if piece in self._anywhere:
                return True
            if capitals[start] < _SMALL and (end == len(capitals) or capitals[end] < _SMALL):
                near = small[max(start - _BESIDE, 0) : end + _BESIDE]
                if any(other in near for other in self._whole[piece]):
                    return True
        return False

    def _is_beyond_ascii(self, text: str) -> bool:
        if text.isascii() and not _WRITTEN.search(text):
            return False
        text = html.unescape(f"{text}\n{unescaped(text)}")
        text = re.sub(r"<[^<>]*>", "", text) + text
        folded = plain(text).casefold()
        return not self._folded.isdisjoint(forms_of(text)) or any(
            name in folded for name in self._beyond_ascii
        )


def _parted(marked: bytes) -> tuple[bytes, bytes]:
    """The page without its comments, and the comments, which may hold markup as well."""
    first, *pieces = marked.split(b"<!--")
    kept, remarks = [first], []
    for piece in pieces:
        remark, end, rest = (b"--" + piece).partition(b"-->")
        kept.append(rest if end else piece)
        remarks.append(remark)
    return b"".join(kept), b" ".join(remarks)


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
    for sentence in (*needle.sentences, *([needle.short_quote] if needle.short_quote else ())):
        text = _certain(sentence, target.quote or "")
        yield text, _Piece(skeleton(text)[:_PIECE], is_whole=False)
    if not target.is_barred:
        return  # a permitted target matters in exhibits, which are announced, and by its quote
    if needle.person is not None:
        for one, other in needle.person.pairs:
            less, more = sorted((skeleton(one), skeleton(other)), key=len)
            yield f"{one} {other}", _Piece(more[:_PIECE], is_whole=True, beside=less)
    if needle.file:  # in an address its punctuation may be written as "%20"
        part = max(re.split(r"[^0-9a-z]+", needle.file), key=len)
        yield needle.file, _Piece(skeleton(part)[:_PIECE], is_whole=needle.file.isascii())
    for text in _whole_texts(needle):
        yield text, _Piece(skeleton(text)[:_PIECE], is_whole=text.isascii())


def _whole_texts(needle: Needle) -> Iterator[str]:
    """Texts that stand as whole words in a page that shows the target by one of them."""
    target = needle.target
    if needle.person is not None:
        yield from needle.person.together if needle.person.pairs else needle.person.forms
    if needle.attribution and target.attribution:
        yield _certain(needle.attribution, target.attribution)
    yield from (_certain(company, target.company or "") for company in needle.companies)
    yield from needle.unspaced
    yield from target.addresses


def _certain(forms: Sequence[str], text: str) -> str:
    """The longest run of these words that is spelt one way: after an apostrophe a form may have two spellings."""
    uncertain = {form for word in _WITH_APOSTROPHE.findall(text) for form in forms_of(word)}
    stretches = [[""]]
    for form in forms:
        stretches[-1].append(form)
        if form in uncertain:
            stretches.append([])
    return max((" ".join(stretch).strip() for stretch in stretches), key=len)
