"""A year takes minutes: it is left out, and said, unless it is asked for by its marker."""

from __future__ import annotations

import pytest

BY_HAND = ".venv/bin/pytest -n auto -m year tests/years"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # The longest tests come first: what begins last is what a core waits for when the others have nothing left.
    items.sort(key=lambda item: not item.nodeid.startswith("tests/years/"))
    if "year" in config.getoption("markexpr"):
        return
    for item in items:
        if item.get_closest_marker("year"):
            item.add_marker(pytest.mark.skip(reason=f"a year takes minutes: {BY_HAND}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    left_out = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if "a year takes minutes" in str(report.longrepr)
    ]
    if left_out:
        terminalreporter.write_line(f"{len(left_out)} simulated years were not lived; by hand: {BY_HAND}")
