"""The texts in a page's scripts: structured data (JSON-LD), and data from which the page is built."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from privacyctl.model.page_part import PartKind
from privacyctl.model.publication import Kind
from privacyctl.site.finding.items import ExhibitedItem
from privacyctl.site.finding.markup import unescaped
from privacyctl.site.finding.page import Page
from privacyctl.site.finding.page_text import Around
from privacyctl.site.parts.escapes import unescape

_REVIEWS = frozenset(("Review", "Quotation", "UserReview", "CriticReview"))
_UNSAID = frozenset(("@type", "@id", "@context"))
_KEY = re.compile(r"[a-z_$@][\w$@:./-]*")
"""A key that is a name in a program: another one, such as "Nord Werke", may be shown."""
_NAME = re.compile(r"(?:[a-z]+://\S*[/#])?[^\W\d]+(?:(?:[-_]|(?<=[a-z])(?=[A-Z]))[^\W_]+)+")
"""A name in a program of several words, which may be made of what is shown: "nord-werke", "nordWerke"."""
_APART = re.compile(r"[-_/#:]+|(?<=[a-z])(?=[A-Z])")
_MOST_NODES = 50_000
_FAR = -(10**9)
"""A distance at which a text is near nothing visible, and near no text of another script or value."""


def read_scripts(page: Page) -> None:
    """Add the texts of the page's scripts to its asides, and the reviews in them to its items."""
    apart = 0
    for text, at in page.scripts:
        document = _document(text)
        if document is None:
            apart += 1
            page.asides.add(
                f"{unescape(unescaped(text))}\n",
                at,
                Around(is_program=True, part=PartKind.SCRIPT),
                _FAR * apart,
            )
        else:
            apart = _read_document(page, document, text, at, apart)


def _document(text: str) -> Any:
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _read_document(page: Page, document: Any, text: str, at: int, apart: int) -> int:
    waiting: list[tuple[Any, Around]] = [(document, Around(part=PartKind.SCRIPT))]
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        node, around = waiting.pop()
        if isinstance(node, dict):
            if _is_review(node.get("@type")) and around.exhibit is None:
                page.items.append(ExhibitedItem(Kind.TESTIMONIAL, at, is_sure=True, element="script"))
                around = replace(around, shows=Kind.TESTIMONIAL, exhibit=len(page.items) - 1, is_credit=True)
            waiting += [(value, around) for key, value in reversed(node.items()) if key not in _UNSAID]
            named = [value for key, value in node.items() if key in _UNSAID and isinstance(value, str)]
            waiting += [(one, around) for one in named if " " in one]
            names = [one for one in (*node, *named) if _NAME.fullmatch(one)]
            said = "\n".join(_APART.sub(" ", one) for one in names)
            waiting += [(said, replace(around, exhibit=None, is_remark=True))] if said else []
            keys = "\n".join(key for key in node if not _KEY.fullmatch(key))
            waiting += [(keys, replace(around, exhibit=None))] if keys else []
        elif isinstance(node, list):
            waiting += [(value, around) for value in reversed(node)]
        elif isinstance(node, str):
            apart += 1
            said = unescape(node)  # a script may write it as markup
            page.asides.add(f"{said}\n", at, around, _FAR * apart)
            if around.exhibit is not None:
                page.items[around.exhibit].words.append(said)
    else:
        if waiting:
            apart += 1
            page.asides.add(f"{text}\n", at, Around(is_program=True, part=PartKind.SCRIPT), _FAR * apart)
    return apart


def _is_review(kinds: Any) -> bool:
    return any(
        isinstance(kind, str) and kind in _REVIEWS for kind in (kinds if isinstance(kinds, list) else [kinds])
    )
