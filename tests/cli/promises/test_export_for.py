"""export-for: a list of just what a recipient may have, on record before it is given out."""

from __future__ import annotations

import csv
import io
import os
import stat
from pathlib import Path

import pytest

from helpers.order_imports import Importer
from helpers.recipients import brief, settle, shared
from helpers.terminal import Clock, CommandLine

ORDERS = "export-for bmt-micro --purpose order"
NEWS = "export-for mailer --purpose updates"


@pytest.fixture(autouse=True)
def _buyers(run: CommandLine) -> None:
    settle(run)
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee' --company Acme",
        "add-purchase ann@acme.example --order 7 --product Widget --item 1 --on 2026-10-01",
        "add-purchase ann@acme.example --order 7 --product Gadget --item 2 --on 2026-10-01",
        "add-purchase bo@smith.example --order 9 --product =cmd --on 2026-11-02 --amount 49 --currency EUR",
        "add-contact cy@example.com --name 'Cy Young'",
    )


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_one_row_an_order_line_with_the_fields_of_the_contract(run: CommandLine) -> None:
    answer = run.ok(ORDERS)

    assert rows(answer.out) == [
        ["email", "name", "order", "product"],
        ["ann@acme.example", "Ann Lee", "7", "Widget"],
        ["ann@acme.example", "Ann Lee", "7", "Gadget"],
        ["bo@smith.example", "", "9", "'=cmd"],
    ]
    assert answer.err == "privacyctl: note: disclosure 1: 3 rows about 2 people for bmt-micro\n"


def test_one_row_a_person_where_no_field_is_of_an_order(run: CommandLine) -> None:
    assert rows(run.ok(NEWS).out) == [
        ["email", "name"],
        ["ann@acme.example", "Ann Lee"],
        ["bo@smith.example", ""],
    ]


def test_each_person_and_order_line_is_on_record(run: CommandLine) -> None:
    run.ok(ORDERS)
    run.ok(NEWS)

    assert brief(run, "1") == [
        ("to", "bmt-micro", ["email", "name", "order", "product"], ["7"]),
        ("to", "mailer", ["email", "name"], []),
    ]
    assert [one["orders"] for one in shared(run, "2")] == [["9"], []]
    assert shared(run, "3") == []


def test_who_opted_out_is_in_no_list_for_news(run: CommandLine) -> None:
    run.ok("optout ann@acme.example")

    assert rows(run.ok(NEWS).out)[1:] == [["bo@smith.example", ""]]
    assert shared(run, "1") == []
    assert len(rows(run.ok(ORDERS).out)) == 4


def test_everyone_of_the_settings_holds_here_too(run: CommandLine) -> None:
    path = settle(run)
    path.write_text(f'audience = "everyone"\n{path.read_text()}')

    assert rows(run.ok(NEWS).out)[3] == ["cy@example.com", "Cy Young"]


def test_news_with_fields_of_orders_has_those_who_never_ordered_too(run: CommandLine) -> None:
    settle(
        run,
        'audience = "everyone"\n[recipients.mailer]\npurposes = ["updates"]\nfields = ["email", "product"]\n',
    )

    assert rows(run.ok(NEWS).out)[1:] == [
        ["ann@acme.example", "Widget"],
        ["ann@acme.example", "Gadget"],
        ["bo@smith.example", "'=cmd"],
        ["cy@example.com", ""],
    ]
    assert brief(run, "3") == [("to", "mailer", ["email", "product"], [])]
    assert [row[0] for row in rows(run.ok(f"{NEWS} --since 2026-11-01").out)[1:]] == ["bo@smith.example"]


def test_since_leaves_the_orders_from_then_on_and_who_has_one(run: CommandLine, clock: Clock) -> None:
    assert [row[2] for row in rows(run.ok(f"{ORDERS} --since 2026-11-02").out)[1:]] == ["9"]
    assert [row[0] for row in rows(run.ok(f"{NEWS} --since 2026-11-02").out)[1:]] == ["bo@smith.example"]
    assert shared(run, "1") == []

    clock.forward(hours=24)
    run.ok("add-purchase cy@example.com --order 10 --product Pro")
    assert [row[2] for row in rows(run.ok(f"{ORDERS} --since '1h ago'").out)[1:]] == ["10"]
    clock.forward(hours=24)
    assert rows(run.ok(f"{ORDERS} --since '1h ago'").out)[1:] == []


def test_amounts_and_times_are_written_as_they_are_read(run: CommandLine) -> None:
    run.db.with_name("privacyctl.toml").unlink()

    last = rows(run.ok(ORDERS).out)[-1]

    assert last[3:] == ["9", "'=cmd", "1", "49.00", "EUR", "2026-11-02T00:00:00Z"]
    assert run.ok(f"{ORDERS} --json").json["rows"][-1]["amount"] == "49.00"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("export-for mailer --purpose order", "nothing for the purpose 'order'"),
        ("export-for friend --purpose order", "no contract with 'friend'"),
        ("export-for silent --purpose order", "names no field"),
    ],
)
def test_what_no_contract_allows_is_refused(run: CommandLine, line: str, sentence: str) -> None:
    path = settle(run)
    path.write_text(f"{path.read_text()}\n[recipients.silent]\npurposes = ['order']\n")

    answer = run(line)

    assert (answer.status, answer.out, sentence in answer.err) == (1, "", True)
    assert shared(run, "1") == []


def test_an_empty_list_records_nothing(run: CommandLine, tmp_path: Path) -> None:
    before = run.entries()

    answer = run.ok(f"{ORDERS} --since 2026-11-20 --out {tmp_path}/none.csv --json")

    assert answer.json == {
        "disclosure": None,
        "recipient": "bmt-micro",
        "purpose": "order",
        "fields": ["email", "name", "order", "product"],
        "people": 0,
        "changed": False,
        "file": f"{tmp_path}/none.csv",
    }
    assert (tmp_path / "none.csv").read_text() == "email,name,order,product\n"
    assert run.entries() == before
    assert "nobody is in the list for bmt-micro" in run.ok(f"{ORDERS} --since 2026-11-20").err


def test_a_file_is_private_and_has_what_stdout_would_have(run: CommandLine, tmp_path: Path) -> None:
    os.umask(0o000)

    answer = run.ok(f"{ORDERS} --out {tmp_path}/list.csv")

    path = tmp_path / "list.csv"
    assert answer.out == f"Disclosure 1: 3 rows about 2 people for bmt-micro: {path}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == run.ok(ORDERS).out


def test_each_list_is_a_hand_off_of_its_own(run: CommandLine) -> None:
    run.ok(ORDERS)

    assert run.ok(f"{ORDERS} --json").json["disclosure"] == 2
    assert [one["number"] for one in shared(run, "1")] == [1, 2]


@pytest.mark.parametrize("out", ["there.csv", "none/list.csv", "link.csv"])
def test_a_file_that_cannot_be_made_is_said_before_anything_is_recorded(
    run: CommandLine, tmp_path: Path, out: str
) -> None:
    (tmp_path / "there.csv").write_text("mine")
    (tmp_path / "link.csv").symlink_to("nowhere")

    answer = run(f"{ORDERS} --out {tmp_path}/{out}")

    assert answer.status == 2
    assert shared(run, "1") == []
    assert (tmp_path / "there.csv").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["there.csv"]


def test_recorded_and_not_written_is_said_and_is_a_failure(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    answer = run(f"{ORDERS} --out {tmp_path}/list.csv")

    assert answer.status == 1
    assert "disclosure 1 is recorded, but the list is not given out whole: no space left" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["record"]
    assert len(shared(run, "1")) == 1


def test_an_order_without_an_amount_has_none(run: CommandLine) -> None:
    run.db.with_name("privacyctl.toml").unlink()

    first = run.ok(f"{ORDERS} --json").json["rows"][0]

    assert (first["amount"], first["currency"], first["quantity"]) == (None, None, 1)


def test_hidden_characters_reach_no_screen(run: CommandLine) -> None:
    run.ok("add-contact bo@smith.example --name 'Bo \u202eSmith'")

    assert "\u202e" in run.ok(ORDERS).out
    assert "\u202e" not in run.ok(ORDERS, terminal=True).out


HEAD = "Order,Email,Product"


def test_who_delivers_orders_is_given_those_and_with_all_the_rest(run: CommandLine, load: Importer) -> None:
    load.ok(HEAD, "21,dee@d.example,Pro", "22,ann@acme.example,Pro", more="--from bmt-micro")
    load.ok(HEAD, "31,dee@d.example,Pro", "32,ed@e.example,Pro", more="--from gumroad")

    answer = run.ok(ORDERS)

    assert sorted(row[2] for row in rows(answer.out)[1:]) == ["21", "22"]
    assert "note: 5 rows left out, of orders that bmt-micro did not deliver" in answer.err
    assert "add --all" in answer.err
    assert ("to", "bmt-micro", ["email", "name", "order", "product"], ["21"]) in brief(run, "4")
    assert run.ok(f"{ORDERS} --json").json["left_out"] == 5

    everything = run.ok(f"{ORDERS} --all")
    assert sorted(row[2] for row in rows(everything.out)[1:]) == ["21", "22", "31", "32", "7", "7", "9"]
    assert "left out" not in everything.err


def test_where_no_field_is_of_an_order_it_is_the_people_whose_orders_it_delivered(
    run: CommandLine, load: Importer
) -> None:
    settle(run, '[recipients.bmt-micro]\npurposes = ["order"]\nfields = ["email"]\n')
    load.ok(HEAD, "21,dee@d.example,Pro", more="--from bmt-micro")
    load.ok(HEAD, "31,ed@e.example,Pro", more="--from gumroad")

    assert rows(run.ok(ORDERS).out) == [["email"], ["dee@d.example"]]


def test_who_delivers_none_is_given_all(run: CommandLine, load: Importer) -> None:
    load.ok(HEAD, "31,dee@d.example,Pro", more="--from gumroad")

    assert sorted(row[2] for row in rows(run.ok(ORDERS).out)[1:]) == ["31", "7", "7", "9"]


def test_a_purpose_that_is_no_order_is_for_everybody_as_before(run: CommandLine, load: Importer) -> None:
    load.ok(HEAD, "21,dee@d.example,Pro", more="--from mailer")

    assert len(rows(run.ok(NEWS).out)) == 4


@pytest.mark.parametrize("more", ["", "--json", "--out {folder}/new.csv", "--out {folder}/new.csv --json"])
def test_a_dry_run_shows_first_and_records_nothing(run: CommandLine, tmp_path: Path, more: str) -> None:
    before = run.ok("audit --json").json["entries"]
    data = run.db.read_bytes()

    answer = run.ok(f"{ORDERS} --dry-run {more.format(folder=tmp_path)}")

    assert (run.ok("audit --json").json["entries"], run.db.read_bytes()) == (before, data)
    assert not (tmp_path / "new.csv").exists()
    assert shared(run, "1") == []
    if "--json" in more:
        told = answer.json
        assert (told["disclosure"], told["changed"], told["dry_run"], told["people"]) == (
            None,
            False,
            True,
            2,
        )
    else:
        assert "3 rows about 2 people for bmt-micro; a dry run, so nothing is recorded" in (
            answer.out + answer.err
        )
