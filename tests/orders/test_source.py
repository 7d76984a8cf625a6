"""Files that are no order files at all are refused in one sentence."""

from __future__ import annotations

import hashlib
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest

from privacyctl.errors import BadInput
from privacyctl.orders import open_orders

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "Order,Email,Product\n"
ROW = "1,ann@example.com,Widget\n"


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"^there is no file .*orders\.csv$"):
        open_orders(tmp_path / "orders.csv")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"is a folder$"):
        open_orders(tmp_path)


def test_a_path_with_a_nul_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"cannot be read: its name"):
        open_orders(tmp_path / "a\0b")


@pytest.mark.parametrize("content", ["", "\ufeff", " \r\n\n\t"])
def test_an_empty_file_is_refused(read: Any, content: str) -> None:
    with pytest.raises(BadInput, match=r"is empty$"):
        read(content)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_with_and_without_its_mark(read: Any, encoding: str) -> None:
    with pytest.raises(BadInput, match="is in UTF-16"):
        read((HEADER + ROW).encode(encoding))


def test_utf_16_is_known_where_no_letter_has_a_nul(read: Any) -> None:
    with pytest.raises(BadInput, match="is in UTF-16"):
        read("\u8ba2\u5355\u7f16\u53f7".encode("utf-16"))


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"%PDF-1.7\n",
        b"\x1f\x8b\x08",
        b"Order,\0Email\n",
    ],
)
def test_what_is_no_text_is_refused(read: Any, content: bytes) -> None:
    with pytest.raises(BadInput, match="is not a text file"):
        read(content)


def test_an_encoding_other_than_two_is_refused_by_name(read: Any) -> None:
    with pytest.raises(BadInput, match="files in 'latin-1' are not read"):
        read(HEADER, {}, encoding="latin-1")
    with pytest.raises(BadInput, match="files in 'no such' are not read"):
        read(HEADER, {}, encoding="no such")


def test_the_line_that_is_not_in_utf_8_is_named_far_into_the_file(read: Any) -> None:
    content = (HEADER + ROW * 20_000).encode() + b"2,bo@example.com,Gr\xf6\xdfe\n" + ROW.encode() * 500

    with pytest.raises(BadInput, match=r"^line 20002 of .* is not in UTF-8$") as refused:
        read(content, {})

    assert refused.value.hint == "try again with --encoding windows-1252"


def test_bytes_that_windows_1252_lacks_are_refused_too(read: Any) -> None:
    with pytest.raises(BadInput, match=r"^line 2 of .* is not in windows-1252 either$"):
        read(HEADER.encode() + b"1,ann@example.com,\x81\n", {}, encoding="cp1252")


def test_a_line_that_never_ends_is_refused_before_it_fills_the_memory(order_file: Any) -> None:
    path = order_file(HEADER)
    with path.open("ab") as file:
        file.write(b"1,")
        for _ in range(40):
            file.write(b"1234567890," * 100_000)

    orders = open_orders(path, columns={"Order": "order", "Email": "email", "Product": "product"})

    with pytest.raises(BadInput, match="a row that is too long"):
        list(orders)
    assert orders.position < 20_000_000


def test_the_hash_is_of_the_bytes_of_the_file(read: Any) -> None:
    content = ("\ufeff" + HEADER + "\r\n" + ROW * 10_000).encode()

    orders, _ = read(content, {})

    assert orders.sha256 == hashlib.sha256(content).digest()
    assert orders.position == orders.size == len(content)


def test_the_file_is_read_as_it_is_iterated(order_file: Any) -> None:
    path = order_file(HEADER + ROW * 50_000)
    orders = open_orders(path, columns={"Order": "order", "Email": "email", "Product": "product"})

    first = next(iter(orders))

    assert len(first) < 1000
    assert orders.position < path.stat().st_size / 2
    orders.close()


def test_a_pipe_has_no_size_and_is_read_like_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(HEADER + ROW * 10_000,))
    writer.start()

    with open_orders(pipe, columns={"Order": "order", "Email": "email", "Product": "product"}) as orders:
        count = sum(len(batch) for batch in orders)
    writer.join()

    assert orders.size is None
    assert count == 10_000
    assert orders.sha256 == hashlib.sha256((HEADER + ROW * 10_000).encode()).digest()


def test_the_file_is_closed_after_an_error(order_file: Any) -> None:
    orders = open_orders(
        order_file(HEADER + '1,ann@example.com,"Widget\n'),
        columns={"Order": "order", "Email": "email", "Product": "product"},
    )

    with pytest.raises(BadInput):
        list(orders)

    assert orders.source.closed
