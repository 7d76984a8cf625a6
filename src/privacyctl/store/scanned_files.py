"""The files that scans know, as opaque digests in one blob."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.store import Store, Transaction

SIZE = 16
"""Bytes of a digest."""


def digests(store: Store) -> set[bytes]:
    kept: bytes = store.value("SELECT digests FROM scan_memory") or b""
    return {kept[at : at + SIZE] for at in range(0, len(kept), SIZE)}


def keep(tx: Transaction, kept: Sequence[bytes]) -> None:
    """Store these digests in place of all others."""
    tx.write(
        """INSERT INTO scan_memory (id, digests) VALUES (1, ?)
           ON CONFLICT (id) DO UPDATE SET digests = excluded.digests""",
        (b"".join(kept),),
    )
