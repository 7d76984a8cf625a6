"""The table "To add something" of CONTRIBUTING.md: what it names is there, and what is forgotten fails as it says.

In a copy of the source each mutant is somebody who followed a row and left out one of its places.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from test_docs import ROOT

SECTION = (
    (ROOT / "CONTRIBUTING.md")
    .read_text("utf-8")
    .partition("\n## To add something\n")[2]
    .partition("\n## ")[0]
)
ROWS = {
    cells[0]: (
        re.findall(r"`([\w./-]+(?:/[\w./-]*|\.md))`", cells[1]),
        re.findall(r"`(tests/[\w/]+\.py)`", cells[2]),
    )
    for line in SECTION.splitlines()
    if line.startswith("| ")
    and (cells := [cell.strip() for cell in line.strip("|").split(" | ")])[0] != "to add"
}
COPIED = (
    "src",
    "tests",
    "docs",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
)


class Forgotten(NamedTuple):
    """Somebody adds a thing in one place or two, and in no other. What is forgotten of one row is tried at once."""

    row: str
    places: dict[str, tuple[str, str]]
    """What is done, by the file: what stands there, and what is written instead. A new file has nothing yet."""
    tests: tuple[str, ...]
    """What has to fail."""


FORMAT, KIND, COMMAND, KEY = "a reseller's format", "a kind of request", "a command", "a key of `--json`"
PROMISE, CHECK = "a promise", "a check of `doctor`"
RECEIPT, PLACE = "a sentence of the receipt", "a place on a page where a name may stand"
SOURCE = "src/privacyctl"
AFTER_THE_KINDS = "    def __new__(cls, known: _Kind)"
A_KIND = '    NEW = _Kind("new", Deadline.LAW, _OF_A_RIGHT, command="renew WHO", taken_by="renew", needs_proof=True)\n'
DUE_BY_LAW = """\
            case Deadline.LAW:
                return answer_by(received_at, self.rule, self.holidays)
"""
FORGOTTEN = {
    "a format without an export": Forgotten(
        FORMAT,
        {f"{SOURCE}/orders/identify.py": ('*_LAYOUTS, "csv")', '*_LAYOUTS, "csv", "paddle")')},
        (
            "tests/orders/test_golden.py::test_a_format_has_an_input_that_is_known_as_it_and_a_line_on_the_page",
        ),
    ),
    "a format that is not in the table of contents": Forgotten(
        FORMAT,
        {f"{SOURCE}/orders/paddle.py": ("", '"""The columns of Paddle."""\n')},
        ("tests/test_layers.py::test_a_folder_says_what_lives_in_it",),
    ),
    "a kind without its word in the schema, the words of its code, its command": Forgotten(
        KIND,
        {
            f"{SOURCE}/model/request.py": (
                AFTER_THE_KINDS,
                f"{A_KIND}\n{AFTER_THE_KINDS}",
            )
        },
        (
            "tests/store/test_checks.py::test_every_list_of_words_is_an_enum",
            "tests/test_kinds.py::test_what_needs_proof_has_the_words_of_its_code",
            "tests/test_kinds.py::test_what_answers_a_request_can_be_typed",
        ),
    ),
    "a deadline without its branch": Forgotten(
        KIND,
        {
            f"{SOURCE}/duties/rights/rights.py": (
                DUE_BY_LAW,
                "",
            )
        },
        ("tests/test_kinds.py::test_the_day_of_a_request_follows_from_its_kind",),
    ),
    "a word in the schema that the documented one has not": Forgotten(
        KIND,
        {
            f"{SOURCE}/store/migrations/0002_what_the_record_knows.sql": (
                "'restriction', 'question')",
                "'restriction', 'question', 'newer')",
            )
        },
        ("tests/test_schema.py::test_the_documented_schema_is_the_one_that_is_made",),
    ),
    "a promise that stands in no registry": Forgotten(
        PROMISE,
        {f"{SOURCE}/duties/promises/p12_reminders.py": ("", "")},
        (
            "tests/test_findings.py::test_every_file_of_a_promise_is_in_the_registry_in_its_order",
            "tests/test_layers.py::test_a_folder_says_what_lives_in_it",
        ),
    ),
    "a check that stands in no registry": Forgotten(
        CHECK,
        {f"{SOURCE}/duties/doctor/weather.py": ("", "from privacyctl.duties.doctor.cron import CHECK\n")},
        (
            "tests/test_findings.py::test_every_file_of_a_check_is_in_the_registry",
            "tests/test_layers.py::test_a_folder_says_what_lives_in_it",
        ),
    ),
    "a fault without its heading": Forgotten(
        CHECK,
        {f"{SOURCE}/duties/doctor/audit_chain.py": ('word="entry-broken"', 'word="entry-changed"')},
        ("tests/test_findings.py::test_the_page_of_findings_is_what_the_code_says",),
    ),
    "a command in the table without its file": Forgotten(
        COMMAND,
        {f"{SOURCE}/cli/__init__.py": ('"due", "remind"', '"due", "recall", "remind"')},
        ("tests/cli/test_contents.py::test_a_command_is_a_function_in_a_module_both_of_its_name",),
    ),
    "a command that no page and no test knows": Forgotten(
        COMMAND,
        {
            f"{SOURCE}/cli/__init__.py": ('"follow-up", "undo"', '"follow-up", "remember", "undo"'),
            f"{SOURCE}/cli/remember.py": ("", 'def remember() -> None:\n    """Remember what is due."""\n'),
        },
        (
            "tests/cli/test_rules.py::test_these_tests_know_every_command",
            "tests/hardship/test_killed.py::test_every_command_that_writes_is_killed",
            "tests/test_docs.py::test_the_command_reference_is_what_the_tool_says",
            "tests/test_output_schema.py::test_every_command_that_takes_json_has_its_document",
            "tests/test_docs.py::test_every_command_has_its_line_in_the_json_reference",
            "tests/test_docs.py::test_the_changelog_names_every_command",
        ),
    ),
    "a key that no page knows": Forgotten(
        KEY,
        {
            f"{SOURCE}/output/optin.py": (
                "    lifted: bool\n",
                '    new: bool\n    """It is."""\n    lifted: bool\n',
            )
        },
        ("tests/test_output_schema.py::test_the_published_schema_is_that_of_the_code",),
    ),
    "a key that its document has not": Forgotten(
        KEY,
        {f"{SOURCE}/output/optin.py": ('"lifted": result.lifted,', '"lifted": result.lifted, "new": True,')},
        ("tests/cli/test_json_forms.py::test_it_prints_what_its_form_is_to_print",),
    ),
    "a sentence that the whole receipt has not": Forgotten(
        RECEIPT,
        {f"{SOURCE}/output/receipt.py": ('    yield "What we keep, and why"', '    yield "Thank you."')},
        ("tests/cli/requests/test_receipt.py::test_the_receipt_says_this_and_no_more",),
    ),
    "an example of an attribute that is not read": Forgotten(
        PLACE,
        {f"{SOURCE}/site/parts/attributes.py": ("charset http-equiv", "label charset http-equiv")},
        ("tests/site/test_planted.py::test_what_a_page_shows_in_one_way_is_seen",),
    ),
    "a way to write a text that is planted and not read": Forgotten(
        PLACE,
        {f"{SOURCE}/site/parts/escapes.py": ("MOST_STEPS = 8", "MOST_STEPS = 0")},
        ("tests/site/test_planted.py::test_what_a_page_shows_in_one_way_is_seen",),
    ),
    "a word that announces testimonials, and the fast pass does not see": Forgotten(
        PLACE,
        {f"{SOURCE}/site/finding/claims.py": ('"testimonials"))', '"testimonials", "voices"))')},
        ("tests/site/finding/test_prefilter.py::test_it_sees_whatever_is_announced_as_an_exhibit",),
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, made / name)
    return made


@pytest.mark.parametrize("row", ROWS)
def test_every_place_that_a_row_names_is_there(row: str) -> None:
    places, tests = ROWS[row]
    named = [place if (ROOT / place).exists() else f"src/privacyctl/{place}" for place in places]

    assert len(places) > 1
    assert [place for place in [*named, *tests] if not (ROOT / place).exists()] == []


def test_every_row_is_tried() -> None:
    assert {(one.row, test.partition("::")[0]) for one in FORGOTTEN.values() for test in one.tests} == {
        (row, test) for row, (_, tests) in ROWS.items() for test in tests
    }


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS)
def test_what_is_forgotten_fails(row: str, copy: Path) -> None:
    """All that may be forgotten of a row at once: to start Python for each of them takes minutes."""
    forgotten = [one for one in FORGOTTEN.values() if one.row == row]
    tests = list(dict.fromkeys(test for one in forgotten for test in one.tests))
    before: dict[Path, str | None] = {}
    try:
        for place, (stands, added) in (change for one in forgotten for change in one.places.items()):
            file = copy / place
            text = file.read_text("utf-8") if file.exists() else ""
            before.setdefault(file, text if file.exists() else None)
            assert text.count(stands) == 1, f"{file} has changed: say anew what is forgotten there"
            file.write_text(text.replace(stands, added), "utf-8")
        done = run(copy, *tests)
    finally:
        for file, was in before.items():
            file.unlink() if was is None else file.write_text(was, "utf-8")

    assert done.returncode == 1, done.stdout + done.stderr
    assert [
        test for test in tests if not re.search(rf"^(FAILED|ERROR) {test}", done.stdout, re.MULTILINE)
    ] == []


@pytest.mark.slow
def test_what_is_not_forgotten_passes(copy: Path) -> None:
    """Else a test that always fails would seem to hold its row."""
    done = run(copy, *dict.fromkeys(test for one in FORGOTTEN.values() for test in one.tests))

    assert done.returncode == 0, done.stdout + done.stderr


def run(copy: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", *tests],
        capture_output=True, text=True, check=False, cwd=copy, env=environment,
    )  # fmt: skip
