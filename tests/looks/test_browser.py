"""What a browser shows of each case, held against the table's answers: nobody may call gone what a browser shows.

The other way round it does not hold: words that need a click, that only a screen reader says, or that a
search engine prints are seen by no browser, and are on show.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from looks import case_files, chromium

KEPT = Path(__file__).with_name("browser.json")
"""What the browser saw when somebody last asked: of each case, by which questions; and which browser it was."""


def kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return found


def test_what_a_browser_shows_is_nowhere_called_gone() -> None:
    saw = kept()["saw"]

    wrong = [
        case.name for case in case_files.all_of() if saw.get(case.name) and "gone" in (case.answer, case.also)
    ]

    assert wrong == []


def test_what_is_kept_of_a_browser_is_kept_of_cases_that_are_there() -> None:
    served = {case.name for case in case_files.all_of() if not case.is_folder}

    assert kept()["saw"].keys() <= served


@pytest.mark.browser
@pytest.mark.usefixtures("loopback")
def test_the_browser_shows_what_it_showed_when_it_was_last_asked(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    seen = chromium.look(list(case_files.all_of()), tmp_path / "profile")

    if request.config.getoption("--update-golden"):
        _keep(seen)
    assert seen["saw"] == kept()["saw"], f"this is {seen['version']}, and that was {kept()['version']}"


def _keep(seen: dict[str, Any]) -> None:
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(found)}" for name, found in seen["saw"].items())
    version = json.dumps(seen["version"])
    KEPT.write_text(f'{{"version": {version}, "saw": {{\n{lines}\n}}}}\n', "utf-8")
