"""import-orders --from: what a reseller told of people is on record as coming from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.order_imports import FILES, Importer
from helpers.recipients import brief, shared
from helpers.terminal import CommandLine

NOTIFICATION = FILES / "bmt-order-notification.xml"


def test_a_reseller_that_the_format_tells_delivered_it(run: CommandLine) -> None:
    found = run.ok(f"import-orders '{NOTIFICATION}' --json").json

    assert [(one["from"], one["delivery"]) for one in found["files"]] == [("bmt-micro", 1)]
    people = run.ok("contacts --json").json["contacts"]
    one = shared(run, str(people[0]["id"]))[0]
    assert (one["direction"], one["number"], one["recipient"], one["purpose"]) == (
        "from",
        1,
        "bmt-micro",
        None,
    )
    assert one["fields"][:4] == ["email", "name", "company", "order"]
    assert one["orders"] != []
    assert "came from them" in run.ok(f"show {people[0]['id']}").out


def test_the_fields_are_those_that_were_mapped(run: CommandLine, load: Importer) -> None:
    load.ok("Order,Email,Product,Date,News", "1,ann@acme.example,Widget,2026-11-01,yes", more="--from shop")

    fields = ["email", "order", "product", "ordered_at", "opt_in"]
    assert brief(run, "ann@acme.example") == [("from", "shop", fields, ["1"])]


def test_a_name_in_two_parts_is_a_name(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text("o,e,p,f,l,i\n1,ann@acme.example,Widget,Ann,Lee,1\n")
    fields = {"o": "order", "e": "email", "p": "product", "f": "first_name", "l": "last_name", "i": "item"}
    mapped = " ".join(f"--map {column}={field}" for column, field in fields.items())

    run.ok(f"import-orders {tmp_path}/o.csv {mapped} --from shop")

    assert brief(run, "1")[0][2] == ["email", "name", "order", "product"]


def test_a_file_of_nobody_we_know_is_no_delivery(run: CommandLine, load: Importer) -> None:
    found = load.ok("Order,Email,Product", "1,ann@acme.example,Widget", more="--json").json

    assert [(one["from"], one["delivery"]) for one in found["files"]] == [(None, None)]
    assert shared(run, "1") == []


@pytest.mark.parametrize("name", ["gumroad", "stripe"])
def test_the_formats_name_their_reseller(run: CommandLine, name: str) -> None:
    file = next((Path(__file__).parents[2] / "orders" / name).glob("*.csv"))

    found = run.ok(f"import-orders '{file}' --skip-bad --json").json

    assert [one["from"] for one in found["files"]] == [name]


def test_what_is_said_outranks_the_format(run: CommandLine) -> None:
    assert run.ok(f"import-orders '{NOTIFICATION}' --from shop --json").json["files"][0]["from"] == "shop"
    assert brief(run, "1")[0][1] == "shop"


def test_the_same_file_again_is_no_delivery(run: CommandLine) -> None:
    run.ok(f"import-orders '{NOTIFICATION}'")
    before = run.ok("audit --json").json

    found = run.ok(f"import-orders '{NOTIFICATION}' --json").json

    assert (found["changed"], found["files"][0]["delivery"]) == (False, None)
    assert run.ok("audit --json").json == before


def test_each_order_is_of_the_file_that_brought_it(run: CommandLine, load: Importer) -> None:
    load.ok("Order,Email,Product", "1,ann@acme.example,Widget", more="--from shop")
    load.ok(
        "Order,Email,Product", "1,ann@acme.example,Widget", "2,ann@acme.example,Widget", more="--from mall"
    )
    run.ok("add-purchase ann@acme.example --order 3 --product Widget")

    assert [(name, orders) for _, name, _, orders in brief(run, "1")] == [("shop", ["1"]), ("mall", ["2"])]


def test_two_files_at_once_are_two_deliveries(run: CommandLine, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.csv").write_text(f"o,e,p\n{number},ann{number}@acme.example,Widget\n")
    mapped = "--map o=order --map e=email --map p=product --from shop"

    run.ok(f"import-orders {tmp_path}/1.csv {tmp_path}/2.csv {mapped}")

    assert [shared(run, who)[0]["number"] for who in ("1", "2")] == [1, 2]
    assert run.ok("audit --json").json["entries"][-1]["deliveries"] == [1, 2]


def test_a_dry_run_and_a_refused_file_leave_no_delivery(run: CommandLine, load: Importer) -> None:
    good, bad = "1,ann@acme.example,Widget", "2,no address,Widget"
    dry = load.ok("Order,Email,Product", good, more="--from shop --dry-run --json").json
    load("Order,Email,Product", good, bad, more="--from shop")
    found = load.ok("Order,Email,Product", bad, good, more="--from shop --skip-bad --json").json

    assert [one["files"][0]["delivery"] for one in (dry, found)] == [None, 1]
    assert len(shared(run, "1")) == 1


@pytest.mark.parametrize("name", ["Shop", "my shop", "4111111111111111", "a" * 41, ""])
def test_a_senders_name_is_a_short_one(run: CommandLine, load: Importer, name: str) -> None:
    answer = load("Order,Email,Product", "1,ann@acme.example,Widget", more=f"--from '{name}'")

    assert (answer.status, "4111111111111111" in answer.err) == (2, False)


def test_a_card_number_in_a_senders_name_is_refused(run: CommandLine, load: Importer) -> None:
    answer = load("Order,Email,Product", "1,ann@acme.example,Widget", more="--from x-4111111111111111")

    assert (answer.status, "no card number is ever stored" in answer.err) == (1, True)
    assert run.ok("contacts --json").json["total"] == 0
