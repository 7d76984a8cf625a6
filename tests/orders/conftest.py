"""What the tests of the readers share: a file from a text, and its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from privacyctl.orders import Orders, open_orders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from privacyctl.model.purchase import BadRow, OrderLine


MAP = {"Order": "order", "Email": "email", "Product": "product"}


@pytest.fixture
def order_file(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a text to a file."""

    def written(content: str | bytes) -> Path:
        path = tmp_path / "orders"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture
def read(
    order_file: Callable[[str | bytes], Path],
) -> Callable[..., tuple[Orders, list[OrderLine | BadRow]]]:
    """Read a text as a reseller's file, to its end. Order, Email and Product are mapped."""

    def opened(
        content: str | bytes, columns: dict[str, str] | None = None, **options: Any
    ) -> tuple[Orders, list[OrderLine | BadRow]]:
        orders = open_orders(
            order_file(content), columns=MAP | columns if columns is not None else {}, **options
        )
        return orders, [row for batch in orders for row in batch]

    return opened
