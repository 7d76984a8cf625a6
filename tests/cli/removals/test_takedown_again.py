"""The same mail again, and mails that only look like it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpers.terminal import CommandLine

Mail = Callable[..., str]


def asked(run: CommandLine, line: str) -> Any:
    """What `takedown` made or found."""
    return run.ok(f"takedown {line} --json").json


@pytest.mark.usefixtures("on_show")
def test_the_same_mail_may_ask_for_more_than_was_taken_from_it_first(run: CommandLine, mail: Mail) -> None:
    path = mail(sender="ann.lee@acme.example")
    run.ok(f"takedown --message {path} --what testimonial")

    more = asked(run, f"--message {path} --what name")

    assert (more["case"], more["widened"], more["changed"]) == (1, True, True)
    assert {task["kind"] for task in more["tasks"]} == {"testimonial", "name"}


@pytest.mark.usefixtures("on_show")
def test_another_person_s_mail_under_the_same_message_id_is_another_request(
    run: CommandLine, mail: Mail
) -> None:
    run.ok(f"takedown --message {mail(sender='ann.lee@acme.example', message_id='<same@id>')}")

    other = asked(
        run, f"--message {mail(sender='eve@elsewhere.example', message_id='<same@id>', name='eve.eml')}"
    )

    assert (other["case"], other["changed"]) == (2, True)


@pytest.mark.usefixtures("on_show")
def test_a_mail_whose_case_was_closed_says_so_and_opens_nothing(run: CommandLine, mail: Mail) -> None:
    path = mail(sender="ann.lee@acme.example")
    run.ok(f"takedown --message {path}")
    run.ok("close 1 --because mistake --note 'It was about something else.'")

    again = run.ok(f"takedown --message {path}")

    assert "nothing was changed" in again.out
    assert "case 1 was closed as mistake" in again.err


def test_a_mail_taken_before_its_sender_was_on_record_is_still_known(run: CommandLine, mail: Mail) -> None:
    path = mail(sender="new@one.example")
    run.ok(f"takedown --message {path}")
    run.ok("add-contact new@one.example")

    again = asked(run, f"--message {path}")
    named = asked(run, f"new@one.example --message {path}")

    assert [(one["case"], one["changed"]) for one in (again, named)] == [(1, False), (1, False)]
