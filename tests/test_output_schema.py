"""What `--json` prints keeps to the schema that is published, and that and its page to the code.

`pytest tests/test_output_schema.py --update-golden` writes both anew. A key that is gone from
the difference is a promise that is broken.
"""

from __future__ import annotations

import json
import re
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from typing import is_typeddict

import pytest
from jsonschema_rs import ValidationError, meta

from helpers import document_schema, json_page
from helpers.printed import FORMS, PUBLISHED, must_be_as_published
from privacyctl import cli, output

PAGE = PUBLISHED.with_name("json.md")


def test_the_published_schema_is_that_of_the_code(request: pytest.FixtureRequest) -> None:
    made = document_schema.spelled(document_schema.published()) + "\n"
    if request.config.getoption("--update-golden"):
        PUBLISHED.write_text(made, "utf-8")

    assert made == PUBLISHED.read_text("utf-8")


def test_the_page_says_what_the_schema_says(request: pytest.FixtureRequest) -> None:
    made = json_page.page(json.loads(PUBLISHED.read_text("utf-8")))
    if request.config.getoption("--update-golden"):
        PAGE.write_text(made, "utf-8")

    assert made == PAGE.read_text("utf-8")


def test_every_link_within_the_page_has_its_heading() -> None:
    text = PAGE.read_text("utf-8")
    headings = [
        re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-")
        for one in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    ]

    assert len(headings) == len(set(headings))
    assert set(re.findall(r"\(#([^)]+)\)", text)) <= set(headings)


def test_it_is_a_schema() -> None:
    meta.validate(json.loads(PUBLISHED.read_text("utf-8")))


def test_every_command_that_takes_json_has_its_document() -> None:
    takes = [name for name in cli.COMMANDS if "as_json" in signature(cli.function_of(name)).parameters]

    assert list(FORMS) == takes == list(cli.COMMANDS)


def test_every_part_and_every_key_is_explained() -> None:
    parts = json.loads(PUBLISHED.read_text("utf-8"))["$defs"]
    said = {name: part for name, part in parts.items() if name not in FORMS}
    keys = {
        (name, key): value for name, part in said.items() for key, value in part.get("properties", {}).items()
    }

    assert [name for name, part in said.items() if not part["description"][:1].isupper()] == []
    assert [key for key, value in keys.items() if not value.get("description", "").endswith((".", "`"))] == []


def test_every_document_that_is_written_down_is_printed_by_some_command() -> None:
    modules = [import_module(f"privacyctl.output.{one.name}") for one in iter_modules(output.__path__)]
    written = {
        name: kind
        for module in modules
        for name, kind in vars(module).items()
        if name.endswith("Document") and is_typeddict(kind)
    }
    parts = json.loads(PUBLISHED.read_text("utf-8"))["$defs"]
    printed = [kind for kind in written.values() if document_schema.part_name(kind) in parts]
    with_all_they_inherit = {one.__name__ for kind in printed for one in document_schema.ancestry(kind)}

    assert sorted(written.keys() - with_all_they_inherit) == []


@pytest.mark.parametrize(
    "document",
    [
        {"optouts": [], "bad_lines": []},
        {"optouts": [], "bad_lines": [], "changed": False, "more": 1},
        {"optouts": [], "bad_lines": [], "changed": 0},
        {"optouts": [{"who": "ann"}], "bad_lines": [], "changed": False},
    ],
)
def test_what_is_otherwise_does_not_keep_to_it(document: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        must_be_as_published(["optout", "ann", "--json"], json.dumps(document))
