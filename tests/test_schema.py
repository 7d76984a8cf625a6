"""docs/schema.sql is the schema that the migrations make; `pytest --update-golden` writes it anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from privacyctl.store import Store

DOCUMENT = Path(__file__).parent.parent / "docs" / "schema.sql"
HEADING = """\
-- The schema of a data file, as SQLite holds it after every migration of this version.
-- Written by `pytest tests/test_schema.py --update-golden`; change the migrations, not this file.
"""


def test_the_documented_schema_is_the_one_that_is_made(store: Store, request: pytest.FixtureRequest) -> None:
    made = store.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
    version = store.value("PRAGMA user_version")
    text = "\n".join(
        [HEADING, f"PRAGMA user_version = {version};", "", *(f"{row['sql']};\n" for row in made)]
    )
    if request.config.getoption("--update-golden"):
        DOCUMENT.write_text(text, "utf-8")

    assert DOCUMENT.read_text("utf-8") == text
