"""What a command loads before it answers. Start-up is a promise: cron runs `due` every few minutes, for years.

Each library here costs tens of milliseconds at every start. Where a test fails, see who
loads it: `python -X importtime -m privacyctl --db FILE due 2>&1 | less`, where what loads
a module stands below it, less indented. Load it in the function that needs it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.terminal import CommandLine
from privacyctl import cli
from privacyctl.store.file import making

HEAVY = (
    "rich", "pydantic", "sqlite_utils", "email_validator", "email", "tomllib", "importlib.metadata",
    "platformdirs", "icalendar", "click", "http", "ssl", "asyncio",
)  # fmt: skip
LOADED = """
import sys
from privacyctl.cli import main
status = main(sys.argv[1:])
print(*sys.modules, sep="\\n", file=sys.stderr)
sys.exit(status)
"""


@pytest.fixture
def used(run: CommandLine) -> Path:
    """A record with somebody on it, a testimonial, a removal that is due, and a request."""
    run.ok("add-contact ada@example.com --name 'Ada Byron'")
    run.ok(
        "add-testimonial ada@example.com --quote 'It works.' --attribution 'Ada B.' --at https://example.com/"
        " --permission Yes."
    )
    run.ok("takedown ada@example.com")
    run.ok("access ada@example.com --received '30d ago'")
    return run.db


def loaded_by(db: Path, *words: str) -> set[str]:
    """The names of all modules that a command has loaded, in a process of its own without a terminal."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, "--db", str(db), *words],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, env=without_help(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def without_help() -> dict[str, str]:
    """The environment without what pytest plugins and coverage make a child process load."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))}


@pytest.mark.parametrize(
    "line",
    [
        "due", "due --new --who", "due --json", "show ada@example.com", "show ada@example.com --json",
        "contacts", "contacts Byron --json", "publications", "requests", "stats", "audit --verify",
    ],
)  # fmt: skip
def test_a_command_that_reads_loads_no_library_but_typer(used: Path, line: str) -> None:
    """A reading command needs SQLite, typer and our own modules, and nothing else.

    Rich is for terminals, sqlite-utils for writing, pydantic for what comes from outside.
    """
    assert sorted(loaded_by(used, *line.split()) & set(HEAVY)) == []


def test_due_reads_no_settings(used: Path) -> None:
    """`due` answers even where privacyctl.toml is broken, and does not pay for reading it."""
    (used.parent / "privacyctl.toml").write_text("this is not TOML", encoding="utf-8")

    assert "privacyctl.config" not in loaded_by(used, "due")


def test_due_loads_only_what_of_the_standard_library_it_uses(used: Path) -> None:
    """A few milliseconds each, which together were a fifth of the start of `due`."""
    unused = {"json", "hashlib", "tempfile", "csv", "importlib.resources", "decimal"}

    assert sorted(loaded_by(used, "due") & unused) == []


@pytest.mark.parametrize(
    "line", ["add-contact bo@example.com", "optout bo@example.com", "removed 1 --note done"]
)
def test_a_command_that_writes_loads_sqlite_utils_and_not_pydantic(used: Path, line: str) -> None:
    """What is typed is checked by our own model; pydantic is for files, and takes longer to load than to run.

    sqlite-utils brings its own click and asks for its plugins' metadata nowhere: the store
    switches plugins off.
    """
    loaded = loaded_by(used, *line.split())

    assert "sqlite_utils" in loaded
    assert sorted(loaded & {"pydantic", "rich", "email_validator", "email", "importlib.metadata"}) == []


@pytest.mark.parametrize("words", [["due"], ["--db", "show", "due", "--json"], ["--db=show", "due"]], ids=str)
def test_typer_is_given_only_the_command_that_is_named(words: list[str]) -> None:
    """To describe all of them takes it as long as starting Python does."""
    assert [command.callback for command in cli._app_for(words).registered_commands] == [cli.takedown.due]


@pytest.mark.parametrize("words", [[], ["--help"], ["duee"], ["--db", "due"]], ids=str)
def test_typer_is_given_every_command_where_none_is_named(words: list[str]) -> None:
    assert cli._app_for(words) is cli.app


def test_a_mistyped_command_still_gets_the_nearest_one(used: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "privacyctl", "--db", str(used), "duee"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, "Did you mean 'due'?" in done.stderr) == (2, True)


def test_a_data_file_may_be_called_as_a_command_is(tmp_path: Path) -> None:
    """The command is the word after `--db FILE`, whatever the file is called."""
    db = tmp_path / "show"
    making.create(db, bytes(range(32)), 0)
    done = subprocess.run(
        [sys.executable, "-m", "privacyctl", "--db", "show", "contacts", "--json"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")


def test_an_opt_out_does_not_load_the_rules_of_names(used: Path) -> None:
    """The patterns that find a full name in a quote take as long to compile as SQLite takes to write."""
    assert "privacyctl.model.name_lint" not in loaded_by(used, "optout", "ada@example.com")
