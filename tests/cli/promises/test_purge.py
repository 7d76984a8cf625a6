"""purge: what is past its time goes, in numbers alone, and with the same proof as an erasure."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import Importer
from helpers.terminal import NOON
from privacyctl.cli import purge
from privacyctl.model.consent import Purpose
from privacyctl.model.moment import DAY
from privacyctl.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.terminal import Clock, CommandLine

YEAR = 365 * DAY
FORGOTTEN = ("ann@own.example", "bo@acme.example", "cy@acme.example")


@pytest.fixture
def kept_for(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Callable[..., None]:
    """Say how long data of a purpose is kept: `kept_for(order=YEAR)`."""

    def keep(**seconds: int) -> None:
        monkeypatch.setattr(
            purge, "retention", lambda: {Purpose(name): clock() - kept for name, kept in seconds.items()}
        )

    return keep


def numbers(run: CommandLine) -> tuple[int, int, int, int]:
    said = run.ok("purge --clock-is-right --json").json
    return said["texts"], said["codes"], said["orders"], len(said["contacts"])


def test_it_is_silent_where_nothing_is_past_its_time(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example")
    run.ok("takedown ann@acme.example --note 'Take it down.'")

    assert run.ok("purge").out == ""
    assert run.ok("purge", terminal=True).out == "Nothing is past its time.\n"
    assert len(run.ok("audit --json").json["entries"]) == 2


@pytest.mark.parametrize(
    "end", ["close 1 --because mistake --note 'Ended zqx.'", "verify 1 --attest 'Gone zqx.'"]
)
def test_what_was_written_goes_90_days_after_its_case_ended(run: CommandLine, clock: Clock, end: str) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    run.ok(
        "add-testimonial 1 --quote Good. --attribution A.L. --at / --permission Yes. --received '9d ago'"
        if "verify" in end
        else "contacts"
    )
    run.ok("takedown ann@acme.example --note 'Take my words down.'")
    clock.forward(hours=24 * 300)
    assert numbers(run) == (0, 0, 0, 0)  # it waits still
    run.ok(end)
    clock.forward(hours=24 * 90)
    assert numbers(run) == (0, 0, 0, 0)
    clock.forward(seconds=1)

    assert run.ok("purge --dry-run").out == "Past its time: 1 case's texts.\n"
    assert run.in_bytes("Take my words down.") == ["privacyctl.db"]
    answer = run.ok("purge --clock-is-right")

    assert answer.out.splitlines()[0] == "Purged: 1 case's texts."
    assert "Checked: none of " in answer.out
    assert run.in_bytes("Take my words down.") == []
    assert run.ok("requests --json").json["requests"][0]["closing_note"] is None
    assert run.ok("purge").out == ""


def test_who_declined_before_they_were_on_record_is_known_after_it(run: CommandLine, clock: Clock) -> None:
    run.ok("takedown ann@acme.example --note 'Never show me.'")
    run.ok("close 1 --because nothing-found --note Looked.")
    clock.forward(hours=24 * 91)
    assert numbers(run) == (1, 0, 0, 0)
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")

    answer = run(
        "add-testimonial 1 --quote Good. --attribution A.L. --at / --permission Yes. --received '200d ago'"
    )

    assert "it was declined or taken down" in answer.err


def test_orders_that_were_kept_go_after_their_day(run: CommandLine, clock: Clock) -> None:
    run.ok("add-purchase ann@acme.example --order ORD-zqx-1 --product Pro")
    run.ok("erase 1 --keep-orders 2027-03-31 --because 'tax law' --confirmed voice")
    assert [one["order"] for one in run.ok("show 1 --json").json["purchases"]] == ["ORD-zqx-1"]
    clock.forward(hours=24 * 129)  # 31 March 2027, noon
    assert numbers(run) == (1, 0, 0, 0)  # the note of the case of the erasure
    clock.forward(hours=12)

    assert numbers(run) == (0, 0, 1, 0)
    assert run.in_bytes("ORD-zqx-1") == []
    assert "tax law" not in run.ok("show 1").out
    assert run("add-purchase ann@acme.example --order ORD-zqx-1 --product Pro").status == 1


def test_codes_whose_time_is_over_go(run: CommandLine, clock: Clock) -> None:
    run.ok("add-contact ann@acme.example")
    run.ok("erase 1")
    with contextlib.closing(Store.open(run.db, clock)) as store, store.transaction() as tx:
        for expires_at in (NOON, NOON + 1):
            tx.insert("code", request_id=1, hash=bytes(16), made_at=1, expires_at=expires_at, entry=tx.entry)
        tx.record("noted")

    assert numbers(run) == (0, 1, 0, 0)


def test_without_a_retention_orders_and_people_stay_for_good(run: CommandLine, clock: Clock) -> None:
    run.ok("add-purchase ann@acme.example --order 1 --product Pro --on 2001-01-01")
    clock.forward(hours=24 * 3650)

    assert numbers(run) == (0, 0, 0, 0)


def test_old_orders_go_and_whoever_nothing_needs_with_them(
    run: CommandLine, load: Importer, kept_for: Callable[..., None]
) -> None:
    load.ok(
        "Order,Email,Product,Name,Date",
        "ORD-zqx-1,ann@zqx.example,Pro,Ann Zqxlee,2024-01-01",
        "ORD-zqx-2,bo@zqx.example,Pro,Bo Berg,2024-01-01",
        "ORD-new-3,bo@zqx.example,Pro,Bo Berg,2026-11-01",
    )
    kept_for(order=YEAR)

    answer = run.ok("purge")

    assert answer.out.splitlines()[0] == "Purged: 2 order lines, 1 contact."
    assert "ann" not in answer.out.lower()
    assert "zqx" not in answer.out.lower()
    assert run.in_bytes("ann@zqx") == run.in_bytes("Ann Zqxlee") == run.in_bytes("ORD-zqx-2") == []
    assert [one["email"] for one in run.ok("contacts --json").json["contacts"]] == ["bo@zqx.example"]
    assert "since nothing needed it any more" in run.ok("show 1").out
    assert run.ok("doctor --json").json  # every erasure is listed and proved
    # The same file again brings nothing back.
    again = load.ok("Order,Email,Product,Date", "ORD-zqx-1,ann@zqx.example,Pro,2024-01-01", more="--json")
    assert again.json["files"][0]["passed_over"] == {"erased order": 1}
    assert again.json["changed"] is False


def test_whoever_was_only_forgotten_with_time_may_be_written_to_after_a_new_order(
    run: CommandLine, kept_for: Callable[..., None]
) -> None:
    run.ok("add-purchase ann@acme.example --order 1 --product Pro --on 2024-01-01")
    run.ok("add-purchase bo@acme.example --order 2 --product Pro --on 2024-01-01")
    run.ok("optout bo@acme.example")
    kept_for(order=YEAR)
    assert numbers(run) == (0, 0, 2, 2)

    run.ok("add-purchase ann@acme.example --order 3 --product Pro")
    run.ok("add-purchase bo@acme.example --order 4 --product Pro")

    assert run.ok("audience updates").out == "email,name\nann@acme.example,\n"


@pytest.mark.parametrize(
    "needs",
    [
        "add-purchase ann@acme.example --order 2 --product Pro",
        "takedown ann@acme.example --note 'Look for me.'",
        "erase ann@acme.example",
        "add-testimonial ann@acme.example --quote Good. --attribution A.L. --at / --permission Yes.",
        "optin ann@acme.example --purpose updates --evidence Yes.",
        "add-customer Acme --contact ann@acme.example --at /customers",
    ],
)
def test_whoever_is_needed_stays(run: CommandLine, kept_for: Callable[..., None], needs: str) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --received '2000d ago'")
    run.ok("add-purchase ann@acme.example --order 1 --product Pro --on 2024-01-01")
    kept_for(order=YEAR)
    run.ok(needs)

    assert numbers(run) == (0, 0, 1, 0)
    assert run.ok("show ann@acme.example").out


@pytest.mark.parametrize(
    "asked", ["takedown ann@acme.example --note 'Look for me.'", "access ann@acme.example"]
)
def test_whoever_asked_before_they_were_on_record_stays_while_that_waits_and_holds_up_nobody(
    run: CommandLine, kept_for: Callable[..., None], clock: Clock, asked: str
) -> None:
    run.ok(asked)
    run.ok("add-contact ann@acme.example --received '2000d ago'")
    run.ok("add-contact bo@acme.example --received '2000d ago'")
    settings = run.db.with_name("privacyctl.toml")
    settings.write_text('[purposes.order]\nretention = "1y"\n', encoding="utf-8")
    settings.chmod(0o600)
    kept_for(order=YEAR)

    assert run.ok("policy --json").json["promises"][1]["concerns"]["past-retention"] == 1
    assert run.ok("purge --json").json["contacts"] == [2]
    assert numbers(run) == (0, 0, 0, 0)

    run.ok("close 1 --because nothing-found --note Looked.")
    clock.forward(hours=1)
    assert run.ok("purge --json").json["contacts"] == [1]


def test_a_yes_counts_while_it_is_within_the_retention_of_its_purpose(
    run: CommandLine, kept_for: Callable[..., None]
) -> None:
    run.ok("add-contact ann@acme.example --received '2000d ago'")
    run.ok("optin ann@acme.example --purpose updates --evidence Yes. --received '800d ago'")
    kept_for(order=YEAR, updates=3 * YEAR)
    assert numbers(run) == (0, 0, 0, 0)

    kept_for(order=YEAR, updates=2 * YEAR)
    assert numbers(run) == (0, 0, 0, 1)


def test_who_said_no_is_forgotten_but_for_the_no(
    run: CommandLine, load: Importer, kept_for: Callable[..., None], clock: Clock
) -> None:
    run.ok("add-contact bo@acme.example --company Acme --received '2000d ago'")
    run.ok("optout Acme")
    clock.forward(hours=1)
    load.ok("Order,Email,Product,Date,News", "1,ann@own.example,Pro,2024-01-01,no")
    load.ok("Order,Email,Product,Date,Company", "2,cy@acme.example,Pro,2024-01-01,Acme")
    kept_for(order=YEAR)
    assert numbers(run) == (0, 0, 2, 3)

    load.ok("Order,Email,Product,Date", *(f"9-{one},{one},Pro,2026-11-20" for one in FORGOTTEN))

    assert run.ok("audience updates --json").json["audience"] == []
    assert run.ok("gate - --purpose updates", given="\n".join(FORGOTTEN)).out == ""


def test_an_order_whose_comment_nobody_has_read_stays(
    run: CommandLine, load: Importer, kept_for: Callable[..., None], clock: Clock
) -> None:
    load.ok("Order,Email,Product,Date,Comment", "1,ann@acme.example,Pro,2024-01-01,Please do not list us")
    kept_for(order=YEAR)
    assert numbers(run) == (0, 0, 0, 0)

    run.ok("close 1 --because seen-to --note Read.")
    assert numbers(run) == (0, 0, 1, 1)
    clock.forward(hours=1)
    assert run.ok("requests").status == 0


def test_who_was_past_their_time_once_is_not_erased_without_being_asked_about(
    run: CommandLine, load: Importer, clock: Clock, kept_for: Callable[..., None]
) -> None:
    """An old copy is put back, or an order came in between: a list of what was past its time is no request."""
    load.ok("Order,Email,Product,Date", "ORD-7001,ann@acme.example,Pro,2026-01-05")
    files = (run.db, run.db.with_name(f"{run.db.name}.journal"))
    old = [file.read_bytes() for file in files]
    clock.forward(hours=24 * 400)
    kept_for(order=YEAR)
    assert numbers(run) == (0, 0, 1, 1)

    for file, data in zip(files, old, strict=True):
        file.write_bytes(data)

    checks = {one["check"]: one for one in run.ok("doctor --json").json["checks"]}
    assert checks["erasures"]["verdict"] == "warning"
    assert "contact 1 was past its time once and is on record" in checks["erasures"]["detail"]
    assert "it is not confirmed yet who asks" in run.ok("erase ann@acme.example").out
