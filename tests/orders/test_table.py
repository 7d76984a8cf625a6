"""CSV: what a row is, and where it began."""

from __future__ import annotations

from typing import Any

import pytest

from privacyctl.errors import BadInput
from privacyctl.model.purchase import BadRow
from privacyctl.orders import table

HEADER = "Order,Email,Product\n"
ROW = "1,ann@example.com,Widget\n"


def test_a_quote_that_is_never_closed_is_named_by_the_line_it_opened_on(read: Any) -> None:
    content = HEADER + ROW * 700 + '1,ann@example.com,"Widget\n' + ROW * 3000

    with pytest.raises(BadInput, match=r"^a quote opened on line 702 of .* is never closed"):
        read(content, {})


def test_a_quote_that_swallows_a_megabyte_is_named_too(read: Any) -> None:
    content = HEADER + ROW + '1,ann@example.com,"Widget\n' + ROW * 60_000

    with pytest.raises(BadInput, match=r"^a quote opened on line 3 of .* is never closed"):
        read(content, {})


def test_a_cell_of_a_megabyte_is_refused_on_its_line(read: Any) -> None:
    with pytest.raises(BadInput, match=r"^line 2 of .* a cell of more than a megabyte$"):
        read(f"{HEADER}1,ann@example.com,{'x' * 1_100_000}\n", {})


def test_a_quote_in_the_middle_of_a_cell_is_text(read: Any) -> None:
    _, rows = read(f'{HEADER}1,ann@example.com,5" disk\n', {})

    assert rows[0].product == '5" disk'


def test_a_row_that_is_ragged_is_bad_and_the_others_are_read(read: Any) -> None:
    _, rows = read(f"{HEADER}1,ann@example.com\n{ROW}1,ann@example.com,Widget,more\n{ROW}", {})

    assert [row.row for row in rows] == [2, 3, 4, 5]
    assert rows[0] == BadRow(2, "it has 2 columns, and the header has 3")
    assert rows[2] == BadRow(4, "it has 4 columns, and the header has 3")


def test_blank_rows_are_no_rows_and_still_count_as_lines(read: Any) -> None:
    _, rows = read(f"\n{HEADER}\n,,\n  \n{ROW}\r\n", {})

    assert [row.row for row in rows] == [6]


def test_lines_may_end_in_a_carriage_return_alone(read: Any) -> None:
    _, rows = read((HEADER + ROW * 2).replace("\n", "\r"), {})

    assert [row.row for row in rows] == [2, 3]


@pytest.mark.parametrize(
    "word", ["Total", "TOTALS", "Grand total:", "Summe", "Gesamtsumme", "Totale", "итого"]
)
def test_a_totals_row_is_no_order(read: Any, word: str) -> None:
    orders, rows = read(f"{HEADER}{ROW},{word},3\n", {})

    assert orders.totals_rows == 1
    assert len(rows) == 1


def test_a_totals_row_may_be_ragged(read: Any) -> None:
    orders, rows = read(f"{HEADER}{ROW}Total,3\n", {})

    assert (orders.totals_rows, len(rows)) == (1, 1)


@pytest.mark.parametrize("count", [199, 200, 201, 400])
def test_a_totals_row_is_seen_wherever_the_batches_end(read: Any, count: int) -> None:
    orders, rows = read(f"{HEADER}{ROW * count}Total,,\n", {})

    assert orders.totals_rows == 1
    assert len(rows) == count


def test_an_order_of_a_product_named_total_is_an_order(read: Any) -> None:
    orders, rows = read("Product,Order,Email\nTotal Manager,1,ann@example.com\n", {})

    assert orders.totals_rows == 0
    assert rows[0].product == "Total Manager"


def test_a_totals_row_that_is_not_the_last_is_a_bad_row(read: Any) -> None:
    orders, rows = read(f"{HEADER}Total,,3\n{ROW}", {})

    assert orders.totals_rows == 0
    assert rows[0] == BadRow(2, "there is no email")


def test_a_totals_row_at_the_end_of_a_batch_but_not_of_the_file_is_a_bad_row(read: Any) -> None:
    orders, rows = read(f"{HEADER}{ROW * 199}Total,,3\n{ROW}", {})

    assert orders.totals_rows == 0
    assert rows[199] == BadRow(201, "there is no email")


def test_a_space_may_follow_the_delimiter(read: Any) -> None:
    _, rows = read('Order, Email, Product\n1, ann@example.com, "Widget, large"\n', {})

    assert rows[0].product == "Widget, large"


def test_a_cell_that_is_long_and_left_behind_does_no_harm(read: Any) -> None:
    _, rows = read(f"Order,Email,Product,Log\n1,ann@example.com,Widget,{'x' * 900_000}\n", {})

    assert rows[0].product == "Widget"


def test_a_file_may_be_larger_than_a_batch_may(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_LARGEST_BATCH", 200_000)

    _, rows = read(HEADER + ROW * 20_000, {})

    assert len(rows) == 20_000


def test_a_delimiter_inside_quotes_decides_nothing(read: Any) -> None:
    _, rows = read('Order;"a,b,c,d";Email;Product\n1;;ann@example.com;Widget\n', {})

    assert rows[0].product == "Widget"


def test_payments_that_failed_are_passed_over_and_counted(read: Any) -> None:
    header = "id,Description,Amount,Currency,Status,Customer Email\n"
    orders, rows = read(
        header
        + "".join(
            f"{n},Widget,5,usd,{s},ann@example.com\n"
            for n, s in enumerate(["Paid", "Failed", "SUCCEEDED", ""])
        )
    )

    assert orders.passed_over == {"not paid": 2}
    assert [row.order for row in rows] == ["0", "2"]
