"""What comes from outside is harmless on a screen, in a spreadsheet and in JSON."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyctl.orders.cells import tidy
from privacyctl.output.screen.visible import cell, visible, visible_json

HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}
RUN_BY_SPREADSHEETS = "=+-@\t\r\n＝＋－＠"
texts = st.text(st.characters(codec=None), max_size=60)


def harmless(text: str) -> bool:
    return not any(unicodedata.category(character) in HIDDEN for character in text)


@given(texts)
def test_nothing_that_a_terminal_could_obey_is_left(text: str) -> None:
    assert harmless(visible(text))


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"]), max_size=60))
def test_what_can_be_seen_is_kept_as_it_is(text: str) -> None:
    assert visible(text) == text


@given(texts)
def test_letters_survive_around_what_is_escaped(text: str) -> None:
    kept = "".join(c for c in text if unicodedata.category(c) not in HIDDEN)
    shown = iter(visible(text))

    assert all(character in shown for character in kept)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;x\x07", r"\x1b]52;c;x\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("a\0b", r"a\x00b"),
        ("one\ntwo\r\tthree", r"one\ntwo\r\tthree"),
        ("Ann \u202egnp.exe\u2066", r"Ann \u202egnp.exe\u2066"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\udcff", r"\udcff"),
        ("\ue000\U000f0000", r"\ue000\U000f0000"),
        ("Änne 李 😀", "Änne 李 😀"),
        ("[/] [deceased] [red]", "[/] [deceased] [red]"),
    ],
)
def test_each_kind_of_trap_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


documents = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(documents)
def test_a_json_document_keeps_its_values_and_hides_nothing(document: object) -> None:
    shown = visible_json(json.dumps(document, ensure_ascii=False, indent=2))

    assert harmless(shown.replace("\n", ""))
    # Two halves of a pair, each alone in the text, are one letter once JSON has spelled them out.
    assert json.loads(shown) == json.loads(json.dumps(document))


@given(texts)
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    assert not cell(text).startswith(tuple(RUN_BY_SPREADSHEETS))


@given(texts)
def test_a_cell_that_runs_nothing_is_kept_as_it_is(text: str) -> None:
    assert cell(text) == text or text.startswith(tuple(RUN_BY_SPREADSHEETS))


formulas = st.sampled_from(["", *RUN_BY_SPREADSHEETS])


@given(formulas, st.text(st.characters(codec="utf-8"), max_size=60))
def test_our_own_import_undoes_what_our_export_put_before_a_cell(start: str, rest: str) -> None:
    on_record = tidy(start + rest).lstrip("'")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([cell(on_record)])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True)

    assert tidy(row[0], is_shielded=True) == on_record


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"]
)
def test_a_formula_is_neutralised(text: str) -> None:
    assert cell(text) == f"'{text}"
