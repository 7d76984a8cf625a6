"""A company's no covers every spelling of its name, and says in whom it is in doubt."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from helpers.terminal import CommandLine
from privacyctl.model.companies import SPELLINGS
from privacyctl.model.suppression import Fingerprints

SAME = [
    ("Acme GmbH", "Acme"),
    ("Acme GmbH", "Acme GmbH."),
    ("Acme GmbH", "ACME gmbh"),
    ("Acme GmbH", "Ácme-GmbH"),
    ("Acme GmbH", "acme G.m.b.H."),
    ("Acme", "ACME Inc"),
    ("Acme Ltd", "Acme Limited"),
    ("Acme Corp.", "The Acme Corporation"),
    ("Müller GmbH", "Mueller"),
    ("Ort & Sons", "Ort and Sons Ltd"),
    ("AcmeSoft", "Acme Soft GmbH"),
    ("Straße 7 AG", "Strasse 7"),
    ("株式会社アクメ", "アクメ"),
    ("Acme GmbH & Co. KG", "Acme GmbH & Co KG"),
    ("Acme GmbH", "Firma Acme GmbH"),
    ("Acme GmbH", "Fa. Acme"),
    ("Die Firma Acme", "Acme GmbH"),
    ("Messrs. Ort & Sons", "Ort and Sons Ltd"),
]
IN_DOUBT = [
    ("Acme GmbH", "ACME Inc"),
    ("Acme GmbH", "Acme GmbH, Berlin"),
    ("Acme GmbH, Berlin", "Acme GmbH"),
    ("Acme", "Acme Labs Ltd"),
    ("Acme GmbH", "Acme Berlin AG"),
    ("Acme GmbH", "AcmeGmbH"),
    ("AcmeGmbH", "Acme GmbH"),
    ("AcmeGmbH", "ACMEInc"),
    ("Acme GmbH", "The Acme Company"),
    ("The Acme Company", "Acme GmbH"),
    ("Acme GmbH", "Fa. Acme, Berlin"),
    ("Acme GmbH", "Ditta Acme s.r.l."),
]
OTHERS = [
    ("Acme GmbH", "Pacme GmbH"),
    ("Acme GmbH", "Acmes Ltd"),
    ("Acme GmbH", "Labs of Acme"),
    ("Deutsche Bank", "Deutsche Telekom"),
    ("GmbH", "AG"),
    ("Firma Acme GmbH", "Firma Bolt GmbH"),
    ("Post AG", "An Post"),
    ("Fa GmbH", "GmbH"),
]


def buys(run: CommandLine, company: str, who: str = "bo") -> str:
    run.ok(f"add-contact {who}@buyer.example --company '{company}'")
    run.ok(f"add-purchase {who}@buyer.example --order {who} --product W")
    return f"{who}@buyer.example"


def listed(run: CommandLine) -> list[str]:
    return [one["email"] for one in run.ok("audience updates --json").json["audience"]]


def passes(run: CommandLine, address: str) -> bool:
    return address in run.ok("gate - --purpose updates", given=f"{address}\n").out


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(("said_no", "other"), SAME)
def test_another_spelling_is_out_whether_it_comes_before_or_after(
    run: CommandLine, said_no: str, other: str, is_first: bool
) -> None:
    if not is_first:
        buys(run, other)
    run.ok(f"optout --company '{said_no}'")
    bo = buys(run, other) if is_first else "bo@buyer.example"

    answer = run.ok("audience updates --json")

    assert bo not in [one["email"] for one in answer.json["audience"]]
    assert answer.json["in_doubt"] == []
    assert not passes(run, bo)


@pytest.mark.parametrize(("said_no", "other"), IN_DOUBT)
def test_what_may_be_another_company_is_out_in_doubt_and_named(
    run: CommandLine, said_no: str, other: str
) -> None:
    bo = buys(run, other)

    said = run.ok(f"optout --company '{said_no}'")
    audience = run.ok("audience updates --json")
    gate = run.ok("gate - --purpose updates", given=f"{bo}\n")

    assert "in doubt: company 1, 1 contact" in said.err
    assert (audience.json["audience"], audience.json["in_doubt"]) == ([], [1])
    assert "in doubt, and left out: company 1, 1 contact" in audience.err
    assert "in doubt, and left out: company 1, 1 contact" in gate.err
    assert bo not in gate.out
    assert other not in said.err + audience.err + gate.err
    assert other in run.ok("audience updates", terminal=True).err


@pytest.mark.parametrize(("said_no", "other"), OTHERS)
def test_another_company_stays_in(run: CommandLine, said_no: str, other: str) -> None:
    bo = buys(run, other)

    answer = run.ok(f"optout --company '{said_no}' --json").json["optouts"][0]

    assert answer["alike"] == []
    assert listed(run) == [bo]
    assert passes(run, bo)


def test_a_persons_own_later_yes_outranks_it(run: CommandLine) -> None:
    bo = buys(run, "ACME Inc")
    run.ok("optout --company 'Acme GmbH' --received '3d ago'")
    run.ok(f"optin {bo} --purpose updates --evidence 'Yes, please.' --received '1d ago'")

    answer = run.ok("audience updates --json").json

    assert ([one["email"] for one in answer["audience"]], answer["in_doubt"]) == ([bo], [])


def test_one_companys_permission_lifts_no_other_companys_no(run: CommandLine) -> None:
    run.ok("add-contact zoe@acme.example --company 'Acme GmbH'")
    run.ok("optout 'Acme GmbH' --purpose customer-list --received '5d ago'")
    run.ok("add-customer 'ACME Inc' --at /x --permission 'Yes.' --received '1d ago'")

    answer = run("add-customer 'Acme' --at /x")

    assert answer.status == 1
    assert "declined" in answer.err


@pytest.mark.parametrize("line", ["optout --company Quist", "optout 'Quist GmbH'"])
def test_a_company_that_is_not_on_record_is_taken(run: CommandLine, line: str) -> None:
    answer = run.ok(f"{line} --json").json["optouts"][0]

    assert (answer["company"], answer["is_company"], answer["changed"]) == (None, True, True)
    assert run.in_bytes("quist") == []
    assert not run.ok(f"{line} --json").json["changed"]


def test_a_name_without_a_legal_form_is_not_taken_for_a_company(run: CommandLine) -> None:
    answer = run("optout Quist")

    assert answer.status == 1
    assert "nothing on record is called 'Quist'" in answer.err
    assert "privacyctl optout --company NAME" in answer.err


def test_said_twice_a_companys_no_is_done_once(run: CommandLine) -> None:
    run.ok("add-contact bo@buyer.example --company 'Acme GmbH'")
    run.ok("optout 'Acme GmbH'")
    acts = run.acts()

    assert not run.ok("optout 'Acme GmbH' --json").json["changed"]
    assert run.acts() == acts


def test_the_no_of_an_older_file_is_spelt_out_as_it_is_upgraded(run: CommandLine) -> None:
    shutil.copy(Path(__file__).parents[2] / "versions" / "v1.db", run.db)
    run.db.chmod(0o600)
    with closing(sqlite3.connect(run.db)) as raw, raw:
        secret = raw.execute("SELECT value FROM secret").fetchone()[0]
        head = raw.execute("SELECT max(seq) FROM audit").fetchone()[0]
        company = raw.execute(
            "INSERT INTO company (name, match_key, entry) VALUES ('Quist GmbH', 'quist gmbh', ?)", (head,)
        ).lastrowid
        raw.execute(
            """INSERT INTO consent_event (company_id, purpose, decision, at, recorded_at, via, entry)
               VALUES (?, 'updates', 'objected', 1, 1, 'mail', ?)""",
            (company, head),
        )
        raw.execute(
            """INSERT INTO suppression (fingerprint, purpose, secret_id, normalisation, at, recorded_at, entry)
               VALUES (?, 'updates', 1, 1, 1, 1, ?)""",
            (Fingerprints(secret).company("quist gmbh"), head),
        )

    bo = buys(run, "Quist")

    assert bo not in listed(run)
    with closing(sqlite3.connect(run.db)) as raw:
        marks = raw.execute(
            "SELECT count(*) FROM suppression WHERE normalisation = ?", (SPELLINGS,)
        ).fetchone()
    assert marks == (2,)


YES = "optin bo@buyer.example --purpose updates --evidence yes"
NO = "optout --company 'Acme GmbH' --received '3d ago'"


@pytest.mark.parametrize("company", ["Acme GmbH", "Acme", "AcmeGmbH", "Acme Inc"])
@pytest.mark.parametrize("joins", ["before", "after"])
def test_a_yes_without_its_time_gives_way_to_a_no_of_their_firm(
    run: CommandLine, company: str, joins: str
) -> None:
    run.ok("add-contact bo@buyer.example" + f" --company '{company}'" * (joins == "before"))
    run.ok("add-purchase bo@buyer.example --order 1 --product W")
    run.ok(YES)
    run.ok(NO)
    if joins == "after":
        run.ok(f"add-contact bo@buyer.example --company '{company}'")

    assert listed(run) == []
    assert not passes(run, "bo@buyer.example")
    assert "in doubt" in run.ok("audience updates").err or company in ("Acme GmbH", "Acme")


@pytest.mark.parametrize("yes", [f"{YES} --received '1d ago'", YES])
@pytest.mark.parametrize("company", ["Acme GmbH", "Acme", "Acme Inc"])
def test_their_own_later_yes_outranks_it(run: CommandLine, company: str, yes: str) -> None:
    run.ok(f"add-contact bo@buyer.example --company '{company}'")
    run.ok("add-purchase bo@buyer.example --order 1 --product W")
    run.ok(NO)
    run.ok(yes)

    assert listed(run) == ["bo@buyer.example"]
    assert passes(run, "bo@buyer.example")
