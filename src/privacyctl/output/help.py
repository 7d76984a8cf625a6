"""What `help` prints: the topics, a page of them, and a man page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from privacyctl.output.screen import stream, table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import Protocol

    class HelpTopic(Protocol):
        """A page of the documents, as `handbook` has them."""

        @property
        def topic(self) -> str: ...
        @property
        def title(self) -> str: ...
        @property
        def path(self) -> Path: ...
        @property
        def text(self) -> str: ...


class HelpTopicDocument(TypedDict):
    """A topic that can be explained."""

    topic: str
    """What is typed after `privacyctl help`."""
    title: str
    """The heading of its page."""


class TopicsDocument(TypedDict):
    """The topics."""

    topics: list[HelpTopicDocument]
    """Every page of the documents."""


class PageDocument(TypedDict):
    """A page of the documents."""

    topic: str
    """What is typed after `privacyctl help`."""
    title: str
    """Its heading."""
    text: str
    """The page in Markdown."""


def topics_document(pages: Sequence[HelpTopic]) -> TopicsDocument:
    return {"topics": [{"topic": page.topic, "title": page.title} for page in pages]}


def page_document(page: HelpTopic, _is_command: bool) -> PageDocument:
    return {"topic": page.topic, "title": page.title, "text": page.text}


def say_topics(pages: Sequence[HelpTopic]) -> None:
    """A line a topic; and how the options of a command are found."""
    table.lines([[page.topic, page.title] for page in pages])
    stream.say("", "Read one: privacyctl help TOPIC. The options of a command: privacyctl COMMAND --help")


def say_page(page: HelpTopic, is_command: bool) -> None:
    """The page: drawn on a terminal, as it stands anywhere else."""
    if stream.is_terminal():
        table.markdown(page.text)
    else:
        stream.verbatim(page.text.rstrip("\n"))
    if is_command:
        stream.say("", f"Its options: privacyctl {page.topic} --help")


def say_man(
    panels: Mapping[str, Sequence[str]], examples: Mapping[str, str], summary: Callable[[str], str]
) -> None:
    """A man page in roff (man(7)): each command with what it does, and a line of it."""
    lines = [
        ".TH PRIVACYCTL 1",
        ".SH NAME",
        r"privacyctl \- keeps a small software vendor's privacy promises",
        ".SH SYNOPSIS",
        r".B privacyctl",
        r"[\-\-db FILE] COMMAND [ARGUMENT]...",
        ".SH DESCRIPTION",
        "Without a command it shows what is to be done today. The options of a command:",
        r".BR privacyctl " + '" COMMAND "' + r" \-\-help .",
    ]
    for panel, commands in panels.items():
        lines.append(f".SH {_roff(panel).upper()}")
        for command in commands:
            lines += [
                ".TP",
                f".B {_roff(command)}",
                _roff(summary(command)),
                ".br",
                _roff(f"privacyctl {examples[command]}"),
            ]
    stream.verbatim(*lines)


def _roff(text: str) -> str:
    r"""The text with what roff reads as its own undone: a backslash, a minus, and a dot or quote that begins a line."""
    plain = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{plain}" if plain[:1] in (".", "'") else plain
