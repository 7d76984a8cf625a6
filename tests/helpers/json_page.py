"""docs/reference/json.md, made from the schema that is published: each command, each key, what it means."""

from __future__ import annotations

import re
from typing import Any

from helpers.printed import FORMS

Schema = dict[str, Any]
HEAD = """\
# JSON

Every command takes `--json` and prints one document. **The keys are a promise**: they are added, never renamed or
dropped. Of the words that a key is known to have there may be more one day. A write says what it made or found, and
`changed` says whether anything was written. A key is always there, if not said otherwise: where there is nothing to
tell, it is null or empty.

All of this page is in [output.schema.json](output.schema.json) (JSON Schema, draft 2020-12), where programs read it:
what `due` prints is at `#/$defs/due`. The files that `access --out` writes have
[a schema of their own](access.schema.json); their `version` is raised where a key changes its meaning.

| command | prints |
|---|---|
"""
SIMPLE = {
    "string": "text", "integer": "integer", "number": "number", "boolean": "true or false", "null": "null",
}  # fmt: skip


def page(schema: Schema) -> str:
    """The whole page."""
    parts: Schema = schema["$defs"]
    shown = {_named(one): _heading(one, parts) for forms in _forms(parts) for one in forms}
    rest = [name for name in parts if name not in FORMS and name not in shown]
    shown |= {name: name for name in rest}
    lines = [HEAD.rstrip()]
    lines += [
        f"| `{one['title']}` | {_link(_named(one), shown)} |" for forms in _forms(parts) for one in forms
    ]
    lines += ["", "## Documents"]
    for name in dict.fromkeys(_named(one) for forms in _forms(parts) for one in forms):
        lines += _object(name, shown, parts)
    lines += ["", "## Parts of documents"]
    for name in rest:
        lines += _object(name, shown, parts) if parts[name]["type"] == "object" else []
    lines += ["", "## Words"]
    for name in rest:
        lines += _word(name, parts[name]) if parts[name]["type"] == "string" else []
    return "\n".join(lines) + "\n"


def _forms(parts: Schema) -> list[list[Schema]]:
    return [parts[command]["anyOf"] for command in FORMS]


def _named(one: Schema) -> str:
    return str(one["$ref"]).rpartition("/")[2]


def _heading(one: Schema, parts: Schema) -> str:
    """The commands that print a document, in all their forms."""
    titles = [form["title"] for forms in _forms(parts) for form in forms if _named(form) == _named(one)]
    return "; ".join(_typed(f"privacyctl {title}") for title in titles)


def _typed(title: str) -> str:
    """What is typed, set off from what is said of it."""
    typed, comma, said = title.partition(",")
    return f"`{typed}`{comma}{said}"


def _link(name: str, shown: dict[str, str], says: str | None = None) -> str:
    anchor = re.sub(r"[^\w\- ]", "", shown[name].lower()).replace(" ", "-")
    return f"[{says or _spoken(name)}](#{anchor})"


def _spoken(name: str) -> str:
    """`OpenedTakedown` as it is read: "opened takedown"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _object(name: str, shown: dict[str, str], parts: Schema) -> list[str]:
    one = parts[name]
    keys = one["properties"].items()
    optional = set(one["properties"]) - set(one["required"])
    rows = [
        f"| `{key}` | {_type(value, shown, parts)}{' (may be missing)' if key in optional else ''} |"
        f" {value['description']} |"
        for key, value in keys
    ]
    said = " ".join(str(one["description"]).split())
    return ["", f"### {shown[name]}", "", said, "", "| key | type | meaning |", "|---|---|---|", *rows]


def _word(name: str, one: Schema) -> list[str]:
    said, *meanings = str(one["description"]).splitlines()
    words = ", ".join(f"`{word}`" for word in one.get("enum", []))
    return [
        "",
        f"### {name}",
        "",
        f"{said} {words}".strip(),
        *(["", *(f"- {one}" for one in meanings if one)] if meanings else []),
    ]


def _type(value: Schema, shown: dict[str, str], parts: Schema) -> str:  # noqa: PLR0911  (one for each sort of type)
    if "$ref" in value:
        return _link(_named(value), shown)
    if "anyOf" in value:
        return " or ".join(_type(one, shown, parts) for one in value["anyOf"])
    if "enum" in value:
        return " or ".join(f"`{one}`" for one in value["enum"])
    if value["type"] == "array":
        return f"list of {_type(value['items'], shown, parts)}"
    if value["type"] == "object":
        if known := value.get("properties"):
            return f"object of {', '.join(f'`{key}`' for key in known)}"
        return f"object, each value {_type(value['additionalProperties'], shown, parts)}"
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return " or ".join(SIMPLE[one] for one in kinds)
