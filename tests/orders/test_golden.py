"""Every input under a format's folder reads as the .json beside it says.

`NAME.options.json`, where there is one, holds what `open_orders` is told. After a change
that is meant, `pytest tests/orders --update-golden` writes the answers anew; read the diff.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from privacyctl.errors import Failure
from privacyctl.model.purchase import BadRow
from privacyctl.orders import FORMATS, open_orders

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "how-to" / "import-orders.md"
INPUTS = sorted(path for path in HERE.glob("*/*.*") if path.suffix in {".csv", ".tsv", ".xml"})


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_file_reads_as_its_golden_answer_says(path: Path, request: pytest.FixtureRequest) -> None:
    golden = path.with_name(f"{path.name}.json")

    found = reading(path)
    if request.config.getoption("--update-golden", default=False):
        golden.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")

    assert found == json.loads(golden.read_text("utf-8"))


def test_every_golden_answer_has_its_input() -> None:
    answers = {path for path in HERE.glob("*/*.json") if not path.name.endswith(".options.json")}

    assert answers == {path.with_name(f"{path.name}.json") for path in INPUTS}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_has_an_input_that_is_known_as_it_and_a_line_on_the_page(name: str) -> None:
    answers = [json.loads(path.read_text("utf-8")) for path in HERE.glob(f"{name}/*.json")]

    assert name in {one.get("format") for one in answers}
    assert f"| `{name}` |" in PAGE.read_text("utf-8")


def reading(path: Path) -> dict[str, Any]:
    """What the file says; the rows that are bad among the others."""
    stated = path.with_name(f"{path.name}.options.json")
    options = json.loads(stated.read_text("utf-8")) if stated.exists() else {}
    try:
        orders = open_orders(path, **options)
        rows = [row for batch in orders for row in batch]
    except Failure as failed:
        return {
            "failure": type(failed).__name__,
            "sentence": failed.sentence.replace(str(path), path.name),
            "hint": failed.hint,
        }
    return {
        "format": orders.format,
        "seller": orders.seller,
        "left_behind": list(orders.left_behind),
        "redacted": orders.redacted,
        "totals_rows": orders.totals_rows,
        "unread_answers": orders.unread_answers,
        "passed_over": dict(orders.passed_over),
        "sha256": orders.sha256.hex(),
        "rows": [
            {"bad": row.reason, "row": row.row} if isinstance(row, BadRow) else row._asdict() for row in rows
        ],
    }
