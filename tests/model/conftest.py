"""Property tests say what is true, not how fast: a busy machine must not fail them."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("facts", deadline=None, derandomize=True)
settings.load_profile("facts")
