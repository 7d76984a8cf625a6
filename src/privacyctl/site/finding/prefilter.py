"""The fast first pass, which says whether anything sought can be in these bytes at all.

A skeleton is what is left of a text without tags, white space, marks and accents: its
letters and digits, run together, with a capital where a word begins. What is sought is
looked for in it all at once (Aho-Corasick: a thousand names take as long as one). It may see
what is not there, and must never miss what is: the precise look takes many times as long.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from privacyctl.model.words import plain
from privacyctl.site.finding.ascii_letters import DROPPED, letters, skeleton
from privacyctl.site.finding.charsets import decoded
from privacyctl.site.finding.markup import opened, unescaped
from privacyctl.site.finding.word_index import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.site.finding.needles import Needle

_TAG = re.compile(rb"<([^<>]*)>")
_PIECE = 24
"""The most letters of one thing sought: longer ones make the automaton large and no surer."""
_BESIDE = 40
"""The most letters from a given name to the family name: titles, particles and initials."""
_SMALL = ord("a")
"""In a skeleton what is below it is a digit or a capital, and may begin a word."""
_WITH_APOSTROPHE = re.compile(r"\w+['’‘`´ʼ][\w'’‘`´ʼ]*")
# What announces an exhibit, where it stands in an attribute that `_CLAIM` fits.
_ANNOUNCED = BytesAhoCorasick(
    [b"testimonial", b"review", b"quot", b"praise", b"logos", b"wall", b"client", b"customer", b"trusted",
     b"partner", b"reference"]
)  # fmt: skip
_CLAIM = re.compile(rb"""(?:class|id|itemtype)\s*+=\s*+(?:"[^"]*+|'[^']*+|[^\s"'>]*+)$""")
_TYPED = re.compile(rb""""@Type"\s*+:[^\]}:]{0,200}?(?:Review|Quotation)""")
_LONGEST_TAG = 1_200
_MOST_CLAIMS = 2_000
_ESCAPED_MARK = re.compile(r"\\u003[ce]", re.IGNORECASE)
# Letters beyond ASCII, written in ASCII.
_WRITTEN = re.compile(r"\\u[0-9a-fA-F]{4}|&#?\w")


class _Piece(NamedTuple):
    """Letters that stand in whatever shows something sought."""

    letters: bytes
    is_whole: bool
    """Whether they are words of their own, and no part of a longer one."""
    beside: bytes = b""
    """What must stand near as well."""


class Prefilter:
    """Everything sought, as one automaton over skeletons."""

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
        """Whether anything sought may stand in a page or file; never false where it does."""
        text = opened(decoded(data))
        if _ESCAPED_MARK.search(text):  # of markup in JSON
            text = f"{text}\n{unescaped(text)}"
        marked, remarks = _parted(letters(text).title())
        # The text without its tags, for what is split over them; and what stands in them.
        parts = _TAG.split(marked)
        tags = b"<".join(parts[1::2])
        texts = [b"".join(parts[::2]), tags, remarks]
        if len(parts) // 2 != marked.count(b">"):  # not every one of them ends a tag
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
        said = plain(text).casefold()
        return not self._folded.isdisjoint(forms_of(text)) or any(name in said for name in self._beyond_ascii)


def _parted(marked: bytes) -> tuple[bytes, bytes]:
    """The page without its comments, in which there may be markup too; and these."""
    first, *pieces = marked.split(b"<!--")
    kept, remarks = [first], []
    for piece in pieces:
        remark, end, rest = (b"--" + piece).partition(b"-->")
        kept.append(rest if end else piece)
        remarks.append(remark)
    return b"".join(kept), b" ".join(remarks)


def _is_announced(tags: bytes) -> bool:
    """Whether an element says of itself that it exhibits something."""
    if b"data-privacyctl" in tags or (b"figure" in tags and b"blockquote" in tags):
        return True
    claims = [at for _, at, _ in _ANNOUNCED.find_matches_as_indexes(tags)]
    return len(claims) > _MOST_CLAIMS or any(_CLAIM.search(tags, *_tag(tags, at)) for at in claims)


def _tag(tags: bytes, at: int) -> tuple[int, int]:
    """Where the tag begins in which something stands, and where that is."""
    least = max(at - _LONGEST_TAG, 0)
    return max(tags.rfind(b"<", least, at), least), at


def _pieces(needle: Needle) -> Iterator[tuple[str, _Piece]]:
    """The pieces of which one stands in a page that shows it, and what each is a piece of."""
    target = needle.target
    for sentence in (*needle.sentences, *([needle.short_quote] if needle.short_quote else ())):
        text = _certain(sentence, target.quote or "")
        yield text, _Piece(skeleton(text)[:_PIECE], is_whole=False)
    if not target.is_barred:
        return  # it is seen where something is exhibited, and its quote wherever it stands
    if needle.person is not None:
        for one, other in needle.person.pairs:
            less, more = sorted((skeleton(one), skeleton(other)), key=len)
            yield f"{one} {other}", _Piece(more[:_PIECE], is_whole=True, beside=less)
    if needle.file:  # in an address its marks may be written as "%20"
        part = max(re.split(r"[^0-9a-z]+", needle.file), key=len)
        yield needle.file, _Piece(skeleton(part)[:_PIECE], is_whole=needle.file.isascii())
    for text in _whole_texts(needle):
        yield text, _Piece(skeleton(text)[:_PIECE], is_whole=text.isascii())


def _whole_texts(needle: Needle) -> Iterator[str]:
    """The texts of which one stands as words of their own."""
    target = needle.target
    if needle.person is not None:
        yield from needle.person.together if needle.person.pairs else needle.person.forms
    if needle.attribution and target.attribution:
        yield _certain(needle.attribution, target.attribution)
    yield from (_certain(company, target.company or "") for company in needle.companies)
    yield from needle.unspaced
    yield from target.addresses


def _certain(forms: Sequence[str], text: str) -> str:
    """The most of these words that is written as one: a genitive's s is no part of the form before it."""
    uncertain = {form for said in _WITH_APOSTROPHE.findall(text) for form in forms_of(said)}
    stretches = [[""]]
    for form in forms:
        stretches[-1].append(form)
        if form in uncertain:
            stretches.append([])
    return max((" ".join(stretch).strip() for stretch in stretches), key=len)
