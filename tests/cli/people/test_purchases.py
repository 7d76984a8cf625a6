"""add-purchase: an order line recorded by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from helpers.terminal import CommandLine

ORDER = "add-purchase ann@example.com --order 7 --product Widget"


def test_a_purchase_puts_an_unknown_buyer_on_record(run: CommandLine) -> None:
    made = run.ok(f"{ORDER} --quantity 2 --amount 98.00 --currency eur --on 2026-11-01 --json").json

    assert made["changed"] is True
    assert made["purchase"] == {
        "id": 1,
        "contact": 1,
        "order": "7",
        "item": "1",
        "product": "Widget",
        "quantity": 2,
        "amount": "98.00",
        "currency": "EUR",
        "ordered_at": "2026-11-01T00:00:00Z",
    }


def test_the_same_purchase_again_changes_nothing(run: CommandLine) -> None:
    run.ok(f"{ORDER} --on 2026-11-01")

    second = run.ok(f"{ORDER} --on 2026-11-01")

    assert "stands as it is" in second.out
    assert len(run.ok("audit --json").json["entries"]) == 1


@pytest.mark.parametrize(
    "other",
    [
        "add-purchase ann@example.com --order 7 --product Gadget",
        "add-purchase bo@example.com --order 7 --product Widget",
        f"{ORDER} --quantity 2",
    ],
)
def test_an_order_on_record_with_other_words_is_refused(run: CommandLine, other: str) -> None:
    run.ok(ORDER)
    before = run.ok("show 1 --json").json

    answer = run(other)

    assert answer.status == 1
    assert "is on record already" in answer.err
    assert run.ok("show 1 --json").json == before
    assert len(run.ok("contacts --json").json["contacts"]) == 1


def test_a_buyer_who_opted_out_before_stays_out(run: CommandLine) -> None:
    run.ok("optout ann@example.com")

    run.ok(ORDER)

    assert "ann@example.com" not in run.ok("audience updates").out
    assert "ann@example.com" in run.ok("audience order").out


@pytest.mark.parametrize(
    "more",
    ["--amount 5", "--currency EUR", "--amount 5 --currency EURO", "--amount five --currency EUR",
     "--amount 5.001 --currency EUR", "--quantity 0", "--quantity 1000001", "--quantity x",
     "--on tomorrow", "--on 2030-01-01"],
)  # fmt: skip
def test_what_cannot_be_right_is_a_usage_error(run: CommandLine, more: str) -> None:
    answer = run(f"{ORDER} {more}")

    assert answer.status == 2
    assert answer.err.startswith("privacyctl: error: ")
    assert run.ok("contacts").out == ""


@pytest.mark.parametrize("field", ["order", "product"])
def test_a_card_number_is_refused_where_it_is_typed(run: CommandLine, field: str) -> None:
    words = {"order": "7", "product": "Widget"} | {field: "4111 1111 1111 1111"}

    answer = run(f"add-purchase ann@example.com --order '{words['order']}' --product '{words['product']}'")

    assert answer.status == 1
    assert "looks like a card number" in answer.err
    assert "1111" not in answer.err
    assert run.ok("contacts").out == ""


def test_a_second_product_of_one_order_has_its_own_item(run: CommandLine) -> None:
    run.ok("add-purchase ann@example.com --order 1 --product Widget")

    run.ok("add-purchase ann@example.com --order 1 --item 2 --product Gadget")

    assert [p["product"] for p in run.ok("show 1 --json").json["purchases"]] == ["Widget", "Gadget"]
