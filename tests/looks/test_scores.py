"""The scores in the documents are those of the table; our own follows from what our looks are known to get wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from looks import case_files, scoring

EVIDENCE = Path(__file__).parents[2] / "docs" / "evidence.md"
_BEGIN, _END = "<!-- scores: made by tests/looks/run.py -->\n", "<!-- end of scores -->\n"


def test_the_scores_in_the_documents_are_those_of_the_table(request: pytest.FixtureRequest) -> None:
    before, _, rest = EVIDENCE.read_text("utf-8").partition(_BEGIN)
    said, _, after = rest.partition(_END)
    if request.config.getoption("--update-golden"):
        EVIDENCE.write_text(f"{before}{_BEGIN}{scoring.table()}{_END}{after}", "utf-8")
        return
    assert said == scoring.table()


def test_what_is_known_to_be_wrong_is_wrong() -> None:
    answers = {case.name: case for case in case_files.all_of()}
    right = [name for name, said in scoring.known().items() if answers[name].is_right(said)]
    assert right == []


def test_a_tool_that_never_dares_scores_badly() -> None:
    chosen = list(case_files.all_of())
    daring = scoring.score(chosen, dict.fromkeys((case.name for case in chosen), "gone"))
    timid = scoring.score(chosen, {})
    assert timid.false_gone == []
    assert timid.right < 0.4 * len(chosen)
    assert len(timid.gone_not_said) > 0.2 * len(chosen)
    assert len(daring.false_gone) > 0.6 * len(chosen)


def test_no_kind_has_more_than_ten_cases() -> None:
    assert max(one.cases for one in scoring.by_kind(case_files.all_of(), {}).values()) <= 10
