"""The table of the house: errors <- model <- store <- duties <- output <- cli; who knows what, and its walls."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "privacyctl"
FILES = sorted(SOURCE.rglob("*.py"))
WITH_CONTENTS = sorted(
    file.parent for file in SOURCE.rglob("__init__.py") if "| file |" in file.read_text("utf-8")
)

READERS = {
    "anchors",
    "orders",
    "mail",
    "inbox",
    "address_lists",
    "site",
    "residue",
    "erasure_list",
    "keeping",
    "ways",
    "schedulers",
}
KNOWS = {
    "errors": set[str](),
    "model": {"errors"},
    "store": {"model", "errors"},
    "config": {"model", "errors", "bounded_files"},
    "atomic_files": set[str](),
    "bounded_files": {"errors"},
    "secret_commands": {"errors"},
    "japanese_charsets": set[str](),
    "browser_charsets": {"japanese_charsets"},
    **{
        reader: {"model", "errors", "atomic_files", "bounded_files", "browser_charsets", "secret_commands"}
        for reader in READERS
    },
    "duties": {"store", "model", "errors"},
    "output": {"duties", "store", "model", "errors", "atomic_files", "bounded_files"},
    "cli": {
        "output",
        "duties",
        "store",
        "model",
        "errors",
        "config",
        "atomic_files",
        "bounded_files",
        "samples",
        "handbook",
        *READERS,
    },
    "samples": set[str](),
    "handbook": set[str](),
    "__main__": {"cli"},
    "__init__": set[str](),
}
ALSO = {("duties/making_record.py", "config"), ("duties/making_record.py", "atomic_files")}

BETWEEN_WINGS = {
    # A picture is one of the things in which a page shows somebody.
    ("site/finding/finder.py", "logos"),
    # A page has parts in other languages, and what they say is a part of its text.
    ("site/finding/beside.py", "parts"),
    ("site/finding/inside.py", "parts"),
    ("site/finding/markup.py", "parts"),
    ("site/finding/page.py", "parts"),
    ("site/finding/structured.py", "parts"),
}
"""The arrows from one wing of a layer to another. Each is named with its reason, and there are no others."""

AT_HOME = {
    "rich": {"output"},
    "sqlite3": {"store"},
    "sqlite_utils": {"store"},
    "typer": {"cli"},
    "icalendar": {"output"},
    "leather": {"output"},
    "jinja2": {"output"},
    "yaml": {"site"},
    "urllib3": {"site", "anchors"},
    "rfc3161_client": {"anchors"},
    "cryptography": {"anchors"},
    "brotli": {"site"},
    "webencodings": {"browser_charsets"},
    "backports": {"site"},
    "pypdf": {"site"},
    "ahocorasick_rs": {"site", "residue"},
    "PIL": {"site"},
    "pyrage": {"keeping"},
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
def test_a_wing_knows_its_ground_floor_and_no_other_wing(file: Path) -> None:
    path, layer = place(file)
    wings = {folder.name for folder in (SOURCE / layer).glob("*/") if (folder / "__init__.py").exists()}
    mine = (*file.relative_to(SOURCE).parts[1:-1], "the ground floor")[0]
    named = {name[2] for name in imports(file) if name[:2] == ("privacyctl", layer) and len(name) > 2}
    others = named & wings - {mine} if mine in wings else set()

    assert {other for other in others if (path, other) not in BETWEEN_WINGS} == set()


def test_every_arrow_between_wings_that_is_allowed_is_there() -> None:
    there = {(place(f)[0], name[2]) for f in FILES for name in imports(f) if len(name) > 2}

    assert there >= BETWEEN_WINGS


@pytest.mark.parametrize("folder", WITH_CONTENTS, ids=lambda folder: folder.relative_to(SOURCE).as_posix())
def test_a_folder_says_what_lives_in_it(folder: Path) -> None:
    contents = str(ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))))
    here = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    here |= {f"{wing.parent.name}/" for wing in folder.glob("*/__init__.py")}
    listed = re.findall(r"^\| (.+?) \|", contents, re.MULTILINE)

    assert sorted(name for cell in listed for name in re.findall(r"`(.+?)`", cell)) == sorted(here)


def test_what_a_duty_is_handed_stands_on_one_page_that_says_what_is_handed_in_a_run() -> None:
    page = SOURCE / "duties" / "protocols.py"
    protocols = {
        node.name: (file, str(ast.get_docstring(node)))
        for file in (SOURCE / "duties").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and "Protocol" in {getattr(base, "id", None) for base in node.bases}
    }
    named = {
        name: re.findall(r"`privacyctl\.([\w.]+)\.(\w+)`", text) for name, (_, text) in protocols.items()
    }
    there = {
        (".".join(file.relative_to(SOURCE).with_suffix("").parts), node.name)
        for file in FILES
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }

    assert {file for file, _ in protocols.values()} == {page}
    assert [name for name, found in named.items() if not found or not set(found) <= there] == []


def test_a_class_name_stands_for_one_thing() -> None:
    named = Counter(
        node.name
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )

    assert [name for name, count in named.items() if count > 1] == []


def test_nothing_is_told_from_another_by_where_it_lies_in_memory() -> None:
    by_id = [
        f"{place(file)[0]}:{node.lineno}"
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id"
    ]

    assert by_id == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: place(file)[0])
def test_what_is_not_ours_has_one_home(file: Path) -> None:
    path, layer = place(file)
    foreign = {name[0] for name in imports(file)} - {"privacyctl", "__future__"}

    assert {name for name in foreign if layer not in AT_HOME.get(name, {layer})} == set()
    if layer in {"model", "errors"}:
        assert {name for name in foreign - sys.stdlib_module_names if (path, name) not in OUTSIDERS} == set()


READS_TO_THE_END = {"read", "readline", "readlines", "read_bytes", "read_text"}
OURS = {
    "duties/rights/access_document.py": "an entry of the audit chain",
    "duties/undoing.py": "an entry of the audit chain",
    "mail/likely.py": "the sentences in the package",
    "handbook/__init__.py": "the documents in the package",
    "output/audit.py": "an entry of the audit chain",
    "store/file/making.py": "the schema in the package",
    "cli/demo_site.py": "the samples in the package",
    "cli/demo_story.py": "the samples in the package",
    "samples/site/build.py": "the samples in the package",
}
"""Where what is read without a bound comes from ourselves, and what it is."""


def reads_without_bound(node: ast.AST) -> bool:
    """Whether it is a call such as `file.read()`, `path.read_text()` or `json.load(file)`."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    name = node.func.attr
    is_whole = name in READS_TO_THE_END and (not node.args or name in {"read_text", "readlines"})
    return is_whole or ast.unparse(node.func) in {"json.load", "tomllib.load"}


def test_nothing_from_outside_is_read_whole_before_it_is_measured() -> None:
    without = {
        place(file)[0]
        for file in FILES
        if any(map(reads_without_bound, ast.walk(ast.parse(file.read_text("utf-8")))))
    }

    assert without == set(OURS)


@pytest.mark.parametrize(
    "line", ["f.read()", "p.read_bytes()", "p.read_text('utf-8')", "f.readline()", "json.load(f)"]
)
def test_a_reading_without_bound_is_seen(line: str) -> None:
    assert any(map(reads_without_bound, ast.walk(ast.parse(line))))


@pytest.mark.parametrize("file", FILES, ids=lambda file: place(file)[0])
def test_sql_stands_in_the_store_alone(file: Path) -> None:
    _, layer = place(file)
    texts = [n.value for n in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(n, ast.Constant)]
    spoken = [
        t for t in texts if isinstance(t, str) and t.lstrip().startswith(("SELECT ", "INSERT ", "UPDATE "))
    ]

    assert layer == "store" or spoken == []
