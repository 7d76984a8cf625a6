"""CSV: rows by their header, and the file without some of them, byte for byte."""

from __future__ import annotations

from typing import Any

import pytest

from privacyctl.errors import BadInput

QUOTED = 'Name,Company,Quote\nAnn,"Acme, Inc.","Great ""tool"",\r\n\nsaved us."\n\n"Bo",,\'yes\'\r\nCy,C,c'


@pytest.mark.parametrize(
    ("gone", "after"),
    [
        ("1", "Name,Company,Quote\n\"Bo\",,'yes'\r\nCy,C,c"),
        ("2", QUOTED.replace("\"Bo\",,'yes'\r\n", "")),
        ("3", QUOTED.removesuffix("\r\nCy,C,c")),
        ("1 2 3", "Name,Company,Quote"),
    ],
)
def test_a_row_goes_with_all_of_its_lines(site: Any, gone: str, after: str) -> None:
    assert site.cut("t.csv", QUOTED, gone) == after


def test_quoted_cells_are_read_over_several_lines(site: Any) -> None:
    assert site.fields("t.csv", QUOTED) == [
        {"name": "Ann", "company": "Acme, Inc.", "quote": 'Great "tool",\r\n\nsaved us.'},
        {"name": "Bo", "quote": "'yes'"},
        {"name": "Cy", "company": "C", "quote": "c"},
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", "name;quote\nA;a, b\n"),
        ("t.csv", "name\tquote\nA\ta, b\n"),
        ("t.tsv", "name\tquote\nA\ta, b\n"),
        ("t.csv", '\ufeffname, quote\nA, "a, b"\n'),
        ("t.csv", '"x, y, z";quote\r"A";a, b\r'),
    ],
)
def test_the_delimiter_is_the_headers(site: Any, name: str, content: str) -> None:
    assert site.fields(name, content)[0]["quote"] == "a, b"


def test_a_tsv_may_have_commas_in_its_header(site: Any) -> None:
    assert site.fields("t.tsv", "name\tjob, role, place\nA\tb\n") == [{"name": "A"}]


def test_blank_rows_are_no_entries_and_stay(site: Any) -> None:
    content = "\nname,quote\nA,a\n,\n\nB,b\n"

    assert [fields["name"] for fields in site.fields("t.csv", content)] == ["A", "B"]
    assert site.cut("t.csv", content, "1") == "\nname,quote\n,\n\nB,b\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("name,quote\nA,a\nB\n", r"^the row on line 3 of .* has 1 cells, and the header has 2$"),
        ('name,quote\n"A\n",a\nB,b,c\n', r"^the row on line 4 of .* has 3 cells, and the header has 2$"),
        (
            'name,quote\nA,a\nB,"b\nC,c\n',
            r"^a quote opened on line 3 of .* is never closed",
        ),
        ('name,quote\nA,"a"b\n', r"^line 2 of .* has a quote in the wrong place"),
        ("name,name\nA,a\n", r"^the header on line 1 of .* has a name twice$"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_by_its_line(site: Any, content: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        site.read("t.csv", content)


def test_there_is_nothing_under_a_row(site: Any) -> None:
    with pytest.raises(BadInput, match=r"has no data\.rows$"):
        site.read("t.csv", "name\nA\n", under="data.rows")
