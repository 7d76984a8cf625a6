"""A name on record that becomes the full name in a standing attribution is said at once, wherever it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import Importer

if TYPE_CHECKING:
    from helpers.terminal import CommandLine

SAID = "publication 1 shows the full name, as it is on record now"
MEND = "privacyctl takedown 1 --what testimonial --note TEXT"
# Each way in by which a name, or the company that explains a word of it, is written.
TYPED = {
    "correct": "correct 1 --name 'Ann Moore' --confirmed voice",
    "correct by vendor": "correct 1 --name 'Ann Moore' --by vendor",
    "add-contact --replace": "add-contact ann@acme.example --name 'Ann Moore' --replace",
}


@pytest.fixture(autouse=True)
def _on_show(run: CommandLine, load: Importer) -> None:
    load.ok("Order,Email,Product,Name,Company,Date", "1,ann@acme.example,Widget,Ann Lee,Acme,2026-10-01")
    run.ok(
        "add-testimonial 1 --quote Good. --attribution 'Moore, Ann from Acme' --at /words --permission Yes."
    )


@pytest.mark.parametrize("way", TYPED)
def test_the_answer_names_publication_and_command(run: CommandLine, way: str) -> None:
    answer = run.ok(TYPED[way])

    assert SAID in answer.err
    assert MEND in answer.err
    assert run("policy --check").status == 1


@pytest.mark.parametrize("way", TYPED)
def test_it_is_a_key_of_the_document(run: CommandLine, way: str) -> None:
    assert run.ok(f"{TYPED[way]} --json").json["shows_name"] == [1]


def test_an_order_that_brings_another_name_says_so(run: CommandLine, load: Importer) -> None:
    rows = ("Order,Email,Product,Name,Company,Date", "2,ann@acme.example,Widget,Ann Moore,Acme,2026-11-01")

    answer = load.ok(*rows)

    assert SAID in answer.err
    assert "Moore" not in answer.err
    assert load.ok(*rows, more="--json").json["shows_name"] == []  # said when it came


def test_a_dry_run_says_so_too(run: CommandLine, load: Importer) -> None:
    answer = load.ok(
        "Order,Email,Product,Name,Date", "2,ann@acme.example,Widget,Ann Moore,2026-11-01", more="--dry-run"
    )

    assert SAID in answer.err


@pytest.mark.parametrize(
    "line",
    [
        "correct 1 --company Works --by vendor",
        "add-contact ann@acme.example --company Works --replace",
    ],
)
def test_a_company_that_no_longer_explains_the_word_counts_too(run: CommandLine, line: str) -> None:
    run.ok("takedown 1 --what testimonial --received '2h ago'")
    run.ok("add-contact ann@acme.example --company 'Lee GmbH' --replace")
    run.ok(
        "add-testimonial 1 --quote Fine. --attribution 'Ann from Lee GmbH' --at / --permission 'Yes, again.'"
        " --received '1h ago'"
    )

    answer = run.ok(line)

    assert "publication 2 shows the full name" in answer.err
    assert "publication 1" not in answer.err


def test_another_harmless_name_says_nothing(run: CommandLine) -> None:
    assert run.ok("correct 1 --name 'Ann Young'").err == ""
