"""The command `help`."""

from __future__ import annotations

from difflib import get_close_matches
from functools import partial
from typing import Annotated

import typer

from privacyctl import cli, handbook
from privacyctl.cli import options
from privacyctl.errors import BadInput
from privacyctl.output.screen import stream


def help(  # noqa: A001  (the command's own name)
    topic: Annotated[
        str | None, typer.Argument(metavar="[TOPIC]", help="A page's topic, or a command. Else the list.")
    ] = None,
    man: Annotated[bool, typer.Option("--man", help="Print a man page of all commands.")] = False,
    as_json: options.Json = False,
) -> None:
    """Explain a topic, or list the topics."""
    from privacyctl.output import help as words

    if man:
        if topic is not None or as_json:
            raise BadInput("--man stands alone", "privacyctl help --man")
        stream.answer(False, dict, partial(words.say_man, cli.PANELS, cli.examples.EXAMPLES, _summary))
        return
    known = {page.topic: page for page in handbook.pages()}
    if topic is None:
        stream.answer(as_json, words.topics_document, words.say_topics, tuple(known.values()))
    elif topic in known:
        stream.answer(as_json, words.page_document, words.say_page, known[topic], topic in cli.COMMANDS)
    elif topic in cli.COMMANDS and not as_json:
        cli.explain(topic)
    else:
        near = get_close_matches(topic, [*known, *cli.COMMANDS], n=1)
        raise BadInput(
            f"there is no topic '{topic[:60]}'",
            f"did you mean {near[0]}?" if near else "the topics are: privacyctl help",
        )


def _summary(command: str) -> str:
    return str(cli.function_of(command).__doc__).splitlines()[0]
