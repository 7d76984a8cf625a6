"""Start: init, demo, and which data file a command works on."""

from __future__ import annotations

import io
import os
import shlex
import stat
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from privacyctl import __version__
from privacyctl.cli import main

if TYPE_CHECKING:
    from terminal import Clock, CommandLine

COMMANDS_WITHOUT_A_FILE = [
    "doctor",
    "add-contact ann@example.com",
    "contacts",
    "show ann@example.com",
    "add-purchase ann@example.com --order 1 --product Widget",
    "optout ann@example.com",
    "optin ann@example.com --purpose updates --evidence yes",
    "audience updates",
    "gate - --purpose updates",
    "add-testimonial ann@example.com --quote Good --attribution A.L. --at / --permission yes",
    "add-customer Acme --at /customers",
    "publications",
    "takedown ann@example.com",
    "due",
    "due --new",
    "removed 1 --note gone",
    "verify 1 --attest gone",
    "requests",
    "close 1 --because mistake --note oops",
    "audit --verify",
]


def test_init_makes_a_private_file_in_a_private_folder(run: CommandLine, tmp_path: Path) -> None:
    new = tmp_path / "firm" / "records" / "privacyctl.db"

    run.ok("init", db=new)

    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert stat.S_IMODE(new.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(new.parent.parent.stat().st_mode) == 0o700


def test_init_says_where_the_file_and_its_settings_are(run: CommandLine, tmp_path: Path) -> None:
    new = tmp_path / "new" / "privacyctl.db"

    said = run.ok("init", db=new).out

    assert f"Data file: {new}" in said
    assert f"Settings:  {new.with_name('privacyctl.toml')}" in said


def test_init_writes_down_who_the_vendor_is(run: CommandLine, tmp_path: Path) -> None:
    new = tmp_path / "new" / "privacyctl.db"

    run.ok(r"""init --vendor 'Müller "M" \ Söhne' --support https://example.com/support""", db=new)

    settings = tomllib.loads(new.with_name("privacyctl.toml").read_text("utf-8"))
    assert settings["vendor"] == r'Müller "M" \ Söhne'
    assert settings["support"] == "https://example.com/support"


def test_init_refuses_to_overwrite_a_record(run: CommandLine, db: Path) -> None:
    run.ok("add-contact ann@example.com")
    before = db.read_bytes()

    answer = run("init")

    assert answer.status == 3
    assert "is not overwritten" in answer.err
    assert db.read_bytes() == before


def test_init_refuses_to_overwrite_a_file_of_another_program(run: CommandLine, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("mine")

    answer = run("init", db=other)

    assert answer.status == 3
    assert other.read_text() == "mine"


def test_init_keeps_settings_that_are_there(run: CommandLine, tmp_path: Path) -> None:
    new = tmp_path / "privacyctl.db"
    settings = tmp_path / "privacyctl.toml"
    settings.write_text('vendor = "Ours"\n')

    said = run.ok("init --vendor Theirs", db=new).out

    assert settings.read_text() == 'vendor = "Ours"\n'
    assert "is left as it is" in said


@pytest.mark.parametrize("name", ["plain.db", "two words.db", "it's.db", "100%.db", "a;b&c$(d).db"])
def test_the_crontab_line_names_the_file_as_the_shell_and_cron_read_it(
    run: CommandLine, tmp_path: Path, name: str
) -> None:
    new = tmp_path / "a folder" / name

    line = run.ok("init --json", db=new).json["crontab"]
    command = line.removeprefix("*/10 * * * * ")
    words = shlex.split(command.replace("\\%", "%"))

    assert words[1:] == ["--db", str(new), "due", "--new"]
    assert "%" not in command.replace("\\%", "")


def test_the_crontab_line_names_the_program_by_its_whole_path(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "privacyctl"
    program.parent.mkdir()
    program.touch()
    monkeypatch.setattr(sys, "argv", [str(program), "init"])

    line = run.ok("init --json", db=tmp_path / "new.db").json["crontab"]

    assert line.startswith(f"*/10 * * * * {program} --db ")


@pytest.mark.parametrize("line", COMMANDS_WITHOUT_A_FILE)
def test_no_other_command_makes_a_data_file(run: CommandLine, tmp_path: Path, line: str) -> None:
    missing = tmp_path / "mistyped" / "privacyctl.db"

    answer = run(line, db=missing)

    assert answer.status == 3
    assert f"there is no data file at {missing}" in answer.err
    assert not missing.parent.exists()


def test_an_import_makes_no_data_file(run: CommandLine, tmp_path: Path) -> None:
    missing = tmp_path / "mistyped" / "privacyctl.db"
    orders = tmp_path / "orders.csv"
    orders.write_text("Order,Email,Product\n1,ann@example.com,Widget\n")

    answer = run(
        f"import-orders {orders} --map Order=order --map Email=email --map Product=product", db=missing
    )

    assert answer.status == 3
    assert not missing.parent.exists()


def test_the_option_outranks_the_environment(
    db: Path,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PRIVACYCTL_DB", str(tmp_path / "elsewhere.db"))

    status = main(["--db", str(db), "contacts"], clock)

    assert (status, capsys.readouterr().err) == (0, "")


def test_the_environment_names_the_data_file(db: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRIVACYCTL_DB", str(db))

    assert main(["contacts"], clock) == 0


def test_without_either_it_is_the_platforms_folder(
    clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    status = main(["due"], clock)

    assert status == 3
    assert f"no data file at {tmp_path}/data/privacyctl/privacyctl.db" in capsys.readouterr().err


def test_init_without_a_path_makes_the_platforms_file(
    clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    main(["init"], clock)

    assert (tmp_path / "data" / "privacyctl" / "privacyctl.db").is_file()
    assert main(["due"], clock) == 0


def test_the_option_after_the_command_is_a_usage_error(clock: Clock, db: Path) -> None:
    assert main(["contacts", "--db", str(db)], clock) == 2


def test_settings_that_cannot_be_read_stop_the_mailing_and_not_due(run: CommandLine, db: Path) -> None:
    db.with_name("privacyctl.toml").write_text("audience = 'all of them'\n")

    answer = run("audience updates")

    assert answer.status == 2
    assert "privacyctl.toml: audience: " in answer.err
    assert "all of them" not in answer.err
    assert run("due").status == 0


def test_without_a_word_the_help_is_shown(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    main([], clock)

    said = capsys.readouterr()
    assert "Usage: privacyctl" in said.out
    assert said.err == ""


def test_a_file_and_no_command_is_a_usage_error(run: CommandLine) -> None:
    answer = run("")

    assert answer.status == 2
    assert answer.err.startswith("privacyctl: error: missing command\n")


def test_the_version_is_the_packages(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--version"], clock)

    assert (status, capsys.readouterr().out) == (0, f"privacyctl {__version__}\n")


def test_the_help_lists_the_panels_in_the_order_of_the_work(run: CommandLine) -> None:
    said = run.ok("--help").out
    panels = ["Start", "People and orders", "Mailing", "On show", "Removals", "Requests", "Accounts"]

    assert sorted(panels, key=lambda panel: said.index(f"─ {panel} ─")) == panels


def test_the_demo_plays_in_the_folder_that_was_named(run: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "demo"

    said = run.ok(f"demo --in {folder}").out

    assert str(folder) in said.splitlines()[0]
    assert (folder / "privacyctl.db").is_file()


def test_the_demo_ends_with_one_overdue_one_near_and_one_fresh(run: CommandLine, tmp_path: Path) -> None:
    said = run.ok(f"demo --in {tmp_path / 'demo'}").out
    listed = said.partition("$ privacyctl due\n")[2].partition("\n\n")[0].splitlines()

    assert [line.rsplit("  ", 1)[1] for line in listed] == [
        "overdue by 2 h 10 min",
        "2 h 30 min left",
        "23 h 40 min left",
    ]


def test_the_demo_shows_each_command_with_its_output(run: CommandLine, tmp_path: Path) -> None:
    said = run.ok(f"demo --in {tmp_path / 'demo'}").out

    assert "$ privacyctl optout peter@initech.example --via mail\npeter@initech.example: opted out" in said


def test_the_demo_leaves_a_record_that_one_can_go_on_with(run: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    run.ok(f"demo --in {folder}")

    run.ok("removed 1 --note 'took it out'", db=folder / "privacyctl.db")

    assert run.ok("audit --verify", db=folder / "privacyctl.db").out


def test_the_demo_refuses_a_folder_with_files_in_it(run: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "mine.txt").touch()

    answer = run(f"demo --in {folder}")

    assert answer.status == 1
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_the_demo_does_not_touch_the_record_that_is_named(run: CommandLine, tmp_path: Path, db: Path) -> None:
    before = db.read_bytes()

    run.ok(f"demo --in {tmp_path / 'demo'}")

    assert db.read_bytes() == before


def test_the_demo_comes_back_to_where_it_was_started(run: CommandLine, tmp_path: Path) -> None:
    before = Path.cwd(), os.environ.get("PRIVACYCTL_DB")

    run.ok(f"demo --in {tmp_path / 'demo'} --json")

    assert (Path.cwd(), os.environ.get("PRIVACYCTL_DB")) == before


def test_a_name_outside_the_streams_charset_does_not_end_in_an_error(
    run: CommandLine, db: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.ok("add-contact ann@example.com --name 'Łukasz'")
    ascii_only = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    monkeypatch.setattr(sys, "stdout", ascii_only)

    status = main(["--db", str(db), "contacts"], clock)

    assert status == 0
