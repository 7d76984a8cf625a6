"""A line on a narrow terminal is broken at spaces alone; a cell and a command stay whole where a line has the room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.terminal import CommandLine
from privacyctl.output.screen import stream, table
from privacyctl.output.screen.folding import folded, room

WIDTHS = (40, 60, 80, 120)
words = st.text(st.characters(exclude_characters=" ", codec="utf-8"), min_size=1, max_size=70)
lines = st.lists(st.one_of(words, st.sampled_from(["", "privacyctl", "task", "1,", "(see:"]))).map(" ".join)


@given(lines, st.sampled_from(WIDTHS))
def test_no_word_is_broken_none_is_lost_and_what_is_too_long_stands_alone(line: str, width: int) -> None:
    pieces = folded(line, width)

    assert [word for piece in pieces for word in piece.split(" ") if word] == [
        w for w in line.split(" ") if w
    ]
    assert [piece for piece in pieces if room(piece) > width and " " in piece.strip(" ")] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_command_stays_on_one_line_so_that_it_can_be_copied(width: int) -> None:
    hint = (
        "privacyctl: hint: look with: privacyctl scan; name what you find (privacyctl publications, or others), then:"
        " privacyctl verify 1 --attest gone"
    )

    said = folded(hint, width)

    for command in ("privacyctl scan;", "(privacyctl publications,", "privacyctl verify 1 --attest gone"):
        assert any(command in piece for piece in said)


def test_a_row_is_broken_between_two_cells() -> None:
    row = "task 1  testimonial  https://vendor.example/customers.html  due Mon 23 Nov 2026 11:07 UTC"

    assert folded(row, 80) == [
        "task 1  testimonial  https://vendor.example/customers.html",
        "  due Mon 23 Nov 2026 11:07 UTC",
    ]


def test_a_wide_character_takes_two_columns() -> None:
    assert room("東京 café") == 9
    assert folded("東京 " * 20, 40)[0] == "東京 東京 東京 東京 東京 東京 東京 東京"


@pytest.mark.parametrize("width", [*WIDTHS, 200])
@pytest.mark.parametrize(
    "where", ["/", "https://www.lighthouse.example/a/very/long/path/to/what/customers/say.html"]
)
def test_a_table_has_no_column_too_narrow_for_its_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int, where: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(stream, "is_terminal", lambda: True)
    rows: list[table.Row] = [
        [
            1,
            where,
            "read to the end, not found on it to anybody who might look",
            table.Cell("inconclusive", table.WARN),
        ]
    ]

    table.show(["Task", "Where", "Why", "Found"], rows)
    table.lines(rows, indent=2)
    said = capsys.readouterr().out

    assert said.count(where) >= 2
    assert said.count("inconclusive") == 2
    assert [line for line in said.splitlines() if room(line.rstrip()) > width and " " in line.strip()] == []


def test_where_nobody_sits_no_line_is_folded(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    long = run("takedown nobody@nowhere.example --note x")

    assert len(long.err.splitlines()) == 2
    narrow = run("takedown somebody@nowhere.example --note x", terminal=True)
    assert len(narrow.err.splitlines()) > 4
