"""The browser takes a second a case: it is left out, and said, unless it is asked for by its marker."""

from __future__ import annotations

import shutil

import pytest

from looks.chromium import PROGRAM

BY_HAND = ".venv/bin/pytest -n 0 -m browser tests/looks"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    is_asked = "browser" in config.getoption("markexpr")
    for item in items:
        if item.get_closest_marker("browser") and not (is_asked and shutil.which(PROGRAM)):
            lacks = f"there is no {PROGRAM} here" if is_asked else "a browser takes minutes"
            item.add_marker(pytest.mark.skip(reason=f"not asked of a browser, {lacks}: {BY_HAND}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for report in terminalreporter.stats.get("skipped", []):
        if "not asked of a browser" in str(report.longrepr):
            terminalreporter.write_line(str(report.longrepr[2]).removeprefix("Skipped: "))
