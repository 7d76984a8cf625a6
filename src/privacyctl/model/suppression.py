"""Suppression: this address must not be used for this purpose, even after the person was erased.

The record keeps a keyed hash, a fingerprint, so that the suppression can outlive the person's
data: HMAC (RFC 2104) with SHA-256, truncated to 16 bytes, under a key in the data file. A thief
of the file has the key too and can test guesses: see docs/threat-model.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.model.consent import Purpose

if TYPE_CHECKING:
    from privacyctl.model.moment import Moment

SIZE = 16
"""Bytes of a fingerprint. RFC 2104 section 5 asks for at least half of the hash."""

_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Suppression:
    """The suppression of one address or company for one purpose."""

    purpose: Purpose
    at: Moment
    """When the person said no."""
    recorded_at: Moment
    entry: int
    """The audit entry that wrote it."""
    is_doubtful: bool = False
    """Whether it is the no of a company that is spelt nearly so, and may be another one."""


class Fingerprints:
    """Makes the keyed hashes of one data file. The states of the hash are prepared once and copied."""

    def __init__(self, secret: bytes) -> None:
        padded = secret.ljust(_BLOCK, b"\0")
        inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded))
        outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in padded))
        self.address = _hasher(inner, outer, b"address\0")
        self.company = _hasher(inner, outer, b"company\0")
        self.order = _hasher(inner, outer, b"order\0")
        """For the number of an erased order, which no import may bring back."""
        self.comment = _hasher(inner, outer, b"comment\0")
        """For a buyer's words with an order, by which they are known again once they were read and are gone."""
        self.product = _hasher(inner, outer, b"product\0")
        """For what a product was called before a correction, so that an import knows the line again."""
        self.name = _hasher(inner, outer, b"name\0")
        """For the forms of a name that was replaced, by which an erasure finds it again."""
        self.quote = _hasher(inner, outer, b"quote\0")
        """For an erased person's quote, so that it is recognised if it is added again."""
        self.sought = _hasher(inner, outer, b"sought\0")
        """For all targets of a scan. Not stored; the digests of known files depend on it."""
        self.place = _hasher(inner, outer, b"place\0")
        """For the path or the address of what a scan saw, which may name somebody."""
        self.content = _hasher(inner, outer, b"content\0")
        """For what a row says in words or of whom, which its entry may not name."""
        self.row = _hasher(inner, outer, b"row\0")
        """For a whole row: the audit entries tell sums of these."""
        self.page_key = _hasher(inner, outer, b"page\0")("")
        """The key of the hashes in the sketch of a page."""
        self.letter = _hasher(inner, outer, b"letter\0")
        """For a mail's bytes, its Message-ID and where it lies: by these it is known again."""
        self.unsubscribing = _hasher(inner, outer, b"unsubscribing\0")
        """For the token in an unsubscribe address."""
        self.journal = _hasher(inner, outer, b"journal\0")
        """For a line of the journal beside the record: who has no key cannot write one."""
        self.code = _hasher(inner, outer, b"code\0")
        """For a one-time code together with its case."""


def _hasher(inner: hashlib._Hash, outer: hashlib._Hash, realm: bytes) -> Callable[[str], bytes]:
    start = inner.copy()
    start.update(realm)

    def fingerprint(match_key: str) -> bytes:
        first = start.copy()
        first.update(match_key.encode())
        second = outer.copy()
        second.update(first.digest())
        return second.digest()[:SIZE]

    return fingerprint
