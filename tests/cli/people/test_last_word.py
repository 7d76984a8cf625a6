"""A person's own correction outranks the vendor's typing, and that outranks every import."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import Importer

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import Answer, Clock, CommandLine

RIGHT = {
    "name": "correct 1 --name 'Ann Moore' --company 'New Works' --email ann@new.example --confirmed voice",
    "order": "correct 1 --order 7 --product Widget --quantity 2 --amount 20 --currency EUR --on 2026-10-02",
}
FIELDS = {"name": "Ann Moore", "company": "New Works", "email": "ann@new.example"}
LINE = {"product": "Widget", "quantity": 2, "amount": "20.00", "ordered_at": "2026-10-02T00:00:00Z"}
# Each way in by which a field may be written, after the person put it right.
TYPED = {
    "add-contact": "add-contact ann@new.example --name 'Wrong Name' --replace",
    "add-contact, company": "add-contact ann@new.example --company Wrong --replace",
    "add-contact, both": "add-contact ann@new.example --name 'Ann Moore' --company Wrong --replace",
    "add-contact, the old address": "add-contact ann@new.example --alias ann@old.example --name 'Ann Moore'",
    "correct, name": "correct 1 --name 'Wrong Name' --by vendor",
    "correct, company": "correct 1 --company Wrong --by vendor",
    "correct, email": "correct 1 --email wrong@new.example --by vendor",
    "correct, one of them right": "correct 1 --name 'Ann Moore' --company Wrong --by vendor",
    "correct, product": "correct 1 --order 7 --product Wrong --by vendor",
    "correct, quantity": "correct 1 --order 7 --quantity 9 --by vendor",
    "correct, amount": "correct 1 --order 7 --amount 9 --currency USD --by vendor",
    "correct, time": "correct 1 --order 7 --on 2026-10-09 --by vendor",
}
HEAD = "Order,Email,Product,Quantity,Amount,Currency,Date,Name,Company"
IMPORTED = {
    "the old address": "7,ann@old.example,Widgit,1,10.00,EUR,2026-10-01,Anne Leigh,Old Works",
    "the new address": "7,ann@new.example,Widgit,1,10.00,EUR,2026-10-01,Anne Leigh,Old Works",
    "a newer order": "8,ann@new.example,Other,1,10.00,EUR,2026-11-21,Anne Leigh,Old Works",
}


@pytest.fixture(autouse=True)
def _ann(run: CommandLine, load: Importer) -> None:
    load.ok(HEAD, IMPORTED["the old address"])


def stands(run: CommandLine) -> tuple[dict[str, object], dict[str, object]]:
    shown = run.ok("show 1 --json").json
    (line,) = [one for one in shown["purchases"] if one["order"] == "7"]
    return {key: shown["contact"][key] for key in FIELDS}, {key: line[key] for key in LINE}


def entries(run: CommandLine) -> int:
    return len(run.ok("audit --json").json["entries"])


@pytest.mark.parametrize("way", TYPED)
def test_what_the_vendor_types_changes_nothing_that_the_person_put_right(run: CommandLine, way: str) -> None:
    run.ok(RIGHT["name"])
    run.ok(RIGHT["order"])
    before = entries(run)

    answer: Answer = run(TYPED[way])

    assert answer.status == 1
    assert "themselves on Sun 22 Nov 2026" in answer.err
    assert "--by vendor --because TEXT" in answer.err
    assert (stands(run), entries(run)) == ((FIELDS, LINE), before)


@pytest.mark.parametrize("way", IMPORTED)
def test_no_import_changes_what_anybody_put_right(run: CommandLine, load: Importer, way: str) -> None:
    for word in ("--by vendor", ""):
        run.ok(f"{RIGHT['name']} {word}".replace("--confirmed voice --by vendor", "--by vendor"))
        run.ok(f"{RIGHT['order']} {word}")

        load.ok(HEAD, IMPORTED[way])

        assert stands(run) == (FIELDS, LINE)


@pytest.mark.parametrize("way", [way for way in TYPED if way.startswith("correct,")])
def test_the_vendor_may_know_better_and_says_why(run: CommandLine, out: Path, way: str) -> None:
    run.ok(RIGHT["name"])
    run.ok(RIGHT["order"])
    before = stands(run)

    run.ok(f"{TYPED[way]} --because 'they wrote it wrong'")

    assert stands(run) != before
    run.ok(f"access 1 --confirmed voice --out {out}")
    (told,) = (json.loads(file.read_text()) for file in out.glob("*.json"))
    assert told["held"]["corrections"][-1]["because"] == "they wrote it wrong"


def test_the_newest_word_of_the_person_holds(run: CommandLine, clock: Clock) -> None:
    run.ok(RIGHT["name"])
    clock.forward(hours=24)

    run.ok("correct 1 --name 'Ann Lee'")

    assert run.ok("show 1 --json").json["contact"]["name"] == "Ann Lee"


def test_after_the_vendors_word_typing_may_replace_it_again(run: CommandLine) -> None:
    run.ok(RIGHT["name"])
    run.ok("correct 1 --name 'Ann Miller' --by vendor --because 'a slip of theirs'")

    run.ok("add-contact ann@new.example --name 'Ann Mills' --replace")

    assert run.ok("show 1 --json").json["contact"]["name"] == "Ann Mills"


def test_what_nobody_put_right_the_vendor_still_replaces(run: CommandLine) -> None:
    run.ok("correct 1 --name 'Ann Moore'")

    run.ok("add-contact ann@old.example --company 'New Works' --replace")

    assert run.ok("show 1 --json").json["contact"]["company"] == "New Works"


def test_a_reason_is_the_vendors_and_is_on_record(run: CommandLine) -> None:
    answer = run("correct 1 --name X --because 'they wrote it wrong'")

    assert answer.status == 2
    assert "add: --by vendor" in answer.err
