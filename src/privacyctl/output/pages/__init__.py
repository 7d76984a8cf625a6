"""Pages that are handed to people: one file each, which loads nothing and runs nothing.

Whatever comes from outside is escaped, set apart from the direction of the text around
it (`bdi`), and wrapped wherever it must be. `base.html` has the look; a page extends it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def render(template: str, **values: Any) -> str:
    """A page of this folder. An unknown value in a template is a bug and raises."""
    return _environment().get_template(template).render(**values)


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("privacyctl.output", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["own"] = _own
    made.filters["when"] = _when
    made.filters["day"] = _day
    return made


def _own(text: object) -> Markup:
    """A text from outside, in its own direction; what HTML does not allow is shown as a sign for it."""
    return Markup('<bdi dir="auto">{}</bdi>').format("".join(_allowed(sign) for sign in str(text)))


def _when(moment: str | None) -> Markup:
    """A moment as a person reads it, in UTC, with the moment for a machine."""
    return _time(moment, lambda at: f"{at.day} {at:%b %Y, %H:%M} UTC")


def _day(moment: str | None) -> Markup:
    return _time(moment, lambda at: f"{at.day} {at:%b %Y}")


def _time(moment: str | None, spelled: Callable[[datetime], str]) -> Markup:
    if moment is None:
        return Markup('<span class="none">–</span>')
    shown = spelled(datetime.fromisoformat(moment))
    return Markup('<time datetime="{}">{}</time>').format(moment, shown)


def _allowed(sign: str) -> str:
    is_control = unicodedata.category(sign) == "Cc" and sign not in "\n\t"
    return "\N{REPLACEMENT CHARACTER}" if is_control else sign
