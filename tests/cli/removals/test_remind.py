"""`remind`: what is due is told by every way, each step once, and what no way took is told again."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from helpers.smtp_servers import Postbox, receiving
from helpers.terminal import Clock, CommandLine
from privacyctl.config import path_beside

pytestmark = pytest.mark.usefixtures("on_show", "loopback")


class Phone:
    """A command of the vendor's that keeps each text, and fails while it is told to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()

    @property
    def block(self) -> str:
        kept = shlex.quote(str(self._folder))
        line = f"test ! -e {kept}/status || exit $(cat {kept}/status); cat > {kept}/$(date +%s%N).txt"
        return f"[[remind]]\nname = 'phone'\ncommand = '''{line}'''\n"

    def fails(self, status: int) -> None:
        (self._folder / "status").write_text(str(status))

    def works(self) -> None:
        (self._folder / "status").unlink(missing_ok=True)

    @property
    def got(self) -> list[str]:
        return [one.read_text() for one in sorted(self._folder.glob("*.txt"))]


@pytest.fixture
def phone(tmp_path: Path) -> Phone:
    return Phone(tmp_path / "phone")


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def office(postbox: Postbox) -> Iterator[str]:
    """The block of a way by a mail server that is there."""
    with receiving(postbox) as port:
        yield f'[[remind]]\nname = "office"\nsmtp = "127.0.0.1:{port}"\ntls = false\nmail = ["ann@vendor.example"]\n'


@pytest.fixture
def say(run: CommandLine) -> Callable[..., None]:
    """Write the settings."""

    def say(*blocks: str) -> None:
        path_beside(run.db).write_text("".join(blocks), "utf-8")

    return say


def mails(postbox: Postbox) -> list[EmailMessage]:
    return [message_from_bytes(one, policy=default) for one in postbox.got]


def told_over(run: CommandLine, clock: Clock, phone: Phone, *, hours: int) -> list[float]:
    """Run it every ten minutes; at how many hours after the start something was told."""
    start, told, before = clock.now, [], len(phone.got)
    while clock.now - start <= hours * 3600:
        answer = run.ok("remind")
        assert (answer.out, answer.err) == ("", "")
        if len(phone.got) > before:
            before = len(phone.got)
            told.append((clock.now - start) / 3600)
        clock.forward(minutes=10)
    return told


def test_a_removal_is_mailed_without_a_name_and_is_told_once(
    run: CommandLine, postbox: Postbox, office: str, say: Callable[..., None]
) -> None:
    run.ok("takedown bo.berg@acme.example")
    say('support = "privacy@vendor.example"\n', office)

    run.ok("remind")
    run.ok("remind")

    (mail,) = mails(postbox)
    assert (mail["From"], mail["To"]) == ("privacy@vendor.example", "ann@vendor.example")
    assert mail["Subject"] == "[privacyctl] task 1: 24 h 00 min left"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].startswith("<task-1.0.office.")
    assert mail["Message-ID"].endswith("@vendor.example>")
    assert "privacyctl verify 1" in mail.get_content()
    assert "berg" not in postbox.got[0].decode().lower()


def test_it_is_told_at_the_steps_of_due_new(
    run: CommandLine, clock: Clock, phone: Phone, say: Callable[..., None]
) -> None:
    say(phone.block)
    run.ok("takedown bo.berg@acme.example")

    assert told_over(run, clock, phone, hours=26) == [0, 12, 20, 23, 24 + 1 / 6, 25, 26]
