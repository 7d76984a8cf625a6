"""The command that prints a password: one line of it is taken, and nothing of it is ever shown."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from privacyctl.errors import SourceFailed
from privacyctl.secret_commands import secret_of


@pytest.mark.parametrize("line", ["echo 's e cr3t'", "printf 's e cr3t'", "printf 's e cr3t\\r\\n'"])
def test_the_one_line_is_the_password(line: str) -> None:
    assert secret_of(line, None, "support") == "s e cr3t"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("echo hidden; exit 3", "failed with status 3"),
        ("true", "printed nothing"),
        ("echo", "printed nothing"),
        ("echo hidden; echo hidden", "printed several"),
        ("printf 'hid\\000den'", "printed one that is no text"),
        ("printf 'hid\\377den'", "printed one that is no text"),
        ("yes hidden", "failed with status"),
        ("hidden-no-such-command", "failed with status 127"),
        ("read answer < /dev/tty && echo hidden", "failed with status"),
        ("read hidden && echo $hidden", "failed with status 1"),
    ],
)
def test_what_is_no_password_is_told_and_never_shown(line: str, words: str) -> None:
    with pytest.raises(SourceFailed, match=words) as failed:
        secret_of(line, None, "support")

    assert "password_command of 'support'" in failed.value.sentence
    assert "hidden" not in f"{failed.value.sentence} {failed.value.hint}"


def test_a_command_that_waits_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with pytest.raises(SourceFailed, match=r"token_command of 'support' took longer than 0\.2 seconds"):
        secret_of(None, f"(sleep 0.6; touch {mark}) & sleep 60", "support", seconds=0.2)
    time.sleep(0.6)

    assert not mark.exists()


def test_an_agent_that_the_command_leaves_behind_does_not_hold_it_up() -> None:
    began = time.monotonic()

    assert secret_of("sleep 3 & echo secret", None, "support") == "secret"
    assert time.monotonic() - began < 2
