"""The heads of the audit chain in a file that was handed out: a receipt, a letter, a mail, a manifest."""

from __future__ import annotations

import email
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from privacyctl.bounded_files import read_file
from privacyctl.errors import BadInput, unreadable
from privacyctl.model.anchor import Anchor

LARGEST = 20_000_000
"""In bytes: a manifest is small, and a mail with a list attached may not be."""
_STATED = re.compile(r"\b(?:log|record) +(\d{1,18}) ([0-9a-f]{8,64})(?![0-9a-f])")
_HEADERS = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]*:")
_QUOTED = re.compile(r"^[>|\s]+", re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")
_BROKEN = re.compile(r"(?<=[0-9a-f])\n(?=[0-9a-f]+$)", re.MULTILINE)
_KEYS = (("audit_seq", "audit_head"), ("seq", "head"), ("entries", "head"))
_DEEPEST = 20


def heads_in(path: Path) -> list[Anchor]:
    """The heads that a file states, each once. Raises BadInput where it has none, or cannot be read."""
    try:
        data = read_file(path, LARGEST)
    except OSError as error:
        raise unreadable(path, error) from error
    if data is None:
        raise BadInput(
            f"{path} is larger than {LARGEST // 1_000_000} MB, and so is no receipt",
            "give the receipt or the manifest alone",
        )
    found = list(dict.fromkeys(_in_json(data) if data.lstrip()[:1] in (b"{", b"[") else _in_text(data)))
    if not found:
        raise BadInput(
            f"no head of a record stands in {path}",
            "a receipt has it in its line `log`, a letter in its last line, a manifest as audit_seq and audit_head",
        )
    return found


def _in_json(data: bytes) -> Iterator[Anchor]:
    try:
        yield from _in_values(json.loads(data), 0)
    except (ValueError, RecursionError):
        yield from _in_text(data)


def _in_values(value: Any, depth: int) -> Iterator[Anchor]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for seq, head in _KEYS:
            number, digits = value.get(seq), value.get(head)
            if isinstance(number, int) and isinstance(digits, str) and re.fullmatch("[0-9a-f]{8,64}", digits):
                yield Anchor(number, digits)
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _in_values(one, depth + 1)
    elif isinstance(value, str):
        yield from _stated(value)


def _in_text(data: bytes) -> Iterator[Anchor]:
    """In a text, or in each text of a mail."""
    yield from _stated(data.decode("utf-8", "replace"))
    if _HEADERS.match(data):
        mail = email.message_from_bytes(data)  # its policy reads no header but the types, and fails on none
        for part in mail.walk():
            if part.get_content_maintype() == "text":
                body = part.get_payload(decode=True)
                if isinstance(body, bytes):
                    yield from _stated(body.decode("utf-8", "replace"))


def _stated(text: str) -> Iterator[Anchor]:
    """In a text that may be quoted, wrapped or marked up: by its words, with a hash that a line's end parts."""
    plain = _QUOTED.sub("", _TAG.sub(" ", text.replace("\r\n", "\n")))
    for form in (_BROKEN.sub("", plain), plain):
        for found in _STATED.finditer(" ".join(form.split())):
            yield Anchor(int(found[1]), found[2])
