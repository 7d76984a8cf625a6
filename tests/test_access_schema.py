"""The document that a person is handed keeps to the schema that is published, and the schema to the code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator, ValidationError, meta
from pydantic import BaseModel, ConfigDict

from helpers.random_people import ALL, People
from helpers.terminal import CommandLine
from privacyctl.duties.rights import access_document as gathering
from privacyctl.model import access_document
from privacyctl.model.ids import CaseId, ContactId
from privacyctl.output import access_document as words
from privacyctl.store import Store, requests

FILE = Path(__file__).parents[1] / "docs" / "reference" / "access.schema.json"
KINDS = (
    "address", "former", "purchase", "consent", "notice", "suppression", "publication", "request", "earlier", "access",
    "takedown", "correction", "erasure", "disclosure", "by_another",
)  # fmt: skip
MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"


class _Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)
    document: access_document.Document


def schema() -> dict[str, Any]:
    """The schema of the document, with what its docstrings say, for any program that reads it."""
    parts = _Schema.model_json_schema(mode="serialization")["$defs"]
    for part in parts.values():
        part.pop("title", None)
        for name, one in part["properties"].items():
            one.pop("title", None)
            if name == "at" or name.endswith(("_at", "as_of", "_until")):
                _must_be_moment(one)
    document = parts.pop("Document")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What is held on a person",
        **document,
        "$defs": dict(sorted(parts.items())),
    }


def _must_be_moment(one: dict[str, Any]) -> None:
    for form in one.get("anyOf", [one]):
        if form.get("type") == "string":
            form |= {"format": "date-time", "pattern": MOMENT}


def published() -> Draft202012Validator:
    return Draft202012Validator(json.loads(FILE.read_text("utf-8")), validate_formats=True)


def test_the_published_schema_is_that_of_the_code(request: pytest.FixtureRequest) -> None:
    made = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-golden"):
        FILE.write_text(made, "utf-8")

    assert made == FILE.read_text("utf-8")


def test_it_is_a_schema() -> None:
    meta.validate(json.loads(FILE.read_text("utf-8")))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_document_of_anybody_keeps_to_it(db: Path, store: Store, count: int) -> None:
    People(db, dict.fromkeys(ALL, dict.fromkeys(KINDS, count) | {"request": 1})).fill()
    case = requests.get(store, CaseId(1))
    assert case is not None
    for person in ALL:
        made = gathering.document(store, case, ContactId(person), access_document.Controller(None, None))

        published().validate(words.document(made))


def test_what_is_handed_out_keeps_to_it(run: CommandLine, tmp_path: Path) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    run.ok("add-purchase ann@acme.example --order 1 --product Widget --amount 49 --currency EUR")
    run.ok(f"access ann@acme.example --confirmed voice --out {tmp_path / 'out'}")

    published().validate(json.loads((tmp_path / "out" / "access-case-1.json").read_text("utf-8")))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.pop("as_of"),
        lambda d: d.update(version=2),
        lambda d: d.update(more=1),
        lambda d: d["held"]["person"].update(more=1),
        lambda d: d["held"]["person"].update(contact="1"),
        lambda d: d.update(as_of="yesterday"),
    ],
)
def test_what_is_otherwise_does_not(db: Path, store: Store, spoil: Any) -> None:
    People(db, dict.fromkeys(ALL, dict.fromkeys(KINDS, 0) | {"request": 1})).fill()
    case = requests.get(store, CaseId(1))
    assert case is not None
    document = words.document(
        gathering.document(store, case, ContactId(1), access_document.Controller(None, None))
    )
    spoil(document)

    with pytest.raises(ValidationError):
        published().validate(document)


def test_every_part_of_the_schema_is_explained() -> None:
    parts = json.loads(FILE.read_text("utf-8"))

    assert parts["description"]
    assert [name for name, part in parts["$defs"].items() if not part.get("description")] == []
