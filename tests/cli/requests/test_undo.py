"""undo: a slip of the pen is taken back, on the record as a mistake and never as anybody's request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.notices import SURVEYS, WORDS, settle

if TYPE_CHECKING:
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
    "opt-out of a day": "optout bo@peel.example --received 2h",
    "opt-out of nobody on record": "optout eve@slip.example",
    "opt-out of a company": "optout Acme",
    "opt-out of a company that is not on record": "optout --company Slipworks",
    "opt-out of several": "optout bo@peel.example ann@acme.example cy@west.example",
    "opt-out once more": "optout cy@west.example --received 1h",
    "opt-out of what is on show": "optout ann@acme.example --purpose testimonial",
    "permission to mail": "optin cy@west.example --purpose updates --evidence 'Please write again.'",
    "hand-off": "disclose bo@peel.example --to mailer --purpose updates --fields email",
    "list": "audience updates --to mailer",
    "notice": f"announce surveys --text '{WORDS}' --days 30",
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


@pytest.fixture(autouse=True)
def _lived(run: CommandLine, clock: Clock) -> None:
    """Ann is on show and asked to be taken off; Bo bought; Cy wants no mail; Dee changed her mind."""
    settle(run, SETTINGS)
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
    clock.forward("1h")


def seen(run: CommandLine) -> dict[str, object]:
    return {line: run(line).json for line in ASKED}


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
    assert seen(run) == before
    assert run.ok("audit --verify --json").json["holds"]
    assert run.ok("doctor --json").json["sound"]
