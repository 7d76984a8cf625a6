"""The command `follow-up`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import copies_elsewhere, options
from privacyctl.errors import BadInput
from privacyctl.model.follow_up import Copy


def follow_up(
    numbers: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[CASE|NUMBER...]",
            help="A case, to list its copies or to add one; with --asked, numbers of the list. Else the list of all.",
        ),
    ] = None,
    add: Annotated[bool, typer.Option("--add", help="Add a copy out of reach to the case.")] = False,
    copy: Annotated[Copy | None, typer.Option(help="What holds the copy.")] = None,
    where: Annotated[
        str | None, typer.Option(metavar="URL|TEXT", help="What may still be seen there.")
    ] = None,
    ask_at: Annotated[
        str | None, typer.Option(metavar="URL|TEXT", help="Where one asks for its removal.")
    ] = None,
    asked: Annotated[
        bool, typer.Option("--asked", help="Note that you asked for it, or told the recipient.")
    ] = False,
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="With --asked: when. Else now.")
    ] = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT|@FILE", help="With --asked: whom, and what they answered.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """List, add and tick off what others must remove or be told."""
    adds = add or any(one is not None for one in (copy, where, ask_at))
    if adds and asked:
        raise options.exclusive("--asked", "--add")
    if (at is not None or note is not None) and not asked:
        raise BadInput("--at and --note say when you asked, and whom", "give --asked as well")
    if asked:
        if not numbers:
            raise BadInput(
                "which of them you asked for is not said", "their numbers are in: privacyctl follow-up"
            )
        copies_elsewhere.mark_asked(numbers, at, note, as_json=as_json)
        return
    case = _one_case(numbers)
    if not adds:
        copies_elsewhere.show(case, as_json=as_json)
        return
    if case is None or copy is None or where is None:
        raise BadInput(
            "a copy that is added needs its case, what holds it and what may be seen there",
            "for example: privacyctl follow-up 2 --add --copy social --where https://social.example/1",
        )
    copies_elsewhere.add(case, copy, where, ask_at, as_json=as_json)


def _one_case(numbers: list[int] | None) -> int | None:
    if numbers is not None and len(numbers) > 1:
        raise BadInput(
            "one case at a time", "or, of numbers of the list: privacyctl follow-up NUMBER... --asked"
        )
    return numbers[0] if numbers else None
