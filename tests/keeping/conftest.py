"""What the tests of keeping share: nobody waits for a command that might be at work."""

from __future__ import annotations

import pytest

from privacyctl.cli import lost_record


@pytest.fixture(autouse=True)
def _nobody_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """No command waits for another one that might be about to bring up the journal."""
    monkeypatch.setattr(lost_record, "_AT_WORK", 0)
