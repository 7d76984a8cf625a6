"""`receipt`, and the copies that are not in our hands."""

from __future__ import annotations

import re
from collections.abc import Callable
from email import message_from_string
from email.policy import default
from pathlib import Path

import pytest

from helpers.servers import WORDS, Origin
from helpers.terminal import Clock, CommandLine

PAGE = "https://vendor.example/customers.html"
RECEIPT = Path(__file__).with_name("receipt.txt")
"""A receipt in whole: `pytest --update-golden` writes it anew."""


SHOWN = (
    f"{WORDS}<figure><blockquote>Saved us weeks.</blockquote><figcaption>Ann L.</figcaption></figure>"
    "<figure><blockquote>Good.</blockquote><figcaption>C. D., once at Acme</figcaption></figure>"
    "<ul class=customers><li>Acme Inc.</li></ul>"
)


@pytest.fixture
def vendor(run: CommandLine, origin: Origin) -> CommandLine:
    """Ann and Cy are quoted, and Acme is listed with Ann as its contact: the page shows it until it is taken out."""
    origin.page("/customers.html", SHOWN)
    run.db.with_name("privacyctl.toml").write_text(
        'vendor = "Lighthouse Software"\nsupport = "help@lighthouse.example"\n', "utf-8"
    )
    at = f"--at {origin.url}customers.html --permission 'Yes, quote me.' --received '60d ago'"
    run.once(
        *(
            "add-contact ann.lee@acme.example --name 'Ann Lee' --company 'Acme Inc.'",
            "add-contact cy.dow@other.example --name 'Cy Dow'",
            f"add-testimonial ann.lee@acme.example --quote 'Saved us weeks.' --attribution 'Ann L.' {at}",
            f"add-testimonial cy.dow@other.example --quote 'Good.' --attribution 'C. D., once at Acme' {at}",
            f"add-customer 'Acme Inc.' --contact ann.lee@acme.example --at {origin.url}customers.html",
        )
    )
    return run


def test_the_receipt_says_what_was_done_and_how_it_is_proved(
    vendor: CommandLine, clock: Clock, origin: Origin
) -> None:
    vendor.ok("takedown ann.lee@acme.example --what testimonial")
    origin.page("/customers.html", WORDS)
    clock.forward(hours=3)
    vendor.ok("removed 1 --note 'Taken out.'")
    vendor.ok("verify")

    said = vendor.ok("receipt 1").out
    found = vendor.ok("receipt 1 --json").json

    for line in (
        "We received your request on Sun 22 Nov 2026 12:00 UTC. It is case 1 of ours.",
        "Removed   Sun 22 Nov 2026 15:00 UTC",
        "Verified  Sun 22 Nov 2026 15:00 UTC, 3 h 00 min after your request reached us",
        "customers.html on Sun 22 Nov 2026 12:00 UTC",
        "the page past all caches: gone",
        f"  evidence  {found['evidence_sha256']}",
        f"  log       {found['audit_seq']} {found['audit_head']}",
        "by Lighthouse Software",
    ):
        assert line in said
    assert found["audit_head"] == vendor.ok("audit --verify --json").json["head"]
    assert found["text"] == said
    assert [look["found"] for task in found["tasks"] for look in task["looks"]] == [
        "still-there", "gone", "gone",
    ]  # fmt: skip


def test_the_receipt_says_this_and_no_more(
    vendor: CommandLine, clock: Clock, origin: Origin, request: pytest.FixtureRequest
) -> None:
    vendor.ok("takedown ann.lee@acme.example")
    origin.page("/customers.html", WORDS)
    clock.forward(hours=3)
    vendor.ok("removed 1 --note 'Taken out.'")
    vendor.ok("verify 1")
    vendor.ok("verify 2 --attest 'Looked: gone.'")
    vendor.ok(
        "follow-up 1 --copy web-archive --where https://archive.example/1 --ask-at info@archive.example"
    )
    said = re.sub(
        r"[0-9a-f]{64}", "(64 digits)", vendor.ok("receipt 1").out.replace(origin.url, "https://v.example/")
    )
    if request.config.getoption("--update-golden"):
        RECEIPT.write_text(said, "utf-8")

    assert said == RECEIPT.read_text("utf-8")


def test_the_evidence_in_the_receipt_can_be_worked_out_from_its_json(
    vendor: CommandLine, origin: Origin
) -> None:
    """docs/evidence.md: one line a look, so that whoever holds the receipt can check it."""
    from hashlib import sha256

    vendor.db.with_name("privacyctl.toml").write_text(f"[site]\nurl = '{origin.url}'\n", "utf-8")
    vendor.ok("add-contact bo@acme.example --name 'Bo Berg'")
    origin.page(
        "/customers.html",
        f"{WORDS}<figure><blockquote>It just works.</blockquote><figcaption>B. B.</figcaption></figure>",
    )
    vendor.ok(
        "add-testimonial bo@acme.example --quote 'It just works.' --attribution 'B. B.' --at /customers.html"
        " --permission Yes."
    )
    origin.page("/customers.html", WORDS)
    vendor.ok("takedown bo@acme.example")
    vendor.ok("verify")
    found = vendor.ok("receipt 1 --json").json
    looks = [*found["sightings"], *(one for task in found["tasks"] for one in task["looks"])]
    lines = [
        " ".join(str(one[key] or "-") for key in (
            "look", "task", "publication", "at", "through", "found", "reason", "status", "sha256", "before", "mark"))
        for one in sorted(looks, key=lambda one: one["look"])
    ]  # fmt: skip
    assert len(found["sightings"]) == 1

    assert sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest() == found["evidence_sha256"]


def test_an_open_case_says_when_it_is_promised(vendor: CommandLine) -> None:
    vendor.ok("takedown ann.lee@acme.example --what testimonial")

    assert (
        "Not verified yet. We have promised it for Mon 23 Nov 2026 12:00 UTC." in vendor.ok("receipt 1").out
    )


def test_a_person_who_looked_is_told_as_that(vendor: CommandLine) -> None:
    vendor.ok("takedown ann.lee@acme.example --what testimonial")
    vendor.ok("verify 1 --attest 'Looked: gone.'")

    assert "a person looked at every place" in vendor.ok("receipt 1").out


def test_nothing_of_anybody_else_stands_in_a_companys_receipt(vendor: CommandLine) -> None:
    vendor.ok("takedown 'Acme Inc.'")
    said = vendor.ok("receipt 1").out

    assert "A testimonial that names your company" in said
    assert "cy.dow" not in said
    assert "Dow" not in said


def test_the_mail_goes_to_the_address_on_record_whoever_wrote(
    vendor: CommandLine, mail: Callable[..., str]
) -> None:
    letter = mail(sender="Ann <ann@freemail.example>", message_id="<7@freemail.example>")
    vendor.ok(f"takedown ann.lee@acme.example --message {letter}")

    message = message_from_string(vendor.ok("receipt 1 --mail").out, policy=default)

    assert message["To"] == "ann.lee@acme.example"
    assert message["From"] == "help@lighthouse.example"
    assert message["In-Reply-To"] == "<7@freemail.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "case 1" in message["Subject"]
    assert "freemail" not in message.get_content()


def test_a_company_without_a_listed_contact_has_no_address(vendor: CommandLine, origin: Origin) -> None:
    vendor.ok(f"add-customer Initech --at {origin.url}customers.html")
    vendor.ok("takedown Initech")

    answer = vendor("receipt 1")

    assert answer.status == 1
    assert "has no address on record, and a receipt goes to no other" in answer.err


def test_who_is_not_on_record_is_answered_at_the_address_that_asked(vendor: CommandLine) -> None:
    vendor.ok("takedown Stranger@nowhere.example")

    assert vendor.ok("receipt 1 --json").json["to"] == "Stranger@nowhere.example"


def test_who_asked_from_no_address_is_answered_in_the_way_that_it_came(vendor: CommandLine) -> None:
    vendor.ok("takedown 'Zoe Quist' --via letter --note 'Take it off.'")

    answer = vendor("receipt 1")

    assert answer.status == 1
    assert "no address is known of who asked in case 1" in answer.err
    assert "add-customer" not in answer.err


@pytest.mark.parametrize("line", ["receipt 7", "follow-ups 7", "follow-up 7 --copy cdn --where x", "asked 7"])
def test_what_is_not_there_is_said(run: CommandLine, line: str) -> None:
    answer = run(line)

    assert (answer.status, answer.out) == (1, "")
    assert "there is no" in answer.err


@pytest.fixture
def case(run: CommandLine) -> CommandLine:
    run.once(
        "add-contact ann.lee@acme.example --name 'Ann Lee'",
        (
            "add-testimonial ann.lee@acme.example --quote 'Saved us weeks.' --attribution 'Ann L.'"
            f" --at {PAGE} --permission Yes."
        ),
        "takedown ann.lee@acme.example",
    )
    return run


def test_a_copy_can_be_added_and_asked_for_and_is_never_gone(case: CommandLine, clock: Clock) -> None:
    case.ok(
        "follow-up 1 --copy social --where https://social.example/42 --ask-at https://social.example/help"
    )
    assert "not asked yet" in case.ok("follow-ups").out
    clock.forward(hours=1)

    answer = case.ok("asked 1 --note 'Wrote to them.'")

    assert "https://social.example/42, asked Sun 22 Nov 2026 13:00 UTC" in answer.out
    assert "gone" not in case.ok("follow-ups 1").out
    said = " ".join(case.ok("receipt 1").out.split())
    assert (
        "social: https://social.example/42, to be asked at https://social.example/help; asked on Sun 22"
        in said
    )


def test_the_same_copy_twice_is_one_line(case: CommandLine) -> None:
    case.ok("follow-up 1 --copy cdn --where https://cdn.example/")
    again = case.ok("follow-up 1 --copy cdn --where https://cdn.example/ --json").json

    assert (again["changed"], len(case.ok("follow-ups --json").json["follow_ups"])) == (False, 1)


def test_what_was_asked_for_stays_asked(case: CommandLine, clock: Clock) -> None:
    case.ok("follow-up 1 --copy document --where 'the price list of May'")
    case.ok("asked 1")
    clock.forward(hours=5)

    again = case.ok("asked 1 --json").json

    assert again["changed"] is False
    assert again["follow_ups"][0]["asked_at"] == "2026-11-22T12:00:00Z"


def test_the_copies_that_wait_come_first(case: CommandLine) -> None:
    case.ok("follow-up 1 --copy cdn --where a")
    case.ok("follow-up 1 --copy other --where b")
    case.ok("asked 1")

    assert [one["place"] for one in case.ok("follow-ups --json").json["follow_ups"]] == ["b", "a"]
