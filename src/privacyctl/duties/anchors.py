"""Whether a head that was handed out is still in the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.errors import Damaged
from privacyctl.model.anchor import AnchorStanding, AnchorVerdict
from privacyctl.store import audit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.model.anchor import HandedHead
    from privacyctl.model.audit import Head
    from privacyctl.store import Store


def held_against(store: Store, handed: Iterable[HandedHead]) -> tuple[AnchorVerdict, ...]:
    """Hold the chain against each head."""
    with store.snapshot():
        last = store.head()
        return tuple(_verdict(store, one, last) for one in handed)


def _verdict(store: Store, handed: HandedHead, last: Head) -> AnchorVerdict:
    anchor = handed.anchor
    if anchor.seq > last.seq:
        return AnchorVerdict(handed, AnchorStanding.BEYOND_THE_END, 0)
    # Before the first entry the hash is 32 zeros, and that is the head of an empty chain too.
    digest = audit.hash_after(store, anchor.seq) if anchor.seq else bytes(32)
    if digest is None or not anchor.is_of(digest):
        return AnchorVerdict(handed, AnchorStanding.ANOTHER_HASH, 0)
    return AnchorVerdict(handed, AnchorStanding.IN_THE_CHAIN, last.seq - anchor.seq)


def must_be_in_the_chain(verdicts: Iterable[AnchorVerdict]) -> None:
    """Raises Damaged for the first head that is not in the chain."""
    for one in verdicts:
        if one.standing is AnchorStanding.BEYOND_THE_END:
            raise Damaged(
                f"the chain ends before entry {one.handed.anchor.seq}: an older copy was put back, or the end cut off",
                "keep a copy of the file as it is, and look for the later one",
            )
        if one.standing is AnchorStanding.ANOTHER_HASH:
            raise Damaged(
                f"entry {one.handed.anchor.seq} of the chain is another one than that of which the head was handed out",
                "is it this record's? else its chain was made anew: keep a copy of the file as it is",
            )
