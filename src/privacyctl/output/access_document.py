"""What is held on one person, as the two files that they are handed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from privacyctl.output import pages
from privacyctl.output.screen.visible import visible_json

if TYPE_CHECKING:
    from privacyctl.model.access_document import Document


def document(found: Document) -> dict[str, Any]:
    """The answer as JSON has it: docs/reference/access.schema.json is its schema."""
    made: dict[str, Any] = json.loads(json.dumps(asdict(found)))
    return made


def text(made: dict[str, Any]) -> str:
    """The file for other programs."""
    return visible_json(json.dumps(made, ensure_ascii=False, indent=2)) + "\n"


def page(made: dict[str, Any]) -> str:
    """The file for people, of the same document."""
    return pages.render("access.html", **made)
