"""disclose: a recipient gets what its contract names, and it is on record who got what."""

from __future__ import annotations

import pytest

from helpers.recipients import brief, settle, shared
from helpers.terminal import Clock, CommandLine

ORDER = "disclose ann@acme.example --to bmt-micro --purpose order"


@pytest.fixture(autouse=True)
def _ann(run: CommandLine) -> None:
    settle(run)
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee'",
        "add-purchase ann@acme.example --order 7 --product Widget --item 1",
        "add-purchase ann@acme.example --order 7 --product Gadget --item 2",
        "add-purchase ann@acme.example --order 8 --product Widget --amount 49 --currency EUR",
        "add-purchase bo@smith.example --order 9 --product Widget",
    )


def test_what_the_contract_names_is_recorded(run: CommandLine) -> None:
    answer = run.ok(f"{ORDER} --fields product,email,name --order 7")

    assert answer.out == (
        "Disclosure 1: email, name, product of contact 1 to bmt-micro for order, "
        "Sun 22 Nov 2026 12:00 UTC, order 7\n"
    )
    assert shared(run, "1") == [
        {
            "direction": "to",
            "number": 1,
            "contact": 1,
            "recipient": "bmt-micro",
            "purpose": "order",
            "fields": ["email", "name", "product"],
            "at": "2026-11-22T12:00:00Z",
            "orders": ["7"],
        }
    ]


def test_all_lines_of_an_order_are_in_it_and_of_no_other(run: CommandLine) -> None:
    run.ok(f"{ORDER} --fields product --order 7")
    run.ok(f"{ORDER} --fields order")

    assert [orders for *_, orders in brief(run, "1")] == [["7"], ["7", "8"]]
    assert shared(run, "2") == []


@pytest.mark.parametrize(
    ("line", "sentence", "hint"),
    [
        (f"{ORDER} --fields email,company", "not to be given: company", "names: email, name, order, product"),
        (f"{ORDER} --fields amount,email,currency", "not to be given: amount, currency", "names: email"),
        (
            "disclose ann@acme.example --to mailer --purpose order --fields email",
            "nothing for the purpose 'order'",
            "its contract is for: updates",
        ),
        (
            "disclose ann@acme.example --to friend --purpose order --fields email",
            "no contract with 'friend'",
            "the recipients are: bmt-micro, mailer, bare-mailer",
        ),
    ],
)
def test_what_no_contract_names_is_refused(run: CommandLine, line: str, sentence: str, hint: str) -> None:
    answer = run(line)

    assert answer.status == 1
    assert sentence in answer.err
    assert hint in answer.err
    assert shared(run, "1") == []


@pytest.mark.parametrize("fields", ["phone", "email,Email", "card", ",", "opt_in"])
def test_what_is_no_field_is_a_usage_error(run: CommandLine, fields: str) -> None:
    answer = run(f"{ORDER} --fields '{fields}'")

    assert answer.status == 2
    assert "the fields are: email, name, company, order" in answer.err


def test_an_order_of_somebody_else_is_not_found(run: CommandLine) -> None:
    answer = run(f"{ORDER} --fields product --order 9")

    assert (answer.status, "contact 1 has no order 9" in answer.err) == (1, True)
    assert shared(run, "1") == []


def test_an_order_without_a_field_of_orders_is_a_usage_error(run: CommandLine) -> None:
    assert run(f"{ORDER} --fields email --order 7").status == 2


def test_a_company_is_nobody_to_disclose(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example --company Acme")

    assert run("disclose Acme --to bmt-micro --purpose order --fields email").status == 2


def test_what_is_not_on_record_is_not_part_of_it(run: CommandLine) -> None:
    answer = run.ok("disclose bo@smith.example --to bmt-micro --purpose order --fields email,name --json")

    assert answer.json["fields"] == ["email"]
    assert answer.json["empty"] == ["name"]


def test_where_nothing_is_on_record_nothing_is_recorded(run: CommandLine) -> None:
    run.ok("add-contact cy@example.com")

    answer = run("disclose cy@example.com --to bmt-micro --purpose order --fields name,product")

    assert (answer.status, "nothing is on record of contact 3 in: name, product" in answer.err) == (1, True)


def test_said_twice_it_is_one(run: CommandLine) -> None:
    run.ok(f"{ORDER} --fields email,product --order 8")
    answer = run.ok(f"{ORDER} --fields product,email --order 8 --json")

    assert answer.json["changed"] is False
    assert answer.json["disclosure"] == 1
    assert len(shared(run, "1")) == 1
    assert "stands as it is" in run.ok(f"{ORDER} --fields email,product --order 8").out


@pytest.mark.parametrize(
    "other", ["--fields product --order 8", "--fields email,product", "--fields email,product --order 7"]
)
def test_other_fields_or_orders_are_another_hand_off(run: CommandLine, other: str) -> None:
    run.ok(f"{ORDER} --fields email,product --order 8")

    assert run.ok(f"{ORDER} {other} --json").json["changed"] is True


def test_another_time_is_another_hand_off_and_the_same_time_is_not(run: CommandLine) -> None:
    run.ok(f"{ORDER} --fields email")

    assert run.ok(f"{ORDER} --fields email --at '2d ago' --json").json["changed"] is True
    assert run.ok(f"{ORDER} --fields email --at '2d ago' --json").json["changed"] is False
    assert run.ok(f"{ORDER} --fields email --json").json["changed"] is False
    assert [one["at"] for one in shared(run, "1")] == ["2026-11-20T12:00:00Z", "2026-11-22T12:00:00Z"]


def test_who_opted_out_of_news_is_not_handed_over_for_news(run: CommandLine, clock: Clock) -> None:
    news = "disclose ann@acme.example --to mailer --purpose updates --fields email"
    run.ok("optout ann@acme.example")

    answer = run(news)

    assert answer.status == 1
    assert "contact 1 is not to be used for 'updates': opted out" in answer.err
    assert shared(run, "1") == []
    clock.forward(hours=1)
    run.ok("optin ann@acme.example --purpose updates --evidence 'Yes, again.'")
    run.ok(news)


def test_an_opt_out_of_an_alias_or_of_the_company_counts(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example --alias ann@home.example --company Acme")
    run.ok("optout ann@home.example")
    run.ok("add-contact bo@smith.example --company Smith")
    run.ok("optout Smith")

    for who in ("ann@acme.example", "bo@smith.example"):
        assert run(f"disclose {who} --to mailer --purpose updates --fields email").status == 1


def test_no_opt_out_stops_an_order(run: CommandLine) -> None:
    run.ok("optout ann@acme.example --all")

    run.ok(f"{ORDER} --fields email,product")


def test_without_settings_whoever_sells_gets_orders_and_nobody_else_anything(run: CommandLine) -> None:
    run.db.with_name("privacyctl.toml").unlink()
    every = "email,name,order,product,quantity,amount,currency"

    run.ok(f"{ORDER} --fields {every}")
    assert run(f"{ORDER.replace('order', 'updates')} --fields email").status == 1
    assert run("disclose ann@acme.example --to mailer --purpose updates --fields email").status == 1


def test_an_empty_table_of_recipients_is_nobody(run: CommandLine) -> None:
    settle(run, "[recipients]\n")

    answer = run(f"{ORDER} --fields email")

    assert (answer.status, "the recipients are: nobody" in answer.err) == (1, True)


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ("[recipients.x]\npurposes = ['adverts']", "recipients.x.purposes: there is no such purpose"),
        ("[recipients.x]\nfields = ['phone']", "recipients.x.fields.0"),
        ("[recipients.x]\nfields = 'email'", "recipients.x.fields: it is a list"),
        ("[recipients.x]\nphone = 'email'", "recipients.x.phone: there is no such setting"),
        ("[recipients.'Ann Lee']\nname = 'x'", "recipients: each is called by small letters"),
    ],
)
def test_settings_that_cannot_be_a_contract_are_an_error(run: CommandLine, settings: str, wrong: str) -> None:
    path = settle(run, settings)

    answer = run(f"{ORDER} --fields email")

    assert answer.status == 2
    assert f"{path}: {wrong}" in answer.err


def test_the_audit_names_the_disclosure_and_nobody(run: CommandLine) -> None:
    run.ok(f"{ORDER} --fields email,product")

    entry = run.ok("audit ann@acme.example --json").json["entries"][-1]

    assert (entry["act"], entry["disclosures"], entry["contacts"], entry["via"]) == (
        "disclosed",
        [1],
        [1],
        "typed",
    )


def test_show_says_who_got_what_on_a_terminal_and_off_it(run: CommandLine) -> None:
    run.ok(f"{ORDER} --fields email,product --order 7")

    for terminal in (False, True):
        text = run.ok("show ann@acme.example", terminal=terminal).out
        assert "bmt-micro" in text
        assert "email, product" in text


def test_doctor_names_what_no_contract_covers_any_more(run: CommandLine) -> None:
    run.ok(f"{ORDER} --fields email,product")

    def found() -> list[tuple[str, str]]:
        checks = run.ok("doctor --json").json["checks"]
        return [(one["verdict"], one["detail"]) for one in checks if one["check"] == "disclosures"]

    assert found() == [("ok", "all 1 are what a contract names")]
    settle(run, "[recipients.bmt-micro]\npurposes = ['order']\nfields = ['email']\n")
    assert found() == [("warning", "the settings of today would not allow what was handed to: bmt-micro (1)")]
    settle(run, "[recipients.bmt-micro]\npurposes = ['updates']\nfields = ['email', 'product']\n")
    assert found()[0][0] == "warning"
    settle(run, "[recipients.bmt-micro]\npurposes = ['nothing']\n")
    assert found() == []


def test_the_template_of_init_allows_whom_the_default_allows(run: CommandLine) -> None:
    db = run.db.parent / "new" / "privacyctl.db"
    run.ok("init", db=db)
    path = db.with_name("privacyctl.toml")
    text = path.read_text("utf-8")
    at, end = text.index("# [recipients.bmt-micro]"), text.index("# What you use data for")
    example = "\n".join(line.removeprefix("# ") for line in text[at:end].splitlines())
    path.write_text(text[:at] + example, "utf-8")

    run.ok("add-purchase ann@acme.example --order 7 --product Widget", db=db)
    run.ok(f"{ORDER} --fields email,order,product,quantity", db=db)
    run.ok("disclose ann@acme.example --to our-mailer --purpose updates --fields email", db=db)
