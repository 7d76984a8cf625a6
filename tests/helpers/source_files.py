"""The files of the tool as they are written, and what is called and made in them."""

from __future__ import annotations

import ast
import importlib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "privacyctl"

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source:
    """One file of the tool."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        """Below the package."""
        self.tree = ast.parse(text)
        self.nodes = list(ast.walk(self.tree))
        self.parent = {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}

    @cached_property
    def constants(self) -> dict[str, object]:
        module = f"privacyctl.{self.path.removesuffix('.py').replace('/', '.')}".removesuffix(".__init__")
        return vars(importlib.import_module(module))

    def functions_around(self, node: ast.AST) -> Iterator[Function]:
        """The functions that a node stands in, the innermost first."""
        while (node := self.parent.get(node, self.tree)) is not self.tree:
            if isinstance(node, Function):
                yield node

    def class_around(self, node: ast.AST) -> ast.ClassDef | None:
        while (node := self.parent.get(node, self.tree)) is not self.tree:
            if isinstance(node, ast.ClassDef):
                return node
        return None


@cache
def sources() -> tuple[Source, ...]:
    files = sorted(PACKAGE.rglob("*.py"))
    return tuple(Source(file.relative_to(PACKAGE).as_posix(), file.read_text("utf-8")) for file in files)


@cache
def names_in(function: Function) -> frozenset[str]:
    """What a function takes or makes."""
    inside = list(ast.walk(function))
    taken = {one.arg for one in inside if isinstance(one, ast.arg)}
    return frozenset(
        taken | {o.id for o in inside if isinstance(o, ast.Name) and isinstance(o.ctx, ast.Store)}
    )


@cache
def index() -> tuple[dict[str, list[tuple[Source, ast.Call]]], dict[str, list[tuple[Source, Function]]]]:
    """Every call, and every function of a module, by its last name."""
    calls, functions = defaultdict(list), defaultdict(list)
    for source in sources():
        for node in source.nodes:
            if isinstance(node, ast.Call):
                calls[last_name(node)].append((source, node))
        for node in source.tree.body:
            if isinstance(node, Function):
                functions[node.name].append((source, node))
    return calls, functions


def last_name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
