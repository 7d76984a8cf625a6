"""What data is used for: the settings, what is shut, and what doctor says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.notices import SURVEYS, WINDOW, listed, settle, tell
from helpers.terminal import Clock, CommandLine

WIDER = '[purposes.updates]\nfor = "product news, and news of our friends"\n'


def standing(run: CommandLine, purpose: str) -> dict[str, object]:
    [found] = [one for one in run.ok("purposes --json").json["purposes"] if one["purpose"] == purpose]
    return dict(found)


def check(run: CommandLine, name: str) -> dict[str, str]:
    [found] = [one for one in run.ok("doctor --json").json["checks"] if one["check"] == name]
    return dict(found)


def test_the_four_of_the_policy_are_open_without_a_notice(run: CommandLine) -> None:
    purposes = run.ok("purposes --json").json["purposes"]

    assert [(one["purpose"], one["state"], one["basis"], one["choice"]) for one in purposes] == [
        ("order", "open", "contract", None),
        ("updates", "open", "legitimate-interests", "opt-out"),
        ("testimonial", "open", "consent", "opt-in"),
        ("customer-list", "open", "legitimate-interests", "opt-out"),
    ]


def test_a_purpose_of_the_settings_is_listed_with_all_that_they_say(run: CommandLine) -> None:
    settle(run, f'{SURVEYS}fields = ["email", "product"]\n')

    assert standing(run, "surveys") == {
        "purpose": "surveys",
        "for": "to ask buyers what to build next",
        "basis": "legitimate-interests",
        "choice": "opt-out",
        "retention": "2 years",
        "fields": ["email", "product"],
        "state": "shut",
        "widened": False,
        "notice": None,
        "announced_at": None,
        "opens_at": None,
        "people": None,
        "opted_out": 0,
    }


def test_it_is_shut_then_announced_then_open(run: CommandLine, clock: Clock, tmp_path: Path) -> None:
    settle(run, SURVEYS)
    run.ok("add-contact ann@example.com")
    run.ok("add-contact bo@example.com")
    states = [standing(run, "surveys")["state"]]
    tell(run, tmp_path)
    run.ok("optout bo@example.com --purpose surveys")
    states.append(standing(run, "surveys")["state"])
    clock.forward(hours=WINDOW)
    now = standing(run, "surveys")
    states.append(now["state"])

    assert states == ["shut", "announced", "open"]
    assert (now["people"], now["opted_out"], now["opens_at"]) == (2, 1, "2026-12-22T12:00:00Z")


def test_it_is_said_in_words_too(run: CommandLine, tmp_path: Path) -> None:
    settle(run, SURVEYS + WIDER)
    tell(run, tmp_path)

    lines = {line.split()[0]: line for line in run.ok("purposes").out.splitlines()}

    assert "shut until Tue 22 Dec 2026 12:00 UTC" in lines["surveys"]
    assert "2 years" in lines["surveys"]
    assert "shut: widened" in lines["updates"]
    assert "none" in lines["order"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[purposes.surveys]\nbasis = "contract"\nchoice = "opt-in"', "purposes.surveys.for: it must be said"),
        ('[purposes.surveys]\nfor = "x"\nchoice = "opt-in"', "purposes.surveys.basis: it must be said"),
        ('[purposes.surveys]\nfor = "x"\nbasis = "contract"', "purposes.surveys.choice: it must be said"),
        (f"{SURVEYS}why = 'x'", "purposes.surveys.why: there is no such setting"),
        (SURVEYS.replace("24 months", "24 moons"), 'purposes.surveys.retention: it is a length such as "10y"'),
        (SURVEYS.replace("opt-out", "opt-maybe"), "purposes.surveys.choice: input should be 'opt-in' or 'opt-out'"),
        (SURVEYS.replace("legitimate-interests", "consent"), "purposes.surveys.choice: silence is no consent"),
        (SURVEYS.replace("surveys", '"Surveys!"', 1), "a purpose is named in two to 39"),
        (SURVEYS.replace("to ask buyers what to build next", "  "), "purposes.surveys.for: the sentence is empty"),
        (f'{SURVEYS}fields = ["hair"]', "purposes.surveys.fields.0: input should be 'email'"),
        ('[purposes.order]\nchoice = "opt-out"', "purposes.order.choice: mail about an order leaves none"),
        ('[purposes.testimonial]\nchoice = "opt-out"', "purposes.testimonial.choice: silence is no consent"),
    ],
)  # fmt: skip
def test_settings_that_make_no_purpose_are_refused(run: CommandLine, text: str, said: str) -> None:
    settle(run, text)

    answer = run("purposes")

    assert answer.status == 2
    assert said in answer.err


def test_a_purpose_that_nobody_named_is_none(run: CommandLine) -> None:
    settle(run, SURVEYS)
    run.ok("add-contact ann@example.com")

    for line in (
        "audience studies",
        "gate - --purpose studies",
        "optout ann@example.com --purpose studies",
        "optin ann@example.com --purpose studies --evidence yes",
    ):
        answer = run(line)
        assert answer.status == 2
        assert "there is no purpose 'studies'" in answer.err
        assert "order, updates, testimonial, customer-list, surveys" in answer.err
    assert run.ok("show 1 --json").json["consent"] == []


def test_a_purpose_that_people_were_told_of_is_known_without_the_settings(
    run: CommandLine, clock: Clock, tmp_path: Path
) -> None:
    settle(run, SURVEYS)
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    tell(run, tmp_path)
    clock.forward(hours=WINDOW)
    settle(run, "")

    assert listed(run) == ["ann"]
    run.ok("optout ann@example.com --purpose surveys")
    assert listed(run) == []


def test_one_of_ours_that_is_widened_is_shut_for_every_use(
    run: CommandLine, clock: Clock, tmp_path: Path
) -> None:
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    settle(run, WIDER)

    shut = [run("audience updates"), run("gate - --purpose updates", given="ann@example.com\n")]

    assert [(answer.status, answer.out) for answer in shut] == [(1, ""), (1, "")]
    assert all(
        "'updates' is shut: nobody was told of it as the settings have it now" in one.err for one in shut
    )
    assert tell(run, tmp_path, purpose="updates").status == 0
    assert "is shut until" in run("audience updates").err
    clock.forward(hours=WINDOW)
    assert listed(run, "updates") == ["ann"]


def test_an_opt_out_works_while_a_purpose_is_shut(run: CommandLine) -> None:
    settle(run, WIDER + SURVEYS)

    run.ok("optout ann@example.com")
    run.ok("optout ann@example.com --purpose surveys")


def test_only_how_long_and_which_fields_widen_nothing(run: CommandLine) -> None:
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    settle(run, '[purposes.updates]\nretention = "3y"\nfields = ["email"]\n')

    assert listed(run, "updates") == ["ann"]
    assert standing(run, "updates")["retention"] == "3 years"


@pytest.mark.parametrize(
    "wider", ['for = "to complete orders and to profile buyers for ads"', 'basis = "legitimate-interests"']
)
def test_what_nobody_can_opt_out_of_is_widened_to_nothing(run: CommandLine, wider: str) -> None:
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    run.ok("optout ann@example.com --all")
    settle(run, f"[purposes.order]\n{wider}\n")

    for line in ("audience order", "purposes", "policy"):
        answer = run(line)
        assert answer.status == 2
        assert "nobody can opt out of it, so it stays '" in answer.err
        assert "another use is a purpose of your own" in answer.err
    assert run.ok("due").out == ""  # it reads no settings


def test_nothing_shuts_mail_about_an_order(run: CommandLine) -> None:
    run.ok("add-purchase ann@example.com --order 1 --product Widget")
    settle(run, '[purposes.order]\nfor = "to complete an order and support it"\nretention = "10y"\n')

    assert listed(run, "order") == ["ann"]


@pytest.mark.parametrize(
    ("purpose", "line"),
    [
        (
            "testimonial",
            "add-testimonial ann@acme.example --quote Good. --attribution A.L. --at / --permission Yes.",
        ),
        ("customer-list", "add-customer Acme --contact ann@acme.example --at /"),
    ],
)
def test_what_is_widened_puts_nothing_on_show(run: CommandLine, purpose: str, line: str) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company Acme")
    settle(run, f'[purposes.{purpose}]\nfor = "whatever we like"\n')

    answer = run(line)

    assert answer.status == 1
    assert f"'{purpose}' is shut" in answer.err
    assert run.ok("publications --json").json["publications"] == []
    settle(run, "")
    run.ok(line)


def test_doctor_names_the_fields_that_nothing_uses(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com --name 'Ann Lee' --company Acme")
    run.ok("add-contact bo@example.com --company Acme")
    run.ok("add-purchase ann@example.com --order 1 --product Widget --amount 9 --currency EUR")
    settle(run, '[purposes.order]\nfields = ["email", "order", "product", "quantity"]\n')

    found = check(run, "fields")

    assert found["verdict"] == "warning"
    assert found["detail"] == (
        "nothing uses the company of 2 contacts, the amount of 1 order line, the currency of 1 order line"
    )


def test_doctor_is_content_with_the_defaults_and_with_another_purposes_use(run: CommandLine) -> None:
    run.ok("add-contact ann@example.com --name 'Ann Lee' --company Acme")
    run.ok("add-purchase ann@example.com --order 1 --product Widget --amount 9 --currency EUR")
    assert check(run, "fields")["verdict"] == "ok"

    settle(
        run,
        f'{SURVEYS}fields = ["company", "amount", "currency"]\n[purposes.order]\nfields = ["product", "quantity"]\n',
    )

    assert check(run, "fields")["verdict"] == "ok"


def test_doctor_warns_of_what_was_widened_and_not_of_what_is_new(run: CommandLine, tmp_path: Path) -> None:
    settle(run, SURVEYS)
    assert check(run, "purposes")["verdict"] == "ok"
    tell(run, tmp_path)
    settle(run, WIDER + SURVEYS.replace("ask buyers", "ask everybody"))

    found = check(run, "purposes")

    assert found["verdict"] == "warning"
    assert found["detail"].startswith(
        "updates, surveys: the settings say something else than people were told"
    )
    assert "privacyctl announce updates" in found["hint"]


def test_doctor_still_looks_at_the_file_where_the_settings_cannot_be_read(run: CommandLine) -> None:
    settle(run, "[purposes.surveys]\n")

    checks = {one["check"]: one["verdict"] for one in run.ok("doctor --json").json["checks"]}

    assert checks["settings"] == "warning"
    assert checks["integrity"] == "ok"
    assert "fields" not in checks
