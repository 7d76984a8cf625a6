"""One word for one thing on every screen: what no help and no message says any more."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import privacyctl

SOURCE = Path(str(privacyctl.__file__)).parent
GONE = {
    "needs a human eye": "to be read",
    "human eye": "to be read",
    "stands already": "is open already",
    "let go of": "deleted",
    "let go": "deleted",
    "read whole, and not shown": "read to the end, not found on it",
    "look for it on the site": "not in the register: find by hand what shows them",
    "not seen, and not verified": "not found yet, so not proved",
    "privacyctl follow-ups": "privacyctl follow-up",
    "privacyctl asked": "privacyctl follow-up NUMBER --asked",
    "accounts": "promises",
}
"""What was said, and what is said instead."""


def texts(tree: ast.Module) -> list[str]:
    """What a module may say: its texts, but for those of docstrings, which stand alone as a statement."""
    explains = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explains
    ]


def helps(tree: ast.Module) -> list[str]:
    """The first lines of functions, which commands print as their help."""
    return [
        (ast.get_docstring(node) or "").splitlines()[0]
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node)
    ]


@pytest.mark.parametrize("folder", ["cli", "output", "duties", "model", "config", "store"])
def test_no_message_says_what_was_found_hard_to_understand(folder: str) -> None:
    said = {}
    for file in sorted((SOURCE / folder).rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for text in texts(tree) + (helps(tree) if folder == "cli" else []):
            for phrase, instead in GONE.items():
                if phrase in text.lower():
                    said[f"{file.relative_to(SOURCE)}: {text[:80]}"] = instead

    assert said == {}
