"""People and their orders: who is on record, and what they bought.

| file | what lives in it |
|---|---|
| `contacts` | putting people on record, and showing everything that is held on one of them |
| `order_lines` | order lines as an import takes them: who they are of, what is new in them, and what they answer |
| `orders` | importing a reseller's orders: all of a file or nothing, and the same file twice is nothing |
| `purchases` | recording a purchase by hand |
"""
