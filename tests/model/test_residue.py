"""Which erased values are searched for in the bytes: not those that stand in any file by chance."""

from __future__ import annotations

import pytest

from privacyctl.model.erasure import ErasedKind
from privacyctl.model.residue import Value, searchable


@pytest.mark.parametrize(
    ("what", "text", "is_searched"),
    [
        # An order's number is digits as a rule, and those stand everywhere.
        (ErasedKind.ORDER, "12345", False),
        (ErasedKind.ORDER, "123456", True),
        (ErasedKind.NAME, "Ann ", False),
        (ErasedKind.NAME, "A Lee", True),
        (ErasedKind.NAME, "Zoë", False),
        (ErasedKind.NAME, "Zoë S", True),
        # Its length is in bytes: two of these characters are six.
        (ErasedKind.NAME, "李明", True),
        (ErasedKind.COMPANY, "Acme", False),
        (ErasedKind.ADDRESS, "a@b.c", True),
    ],
)
def test_how_short_is_too_short(what: ErasedKind, text: str, is_searched: bool) -> None:
    value = Value(what, text)

    assert searchable([value]) == (([value], 0) if is_searched else ([], 1))
