"""gate: any list in, only the rows that may be used out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import CommandLine

GATE = "gate - --purpose updates"


@pytest.fixture(autouse=True)
def _people(run: CommandLine) -> None:
    """Ann and Bo may be written to; Cy opted out, and Eve only wrote."""
    for name in ("ann", "bo", "cy"):
        run.ok(f"add-purchase {name}@example.com --order {name} --product Widget")
    run.once(
        "add-contact eve@example.com",
        "optout cy@example.com",
    )


def test_a_plain_list_comes_out_shorter_and_in_its_order(run: CommandLine) -> None:
    given = "bo@example.com\ncy@example.com\nnew@example.com\nANN@example.com\n"

    assert run.ok(GATE, given=given).out == "bo@example.com\nANN@example.com\n"


def test_a_list_in_a_file_reads_as_one_on_stdin(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("bo@example.com\ncy@example.com\n")

    assert run.ok(f"gate {path} --purpose updates").out == "bo@example.com\n"


def test_the_counts_by_reason_go_to_stderr(run: CommandLine) -> None:
    given = "ann@example.com\ncy@example.com\neve@example.com\nnew@example.com\nno address here\n\n"

    answer = run.ok(GATE, given=given)

    assert answer.err == (
        "privacyctl: note: 1 of 6 rows pass"
        " (1 allowed, 2 no address, 1 no purchase, 1 opted out, 1 unknown)\n"
    )


def test_unknown_addresses_pass_only_where_they_are_kept(run: CommandLine) -> None:
    given = "new@example.com\ncy@example.com\n"

    assert run.ok(GATE, given=given).out == ""
    assert run.ok(f"{GATE} --keep-unknown", given=given).out == "new@example.com\n"


def test_an_opted_out_address_that_is_on_no_record_never_passes(run: CommandLine) -> None:
    run.ok("optout stranger@example.com")

    assert run.ok(f"{GATE} --keep-unknown", given="stranger@example.com\n").out == ""


def test_names_before_addresses_are_read(run: CommandLine) -> None:
    given = '"Lee, Ann" <ann@example.com>\nCy <cy@example.com>\n'

    assert run.ok(GATE, given=given).out == '"Lee, Ann" <ann@example.com>\n'


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_rows_come_out_byte_for_byte(run: CommandLine, delimiter: str, ending: str) -> None:
    rows = [
        ["Name", "E-Mail", "Note"],
        ['"Lee, Ann"', "ann@example.com", '"said ""yes"""'],
        ["Cy", "cy@example.com", ""],
        ["Bo", '"bo@example.com"', f'"two{ending}lines"'],
    ]
    lines = [delimiter.join(row) + ending for row in rows]

    answer = run.ok(GATE, given="".join(lines))

    assert answer.out == lines[0] + lines[1] + lines[3]


def test_the_last_row_may_lack_its_line_break(run: CommandLine) -> None:
    assert run.ok(GATE, given="email\ncy@example.com\nann@example.com").out == "email\nann@example.com"


@pytest.mark.parametrize("given", ["\ufeffemail,name\nann@example.com,Ann\n", "\ufeffann@example.com\n"])
def test_a_byte_order_mark_is_no_part_of_the_first_line(run: CommandLine, given: str) -> None:
    assert "ann@example.com" in run.ok(GATE, given=given).out


def test_of_several_mail_columns_the_one_that_is_named_is_read(run: CommandLine) -> None:
    given = "Billing Mail,Shipping Mail\nann@example.com,cy@example.com\n"

    refused = run(GATE, given=given)

    assert refused.status == 2
    assert "several columns that could hold the addresses" in refused.err
    assert run.ok(f"{GATE} --column 'billing mail'", given=given).out == given
    assert "ann@" not in run.ok(f"{GATE} --column 'Shipping Mail'", given=given).out


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (b"name,city\nAnn,Rome\n", "no column that could hold the addresses"),
        (b"ann@example.com,Ann\n", "has columns but no header row"),
        (b"email,email\nann@example.com,x\n", "several columns"),
        (b"\xff\xfee\0m\0", "not a text in UTF-8"),
        (b"email\nann@example.com\n\xff\n", "not a text in UTF-8"),
        (b"email\0\n", "not a text in UTF-8"),
        (
            b'email,name\nann@example.com,"Ann\nzed@nowhere.example,Bo\n',
            "a quote opened on line 2 of the list",
        ),
        (b'email,name\n"ann@example.com"x,Ann\n', "line 2 of the list has a quote in the wrong place"),
    ],
)
def test_what_is_no_list_is_a_usage_error_and_nothing_comes_out(
    run: CommandLine, given: bytes, words: str
) -> None:
    answer = run(GATE, given=given)

    assert answer.status == 2
    assert answer.out == ""
    assert words in answer.err
    assert "@example" not in answer.err


def test_a_row_too_short_to_have_an_address_is_dropped(run: CommandLine) -> None:
    answer = run.ok(GATE, given="name,email\nAnn\nAnn,ann@example.com\n")

    assert answer.out == "name,email\nAnn,ann@example.com\n"
    assert "1 no address" in answer.err


def test_an_empty_list_is_an_empty_list(run: CommandLine) -> None:
    assert run.ok(GATE, given="").out == ""


def test_a_missing_file_is_an_error(run: CommandLine, tmp_path: Path) -> None:
    answer = run(f"gate {tmp_path}/none.csv --purpose updates")

    assert answer.status == 2
    assert "there is no file" in answer.err


@pytest.mark.parametrize("line", ["gate -", "gate --purpose updates", "gate - --purpose nothing"])
def test_what_is_missing_is_a_usage_error(run: CommandLine, line: str) -> None:
    assert run(line, given="ann@example.com\n").status == 2


def test_json_tells_the_rows_and_the_counts(run: CommandLine) -> None:
    found = run.ok(f"{GATE} --json", given="email\nann@example.com\ncy@example.com\n").json

    assert found["rows"] == ["ann@example.com"]
    assert found["counts"] == {"allowed": 1, "opted out": 1}


def test_an_escape_in_a_row_reaches_no_screen(run: CommandLine) -> None:
    given = "email,name\nann@example.com,\x1b]0;owned\x07\n"

    assert run.ok(GATE, given=given).out == given
    assert "\x1b" not in run.ok(GATE, given=given, terminal=True).out


def test_a_byte_order_mark_comes_out_as_it_went_in(run: CommandLine) -> None:
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    given = "\ufeffEmail\nann@example.com\nzed@nowhere.example\n"

    answer = run.ok("gate - --purpose updates", given=given)

    assert answer.out == "\ufeffEmail\nann@example.com\n"
