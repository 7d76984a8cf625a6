"""The table of the house: errors <- model <- store <- duties <- output <- cli, and who may know what."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "privacyctl"
FILES = sorted(SOURCE.rglob("*.py"))

READERS = {"orders", "mail", "lists", "site", "residue", "erasure_list"}
KNOWS = {
    "errors": set[str](),
    "model": {"errors"},
    "store": {"model", "errors"},
    "config": {"model", "errors"},
    "atomic_files": set[str](),
    **{reader: {"model", "errors", "atomic_files"} for reader in READERS},
    "duties": {"store", "model", "errors"},
    "output": {"duties", "store", "model", "errors", "atomic_files"},
    "cli": {"output", "duties", "store", "model", "errors", "config", "atomic_files", "samples", *READERS},
    "samples": set[str](),
    "__main__": {"cli"},
    "__init__": set[str](),
}
ALSO = {("duties/record.py", "config"), ("duties/record.py", "atomic_files")}

AT_HOME = {
    "rich": {"output"},
    "sqlite3": {"store"},
    "sqlite_utils": {"store"},
    "typer": {"cli"},
    "icalendar": {"output"},
    "leather": {"output"},
    "jinja2": {"output"},
    "yaml": {"site"},
    "urllib3": {"site"},
    "brotli": {"site"},
    "ahocorasick_rs": {"site", "residue"},
    "PIL": {"site"},
}
OUTSIDERS = {("model/address.py", "email_validator")}


def imports(file: Path) -> set[tuple[str, ...]]:
    """Everything that a file imports, in functions and under TYPE_CHECKING too."""
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are spelt out"
            found |= {(*str(node.module).split("."), alias.name) for alias in node.names}
    return found


def place(file: Path) -> tuple[str, str]:
    path = file.relative_to(SOURCE)
    return path.as_posix(), path.parts[0].removesuffix(".py")


@pytest.mark.parametrize("file", FILES, ids=lambda file: place(file)[0])
def test_a_layer_knows_only_what_lies_below_it(file: Path) -> None:
    path, layer = place(file)
    known = {name[1] for name in imports(file) if name[0] == "privacyctl"} - {layer, "__version__"}

    assert {name for name in known - KNOWS[layer] if (path, name) not in ALSO} == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: place(file)[0])
def test_what_is_not_ours_has_one_home(file: Path) -> None:
    path, layer = place(file)
    foreign = {name[0] for name in imports(file)} - {"privacyctl", "__future__"}

    assert {name for name in foreign if layer not in AT_HOME.get(name, {layer})} == set()
    if layer in {"model", "errors"}:
        assert {name for name in foreign - sys.stdlib_module_names if (path, name) not in OUTSIDERS} == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: place(file)[0])
def test_sql_stands_in_the_store_alone(file: Path) -> None:
    _, layer = place(file)
    texts = [n.value for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.Constant)]
    spoken = [
        t for t in texts if isinstance(t, str) and t.lstrip().startswith(("SELECT ", "INSERT ", "UPDATE "))
    ]

    assert layer == "store" or spoken == []
