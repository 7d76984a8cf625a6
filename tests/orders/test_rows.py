"""One row: what is kept, what is redacted, what makes it a bad one."""

from __future__ import annotations

from typing import Any

import pytest

from privacyctl.model.purchase import BadRow, OrderLine

VISA = "4242424242424242"
FIELDS = ("item", "name", "first_name", "last_name", "company", "quantity", "amount", "currency", "ordered_at",
          "opt_in", "comment")  # fmt: skip


@pytest.fixture
def row(read: Any) -> Any:
    """The one row of a file that holds these cells."""

    def found(**cells: str) -> OrderLine | BadRow:
        cells = {"order": "1", "email": "ann@example.com", "product": "Widget"} | cells
        quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells.values()]
        names = {"order": "Order", "email": "Email", "product": "Product"}
        header = ",".join(names.get(field, field) for field in cells)
        columns = {field: field for field in cells if field in FIELDS}
        _, rows = read(f"{header}\n{','.join(quoted)}\n", columns)
        assert len(rows) == 1
        return rows[0]  # type: ignore[no-any-return]

    return found


def test_a_row_of_the_required_fields_is_an_order(row: Any) -> None:
    assert row() == OrderLine(
        2,
        "1",
        None,
        "ann@example.com",
        "ann@example.com",
        None,
        None,
        "Widget",
        None,
        None,
        None,
        None,
        None,
        None,
    )


def test_the_name_is_what_the_name_column_says_or_both_parts(row: Any) -> None:
    assert row(first_name="Ann", last_name="Lee").name == "Ann Lee"
    assert row(first_name="", last_name="Lee").name == "Lee"
    assert row(name="Dr Lee", first_name="Ann", last_name="Lee").name == "Dr Lee"
    assert row(name="", first_name="", last_name="").name is None


def test_white_space_is_single_in_a_line_and_stays_in_a_comment(row: Any) -> None:
    line = row(company=" Acme\n\t GmbH\u00a0", comment=" first\n\n  second ")

    assert line.company == "Acme GmbH"
    assert line.comment == "first\n\n  second"


@pytest.mark.parametrize("cell", ["Acme  GmbH", "Acme GmbH ", "\u2003Acme GmbH", "Acme\nGmbH"])
def test_white_space_of_any_kind_is_one_space(row: Any, cell: str) -> None:
    assert row(company=cell).company == "Acme GmbH"


@pytest.mark.parametrize(
    "cell", ["0025-11-03", "1989-12-31T23:59:59Z", "Mon, 3 Nov 1975 09:12:00 +0000", "11/03/2025"]
)
def test_a_time_that_was_misread_makes_a_bad_row(row: Any, cell: str) -> None:
    assert row(ordered_at=cell) == BadRow(
        2, "the time of the order is not a date such as 2025-11-03 (for another form, give --date-format)"
    )


def test_text_is_composed(row: Any) -> None:
    assert row(company="Mu\u0308ller").company == "M\u00fcller"


def test_control_characters_other_than_nul_are_kept(row: Any) -> None:
    assert row(company="Ac\x1bme\u202e").company == "Ac\x1bme\u202e"


def test_a_nul_makes_a_bad_row(row: Any) -> None:
    assert row(company="Ac\0me") == BadRow(2, "the company holds a NUL character")


@pytest.mark.parametrize("field", ["order", "item", "email", "name", "company", "product"])
def test_a_line_that_is_too_long_makes_a_bad_row(row: Any, field: str) -> None:
    assert row(**{field: "x" * 301}) == BadRow(2, f"the {field} is longer than 300 characters")


def test_a_comment_that_is_too_long_makes_a_bad_row(row: Any) -> None:
    assert row(comment="x" * 20_000).comment == "x" * 20_000
    assert row(comment="x" * 20_001) == BadRow(2, "the comment is longer than 20,000 characters")


@pytest.mark.parametrize("field", ["order", "email", "product"])
def test_a_required_field_that_is_blank_makes_a_bad_row(row: Any, field: str) -> None:
    assert row(**{field: " "}) == BadRow(2, f"there is no {field}")


@pytest.mark.parametrize("field", ["name", "company", "product", "comment"])
def test_a_card_number_is_redacted_in_what_is_text(row: Any, field: str) -> None:
    assert getattr(row(**{field: f"paid by {VISA}"}), field) == "paid by [card number ending 4242]"


@pytest.mark.parametrize(
    "number",
    [
        "4242 4242 4242 4242",
        "4242-4242-4242-4242",
        "４２４２４２４２４２４２４２４２",
        "4242\u200b4242\u00a04242.4242",
    ],
)
def test_a_card_number_is_redacted_however_it_is_written(row: Any, number: str) -> None:
    assert row(company=f"Acme {number}").company == "Acme [card number ending 4242]"


@pytest.mark.parametrize("field", ["order", "item", "email"])
def test_a_card_number_in_what_identifies_makes_a_bad_row(row: Any, field: str) -> None:
    cell = f"a{VISA}@example.com" if field == "email" else VISA

    assert row(**{field: cell}) == BadRow(2, f"the {field} holds what looks like a card number")


def test_card_numbers_are_counted(read: Any) -> None:
    orders, _ = read(
        f"Order,Email,Product,Note\n1,ann@example.com,{VISA},{VISA} and {VISA}\n"
        f"2,ann@example.com,Widget,{VISA}\n3,ann@example.com,Widget,none\n",
        {"Note": "comment"},
    )

    assert orders.redacted == 4


def test_two_rows_of_digits_make_no_card_number_together(read: Any) -> None:
    orders, rows = read("Order,Email,Product\n42424242,ann@example.com,W\n42424242,ann@example.com,W\n", {})

    assert orders.redacted == 0
    assert all(isinstance(row, OrderLine) for row in rows)


@pytest.mark.parametrize(("cell", "quantity"), [("", None), ("2", 2), (" 2.0 ", 2), ("1000000", 1_000_000)])
def test_a_quantity_is_a_whole_number(row: Any, cell: str, quantity: int | None) -> None:
    assert row(quantity=cell).quantity == quantity


@pytest.mark.parametrize("cell", ["0", "-1", "1.5", "1000001", "two", "9" * 5000])
def test_another_quantity_makes_a_bad_row(row: Any, cell: str) -> None:
    assert row(quantity=cell) == BadRow(2, "the quantity is not a whole number from 1 to 1,000,000")


def test_an_amount_is_in_the_smallest_unit_of_its_currency(row: Any) -> None:
    line = row(amount="49.00", currency="eur", quantity="2")

    assert (line.amount, line.currency) == (4900, "EUR")


def test_an_amount_without_a_currency_makes_a_bad_row(row: Any) -> None:
    assert row(amount="49.00", currency="") == BadRow(2, "there is an amount without a currency")


def test_no_amount_has_no_currency(row: Any) -> None:
    line = row(amount="", currency="no such thing")

    assert (line.amount, line.currency) == (None, None)


def test_a_reason_repeats_nothing_of_the_row(read: Any) -> None:
    secret = "Zorro"
    _, rows = read(
        "Order,Email,Product,Q,A,C,D\n"
        f"{secret},{secret},{secret},{secret},{secret},{secret},{secret}\n"
        f"1,ann@example.com,W,{secret},1,USD,\n"
        f"1,ann@example.com,W,1,{secret},USD,\n"
        f"1,ann@example.com,W,1,1,{secret},\n"
        f"1,ann@example.com,W,1,,,{secret}\n"
        f"1,a b {secret}@example.com,W,1,,,\n"
        f"1,ann@example.com,{secret * 100},1,,,\n",
        {"Q": "quantity", "A": "amount", "C": "currency", "D": "ordered_at"},
    )

    assert len(rows) == 7
    assert all(isinstance(row, BadRow) and secret not in row.reason for row in rows)


def test_a_bad_row_leaves_its_neighbours_as_they_are(read: Any) -> None:
    good = "{n},user{n}@example.com,Widget,{n}\n"
    content = "".join("x,,,\n" if n % 7 == 0 else good.format(n=n) for n in range(1, 1000))
    _, rows = read(f"Order,Email,Product,Quantity\n{content}", {"Quantity": "quantity"})

    assert len(rows) == 999
    for n, line in enumerate(rows, 1):
        assert line.row == n + 1
        if n % 7:
            assert (line.order, line.quantity, line.email) == (str(n), n, f"user{n}@example.com")
        else:
            assert isinstance(line, BadRow)


def test_an_answer_that_cannot_be_read_is_a_no_and_is_counted(read: Any) -> None:
    orders, rows = read(
        "Order,Email,Product,News\n1,ann@example.com,W,perhaps\n2,,W,perhaps\n", {"News": "opt_in"}
    )

    assert rows[0].opt_in is False
    assert orders.unread_answers == 1


def test_a_no_to_the_opposite_question_is_no_yes(read: Any) -> None:
    _, rows = read(
        "Order,Email,Product,Opt-out\n1,ann@example.com,W,yes\n2,ann@example.com,W,no\n3,ann@example.com,W,2025-11-03\n",
        {"Opt-out": "opt_in"},
    )

    assert [row.opt_in for row in rows] == [False, None, False]
