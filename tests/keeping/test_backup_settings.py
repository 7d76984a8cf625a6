"""The section `[backup]`, each key as it is written: what it does, and what is said of a value that is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from helpers import copies
from privacyctl.model.moment import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import CommandLine


@pytest.fixture
def usb(run: CommandLine) -> Path:
    folder = run.db.with_name("usb")
    folder.mkdir()
    run.ok("add-contact ann@acme.example")
    return folder


def settle(run: CommandLine, lines: str) -> None:
    path = run.db.with_name("privacyctl.toml")
    path.write_text(f"[backup]\n{lines}\n")
    path.chmod(0o600)


KEYS = f'recipients = ["{copies.PUBLIC_KEY}"]\n'


def test_copies_go_to_each_target_once_however_often_it_is_named(run: CommandLine, usb: Path) -> None:
    other = usb.with_name("other")
    other.mkdir()
    usb.with_name("link").symlink_to(usb)
    settle(run, KEYS + f'targets = ["usb", "{usb}/", "./usb", "link", "{other}"]')

    run.ok("backup")

    assert [len([*folder.glob("*.age")]) for folder in (usb, other)] == [1, 1]


@pytest.mark.parametrize("keep", ["1d", "36h", "840h"])
def test_a_copy_goes_after_as_long_as_is_kept(run: CommandLine, usb: Path, keep: str) -> None:
    seconds = {"1d": DAY, "36h": 36 * 3600, "840h": 35 * DAY}[keep]
    settle(run, KEYS + f'targets = ["usb"]\nkeep = "{keep}"')
    run.ok("backup")
    (manifest,) = usb.glob("*.json")
    said = json.loads(manifest.read_text())
    assert said["delete_after"] - said["made_at"] == seconds
    run.clock.now += seconds + 1
    run.ok("backup")
    run.ok("purge")

    assert len([*usb.glob("*.age")]) == 1
    assert not manifest.exists()


def test_a_copy_is_young_for_twice_the_time_between_two(run: CommandLine, usb: Path) -> None:
    settle(run, KEYS + f'targets = ["{usb}"]\nevery = "7d"')
    run.ok("backup")

    def is_young() -> bool:
        (found,) = [one for one in run.ok("policy --json").json["promises"] if one["promise"] == "P9"]
        return "no-recent-copy" not in found["concerns"]

    run.clock.forward(hours=24 * 13)
    assert is_young()
    run.clock.forward(hours=24 * 2)
    assert not is_young()


@pytest.mark.parametrize(
    "line", ['journal_to = ["usb"]', '  journal_to=["usb"]', 'journal_to = [\n"usb",\n]']
)
def test_the_journal_is_copied_to_where_the_settings_say(run: CommandLine, usb: Path, line: str) -> None:
    settle(run, line)

    run.ok("journal --copy")

    beside = run.db.with_name(f"{run.db.name}.journal")
    assert usb.joinpath(beside.name).read_bytes() == beside.read_bytes()


@pytest.mark.parametrize(
    "line",
    [
        'targets = "usb"',
        "targets = [1]",
        'targets = [""]',
        "keep = 35",
        'keep = "35"',
        'keep = "0d"',
        'keep = "-1d"',
        'keep = "for ever"',
        'keep = "99999999y"',
        'every = "0h"',
        'every = ""',
        'every = "daily"',
        'journal_to = "usb"',
        "journal_to = [{}]",
        'recipients = "age1"',
        'recipients = ["age1"]',
        'recipients = ["ssh-ed25519 AAAA"]',
        f'recipients = ["{copies.SECRET_KEY}"]',
        'recipents = ["age1"]',
        'target = "usb"',
    ],
)
def test_a_value_that_is_none_is_said_in_one_sentence(run: CommandLine, usb: Path, line: str) -> None:
    settle(run, line if line.startswith("recip") else KEYS + line)

    answer = run(f"backup {usb}")

    assert answer.status == 2, answer
    assert len(answer.err.splitlines()) == 2, answer.err
    assert answer.err.startswith("privacyctl: error: ")
    assert answer.err.splitlines()[1].startswith("privacyctl: hint: ")
    assert "AGE-SECRET" not in answer.err
    assert [*usb.iterdir()] == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('targets = ["usb"]', "recipients is empty"),
        (KEYS, "targets is empty"),
        (KEYS + 'targets = ["nowhere"]', "nowhere"),
    ],
)
def test_what_is_missing_is_said(run: CommandLine, usb: Path, lines: str, said: str) -> None:
    settle(run, lines)

    answer = run("backup")

    assert answer.status == 1
    assert said in answer.err
    assert "hint: " in answer.err
    assert [*usb.iterdir()] == []
