"""`schedule`: every line of it can run, and what is put in place loses nobody else's line."""

from __future__ import annotations

import plistlib
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from helpers.terminal import CommandLine
from privacyctl.config import path_beside
from privacyctl.errors import Refused
from privacyctl.model.schedule import JOBS, Schedule, called
from privacyctl.schedulers import cron, launchd, systemd, windows
from privacyctl.schedulers.programs import program

EVERYTHING = """
[[inbox]]
maildir = "m"
[site]
url = "https://vendor.example/"
[backup]
targets = ["copies"]
recipients = ["age1x"]
"""
ODD = "/o dd/50% \"a'\\$HOME.db"


def schedule(db: str = ODD, *program: str) -> Schedule:
    return Schedule("privacyctl", program or ("/usr/bin/env",), Path(db), JOBS)


@pytest.fixture
def crontab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab program that keeps the table in a file, and refuses one without a last line end."""
    kept, bin_ = tmp_path / "crontab", tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "crontab").write_text(
        f"""#!{sys.executable}
import pathlib, sys
kept = pathlib.Path({str(kept)!r})
if sys.argv[1] == "-l":
    if not kept.exists():
        sys.exit("no crontab for root")
    sys.stdout.buffer.write(kept.read_bytes())
else:
    given = sys.stdin.buffer.read()
    if given and not given.endswith(b"\\n"):
        sys.exit("premature EOF")
    kept.write_bytes(given)
"""
    )
    (bin_ / "crontab").chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}:/usr/bin:/bin")
    return kept


def test_what_runs_is_what_the_settings_have(run: CommandLine) -> None:
    assert run.ok("schedule cron --json").json["jobs"] == ["remind", "purge"]

    path_beside(run.db).write_text(EVERYTHING)
    assert run.ok("schedule cron --json").json["jobs"] == [job.command for job in JOBS]


def test_a_line_of_cron_is_what_the_shell_reads_as_our_words() -> None:
    made = schedule()
    line = cron.line(made, made.jobs[0]).removeprefix("*/10 * * * * ")

    assert "%" not in line.replace("\\%", "")
    assert shlex.split(line.replace("\\%", "%")) == list(made.words(made.jobs[0]))


@pytest.mark.parametrize("before", [b"", b"MAILTO=a\xff\n5 * * * * mine\n", b"5 * * * * mine"])
def test_a_crontab_keeps_every_line_that_is_not_ours(run: CommandLine, crontab: Path, before: bytes) -> None:
    if before:
        crontab.write_bytes(before)

    run.ok("schedule cron --install")
    first = crontab.read_bytes()
    assert first.startswith(before.rstrip(b"\n"))
    assert run.ok("schedule cron --json").json["installed"] is True

    crontab.write_bytes(first + b"7 * * * * later\n")
    run.ok("schedule cron --install")
    assert crontab.read_bytes() == first + b"7 * * * * later\n"


def test_new_lines_take_the_place_of_those_of_an_earlier_time(run: CommandLine, crontab: Path) -> None:
    crontab.write_bytes(b"1 * * * * first\n")
    run.ok("schedule cron --install")
    before = crontab.read_bytes()
    path_beside(run.db).write_text(EVERYTHING)
    crontab.write_bytes(before + b"2 * * * * last\n")

    assert run.ok("schedule cron --json").json["installed"] is False
    run.ok("schedule cron --install")
    lines = crontab.read_text().splitlines()
    assert (lines[0], lines[-1]) == ("1 * * * * first", "2 * * * * last")
    assert [line.rsplit(None, 1)[-1] for line in lines[2:-2]] == [job.command for job in JOBS]


def test_a_crontab_that_cannot_be_told_is_left_as_it_is(run: CommandLine, crontab: Path) -> None:
    begin = run.ok("schedule cron --json").json["lines"][0]
    crontab.write_text(f"{begin}\n5 * * * * mine\n")

    answer = run("schedule cron --install")
    assert answer.status == 1
    assert "alone, or twice" in answer.err
    assert crontab.read_text() == f"{begin}\n5 * * * * mine\n"


def test_without_a_crontab_it_is_said(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    answer = run("schedule cron --install")
    assert (answer.status, answer.err.splitlines()[0]) == (
        1,
        "privacyctl: error: there is no program crontab here",
    )
    assert run.ok("schedule cron --json").json["installed"] is None


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    made = schedule(str(tmp_path / "50% \"a'\\$HOME.db"))
    for path, text in systemd.files(made).items():
        (tmp_path / path.name).write_bytes(text)

    done = subprocess.run(
        ["systemd-analyze", "verify", *sorted(tmp_path.glob("*.timer")), *sorted(tmp_path.glob("*.service"))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_each_unit_stands_below_a_line_that_ends_in_its_name(run: CommandLine) -> None:
    out = run.ok("schedule systemd").out
    units = {}
    for block in out.split("\n# ")[:-1]:
        first, _, text = block.removeprefix("# ").partition("\n")
        units[first.rsplit("/", 1)[-1]] = text
    made = {path.name: text.decode() for path, text in systemd.files(_of(run)).items()}

    assert {name: text.strip() for name, text in units.items()} == {n: t.strip() for n, t in made.items()}


def _of(run: CommandLine) -> Schedule:
    said = run.ok("schedule systemd --json").json
    service = next(one for one in said["files"] if one["path"].endswith("-remind.service"))
    start = next(line for line in service["text"].splitlines() if line.startswith("ExecStart="))
    words = shlex.split(start.removeprefix("ExecStart="))
    name = Path(service["path"]).name.removesuffix("-remind.service")
    jobs = tuple(job for job in JOBS if job.command in said["jobs"])
    return Schedule(name, tuple(words[: words.index("--db")]), run.db, jobs)


def test_launchd_gets_the_words_one_by_one() -> None:
    made = schedule()
    lists = [plistlib.loads(text) for text in launchd.files(made).values()]

    assert [one["ProgramArguments"] for one in lists] == [list(made.words(job)) for job in JOBS]
    assert lists[0]["StartInterval"] == 600
    assert lists[2]["StartCalendarInterval"] == {"Hour": 4, "Minute": 17}
    assert {one["Umask"] for one in lists} == {0o077}


def test_windows_gets_a_task_with_its_words_as_windows_quotes_them() -> None:
    made = schedule("/o dd/a&b.db")
    for (path, text), job in zip(windows.files(made).items(), JOBS, strict=True):
        task = ET.fromstring(text.decode("utf-16").partition("\n")[2])  # noqa: S314  (our own)
        said = {one.tag.rpartition("}")[2]: one.text for one in task.iter()}
        assert text.startswith((b"\xff\xfe", b"\xfe\xff"))
        assert (said["Command"], said["Arguments"]) == ("/usr/bin/env", f'--db "/o dd/a&b.db" {job.command}')
        assert said["DisallowStartIfOnBatteries"] == said["StopIfGoingOnBatteries"] == "false"
        assert path.name.endswith(f"-{job.command}.xml")


def test_what_windows_has_is_printed_and_not_installed(run: CommandLine) -> None:
    assert run("schedule windows --install").status == 1
    assert "schtasks /Create" in run.ok("schedule windows").out


def test_a_path_that_no_line_can_hold_is_refused(run: CommandLine, tmp_path: Path) -> None:
    odd = tmp_path / "a\nb.db"
    shutil.copy(run.db, odd)

    answer = run("schedule cron", db=odd)
    assert answer.status == 2
    assert "a path holds a character that no schedule can hold" in answer.err


def made_program(path: Path, first: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{first}\nimport privacyctl\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    "first", [f"#!{sys.executable}", f"#!/bin/sh\n'''exec' '{sys.executable}' \"$0\" \"$@\""]
)
def test_the_program_is_the_one_that_was_started(tmp_path: Path, first: str) -> None:
    there = made_program(tmp_path / "bin" / "privacyctl", first)

    assert program(str(there), sys.executable) == (str(there),)


@pytest.mark.parametrize(
    "first", ["#!/moved/bin/python", '#!/bin/sh\n\'\'\'exec\' "/moved/b in/python" "$0" "$@"']
)
def test_a_program_whose_python_has_moved_is_not_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    moved = made_program(tmp_path / "bin" / "privacyctl", first)
    python = tmp_path / "bin" / "python"
    python.symlink_to(sys.executable)

    assert program(str(moved), str(python)) == (str(python), "-m", "privacyctl")
    assert program("/elsewhere/__main__.py", str(python)) == (str(python), "-m", "privacyctl")


def test_without_any_program_nothing_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Refused, match="there is no program that cron could start"):
        program("privacyctl", "/no/such/python")


def test_two_records_have_two_names(tmp_path: Path) -> None:
    usual = tmp_path / "privacyctl.db"

    assert called(usual, usual) == "privacyctl"
    assert len({called(tmp_path / one, usual) for one in ("a/p.db", "b/p.db", "a b.db")}) == 3
