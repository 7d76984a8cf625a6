"""Readers of resellers' order files: identify the format, then read it row by row.

| file | what it knows |
|---|---|
| `identify` | which reader a file needs; `open_orders` |
| `order_file` | an opened file: its batches, and what was seen on the way |
| `source` | the bytes: read once, hashed on the way, bounded |
| `header` | which column is which field, and which may never be one |
| `table` | CSV: quotes, ragged rows, the totals at the end |
| `bmtmicro` | XML: BMT Micro's order notification |
| `gumroad`, `stripe` | the columns of these two, by their own names |
| `rows` | cells → `OrderLine` or `BadRow`, the same for every format |
| `cells` | the words and numbers inside one cell |

A new reseller with a CSV file is one more `Layout` in a file like `gumroad`, and its
name in `identify`.
"""

from privacyctl.orders.identify import FORMATS, open_orders
from privacyctl.orders.order_file import Orders

__all__ = ["FORMATS", "Orders", "open_orders"]
