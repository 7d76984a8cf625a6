"""A request as a web form of the vendor's writes it into a spool: one JSON object, nothing in it obeyed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from privacyctl.model.moment import Moment, from_iso

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = ("takedown", "optout", "access", "correct", "erase", "object", "restrict", "question", "one-click")
ONE_CLICK = "one-click"
"""An unsubscribe by RFC 8058: done without asking where its token is ours."""
_TEXTS = {"kind", "received_at", "email", "name", "page", "words", "token", "via"}
_KEYS = {"v", "doubtful", *_TEXTS}
_LATER = 5 * 60


class Unspoken(ValueError):
    """It is no entry that we know: another version, an unknown key, no JSON."""


@dataclass(frozen=True, slots=True)
class SpoolEntry:
    """What somebody typed into the form, and what the form says of it. Each may be empty."""

    kind: str
    received_at: Moment | None
    email: str
    name: str
    page: str
    words: str
    token: str
    via: str
    is_doubtful: bool

    def receipt(self, written_at: Moment | None) -> Moment | None:
        """When it was received: as it says, but never later than its file was written, by five minutes."""
        if self.received_at is None or (written_at is not None and self.received_at > written_at + _LATER):
            return written_at
        return self.received_at


def entry_in(raw: bytes) -> SpoolEntry:
    """Read the bytes of one file. Raises Unspoken."""
    import json  # noqa: PLC0415  (only what reads a spool loads it)

    try:
        # 64 KiB of brackets exhaust the stack of a parser that calls itself.
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_none)
    except (ValueError, RecursionError):
        raise Unspoken from None
    if (
        not isinstance(found, dict)
        or found.get("v") != 1
        or isinstance(found["v"], bool)
        or set(found) - _KEYS
    ):
        raise Unspoken
    texts = {key: _text(found, key) for key in _TEXTS}
    if texts["kind"] not in (*KINDS, "") or not isinstance(found.get("doubtful", False), bool):
        raise Unspoken
    return SpoolEntry(
        kind=texts["kind"],
        received_at=from_iso(texts["received_at"]) if texts["received_at"].endswith("Z") else None,
        email=texts["email"].strip(),
        name=texts["name"].strip(),
        page=texts["page"].strip(),
        words=texts["words"],
        token=texts["token"].strip(),
        via=texts["via"].strip(),
        is_doubtful=found.get("doubtful", False),
    )


def _text(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key)
    if value is None:
        return ""
    if not isinstance(value, str) or "\0" in value:
        raise Unspoken
    return value.encode("utf-8", "replace").decode()  # half a surrogate pair


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise Unspoken
    return dict(pairs)


def _none(_: str) -> None:
    raise Unspoken
