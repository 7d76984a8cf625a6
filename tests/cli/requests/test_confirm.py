"""`confirm`, and the one-time codes: how it is known who asks, and what does not make it known."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from helpers.terminal import Clock, CommandLine
from privacyctl.model.code import spell

REFUSED = "privacyctl: error: this code does not confirm case 1\n"


@pytest.fixture(autouse=True)
def ann(run: CommandLine) -> None:
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee'",
        "add-contact bo@acme.example --name 'Bo Berg'",
        "access ann@acme.example",
    )


def code_of(run: CommandLine, who: str = "ann@acme.example") -> str:
    return str(run.ok(f"access {who} --code --json").json["code"])


def correct_address(db: Path, at: int, contact: int = 1, case: int | None = None) -> None:
    """What a correction of the address leaves in the record."""
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(
            """INSERT INTO correction (contact_id, field, word, request_id, at, entry)
               SELECT ?, 'email', 'person', ?, ?, max(seq) + 1 FROM audit""",
            (contact, case, at),
        )
        connection.commit()


def tries(db: Path) -> list[tuple[int, bool]]:
    with closing(sqlite3.connect(db)) as connection:
        rows = connection.execute("SELECT tries, ended_at IS NOT NULL FROM code ORDER BY id").fetchall()
    return [(count, bool(ended)) for count, ended in rows]


@pytest.mark.parametrize("how", ["account", "voice"])
def test_it_records_how_and_a_second_time_says_what_stands(run: CommandLine, clock: Clock, how: str) -> None:
    first = run.ok(f"confirm 1 --how {how} --json").json
    clock.forward(hours=1)

    again = run.ok("confirm 1 --how voice --json").json

    assert (first["how"], first["confirmed_at"], first["changed"]) == (how, "2026-11-22T12:00:00Z", True)
    assert (again["how"], again["confirmed_at"], again["changed"]) == (how, "2026-11-22T12:00:00Z", False)
    assert "stands as it is" in run.ok("confirm 1 --how account").out


def test_a_code_has_three_groups_and_no_letter_that_looks_like_another(run: CommandLine) -> None:
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code_of(run))


def test_every_bit_of_the_chance_is_in_the_code() -> None:
    assert spell(0) == "0000-0000-0000"
    assert spell(2**60 - 1) == "ZZZZ-ZZZZ-ZZZZ"
    assert len({spell(1 << bit) for bit in range(60)}) == 60


def test_the_code_comes_with_a_mail_to_the_address_on_file(run: CommandLine) -> None:
    answer = run.ok("access ann@acme.example --code")

    (code,) = set(re.findall(r"\w{4}-\w{4}-\w{4}", answer.out))
    assert answer.out.count(code) == 2
    assert "Send this to ann@acme.example, the address on file" in answer.out
    assert "until Sun 29 Nov 2026 12:00 UTC" in answer.out
    document = run.ok("access ann@acme.example --code --json").json
    assert document["code"] in document["letter"]
    assert (document["to"], document["code_expires_at"]) == ("ann@acme.example", "2026-11-29T12:00:00Z")


def test_the_mail_with_the_code_names_nobody(run: CommandLine) -> None:
    letter = run.ok("access ann@acme.example --code --json").json["letter"]

    assert "ann" not in letter.casefold()
    assert "Lee" not in letter


def test_the_code_that_comes_back_confirms(run: CommandLine) -> None:
    code = code_of(run)

    confirmed = run.ok(f"confirm 1 --how code --code {code} --json").json

    assert (confirmed["how"], confirmed["changed"]) == ("code", True)
    assert tries(run.db) == [(0, True)]  # it is used up


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: f" {code} ",
        lambda code: code.replace("0", "O").replace("1", "I"),
        lambda code: code.replace("0", "o").replace("1", "l"),
    ],
)
def test_it_may_be_typed_as_people_type(
    run: CommandLine, typed: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.randbits", lambda _: 1 << 35 | 0xABCDE)
    code = code_of(run)
    assert "0" in code
    assert "1" in code

    assert run(f"confirm 1 --how code --code '{typed(code)}'").status == 0


def test_the_code_itself_is_nowhere_in_the_record(run: CommandLine) -> None:
    code = code_of(run)

    data = b"".join(path.read_bytes() for path in run.db.parent.iterdir())

    assert code.encode() not in data
    assert code.replace("-", "").encode() not in data


def test_of_a_wrong_a_used_an_ended_an_expired_and_a_foreign_code_it_says_the_same(
    run: CommandLine, clock: Clock
) -> None:
    never = run("confirm 1 --how code --code 0000-0000-0000")
    replaced, good = code_of(run), code_of(run)
    run.ok("access bo@acme.example")
    foreign = code_of(run, "bo@acme.example")
    said = [never]
    said += [
        run(f"confirm 1 --how code --code '{code}'")
        for code in ("0000-0000-0000", "", "x" * 40, replaced, foreign)
    ]
    said.append(run(f"confirm 1 --how code --code {good}"))  # after five wrong tries it has ended
    last = code_of(run)
    clock.forward(hours=7 * 24, seconds=1)
    said.append(run(f"confirm 1 --how code --code {last}"))

    assert {answer.status for answer in said} == {1}
    assert {answer.err.splitlines(keepends=True)[0] for answer in said} == {REFUSED}
    assert len({answer.err for answer in said}) == 1
    assert {answer.out for answer in said} == {""}
    assert run.ok("requests --json").json["requests"][0]["confirmed"] is False


def test_a_code_is_good_until_its_last_second(run: CommandLine, clock: Clock) -> None:
    code = code_of(run)
    clock.forward(hours=7 * 24)

    assert run(f"confirm 1 --how code --code {code}").status == 0


def test_each_wrong_try_is_counted_for_good_and_the_fifth_ends_the_code(run: CommandLine) -> None:
    code = code_of(run)
    for _ in range(4):
        run("confirm 1 --how code --code 0000-0000-0000")
    assert tries(run.db) == [(4, False)]

    run("confirm 1 --how code --code 0000-0000-0000")

    assert tries(run.db) == [(5, True)]
    assert run(f"confirm 1 --how code --code {code}").status == 1
    entries = run.ok("audit --json").json["entries"]
    assert [entry["tries"] for entry in entries if entry["act"] == "code-refused"] == [1, 2, 3, 4, 5, 6]


def test_four_wrong_tries_leave_the_fifth_answer(run: CommandLine) -> None:
    code = code_of(run)
    for _ in range(4):
        run("confirm 1 --how code --code 0000-0000-0000")

    assert run(f"confirm 1 --how code --code {code}").status == 0


def test_a_used_code_confirms_nothing_a_second_time(run: CommandLine, clock: Clock, tmp_path: Path) -> None:
    code = code_of(run)
    run.ok(f"confirm 1 --how code --code {code}")
    run.ok(f"access ann@acme.example --out {tmp_path}/one")
    clock.forward(hours=1)
    run.ok("access ann@acme.example --received '1m ago'")

    answer = run(f"confirm 2 --how code --code {code}")

    assert answer.status == 1
    assert run(f"access ann@acme.example --out {tmp_path}/two").status == 0
    assert not (tmp_path / "two").exists()


def test_a_new_code_ends_the_old_one(run: CommandLine) -> None:
    old, new = code_of(run), code_of(run)

    assert run(f"confirm 1 --how code --code {old}").status == 1
    assert run(f"confirm 1 --how code --code {new}").status == 0


def test_confirm_can_make_the_code_too(run: CommandLine) -> None:
    made = run.ok("confirm 1 --how code --json").json

    assert (made["confirmed"], made["to"], made["changed"]) == (False, "ann@acme.example", True)
    assert run(f"confirm 1 --how code --code {made['code']}").status == 0


def test_once_it_is_known_who_asks_no_code_is_made(run: CommandLine) -> None:
    run.ok("confirm 1 --how voice")

    answer = run("access ann@acme.example --code")

    assert answer.status == 1
    assert "no code is needed" in answer.err


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("confirm 9 --how voice", 1, "there is no case 9"),
        ("confirm 1 --how voice --code 0000-0000-0000", 2, "exclude one another"),
        ("confirm 1 --how passport", 2, "passport"),
        ("confirm 1", 2, "--how"),
    ],
)
def test_what_it_refuses(run: CommandLine, line: str, status: int, said: str) -> None:
    answer = run(line)

    assert answer.status == status
    assert said in answer.err


def test_a_takedown_needs_no_proof(run: CommandLine) -> None:
    run.ok("takedown ann@acme.example")

    answer = run("confirm 2 --how voice")

    assert answer.status == 1
    assert "needs no proof" in answer.err


def test_a_case_of_nobody_has_nobody_to_confirm(run: CommandLine) -> None:
    run.ok("access stranger@nowhere.example")

    answer = run("confirm 2 --how voice")

    assert answer.status == 1
    assert "nobody on record answers" in answer.err


def test_a_closed_case_is_confirmed_no_more(run: CommandLine) -> None:
    run.ok("close 1 --because withdrawn --note 'She took it back.'")

    assert "is closed as withdrawn" in run("confirm 1 --how voice").err


def test_an_address_that_was_changed_lately_proves_nothing(run: CommandLine, clock: Clock) -> None:
    correct_address(run.db, clock.now)
    clock.forward(hours=24)

    answer = run("access ann@acme.example --code")

    assert answer.status == 1
    assert "proves nothing until Tue 22 Dec 2026 12:00 UTC" in answer.err
    assert "--how account, or --how voice" in answer.err
    clock.forward(hours=29 * 24)
    assert run("access ann@acme.example --code").status == 0


def test_a_change_of_somebody_elses_address_is_nothing_to_them(run: CommandLine, clock: Clock) -> None:
    correct_address(run.db, clock.now, contact=2)

    assert run("access ann@acme.example --code").status == 0


def test_a_code_that_was_sent_before_the_address_was_changed_confirms_nothing(
    run: CommandLine, clock: Clock
) -> None:
    code = code_of(run)
    correct_address(run.db, clock.now)

    assert run(f"confirm 1 --how code --code {code}").status == 1
    assert run.ok("requests --json").json["requests"][0]["confirmed"] is False


def test_a_change_of_the_address_voids_what_was_confirmed_before(
    run: CommandLine, clock: Clock, tmp_path: Path
) -> None:
    run.ok("confirm 1 --how voice")
    correct_address(run.db, clock.now)

    found = run.ok(f"access ann@acme.example --out {tmp_path / 'out'} --json").json
    again = run.ok("confirm 1 --how voice --json").json

    assert (found["confirmed"], found["files"]) == (False, [])
    assert not (tmp_path / "out").exists()
    assert again["changed"] is True


def test_a_correction_in_the_case_itself_voids_nothing(run: CommandLine, clock: Clock) -> None:
    run.ok("confirm 1 --how voice")
    correct_address(run.db, clock.now, case=1)

    assert run.ok("requests --json").json["requests"][0]["confirmed"] is True


WAYS = [
    ("access ann@acme.example", "privacyctl access WHO --code", "no file is written"),
    ("erase ann@acme.example", "privacyctl confirm 2 --how code", "Nothing was erased"),
    (
        "correct ann@acme.example --email ann@new.example",
        "privacyctl confirm 2 --how code",
        "Nothing was changed",
    ),
]


@pytest.mark.parametrize(("line", "code", "nothing"), WAYS)
def test_whoever_asks_for_a_right_can_prove_it_by_a_code(
    run: CommandLine, line: str, code: str, nothing: str
) -> None:
    answer = run.ok(line).out

    assert nothing in answer
    for way in (f"by a code to the address on file:   {code}\n", "--how account\n", "--how voice\n"):
        assert way in answer


@pytest.mark.parametrize(("line", "code", "nothing"), WAYS)
def test_where_the_address_is_too_young_it_says_so_and_until_when_and_offers_no_code(
    run: CommandLine, clock: Clock, line: str, code: str, nothing: str
) -> None:
    correct_address(run.db, clock.now)
    clock.forward(hours=24)

    answer = run.ok(line).out

    assert code not in answer
    assert nothing in answer
    assert "by a code not before Tue 22 Dec 2026 12:00 UTC: the address on file was changed lately" in answer
    assert "--how account\n" in answer
    clock.forward(hours=29 * 24)
    assert code in run.ok(line).out


@pytest.mark.parametrize(
    ("line", "done"),
    [
        ("erase ann@acme.example", "Contact 1 is erased"),
        ("correct ann@acme.example --email ann@new.example", "email put right"),
    ],
)
def test_an_erasure_and_a_correction_go_on_once_the_code_came_back(
    run: CommandLine, line: str, done: str
) -> None:
    run.ok(line)
    code = run.ok("confirm 2 --how code --json").json["code"]
    run.ok(f"confirm 2 --how code --code {code}")

    refused = run("confirm 2 --how code")

    assert f"go on: privacyctl {line.split(maxsplit=1)[0]} WHO" in refused.err
    assert done in run.ok(line).out


@pytest.mark.parametrize(
    ("line", "number", "said"),
    [
        ("access ann@acme.example", 1, "Whatever we then send goes to this very address."),
        (
            "erase ann@acme.example",
            2,
            "We then erase it, which nobody can undo, and write to this address one last",
        ),
        ("correct 1 --email ann@new.example", 2, "goes to the new one, and no more to this one."),
    ],
)
def test_the_mail_with_the_code_says_what_comes_after_it(
    run: CommandLine, line: str, number: int, said: str
) -> None:
    run.ok(line)

    letter = " ".join(run.ok(f"confirm {number} --how code --json").json["letter"].split())

    assert said in letter
    assert ("very address" in letter) is line.startswith("access")
