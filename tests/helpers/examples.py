"""How many examples a property is tried with, and which: the profiles of Hypothesis.

`house`, for every run and for CI: the same examples each time, made from each test's own
source, so that nothing passes or fails by luck. It finds nothing new the second time, and
`--hypothesis-seed` does nothing to it.

`far`, for an hour when nobody waits (`pytest --hypothesis-profile=far -k PROPERTY`): ten
times as many, others each time. What fails is kept in `.hypothesis/` and tried first the
next time; `--hypothesis-seed=N` makes a run that can be had again.

Nothing is measured in either: a busy machine must not fail a property.
"""

from __future__ import annotations

from hypothesis import settings

__all__ = ["examples", "settings"]

_USUAL = 100
_FURTHER = 10

settings.register_profile("house", deadline=None, derandomize=True, max_examples=_USUAL)
settings.register_profile(
    "far", deadline=None, derandomize=False, max_examples=_USUAL * _FURTHER, print_blob=True
)


def examples(usual: int) -> settings:
    """Settings of a property that takes long, or needs many: its own number in `house`, and ten times it in `far`."""
    return settings(max_examples=usual * settings().max_examples // _USUAL)
