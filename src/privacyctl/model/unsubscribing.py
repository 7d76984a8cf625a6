"""The token in an unsubscribe address: whose it is and for which purpose, under the file's key.

26 small letters and digits, which no mail server folds and no VERP breaks: base32 of a version, the contact's
number and ten bytes of a keyed hash over both and the purpose. It has no end date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.model.ids import ContactId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from privacyctl.model.consent import Purpose

_VERSION = 1
_HEAD, _MARK = 6, 10


def token(mark: Callable[[str], bytes], contact: ContactId, purpose: Purpose) -> str:
    """The token of a contact for a purpose; `mark` makes the keyed hash of a text."""
    import base64  # noqa: PLC0415  (start-up)

    head = bytes([_VERSION]) + int(contact).to_bytes(_HEAD - 1, "big")
    return base64.b32encode(head + _mark(mark, contact, purpose)).decode().rstrip("=").lower()


def opened(
    mark: Callable[[str], bytes], given: str, purposes: Iterable[Purpose]
) -> tuple[ContactId, Purpose] | None:
    """Whose token it is, and for which of these purposes; None for one that is not ours."""
    import base64  # noqa: PLC0415  (start-up)
    import hmac  # noqa: PLC0415

    try:
        raw = base64.b32decode(given.upper() + "=" * (-len(given) % 8))
    except ValueError:
        return None
    if len(raw) != _HEAD + _MARK or raw[0] != _VERSION:
        return None
    contact = ContactId(int.from_bytes(raw[1:_HEAD], "big"))
    found = [one for one in purposes if hmac.compare_digest(_mark(mark, contact, one), raw[_HEAD:])]
    return (contact, found[0]) if found else None


def _mark(mark: Callable[[str], bytes], contact: ContactId, purpose: Purpose) -> bytes:
    return mark(f"{int(contact)}\0{purpose}")[:_MARK]
