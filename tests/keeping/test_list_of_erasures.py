"""The list of erasures: a disk or another program that changes it makes a restore forget nobody in silence."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from helpers import copies
from helpers.terminal import Clock, CommandLine

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with somebody who was erased after its copy, and no journal left; made once."""
    folder = tmp_path_factory.mktemp("listed")
    run = CommandLine(folder / "record" / "p.db", Clock(), checks_json=False)
    (folder / "usb").mkdir()
    run.ok("init")
    run.db.with_name("privacyctl.toml").write_text(copies.settings("../usb"))
    run.ok("add-contact eve@gone.example --name Eve")
    run.ok("backup")
    run.ok("erase eve@gone.example --confirmed voice")
    copies.key_file(folder)
    run.db.with_name("p.db.journal").unlink()
    run.db.unlink()
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path) -> CommandLine:
    shutil.copytree(made, tmp_path / "all")
    return CommandLine(tmp_path / "all" / "record" / "p.db", Clock(), checks_json=False)


def restore(run: CommandLine, more: str = "") -> str:
    root = run.db.parent.parent
    (copy,) = (root / "usb").glob("*.age")
    return f"restore {copy} --identity {root / 'key.txt'} {more}"


def listed(run: CommandLine) -> Path:
    return run.db.with_name("p.db.erasures")


def test_the_list_alone_erases_again(run: CommandLine) -> None:
    assert "Erased again, and proved: contact 1" in run.ok(restore(run)).out


def test_one_byte_changed_in_the_list_is_said_and_nobody_comes_back(run: CommandLine) -> None:
    """Wherever the byte is: in a number, in a mark, in the name of a key."""
    sound = listed(run).read_bytes()
    for at in [*range(0, len(sound), 7), len(sound) - 2, len(sound) - 1]:
        listed(run).write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])

        answer = run(restore(run, "--dry-run"))

        assert answer.status == 3, (at, answer)
        assert "line 1 of the list of erasures" in answer.err, (at, answer)
        assert answer.err.count("privacyctl: error: ") == 1
        assert not run.db.exists()
    listed(run).write_bytes(sound)
    run.ok(restore(run))


def test_a_line_that_a_power_cut_tore_names_nobody(run: CommandLine) -> None:
    """Its erasure had not begun."""
    sound = listed(run).read_bytes()
    for torn in (sound + sound[:40], sound[:40] + b"\n" + sound, sound + b"\x00" * 100):
        listed(run).write_bytes(torn)
        assert "Erased again" in run.ok(restore(run, "--dry-run")).out


def test_a_list_of_an_earlier_version_is_read(run: CommandLine) -> None:
    sound = listed(run).read_text()
    listed(run).write_text(sound[: sound.index(',"check"')] + "}\n")

    assert "Erased again, and proved: contact 1" in run.ok(restore(run)).out


@pytest.mark.parametrize("how", ["missing", "a folder", "no list", "empty"])
def test_a_list_that_was_named_is_a_list(run: CommandLine, how: str, tmp_path: Path) -> None:
    named = tmp_path / "list"
    if how == "a folder":
        named.mkdir()
    elif how != "missing":
        named.write_text("" if how == "empty" else "no list\n")

    answer = run(restore(run, f"--dry-run --erasures {named}"))

    assert answer.status in (2, 3), answer
    assert str(named) in answer.err
    assert "hint: " in answer.err


def test_a_damaged_list_in_the_copy_is_said(run: CommandLine) -> None:
    """It went along as it was: nobody can mend it there, and the copy is all that is left."""
    run.ok(restore(run))
    listed(run).write_bytes(listed(run).read_bytes().replace(b'"contact":1', b'"contact":7'))
    run.clock.forward(minutes=1)
    run.ok("backup")
    copy = max((run.db.parent.parent / "usb").glob("*.age"))
    listed(run).unlink()

    answer = run.ok(f"restore {copy} --identity {run.db.parent.parent / 'key.txt'} --replace")

    assert "line 1 of the list of erasures in the copy" in answer.err
