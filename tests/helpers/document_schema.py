"""JSON Schema made of the typed documents in `output`: each key's type, and what its docstring says.

pydantic would read such classes from Python 3.12 on alone, and knows no key's docstring in a
class that inherits it.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from enum import EnumType
from functools import cache
from importlib import import_module
from itertools import pairwise
from types import ModuleType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from helpers.printed import FORMS
from privacyctl.output.values import TextForm

Schema = dict[str, Any]
SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
FURTHER = {
    "EntryDocument": {
        "anyOf": [{"type": ["integer", "string"]}, {"type": "array", "items": {"type": "integer"}}]
    }
}
"""Documents that may have further keys, and what stands there."""


KINDS: dict[str, Any] = {}
"""The class of each part, by its name in the schema."""


def published() -> Schema:
    """The one schema of all that is printed: a definition a command, and one for each part of a document."""
    parts: dict[str, Schema] = {}
    commands = {
        command: {"anyOf": [{"title": form, **_of(_class(path), parts)} for form, path in forms.items()]}
        for command, forms in FORMS.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What privacyctl prints with --json",
        "description": "What COMMAND prints is at #/$defs/COMMAND. Keys are added, never renamed or dropped; a key's"
        " known words may become more.",
        "anyOf": [{"$ref": f"#/$defs/{command}"} for command in FORMS],
        "$defs": commands | dict(sorted(parts.items())),
    }


def spelled(value: Any, indent: int = 0) -> str:
    """A schema as it is published: what fits into a line stands in one, so that a difference is a line a key."""
    line = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, dict | list) or len(line) + indent <= 120:
        return line
    if isinstance(value, dict):
        rows = [f"{json.dumps(key)}: {spelled(one, indent + 2)}" for key, one in value.items()]
    else:
        rows = [spelled(one, indent + 2) for one in value]
    first, last = "{}" if isinstance(value, dict) else "[]"
    pad = "\n" + " " * (indent + 2)
    return f"{first}{pad}{f',{pad}'.join(rows)}{pad[:-2]}{last}"


def part_name(kind: type) -> str:
    """How a part is called in the schema: `TakedownDocument` is "Takedown"."""
    return kind.__name__.removesuffix("Document")


def _class(path: str) -> type:
    module, name = path.split(".")
    found = getattr(import_module(f"privacyctl.output.{module}"), name)
    assert isinstance(found, type)
    return found


def _of(kind: Any, parts: dict[str, Schema]) -> Schema:  # noqa: PLR0911  (a return for each sort of type)
    """The schema of a type. What it names is put into `parts`."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in SIMPLE:
        return {"type": SIMPLE[kind]}
    if origin is Annotated:
        return _of_annotated(arguments[0], arguments[1], parts)
    if origin in (Union, UnionType):
        forms = [_of(one, parts) for one in arguments]
        if all(form.keys() == {"type"} for form in forms):
            return {"type": [form["type"] for form in forms]}
        return {"anyOf": forms}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": _of(arguments[0], parts)}
    if origin is dict:
        return _of_names(arguments[0], arguments[1], parts)
    if is_typeddict(kind) or (isinstance(kind, type) and issubclass(kind, str)):
        _add(kind, parts)
        return {"$ref": f"#/$defs/{part_name(kind)}"}
    raise TypeError(f"no document has a value of {kind!r} yet")


def _of_annotated(kind: Any, said: str | TextForm, parts: dict[str, Schema]) -> Schema:
    """A type with what its key means, or with how its text is written."""
    if isinstance(said, str):
        return _of(kind, parts) | {"description": said}
    parts[said.name] = {
        "type": "string",
        **{key: one for key, one in said._asdict().items() if one and key != "name"},
    }
    return {"$ref": f"#/$defs/{said.name}"}


def _of_names(key: Any, value: Any, parts: dict[str, Schema]) -> Schema:
    """An object whose keys are names: known ones where they are an enumeration's."""
    if not isinstance(key, EnumType):
        return {"type": "object", "additionalProperties": _of(value, parts)}
    meanings = _meanings(key)
    members: list[Any] = list(key)
    each = {one.value: _of(value, parts) | meanings.get(one.name, {}) for one in members}
    return {"type": "object", "properties": each, "additionalProperties": False}


def _add(kind: Any, parts: dict[str, Schema]) -> None:
    name = part_name(kind)
    assert KINDS.setdefault(name, kind) is kind, f"{kind} and {KINDS[name]} would both be {name}"
    if name in parts:
        return
    parts[name] = {}  # so that a part may hold itself
    made: Schema = {"description": inspect.cleandoc(kind.__doc__ or "")}
    if is_typeddict(kind):
        names: Schema = {}
        meanings: dict[str, Schema] = {}
        for one in ancestry(kind):
            names |= _names(import_module(one.__module__))
            meanings |= _meanings(one)
        hints = get_type_hints(kind, localns=names, include_extras=True)
        keys = {key: _of(_bare(hint), parts) | meanings.get(key, {}) for key, hint in hints.items()}
        made |= {
            "type": "object",
            "properties": keys,
            "required": [key for key, hint in hints.items() if get_origin(hint) is not NotRequired],
            "additionalProperties": FURTHER.get(kind.__name__, False),
        }
    elif isinstance(kind, EnumType):
        members: list[Any] = list(kind)
        said = {name: one["description"] for name, one in _meanings(kind).items()}
        said |= {one.name: one.means for one in members if hasattr(one, "means")}
        lines = [f"`{one.value}`: {said[one.name]}" for one in members if one.name in said]
        made["description"] = "\n".join([made["description"], *lines]).strip()
        made |= {"type": "string", "enum": [one.value for one in members]}
    else:
        made |= {"type": "string"}
    parts[name] = made


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is NotRequired else hint


def ancestry(kind: Any) -> Iterator[Any]:
    """The documents whose keys a document has, and the document itself: at run time it is a plain dict alone."""
    module = import_module(kind.__module__)
    for base in _definition(kind).bases:
        inherited = getattr(module, ast.unparse(base))
        if is_typeddict(inherited) and _is_class(inherited):
            yield from ancestry(inherited)
    yield kind


def _meanings(kind: type) -> dict[str, Schema]:
    """The docstrings below the attributes of a class."""
    lines = _definition(kind).body
    found: dict[str, Schema] = {}
    for line, below in pairwise(lines):
        name = line.target if isinstance(line, ast.AnnAssign) else getattr(line, "targets", [None])[0]
        says = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
        if isinstance(name, ast.Name) and says:
            found[name.id] = {"description": " ".join(str(below.value.value).split())}  # type: ignore[attr-defined]
    return found


def _is_class(kind: type) -> bool:
    """Whether it is written as a class; one with a key that is a word of Python cannot be."""
    return any(isinstance(node, ast.ClassDef) and node.name == kind.__name__ for node in _lines(kind))


def _definition(kind: type) -> ast.ClassDef:
    (found,) = (
        node for node in _lines(kind) if isinstance(node, ast.ClassDef) and node.name == kind.__name__
    )
    return found


def _lines(kind: type) -> list[ast.stmt]:
    return _tree(import_module(kind.__module__)).body


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


@cache
def _names(module: ModuleType) -> dict[str, Any]:
    """What a module imports for its annotations alone."""
    found: dict[str, Any] = {}
    for node in _tree(module).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            imports: list[ast.stmt] = [line for line in node.body if isinstance(line, ast.ImportFrom)]
            exec(compile(ast.Module(imports, []), str(module.__file__), "exec"), found)  # noqa: S102
    return found
