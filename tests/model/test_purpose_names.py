"""A purpose is one object a name, whoever made the name."""

from __future__ import annotations

import copy
import pickle

import pytest

from privacyctl.model.consent import OURS, Purpose


def test_a_name_made_twice_is_the_same_purpose() -> None:
    assert Purpose("updates") is Purpose.UPDATES
    assert Purpose(b"surveys".decode()) is Purpose("surveys")
    assert copy.deepcopy(Purpose.ORDER) is Purpose.ORDER
    assert pickle.loads(pickle.dumps(Purpose.ORDER)) is Purpose.ORDER  # noqa: S301


@pytest.mark.parametrize(
    "name", ["a", "", "Surveys", "1st", "two words", "survey_s", "s" * 40, "-x", "ünder", "updates\n"]
)
def test_what_is_no_slug_is_no_purpose(name: str) -> None:
    with pytest.raises(ValueError, match="lower-case letters"):
        Purpose(name)


def test_ours_are_the_four_that_the_policy_names() -> None:
    assert [one.value for one in OURS] == ["order", "updates", "testimonial", "customer-list"]
    assert [one for one in OURS if not one.can_be_declined] == [Purpose.ORDER]
    assert not any(one.is_own for one in OURS)


def test_a_purpose_of_the_vendor_can_be_declined() -> None:
    assert Purpose("surveys").is_own
    assert Purpose("surveys").can_be_declined


def test_the_value_is_a_plain_string() -> None:
    assert type(Purpose.UPDATES.value) is str
    assert f"{Purpose.UPDATES}" == str(Purpose.UPDATES) == "updates"
