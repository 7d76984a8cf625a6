"""Which erased values are searched for in the bytes: not those that stand in any file by chance."""

from __future__ import annotations

import pytest

from privacyctl.model.erasure import What
from privacyctl.model.residue import Value, searchable


@pytest.mark.parametrize(
    ("what", "text", "is_searched"),
    [
        # An order's number is digits as a rule, and those stand everywhere.
        (What.ORDER, "12345", False),
        (What.ORDER, "123456", True),
        (What.NAME, "Ann ", False),
        (What.NAME, "A Lee", True),
        (What.NAME, "Zoë", False),
        (What.NAME, "Zoë S", True),
        # Its length is in bytes: two of these characters are six.
        (What.NAME, "李明", True),
        (What.COMPANY, "Acme", False),
        (What.ADDRESS, "a@b.c", True),
    ],
)
def test_how_short_is_too_short(what: What, text: str, is_searched: bool) -> None:
    value = Value(what, text)

    assert searchable([value]) == (([value], 0) if is_searched else ([], 1))
