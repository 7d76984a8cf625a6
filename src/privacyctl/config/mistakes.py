"""What is said of settings that cannot be read: where a table stands already, and which keys there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel

_HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?")


def said_twice(text: str) -> tuple[str, int] | None:
    """The first table whose header stands twice in a TOML file, and the line of the first one."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _HEADER.fullmatch(line):
            name = found[1].replace(" ", "")
            if name in lines:
                return name, lines[name]
            lines[name] = number
    return None


def known_keys(model: type[BaseModel], place: Sequence[int | str]) -> str:
    """The keys of the table in which something is wrong, as a sentence: `place` is where, from the file's top."""
    at: type[BaseModel] = model
    table: list[str] = []
    for part in place[:-1]:
        field = _fields(at).get(str(part))
        inner = next(_models(field.annotation), None) if field else None
        if inner is not None:
            at = inner
            table.append(str(part))
        elif isinstance(part, str) and field is None:
            table.append(part)  # a name of the vendor's own, such as a purpose's
    keys = ", ".join(_fields(at))
    return f"the keys of [{'.'.join(table)}] are: {keys}" if table else f"the settings are: {keys}"


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    """The sections that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    inner: Iterable[object] = get_args(annotation)
    for one in inner:
        yield from _models(one)
