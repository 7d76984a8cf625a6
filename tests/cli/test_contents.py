"""The table of contents of `cli/`: a command's name finds its module, and little else lies there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.terminal import CommandLine
from privacyctl import cli
from privacyctl.cli import COMMANDS, PANELS, function_of

FOLDER = Path(str(cli.__file__)).parent
MODULES = {name.replace("-", "_") for name in COMMANDS}
BESIDE = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.+?) \|", str(cli.__doc__), re.MULTILINE)))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_a_function_in_a_module_both_of_its_name(name: str) -> None:
    function, stem = function_of(name), name.replace("-", "_")

    assert (function.__module__, function.__name__) == (f"privacyctl.cli.{stem}", stem)


def test_every_other_file_says_in_the_table_of_contents_why_it_is_there() -> None:
    files = [file.stem for file in FOLDER.glob("*.py") if file.stem != "__init__"]

    assert sorted(files) == sorted([*MODULES, *BESIDE])


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.stem)
def test_no_command_is_built_on_another(file: Path) -> None:
    """What two of them need lies in a file beside them, so that one is loaded and read without the other."""
    imports = re.findall(
        r"^ *from privacyctl\.cli(?:\.(\w+))? import (.+)$", file.read_text("utf-8"), re.MULTILINE
    )
    named = {module for module, _ in imports} | {
        one.split()[0] for module, names in imports if not module for one in names.split(",")
    }

    assert named & MODULES == set()


def test_the_help_has_every_command_in_its_panel_in_the_order_of_the_work(run: CommandLine) -> None:
    shown = re.findall(r"^(?:╭─ ([A-Z].+?) ─|│ ([a-z][a-z-]*)  )", run.ok("--help").out, re.MULTILINE)
    wanted = [
        line for panel, names in PANELS.items() for line in [(panel, ""), *(("", name) for name in names)]
    ]

    assert shown[1:] == wanted  # the first panel is of options
