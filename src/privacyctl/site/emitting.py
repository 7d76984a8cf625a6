"""Writing a data file of the publications that may be shown, for a site that has none of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from privacyctl.atomic_files import beside
from privacyctl.bounded_files import read_file
from privacyctl.errors import BadInput, unwritten
from privacyctl.model.publication import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.model.target import Target

_READABLE = 0o644
_LARGEST = 20_000_000


def emit(path: Path, shown: Sequence[Target], *, umask: int) -> bool:
    """Write these publications as JSON or YAML, by the file's ending; returns whether the file changed.

    Two lists: `testimonials` (id, quote, attribution) and `customers` (company, logo). A
    person's full name is in neither. An older file is replaced, whole or not at all. Raises
    BadInput for another ending, and for a file that cannot be written.
    """
    document = _document(shown)
    match path.suffix.lower():
        case ".json":
            text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        case ".yaml" | ".yml":
            text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)
        case _:
            raise BadInput(f"{path} is neither .json nor .yaml", "name the file with one of these endings")
    try:
        if path.exists():
            standing = read_file(path, _LARGEST)
            if standing is None:
                raise BadInput(
                    f"{path} is larger than {_LARGEST // 1_000_000} MB, so it is not ours",
                    "name another file",
                )
            if standing.decode() == text:
                return False
        mode = path.stat().st_mode & 0o777 if path.exists() else _READABLE & ~umask
        with beside(path, [text.encode()], mode) as built:
            built.replace(path)
    except OSError as error:
        raise unwritten(path, error, "name another file") from None
    except UnicodeDecodeError:
        raise BadInput(
            f"{path} cannot be written: it is no text in UTF-8, so it is not ours", "name another file"
        ) from None
    return True


def _document(shown: Sequence[Target]) -> dict[str, list[dict[str, Any]]]:
    testimonials = [
        {"id": one.publication, "quote": one.quote, "attribution": one.attribution}
        for one in shown
        if one.kind is Kind.TESTIMONIAL
    ]
    customers: dict[str | None, dict[str, Any]] = {}
    for one in shown:
        if one.kind is Kind.NAME:
            customers.setdefault(one.company, {})["company"] = one.company
        elif one.kind is Kind.LOGO and one.logo is not None:
            customers.setdefault(one.company, {})["logo"] = one.logo.name
    return {"testimonials": testimonials, "customers": list(customers.values())}
