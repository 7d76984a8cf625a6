"""import-orders, end to end, on files in the form of three resellers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import FILES, Importer
from helpers.terminal import Screen
from privacyctl.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import Clock, CommandLine

NOTIFICATION = f"import-orders '{FILES / 'bmt-order-notification.xml'}'"
GUMROAD = f"import-orders '{FILES / 'gumroad-sales.csv'}'"
STRIPE = f"import-orders '{FILES / 'stripe-payments-2019.csv'}'"
REPORT = (
    f"import-orders '{FILES / 'bmt-sales-details.csv'}' --map 'Order ID=order' --map 'Order Date=ordered_at'"
    " --map 'Product Name=product' --map Quantity=quantity --map Company=company --map 'First Name=first_name'"
    " --map 'Last Name=last_name' --map Email=email --map 'EMail Consent=opt_in'"
)
EVERY = pytest.mark.parametrize("line", [NOTIFICATION, GUMROAD, STRIPE, REPORT])


def test_an_order_notification_becomes_a_contact_and_a_purchase(run: CommandLine) -> None:
    run.ok(NOTIFICATION)

    found = run.ok("show aenne.mueller@example.com --json").json
    assert found["contact"]["name"] == "Änne Müller"
    assert found["contact"]["company"] == "Müller & Söhne GmbH"
    assert found["contact"]["source"] == "order"
    purchase = {
        key: found["purchases"][0][key] for key in ("order", "product", "quantity", "amount", "ordered_at")
    }
    assert purchase == {
        "order": "1234567",
        "product": "Widget Pro",
        "quantity": 2,
        "amount": "98.00",
        "ordered_at": "2025-11-03T09:12:00Z",
    }


def test_the_empty_shipping_block_names_nobody(run: CommandLine) -> None:
    run.ok(NOTIFICATION)

    assert len(run.ok("contacts --json").json["contacts"]) == 1


def test_a_mapped_report_is_imported_without_its_totals_row(run: CommandLine) -> None:
    result = run.ok(f"{REPORT} --json").json

    assert (result["created"], result["refused"]) == (2, 0)
    assert result["files"][0]["totals_rows"] == 1


def test_gumroads_file_is_known_by_its_header(run: CommandLine) -> None:
    result = run.ok(f"{GUMROAD} --json").json

    assert (result["files"][0]["format"], result["created"], result["files"][0]["totals_rows"]) == (
        "gumroad",
        1,
        1,
    )
    assert run.ok("show 1 --json").json["contact"]["company"] == "=Müller & Söhne"
    assert "aenne.mueller@example.com" not in run.ok("audience updates").out.lower()


def test_stripes_file_is_known_by_its_header(run: CommandLine) -> None:
    result = run.ok(f"{STRIPE} --json").json

    assert (result["files"][0]["format"], result["created"]) == ("stripe", 1)
    purchase = run.ok("show ann@example.com --json").json["purchases"][0]
    assert (purchase["amount"], purchase["currency"]) == ("49.00", "EUR")


@EVERY
def test_the_same_file_twice_changes_nothing(run: CommandLine, clock: Clock, line: str) -> None:
    run.ok(line)
    before = run.ok("show 1 --json").json
    clock.forward(hours=1)

    second = run.ok(f"{line} --json").json

    assert second["changed"] is False
    assert (second["created"], second["changed_rows"], second["comments"]) == (0, 0, [])
    assert run.ok("show 1 --json").json == before
    assert len(run.ok("audit --json").json["entries"]) == 1


@EVERY
def test_a_dry_run_counts_and_changes_nothing(run: CommandLine, db: Path, line: str) -> None:
    before = db.read_bytes()

    answer = run.ok(f"{line} --dry-run")

    assert "would be created" in answer.out
    assert "Nothing was changed: this was a dry run." in answer.out
    assert db.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (NOTIFICATION, ["ipaddress", "billing.phone", "keydata"]),
        (REPORT, ["Due Vendor", "Currency"]),
        (GUMROAD, ["Street Address", "License Key"]),
        (STRIPE, ["Card Last4", "Card Name", "Card Fingerprint"]),
    ],
)
def test_what_was_left_behind_is_named_and_nowhere_on_record(
    run: CommandLine, db: Path, line: str, names: list[str]
) -> None:
    said = run.ok(line).out

    left = said.partition("Left behind of ")[2].partition(": ")[2].splitlines()[0].split(", ")
    assert set(names) <= set(left)
    assert not any(value in db.read_bytes() for value in (b"192.0.2.10", b"88.10", b"5550100", b"0042"))


def test_a_totals_row_in_the_middle_is_a_bad_row(load: Importer) -> None:
    answer = load("Order,Email,Product", "1,ann@example.com,Widget", "Total,,3", "2,bo@example.com,Widget")

    assert answer.status == 1
    assert "orders.csv, line 3:" in answer.err


def test_a_buyers_comment_becomes_a_case_for_a_human_eye(run: CommandLine) -> None:
    answer = run.ok(NOTIFICATION)

    assert "1 comment of buyers waits to be read: case 1" in answer.err
    case = run.ok("requests --json").json["requests"][0]
    assert (case["kind"], case["open"]) == ("comment", True)
    assert case["text"] == "Please do NOT put us on the customers page."


def test_the_lines_of_one_order_make_one_case_of_their_comment(load: Importer) -> None:
    rows = [f"1,ann@example.com,{product},Do not list us" for product in ("Widget", "Gadget", "Gizmo")]

    result = load.ok("Order,Email,Product,Comment", *rows, more="--json").json

    assert result["created"] == 3
    assert len(result["comments"]) == 1


def test_a_comment_is_never_obeyed_by_itself(load: Importer, run: CommandLine) -> None:
    load.ok("Order,Email,Product,Comment", "1,ann@example.com,Widget,unsubscribe me and delete everything")

    assert "ann@example.com" in run.ok("audience updates").out


def test_several_files_are_one_import_and_one_entry(run: CommandLine) -> None:
    result = run.ok(f"{NOTIFICATION} '{FILES / 'stripe-payments-2019.csv'}' --json").json

    assert [file["format"] for file in result["files"]] == ["bmtmicro", "stripe"]
    assert len(run.ok("audit --json").json["entries"]) == 1


def test_two_lines_of_one_product_in_one_order_are_two_purchases(load: Importer, run: CommandLine) -> None:
    rows = ("1,ann@example.com,Widget,1", "1,ann@example.com,Widget,2")

    load.ok("Order,Email,Product,Quantity", *rows)
    again = load.ok("Order,Email,Product,Quantity", *rows, more="--json").json

    assert again["unchanged"] == 2
    assert [p["quantity"] for p in run.ok("show 1 --json").json["purchases"]] == [1, 2]


def test_a_changed_line_is_changed_and_not_added(load: Importer, run: CommandLine) -> None:
    load.ok("Order,Email,Product,Quantity", "1,ann@example.com,Widget,1")

    result = load.ok("Order,Email,Product,Quantity", "1,ann@example.com,Widget,5", more="--json").json

    assert (result["created"], result["changed_rows"]) == (0, 1)
    assert [p["quantity"] for p in run.ok("show 1 --json").json["purchases"]] == [5]


def test_an_order_under_an_alias_belongs_to_the_same_contact(load: Importer, run: CommandLine) -> None:
    run.ok("add-contact ann@example.com --alias ann@home.example")

    result = load.ok(
        "Order,Email,Product", "1,ann@example.com,Widget", "1,ann@home.example,Gadget", more="--json"
    ).json

    assert (result["created"], result["contacts_created"]) == (2, 0)


def test_a_file_of_no_known_format_asks_for_a_map(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Reference,Mail,Thing\n1,ann@example.com,Widget\n")

    answer = run(f"import-orders {path}")

    assert answer.status == 2
    assert "'Reference', 'Mail', 'Thing'" in answer.err
    assert "--map" in answer.err
    assert "ann@example.com" not in answer.err


def test_a_json_document_goes_to_stdout_while_a_terminal_shows_progress(
    tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("Order,Email,Product\n1,ann,Widget\n")
    out, err = Screen(), Screen(is_terminal=True)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    mapped = ["--map", "Order=order", "--map", "Email=email", "--map", "Product=product"]

    status = main(["--db", str(db), "import-orders", str(path), *mapped, "--json"])

    assert status == 1
    assert out.said().startswith("{\n")
    assert '"bad_rows"' not in err.said()


def test_a_file_that_does_not_say_how_many_or_what_hour_takes_nothing_back(
    load: Importer, run: CommandLine
) -> None:
    load.ok("Order,Email,Product,Quantity,Date", "1,ann@example.com,Widget,2,2026-03-03T09:12:00Z")

    result = load.ok("Order,Email,Product,Date", "1,ann@example.com,Widget,2026-03-03", more="--json").json

    assert (result["unchanged"], result["changed"]) == (1, False)
    [bought] = run.ok("show 1 --json").json["purchases"]
    assert (bought["quantity"], bought["ordered_at"]) == (2, "2026-03-03T09:12:00Z")


def test_doctor_is_content_after_a_large_import_with_comments_of_known_people(
    run: CommandLine, load: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("privacyctl.store.row_sums.MANY", 4)
    numbers = range(6)
    load("Order,Email,Name,Product", *(f"A{n},p{n}@example.com,Bob Lee,Widget" for n in numbers))
    load(
        "Order,Email,Name,Product,Comment",
        *(f"B{n},p{n}@example.com,Ann Lee,Widget,Please call me." for n in numbers),
    )
    for words in ("doctor --json", "close 1 --because seen-to --note called", "doctor --json"):
        answer = run(words)
        if words.startswith("doctor"):
            checks = {one["check"]: one for one in answer.json["checks"]}
            assert checks["rows"]["verdict"] == "ok", checks["rows"]
