"""XML: what a notification may not do to us, and which item an element belongs to."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from privacyctl.errors import BadInput
from privacyctl.model.purchase import BadRow
from privacyctl.orders import bmtmicro, open_orders

BUYER = "<billing><firstname>Ann</firstname><email>ann@example.com</email><company>Acme</company></billing>"


def order(content: str, buyer: str = BUYER) -> str:
    return f"<ordernotification><orderid>1</orderid>{buyer}{content}</ordernotification>"


@pytest.mark.parametrize(
    "declaration",
    ["<!DOCTYPE request>", '<!DOCTYPE r [<!ENTITY a "b">]>', '<!DOCTYPE r SYSTEM "file:///etc/passwd">'],
)
def test_a_document_type_is_refused(read: Any, declaration: str) -> None:
    with pytest.raises(BadInput, match="has a document type declaration"):
        read(f"{declaration}<request>{order('<productname>W</productname>')}</request>")


def test_a_hundred_thousand_levels_are_refused_at_once(read: Any) -> None:
    with pytest.raises(BadInput, match=r"^line 1 of .* is nested deeper than 50 elements$"):
        read("<a>" * 100_000)


def test_fifty_levels_are_read(read: Any) -> None:
    _, rows = read("<a>" * 46 + order("<i><productname>W</productname></i>") + "</a>" * 46)

    assert rows[0].product == "W"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(order_file: Any) -> None:
    path = order_file("<request>\n")
    with path.open("r+b") as file:
        file.truncate(1_000_000_000)

    with pytest.raises(BadInput, match="is larger than 50 MB"):
        open_orders(path)


def test_a_stream_that_grows_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, order_file: Any) -> None:
    path = order_file(f"<request>{' ' * 3_000_000}</request>")
    orders = open_orders(path)
    monkeypatch.setattr(bmtmicro, "_LARGEST", 2_000_000)

    with pytest.raises(BadInput, match="is larger than 2 MB"):
        list(orders)
    assert orders.position < 3_000_000


@pytest.mark.slow
def test_a_text_of_twenty_megabytes_spoils_its_item_alone(read: Any) -> None:
    huge = order(f"<productname>{'x' * 20_000_000}</productname>")

    _, rows = read(f"<request>{huge}{order('<productname>W</productname>')}</request>")

    assert rows[0] == BadRow(1, "the product is longer than 300 characters")
    assert rows[1].product == "W"


@pytest.mark.slow
def test_an_attribute_of_twenty_megabytes_is_no_burden(read: Any) -> None:
    _, rows = read(f"<request a='{'x' * 20_000_000}'>{order('<productname>W</productname>')}</request>")

    assert rows[0].product == "W"


def test_an_order_of_too_many_items_is_refused(read: Any) -> None:
    with pytest.raises(BadInput, match="more than 10,000 items"):
        read(order("<productname>W</productname>" * 10_001))


def test_an_empty_shipping_block_leaves_the_buyer_alone(read: Any) -> None:
    shipping = "<shipping><firstname/><email/><company/></shipping>"
    _, rows = read(order(f"{shipping}<productname>W</productname>{shipping}"))

    assert (rows[0].name, rows[0].email, rows[0].company) == ("Ann", "ann@example.com", "Acme")


def test_the_recipient_is_not_the_buyer(read: Any) -> None:
    gift = "<shipping><firstname>Bo</firstname><email>bo@example.net</email></shipping>"
    orders, rows = read(order(f"{gift}<productname>W</productname>"))

    assert rows[0].email == "ann@example.com"
    assert orders.left_behind == ("shipping.firstname", "shipping.email")


def test_names_outside_billing_are_not_the_buyers(read: Any) -> None:
    _, rows = read(order("<email>bo@example.net</email><productname>W</productname>", buyer=""))

    assert rows[0] == BadRow(1, "there is no email")


def test_an_element_of_the_address_begins_no_item(read: Any) -> None:
    _, rows = read(
        order("<productname>W</productname><quantity>2</quantity><shipping><quantity>9</quantity></shipping>")
    )

    assert [(row.product, row.quantity) for row in rows] == [("W", 2)]


def test_keys_that_repeat_begin_no_item(read: Any) -> None:
    _, rows = read(
        order("<productname>W</productname><keydata>a</keydata><keydata>b</keydata><quantity>2</quantity>")
    )

    assert [(row.product, row.quantity) for row in rows] == [("W", 2)]


def test_an_element_that_comes_again_begins_the_next_item(read: Any) -> None:
    _, rows = read(
        order(
            "<productname>W</productname><quantity>2</quantity>"
            "<productname>G</productname><productname>H</productname><quantity>3</quantity>"
        )
    )

    assert [(row.product, row.quantity) for row in rows] == [("W", 2), ("G", None), ("H", 3)]


def test_a_container_that_comes_again_begins_the_next_item(read: Any) -> None:
    _, rows = read(
        order(
            "<items><item><productname>W</productname></item>"
            "<item><quantity>3</quantity><name><productname>G</productname></name></item></items>"
        )
    )

    assert [(row.product, row.quantity) for row in rows] == [("W", None), ("G", 3)]


def test_what_follows_the_items_belongs_to_them_all(read: Any) -> None:
    _, rows = read(
        order("<productname>W</productname><productname>G</productname><orderdate>2025-11-03</orderdate>")
    )

    assert [row.ordered_at for row in rows] == [1762128000, 1762128000]


def test_the_comment_stands_on_the_first_item_alone(read: Any) -> None:
    orders, rows = read(
        order("<productname>W</productname><productname>G</productname><comments>4242424242424242</comments>")
    )

    assert [row.comment for row in rows] == ["[card number ending 4242]", None]
    assert orders.redacted == 1


def test_comments_in_several_places_are_all_kept(read: Any) -> None:
    _, rows = read(order("<comments>one</comments><productname>W</productname><comments>two</comments>"))

    assert rows[0].comment == "one\ntwo"


@pytest.mark.parametrize("content", ["<request>", order("<productname>W</productname>")])
def test_the_file_is_closed_at_the_end_and_after_an_error(order_file: Any, content: str) -> None:
    orders = open_orders(order_file(content))

    with contextlib.suppress(BadInput):
        list(orders)

    assert orders.source.closed


def test_an_amount_is_the_price_times_the_quantity(read: Any) -> None:
    _, rows = read(
        order(
            "<productname>W</productname><quantity>3</quantity><productprice>9.99</productprice>"
            "<productcurrency>USD</productcurrency>"
        )
    )

    assert (rows[0].amount, rows[0].currency) == (2997, "USD")


def test_a_row_is_the_line_on_which_the_item_began(read: Any) -> None:
    _, rows = read(
        "<request>\n" + order("\n<quantity>1</quantity>\n<productname>W</productname>\n") + "</request>"
    )

    assert [row.row for row in rows] == [3]


@pytest.mark.parametrize("encoding", ["utf-7", "no-such-thing", "utf-32", "rot13"])
def test_an_encoding_that_is_not_known_is_one_sentence(read: Any, encoding: str) -> None:
    with pytest.raises(BadInput):
        read(f'<?xml version="1.0" encoding="{encoding}"?><request/>')


def test_the_encoding_that_is_said_overrules_the_declared(read: Any) -> None:
    text = f'<?xml version="1.0" encoding="utf-8"?>{order("<productname>Größe</productname>")}'

    _, rows = read(text.encode("cp1252"), encoding="windows-1252")

    assert rows[0].product == "Größe"


def test_thousands_of_orders_come_in_batches(read: Any) -> None:
    many = order("<productname>W</productname>") * 5000

    _, rows = read(f"<request>{many}</request>")

    assert len(rows) == 5000
