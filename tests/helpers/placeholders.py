"""The word in capitals that stands in a listed sentence for what only a run would tell."""

from __future__ import annotations

import ast

SPELT = {
    "known.id": "CONTACT",
    "known.contact": "CONTACT",
    "listed[0]": "TASK",
    "other.id": "PUBLICATION",
    "found[0].where": "PLACE",
    "found[0].what": "NAME",
}
"""By the whole expression, where its name alone means something else elsewhere."""

WORDS = {
    "ADDRESS": ("given",),
    "CASE": ("request",),
    "COLUMNS": ("header", "listed"),
    "COMMAND": ("go_on", "crontab_line"),
    "CONTACT": ("contact_id", "owner", "called"),
    "CONTACTS": ("near", "named"),
    "DATE": ("until",),
    "ELEMENT": ("root",),
    "FIELD": ("unknown",),
    "FIELDS": ("empty", "beyond", "allowed", "missing"),
    "FORMATS": ("fitting",),
    "KEYS": ("under", "way"),
    "KIND": ("with_article",),
    "LINE": ("line_at", "began", "lineno", "currentlinenumber", "line_num"),
    "MONTH": ("last",),
    "NUMBER": ("len", "count", "days", "most", "first_broken", "found", "digits"),
    "NUMBERS": ("shown",),
    "PATH": ("folder", "parent", "place", "db", "file", "filename", "source"),
    "PURPOSES": ("everything",),
    "REASON": (
        "why", "reason", "strerror", "without_values", "error", "errorstring", "bad", "because",
        "closed_because", "wrong",
    ),
    "REASONS": ("fits",),
    "RECIPIENTS": ("known",),
    "TEXT": ("one",),
    "TIME": ("local", "span", "isoformat"),
    "TIMES": ("spelled",),
}  # fmt: skip
"""What a reader is told in place of the last name of an expression; else that name itself, in capitals."""

STANDS_FOR = {name: word for word, names in WORDS.items() for name in names}
SAYS_NOTHING = {"value", "id", "name"}
"""Attributes that are said by what they belong to: `task.id` is TASK."""


def stands_for(node: ast.expr) -> str:
    """The word for an expression."""
    if (spelt := SPELT.get(ast.unparse(node))) is not None:
        return spelt
    name = _name(node).strip("_").lower()
    return STANDS_FOR.get(name, name.upper().replace("_", "-"))


def _name(node: ast.expr) -> str:  # noqa: PLR0911  (one return a kind of expression)
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=of, attr=attr):
            return _name(of) if attr in SAYS_NOTHING else attr
        case (
            ast.Subscript(value=of) | ast.Starred(value=of) | ast.GeneratorExp(elt=of) | ast.ListComp(elt=of)
        ):
            return _name(of)
        case ast.Call(func=ast.Attribute(attr="join") | ast.Name(id="str" | "map" | "listed"), args=[*_, of]):
            return _name(of)
        case ast.Call(func=ast.Attribute(value=of, attr="lower" | "absolute" | "replace")):
            return _name(of)
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name
        case ast.BoolOp(values=[first, *_]):
            return _name(first)
        case ast.BinOp():
            return "number"
    return "text"
