"""Choosing the reader of an order file by its content, never by its name."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput
from privacyctl.orders import bmtmicro, gumroad, header, stripe, table
from privacyctl.orders.cells import check_date_format
from privacyctl.orders.order_file import Orders
from privacyctl.orders.rows import CellRules
from privacyctl.orders.source import Source, open_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_LAYOUTS = {layout.format: layout for layout in (gumroad.LAYOUT, stripe.LAYOUT)}
FORMATS = (bmtmicro.FORMAT, *_LAYOUTS, "csv")
"""The names of the formats. `csv` is any other table, whose columns the user maps."""
_ENCODINGS = {"utf-8": "utf-8-sig", "utf-8-sig": "utf-8-sig", "cp1252": "cp1252"}


def open_orders(
    path: Path,
    *,
    format: str | None = None,  # noqa: A002  the option's name
    columns: Mapping[str, str] = {},
    encoding: str | None = None,
    date_format: str | None = None,
) -> Orders:
    """Open a reseller's file, and identify its format unless `format` names it.

    `columns` maps column names to fields, and overrides or extends a known layout. Raises
    BadInput for a file that is not of its format, or fits no layout or several; Refused
    where a card column is mapped.
    """
    if format is not None and format not in FORMATS:
        raise BadInput(f"there is no format '{format}'", f"use one of {', '.join(FORMATS)}")
    codec = _codec(encoding)
    if date_format is not None:
        check_date_format(date_format)
    source = open_source(path)
    try:
        if _is_xml(source, format, columns):
            stated = None if encoding is None else codec.removesuffix("-sig")
            return bmtmicro.open_notifications(source, stated, date_format)
        return _open_table(source, format, columns, codec, date_format)
    except BaseException:
        source.close()
        raise


def _codec(encoding: str | None) -> str:
    try:
        return _ENCODINGS[codecs.lookup(encoding or "utf-8").name]
    except (LookupError, ValueError):
        raise BadInput(
            f"files in '{encoding}' are not read", "use utf-8 or windows-1252, or export it as UTF-8"
        ) from None


def _is_xml(source: Source, format_: str | None, columns: Mapping[str, str]) -> bool:
    is_xml = source.head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")
    if format_ is not None and is_xml != (format_ == bmtmicro.FORMAT):
        raise BadInput(
            f"{source.path} is {'XML' if is_xml else 'not XML'}, so it is no {format_} file",
            "leave --format out to have it found",
        )
    if is_xml and columns:
        raise BadInput(f"{source.path} is XML and has no columns to map", "leave --map out")
    return is_xml


def _open_table(
    source: Source,
    format_: str | None,
    columns: Mapping[str, str],
    encoding: str,
    date_format: str | None,
) -> Orders:
    rows = table.rows(source, encoding)
    names = next(rows, (0, []))[1]
    header.check_names(names, source.path)
    layout = _layout(names, format_, columns, source.path)
    places = header.places(names, columns, layout, source.path)
    opt_in = places.get("opt_in")
    picked = table.Picked(
        width=len(names),
        places=places,
        rules=CellRules(
            date_format=date_format,
            currency=None if "currency" in places else header.fixed_currency(layout, places, names),
            asks_the_opposite=opt_in is not None and header.asks_the_opposite(names[opt_in]),
            is_shielded=True,
        ),
        is_order=_is_paid(names, layout),
    )
    shown = header.named(names)
    left = (name for at, name in enumerate(shown) if at not in places.values())
    return Orders(
        source,
        lambda orders: table.batches(rows, picked, orders),
        layout.format if layout else "csv",
        layout.seller if layout else None,
        sender=layout.format if layout else None,
        fields=(*places, *(["currency"] if "amount" in places and "currency" not in places else [])),
        left_behind=tuple(dict.fromkeys(left)),
    )


def _layout(
    names: Sequence[str], format_: str | None, columns: Mapping[str, str], path: Path
) -> header.Layout | None:
    if format_ is not None:
        return _LAYOUTS.get(format_)
    fitting = [layout for layout in _LAYOUTS.values() if layout.fits(names)]
    if len(fitting) > 1 or not (fitting or columns):
        raise header.unknown(names, path, [layout.format for layout in fitting])
    return fitting[0] if fitting else None


def _is_paid(names: Sequence[str], layout: header.Layout | None) -> table.Test | None:
    keys = [header.key(name) for name in names]
    if layout is None or layout.paid_column not in keys:
        return None
    at = keys.index(layout.paid_column)
    words = layout.paid_words
    return lambda cells: cells[at].strip().casefold() in words
