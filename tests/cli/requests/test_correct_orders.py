"""correct --order: a line of an order is put right as anything else, and its old words are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import Importer
from helpers.recipients import settle

if TYPE_CHECKING:
    from helpers.terminal import CommandLine

HEAD = "Order,Email,Product,Quantity,Amount,Currency,Date"


def line(run: CommandLine, order: str = "7", who: str = "1") -> dict[str, object]:
    (found,) = [one for one in run.ok(f"show {who} --json").json["purchases"] if one["order"] == order]
    return {key: found[key] for key in ("item", "product", "quantity", "amount", "currency", "ordered_at")}


@pytest.fixture
def typed(run: CommandLine) -> None:
    run.ok("add-purchase a@x.example --order 7 --product Widgit-Zqx --quantity 1")


@pytest.mark.usefixtures("typed")
def test_what_was_typed_wrong_is_put_right_and_gone_from_the_bytes(run: CommandLine) -> None:
    refused = run("add-purchase a@x.example --order 7 --product Widget")
    assert refused.status == 1
    assert "privacyctl correct 1 --order 7 --product NAME --by vendor" in refused.err

    answer = run.ok(
        "correct 1 --order 7 --product Widget --quantity 3 --amount 49 --currency EUR --on 2026-10-01 --by vendor"
    )

    assert "order 7: product, quantity, amount, ordered_at put right" in answer.out
    assert line(run) == {
        "item": "1", "product": "Widget", "quantity": 3, "amount": "49.00", "currency": "EUR",
        "ordered_at": "2026-10-01T00:00:00Z",
    }  # fmt: skip
    assert run.in_bytes("Widgit-Zqx") == []
    entry = run.ok("audit --json").json["entries"][-1]
    assert (entry["act"], entry["purchases"], entry["contacts"]) == ("corrected", [1], [1])


@pytest.mark.usefixtures("typed")
def test_on_their_word_it_is_a_case_that_is_answered(run: CommandLine) -> None:
    answer = run.ok("correct 1 --order 7 --product Widget --json").json

    assert (answer["fields"], answer["order"], answer["case"]) == (["product"], "7", 1)
    assert "what you bought (order 7)" in " ".join(answer["letter"].split())
    assert run.ok("show 1 --json").json["requests"][0]["closed_because"] == "answered"


@pytest.mark.usefixtures("typed")
def test_what_is_right_already_changes_nothing(run: CommandLine) -> None:
    before = run.ok("audit --json").json

    answer = run.ok("correct 1 --order 7 --product Widgit-Zqx --json").json

    assert (answer["changed"], answer["fields"]) == (False, [])
    assert run.ok("audit --json").json == before


@pytest.mark.parametrize("item", ["", "--item 1 "])
def test_an_import_that_still_says_the_old_means_this_line(
    run: CommandLine, load: Importer, item: str
) -> None:
    old = "7,a@x.example,Widgit-Zqx,1,10.00,EUR,2026-10-01"
    load.ok(HEAD, old)
    run.ok(f"correct 1 --order 7 {item}--product Widget --by vendor")

    answer = load.ok(HEAD, old, more="--json").json
    # What was not put right an import may still change.
    load.ok(HEAD, old.replace(",1,10.00", ",2,10.00"))

    assert (answer["created"], answer["changed_rows"], answer["changed"]) == (0, 0, False)
    assert line(run)["product"] == "Widget"
    assert line(run)["quantity"] == 2
    assert run.in_bytes("Widgit-Zqx") == []


@pytest.mark.usefixtures("typed")
def test_of_several_lines_one_is_named(run: CommandLine) -> None:
    run.ok("add-purchase a@x.example --order 7 --item 2 --product Gadget")

    answer = run("correct 1 --order 7 --quantity 2 --by vendor")

    assert (answer.status, "say which: --item 1, or --item 2" in answer.err) == (1, True)
    run.ok("correct 1 --order 7 --item 2 --quantity 2 --by vendor")
    assert [one["quantity"] for one in run.ok("show 1 --json").json["purchases"]] == [1, 2]


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("--order 8 --product X", 1, "contact 1 has no order 8"),
        ("--order 7 --item 3 --product X", 1, "order 7 has no item 3"),
        ("--order 7", 2, "give --product, --quantity, --amount or --on"),
        ("--product X", 2, "name it: --order ID"),
        ("--name Bo --item 2", 2, "name it: --order ID"),
        ("--order 7 --amount 9", 2, "--amount and --currency go together"),
        ("--order 7 --on 2027-01-01", 2, "in the future"),
        ("--order 7 --product 4111111111111111", 1, "card number"),
    ],
)
def test_what_cannot_be_put_right_says_why(run: CommandLine, words: str, status: int, said: str) -> None:
    before = line(run)

    answer = run(f"correct 1 {words} --by vendor")

    assert (answer.status, said in answer.err) == (status, True), answer.err
    assert line(run) == before


def test_who_was_given_this_order_is_told_and_nobody_else(run: CommandLine, load: Importer) -> None:
    settle(run)
    load.ok(HEAD, "7,a@x.example,Widgit,1,10.00,EUR,2026-10-01", more="--from bmt-micro")
    load.ok(HEAD, "8,a@x.example,Widget,1,10.00,EUR,2026-10-01", more="--from gumroad")

    answer = run.ok("correct 1 --order 7 --product Widget --by vendor --json").json

    assert [(one["recipient"], one["old"]) for one in answer["tell"]] == [("bmt-micro", ["Widgit"])]


@pytest.mark.usefixtures("typed")
def test_an_erasure_takes_the_order_and_what_was_said_of_it(run: CommandLine) -> None:
    run.ok("correct 1 --order 7 --product Widget --by vendor --because 'zqx rang us'")

    run.ok("erase 1 --confirmed voice")

    assert run.in_bytes("zqx rang") == []
    assert "no row points to one that is missing" in run("doctor").out
