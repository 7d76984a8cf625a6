"""undo: a slip of the pen is taken back, on the record as a mistake and never as anybody's request."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.notices import SURVEYS, WORDS, settle
from privacyctl.duties.no_way_back import REFUSED
from privacyctl.model.entries import WORDS as WORDS_OF_ENTRIES
from privacyctl.model.undoing import UNDOABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.terminal import Clock, CommandLine

SETTINGS = f"""
[recipients.mailer]
purposes = ["updates", "surveys"]
fields = ["email", "name"]
{SURVEYS}"""
SHOWN = "--quote 'Splendid, all of it.' --attribution 'B. P.' --at /words --permission 'Yes, do.'"
SLIPS = {
    "contact": "add-contact eve@slip.example --name 'Eve Slipson' --company Slipworks --alias eva@slip.example",
    "purchase": "add-purchase bo@peel.example --order SLIP-4711 --product Widget --amount 49 --currency EUR",
    "purchase of somebody new": "add-purchase eve@slip.example --order SLIP-4711 --product Widget",
    "testimonial": f"add-testimonial bo@peel.example {SHOWN}",
    "permission": f"add-testimonial dee@east.example {SHOWN}",
    "customer": "add-customer Slipworks --at /customers",
    "customer with a contact": "add-customer Slipworks --at /customers --contact bo@peel.example",
    "a place more": "add-customer Acme --at /slipped",
    "opt-out": "optout bo@peel.example",
    "opt-out of a day": "optout bo@peel.example --received '2h ago'",
    "opt-out of nobody on record": "optout eve@slip.example",
    "opt-out of a company": "optout Acme",
    "opt-out of a company that is not on record": "optout --company Slipworks",
    "opt-out of several": "optout bo@peel.example ann@acme.example cy@west.example",
    "opt-out once more": "optout cy@west.example --received '30m ago'",
    "opt-out of what is on show": "optout ann@acme.example --purpose testimonial",
    "permission to mail": "optin cy@west.example --purpose updates --evidence 'Please write again.'",
    "hand-off": "disclose bo@peel.example --to mailer --purpose updates --fields email",
    "list": "audience updates --to mailer",
    "notice": "announce surveys --text notice.txt --out told",
    "removed": "removed 1 --note 'Took it out of words.html.'",
    "attested": "verify 1 --attest 'Looked at the page.'",
    "takedown": "takedown ann@acme.example --what name",
    "takedown of somebody else": "takedown Acme",
    "takedown of nobody on record": "takedown stranger@else.example",
    "access": "access bo@peel.example",
    "objection": "object bo@peel.example",
    "restriction": "restrict bo@peel.example",
    "question": "question bo@peel.example",
}
ASKED = (
    "policy --json",
    "due --json --within 1000d",
    "audience updates --json",
    "audience surveys --json",
    "stats --json",
    "purposes --json",
    "publications --json",
    "contacts --json",
    "show 1 --json",
    "show 2 --json",
    "show 3 --json",
)

APART = re.compile(
    r"policy --json promises \d figures (texts|entries)"  # the note of an undoing is a text, and it is an entry
    r"|show \d --json (requests|takedowns)( .*)?"  # a case that was a mistake stays on record as that
    r"|publications --json publications \d removal"
)


@pytest.fixture(autouse=True)
def _lived(run: CommandLine, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ann is on show and asked to be taken off; Bo bought; Cy wants no mail; Dee changed her mind."""
    settle(run, SETTINGS)
    monkeypatch.chdir(tmp_path)
    Path("notice.txt").write_text(WORDS, encoding="utf-8")
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee' --company Acme",
        "add-contact bo@peel.example --name 'Bo Peel'",
        "add-contact cy@west.example --name 'Cy West'",
        "add-contact dee@east.example --name 'Dee East'",
        "add-purchase bo@peel.example --order 1 --product Widget",
        "add-purchase cy@west.example --order 2 --product Widget",
        "add-testimonial ann@acme.example --quote Good. --attribution A.L. --at /good --permission Yes.",
        "add-customer Acme --at /customers",
        "optout cy@west.example",
        "takedown ann@acme.example --what testimonial",
    )
    clock.forward(hours=1)
    run.ok("due")


def seen(run: CommandLine) -> dict[str, object]:
    """Every value that these commands print, by the command and the path to the value."""
    answers = {line: run(line) for line in ASKED}
    return {
        path: value
        for line, one in answers.items()
        for path, value in flat(line, one.json if one.out else one.err)
        if not APART.fullmatch(path)
    }


def flat(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict) and value:
        for key, one in value.items():
            yield from flat(f"{path} {key}", one)
    elif isinstance(value, list) and value:
        for place, one in enumerate(value):
            yield from flat(f"{path} {place}", one)
    else:
        yield path, value


def number(run: CommandLine) -> int:
    return int(run.entries()[-1]["seq"])


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_after_it_the_record_is_as_if_the_slip_had_not_happened(slip: str, run: CommandLine) -> None:
    before, entries = seen(run), number(run)
    run(slip)
    assert number(run) == entries + 1

    last = run.ok("audit --json").json["entries"][-1]["seq"]
    answer = run.ok(f"undo {number(run)} --note 'typed by mistake' --json").json

    assert answer["changed"]
    assert answer["undone_by"] == last + 1
    now = seen(run)
    assert [
        f"{key}: {before.get(key)} {now.get(key)}" for key in before | now if before.get(key) != now.get(key)
    ] == []
    assert run.ok("audit --verify --json").json["holds"]
    assert run.ok("doctor --json").json["sound"]


UNDO = "--note 'typed by mistake'"


def undo(run: CommandLine, entry: int) -> None:
    run.ok(f"undo {entry} {UNDO}")


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_the_words_of_a_slip_are_gone_from_the_bytes(slip: str, run: CommandLine) -> None:
    run(slip)

    answer = run.ok(f"undo {number(run)} {UNDO} --json").json

    assert not answer["proof"] or answer["proof"]["found"] == 0
    held = b"".join(path.read_bytes() for path in run.db.parent.iterdir() if path.is_file())
    words = (b"Slip", b"slip.example", b"SLIP-4711", b"Splendid", b"/slipped", b"Took it out", b"write again")
    assert [word for word in words if word in held] == []


def test_the_slip_may_be_typed_again_at_the_same_moment_and_taken_back_once_more(run: CommandLine) -> None:
    for slip in SLIPS.values():
        before = seen(run)
        for _ in range(2):
            stood = number(run)
            shutil.rmtree("told", ignore_errors=True)
            run(slip)
            assert number(run) == stood + 1, slip
            undo(run, number(run))
        assert seen(run) == before, slip


def test_a_real_no_after_a_mistaken_one_holds(run: CommandLine) -> None:
    run.ok("optout bo@peel.example --received '30m ago'")
    undo(run, number(run))

    run.ok("optout bo@peel.example --received '30m ago'")

    assert [one["purpose"] for one in run.ok("show 2 --json").json["suppressions"]] == ["updates"]
    assert "bo@peel.example" not in run.ok("audience updates").out


def test_undone_twice_it_stands(run: CommandLine) -> None:
    run.ok("optout bo@peel.example")
    undo(run, 11)
    before = run.db.read_bytes()

    answer = run.ok(f"undo 11 {UNDO}")

    assert answer.out == "Entry 11 (opted-out) stands undone already, by entry 12.\n"
    assert run.db.read_bytes() == before


def test_a_dry_run_says_what_would_be_and_writes_nothing(run: CommandLine) -> None:
    run.ok(SLIPS["contact"])
    before = run.db.read_bytes()

    answer = run.ok(f"undo 11 {UNDO} --dry-run")

    assert answer.out == (
        "Entry 11 (contact-added) can be undone: then the contact is off the record, and nobody asked for that.\n"
        "Of contact 5 a number alone is left.\n"
        "Gone for good would be: 4 values.\n"
    )
    assert run.ok(f"undo 11 {UNDO} --dry-run --json").json["undone_by"] is None
    assert run.db.read_bytes() == before


def test_on_a_terminal_it_asks_first(run: CommandLine) -> None:
    run.ok("optout bo@peel.example")
    before = run.db.read_bytes()

    assert run(f"undo 11 {UNDO}", given="n\n", terminal=True).status == 1
    assert run.db.read_bytes() == before
    assert run(f"undo 11 {UNDO}", given="y\n", terminal=True).status == 0
    assert run.ok("audit --json").json["entries"][-1]["undoes"] == 11


def test_audit_shows_both_entries_of_the_person(run: CommandLine) -> None:
    run.ok("optout bo@peel.example")
    undo(run, 11)

    told = [one["act"] for one in run.ok("audit bo@peel.example --json").json["entries"]]

    assert told[-2:] == ["opted-out", "undone"]


def test_who_was_handed_over_meanwhile_is_said(run: CommandLine) -> None:
    run.ok(SLIPS["permission to mail"])
    run.ok("audience updates --to mailer")

    answer = run.ok(f"undo 11 {UNDO}")

    assert "Handed over meanwhile: hand-off 1 to mailer" in answer.out


def test_a_contact_that_was_taken_back_is_no_erased_person(run: CommandLine) -> None:
    run.ok(SLIPS["contact"])
    undo(run, 11)

    answer = run("restrict 5")

    assert answer.err == (
        "privacyctl: error: contact 5 was on record by mistake, and a number alone is left\n"
        "privacyctl: hint: see what became of it: privacyctl audit 5\n"
    )
    assert run.ok("contacts --json").json["total"] == 4
    assert run.ok(SLIPS["contact"])


@pytest.mark.parametrize(
    ("lines", "entry", "error", "hint"),
    [
        ((), 99, "there is no audit entry 99", "see their numbers: privacyctl audit"),
        (
            ("optout bo@peel.example", f"undo 11 {UNDO}"),
            12,
            "entry 12 (undone) cannot be undone: an undoing is not undone itself",
            "type the command again that was undone",
        ),
        (
            (
                "optout bo@peel.example --received '9m ago'",
                "optin bo@peel.example --purpose updates --evidence Yes.",
            ),
            11,
            "entry 11 (opted-out) cannot be undone: entry 12 (opted-in) rests on it",
            "undo that one first: privacyctl undo 12 --note TEXT",
        ),
        (
            (),
            2,
            "entry 2 (contact-added) cannot be undone: entry 5 (purchase-added) rests on it",
            "undo that one first: privacyctl undo 5 --note TEXT",
        ),
        (
            (),
            7,
            "entry 7 (published) cannot be undone: entry 10 (takedown-opened) rests on it",
            "undo that one first: privacyctl undo 10 --note TEXT",
        ),
        (
            ("removed 1 --note Gone.", "verify 1 --attest Gone."),
            11,
            "entry 11 (removed) cannot be undone: entry 12 (attested) rests on it",
            "undo that one first: privacyctl undo 12 --note TEXT",
        ),
        (
            ("close 1 --because withdrawn --note Stays.",),
            11,
            "entry 11 (case-closed) cannot be undone: the end of a case is its answer to the person",
            "type what is right from now on: privacyctl takedown WHO --received TIME, or object, access",
        ),
        (
            ("takedown ann@acme.example --received '3h ago'",),
            11,
            "entry 11 (takedown-moved-earlier) cannot be undone: an earlier receipt never becomes a later one",
            "if the whole case is a mistake: privacyctl close CASE --because mistake --note TEXT",
        ),
        (
            ("correct bo@peel.example --name 'Bo Peal' --by vendor",),
            11,
            "entry 11 (corrected) cannot be undone: what stood there before is no longer on record",
            "put it right: privacyctl correct WHO --name NAME --by vendor --because TEXT",
        ),
    ],
)
def test_what_cannot_be_undone_says_why_and_what_can(
    lines: tuple[str, ...], entry: int, error: str, hint: str, run: CommandLine
) -> None:
    for line in lines:
        run.ok(line)
    before = run.db.read_bytes()

    answer = run(f"undo {entry} {UNDO}")

    assert answer.status == 1
    assert answer.err == f"privacyctl: error: {error}\nprivacyctl: hint: {hint}\n"
    assert run.db.read_bytes() == before


def test_a_case_whose_time_is_over_is_closed_and_not_undone(run: CommandLine, clock: Clock) -> None:
    clock.forward(hours=24)

    answer = run(f"undo 10 {UNDO}")

    assert answer.err == (
        "privacyctl: error: entry 10 (takedown-opened) cannot be undone: the time of case 1 is over\n"
        "privacyctl: hint: say what came of it: privacyctl close 1 --because mistake --note TEXT\n"
    )


def test_a_note_that_holds_what_must_go_is_refused(run: CommandLine) -> None:
    run.ok(SLIPS["contact"])

    answer = run("undo 11 --note 'Eve Slipson is somebody else'")

    assert answer.err == (
        "privacyctl: error: the note holds words that are to go from the record, and the note stays\n"
        "privacyctl: hint: say it without them: --note 'typed by mistake'\n"
    )


@pytest.mark.parametrize("ahead", [0, 240])
def test_what_an_erasure_closed_stays_closed_whatever_no_stood_before(
    run: CommandLine, clock: Clock, ahead: int
) -> None:
    clock.forward(hours=ahead)
    run.ok("optout bo@peel.example --all")
    clock.forward(hours=-ahead)
    run.ok("erase bo@peel.example --confirmed voice --yes")

    answer = run(f"undo 11 {UNDO}")

    assert "cannot be undone: entry" in answer.err
    assert "(erased) rests on it" in answer.err
    passed = run.ok("gate - --purpose updates --keep-unknown", given="bo@peel.example\n")
    assert "bo@peel.example" not in passed.out


def test_an_order_that_an_erasure_took_is_not_taken_back_once_more(run: CommandLine) -> None:
    run.ok(SLIPS["purchase"])
    run.ok("erase bo@peel.example --confirmed voice --yes")

    answer = run(f"undo 11 {UNDO}")

    assert answer.err == (
        "privacyctl: error: entry 11 (purchase-added) cannot be undone: what it put on record was deleted since, "
        "by an erasure or a purge\nprivacyctl: hint: nothing is left to take back\n"
    )
    assert run("doctor").status == 0


def test_two_slips_about_somebody_may_have_the_same_note(run: CommandLine) -> None:
    run.ok(SLIPS["contact"])
    run.ok("optout eve@slip.example")

    undo(run, 12)
    answer = run.ok(f"undo 11 {UNDO}")

    assert "Checked: none of " in answer.out


def test_every_word_of_an_entry_can_be_undone_or_says_why_not() -> None:
    assert set(UNDOABLE) | set(REFUSED) == set(WORDS_OF_ENTRIES) - {"noted"}
    assert set(UNDOABLE) & set(REFUSED) == set()


def test_words_that_are_too_short_to_be_searched_for_are_not_said_to_be_searched_for(
    run: CommandLine,
) -> None:
    run.ok("takedown al --unknown --note x")

    said = run.ok(f"undo {len(run.acts())} --note 'typed by mistake'").out

    assert "0 values" not in said
    assert "Too short to be searched for" in said


@pytest.mark.parametrize(
    "meanwhile",
    [
        "erase zed@x.example --confirmed voice --yes",
        "correct zed@x.example --email zed@y.example --confirmed voice",
    ],
)
def test_a_hand_off_of_which_the_recipient_waits_to_be_told_is_undone_once_that_ended(
    run: CommandLine, meanwhile: str
) -> None:
    run.ok("add-purchase zed@x.example --order 77 --product W")
    run.ok("disclose zed@x.example --to mailer --purpose updates --fields email")
    slip = len(run.acts())
    run.ok(meanwhile)

    refused = run(f"undo {slip} --note 'never sent'")

    assert refused.status == 1
    assert "waits, of a recipient who is to be told" in refused.err
    run.ok(refused.err.split("privacyctl ")[-1].strip().removeprefix("privacyctl "))
    run.ok(f"undo {slip} --note 'never sent'")
    assert "mailer" not in run.ok("due").out
    run.ok("doctor")
