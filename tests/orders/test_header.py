"""Which column is which field: never guessed, and what does not fit is said."""

from __future__ import annotations

from typing import Any

import pytest

from privacyctl.errors import BadInput, Refused
from privacyctl.orders import FORMATS, open_orders
from privacyctl.orders.header import asks_the_opposite

HEADER = "Order,Email,Product,Amount,Name,name ,Card Last4\n"
ROW = "1,ann@example.com,Widget,49.00,Ann,Lee,4242\n"
GUMROAD = (
    "Purchase ID,Item Name,Purchase Email,Do not contact?,Sale Price ($),Buyer Name,Newsletter,Buyer Total"
)
STRIPE = "id,Description,Amount,Currency,Status,Customer Email"


def test_the_formats_are_these() -> None:
    assert FORMATS == ("bmtmicro", "gumroad", "stripe", "csv")


def test_a_format_that_is_unknown_lists_the_known(read: Any) -> None:
    with pytest.raises(BadInput, match="there is no format 'paddle'") as refused:
        read(HEADER, format="paddle")

    assert refused.value.hint == "use one of bmtmicro, gumroad, stripe, csv"


def test_a_header_of_no_known_format_is_listed_with_an_example_of_a_map(read: Any) -> None:
    with pytest.raises(
        BadInput, match="is of no format that is known; it has the columns 'Order', 'Email'"
    ) as refused:
        read(HEADER + ROW)

    assert "--map 'Order ID=order'" in str(refused.value.hint)


def test_no_more_than_forty_names_are_listed(read: Any) -> None:
    with pytest.raises(BadInput, match=r"'c39' and 60 more$"):
        read(",".join(f"c{n}" for n in range(100)) + "\n")


def test_a_header_that_fits_two_formats_is_refused_and_not_guessed(read: Any) -> None:
    with pytest.raises(BadInput, match="may be of gumroad or stripe") as refused:
        read(f"{GUMROAD},{STRIPE}\n")

    assert refused.value.hint == "say which: --format gumroad"


def test_headers_are_compared_without_case_space_or_form(read: Any) -> None:
    _, rows = read("\ufeff ORDER ,Ｅｍａｉｌ,\u00a0product\n1,ann@example.com,Widget\n", {})

    assert rows[0].product == "Widget"


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"Sum": "amount"}, "has no column 'Sum'; it has the columns 'Order', "),
        ({"NAME": "name"}, "has several columns 'NAME'"),
        ({"order": "item"}, "the column 'order' is mapped twice"),
        ({"Amount": "email"}, "two columns are mapped to email"),
        ({"Amount": "price"}, "'price' is no field of an order"),
        ({"Amount": "amount"}, "amount is mapped but currency is not"),
    ],
)
def test_a_map_that_does_not_fit_is_refused(read: Any, columns: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read(HEADER + ROW, columns)


def test_a_field_that_is_unknown_lists_the_known(read: Any) -> None:
    with pytest.raises(BadInput) as refused:
        read(HEADER + ROW, {"Amount": "price"})

    assert str(refused.value.hint).startswith("map columns to order, item, email, name, ")


def test_a_required_field_that_is_not_mapped_is_named(order_file: Any) -> None:
    with pytest.raises(BadInput, match="is mapped to order and product; it has the columns 'Order'"):
        open_orders(order_file(HEADER + ROW), columns={"Email": "email"})


@pytest.mark.parametrize(
    "name",
    [
        "Card Last4",
        "card_number",
        "Credit card",
        "CreditCardNo",
        "CVC",
        "Last 4",
        "PAN",
        "cc-number",
        "Kreditkarte",
        "CARD",
    ],
)
def test_a_card_column_cannot_be_mapped(read: Any, name: str) -> None:
    with pytest.raises(Refused, match="is about a card, and nothing of a card is ever stored"):
        read(f"Order,Email,Product,{name}\n{ROW}", {name: "comment"})


@pytest.mark.parametrize("name", ["Company", "Postcard company", "Discard", "Span", "Last 40 days"])
def test_a_column_that_only_sounds_like_a_card_can_be_mapped(read: Any, name: str) -> None:
    _, rows = read(f"Order,Email,Product,{name}\n1,ann@example.com,Widget,Acme\n", {name: "company"})

    assert rows[0].company == "Acme"


def test_a_first_line_with_an_address_is_data_and_is_not_repeated(read: Any) -> None:
    with pytest.raises(BadInput, match="holds data and no column names") as refused:
        read("1,ann@example.com,Widget\n")

    assert "example.com" not in f"{refused.value.sentence}{refused.value.hint}"


def test_a_map_overrides_a_known_format_and_adds_to_it(order_file: Any) -> None:
    path = order_file(f"{GUMROAD}\nab,Widget,ann@example.com,0,49.0,Ann,yes,52\n")
    orders = open_orders(path, columns={"newsletter": "opt_in", "Buyer Name": "comment"})
    (line,) = next(iter(orders))

    assert orders.format == "gumroad"
    assert line.opt_in is True  # type: ignore[union-attr]
    assert (line.name, line.comment) == (None, "Ann")  # type: ignore[union-attr]
    assert orders.left_behind == ("Do not contact?", "Buyer Total")


def test_mapped_parts_of_a_name_replace_the_name_of_a_known_format(order_file: Any) -> None:
    path = order_file(f"{GUMROAD}\nab,Widget,ann@example.com,0,49.0,Ann,Lee,52\n")
    (line,) = next(iter(open_orders(path, columns={"Newsletter": "last_name"})))

    assert line.name == "Lee"  # type: ignore[union-attr]


def test_the_dollars_of_one_column_tell_nothing_of_another(order_file: Any) -> None:
    with pytest.raises(BadInput, match="amount is mapped but currency is not"):
        open_orders(order_file(f"{GUMROAD}\n"), columns={"Buyer Total": "amount"})


def test_the_first_of_two_columns_counts_in_a_known_format(read: Any) -> None:
    _, rows = read(f"{GUMROAD},Item Name\nab,Widget,ann@example.com,0,49.0,Ann,,,what I want\n")

    assert rows[0].product == "Widget"


def test_a_format_that_is_said_needs_no_full_header(read: Any) -> None:
    orders, rows = read("Purchase ID,Item Name,Purchase Email\nab,Widget,ann@example.com\n", format="gumroad")

    assert (orders.format, rows[0].order) == ("gumroad", "ab")


def test_a_table_can_be_said_to_be_of_no_known_format(read: Any) -> None:
    orders, rows = read(
        f"{STRIPE},Order,Email,Product\nx,,,,Failed,,1,ann@example.com,Widget\n", {}, format="csv"
    )

    assert (orders.format, orders.seller, rows[0].order) == ("csv", None, "1")


def test_xml_and_csv_are_not_mistaken_for_each_other(read: Any) -> None:
    with pytest.raises(BadInput, match="is XML, so it is no gumroad file"):
        read("<request/>", format="gumroad")
    with pytest.raises(BadInput, match="is not XML, so it is no bmtmicro file"):
        read(HEADER, format="bmtmicro")
    with pytest.raises(BadInput, match="is XML and has no columns to map"):
        read("<request/>", {})


@pytest.mark.parametrize(
    "name", ["Do not contact?", "Opt-out", "opted_out", "Unsubscribed", "Don't e-mail", "No mail"]
)
def test_a_column_that_asks_the_opposite_is_known(name: str) -> None:
    assert asks_the_opposite(name)


@pytest.mark.parametrize("name", ["EMail Consent", "Opt-in", "Opt-in/opt-out", "Newsletter", "Subscribed"])
def test_a_column_that_asks_plainly_is_known(name: str) -> None:
    assert not asks_the_opposite(name)


@pytest.mark.parametrize("form", ["%Y", "tomorrow", "%d/%m", "%A %d/%m", "%j %d/%m", "%Q", "%"])
def test_a_date_format_without_a_date_is_refused(read: Any, form: str) -> None:
    with pytest.raises(BadInput, match="is not a date format with a day, a month and a year"):
        read(HEADER, {}, date_format=form)
