"""Somebody who is not on record asks: what is looked for, whose the case is later, and who is answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.terminal import CommandLine

MARIA = "maria@lopez.example"
SHOWN = """\
<!doctype html><title>What they say</title><h1>What our customers say of us, every one of them</h1>
<blockquote><p>It saved us three weeks of work every year.</p><cite>Maria Lopez</cite></blockquote>
"""
DATA = """\
- quote: It does all that it says.
  name: Tom B.
- quote: It saved us three weeks of work every year.
  name: Maria Lopez
"""

Mail = Callable[..., str]


@pytest.fixture
def site(run: CommandLine, tmp_path: Path) -> Path:
    """The vendor's site, which shows Maria's quote with her full name; nobody put it on record."""
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text(SHOWN, "utf-8")
    (tmp_path / "people.yaml").write_text(DATA, "utf-8")
    run.db.with_name("privacyctl.toml").write_text(
        f'support = "help@vendor.example"\n[site]\nsource = "{tmp_path}"\nbuilt = "{tmp_path}/public"\n'
        '[[site.data]]\nfile = "people.yaml"\nholds = "testimonials"\n',
        "utf-8",
    )
    run.db.with_name("privacyctl.toml").chmod(0o600)
    return tmp_path


@pytest.fixture
def asked(run: CommandLine, site: Path, mail: Mail) -> CommandLine:
    """Maria, who is not on record, asked by mail: case 1, task 1."""
    assert site
    run.ok(f"takedown --message {mail('Please take my quote off.', sender=f'Maria Lopez <{MARIA}>')}")
    return run


def test_it_is_said_what_was_looked_for_and_the_name_in_the_mail_is_in_doubt(asked: CommandLine) -> None:
    answer = asked("verify 1 --who")

    assert answer.status == 1
    assert f"looked for: {MARIA}, and the name in the mail, Maria Lopez (in doubt)" in answer.out


def test_the_name_in_the_mail_is_found_with_its_file_and_line(asked: CommandLine) -> None:
    answer = asked("verify 1 --who")

    assert "inconclusive" in answer.out
    assert "index.html:2:" in answer.out
    assert "gone" not in answer.out


def test_gone_is_not_said_of_what_was_only_perhaps_seen(asked: CommandLine, site: Path) -> None:
    asked("verify 1")
    (site / "public" / "index.html").write_text("<title>x</title><p>Nothing of hers is on this page now.</p>")

    answer = asked("verify 1")

    assert answer.status == 1
    assert "not found where we looked, which proves nothing" in answer.out
    assert "never seen there" in answer.out
    assert "gone" not in answer.out


def test_gone_is_said_of_what_was_surely_seen_there_before(asked: CommandLine, site: Path) -> None:
    (site / "public" / "index.html").write_text(f"{SHOWN}<p>{MARIA}</p>", "utf-8")
    asked("verify 1")
    (site / "public" / "index.html").write_text("<title>x</title><p>Nothing of hers is on this page now.</p>")

    answer = asked("verify 1 --json")

    assert [look["found"] for look in answer.json["tasks"][0]["looks"]] == ["gone"]
    assert answer.json["tasks"][0]["state"] == "open"
    assert "gone where it was seen, and not verified" in asked("verify 1").out


def test_put_on_record_later_the_case_is_theirs(asked: CommandLine) -> None:
    asked.ok(f"add-contact {MARIA} --name 'Maria Lopez'")

    looked = asked("verify 1 --json").json["tasks"][0]
    scanned = asked("scan --json").json["findings"]

    assert (looked["found"], looked["in_doubt"]) == ("still-there", None)
    assert looked["looked_for"] == [MARIA, "Maria Lopez"]
    assert {one["what"] for one in scanned} >= {"still-shown"}
    assert [case["case"] for case in asked.ok("show 1 --json").json["requests"]] == [1]
    assert asked.ok("receipt 1 --json").json["to"] == MARIA


@pytest.mark.parametrize("who", ["MARIA@lopez.example", "maria@LOPEZ.example"])
def test_any_spelling_of_the_address_that_was_typed_makes_it_theirs(run: CommandLine, who: str) -> None:
    run.ok(f"takedown {who} --note 'By phone.'")
    run.ok("add-contact other@lopez.example --name 'Maria Lopez' --alias maria@lopez.example")

    assert [case["case"] for case in run.ok("show 1 --json").json["requests"]] == [1]
    assert run.ok("receipt 1 --json").json["to"] == "other@lopez.example"


def test_an_order_that_puts_them_on_record_makes_it_theirs_too(run: CommandLine, tmp_path: Path) -> None:
    run.ok(f"takedown {MARIA} --note 'By phone.'")
    (tmp_path / "o.csv").write_text(f"Order,Mail,Product,When\n1,{MARIA},W,2026-11-18\n")
    named = "--map Order=order --map Mail=email --map Product=product --map When=ordered_at"
    run.ok(f"import-orders {tmp_path / 'o.csv'} {named}")

    assert [case["case"] for case in run.ok("show 1 --json").json["requests"]] == [1]


def test_a_typed_name_is_theirs_who_wrote_the_mail_and_came_on_record_after_it(
    run: CommandLine, mail: Mail
) -> None:
    run.ok(f"takedown 'Maria Lopez' --message {mail(sender=MARIA)}")
    run.ok(f"add-contact {MARIA} --name 'Maria Lopez'")

    assert [case["case"] for case in run.ok("show 1 --json").json["requests"]] == [1]


def test_who_was_on_record_when_they_wrote_for_somebody_else_gets_no_case(
    run: CommandLine, mail: Mail
) -> None:
    run.ok("add-contact ann.lee@acme.example --name 'Ann Lee'")
    run.ok(f"takedown 'Maria Lopez' --message {mail()}")

    assert run.ok("show 1 --json").json["requests"] == []


def test_a_companys_case_is_its_own_once_it_is_on_record(run: CommandLine) -> None:
    run.ok("takedown 'Quist & Sons' --unknown --note 'By letter.'")
    run.ok("add-contact zoe@quist.example --company 'QUIST & sons'")

    assert [case["case"] for case in run.ok("show 'Quist & Sons' --json").json["requests"]] == [1]


def test_the_name_in_the_mail_goes_with_the_rest_of_it(asked: CommandLine) -> None:
    assert asked.in_bytes("Maria Lopez")
    asked.ok(f"add-contact {MARIA}")
    asked.ok("verify 1 --attest 'Looked: gone.'")
    asked.ok(f"erase {MARIA} --confirmed account")

    assert asked.in_bytes("Maria Lopez") == []


def test_an_entry_of_the_site_joins_the_case_and_needs_no_permission(asked: CommandLine, site: Path) -> None:
    named = asked.ok("takedown --entry people.yaml:4 --case 1 --json").json

    assert [(task["task"], task["kind"]) for task in named["tasks"]] == [(1, "testimonial")]
    assert asked.ok("publications --json").json["publications"][0]["permission"]["ground"] == "none"
    asked.ok("publish")
    assert "Maria" not in (site / "people.yaml").read_text("utf-8")
    assert "Tom B." in (site / "people.yaml").read_text("utf-8")
    (site / "public" / "index.html").write_text("<title>x</title><p>Nothing of hers is on this page now.</p>")
    assert asked.ok("verify").status == 0
    assert asked.ok("audit --verify").status == 0
    assert asked.ok("doctor --json").json["sound"]


def test_an_entry_named_twice_is_named_once(asked: CommandLine) -> None:
    asked.ok("takedown --entry people.yaml:3 --case 1")
    acts = asked.acts()

    again = asked.ok("takedown --entry people.yaml:4 --case 1 --json").json

    assert not again["changed"]
    assert asked.acts() == acts


def test_a_second_entry_is_a_second_task(asked: CommandLine) -> None:
    asked.ok("takedown --entry people.yaml:3 --case 1")
    both = asked.ok("takedown --entry people.yaml:1 --case 1 --json").json

    assert [task["publication"] for task in both["tasks"]] == [1, 2]


def test_a_case_that_was_asked_by_mistake_leaves_the_entry_unknown(asked: CommandLine, site: Path) -> None:
    asked.ok("takedown --entry people.yaml:3 --case 1")
    asked.ok("close 1 --because mistake --note 'Another Maria.'")

    asked("publish")

    assert "Maria Lopez" in (site / "people.yaml").read_text("utf-8")
    assert "orphan" in {one["what"] for one in asked("scan --json").json["findings"]}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("--entry people.yaml:4", "--entry and --case go together"),
        ("--case 1", "--entry and --case go together"),
        ("--entry nowhere.yaml:4 --case 1", "no entry of the site's data stands at nowhere.yaml:4"),
        ("--entry people.yaml --case 1", "'people.yaml' is no FILE:LINE"),
        ("--entry people.yaml:4 --case 7", "there is no case 7"),
        (f"{MARIA} --at /x", "--at says where an entry is on show"),
    ],
)
def test_an_entry_that_is_not_there_is_said(asked: CommandLine, line: str, says: str) -> None:
    answer = asked(f"takedown {line}")

    assert answer.status in (1, 2)
    assert says in answer.err


@pytest.mark.parametrize(
    ("company", "typed"),
    [
        ("Ort & Sons", "Ort"),
        ("Ort & Sons", "Ort & Son"),
        ("Acme GmbH", "Amce GmbH"),
        ("Acme GmbH", "Ácme-GmbH"),
    ],
)
def test_a_mistyped_name_opens_no_case_in_silence(run: CommandLine, company: str, typed: str) -> None:
    run.ok(f"add-customer '{company}' --at /customers")

    answer = run(f"takedown '{typed}' --note x")

    assert answer.status == 1
    assert f"nothing on record is called '{typed}'" in answer.err
    assert "did you mean company 1?" in answer.err
    assert "--note x --unknown" in answer.err
    assert run.ok("requests --json").json["requests"] == []
    assert run.ok(f"takedown '{typed}' --note x --unknown").status == 0


def test_on_a_terminal_it_is_asked_and_no_leaves_nothing(run: CommandLine) -> None:
    run.ok("add-customer 'Ort & Sons' --at /customers")

    no = run("takedown Ort --note x", terminal=True, given="n\n")
    assert (no.status, "Ort & Sons" in no.err) == (1, True)
    assert run.ok("requests --json").json["requests"] == []

    assert run.ok("takedown Ort --note x", terminal=True, given="y\n").status == 0
    assert len(run.ok("requests --json").json["requests"]) == 1


def test_a_name_that_nothing_is_near_to_opens_a_case_and_says_so(run: CommandLine) -> None:
    run.ok("add-customer 'Ort & Sons' --at /customers")

    assert "nothing in the register is about who asks" in run.ok("takedown 'Zoe Quist' --unknown").err
