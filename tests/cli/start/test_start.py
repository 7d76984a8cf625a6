"""Start: init, and which data file a command works on."""

from __future__ import annotations

import io
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
    from helpers.terminal import Clock, CommandLine

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


def test_init_again_leaves_the_record_and_says_the_lines_again(run: CommandLine, db: Path) -> None:
    run.ok("add-contact ann@example.com")
    before = db.read_bytes()

    again = run.ok("init --json").json

    assert again["changed"] is False
    assert again["crontab"].endswith(f"--db {db} remind")
    assert "it was there, and is left as it is" in run.ok("init").out
    assert db.read_bytes() == before


def test_init_says_that_settings_which_are_there_do_not_have_what_was_typed(
    run: CommandLine, tmp_path: Path
) -> None:
    run.ok("init --vendor One", db=tmp_path / "one.db")

    said = run.ok("init --vendor Two", db=tmp_path / "two.db").err

    assert "privacyctl.toml was there, and what was typed is not in it" in said


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

    assert words[1:] == ["--db", str(new), "remind"]
    assert "%" not in command.replace("\\%", "")


def test_the_crontab_line_names_the_program_by_its_whole_path(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "privacyctl"
    program.parent.mkdir()
    program.touch(0o755)
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


@pytest.mark.parametrize("table", ["mail", "requests", "site", "backup"])
def test_a_table_that_a_how_to_gives_can_be_pasted_below_what_init_wrote(
    run: CommandLine, tmp_path: Path, table: str
) -> None:
    new = tmp_path / "new" / "p.db"
    run.ok("init", db=new)
    settings = new.with_name("privacyctl.toml")
    settings.write_text(settings.read_text("utf-8") + f"\n[{table}]\n", "utf-8")

    assert run("audience updates", db=new).status == 0


def test_a_table_that_stands_twice_is_named_with_the_line_where_it_stands(run: CommandLine, db: Path) -> None:
    db.with_name("privacyctl.toml").write_text(
        'vendor = "Kite"\n\n[ site ] # ours\n\n[site]\nurl = "https://v.example/"\n'
    )

    answer = run("audience updates")

    assert answer.status == 2
    assert "privacyctl.toml says [site] twice: " in answer.err
    assert "hint: [site] stands at line 3 already: put your lines there" in answer.err


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("vendr = 'Kite'", "the settings are: vendor, support, "),
        ("[site]\nsauce = 'x'", "the keys of [site] are: source, built, "),
        ("[[site.data]]\nfiles = 'x'", "the keys of [site.data] are: file, holds, "),
        ("[[inbox]]\nmaildirs = '/x'", "the keys of [inbox] are: name, "),
        ("[purposes.surveys]\nfro = 'x'", "the keys of [purposes.surveys] are: for, basis, "),
    ],
)
def test_a_key_that_is_not_there_is_told_with_those_of_its_own_table(
    run: CommandLine, db: Path, text: str, keys: str
) -> None:
    db.with_name("privacyctl.toml").write_text(text)

    answer = run("audience updates")

    assert answer.status == 2
    assert keys in answer.err, answer.err


def test_settings_that_cannot_be_read_stop_the_mailing_and_not_due(run: CommandLine, db: Path) -> None:
    db.with_name("privacyctl.toml").write_text("audience = 'all of them'\n")

    answer = run("audience updates")

    assert answer.status == 2
    assert "privacyctl.toml: audience: " in answer.err
    assert "all of them" not in answer.err
    assert run("due").status == 0


def test_the_version_is_the_packages(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--version"], clock)

    assert (status, capsys.readouterr().out) == (0, f"privacyctl {__version__}\n")


def test_the_help_lists_the_panels_in_the_order_of_the_work(run: CommandLine) -> None:
    said = run.ok("--help").out
    panels = [
        "Start",
        "Removals",
        "People and orders",
        "Mailing",
        "On show",
        "Inbox and requests",
        "Promises",
        "Keeping",
    ]

    assert sorted(panels, key=lambda panel: said.index(f"─ {panel} ─")) == panels


def test_a_name_outside_the_streams_charset_does_not_end_in_an_error(
    run: CommandLine, db: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.ok("add-contact ann@example.com --name 'Łukasz'")
    ascii_only = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
    monkeypatch.setattr(sys, "stdout", ascii_only)

    status = main(["--db", str(db), "contacts"], clock)

    assert status == 0
