"""How values reach SQL: `?` with a sequence or `:name` with a mapping, and nothing between the two.

Python 3.11 takes `?1` and `:name` with a sequence without a word; from 3.12 on it warns,
and a later one will refuse. So the sources are read, whichever Python runs this.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

STORE = (
    Path(__file__).parents[2] / "src" / "privacyctl" / "store"
)  # SQL is nowhere else: tests/test_layers.py
_NAMED = re.compile(r"(?<!:):[a-z]\w*")
_TAKES_SQL = {"rows", "row", "value", "stream", "write", "write_many", "execute", "executemany"}


def numbered(tree: ast.AST) -> Iterator[int]:
    """The lines on which SQL counts its parameters: "?1", or f"?{n}"."""
    remarks = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if node in remarks:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"\?\d", node.value):
            yield node.lineno
        if isinstance(node, ast.JoinedStr):
            for one, after in zip(node.values, node.values[1:], strict=False):
                ends = isinstance(one, ast.Constant) and str(one.value).endswith("?")
                if ends and isinstance(after, ast.FormattedValue):
                    yield node.lineno


def named_with_a_sequence(tree: ast.AST) -> Iterator[int]:
    """The lines on which SQL with `:name` is handed a tuple or a list."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) == 2):
            continue
        texts = [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
        sql = " ".join(text for text in texts if isinstance(text, str))
        if (
            node.func.attr in _TAKES_SQL
            and _NAMED.search(sql)
            and isinstance(node.args[1], ast.Tuple | ast.List)
        ):
            yield node.lineno


def test_parameters_are_counted_or_named_and_never_both() -> None:
    trees = {path.name: ast.parse(path.read_text("utf-8")) for path in STORE.rglob("*.py")}
    found = {name: [*numbered(tree), *named_with_a_sequence(tree)] for name, tree in trees.items()}

    assert len(trees) > 30
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        """store.rows("SELECT 1 WHERE a = ?1", (1,))""",
        """marks = ",".join(f"?{n}" for n in range(3))""",
        """store.value("SELECT :since", (1,))""",
        """tx.write(f"UPDATE a SET b = :b {more}", [1])""",
    ],
)
def test_what_python_warns_of_is_seen(source: str) -> None:
    tree = ast.parse(source)

    assert [*numbered(tree), *named_with_a_sequence(tree)] == [1]
