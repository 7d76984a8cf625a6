"""Who may be written to for a purpose of the vendor's own: those who were told, and did not say no."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.notices import SURVEYS, WINDOW, listed, settle, tell
from helpers.terminal import Clock, CommandLine

ASKED_FIRST = SURVEYS.replace("legitimate-interests", "consent").replace("opt-out", "opt-in")
COLUMNS = "--map Order=order --map E-mail=email --map Product=product --map Date=ordered_at --map News=opt_in"
PEOPLE = ("ann", "bo", "cy")
EVERYBODY = "".join(f"{name}@example.com\n" for name in (*PEOPLE, "dee", "new", "stranger"))


@pytest.fixture
def opened(run: CommandLine, clock: Clock, tmp_path: Path) -> None:
    """Ann, Bo and Cy bought and Dee wrote; they were told of the surveys, and nobody said no."""
    settle(run, SURVEYS)
    for number, name in enumerate(PEOPLE):
        run.ok(f"add-purchase {name}@example.com --order {number} --product Widget")
    run.ok("add-contact dee@example.com")
    assert tell(run, tmp_path).status == 0
    clock.forward(hours=WINDOW)


def passed(run: CommandLine, purpose: str = "surveys") -> list[str]:
    found = run.ok(f"gate - --purpose {purpose}", given=EVERYBODY).out
    return [line.partition("@")[0] for line in found.splitlines()]


def writable(run: CommandLine) -> list[str]:
    """Who is in the audience; the gate must say the same."""
    found = listed(run)
    assert passed(run) == found
    return found


@pytest.mark.usefixtures("opened")
def test_buyers_who_were_told_are_in(run: CommandLine) -> None:
    assert writable(run) == ["ann", "bo", "cy"]


@pytest.mark.usefixtures("opened")
def test_the_settings_widen_it_to_everyone_who_was_told(run: CommandLine) -> None:
    settle(run, f'audience = "everyone"\n{SURVEYS}')

    assert writable(run) == ["ann", "bo", "cy", "dee"]


@pytest.mark.usefixtures("opened")
def test_who_came_later_saw_no_notice_and_is_out_but_for_a_yes(run: CommandLine) -> None:
    run.ok("add-purchase new@example.com --order 9 --product Widget")
    assert writable(run) == ["ann", "bo", "cy"]
    assert "1 not told" in run.ok("gate - --purpose surveys", given=EVERYBODY).err

    run.ok("optin new@example.com --purpose surveys --evidence 'Ask me too.'")

    assert writable(run) == ["ann", "bo", "cy", "new"]


@pytest.mark.parametrize(
    "line",
    ["optout bo@example.com --purpose surveys", "optout bo@example.com", "optout bo@example.com --all"],
)
@pytest.mark.usefixtures("opened")
def test_a_no_to_it_or_to_product_news_is_a_no(run: CommandLine, line: str) -> None:
    run.ok(line)

    assert writable(run) == ["ann", "cy"]


@pytest.mark.usefixtures("opened")
def test_a_no_to_it_leaves_product_news_as_it_is(run: CommandLine) -> None:
    run.ok("optout bo@example.com --purpose surveys")

    assert listed(run, "updates") == ["ann", "bo", "cy"]


@pytest.mark.usefixtures("opened")
def test_the_resellers_no_to_news_is_a_no_to_it_as_well(run: CommandLine, tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("Order,E-mail,Product,Date,News\n7,bo@example.com,Widget,2026-12-01,no\n")
    run.ok(f"import-orders '{orders}' {COLUMNS}")

    assert writable(run) == ["ann", "cy"]


@pytest.mark.usefixtures("opened")
def test_a_company_that_wants_no_news_is_not_asked_either(run: CommandLine, clock: Clock) -> None:
    run.ok("add-contact bo@example.com --company Acme")
    run.ok("optout Acme")
    run.ok("add-contact cy@example.com --company Acme")  # who joined after its no is covered by it
    assert writable(run) == ["ann"]

    clock.forward(hours=1)
    run.ok("optin cy@example.com --purpose surveys --evidence 'Ask me.' --received '1m ago'")

    assert writable(run) == ["ann", "cy"]
    run.ok("optout Acme --purpose surveys --received '2m ago'")
    assert writable(run) == ["ann", "cy"]
    clock.forward(hours=1)
    run.ok("optout Acme --purpose surveys")
    assert writable(run) == ["ann"]


@pytest.mark.usefixtures("opened")
def test_their_own_later_yes_to_it_outranks_a_no_to_news(run: CommandLine, clock: Clock) -> None:
    run.ok("optout bo@example.com")
    clock.forward(hours=1)
    assert run("optin bo@example.com --purpose surveys --evidence 'Yes.' --received '1h ago'").status == 1

    run.ok("optin bo@example.com --purpose surveys --evidence 'Do ask me.'")

    assert writable(run) == ["ann", "bo", "cy"]
    assert listed(run, "updates") == ["ann", "cy"]


@pytest.mark.usefixtures("opened")
def test_a_no_to_news_that_is_said_again_is_later_than_that_yes(run: CommandLine, clock: Clock) -> None:
    run.ok("optout bo@example.com")
    clock.forward(hours=1)
    run.ok("optin bo@example.com --purpose surveys --evidence 'Do ask me.'")
    clock.forward(hours=1)

    again = run.ok("optout bo@example.com --json").json

    assert again["changed"] is True
    assert writable(run) == ["ann", "cy"]
    assert run.ok("optout bo@example.com --json").json["changed"] is False


@pytest.mark.usefixtures("opened")
def test_a_companys_no_that_is_said_again_covers_who_joins_after_their_yes(
    run: CommandLine, clock: Clock
) -> None:
    run.ok("add-contact eve@acme.example --company Acme")
    run.ok("optout Acme")
    clock.forward(hours=1)
    run.ok("optin bo@example.com --purpose surveys --evidence 'Do ask me.'")
    clock.forward(hours=1)
    run.ok("optout Acme")

    run.ok("add-contact bo@example.com --company Acme")

    assert writable(run) == ["ann", "cy"]


@pytest.mark.usefixtures("opened")
def test_a_second_address_that_wants_no_news_closes_it(run: CommandLine) -> None:
    run.ok("optout bo@home.example")
    assert writable(run) == ["ann", "bo", "cy"]

    run.ok("add-contact bo@example.com --alias bo@home.example")

    assert writable(run) == ["ann", "cy"]


@pytest.mark.usefixtures("opened")
def test_no_stranger_passes_the_gate(run: CommandLine) -> None:
    answer = run("gate - --purpose surveys --keep-unknown", given=EVERYBODY)

    assert answer.status == 1
    assert answer.out == ""
    assert "nobody who is not on record was told of 'surveys'" in answer.err


@pytest.mark.usefixtures("opened")
def test_a_stranger_who_opted_out_is_counted_so(run: CommandLine) -> None:
    run.ok("optout stranger@example.com")

    assert "1 opted out, 1 unknown" in run.ok("gate - --purpose surveys", given=EVERYBODY).err


def test_of_an_opt_in_purpose_silence_is_no(run: CommandLine, clock: Clock, tmp_path: Path) -> None:
    settle(run, ASKED_FIRST)
    for number, name in enumerate(PEOPLE):
        run.ok(f"add-purchase {name}@example.com --order {number} --product Widget")
    tell(run, tmp_path)
    run.ok("optin bo@example.com --purpose surveys --evidence 'Yes.'")
    assert run("audience surveys").status == 1
    clock.forward(hours=WINDOW)

    assert writable(run) == ["bo"]


def test_a_yes_to_what_it_was_before_is_no_yes_to_what_it_is_now(
    run: CommandLine, clock: Clock, tmp_path: Path
) -> None:
    settle(run, ASKED_FIRST)
    for number, name in enumerate(PEOPLE):
        run.ok(f"add-purchase {name}@example.com --order {number} --product Widget")
    run.ok("optin ann@example.com --purpose surveys --evidence 'Yes, even before you ask.'")
    tell(run, tmp_path)
    clock.forward(hours=WINDOW)
    run.ok("optin bo@example.com --purpose surveys --evidence 'Yes.'")
    assert writable(run) == ["ann", "bo"]

    settle(run, ASKED_FIRST.replace("to ask buyers what to build next", "to sell to buyers"))
    assert "nobody was told of it as the settings have it now" in run("audience surveys").err
    clock.forward(hours=1)
    tell(run, tmp_path, words="Now it is another thing.", more=f"--out '{tmp_path}/wider'")
    clock.forward(hours=WINDOW)
    assert writable(run) == []
    run.ok("optin bo@example.com --purpose surveys --evidence 'Yes, that too.'")
    assert writable(run) == ["bo"]


def test_going_back_to_what_it_was_wants_a_notice_too(run: CommandLine, clock: Clock, tmp_path: Path) -> None:
    settle(run, SURVEYS)
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    tell(run, tmp_path)
    settle(run, ASKED_FIRST)
    clock.forward(hours=1)
    tell(run, tmp_path, words="From now on we ask you first.", more=f"--out '{tmp_path}/first'")
    clock.forward(hours=WINDOW)
    assert writable(run) == []

    settle(run, SURVEYS)

    assert run("audience surveys").status == 1


def test_who_was_told_of_news_that_was_widened_and_said_yes_before_is_asked_anew(
    run: CommandLine, clock: Clock, tmp_path: Path
) -> None:
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    run.ok("add-contact bo@example.com")
    run.ok("optin bo@example.com --purpose updates --evidence 'Yes.'")
    assert listed(run, "updates") == ["ann", "bo"]
    clock.forward(hours=1)
    settle(run, '[purposes.updates]\nfor = "product news, and news of our friends"\n')
    tell(run, tmp_path, purpose="updates")
    clock.forward(hours=WINDOW)
    run.ok("add-purchase new@example.com --order 2 --product Widget")

    # Bo did not buy, and his yes was to the news alone; whoever came later saw no notice.
    assert listed(run, "updates") == ["ann"]


@pytest.mark.usefixtures("opened")
def test_a_decision_names_the_notice_that_they_had_been_shown(run: CommandLine, clock: Clock) -> None:
    run.ok("add-contact new@example.com")
    clock.forward(hours=1)
    run.ok("optout bo@example.com --purpose surveys")
    run.ok("optout ann@example.com")  # of product news, of which no notice was written
    run.ok("optin cy@example.com --purpose surveys --evidence 'Yes.'")
    run.ok("optin dee@example.com --purpose surveys --evidence 'Yes.' --received '40d ago'")
    run.ok("optout new@example.com --purpose surveys")

    def shown(name: str) -> list[int | None]:
        return [one["notice"] for one in run.ok(f"show {name}@example.com --json").json["consent"]]

    assert shown("bo") == [1]
    assert "told by notice 1" in run.ok("show bo@example.com").out
    assert shown("ann") == [None]
    assert shown("cy") == [1]
    assert shown("dee") == [None]  # it was decided before the notice went out
    assert shown("new") == [None]  # they were never sent it


def test_the_newest_notice_by_the_time_of_the_decision_is_named(
    run: CommandLine, clock: Clock, tmp_path: Path
) -> None:
    settle(run, SURVEYS)
    run.ok("add-contact ann@example.com")
    tell(run, tmp_path)
    clock.forward(hours=48)
    tell(run, tmp_path, words="Other words.", more=f"--out '{tmp_path}/second'")
    run.ok("optin ann@example.com --purpose surveys --evidence 'Yes.' --received '1d ago'")
    clock.forward(hours=1)
    run.ok("optout ann@example.com --purpose surveys")

    consent = run.ok("show ann@example.com --json").json["consent"]
    assert [(one["decision"], one["notice"]) for one in consent] == [("given", 1), ("objected", 2)]


def test_the_resellers_checkbox_names_no_notice_of_ours(
    run: CommandLine, clock: Clock, tmp_path: Path
) -> None:
    run.ok("add-contact ann@example.com")
    settle(run, '[purposes.updates]\nfor = "product news, and news of our friends"\n')
    tell(run, tmp_path, purpose="updates")
    clock.forward(hours=24)
    orders = tmp_path / "orders.csv"
    orders.write_text("Order,E-mail,Product,Date,News\n7,ann@example.com,Widget,2026-11-23T09:00:00Z,yes\n")
    run.ok(f"import-orders '{orders}' {COLUMNS}")

    [event] = run.ok("show ann@example.com --json").json["consent"]
    assert (event["via"], event["notice"]) == ("import", None)


@pytest.mark.usefixtures("opened")
def test_a_manifest_of_a_gated_list_is_stale_after_an_opt_out_of_either(
    run: CommandLine, clock: Clock, tmp_path: Path
) -> None:
    manifest = tmp_path / "m.json"
    run.ok(f"gate - --purpose surveys --manifest '{manifest}'", given=EVERYBODY)
    assert json.loads(manifest.read_text())["purpose"] == "surveys"
    run.ok(f"gate --check '{manifest}'")
    run.ok("optout ann@example.com --purpose testimonial")
    run.ok(f"gate --check '{manifest}'")

    run.ok("optout bo@example.com")

    assert run(f"gate --check '{manifest}'").status == 1
    clock.forward(hours=1)
    settle(run, ASKED_FIRST)
    assert "is shut" in run(f"gate --check '{manifest}'").err


@pytest.mark.usefixtures("opened")
def test_all_is_every_purpose_that_can_be_declined(run: CommandLine) -> None:
    run.ok("optout ann@example.com --all")

    assert {one["purpose"] for one in run.ok("show ann@example.com --json").json["suppressions"]} == {
        "updates", "testimonial", "customer-list", "surveys",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["contacts", "cases", "unknown", "at", "act", "seq"])
def test_a_purpose_may_be_called_as_something_in_the_audit_chain_is(run: CommandLine, name: str) -> None:
    settle(run, SURVEYS.replace("surveys", name))
    run.ok("add-contact ann@example.com")

    run.ok(f"optout ann@example.com --purpose {name}")

    entry = run.ok("audit --json").json["entries"][-1]
    assert (entry["act"], entry["contacts"], entry[f"own-{name}"]) == ("opted-out", [1], 1)
    run.ok("audit --verify")
