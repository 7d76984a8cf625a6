"""What is done without anybody's reading it: an unsubscribe with a token of ours, and cases of a folder of requests."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import maildirs
from helpers.maildirs import WORDS, mail, put, settings
from helpers.terminal import CommandLine

WITH_TOKEN = "Delivered-To: unsub+{}@v.example\n"


@pytest.fixture
def box(run: CommandLine, tmp_path: Path) -> Path:
    settings(run.db, f"name = 'support'\nmaildir = '{tmp_path / 'box'}'")
    for who in ("ann", "bo"):
        run.ok(f"add-contact {who}@acme.example")
        run.ok(f"add-purchase {who}@acme.example --order {who} --product Widget")
    return maildirs.maildir(tmp_path / "box")


def token_of(run: CommandLine, email: str) -> str:
    found = run.ok("audience updates --tokens --json").json["audience"]
    return str(next(one["unsubscribe_token"] for one in found if one["email"] == email))


def audience(run: CommandLine) -> set[str]:
    return {one["email"] for one in run.ok("audience updates --json").json["audience"]}


def waiting(run: CommandLine) -> int:
    return len(run.ok("triage --json").json["letters"])


def test_the_column_is_there_where_it_is_asked_for(run: CommandLine, box: Path) -> None:
    assert run.ok("audience updates").out.splitlines()[0] == "email,name"
    lines = run.ok("audience updates --tokens").out.splitlines()
    assert lines[0] == "email,name,unsubscribe_token"
    assert all(len(line.rpartition(",")[2]) == 26 for line in lines[1:])
    assert run("audience updates --tokens --to bmt-micro").status == 2


@pytest.mark.parametrize("sender", ["ann@acme.example", "another@home.example"])
def test_a_token_of_ours_opts_its_owner_out_whoever_sends_it(
    run: CommandLine, box: Path, sender: str
) -> None:
    put(
        box,
        "1.host",
        mail(sender=sender, words="", header=WITH_TOKEN.format(token_of(run, "ann@acme.example"))),
    )
    for _ in range(2):
        run.ok("inbox")

    assert audience(run) == {"bo@acme.example"}
    assert waiting(run) == 0
    assert run("show ann@acme.example --json").json["consent"][-1]["at"] == "2026-11-22T10:00:00Z"


@pytest.mark.parametrize("change", ["one letter", "too short", "no base32"])
def test_a_token_that_is_not_ours_is_a_letter_and_nothing_more(
    run: CommandLine, box: Path, change: str
) -> None:
    token = token_of(run, "ann@acme.example")
    forged = {
        "one letter": ("b" if token[-5] == "a" else "a").join((token[:-5], token[-4:])),
        "too short": token[:-2],
        "no base32": "1" * 26,
    }[change]
    put(box, "1.host", mail(header=WITH_TOKEN.format(forged), words="unsubscribe"))
    run.ok("inbox")

    assert audience(run) == {"ann@acme.example", "bo@acme.example"}
    assert waiting(run) == 1


def test_a_bounce_to_a_token_opts_nobody_out(run: CommandLine, box: Path) -> None:
    header = f"Return-Path: <>\n{WITH_TOKEN.format(token_of(run, 'ann@acme.example'))}"
    put(box, "1.host", mail(sender="MAILER-DAEMON@mx.example", header=header))
    run.ok("inbox")

    assert audience(run) == {"ann@acme.example", "bo@acme.example"}


def test_one_click_of_a_form_is_done_at_once(run: CommandLine, box: Path, tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    settings(run.db, f"spool = '{spool}'")
    token = token_of(run, "ann@acme.example")
    (spool / f"{'a' * 32}.json").write_text(
        f'{{"v": 1, "kind": "one-click", "received_at": "2026-11-22T09:00:00Z", "token": "{token}"}}'
    )
    run.ok("inbox")

    assert audience(run) == {"bo@acme.example"}
    assert waiting(run) == 0


def test_in_a_folder_of_requests_each_mail_is_a_case_at_once(run: CommandLine, box: Path) -> None:
    settings(run.db, f"maildir = '{box}'\nrequests = true")
    put(box, "1.host", mail(1))
    put(box, "2.host", mail(2, subject="hello", words="The installer stops at 40 %."))
    put(box, "3.host", mail(3, sender="bo@acme.example", words="Please unsubscribe me from the newsletter."))
    put(box, "4.host", mail(4, sender="boss@v.example", subject="see here", words=WORDS))
    run.ok("inbox")

    kinds = sorted(one["kind"] for one in run("requests --json").json["requests"])
    assert kinds == ["objection", "question", "takedown"]
    assert audience(run) == {"ann@acme.example", "bo@acme.example"}  # nobody is opted out unread
    assert waiting(run) == 1  # who asks is not said
