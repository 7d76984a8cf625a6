"""A journal that is in no order, and two that part: what one of them knows is never let go in silence."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from helpers import copies
from helpers.terminal import Clock, CommandLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


LETTER = """\
Received: from mail.acme.example by mx.vendor.example with ESMTPS id 1; Sun, 22 Nov 2026 11:14:00 +0000
From: Ann Lee <ann@acme.example>
To: support@vendor.example
Subject: my words
Date: Sun, 22 Nov 2026 11:13:40 +0000
Message-ID: <ann-1@acme.example>

Please take my words off your page.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record, a copy of it in plain, one on a disk, and what was done since; made once."""
    folder = tmp_path_factory.mktemp("lost")
    run = CommandLine(folder / "record" / "p.db", Clock(), checks_json=False)
    (folder / "usb").mkdir()
    run.ok("init")
    run.db.with_name("privacyctl.toml").write_text(copies.settings("../usb"))
    run.ok("add-contact ann@acme.example --name 'Rumpelstilz Lee'")
    shutil.copytree(run.db.parent, folder / "older")
    run.ok("backup")
    run.ok("optout ann@acme.example --all")
    copies.key_file(folder)
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path) -> CommandLine:
    shutil.copytree(made, tmp_path / "all")
    return CommandLine(tmp_path / "all" / "record" / "p.db", Clock(), checks_json=False)


def journal(run: CommandLine) -> Path:
    return run.db.with_name("p.db.journal")


def restore(run: CommandLine, more: str = "--replace") -> str:
    root = run.db.parent.parent
    (copy,) = (root / "usb").glob("*.age")
    return f"restore {copy} --identity {root / 'key.txt'} {more}"


def set_back(run: CommandLine) -> None:
    """Put the older copy in the record's place."""
    shutil.copy(run.db.parent.parent / "older" / "p.db", run.db)


def fork(run: CommandLine, entries: int) -> None:
    """Let the older copy go on, and then put the journal back."""
    kept = journal(run).read_bytes()
    set_back(run)
    shutil.copy(run.db.parent.parent / "older" / "p.db.journal", journal(run))
    for number in range(entries):
        run.ok(f"optout x{number}@x.example")
    journal(run).write_bytes(kept)


def make_folder(path: Path) -> None:
    path.mkdir()


def make_loop(path: Path) -> None:
    path.symlink_to(path.name)


NO_FILES: dict[str, Callable[[Path], None]] = {
    "a folder": make_folder,
    "a pipe": os.mkfifo,
    "a link to itself": make_loop,
}


@pytest.mark.parametrize("what", NO_FILES)
def test_what_is_no_file_in_the_journals_place_hangs_nothing(run: CommandLine, what: str) -> None:
    journal(run).unlink()
    NO_FILES[what](journal(run))

    assert run("contacts").status == 0
    assert run("due").status == 0
    for line in ("doctor", "optout x@x.example", "backup", "journal", restore(run)):
        answer = run(line)
        assert answer.status == 3, (line, answer)
        assert "p.db.journal" in answer.err
    run.ok(restore(run, "--replace --without-journal"))
    assert journal(run).is_file()
    assert "opted out" in run.ok("optout x@x.example").out


@pytest.mark.parametrize("entries", [1, 2, 9])
def test_a_fork_is_never_let_go_however_long_either_is(run: CommandLine, entries: int) -> None:
    fork(run, entries)
    before, knows = run.db.read_bytes(), journal(run).read_bytes()

    for line in ("contacts", "due", "optout y@x.example", "journal --anew", "restore --repair"):
        answer = run(line)
        assert answer.status == 3, (line, answer)
        assert "part at entry 2" in answer.err, (line, answer)
    assert (run.db.read_bytes(), journal(run).read_bytes()) == (before, knows)
    run.ok(restore(run))
    assert "Opted out of" in run.ok("show ann@acme.example").out


def test_due_lists_the_removals_of_both_sides_of_a_fork(run: CommandLine) -> None:
    run.ok("takedown ann@acme.example --note 'Known by the journal alone.'")
    knows = journal(run).read_bytes()
    set_back(run)
    shutil.copy(run.db.parent.parent / "older" / "p.db.journal", journal(run))
    run.clock.forward(hours=1)
    run.ok("takedown other@x.example --note 'Known by the record alone.'")
    journal(run).write_bytes(knows)

    answer = run("due --who")
    listed = run("due --json").json["removals"]

    assert answer.status == 3
    assert "part at entry 2" in answer.err
    assert "known by the journal alone: task 1" in answer.err
    assert [one["task"] for one in listed] == [1, 1]
    assert [one["due_at"] for one in listed] == sorted(one["due_at"] for one in listed)
    assert "other@x.example" in answer.out


def test_due_lists_the_requests_of_both_sides_of_a_fork(run: CommandLine) -> None:
    run.ok("access ann@acme.example")
    knows = journal(run).read_bytes()
    set_back(run)
    shutil.copy(run.db.parent.parent / "older" / "p.db.journal", journal(run))
    run.clock.forward(hours=25 * 24)
    run.ok("question other@x.example --note 'Known by the record alone.'")
    journal(run).write_bytes(knows)

    answer = run("due --who")

    assert answer.status == 3
    assert "known by the journal alone: case 1" in answer.err
    assert [one["kind"] for one in run("due --json").json["requests"]] == ["access", "question"]
    assert "other@x.example" in answer.out


def test_the_journal_of_another_record_is_not_passed_over(run: CommandLine, tmp_path: Path) -> None:
    other = CommandLine(tmp_path / "other" / "p.db", Clock(run.clock.now + 60), checks_json=False)
    other.ok("init")
    other.ok("add-contact eve@x.example")
    shutil.copy(other.db.with_name("p.db.journal"), journal(run))

    for line in ("contacts", "restore --repair", restore(run)):
        answer = run(line)
        assert answer.status == 3, (line, answer)
    run.ok("restore --repair --without-journal")
    assert run.ok("doctor").status == 0


def test_a_damaged_journal_that_knew_more_is_not_made_anew(run: CommandLine) -> None:
    data = journal(run).read_bytes()
    set_back(run)
    journal(run).write_bytes(data[:-1] + b"}" + b"\nx\n")

    answer = run("journal --anew")

    assert answer.status == 3
    assert "which the record has not" in answer.err
    run.ok("restore --repair --without-journal")


def test_a_later_journal_is_not_made_anew_in_an_older_form(run: CommandLine) -> None:
    journal(run).write_bytes(journal(run).read_bytes().replace(b'{"v":1,', b'{"v":2,'))

    assert "later privacyctl" in run("journal --anew").err


def test_a_damaged_journal_that_was_laid_aside_is_never_overwritten(run: CommandLine) -> None:
    sound = journal(run).read_bytes()
    for digit in (b"x", b"y"):
        journal(run).write_bytes(sound.replace(b'"seq":1', b'"seq":' + digit))
        run.ok("journal --anew")

    names = sorted(path.name for path in run.db.parent.glob("*.damaged*"))
    assert names == ["p.db.journal.damaged", "p.db.journal.damaged-2"]


def test_beside_a_journal_no_new_record_is_made(run: CommandLine) -> None:
    run.db.unlink()

    for line in ("init", "restore --repair", "contacts"):
        answer = run(line)
        assert answer.status == 3, line
        assert "its journal knows 3 entries" in answer.err
        assert "restore FILE --identity KEYFILE" in answer.err
    run.ok(restore(run, ""))


def test_a_no_that_is_written_while_a_copy_is_prepared_is_not_lost(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from privacyctl.duties.keeping import restoring

    prepare = restoring.prepare

    def meanwhile(*given: object) -> object:
        ready = prepare(*given)  # type: ignore[arg-type]
        CommandLine(run.db, run.clock, checks_json=False).ok("optout late@x.example")
        return ready

    monkeypatch.setattr(restoring, "prepare", meanwhile)
    answer = run(restore(run))
    monkeypatch.undo()

    assert answer.status == 1
    assert "written into while the copy was prepared" in answer.err
    run.ok(restore(run))
    assert run.ok("optout late@x.example --json").json["changed"] is False


def test_two_restores_at_once(run: CommandLine) -> None:
    import fcntl

    with run.db.with_name("p.db.restore").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        answer = run(restore(run))

    assert answer.status == 1
    assert "just now" in answer.err
    run.ok(restore(run))


def test_what_two_restores_in_a_second_lay_aside_is_both_there(run: CommandLine) -> None:
    run.ok(restore(run))
    run.ok(restore(run))

    assert len(list(run.db.parent.glob("p.db.before-restore-*"))) == 2


def test_an_erased_person_is_in_nothing_that_a_restore_lays_aside(run: CommandLine) -> None:
    run.ok("erase ann@acme.example --confirmed voice")
    for line in ("restore --repair", restore(run)):
        set_back(run)
        answer = run.ok(line)
        assert "held somebody who was erased, and was deleted" in answer.out

        assert run.in_bytes("Rumpelstilz") == [], line
        assert run.ok("doctor").status == 0


def test_a_copy_of_the_journal_that_knows_more_stays_as_it_is(run: CommandLine, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    settings = run.db.with_name("privacyctl.toml")
    settings.write_text(copies.settings("../usb", f'journal_to = ["{elsewhere}"]\n'))
    run.ok("journal --copy")
    knows = (elsewhere / "p.db.journal").read_bytes()
    assert knows == journal(run).read_bytes()
    run.clock.forward(minutes=2)
    assert "behind" not in run.ok("doctor").out
    shutil.copytree(run.db.parent.parent / "older", run.db.parent, dirs_exist_ok=True)
    settings.write_text(copies.settings("../usb", f'journal_to = ["{elsewhere}"]\n'))

    answer = run("journal --copy")

    assert answer.status == 1
    assert "has entries that the journal has not" in answer.out + answer.err
    assert (elsewhere / "p.db.journal").read_bytes() == knows
    run.clock.forward(minutes=2)
    assert f"the journal's copy in {elsewhere} is behind" in run.ok("due").out
    assert str(elsewhere) in run("doctor").out
    run.ok("restore --repair")  # the copy elsewhere brings it back
    assert "Opted out of" in run.ok("show ann@acme.example").out


def changed(sound: bytes, how: str) -> bytes:
    lines = sound.splitlines(keepends=True)
    return {
        "a digit": sound.replace(b'"mac":"', b'"mac":"f', 1).replace(b'",', b'",', 1),
        "a word": sound.replace(b"contact-added", b"contact-addee", 1),
        "a line is missing": b"".join(lines[1:]),
        "two lines changed places": b"".join([lines[1], lines[0], *lines[2:]]),
        "other ends of lines": sound.replace(b"\n", b"\r\n"),
        "a later form": sound.replace(b'{"v":1', b'{"v":2', 1),
    }[how]


@pytest.mark.parametrize(
    "how",
    [
        "a digit",
        "a word",
        "a line is missing",
        "two lines changed places",
        "other ends of lines",
        "a later form",
    ],
)
def test_a_copy_says_that_the_journal_is_damaged_before_its_end(run: CommandLine, how: str) -> None:
    """Its end is all that other commands look at; after the record is lost it is too late to learn of it."""
    sound = journal(run).read_bytes()
    journal(run).write_bytes(changed(sound, how))
    run.clock.forward(minutes=2)

    answer = run("backup --json")

    assert answer.status == 1, answer
    assert "what is done from now on could not be brought back" in answer.err
    assert answer.json["journal"] is not None
    newest = max((run.db.parent.parent / "usb").glob("*.age"))
    key = run.db.parent.parent / "key.txt"
    assert run(f"restore {newest} --identity {key} --dry-run --without-journal").status == 0
    journal(run).write_bytes(sound)
    run.ok("contacts")
    run.clock.forward(minutes=2)
    assert run.ok("backup --json").json["journal"] is None


def test_a_lag_is_said_once_however_often_a_command_opens_the_record(run: CommandLine) -> None:
    lines = journal(run).read_bytes().splitlines(keepends=True)
    journal(run).write_bytes(b"".join(lines[:-1]))
    run.clock.forward(minutes=2)

    answer = run("backup")

    assert answer.status == 0
    assert answer.err.count("1 entry behind the record") == 1


def test_due_lists_what_the_journal_of_a_lost_record_knows(run: CommandLine) -> None:
    run.ok("takedown ann@acme.example --note 'Please take me off.'")
    run.ok("access ann@acme.example")
    run.clock.forward(hours=25 * 24)
    known = run("due --json").json
    run.db.unlink()

    answer = run("due")
    listed = run("due --json")

    assert (answer.status, listed.status) == (3, 3)
    assert answer.err.count("privacyctl: error: ") == 1
    assert "its journal knows" in answer.err
    assert "known by the journal alone: task 1, case 2" in answer.err
    assert "task 1" in answer.out
    for kind in ("removals", "requests"):
        assert [one["due_at"] for one in listed.json[kind]] == [one["due_at"] for one in known[kind]]
    assert not run.db.exists()
    assert run("due --format nagios").status == 3
    journal(run).write_bytes(journal(run).read_bytes()[:200])
    assert run("due").status == 3


def test_letters_that_wait_are_known_by_the_journal_and_their_words_by_the_mailbox(run: CommandLine) -> None:
    mail = run.db.parent.parent / "mail"
    for folder in ("new", "cur", "tmp"):
        (mail / folder).mkdir(parents=True)
    settings = run.db.with_name("privacyctl.toml")
    settings.write_text(
        copies.settings("../usb", f'[[inbox]]\nname = "support"\nmaildir = "{mail}"\nsince = 2026-11-01\n')
    )
    run.clock.forward(minutes=2)
    (mail / "new" / "1").write_text(LETTER)
    run.ok("inbox")
    assert "1 letter waits" in run.ok("due").out
    set_back(run)

    answer = run("due")
    assert answer.status == 3
    assert "1 letter waits" in answer.out
    assert "known by the journal alone: letter 1" in answer.err
    assert run("due --json").json["letters"]["waiting"] == 1
    assert "letter 1: no words yet: have the mailbox read again" in run.ok("restore --repair").out
    assert "1 letter waits" in run.ok("due").out
    run.ok("inbox")
    (letter,) = run.ok("triage --json").json["letters"]
    assert "off your page" in str(letter)


def test_a_copy_whose_rows_another_program_altered_is_not_repaired(run: CommandLine) -> None:
    """The sums of the rows begin anew with a restore: what was altered before would be noticed by nobody."""
    set_back(run)
    with closing(sqlite3.connect(run.db)) as connection, connection:
        connection.execute("UPDATE contact SET name = 'Somebody Else' WHERE id = 1")

    answer = run("restore --repair")

    assert (answer.status, "not as its audit entries left them; nothing was changed" in answer.err) == (
        3,
        True,
    )
