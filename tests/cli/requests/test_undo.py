"""undo: a slip of the pen is taken back, on the record as a mistake and never as anybody's request."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.notices import SURVEYS, WORDS, settle

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
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company Acme")
    run.ok("add-contact bo@peel.example --name 'Bo Peel'")
    run.ok("add-contact cy@west.example --name 'Cy West'")
    run.ok("add-contact dee@east.example --name 'Dee East'")
    run.ok("add-purchase bo@peel.example --order 1 --product Widget")
    run.ok("add-purchase cy@west.example --order 2 --product Widget")
    run.ok("add-testimonial ann@acme.example --quote Good. --attribution A.L. --at /good --permission Yes.")
    run.ok("add-customer Acme --at /customers")
    run.ok("optout cy@west.example")
    run.ok("takedown ann@acme.example --what testimonial")
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
    return int(run.ok("audit --json").json["entries"][-1]["seq"])


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_after_it_the_record_is_as_if_the_slip_had_not_happened(slip: str, run: CommandLine) -> None:
    before, entries = seen(run), number(run)
    run(slip)
    assert number(run) == entries + 1

    answer = run.ok(f"undo {number(run)} --note 'typed by mistake' --json").json

    assert answer["changed"]
    assert answer["undone_by"] == entries + 2
    now = seen(run)
    assert [
        f"{key}: {before.get(key)} {now.get(key)}" for key in before | now if before.get(key) != now.get(key)
    ] == []
    assert run.ok("audit --verify --json").json["holds"]
    assert run.ok("doctor --json").json["sound"]
