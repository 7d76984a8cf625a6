"""`takedown --message`: what is taken from a mail, and what is not."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from helpers.terminal import Clock, CommandLine

Mail = Callable[..., str]

pytestmark = pytest.mark.usefixtures("on_show")

CARD = "4242 4242 4242 4242"


def asked(run: CommandLine, line: str) -> Any:
    return run.ok(f"takedown {line} --json").json


def held(db: Path) -> str:
    """All that the record holds, as SQL."""
    with closing(sqlite3.connect(db)) as connection:
        return "\n".join(connection.iterdump())


def test_the_sender_is_who_asks(run: CommandLine, mail: Mail) -> None:
    opened = asked(run, f"--message {mail()}")

    assert (opened["who"], opened["matched"]) == ("ann.lee@acme.example", True)


def test_the_clock_starts_where_our_server_took_it_in(run: CommandLine, mail: Mail) -> None:
    opened = asked(run, f"--message {mail()}")

    assert (opened["received_at"], opened["due_at"]) == ("2026-11-22T09:14:00Z", "2026-11-23T09:14:00Z")


def test_the_topmost_received_line_counts(run: CommandLine, mail: Mail) -> None:
    lower = "Received: by relay.example; Sun, 22 Nov 2026 07:00:00 +0000\n"
    upper = "Received: by mx.vendor.example; Sun, 22 Nov 2026 09:30:00 +0000\n"

    opened = asked(run, f"--message {mail(received=None, above=upper + lower)}")

    assert opened["received_at"] == "2026-11-22T09:30:00Z"


def test_the_configured_server_picks_its_own_line(run: CommandLine, db: Path, mail: Mail) -> None:
    db.with_name("privacyctl.toml").write_text('[mail]\nserver = "mx.vendor.example"\n')
    above = "Received: by archive.example; Sun, 22 Nov 2026 11:00:00 +0000\n"

    opened = asked(run, f"--message {mail(above=above)}")

    assert opened["received_at"] == "2026-11-22T09:14:00Z"


def test_a_line_of_another_server_is_no_receipt(run: CommandLine, db: Path, mail: Mail) -> None:
    db.with_name("privacyctl.toml").write_text('[mail]\nserver = "mx.elsewhere.example"\n')

    answer = run(f"takedown --message {mail()}")

    assert answer.status == 2
    assert "the mail has no Received: line of your own server" in answer.err


@pytest.mark.parametrize(
    ("received", "expected"),
    [("2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z"), ("2026-11-22T11:00:00Z", "2026-11-22T09:14:00Z")],
)
def test_of_what_was_typed_and_what_was_stamped_the_earlier_counts(
    run: CommandLine, mail: Mail, received: str, expected: str
) -> None:
    opened = asked(run, f"--message {mail()} --received {received}")

    assert opened["received_at"] == expected


def test_without_a_received_line_it_must_be_said_when(run: CommandLine, mail: Mail) -> None:
    answer = run(f"takedown --message {mail(received=None)}")

    assert (answer.status, answer.out) == (2, "")
    assert "privacyctl: hint: say when it came in: --received TIME" in answer.err
    assert run.ok("requests").out == ""


@pytest.mark.parametrize("dated", ["Sun, 22 Nov 2026 01:00:00 +0000", None])
def test_with_the_time_said_the_senders_date_is_no_clock(
    run: CommandLine, mail: Mail, dated: str | None
) -> None:
    opened = asked(run, f"--message {mail(received=None, dated=dated)} --received 2026-11-22T10:00:00Z")

    assert opened["received_at"] == "2026-11-22T10:00:00Z"


def test_a_future_received_line_is_refused(run: CommandLine, mail: Mail) -> None:
    answer = run(f"takedown --message {mail(received='Mon, 23 Nov 2026 09:14:00 +0000')}")

    assert (answer.status, answer.out) == (2, "")
    assert "the mail's Received: line is in the future" in answer.err
    assert run.ok("requests").out == ""


def test_a_future_received_line_gives_way_to_a_time_that_is_said(run: CommandLine, mail: Mail) -> None:
    path = mail(received="Mon, 23 Nov 2026 09:14:00 +0000")

    opened = asked(run, f"--message {path} --received 2026-11-22T10:00:00Z")

    assert opened["received_at"] == "2026-11-22T10:00:00Z"


def test_a_received_line_a_little_ahead_counts_as_now(run: CommandLine, mail: Mail) -> None:
    opened = asked(run, f"--message {mail(received='Sun, 22 Nov 2026 12:04:00 +0000')}")

    assert opened["received_at"] == "2026-11-22T12:00:00Z"


def test_who_counts_where_the_sender_is_another(run: CommandLine, mail: Mail) -> None:
    path = mail(sender="Ann Lee <ann@home.example>")

    answer = run.ok(f"takedown bo.berg@acme.example --message {path}")

    assert "asked by bo.berg@acme.example." in answer.out
    assert "privacyctl: warning: the mail came from another address than the one on file" in answer.err


@pytest.mark.parametrize("who", ["ann.lee@acme.example", "1", "'Acme Inc.'"])
def test_a_sender_who_is_who_is_worth_no_word(run: CommandLine, mail: Mail, who: str) -> None:
    answer = run.ok(f"takedown {who} --message {mail()}")

    assert "sender" not in answer.err
    assert "from" not in answer.err


def test_of_two_senders_none_is_taken(run: CommandLine, mail: Mail) -> None:
    answer = run(f"takedown --message {mail(sender='Ann <ann.lee@acme.example>, Bo <bo.berg@acme.example>')}")

    assert (answer.status, answer.out) == (1, "")
    assert "the mail has 2 senders" in answer.err
    assert "if it is from bo.berg@acme.example: privacyctl" in answer.err


@pytest.mark.parametrize("sender", [None, "undisclosed", "<>"])
def test_without_a_usable_sender_who_must_be_named(run: CommandLine, mail: Mail, sender: str | None) -> None:
    path = mail(sender=sender)

    refused = run(f"takedown --message {path}")
    named = run.ok(f"takedown ann.lee@acme.example --message {path}")

    assert refused.status == 1
    assert "the mail has no usable sender" in refused.err
    assert "asked by ann.lee@acme.example." in named.out


def test_only_what_they_wrote_themselves_is_kept(run: CommandLine, mail: Mail) -> None:
    quoted = (
        "On Mon, 2 Nov 2026 at 09:14, Vendor <support@vendor.example> wrote:\n> Reply STOP to unsubscribe"
    )
    path = mail(f"Take it off, please.\n\n{quoted}")

    run.ok(f"takedown --message {path}")

    assert (
        run.ok("requests --json").json["requests"][0]["text"] == "Subject: Your page\n\nTake it off, please."
    )


@pytest.mark.parametrize(
    "card", [CARD, "4242.4242.4242.4242", "４２４２４２４２４２４２４２４２", "4242 4242\n4242 4242"]
)
def test_a_card_number_in_the_mail_is_never_kept(run: CommandLine, db: Path, mail: Mail, card: str) -> None:
    answer = run.ok(f"takedown --message {mail(f'Take it off. I paid with {card} then.')}")

    text = run.ok("requests --json").json["requests"][0]["text"]
    assert text == "Subject: Your page\n\nTake it off. I paid with [card number ending 4242] then."
    assert "card numbers in the mail, taken out of what is kept: 1" in answer.err
    assert card not in held(db)


def test_a_card_number_in_the_header_is_never_kept(run: CommandLine, db: Path, mail: Mail) -> None:
    digits = CARD.replace(" ", "")

    run.ok(f"takedown --message {mail(message_id=f'<{digits}@acme.example>')}")

    assert digits not in held(db)


def test_the_same_mail_again_opens_no_second_case(run: CommandLine, clock: Clock, mail: Mail) -> None:
    path = mail()
    run.ok(f"takedown --message {path}")
    clock.forward(hours=3)

    again = asked(run, f"--message {path}")

    assert (again["case"], again["changed"]) == (1, False)


def test_a_second_copy_of_a_mail_is_known_by_its_message_id(run: CommandLine, mail: Mail) -> None:
    run.ok(f"takedown stranger@nowhere.example --message {mail()}")
    copy = mail(received="Sun, 22 Nov 2026 09:20:00 +0000", name="copy.eml")

    again = asked(run, f"--message {copy}")

    assert (again["case"], again["changed"]) == (1, False)


def test_a_mail_without_an_id_is_known_by_its_bytes(run: CommandLine, mail: Mail) -> None:
    path = mail(message_id=None)
    run.ok(f"takedown stranger@nowhere.example --message {path}")

    again = asked(run, f"--message {path}")

    assert (again["case"], again["changed"]) == (1, False)


def test_two_mails_without_an_id_are_two(run: CommandLine, mail: Mail) -> None:
    run.ok(f"takedown stranger@nowhere.example --message {mail(message_id=None)}")

    other = asked(run, f"--message {mail('Something else.', message_id=None, name='other.eml')}")

    assert (other["case"], other["changed"]) == (2, True)


def test_an_earlier_copy_of_the_mail_moves_the_clock_earlier(run: CommandLine, mail: Mail) -> None:
    run.ok(f"takedown --message {mail()}")
    earlier = mail(received="Sun, 22 Nov 2026 06:00:00 +0000", name="earlier.eml")

    again = asked(run, f"--message {earlier}")

    assert (again["case"], again["moved_earlier"]) == (1, True)
    assert {task["due_at"] for task in again["tasks"]} == {"2026-11-23T06:00:00Z"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "the file is an Outlook .msg"),
        ("From: ann.lee@acme.example\n\nTake it off.".encode("utf-16"), "the file is UTF-16 text"),
        (b"", "the file is empty"),
        (b"Take it off.\n", "the file is not a mail"),
    ],
    ids=["msg", "utf-16", "empty", "text"],
)
def test_what_is_no_mail_is_refused(run: CommandLine, tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "request.eml"
    path.write_bytes(content)

    answer = run(f"takedown ann.lee@acme.example --message {shlex.quote(str(path))}")

    assert (answer.status, answer.out) == (2, "")
    assert sentence in answer.err
    assert run.ok("requests").out == ""


def test_a_file_of_100_mb_is_refused(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "request.eml"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    answer = run(f"takedown ann.lee@acme.example --message {shlex.quote(str(path))}")

    assert (answer.status, answer.out) == (2, "")
    assert "the file is larger than 30 MB" in answer.err


def test_a_file_that_is_not_there_is_named(run: CommandLine) -> None:
    answer = run("takedown --message nowhere.eml")

    assert answer.status == 2
    assert "there is no file nowhere.eml" in answer.err


def test_what_a_terminal_would_obey_is_made_visible(run: CommandLine, mail: Mail) -> None:
    path = mail("Take it off\x1b[2J, please")
    run.ok(f"takedown --message {path}")

    answer = run.ok("requests")

    assert "Take it off\\x1b[2J, please" in answer.out


def test_the_words_of_a_mail_that_joins_a_case_are_kept_with_it(run: CommandLine, mail: Mail) -> None:
    run.ok(f"takedown --message {mail()}")
    line = f"takedown --message {mail('And the logo too!', message_id='<2@acme.example>', name='second.eml')}"

    joined, again = run.ok(f"{line} --json").json, run.ok(f"{line} --json").json

    text = run.ok("requests --json").json["requests"][0]["text"]
    assert (joined["case"], joined["changed"], again["changed"]) == (1, True, False)
    assert "Please take it off your site." in text
    assert text.endswith("Subject: Your page\n\nAnd the logo too!")
    assert run.acts()[-1] == "takedown-joined"
