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
from privacyctl.cli import COMMANDS, OLDER
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
    done = listing("--db", str(db), *words)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def commands_loaded_by(*words: str) -> set[str]:
    """The commands whose modules a command line loads, whatever comes of it."""
    loaded = set(listing(*words).stderr.split())
    return {name for name in COMMANDS if f"privacyctl.cli.{name.replace('-', '_')}" in loaded}


def listing(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, env=without_help(),
    )  # fmt: skip


def without_help() -> dict[str, str]:
    """The environment without what pytest plugins and coverage make a child process load."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))}


@pytest.mark.parametrize(
    "line",
    [
        "due", "due --new --who", "due --json", "show ada@example.com", "show ada@example.com --json",
        "contacts", "contacts Byron --json", "publications", "requests", "stats", "audit --verify", "status --line",
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


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("due", "due"), ("--db show due --json", "due"), ("--db=show due", "due"), ("due --help", "due"),
        ("--db none policy", "policy"), ("--db none correct a@example.com --name A", "correct"),
        ("--db none purge", "purge"), ("--db none takedown a@example.com --now", "takedown"),
        ("--db none access a@example.com", "access"), ("--db none verify", "verify"),
    ],
)  # fmt: skip
def test_a_command_loads_the_module_of_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, name: str
) -> None:
    """To load and describe all of them takes as long as starting Python does."""
    monkeypatch.chdir(tmp_path)

    assert commands_loaded_by(*line.split()) == {name}


def test_every_command_of_the_help_is_loaded_where_all_are_to_be_described() -> None:
    assert commands_loaded_by("--help") == set(COMMANDS) - set(OLDER)


def test_every_command_is_loaded_where_the_nearest_one_is_looked_for() -> None:
    assert commands_loaded_by("duee") == set(COMMANDS)


def test_no_command_is_loaded_where_none_is_wanted() -> None:
    assert commands_loaded_by("--version") == set()


@pytest.mark.parametrize("words", [[], ["--db", "due"]], ids=str)
def test_the_days_work_alone_is_loaded_where_no_command_is_named(words: list[str]) -> None:
    assert commands_loaded_by(*words) == {"status"}


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
