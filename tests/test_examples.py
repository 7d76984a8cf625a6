"""Every run tries the same examples, but for the one that looks further; and that one does."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import settings

from helpers.examples import examples

TESTS = Path(__file__).parent


def test_the_usual_examples_do_not_depend_on_luck() -> None:
    house = settings.get_profile("house")

    assert (house.derandomize, house.database, house.deadline) == (True, None, None)


def test_looking_further_is_ten_times_as_far_and_never_the_same() -> None:
    house, far = settings.get_profile("house"), settings.get_profile("far")

    assert (far.derandomize, far.deadline) == (False, None)
    assert far.max_examples == 10 * house.max_examples


def test_a_property_with_a_number_of_its_own_is_looked_at_further_too() -> None:
    before = settings.get_current_profile_name()
    try:
        settings.load_profile("far")
        assert examples(40).max_examples == 400
        settings.load_profile("house")
        assert examples(40).max_examples == 40
        assert examples(40).derandomize
    finally:
        settings.load_profile(before)


def test_no_property_has_a_number_that_no_profile_changes() -> None:
    fixed = re.compile(r"max_examples=|@settings\((?!examples\()")
    found = [path.name for path in TESTS.rglob("*.py") if fixed.search(path.read_text("utf-8"))]

    assert sorted(set(found) - {"test_examples.py"}) == ["examples.py"]
