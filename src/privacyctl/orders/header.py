"""Which column of a CSV file is which field: by the user's own map, or by a known layout.

Nothing is guessed. Names are compared whole, without regard to case, white space and Unicode
form; columns that are not mapped are reported, and a card column is never read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput, Refused
from privacyctl.model.cards import holds_card_number
from privacyctl.model.purchase import ORDER_FIELDS, REQUIRED_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_SHOWN = 40
"""How many header names a sentence lists."""
_LONGEST_SHOWN = 60
_CARD = re.compile(
    r"\bcards?\b|credit ?card|debit ?card|\bcard ?(no|num|holder)|\blast ?(4|four)\b|\bcv[cv]2?\b|\bpan\b"
    r"|\bcc\b|kreditkarte|kartennummer|\bkarte\b|carte (bancaire|bleue|de)|tarjeta"
)
_OPPOSITE = re.compile(r"\bopt(ed)? ?out|unsubscri|do not|don'?t|no (contact|mail|e mail|news)|suppress")
_EXAMPLE = "--map 'Order ID=order' --map 'Email=email' --map 'Product=product'"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one reseller's CSV file. Column names are in the form that `key` gives them."""

    format: str
    seller: str
    known_by: frozenset[str]
    """Columns that together stand in no other reseller's file."""
    columns: Mapping[str, tuple[str, ...]]
    """Field → the columns it may be in, the best first."""
    currency: str | None = None
    """The currency of every amount, where the file has no column for it."""
    paid_column: str | None = None
    """If given, a row is an order only where this column holds one of `paid_words`."""
    paid_words: frozenset[str] = field(default=frozenset())

    def fits(self, header: Sequence[str]) -> bool:
        return self.known_by <= {key(name) for name in header}


def key(name: str) -> str:
    """The form in which header names are compared."""
    return " ".join(unicodedata.normalize("NFKC", name).replace("\ufeff", "").split()).casefold()


def places(
    header: Sequence[str], columns: Mapping[str, str], layout: Layout | None, path: Path
) -> dict[str, int]:
    """Each field's place in a row: by the layout, and before it by the user's map (column → field).

    Of two columns of one name the first counts: resellers append the vendor's own columns.
    Raises BadInput for a map that does not fit the header, Refused for a card column.
    """
    mapped = _mapped(header, columns, path)
    keys = [key(name) for name in header]
    found = dict(mapped)
    for name, candidates in (layout.columns if layout else {}).items():
        if name in found or (name == "name" and {"first_name", "last_name"} & mapped.keys()):
            continue
        at = next((keys.index(c) for c in candidates if c in keys), None)
        if at is not None and at not in mapped.values():
            found[name] = at
    missing = [name for name in REQUIRED_FIELDS if name not in found]
    if missing:
        raise BadInput(
            f"no column of {path} is mapped to {' and '.join(missing)}; it has {listed(header)}",
            f"say which column is which: {_EXAMPLE}",
        )
    if "amount" in found and "currency" not in found and not fixed_currency(layout, found, header):
        raise BadInput(
            "amount is mapped but currency is not",
            "map the column of the currency too (--map 'Currency=currency'), or leave the amount out",
        )
    return found


def fixed_currency(layout: Layout | None, found: Mapping[str, int], header: Sequence[str]) -> str | None:
    """The layout's currency, if the amounts come from the layout's own column; else None."""
    if layout is None or "amount" not in found:
        return None
    return layout.currency if key(header[found["amount"]]) in layout.columns["amount"] else None


def check_names(header: Sequence[str], path: Path) -> None:
    """Raise BadInput where the first line is not a header but a row of data."""
    if any("@" in name or holds_card_number(name) for name in header):
        raise BadInput(
            f"the first line of {path} holds data and no column names",
            "put a line with the names of the columns before it",
        )


def unknown(header: Sequence[str], path: Path, fitting: Sequence[str]) -> BadInput:
    """The error for a file that fits no layout, or several."""
    if fitting:
        return BadInput(
            f"{path} may be of {' or '.join(fitting)}; it has {listed(header)}",
            f"say which: --format {fitting[0]}",
        )
    return BadInput(
        f"{path} is of no format that is known; it has {listed(header)}",
        f"say which column is which: {_EXAMPLE}",
    )


def listed(header: Sequence[str]) -> str:
    """The names of the columns, for a sentence; no more than forty."""
    names = [f"'{name[:_LONGEST_SHOWN]}'" for name in named(header)]
    rest = len(names) - _SHOWN
    if not names:
        return "no columns"
    return f"the columns {', '.join(names[:_SHOWN])}" + (f" and {rest} more" if rest > 0 else "")


def named(header: Sequence[str]) -> tuple[str, ...]:
    """The header's names as they are shown; an empty name by its number."""
    clean = (" ".join(name.replace("\ufeff", "").split()) for name in header)
    return tuple(name or f"column {place}" for place, name in enumerate(clean, 1))


def asks_the_opposite(name: str) -> bool:
    """Whether a yes in this column means "do not write to me", as in "Do not contact?"."""
    words = key(name).replace("-", " ").replace("_", " ")
    return bool(_OPPOSITE.search(words)) and not re.search(r"\bopt(ed)? ?in\b", words)


def _mapped(header: Sequence[str], columns: Mapping[str, str], path: Path) -> dict[str, int]:
    keys = [key(name) for name in header]
    found: dict[str, int] = {}
    for column, name in columns.items():
        if name not in ORDER_FIELDS:
            raise BadInput(f"'{name}' is no field of an order", f"map columns to {', '.join(ORDER_FIELDS)}")
        if _CARD.search(key(column).replace("_", " ").replace("-", " ")):
            raise Refused(
                f"the column '{column}' is about a card, and nothing of a card is ever stored",
                "leave it out of the map",
            )
        count = keys.count(key(column))
        if count != 1:
            raise BadInput(
                f"{path} has {'several columns' if count else 'no column'} '{column}'; "
                f"it has {listed(header)}",
                "rename the one that is meant" if count else "write the name as it stands in the header",
            )
        at = keys.index(key(column))
        if at in found.values():
            raise BadInput(f"the column '{column}' is mapped twice", "map it to one field")
        if name in found:
            raise BadInput(f"two columns are mapped to {name}", "map one of them")
        found[name] = at
    return found
