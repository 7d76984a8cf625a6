"""Every sentence in which the tool refuses or warns, read from its source without running it.

A sentence is read where a `Failure` is made or `complain` is called. What varies in it stands
in capitals, what is said only at times in square brackets. Each way of an `if` inside it, of a
local name that is one of several texts, and of a parameter that several callers fill is a
sentence of its own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from helpers.placeholders import stands_for
from helpers.source_files import Source, index, last_name, names_in, sources
from privacyctl import errors


class Unreadable(Exception):
    """A sentence that only running the program would tell."""

    def __init__(self, source: Source, node: ast.AST) -> None:
        spelled, line = ast.unparse(node), getattr(node, "lineno", 0)
        super().__init__(
            f"{source.path}:{line}: the sentence in `{spelled}` cannot be read from the source. Write it as a "
            "text, an f-string, or a choice of them, where it is raised; or as the parameter of a function "
            "that its callers fill with such a text. tests/helpers/sentences.py reads it."
        )


class _Undecided(Exception):
    def __init__(self, what: object, count: int) -> None:
        super().__init__()
        self.what, self.count = what, count


class _Elsewhere(Exception):
    """The sentence of another failure, said again: it is listed where it is made."""


@dataclass(frozen=True, order=True)
class Sentence:
    place: str
    """The file, below the package."""
    line: int
    kind: str
    """The class of the failure, `warning`, or `error` for what is no failure."""
    text: str
    hint: str


@cache
def kinds() -> dict[str, type[errors.Failure]]:
    """Every class of failure by its name, those of the duties too."""
    for source in sources():
        bases = {
            ast.unparse(base)
            for node in source.nodes
            if isinstance(node, ast.ClassDef)
            for base in node.bases
        }
        assert source.constants if bases & vars(errors).keys() else True  # only what is loaded has subclasses
    found, left = {}, [errors.Failure]
    while left:
        found[left[0].__name__] = left[0]
        left += left.pop(0).__subclasses__()
    return found


@cache
def written() -> list[Sentence]:
    """All of them, in the order of the files. Raises Unreadable."""
    return sorted({one for source in sources() for one in read(source)})


def read(source: Source) -> Iterator[Sentence]:
    """What one file says."""
    for node in source.nodes:
        if not isinstance(node, ast.Call):
            continue
        called = last_name(node)
        own = source.class_around(node)
        if called == "complain" and isinstance(node.args[0], ast.Constant):
            if (kind := node.args[0].value) in {"warning", "error"}:
                yield from _made(source, node, str(kind), node.args[1:])
        elif called == "__init__" and own is not None and own.name in kinds():
            if ast.unparse(node.args[0]) != "sentence":
                yield from _made(source, node, own.name, node.args)
        elif called in kinds() and _takes_sentence(kinds()[called]):
            yield from _made(source, node, called, node.args)


def _takes_sentence(kind: type[errors.Failure]) -> bool:
    return kind.__init__.__code__.co_varnames[1] == "sentence"


def _made(source: Source, call: ast.Call, kind: str, args: list[ast.expr]) -> Iterator[Sentence]:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "hint"]
    hint = (*args[1:2], *named, ast.Constant(value=None))[0]
    decided: list[dict[object, int]] = [{}]
    while decided:
        choice = decided.pop()
        reading = _Reading(source, choice)
        try:
            text, told = reading.whole(args[0]), reading.whole(hint)
        except _Undecided as open_:
            decided += [choice | {open_.what: which} for which in range(open_.count)]
        except _Elsewhere:
            continue
        else:
            yield Sentence(source.path, call.lineno, kind, text, told)


@dataclass(frozen=True)
class _Reading:
    """One way to go through a sentence: at every fork, which way was taken."""

    source: Source
    choice: dict[object, int]

    def _decide(self, what: object, count: int) -> int:
        if count == 1:
            return 0
        if what not in self.choice:
            raise _Undecided(what, count)
        return self.choice[what]

    def whole(self, node: ast.expr) -> str:
        """A whole sentence or hint."""
        if isinstance(node, ast.Constant) and node.value is None:
            return ""
        if isinstance(node, ast.Attribute) and node.attr in {"sentence", "hint"}:
            raise _Elsewhere
        if "format_message" in ast.unparse(node):  # typer's own, of options and commands
            raise _Elsewhere
        if (known := self.text(node)) is not None:
            return re.sub(r"\s+", " ", known).strip()
        if isinstance(node, ast.Name) and (filled := self._filled(node)):
            return _Reading(filled[0], self.choice).whole(filled[1])
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return self.whole(node.values[0]) or self.whole(node.values[1])
        if isinstance(node, ast.Call) and (given := _returned(self.source, node)):
            source, text = given[self._decide((self.source.path, ast.unparse(node.func)), len(given))]
            return _Reading(source, self.choice).whole(text)
        raise Unreadable(self.source, node)

    def text(self, node: ast.expr) -> str | None:  # noqa: PLR0911  (one return a kind of expression)
        """What an expression says; None for what is no text of ours."""
        if (constant := self._constant(node)) is not None:
            return constant
        match node:
            case ast.JoinedStr(values=parts):
                return "".join(self._part(part) for part in parts)
            case ast.IfExp():
                return self._way(node)
            case ast.BinOp(op=ast.Mult(), left=ast.Constant(value=str(letters))):
                return f"({letters})"
            case ast.BinOp(op=ast.Add()):
                left, right = self.text(node.left), self.text(node.right)
                return None if left is None or right is None else left + right
            case ast.Call(func=ast.Attribute(attr="rstrip" | "strip", value=stripped)):
                return self.text(stripped)
            case ast.Call(
                func=ast.Name(id="plural"), args=[_, ast.Constant(), ast.Constant(value=str(many))]
            ):
                return f"NUMBER {many}"
            case ast.Call(func=ast.Name(id="plural"), args=[_, ast.Constant(value=str(one))]):
                return f"NUMBER {one}s"
            case ast.Name():
                return self._local(node)
        return None

    def _way(self, node: ast.IfExp) -> str | None:
        test, ways = ast.unparse(node.test), [node.body, node.orelse]
        if test.endswith("== 1"):  # of one and of many, the many are listed
            return self.text(node.orelse)
        if empty := [way for way in ways if isinstance(way, ast.Constant) and way.value == ""]:
            ways.remove(empty[0])
            more = self.text(ways[0])
            return None if more is None else f"[{more}]"
        return self.text(ways[self._decide((self.source.path, test), 2)])

    def _part(self, part: ast.expr) -> str:
        if not isinstance(part, ast.FormattedValue):
            return str(self.text(part))
        is_grouped = isinstance(part.format_spec, ast.JoinedStr) and "," in ast.unparse(part.format_spec)
        if (known := self.text(part.value)) is not None:
            return f"{int(known):,}" if is_grouped else known
        if is_grouped:
            return "NUMBER"
        return stands_for(part.value)

    def _constant(self, node: ast.expr) -> str | None:
        """What is made of the file's constants alone, as it is."""
        if isinstance(node, ast.Constant):
            return str(node.value)
        inside = list(ast.walk(node))
        names = {one.id for one in inside if isinstance(one, ast.Name)}
        calls = [one.func for one in inside if isinstance(one, ast.Call)]
        if any(not isinstance(call, ast.Attribute) or call.attr != "join" for call in calls):
            return None
        if not names or names & self._locals(node) or not names <= self.source.constants.keys():
            return None
        if any(isinstance(one, ast.JoinedStr | ast.IfExp) for one in inside):
            return None
        value = eval(compile(ast.Expression(node), self.source.path, "eval"), self.source.constants)  # noqa: S307
        return str(value) if isinstance(value, str | int) else None

    def _locals(self, node: ast.AST) -> set[str]:
        return set().union(*(names_in(function) for function in self.source.functions_around(node)))

    def _local(self, node: ast.Name) -> str | None:
        """A name of the function that is given texts of ours, and nothing else."""
        for function in self.source.functions_around(node):
            given = [
                one.value
                for one in ast.walk(function)
                if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == node.id
            ]
            if given and all(_is_spoken(one) for one in given):
                # What is given in the branches of one `if` goes together: a sentence and its hint.
                fork = getattr(self.source.parent[self.source.parent[given[0]]], "lineno", 0)
                return self.text(given[self._decide((self.source.path, fork), len(given))])
        return None

    def _filled(self, node: ast.Name) -> tuple[Source, ast.expr] | None:
        """What one of the callers of the function gives for its parameter, or what that is else."""
        for function in self.source.functions_around(node):
            places = [arg.arg for arg in function.args.args if arg.arg != "self"]
            if node.id in places and (calls := index()[0][function.name]):
                source, call = calls[self._decide((self.source.path, function.name), len(calls))]
                given = dict(zip(places, call.args, strict=False))
                given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
                others = dict(zip(reversed(places), reversed(function.args.defaults), strict=False))
                return (source, given[node.id]) if node.id in given else (self.source, others[node.id])
        return None


def _is_spoken(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _is_spoken(node.body) and _is_spoken(node.orelse)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _returned(source: Source, call: ast.Call) -> list[tuple[Source, ast.expr]]:
    """What a function gives back: one of the same file, or the only one of the tool that is called so."""
    found = index()[1][last_name(call)]
    found = [one for one in found if one[0] is source] or found
    return [
        (there, back.value)
        for there, node in found[: len(found) == 1]
        for back in ast.walk(node)
        if isinstance(back, ast.Return) and back.value is not None
    ]
