"""BMT Micro's XML order notification: one or more `ordernotification` elements.

The names of the elements are documented; the nesting of the elements of an item is not
(help.bmtmicro.com/vendors/xml-order-notifications). So an element is read by its local name
wherever it stands; only in `billing` and `shipping` its parent counts, as in BMT's own
sample parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from privacyctl.errors import BadInput
from privacyctl.model.text import PROSE
from privacyctl.orders.order_file import Batch, Orders
from privacyctl.orders.rows import CellRules, order_lines
from privacyctl.orders.table import BATCH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from privacyctl.orders.source import Source

FORMAT = "bmtmicro"
SENDER = "bmt-micro"

_ORDER = {
    "orderid": "order",
    "orderdate": "ordered_at",
    "comments": "comment",
    "billing.email": "email",
    "billing.firstname": "first_name",
    "billing.lastname": "last_name",
    "billing.company": "company",
}
_ITEM = {
    "itemnumber": "item",
    "productname": "product",
    "quantity": "quantity",
    "productprice": "amount",
    "productcurrency": "currency",
}
# Elements that occur once for each item: the second of a name begins the next item. Not
# keydata, which may occur several times in one item.
_ONCE_AN_ITEM = {*_ITEM} | set(
    """registername productid productdiscount vendorroyalty affiliateroyalty bmtroyalty vendorcurrency
    affiliateid discountcode iteminfo downloadpassword""".split()  # noqa: SIM905
)
_FIELDS = tuple({**_ORDER, **_ITEM}.values())
_LARGEST = 50_000_000
_DEEPEST = 50
_MOST_ITEMS = 10_000
"""The most items of one order. They are held until its end: elements that belong to all may follow them."""
_MOST_NAMES = 1_000
# Large, since expat parses an unfinished token anew with every chunk.
_CHUNK = 1 << 20


class _Item:
    """One line of an order, as far as it was read."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.seen: set[str] = set()
        self.cells: dict[str, str] = {}
        self.around: set[tuple[int, str]] = set()
        """The elements around the parts of the item that were read: (depth, name)."""


class _XmlReader:
    """The handlers that expat calls. At the end of an order its (row, cells by field) join `lines`."""

    def __init__(self, source: Source, encoding: str | None) -> None:
        self.lines: list[tuple[int, dict[str, str]]] = []
        self.left: dict[str, None] = {}
        self.root = ""
        self.found = False
        self._path = source.path
        self._open: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._order: dict[str, str] | None = None
        self._items: list[_Item] = []
        self._began = 0
        self._parser = expat.ParserCreate(encoding)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._doctype

    def parse(self, data: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(data, is_last)
        except expat.ExpatError as broken:
            raise BadInput(
                f"line {broken.lineno} of {self._path} is not well-formed XML"
                f" ({expat.ErrorString(broken.code)})",
                "fetch the file again",
            ) from None
        except (LookupError, ValueError):
            raise BadInput(
                f"{self._path} declares an encoding that is not read", "save it as UTF-8"
            ) from None

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        self._open.append(local)
        self._text.clear()
        self._length = 0
        self.root = self.root or local
        if len(self._open) > _DEEPEST:
            raise BadInput(
                f"line {self._parser.CurrentLineNumber} of {self._path} is nested deeper than {_DEEPEST}"
                " elements",
                "an order notification has five; is it one?",
            )
        if local == "ordernotification" and self._order is None:
            self._order, self._items = {}, []
            self._began = self._parser.CurrentLineNumber
            self.found = True
        elif self._order is not None and local in _ONCE_AN_ITEM and not self._whose():
            self._feed_item(local)
        elif self._items and (len(self._open), local) in self._items[-1].around:
            # A second container like the one around the item: the item has ended.
            self._begin_item()

    def _characters(self, data: str) -> None:
        if self._length <= PROSE:  # a longer text is refused later, so the rest of it is not needed
            self._text.append(data)
            self._length += len(data)

    def _end(self, _name: str) -> None:
        local = self._open.pop()
        text = "".join(self._text).strip()
        self._text.clear()
        self._length = 0
        name = self._whose() + local
        if self._order is not None and name in _ORDER:
            self._add_to_order(_ORDER[name], text)
        elif self._order is not None and name in _ITEM:
            self._items[-1].cells[_ITEM[name]] = text
        elif text and len(self.left) < _MOST_NAMES:
            self.left[name] = None
        if local == "ordernotification" and local not in self._open:
            self._end_order()

    def _doctype(self, name: str, *_rest: object) -> None:
        if name.lower() == "html":
            raise BadInput(f"{self._path} is a web page and no order file", "export the orders as XML or CSV")
        raise BadInput(
            f"{self._path} has a document type declaration, which no order notification has",
            "fetch the file again; declared entities are not read",
        )

    def _whose(self) -> str:
        return next((f"{name}." for name in reversed(self._open) if name in ("billing", "shipping")), "")

    def _add_to_order(self, field: str, text: str) -> None:
        assert self._order is not None  # noqa: S101  told to mypy; its caller asked
        before = self._order.get(field)
        if text and not before:
            self._order[field] = text
        elif text and field == "comment" and before:
            self._order[field] = f"{before}\n{text}"

    def _feed_item(self, local: str) -> None:
        if not self._items or local in self._items[-1].seen:
            self._begin_item()
        item = self._items[-1]
        item.seen.add(local)
        inside = self._open.index("ordernotification") + 1
        item.around |= {(depth + 1, self._open[depth]) for depth in range(inside, len(self._open) - 1)}

    def _begin_item(self) -> None:
        if len(self._items) == _MOST_ITEMS:
            raise BadInput(
                f"an order in {self._path} has more than {_MOST_ITEMS:,} items", "is it one order?"
            )
        self._items.append(_Item(self._parser.CurrentLineNumber))

    def _end_order(self) -> None:
        assert self._order is not None  # noqa: S101  told to mypy; an element only ends once it began
        order = self._order
        for item in self._items or [_Item(self._began)]:
            self.lines.append((item.row, {**order, **item.cells}))
            order = {**order, "comment": ""}  # the buyer wrote it once
        self._order = None
        self._items = []


def open_notifications(source: Source, encoding: str | None, date_format: str | None) -> Orders:
    """Open an XML file. Raises nothing for other XML: the iteration does."""
    if source.size is not None:
        _check_size(source, source.size)
    # The document's own declaration tells its encoding; `encoding` overrules it.
    reader = _XmlReader(source, encoding)
    rules = CellRules(date_format=date_format, is_price_each=True)
    return Orders(
        source,
        lambda orders: _batches(reader, rules, orders),
        FORMAT,
        "BMT Micro",
        sender=SENDER,
        fields=_FIELDS,
    )


def _batches(reader: _XmlReader, rules: CellRules, orders: Orders) -> Iterator[Batch]:
    while chunk := orders.source.read(_CHUNK):
        _check_size(orders.source, orders.source.position)
        reader.parse(chunk, is_last=False)
        yield from _finished(reader, rules, orders)
    reader.parse(b"", is_last=True)
    yield from _finished(reader, rules, orders)
    if not reader.found:
        raise BadInput(
            f"{orders.source.path} holds no order notification; its root element is '{reader.root[:60]}'",
            f"XML is read in the format {FORMAT} alone; export other orders as CSV",
        )


def _finished(reader: _XmlReader, rules: CellRules, orders: Orders) -> Iterator[Batch]:
    """The order lines of the orders that have ended, as batches."""
    lines, reader.lines = reader.lines, []
    orders.left_behind = tuple(reader.left)
    for start in range(0, len(lines), BATCH):
        part = lines[start : start + BATCH]
        columns = {field: [cells.get(field, "") for _, cells in part] for field in _FIELDS}
        yield order_lines([row for row, _ in part], columns, rules, orders)


def _check_size(source: Source, size: int) -> None:
    if size > _LARGEST:
        raise BadInput(
            f"{source.path} is larger than {_LARGEST // 1_000_000} MB, and so is no order notification",
            "import the notifications one by one, or export the orders as CSV",
        )
