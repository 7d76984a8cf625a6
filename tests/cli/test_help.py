"""What `--help` says: the main job first, and of each command a line that works as it is typed."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers import copies
from helpers.servers import reach_this_machine
from helpers.terminal import NOON, Answer, Clock, CommandLine
from privacyctl.cli import COMMANDS, OLDER, function_of
from privacyctl.cli.examples import EXAMPLES
from privacyctl.cli.opening import STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIL = """\
Received: from x (x [192.0.2.1]) by mx.vendor.example with ESMTPS; Sun, 22 Nov 2026 11:00:00 +0000
From: Ann Lee <ann@example.com>
To: support@vendor.example
Date: Sun, 22 Nov 2026 11:00:00 +0000
Message-ID: <1@example.com>
Subject: my quote

Please take my quote off your site.
"""
SURVEYS = """
[purposes.surveys]
for = "to ask buyers what to build next"
basis = "legitimate-interests"
choice = "opt-out"
"""
ORDER = (
    "init", "add-contact", "add-purchase", "import-orders", "add-testimonial", "add-customer", "publications",
    "optin", "audience", "gate", "optout", "contacts", "show", "disclose", "export-for", "announce", "remind",
    "takedown", "due", "status", "removed", "verify", "scan", "publish", "inbox", "triage", "receipt",
    "follow-up", "follow-ups", "asked", "undo", "question", "object", "restrict", "access", "confirm",
    "requests", "close", "correct", "erase", "purge", "purposes", "policy", "stats", "audit", "journal",
    "backup", "restore", "doctor", "schedule", "help", "demo",
)  # fmt: skip
"""Every command, in an order in which each finds what its example speaks of."""
OTHERWISE = {
    "confirm": ("confirm 1", "confirm 6"),
    "close": ("close 1", "close 5"),
    "undo": ("undo 2", "undo 8"),
    "backup": ("/mnt/usb", "usb"),
    "demo": ("demo", "demo --in played"),
}
"""Where a number or a folder is another one here than in the example."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Answer]:
    folder = tmp_path_factory.mktemp("examples")
    run = CommandLine(folder / "record" / "privacyctl.db", Clock(NOON))
    (folder / "mail.eml").write_text(MAIL)
    (folder / "orders.csv").write_text("Order,Email,Product\n77,cy@example.com,Widget\n")
    (folder / "list.csv").write_text("email\nann@example.com\n")
    (folder / "yes.txt").write_text("Yes, print it.\n")
    (folder / "notice.txt").write_text("We would like to ask you what to build next.\n")
    copies.key_file(folder)
    for name in ("public", "usb", "maildir/new", "maildir/cur"):
        (folder / name).mkdir(parents=True)
    (folder / "maildir" / "new" / "1.host").write_text(
        MAIL.replace("take my quote off", "tell me where it is on")
    )
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        reach_this_machine(patch)
        patch.chdir(folder)
        for name in ORDER:
            line = EXAMPLES[name].replace(*OTHERWISE.get(name, ("", "")))
            copy = next((path.name for path in (folder / "usb").glob("*.age")), "")
            found[name] = run(line.replace("COPY.age", f"usb/{copy}"))
            run.clock.forward(minutes=1)
            if name == "init":
                with run.db.with_name("privacyctl.toml").open("a") as settings:
                    settings.write(
                        f"{SURVEYS}\n{copies.settings(folder / 'usb')}[[inbox]]\nmaildir = '{folder}/maildir'\n"
                    )
    return found


def test_every_command_has_an_example_of_its_own() -> None:
    assert sorted(EXAMPLES) == sorted(COMMANDS) == sorted(ORDER)
    assert all(shlex.split(line)[0] == name for name, line in EXAMPLES.items())


@pytest.mark.parametrize("name", ORDER)
def test_the_example_works_as_it_stands(answers: Mapping[str, Answer], name: str) -> None:
    assert answers[name].status == 0, answers[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_ends_with_its_example(run: CommandLine, name: str) -> None:
    shown = " ".join(run.ok(f"{name} --help").out.split())

    assert shown.endswith(f"Example: privacyctl {EXAMPLES[name]}")


def test_the_help_begins_with_the_main_job(run: CommandLine) -> None:
    lines = run.ok("--help").out.splitlines()
    first = next(i for i, line in enumerate(lines) if line.strip().startswith(STEPS[0][0]))

    assert first < 8
    assert [line.split("  ")[0].strip() for line in (one.strip() for one in lines[first : first + 5])] == [
        typed for typed, _ in STEPS
    ]


def test_the_main_job_is_typed_as_it_stands() -> None:
    assert {shlex.split(typed)[0] for typed, _ in STEPS} <= set(COMMANDS)


@pytest.mark.parametrize("name", OLDER)
def test_an_older_name_works_and_stands_in_no_help(run: CommandLine, name: str) -> None:
    assert not re.search(rf"^│ {name} ", run.ok("--help").out, re.MULTILINE)
    assert run.ok(f"{name} --help").out
    assert callable(function_of(name))


def test_every_page_of_the_documents_is_a_topic_of_its_own(run: CommandLine) -> None:
    pages = sorted((Path(__file__).parents[2] / "docs").rglob("*.md"))

    topics = run.ok("help --json").json["topics"]

    assert [one["topic"] for one in topics] == sorted(page.stem for page in pages)
    assert len({one["topic"] for one in topics}) == len(pages)


def test_a_page_is_printed_as_it_stands_and_drawn_on_a_terminal(run: CommandLine) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "gate.md").read_text("utf-8")

    assert run.ok("help gate").out == f"{page.rstrip()}\n\nIts options: privacyctl gate --help\n"
    assert "# " not in run.ok("help gate", terminal=True).out.splitlines()[0]


def test_a_command_without_a_page_of_its_own_is_explained_by_its_help(run: CommandLine) -> None:
    assert "Usage: privacyctl removed" in run.ok("help removed").out


def test_a_mistyped_topic_is_told_the_nearest(run: CommandLine) -> None:
    answer = run("help sites")

    assert (answer.status, "did you mean site?" in answer.err) == (2, True)


def test_the_man_page_has_every_command(run: CommandLine) -> None:
    page = run.ok("help --man").out

    assert page.startswith(".TH PRIVACYCTL 1\n")
    for command in set(COMMANDS) - set(OLDER):
        escaped = command.replace("-", r"\-")
        assert f"\n.B {escaped}\n" in page
    assert not re.search(r"^[.'](?![A-Z]{2}\b|B\b|BR\b|br\b)", page, re.MULTILINE)


@pytest.mark.skipif(shutil.which("man") is None, reason="there is no man here")
def test_man_can_read_it(run: CommandLine, tmp_path: Path) -> None:
    page = tmp_path / "privacyctl.1"
    page.write_text(run.ok("help --man").out)

    done = subprocess.run(
        ["man", "--warnings", "-l", str(page)], capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "MANPAGER": "cat"},
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
