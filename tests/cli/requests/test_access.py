"""`access`: who asks what is held on them gets a case, a day, and once they are known, two files."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.access_cases import asked
from helpers.terminal import Clock, CommandLine

Mail = Callable[..., str]

DAY = 24


pytestmark = pytest.mark.usefixtures("on_record")


def test_it_opens_a_case_with_a_day_a_month_away(run: CommandLine) -> None:
    found = asked(run)

    assert (found["case"], found["rule"], found["state"], found["changed"]) == (1, "gdpr", "open", True)
    assert (found["received_at"], found["due_at"]) == ("2026-11-22T12:00:00Z", "2026-12-22T23:59:59Z")
    assert run.acts()[-1] == "access-opened"


def test_the_rule_can_be_said_and_stands_in_the_settings_else(run: CommandLine) -> None:
    run.db.with_name("privacyctl.toml").write_text('[requests]\nrule = "ccpa"\n')

    assert asked(run)["due_at"] == "2027-01-06T23:59:59Z"
    assert asked(run, "bo@acme.example --rule gdpr")["due_at"] == "2026-12-22T23:59:59Z"


def test_holidays_of_the_settings_move_the_day_on(run: CommandLine) -> None:
    run.db.with_name("privacyctl.toml").write_text('[requests]\nholidays = [2026-12-22, "2026-12-23"]\n')

    assert asked(run)["due_at"] == "2026-12-24T23:59:59Z"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[requests]\nholidays = ["Christmas"]\n', "requests.holidays.0: "),
        ('[requests]\nrule = "hipaa"\n', "requests.rule: "),
        ("[requests]\ndays = 3\n", "requests.days: there is no such setting"),
    ],
)
def test_settings_that_cannot_be_read_are_named(run: CommandLine, settings: str, said: str) -> None:
    run.db.with_name("privacyctl.toml").write_text(settings)

    answer = run("access ann@acme.example")

    assert answer.status == 2
    assert said in answer.err


def test_until_it_is_confirmed_who_asks_there_is_no_file(run: CommandLine, out: Path) -> None:
    answer = run.ok(f"access ann@acme.example --out {out}")
    found = asked(run, f"ann@acme.example --out {out}")

    assert not out.exists()
    assert (found["confirmed"], found["files"]) == (False, [])
    assert "so no file is written" in answer.out
    assert "privacyctl confirm 1 --how account" in answer.out


def test_the_same_request_again_restarts_no_clock(run: CommandLine, clock: Clock) -> None:
    first = asked(run)
    clock.forward(hours=30)

    again = asked(run)

    assert (again["case"], again["due_at"], again["changed"]) == (first["case"], first["due_at"], False)


def test_an_earlier_receipt_moves_the_day_earlier_and_a_later_one_moves_nothing(
    run: CommandLine, clock: Clock
) -> None:
    asked(run)
    clock.forward(hours=DAY)

    later = asked(run, "ann@acme.example --received '1h ago'")
    earlier = asked(run, "ann@acme.example --received '4d ago'")

    assert (later["due_at"], later["changed"]) == ("2026-12-22T23:59:59Z", False)
    assert (earlier["due_at"], earlier["changed"]) == ("2026-12-21T23:59:59Z", True)  # the 19th is a Saturday
    assert run.acts()[-1] == "access-moved-earlier"


def test_any_address_of_theirs_leads_to_the_same_case_and_the_answer_to_the_main_one(
    run: CommandLine,
) -> None:
    asked(run)

    found = asked(run, "ann@home.example")

    assert (found["case"], found["to"], found["changed"]) == (1, "ann@acme.example", False)


def test_after_the_answer_it_says_when_and_a_later_request_opens_a_new_case(
    run: CommandLine, out: Path, clock: Clock
) -> None:
    asked(run, f"ann@acme.example --confirmed voice --out {out}")
    clock.forward(hours=DAY)

    same = asked(run, f"ann@acme.example --out {out}")
    older = asked(run, "ann@acme.example --received '2d ago'")
    told = run.ok("access ann@acme.example").out
    newer = asked(run, "ann@acme.example --received '1h ago'")

    assert (same["case"], same["state"], same["changed"], same["files"]) == (1, "answered", False, [])
    assert (older["case"], older["changed"]) == (1, False)
    assert "Case 1 was closed as answered on Sun 22 Nov 2026" in told
    assert (newer["case"], newer["confirmed"], newer["changed"]) == (2, False, True)


def test_the_mail_of_an_ended_case_does_not_open_it_again(run: CommandLine, mail: Mail) -> None:
    letter = mail(sender="Ann <ann@acme.example>")
    asked(run, f"ann@acme.example --message {letter}")
    run.ok("close 1 --because withdrawn --note 'She took it back.'")

    again = run.ok(f"access ann@acme.example --message {letter}")

    assert "Case 1 was closed as withdrawn" in again.out


def test_its_day_runs_from_the_receipt_of_the_mail(run: CommandLine, mail: Mail) -> None:
    letter = mail(sender="Ann <ann@acme.example>", received="Tue, 03 Nov 2026 09:00:00 +0000")

    found = asked(run, f"ann@acme.example --message {letter}")

    assert (found["received_at"], found["due_at"]) == ("2026-11-03T09:00:00Z", "2026-12-03T23:59:59Z")
    assert found["sender_differs"] is False


def test_a_company_has_no_right_of_access(run: CommandLine) -> None:
    answer = run("access Acme")

    assert answer.status == 2
    assert "is a company, and a person is needed here" in answer.err


def test_a_number_of_nobody_is_not_found(run: CommandLine) -> None:
    assert run("access 99").status == 1


@pytest.mark.parametrize("more", ["--out x", "--confirmed voice"])
def test_a_code_and_what_comes_after_it_exclude_one_another(run: CommandLine, more: str) -> None:
    assert run(f"access ann@acme.example --code {more}").status == 2


def test_where_to_send_it_and_with_which_words_is_printed(run: CommandLine, out: Path) -> None:
    answer = run.ok(f"access ann@home.example --confirmed voice --out {shlex.quote(str(out))}")

    assert "Send both to ann@acme.example, the address on file" in answer.out
    assert "help@lighthouse.example" in answer.out


def test_no_name_is_in_the_names_of_the_files_and_none_in_the_log(run: CommandLine, out: Path) -> None:
    asked(run, f"ann@acme.example --confirmed voice --out {out}")

    assert [path.name for path in sorted(out.iterdir())] == ["access-case-1.html", "access-case-1.json"]
    assert "ann" not in run.ok("audit --json").out.casefold().replace("handed", "")


def test_requests_shows_the_day_and_the_state_of_the_case(run: CommandLine, out: Path) -> None:
    asked(run)
    assert "open: answer by Tue 22 Dec 2026 23:59 UTC; not confirmed" in run.ok("requests").out
    (case,) = run.ok("requests --json").json["requests"]
    assert (case["due_at"], case["rule"], case["confirmed"], case["confirmed_by"]) == (
        "2026-12-22T23:59:59Z", "gdpr", False, None,
    )  # fmt: skip

    asked(run, "ann@acme.example --confirmed account")
    assert "confirmed by account" in run.ok("requests").out

    asked(run, f"ann@acme.example --out {out}")
    assert "answered Sun 22 Nov 2026 12:00 UTC" in run.ok("requests").out
    (case,) = run.ok("requests --json").json["requests"]
    assert (case["answered_at"], case["confirmed_by"]) == ("2026-11-22T12:00:00Z", "account")


def test_a_case_without_a_day_has_none_in_the_list(run: CommandLine) -> None:
    run.ok("takedown ann@acme.example")

    (case,) = run.ok("requests --json").json["requests"]

    assert [case[key] for key in ("rule", "due_at", "answered_at", "confirmed", "confirmed_by")] == [None] * 5
