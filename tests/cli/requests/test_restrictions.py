"""Restricted data is kept, and used for orders alone, until it is lifted (GDPR article 18)."""

from __future__ import annotations

import pytest

from helpers.terminal import NOON, Clock, CommandLine
from privacyctl.model.moment import DAY
from privacyctl.store import Store

SETTINGS = """\
[purposes.order]
retention = "1y"
[recipients.mailer]
purposes = ["updates", "order"]
fields = ["email", "name"]
"""
NO_ADDRESS = "email\n"


@pytest.fixture
def restricted(run: CommandLine) -> None:
    """Ann, a buyer of two addresses, with words on show; Bo is another buyer."""
    run.db.with_name("privacyctl.toml").write_text(SETTINGS)
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee' --alias ann@home.example",
        "add-purchase ann@acme.example --order 1 --product Widget --on 2026-11-01",
        "add-contact bo@smith.example --name 'Bo Berg'",
        "add-purchase bo@smith.example --order 2 --product Widget --on 2026-11-01",
        (
            "add-testimonial ann@acme.example --quote Good. --attribution 'Ann L.' --at /words"
            " --permission 'Yes.' --received '60d ago'"
        ),
        "restrict ann@acme.example --note 'Leave it as it is.'",
    )


@pytest.mark.usefixtures("restricted")
@pytest.mark.parametrize("purpose", ["updates", "testimonial", "customer-list"])
def test_every_purpose_but_orders_is_shut(purpose: str, run: CommandLine) -> None:
    given = "email\nann@acme.example\nann@home.example\n"

    assert "ann@" not in run.ok(f"audience {purpose}").out
    passed = run.ok(f"gate - --purpose {purpose} --keep-unknown --json", given=given).json
    assert (passed["rows"], passed["counts"]) == ([], {"restricted": 2})
    assert "ann@acme.example" in run.ok("audience order").out
    assert run.ok("gate - --purpose order", given=given).out == given


@pytest.mark.usefixtures("restricted")
def test_nothing_is_handed_over_but_for_an_order(run: CommandLine) -> None:
    refused = run("disclose ann@acme.example --to mailer --purpose updates --fields email")

    assert refused.status == 1
    assert "privacyctl restrict 1 --lift" in refused.err
    assert "ann@" not in run.ok("export-for mailer --purpose updates").out
    run.ok("disclose ann@acme.example --to mailer --purpose order --fields email")


@pytest.mark.usefixtures("restricted")
def test_what_is_on_show_comes_off_and_nothing_new_is_shown(run: CommandLine) -> None:
    assert [one["kind"] for one in run.ok("due --json").json["removals"]] == ["testimonial"]
    refused = run(
        "add-testimonial ann@acme.example --quote New. --attribution 'Ann L.' --at /words --permission 'Yes.'"
    )
    assert (refused.status, "is restricted" in refused.err) == (1, True)


@pytest.mark.usefixtures("restricted")
def test_a_yes_and_an_import_do_not_lift_it(run: CommandLine, clock: Clock) -> None:
    clock.forward(hours=1)
    allowed = run.ok("optin ann@acme.example --purpose updates --evidence 'Yes, news.'")
    assert "stays shut all the same" in allowed.err
    run.ok("add-contact ann@third.example --alias ann@home.example")

    assert "ann@" not in run.ok("audience updates").out
    assert "everything but orders: restricted" in run.ok("show 1").out
    assert run("optout ann@acme.example --purpose restriction").status == 2


@pytest.mark.usefixtures("restricted")
def test_it_is_kept_however_old_it_is(run: CommandLine, clock: Clock) -> None:
    run.ok("close 1 --because answered --note 'told her'")
    clock.now = NOON + 800 * DAY

    run.ok("purge --clock-is-right")

    assert run.ok("contacts --json").json["total"] == 1
    shown = run.ok("show 1 --json").json
    assert len(shown["purchases"]) == 1
    assert shown["requests"][0]["text"] == "Leave it as it is."


@pytest.mark.usefixtures("restricted")
def test_it_outlives_a_new_address_and_holds_for_one_that_is_not_on_record(run: CommandLine) -> None:
    run.ok("correct ann@acme.example --email ann@new.example --confirmed voice")
    run.ok("restrict cy@else.example --note x")
    run.ok("add-contact cy@else.example")
    run.ok("add-purchase cy@else.example --order 3 --product Widget")

    heard = run.ok("audience updates").out
    assert ("ann@" in heard, "cy@" in heard) == (False, False)


@pytest.mark.usefixtures("restricted")
def test_it_is_lifted_on_evidence_that_they_were_told(run: CommandLine, clock: Clock) -> None:
    clock.forward(hours=2)
    refused = run("restrict ann@acme.example --lift")
    assert (refused.status, "once they were told" in refused.err) == (2, True)

    lifted = run.ok("restrict ann@acme.example --lift --note 'told her on Monday' --json").json

    assert lifted == {"who": "ann@acme.example", "cases": [1], "changed": True}
    assert "ann@acme.example" in run.ok("audience updates").out
    assert [one["decision"] for one in run.ok("show 1 --json").json["consent"]][-2:] == [
        "restricted",
        "lifted",
    ]
    assert run.ok("restrict ann@acme.example --lift --note again --json").json["changed"] is False
    assert run.ok("restrict cy@else.example --note x --json").json["restricted_since"]
    assert run.ok("restrict cy@else.example --lift --note 'told him' --json").json["changed"]
    assert run.ok("audit --verify --json").json["rows"] == []
    clock.forward(hours=2)
    assert run.ok("restrict ann@acme.example --note 'Once more.' --json").json["restricted_since"]
    assert "ann@acme.example" not in run.ok("audience updates").out


@pytest.mark.usefixtures("restricted")
def test_an_old_request_does_not_come_back_after_it_was_lifted(run: CommandLine, clock: Clock) -> None:
    clock.forward(hours=2)
    run.ok("restrict ann@acme.example --lift --note 'told her'")

    run.ok("restrict ann@acme.example --note 'Leave it.' --received '2h ago'")

    assert "ann@acme.example" in run.ok("audience updates").out


@pytest.mark.usefixtures("restricted")
@pytest.mark.parametrize("because", ["mistake", "withdrawn", "answered", "nothing-found"])
def test_only_what_takes_the_request_back_lifts_it_with_its_case(because: str, run: CommandLine) -> None:
    run.ok(f"close 1 --because {because} --note x")

    assert ("ann@acme.example" in run.ok("audience updates").out) == (because in ("mistake", "withdrawn"))


@pytest.mark.usefixtures("restricted")
def test_an_opt_out_of_before_stays_when_it_is_lifted(run: CommandLine) -> None:
    run.ok("optout ann@acme.example")
    run.ok("restrict ann@acme.example --lift --note 'told her'")

    assert "ann@acme.example" not in run.ok("audience updates").out


@pytest.mark.usefixtures("restricted")
def test_whoever_asks_for_it_is_erased_all_the_same(run: CommandLine, store: Store) -> None:
    run.ok("verify 1 --attest 'gone'")
    run.ok("erase ann@acme.example --confirmed voice")

    assert store.value("SELECT erased_at IS NOT NULL FROM contact WHERE id = 1")
    given = "email\nann@acme.example\n"
    assert run.ok("gate - --purpose updates --keep-unknown", given=given).out == NO_ADDRESS


@pytest.mark.usefixtures("restricted")
def test_a_list_from_before_is_not_current_any_more(run: CommandLine, tmp_path: object) -> None:
    manifest = f"{tmp_path}/manifest.json"
    given = "email\nbo@smith.example\n"
    run.ok(f"gate - --purpose updates --manifest {manifest}", given=given)
    assert run(f"gate --check {manifest}").status == 0

    run.ok("restrict bo@smith.example --note x")

    assert run(f"gate --check {manifest}").status == 1
