"""import-orders: rows that cannot be imported, card numbers, and files made to break a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import Importer

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import CommandLine

HEADER = "Order,Email,Product"
GOOD = "1,ann@example.com,Widget"
CARDS = {
    "plain": "4111111111111111",
    "spaced": "4111 1111 1111 1111",
    "dotted": "4111.1111.1111.1111",
    "no-break": "4111\u00a01111\u00a01111\u00a01111",
    "full-width": "４１１１１１１１１１１１１１１１",
    "2-series": "2221 0000 0000 0009",
    "over two lines": "4111 1111\n1111 1111",
    "quoted": "4111 1111\n> 1111 1111",
}


def test_a_bad_row_keeps_the_whole_file_out(load: Importer, run: CommandLine) -> None:
    answer = load(HEADER, GOOD, "2,nobody,Widget")

    assert answer.status == 1
    assert answer.out == ""
    assert "privacyctl: bad row: orders.csv, line 3: " in answer.err
    assert run.ok("contacts").out == ""


def test_bad_rows_are_named_by_their_lines(load: Importer) -> None:
    answer = load(
        HEADER, '1,ann@example.com,"Widget\nPro"', "2,nobody,Widget", "3,bo@example.com", ",cy@example.com,X"
    )

    assert answer.status == 1
    assert [line.split(":")[2] for line in answer.err.splitlines() if "bad row" in line] == [
        " orders.csv, line 4",
        " orders.csv, line 5",
        " orders.csv, line 6",
    ]


def test_skip_bad_imports_the_good_rows(load: Importer, run: CommandLine) -> None:
    answer = load.ok(HEADER, GOOD, "2,nobody,Widget", more="--skip-bad")

    assert "1 created, 0 unchanged, 0 changed, 1 refused" in answer.out
    assert "line 3" in answer.err
    assert len(run.ok("contacts --json").json["contacts"]) == 1


def test_a_dry_run_names_bad_rows_and_fails_nothing(load: Importer, run: CommandLine) -> None:
    answer = load.ok(HEADER, GOOD, "2,nobody,Widget", more="--dry-run")

    assert "1 refused" in answer.out
    assert "line 3" in answer.err
    assert run.ok("contacts").out == ""


def test_bad_rows_are_in_the_json_document_too(load: Importer) -> None:
    answer = load(HEADER, GOOD, "2,nobody,Widget", more="--json")

    assert answer.status == 1
    assert answer.json["changed"] is False
    assert [row["row"] for row in answer.json["files"][0]["bad_rows"]] == [3]


def test_many_bad_rows_are_counted_and_not_all_listed(load: Importer) -> None:
    answer = load(HEADER, *(f"{n},nobody,Widget" for n in range(50)))

    listed = [line for line in answer.err.splitlines() if line.startswith("privacyctl: bad row:")]
    assert len(listed) == 21
    assert listed[-1].endswith("30 more")


def test_an_order_on_record_for_another_contact_is_refused(load: Importer, run: CommandLine) -> None:
    load.ok(HEADER, GOOD)

    answer = load(HEADER, "1,bo@example.com,Widget")

    assert answer.status == 1
    assert "this order is on record for another contact" in answer.err
    assert len(run.ok("contacts --json").json["contacts"]) == 1


def test_an_order_of_two_buyers_in_one_file_is_refused(load: Importer) -> None:
    answer = load(HEADER, GOOD, "1,bo@example.com,Gadget")

    assert answer.status == 1
    assert "line 3: this order is on record for another contact" in answer.err


@pytest.mark.parametrize("form", CARDS)
@pytest.mark.parametrize("field", ["Name", "Company", "Product", "Comment"])
def test_a_card_number_in_a_free_text_is_redacted(
    load: Importer, run: CommandLine, db: Path, field: str, form: str
) -> None:
    columns = {"Order": "1", "Email": "ann@example.com", "Product": "Widget"}
    columns |= {field: f'"see {CARDS[form]} thanks"'}

    answer = load.ok(",".join(columns), ",".join(columns.values()))

    last4 = "0009" if form == "2-series" else "1111"
    assert "1 card number taken out, only the last four digits kept" in answer.err
    kept = run.ok("show 1 --json").json
    texts = [kept["contact"]["name"], kept["contact"]["company"], *(p["product"] for p in kept["purchases"])]
    texts += [case["text"] for case in kept["requests"]]
    assert f"see [card number ending {last4}] thanks" in texts
    assert not any(
        digits in db.read_bytes().decode("utf-8", "replace") for digits in (CARDS[form], "41111111")
    )


@pytest.mark.parametrize(("field", "row"), [("order", f"{CARDS['plain']},ann@example.com,Widget"),
                                            ("email", f"1,{CARDS['plain']}@example.com,Widget")])  # fmt: skip
def test_a_card_number_in_an_identifying_field_makes_a_bad_row(load: Importer, field: str, row: str) -> None:
    answer = load(HEADER, row)

    assert answer.status == 1
    assert f"the {field} holds what looks like a card number" in answer.err
    assert "1111" not in answer.err


def test_a_card_column_cannot_be_mapped(load: Importer) -> None:
    answer = load(
        "Order,Email,Product,Card Number", f"{GOOD},{CARDS['plain']}", more="--map 'Card Number=comment'"
    )

    assert answer.status == 1
    assert "nothing of a card is ever stored" in answer.err


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\x1b]0;owned\x07Ann", r"\x1b]0;owned\x07Ann"),
        ("Bob [/] [deceased]", "Bob [/] [deceased]"),
        ("Ann \u202egnp.exe", r"Ann \u202egnp.exe"),
    ],
)
@pytest.mark.parametrize("terminal", [False, True])
def test_a_hostile_name_is_kept_and_shown_harmless(
    load: Importer, run: CommandLine, name: str, shown: str, terminal: bool
) -> None:
    load.ok(f"{HEADER},Name", f"{GOOD},{name}")

    assert run.ok("show 1 --json").json["contact"]["name"] == name
    assert shown in run.ok("show 1", terminal=terminal).out


def test_a_name_of_301_characters_is_a_bad_row(load: Importer) -> None:
    answer = load(f"{HEADER},Name", f"{GOOD},{'n' * 301}")

    assert answer.status == 1
    assert "line 2: the name" in answer.err
    assert "nnnn" not in answer.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"Order,Email,Product\n1,ann@example.com,Wid\0get\n", "line 2: the product holds a NUL character"),
        (b"Order,Email,Product\n1,ann@example.com,\xff\n", "line 2 of"),
        (
            b'Order,Email,Product\n1,ann@example.com,"Widget\n2,bo@example.com,Widget\n',
            "a quote opened on line 2",
        ),
        (b"Order,Email,Email,Product\n1,a@example.com,b@example.com,Widget\n", "several columns 'Email'"),
        ("Order,Email,Product\n1,ann@example.com,Widget\n".encode("utf-16"), "is in UTF-16"),
        (b"", "is empty"),
        (b"PK\x03\x04 a spreadsheet", "is not a text file"),
    ],
)
def test_a_file_made_to_break_a_reader_ends_in_a_clear_sentence(
    run: CommandLine, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(content)

    answer = run(f"import-orders {path} --map Order=order --map Email=email --map Product=product")

    assert answer.status in {1, 2}
    assert words in answer.err
    assert all(line.startswith("privacyctl: ") for line in answer.err.splitlines())
    assert run.ok("contacts").out == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('<!DOCTYPE r [<!ENTITY a "b">]><request>&a;</request>', "document type declaration"),
        ("<request>" + "<a>" * 200_000, "nested deeper than 50"),
        ("<request><ordernotification>", "not well-formed XML"),
        ("<html><body>Please log in</body></html>", "holds no order notification"),
    ],
)
def test_xml_made_to_break_a_reader_ends_in_a_clear_sentence(
    run: CommandLine, tmp_path: Path, content: str, words: str
) -> None:
    path = tmp_path / "odd.xml"
    path.write_text(content)

    answer = run(f"import-orders {path}")

    assert answer.status == 2
    assert words in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(
    "mapped",
    [
        "--map Order",
        "--map =order",
        "--map Order=",
        "--map Order=shoe-size",
        "--map Order=order --map Order=email",
    ],
)
def test_a_map_that_cannot_be_right_is_a_usage_error(load: Importer, mapped: str) -> None:
    answer = load(HEADER, GOOD, more=mapped)

    assert answer.status == 2
    assert answer.err.startswith("privacyctl: error: ")
