"""`[[remind]]` and `[heartbeat]` in the settings: what is said is taken, and what does not fit is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from privacyctl.config import load, path_beside
from privacyctl.errors import BadInput
from privacyctl.model.reminder import Hours, WayHours
from privacyctl.model.way import Way, WayKind

MAIL = 'mail = ["ann@v.example"]'
SMTP = f'smtp = "smtp.v.example"\n{MAIL}'


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "privacyctl.db"


def say(db: Path, *blocks: str, table: str = "[[remind]]") -> None:
    path_beside(db).write_text("".join(f"{table}\n{block}\n" for block in blocks), "utf-8")


def test_a_way_is_as_its_block_says(db: Path) -> None:
    say(
        db,
        f'smtp = "smtp.v.example:587"\nuser = "ann"\npassword_command = "pass mail"\nca_file = "ca.pem"\n{MAIL}',
        f'name = "here"\nsmtp = "[::1]:2525"\ntls = false\n{MAIL}',
        f'sendmail = "/usr/sbin/sendmail"\nafter = "20h"\n{MAIL}',
        'command = "apprise -b -"\nquiet = "22:00-07:00"\ndigest = "09:30"',
    )
    ann = ("ann@v.example",)

    assert [one.way(db.parent) for one in load(db).remind] == [
        Way(
            "smtp", WayKind.SMTP, "smtp.v.example", ann, 587, False, "ann", db.parent / "ca.pem", "pass mail"
        ),
        Way("here", WayKind.SMTP, "::1", ann, 2525, is_plain=True),
        Way("sendmail", WayKind.SENDMAIL, "/usr/sbin/sendmail", ann, 0),
        Way("command", WayKind.COMMAND, "apprise -b -", (), 0),
    ]
    assert [one.hours for one in load(db).remind] == [
        WayHours(),
        WayHours(),
        WayHours(after=20 * 3600),
        WayHours(quiet=Hours(22 * 60, 7 * 60), digest=9 * 60 + 30),
    ]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("", "it has one of smtp, sendmail and command"),
        (f'{SMTP}\ncommand = "c"', "it has one of smtp, sendmail and command"),
        ('smtp = "smtp.v.example"', "whom it tells must be said"),
        (f'command = "c"\n{MAIL}', "mail goes with smtp or sendmail"),
        (f'smtp = "smtp.v.example:99999"\n{MAIL}', "it is a host and its port"),
        (f'smtp = "smtp://v.example"\n{MAIL}', "it is a host and its port"),
        ('smtp = "v.example"\nmail = ["Ann"]', "each is an e-mail address"),
        (f'{SMTP}\nuser = "a"', "a log-in wants user, and one of password_command and token_command"),
        (f'{SMTP}\npassword_command = "a"', "a log-in wants user"),
        (f"{SMTP}\ntls = false", "tls = false is for 127.0.0.1 and ::1 alone"),
        (f'smtp = "localhost:25"\ntls = false\n{MAIL}', "tls = false is for 127.0.0.1 and ::1 alone"),
        (f'sendmail = "s"\ntls = true\n{MAIL}', "tls goes with smtp"),
        (f'{SMTP}\npassword = "hidden"', "there is no such setting"),
        (f'{SMTP}\nname = "ann@v.example"', "name"),
        (f'{SMTP}\nafter = "soon"', "it is a length of time"),
        (f'{SMTP}\nquiet = "22-7"', "it is a time until a time"),
        (f'{SMTP}\ndigest = "25:00"', "it is a time of the day"),
    ],
)
def test_what_does_not_fit_is_one_sentence(db: Path, block: str, words: str) -> None:
    say(db, block)

    with pytest.raises(BadInput, match=words) as wrong:
        load(db)
    assert "hidden" not in f"{wrong.value.sentence}"


def test_two_ways_of_one_kind_want_names(db: Path) -> None:
    say(db, SMTP, SMTP)

    with pytest.raises(BadInput, match="remind: two are called 'smtp': give each a name"):
        load(db)


@pytest.mark.parametrize(
    "url", ["ftp://hc.example/1", "hc.example/1", "https://", "https://hc.example/1?a=b", "http://a:x/"]
)
def test_a_heartbeat_goes_to_an_address_of_the_web(db: Path, url: str) -> None:
    say(db, f'url = "{url}"', table="[heartbeat]")

    with pytest.raises(BadInput, match=r"heartbeat\.url: it is an address that begins with https"):
        load(db)


@pytest.mark.parametrize(
    ("minute", "is_quiet"), [(21 * 60 + 59, False), (22 * 60, True), (0, True), (7 * 60, False)]
)
def test_quiet_hours_run_over_midnight(minute: int, is_quiet: bool) -> None:
    hours = Hours.read("22:00-07:00")

    assert hours is not None
    assert hours.hold(minute) is is_quiet
