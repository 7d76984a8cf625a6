"""The list of what the tool refuses is that of the code, and each of its sentences is in the form of the house.

`pytest tests/test_error_list.py --update-golden` writes the page anew; read the difference
before you commit it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from helpers.sentences import Sentence, Unreadable, kinds, read, written
from helpers.source_files import Source
from privacyctl.cli import COMMANDS, PANELS

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "errors.md"

BESIDE_COMMANDS = {
    "Any command": ("errors", "model/", "duties/", "output/", "cli/"),
    "The data file": ("store/", "duties/making_record", "erasure_list"),
    "Settings": ("config/",),
    "Start": ("cli/demo", "schedulers/", "model/schedule"),
    "Removals": ("duties/removals/", "ways/"),
    "People and orders": ("orders/", "duties/people/", "duties/who", "model/contact", "model/purchase"),
    "Mailing": (
        "address_lists", "bounded_files", "duties/lists/opting_out", "duties/lists/opting_in",
        "duties/lists/audience", "duties/suppressions", "output/optout", "output/gate",
    ),
    "On show": ("site/", "duties/site/", "duties/permissions", "duties/removals/publications", "cli/site"),
    "Inbox and requests": (
        "mail/", "inbox/", "secret_commands",
        "duties/cases", "duties/erase_person", "duties/proofs", "duties/restrictions", "duties/rights/",
        "cli/proof", "output/access",
    ),
    "Promises": (
        "anchors/", "duties/promises/", "duties/purposes", "duties/lists/", "model/disclosure", "model/figures",
        "cli/handoff", "output/notices", "output/disclosures",
    ),
    "Keeping": (
        "keeping/", "duties/keeping/", "store/journal/", "store/file/swapping", "cli/lost_record", "cli/new_key",
    ),
}  # fmt: skip
"""Where a reader looks for what no command's own file raises: how the paths begin; the longest one counts."""

SUBJECTS = (*list(BESIDE_COMMANDS)[:3], *PANELS)
"""The order of the page is that of `--help`."""

HEAD = """# What the tool refuses

Made from the code by `pytest tests/test_error_list.py --update-golden`: do not edit it by hand.

An error is one line on standard error, `privacyctl: error: SENTENCE`, and mostly a second one,
`privacyctl: hint: HINT`, that says what to type next. Words in capitals differ from case to case, and words in square
brackets are said only at times. Look for words of the sentence that you met; every sentence has an anchor of its own.
Where a sentence has several hints, one of them is said. After a name that nobody on record has, a terminal is told
the nearest ones too.

A new error is raised where it is found, as one of the kinds below, with a sentence and a hint. The sentence is a
lower-case clause without a full stop, which quotes the value and blames nobody. It holds nothing of a person but what
was typed in that very command. Write it as a text or an f-string, so that it can be read from the source. What is
listed here already is not said in other words: two places that say the same call one function, in `errors.py` where
several readers of files need it. Then make this page anew.

What is no refusal ends with other statuses: see [exit statuses](exit-status.md). What typer says of an unknown command
or option, status 2, is not listed.
"""


def test_the_published_list_is_that_of_the_code(request: pytest.FixtureRequest) -> None:
    made = page(written())
    if request.config.getoption("--update-golden"):
        PAGE.write_text(made, "utf-8")

    assert made == PAGE.read_text("utf-8")


def page(sentences: list[Sentence]) -> str:
    """The whole page; nothing in it says in which file or on which line a sentence stands."""
    refused = [one for one in sentences if one.kind in kinds()]
    parts = [HEAD, _kinds()]
    for subject in SUBJECTS:
        told = _by_text(refused, subject)
        rows = [
            f"| {_anchor(text)}{_code(text)} | {_hints(all_)} | {_statuses(all_)} |"
            for text, all_ in told.items()
        ]
        parts.append(f"## {subject}\n\n" + _table("| error | hint | status |", rows))
    for title, kind in (("Warnings", "warning"), ("What is no refusal", "error")):
        told = _by_text([one for one in sentences if one.kind == kind])
        rows = [f"| {_anchor(text)}{_code(text)} | {_hints(all_)} |" for text, all_ in told.items()]
        parts.append(f"## {title}\n\n" + _table(f"| {kind} | hint |", rows))
    return "\n".join(parts)


def _kinds() -> str:
    rows = [
        f"| `{name}` | {kind.status} | {(kind.__doc__ or '').partition(chr(10))[0]} |"
        for name, kind in sorted(kinds().items(), key=lambda item: (item[1].status, item[0]))
    ]
    return "## Kinds\n\n" + _table("| kind | status | what it means |", rows)


def _table(head: str, rows: list[str]) -> str:
    return "\n".join([head, "|---" * (head.count("|") - 1) + "|", *rows]) + "\n"


def _by_text(sentences: list[Sentence], subject: str | None = None) -> dict[str, list[Sentence]]:
    """Each sentence once, with all that is made of it, under the first subject that has it; in alphabetical order."""
    found = defaultdict(list)
    for one in sentences:
        found[one.text].append(one)
    return {
        text: all_
        for text, all_ in sorted(
            found.items(), key=lambda item: re.sub(r"\W+", " ", item[0]).strip().casefold()
        )
        if subject is None
        or min(SUBJECTS.index(subject_of(one.place)) for one in all_) == SUBJECTS.index(subject)
    }


def subject_of(place: str) -> str:
    """The panel of a command where the file has its name."""
    layer, _, name = place.removesuffix(".py").replace("_", "-").partition("/")
    if layer in {"cli", "output"} and name in COMMANDS:
        return COMMANDS[name]
    begins = [
        (len(one), subject)
        for subject, all_ in BESIDE_COMMANDS.items()
        for one in all_
        if place.startswith(one)
    ]
    assert begins, f"{place} refuses something and has no subject: name it in BESIDE_COMMANDS of this file"
    return max(begins)[1]


def _anchor(text: str) -> str:
    return f'<a id="{anchor(text)}"></a>'


def anchor(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.casefold())[:12])


def _hints(all_: list[Sentence]) -> str:
    return "<br>".join(_code(hint) for hint in sorted({one.hint for one in all_}) if hint)


def _statuses(all_: list[Sentence]) -> str:
    named = sorted({(kinds()[one.kind].status, one.kind) for one in all_})
    return "<br>".join(f"{status} `{kind}`" for status, kind in named)


def _code(text: str) -> str:
    marks = "``" if "`" in text else "`"
    return f"{marks}{' ' * text.startswith('`')}{text}{' ' * text.endswith('`')}{marks}".replace("|", "\\|")


def test_a_sentence_that_only_a_run_would_tell_is_an_error_with_the_way_out() -> None:
    source = Source("errors.py", "def fail(said):\n    raise Refused(said.upper(), 'a hint')\n")

    with pytest.raises(
        Unreadable, match=r"errors\.py:2: .*said\.upper\(\).* Write it as a text, an f-string"
    ):
        list(read(source))


def test_what_varies_in_a_sentence_makes_a_shape_or_a_sentence_each() -> None:
    source = Source(
        "errors.py",
        """
def fail(path, error, contact):
    kind = "folder" if path.is_dir() else f"file of {contact.id}"
    raise BadInput(
        f"{path} is a {kind}{' here' if error else ''}: {why(error)}",
        "name it" if path.is_dir() else f"privacyctl show {contact.id}",
    )
""",
    )

    assert [(one.kind, one.text, one.hint) for one in sorted(read(source))] == [
        ("BadInput", "PATH is a file of CONTACT[ here]: REASON", "privacyctl show CONTACT"),
        ("BadInput", "PATH is a folder[ here]: REASON", "name it"),
    ]


def test_every_anchor_leads_to_one_sentence() -> None:
    texts = {one.text for one in written()}
    anchors = defaultdict(set)
    for text in texts:
        anchors[anchor(text)].add(text)

    assert [same for same in anchors.values() if len(same) > 1] == []


def test_every_sentence_is_a_clause_of_the_house() -> None:
    wrong = re.compile(r"[A-Z][a-z].*|.*[.!]|", re.DOTALL)

    assert [one.text for one in written() if wrong.fullmatch(one.text)] == []


AT_SEVERAL = {
    "PATH is there already and is not overwritten",
    "PATH cannot be written: REASON",
    "PATH is empty",
}
"""Sentences that are made in several places: what kind of failure it is differs, or what to type next."""


def test_one_thing_is_said_in_one_place() -> None:
    places = defaultdict(set)
    for one in written():
        places[one.text].add((one.place, one.line))

    assert {text for text, all_ in places.items() if len(all_) > 1} == AT_SEVERAL
