"""`inbox`: every mail is filed once, whatever happens to the run, and a human's mail waits."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import Any

import pytest

from helpers import maildirs
from helpers.maildirs import WORDS, mail, put, settings
from helpers.terminal import CommandLine
from privacyctl.cli import inbox as command
from privacyctl.duties.inbox import filing
from privacyctl.model import mailbox


@pytest.fixture
def box(run: CommandLine, tmp_path: Path) -> Path:
    settings(run.db, f"name = 'support'\nmaildir = '{tmp_path / 'box'}'")
    return maildirs.maildir(tmp_path / "box")


def waiting(run: CommandLine) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run.ok("triage --json").json["letters"]
    return found


def subjects(run: CommandLine) -> list[str]:
    return sorted(one["subject"] for one in waiting(run))


def test_it_is_silent_and_a_letter_is_in_due_from_its_first_minute(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail())

    answer = run("inbox")

    assert (answer.status, answer.out, answer.err) == (0, "", "")
    assert "1 letter waits, 2 h 00 min; if it asks for a removal, 22 h 00 min are left" in run("due").out
    assert run("due --json").json["letters"] == {
        "waiting": 1,
        "oldest_received_at": "2026-11-22T10:00:00Z",
    }


def test_a_mail_is_filed_once_however_often_it_is_read(run: CommandLine, box: Path) -> None:
    file = put(box, "1.host", mail())
    for _ in range(2):
        run.ok("inbox")
    file.rename(box / "cur" / "1.host:2,S")
    run.ok("inbox")

    assert len(waiting(run)) == 1


def test_a_copy_by_another_way_joins(run: CommandLine, box: Path, tmp_path: Path) -> None:
    put(box, "1.host", mail())
    (tmp_path / "m.mbox").write_bytes(b"From ann@acme.example Sun Nov 22 10:00:00 2026\n" + mail() + b"\n")
    settings(run.db, f"name = 'support'\nmaildir = '{box}'", f"mbox = '{tmp_path / 'm.mbox'}'")

    assert run.ok("inbox --json").json == {"letters": [1], "machine": 0, "known": 1, "failed": []}
    assert len(waiting(run)) == 1


def test_the_same_message_id_with_other_words_keeps_both(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail())
    run.ok("inbox")
    put(box, "2.host", mail(words=f"{WORDS}\nAnd erase my account."))
    put(box, "3.host", mail(sender="eve@x.example", words="Of somebody else."))
    run.ok("inbox")

    found = {one["from"]: one["text"] for one in waiting(run)}
    assert sorted(found) == ["ann@acme.example", "eve@x.example"]
    assert "And erase my account." in found["ann@acme.example"]


def test_of_what_a_machine_wrote_nothing_but_a_hash_is_kept(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail(header="Auto-Submitted: auto-replied\n", words="I am away until Monday."))

    assert run.ok("inbox --json").json["machine"] == 1
    assert waiting(run) == []
    assert b"away until" not in run.db.read_bytes()
    assert b"acme.example" not in run.db.read_bytes()


def test_what_was_taken_by_hand_does_not_wait(run: CommandLine, box: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.eml"
    saved.write_bytes(mail().replace(b"\n", b"\r\n"))
    run.ok(f"takedown --message {saved}")
    put(box, "1.host", mail())
    run.ok("inbox")

    assert waiting(run) == []


def test_without_a_day_it_reads_from_the_day_of_its_first_run(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail(1, received="Sat, 21 Nov 2026 10:00:00 +0000", subject="old"))
    put(box, "2.host", mail(2, subject="new"))
    run.ok("inbox")

    assert subjects(run) == ["new"]


def test_with_a_day_it_reads_from_there(run: CommandLine, box: Path) -> None:
    settings(run.db, f"maildir = '{box}'\nsince = '2026-11-21'")
    put(box, "1.host", mail(1, received="Sat, 21 Nov 2026 10:00:00 +0000", subject="old"))
    put(box, "2.host", mail(2, received="Fri, 20 Nov 2026 10:00:00 +0000", subject="older"))
    run.ok("inbox")

    assert subjects(run) == ["old"]


@pytest.mark.parametrize("after", range(4))
def test_a_run_that_is_stopped_loses_nothing_and_doubles_nothing(
    run: CommandLine, box: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    for number in range(7):
        put(box, f"{number}.host", mail(number, subject=f"letter {number}"))
    monkeypatch.setattr(command, "_TOGETHER", 2)
    filed, real = 0, filing.file

    def stopped(*args: Any, **more: Any) -> Any:
        nonlocal filed
        if filed == after:
            raise KeyboardInterrupt
        filed += 1
        return real(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(filing, "file", stopped)
        assert run("inbox").status == 130
    run.ok("inbox")

    assert subjects(run) == [f"letter {number}" for number in range(7)]


def test_two_runs_at_once_are_one(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail())
    with run.db.with_name("privacyctl.toml").open() as settings_file:
        fcntl.flock(settings_file, fcntl.LOCK_EX)
        answer = run("inbox")
        assert (answer.status, answer.out, answer.err) == (0, "", "")
    assert waiting(run) == []

    run.ok("inbox")
    assert len(waiting(run)) == 1


def test_a_mail_that_is_too_large_is_a_letter_with_its_envelope(
    run: CommandLine, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 2_000)
    put(box, "1.host", mail(words="x" * 3_000))
    run.ok("inbox")

    (letter,) = waiting(run)
    assert (letter["from"], letter["subject"]) == ("ann@acme.example", "my quote")
    assert letter["received_at"] == "2026-11-22T10:00:00Z"
    assert "no text that can be read" in letter["text"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0\0\0\0",
        b"no mail at all",
        mail(header="Content-Type: multipart/mixed; boundary=b\n", words="--b\n\n" * 1_200),
        b"From: " + b"(" * 3_000 + b"\n\nwords\n",
        mail(header="X-Odd: 4111 1111 1111 1111\n", words="my card 4111 1111 1111 1111"),
    ],
    ids=["empty", "zeros", "no mail", "a thousand parts", "brackets", "a card"],
)
def test_whatever_lies_there_is_a_letter_with_words(run: CommandLine, box: Path, raw: bytes) -> None:
    put(box, "1.host", raw)
    run.ok("inbox")

    (letter,) = waiting(run)
    assert letter["text"].strip()
    assert b"4111 1111 1111 1111" not in run.db.read_bytes()


def test_a_source_that_cannot_be_read_is_told_and_the_others_are_read(
    run: CommandLine, box: Path, tmp_path: Path
) -> None:
    put(box, "1.host", mail())
    settings(run.db, f"name = 'gone'\nmbox = '{tmp_path / 'no'}'", f"name = 'support'\nmaildir = '{box}'")

    answer = run("inbox")

    assert answer.status == 1
    assert answer.err.startswith(f"privacyctl: error: there is no {tmp_path / 'no'} ('gone')")
    assert answer.err.count("error") == 1
    assert len(waiting(run)) == 1
    assert "the inbox 'gone' was never read" in run("due").out
    assert "1 inbox not read" in run("due --format nagios").out

    settings(run.db, f"name = 'support'\nmaildir = '{box}'")
    assert "gone" not in run("due").out
    run.ok("inbox")
    settings(run.db, f"name = 'gone'\nmbox = '{tmp_path / 'no'}'")
    assert run("inbox").status == 1
    (tmp_path / "no").write_bytes(b"From a@x.example Sun Nov 22 10:00:00 2026\n" + mail(9) + b"\n")
    run.ok("inbox")
    assert "gone" not in run("due").out


@pytest.mark.usefixtures("loopback")
def test_a_network_is_given_an_hour(run: CommandLine) -> None:
    settings(run.db, "name = 'far'\nimap = '127.0.0.1'\nport = 9\nuser = 'u'\npassword_command = 'echo p'")

    answer = run("inbox")
    assert (answer.status, answer.err) == (0, "")
    assert "far" not in run("due").out

    run.clock.forward(minutes=61)
    answer = run("inbox")
    assert answer.status == 1
    assert "'far'" in answer.err
    assert "the inbox 'far' was never read" in run("due").out
    run.clock.forward(hours=12)
    assert "OVERDUE: the inbox 'far'" in run("due").out
    assert run("due --format nagios").out.startswith("PRIVACY CRITICAL")


def test_due_new_tells_of_a_letter_at_each_step(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail())
    run.ok("inbox")

    assert "1 letter waits" in run("due --new").out
    run.clock.forward(minutes=5)
    assert run("due --new").out == ""
    run.clock.forward(hours=10)
    assert "1 letter waits" in run("due --new").out
    run.clock.forward(hours=13)
    assert "it is overdue by" in run("due --new").out


def test_a_form_in_the_spool_is_filed_and_taken_away(run: CommandLine, tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    entry = '{"v": 1, "kind": "takedown", "received_at": "2026-11-22T09:00:00Z", "email": "ann@acme.example",'
    file = spool / f"{'a' * 32}.json"
    file.write_text(entry + ' "name": "Ann", "words": "Take it down."}')
    settings(run.db, f"spool = '{spool}'")
    run.ok("inbox")

    (letter,) = waiting(run)
    assert (letter["from"], letter["likely"], letter["text"]) == (
        "ann@acme.example",
        ["takedown"],
        "Take it down.",
    )
    assert letter["received_at"] == "2026-11-22T09:00:00Z"
    assert not file.exists()


def test_the_record_is_well_and_nothing_names_anybody_in_its_log(run: CommandLine, box: Path) -> None:
    put(box, "1.host", mail())
    run.ok("inbox")
    run.ok("triage 1 --as takedown")

    assert run.ok("audit --verify")
    wrong = [
        one
        for one in run("doctor --json").json["checks"]
        if one["verdict"] == "failed" and "privacy" not in one["check"]
    ]
    assert wrong == []
    assert "acme" not in run("audit").out


def test_without_a_mailbox_in_the_settings_it_says_what_to_add(run: CommandLine) -> None:
    answer = run("inbox")

    assert answer.status == 2
    assert "[[inbox]]" in answer.err


def test_policy_keeps_its_eleventh_promise_by_what_was_read(run: CommandLine, box: Path) -> None:
    def stands() -> str:
        found = run("policy --json").json["promises"]
        return str(next(one["verdict"] for one in found if one["promise"] == "P11"))

    assert stands() == "unknown"
    put(box, "1.host", mail())
    run.ok("inbox")
    assert stands() == "kept"
    run.clock.forward(minutes=61)
    assert stands() == "unknown"
    run.clock.forward(hours=23)
    run.ok("inbox")
    assert stands() == "broken"
    run.ok("triage 1 --as none")
    assert stands() == "kept"


def test_doctor_names_a_mailbox_that_cannot_be_read(run: CommandLine, box: Path) -> None:
    def said() -> list[tuple[str, str | None]]:
        found = run("doctor --json").json["checks"]
        return [(one["verdict"], one["word"]) for one in found if one["check"] == "inboxes"]

    assert said() == []
    run.ok("inbox")
    assert said() == [("ok", None)]
    run.clock.forward(hours=25)
    assert said() == [("warning", "inbox-not-read")]
    (box / "new").rmdir()
    assert run("inbox").status == 1
    assert said() == [("warning", "inbox-unreadable")]
