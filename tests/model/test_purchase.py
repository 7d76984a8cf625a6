"""Amounts: whole minor units, nothing guessed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from privacyctl.errors import BadInput
from privacyctl.model.purchase import (
    ORDER_FIELDS,
    REQUIRED_FIELDS,
    currency_code,
    minor_digits,
    minor_units,
    money,
)


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [
        ("49.00", "EUR", 4900),
        ("49", "EUR", 4900),
        ("49.5", "USD", 4950),
        (" 0.01 ", "USD", 1),
        ("-49.00", "EUR", -4900),
        ("-0.50", "EUR", -50),
        ("49.0000", "EUR", 4900),
        ("1049.00", "EUR", 104900),
        ("500", "JPY", 500),
        ("500.00", "JPY", 500),
        ("1.500", "KWD", 1500),
        ("1.5", "KWD", 1500),
        ("1234", "KWD", 1234000),
        ("0.000", "EUR", 0),
        ("999999999999", "EUR", 99_999_999_999_900),
    ],
)
def test_an_amount_is_read_in_the_smallest_unit_of_its_currency(
    amount: str, currency: str, units: int
) -> None:
    assert minor_units(amount, currency) == units


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("1,049.00", "USD"),
        ("1.049,00", "EUR"),
        ("1.049", "EUR"),
        ("1.200", "EUR"),
        ("-12.000", "USD"),
        ("100.000", "JPY"),
        ("1,049", "EUR"),
        ("49,00", "EUR"),
        ("1 049.00", "EUR"),
        ("1'049.00", "CHF"),
        ("1.049.000", "EUR"),
        ("49.005", "EUR"),
        ("500.50", "JPY"),
        ("1.0005", "KWD"),
        ("€49.00", "EUR"),
        ("49.00 EUR", "EUR"),
        ("+49.00", "EUR"),
        ("--49", "EUR"),
        ("(49.00)", "EUR"),
        ("49.", "EUR"),
        (".50", "EUR"),
        ("4e3", "EUR"),
        ("NaN", "EUR"),
        ("", "EUR"),
        ("1" * 13, "EUR"),
        ("9" * 20_000, "EUR"),
    ],
)
def test_an_amount_that_could_be_read_two_ways_or_not_at_all_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(BadInput, match=f"not a number of {currency} such as 1049") as refusal:
        minor_units(amount, currency)

    assert len(amount) < 4 or amount not in refusal.value.sentence
    assert refusal.value.hint == "write a decimal point, and no thousands marks"


@pytest.mark.parametrize(("currency", "example"), [("EUR", "1049.00"), ("JPY", "1049"), ("KWD", "1049.000")])
def test_a_refused_amount_is_answered_with_one_in_its_currency(currency: str, example: str) -> None:
    with pytest.raises(BadInput) as refusal:
        minor_units("1,049", currency)

    assert refusal.value.sentence == f"the amount is not a number of {currency} such as {example}"


@pytest.mark.parametrize(
    ("units", "currency", "said"),
    [
        (4900, "EUR", "49.00 EUR"),
        (1, "EUR", "0.01 EUR"),
        (0, "EUR", "0.00 EUR"),
        (-50, "EUR", "-0.50 EUR"),
        (500, "JPY", "500 JPY"),
        (-5, "JPY", "-5 JPY"),
        (1500, "KWD", "1.500 KWD"),
        (7, "KWD", "0.007 KWD"),
    ],
)
def test_money_is_written_with_the_digits_of_its_currency(units: int, currency: str, said: str) -> None:
    assert money(units, currency) == said


@given(st.integers(1 - 10**12, 10**12 - 1), st.sampled_from(["EUR", "USD", "JPY", "KWD", "ISK", "TND"]))
@example(0, "JPY")
@example(-1, "KWD")
def test_what_is_written_is_read_back(units: int, currency: str) -> None:
    amount, said = money(units, currency).split(" ")

    assert said == currency
    assert minor_units(amount, currency) == units


@given(st.text(max_size=12), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_no_text_raises_anything_but_bad_input(text: str, currency: str) -> None:
    with suppress(BadInput):
        assert isinstance(minor_units(text, currency), int)


def test_a_currency_has_as_many_digits_as_iso_4217_says() -> None:
    assert [minor_digits(code) for code in ("EUR", "JPY", "KWD", "ISK", "BHD")] == [2, 0, 3, 0, 3]


@pytest.mark.parametrize(("text", "code"), [("eur", "EUR"), (" Usd ", "USD"), ("JPY", "JPY")])
def test_a_currency_is_written_in_capitals(text: str, code: str) -> None:
    assert currency_code(text) == code


@pytest.mark.parametrize("text", ["", "EU", "EURO", "€", "E1R", "E R", "ΕUR", "aß", "ﬁx"])
def test_what_is_no_three_letter_code_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not a three-letter code"):
        currency_code(text)


def test_an_order_has_no_field_for_a_card_a_street_or_a_phone() -> None:
    assert set(REQUIRED_FIELDS) <= set(ORDER_FIELDS)
    assert not {"card", "last4", "cvc", "phone", "street", "address", "city"} & set(ORDER_FIELDS)
