"""optout with a list on standard input."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from privacyctl import bounded_files
from privacyctl.bounded_files import Lines
from privacyctl.duties.lists import opted_out

if TYPE_CHECKING:
    from helpers.terminal import CommandLine


@pytest.fixture
def buyers(run: CommandLine) -> None:
    """Ann, Bo and Cy have bought something."""
    for name in ("ann", "bo", "cy"):
        run.ok(f"add-purchase {name}@example.com --order {name} --product Widget")


def audience(run: CommandLine) -> list[str]:
    return [one["email"].partition("@")[0] for one in run.ok("audience updates --json").json["audience"]]


@pytest.mark.usefixtures("buyers")
def test_a_list_is_taken_from_stdin(run: CommandLine) -> None:
    run.ok("optout -", given=b"\xef\xbb\xbfann@example.com\r\n\r\nBO@example.com\r\n")

    assert audience(run) == ["cy"]
    assert run.ok("show 1 --json").json["consent"][0]["via"] == "list"


@pytest.mark.usefixtures("buyers")
def test_a_bad_line_never_delays_the_good_ones(run: CommandLine) -> None:
    answer = run(
        "optout -", given=b"ann@example.com\n\nsecret@@line\nnobody's name\ncy@example.com\n\xff@x.example\n"
    )

    assert answer.status == 1
    assert audience(run) == ["bo"]
    assert [line.split(":")[2] for line in answer.err.splitlines() if "bad line" in line] == [
        " line 3",
        " line 4",
        " line 6",
    ]
    assert "3 lines could not be read; everybody else is opted out" in answer.err


@pytest.mark.parametrize("more", ["", "--json"])
def test_a_bad_line_is_named_by_its_number_and_never_by_its_text(run: CommandLine, more: str) -> None:
    answer = run(f"optout - {more}", given="ok@example.com\nSecret Name\nsecret@@line\n")

    assert answer.status == 1
    assert "secret" not in (answer.out + answer.err).lower()


def test_a_list_stands_alone(run: CommandLine) -> None:
    answer = run("optout - ann@example.com", given="bo@example.com\n")

    assert answer.status == 2


@pytest.mark.parametrize("given", [b"m\xfcller@example.com\n", "müller@example.com\n".encode("utf-16")])
def test_a_list_in_another_encoding_is_not_read_as_other_addresses(run: CommandLine, given: bytes) -> None:
    answer = run("optout -", given=given)

    assert answer.status == (2 if b"\0" in given else 1)  # what is no text at all is refused whole
    assert run.ok("audit --json").json["entries"] == []


def test_a_line_that_is_too_long_is_named_and_what_follows_it_is_read(run: CommandLine) -> None:
    answer = run("optout - --json", given="x" * 300_000 + "ann@example.com\n\nbo@example.com\n")

    assert answer.status == 1
    assert [one["who"] for one in answer.json["optouts"]] == ["bo@example.com"]
    assert answer.json["bad_lines"] == [{"line": 1, "reason": "the line is too long"}]


def test_lines_are_counted_as_an_editor_counts_them(run: CommandLine) -> None:
    answer = run("optout - --json", given=f"a@x.example\x0c\rno\r\n\u2028{'y' * 20_000}\nno\n")

    assert [one["line"] for one in answer.json["bad_lines"]] == [3, 4, 5]


def test_of_very_many_bad_lines_the_first_are_kept_and_all_are_counted(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opted_out, "KEPT_BAD", 30)

    answer = run("optout - --json", given="a@@b\n" * 45 + "ok@example.com\n" + "x" * 20_000)

    assert [one["line"] for one in answer.json["bad_lines"]] == [*range(1, 31)]
    assert "bad line: line 20:" in answer.err
    assert "bad line: line 21:" not in answer.err
    assert "bad line: 26 more\n" in answer.err
    assert "46 lines could not be read" in answer.err


@pytest.mark.parametrize("command", ["optout -", "gate - --purpose updates"])
@pytest.mark.parametrize(
    ("bound", "said"), [("MOST_LINES", "has more than 9 lines"), ("MOST_ON_STDIN", "is larger than 0 MB")]
)
def test_a_list_beyond_a_bound_is_refused_and_nothing_is_done(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch, command: str, bound: str, said: str
) -> None:
    monkeypatch.setattr(bounded_files, bound, 9)

    answer = run(command, given="ann@example.com\n" + "\n" * 9)

    assert answer.status == 2
    assert said in answer.err
    assert run.acts() == []


def test_a_row_of_a_list_is_never_the_rest_of_a_longer_one(run: CommandLine) -> None:
    run.ok("add-purchase ann@example.com --order 1 --product Widget")

    answer = run.ok(
        "gate - --purpose updates", given=f"a@x.example\n{'x' * 2**20}ann@example.com\nann@example.com\n"
    )

    assert answer.out == "ann@example.com\n"


@pytest.mark.parametrize("row", ["{}\n", '"{}', "{}"])
def test_a_row_of_a_csv_list_has_a_bound(run: CommandLine, row: str) -> None:
    long = "".join('"a\n",' for _ in range(300_000)) if row == "{}" else "x," * 600_000

    answer = run("gate - --purpose updates", given=f"email,name\nann@example.com,Ann\n{row.format(long)}")

    assert answer.status == 2
    assert "of the list" in answer.err


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("length", [9, 10, 11, 14, 70_000])
def test_a_line_is_whole_or_too_long_and_the_next_is_untouched(length: int, ending: str) -> None:
    lines = Lines("it", io.TextIOWrapper(io.BytesIO(f"{'x' * length}{ending}end".encode()), newline=""))

    first = lines.next(12)

    assert first == (f"{'x' * length}{ending}" if length + len(ending) <= 13 else None)
    assert {lines.next(12), lines.next(12)} - {"\n"} <= {"end", ""}


@pytest.mark.parametrize(("lines", "said"), [("no\nnone\n", "2 lines"), ("no\n", "1 line")])
def test_where_no_line_could_be_read_nobody_is_said_to_be_opted_out(
    run: CommandLine, lines: str, said: str
) -> None:
    answer = run("optout -", given=lines)

    assert answer.status == 1
    assert f"{said} could not be read; nobody was opted out" in answer.err
