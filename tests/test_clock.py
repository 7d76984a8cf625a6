"""Time is read in one place, once a transaction; nothing else asks the clock."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "privacyctl"
CLOCKS = {"datetime", "date", "time"}
READINGS = {"now", "today", "utcnow", "time", "time_ns"}


def trees() -> dict[str, ast.Module]:
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in SOURCE.rglob("*.py")
    }


def asks(node: ast.AST) -> bool:
    """Whether it is a call such as `datetime.now()`, under whatever name the module goes."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    owner = node.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", None)
    return name in CLOCKS and node.func.attr in READINGS


def test_only_the_model_of_moments_reads_the_clock() -> None:
    asking = {path for path, tree in trees().items() if any(map(asks, ast.walk(tree)))}

    assert asking == {"model/moment.py"}


def test_only_the_store_and_the_session_are_handed_the_clock() -> None:
    handed = {
        path
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and any(alias.name == "utc_now" for alias in node.names)
    }

    assert handed == {"store/store.py", "cli/__init__.py", "cli/session.py"}


def test_the_file_asks_no_clock_of_its_own() -> None:
    said = [
        text
        for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.sql")]
        for text in ("CURRENT_TIME", "'now'", "unixepoch(", "julianday(")
        if text in path.read_text("utf-8")
    ]

    assert said == []
