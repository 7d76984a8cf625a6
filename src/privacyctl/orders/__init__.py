"""Readers of resellers' order files: identify the format, then read it row by row.

| file | what lives in it |
|---|---|
| `identify` | choosing the reader of a file by its content; start here: `open_orders` |
| `order_file` | an opened order file: its batches of lines, and counts of what was left out |
| `source` | the bytes of an order file: read once, hashed meanwhile, bounded |
| `header` | which column is which field, and which column is never read |
| `table` | CSV: quotes, ragged rows, the totals at the end |
| `bmtmicro` | XML: BMT Micro's order notification |
| `gumroad`, `stripe` | the columns of these two, by their own names |
| `rows` | from cells to `OrderLine` or `BadRow`, the same for every format |
| `cells` | reading one cell: text, a yes or no, a time, an amount |

A new reseller with a CSV file is one more `Layout` in a file like `gumroad`, and its
name in `identify`.
"""

from privacyctl.orders.identify import FORMATS, open_orders
from privacyctl.orders.order_file import Orders

__all__ = ["FORMATS", "Orders", "open_orders"]
