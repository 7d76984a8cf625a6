"""A text in ASCII letters, taken apart into what stands between its tags, the tags, and its comments."""

from __future__ import annotations

import re
from typing import NamedTuple

from privacyctl.site.finding.ascii_letters import DROPPED, letters
from privacyctl.site.finding.page import BLOCK

_TAG = re.compile(rb"<([^<>]*)>")
_NAME = re.compile(rb"[^\w:.-]")
_BLOCKS = {name.encode() for name in BLOCK}
_RUBY = re.compile(r"<r[tp]\b[^<]*+(?:</r[tp]>)?", re.IGNORECASE)


class Skeleton(NamedTuple):
    """A text in ASCII letters, taken apart."""

    capitals: bytes
    """All letters and digits of it, run together, with a capital where a word begins."""
    marked: bytes
    """The text with its markup."""
    parts: list[bytes]
    """What stands between the tags, and the tags, in turn."""
    others: list[bytes]
    """The tags, the comments, and what may be one or the other."""


def taken_apart(text: str) -> Skeleton:
    if "<rt" in text or "<rp" in text:  # what is written above a word stands between its letters
        text = f"{text}\n{_RUBY.sub('', text)}"
    marked, remarks = _parted(letters(text).title())
    # The text without its tags, for names that tags split, and then the tags' own text.
    parts = _TAG.split(marked)
    others = [b"<".join(parts[1::2]), remarks]
    if len(parts) // 2 != marked.count(b">"):  # some ">" ends no tag
        others += b"".join([part.rpartition(b">")[2] for part in marked.split(b"<")]), marked
    capitals = b" ".join([b"".join(parts[::2]), *others]).translate(None, DROPPED)
    return Skeleton(capitals, marked, parts, others)


def has_split_word(parts: list[bytes]) -> bool:
    """Whether a word goes on behind a tag: a drop cap, or a span for each letter."""
    last, is_within = b"", False
    for tag, said in zip(parts[1::2], parts[2::2], strict=True):
        is_within = is_within and not _is_block(tag)
        if said:
            if is_within and said[:1].isalnum():
                return True
            last = said[-1:]
            is_within = last.isalnum()
    return False


def joined_words(parts: list[bytes]) -> bytes:
    """The text, with a space for each tag that parts it."""
    apart = [b" " if _is_block(tag) else b"" for tag in parts[1::2]]
    return b"".join([piece for pair in zip(parts[::2], [*apart, b""], strict=True) for piece in pair])


def _is_block(tag: bytes) -> bool:
    return _NAME.split(tag.removeprefix(b"/"), maxsplit=1)[0].lower() in _BLOCKS


def _parted(marked: bytes) -> tuple[bytes, bytes]:
    """The page without its comments, and the comments, which may hold markup as well."""
    first, *pieces = marked.split(b"<!--")
    kept, remarks = [first], []
    for piece in pieces:
        remark, end, rest = (b"--" + piece).partition(b"-->")
        kept.append(rest if end else piece)
        remarks.append(remark)
    return b"".join(kept), b" ".join(remarks)
