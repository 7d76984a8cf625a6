"""Promise P3: personal data is shared with nobody, except what completes an order."""

from __future__ import annotations

import csv
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.terminal import CommandLine

NEWSLETTER = """
[recipients.bmt-micro]
name = "BMT Micro, Inc."
ask_at = "privacy@bmtmicro.example"
purposes = ["order"]
fields = ["email", "name", "order", "product"]

[recipients.newsletter]
name = "Newsletter Service"
ask_at = "https://newsletter.example/privacy"
purposes = ["updates"]
fields = ["email"]
"""


@pytest.fixture
def shared(run: CommandLine) -> Callable[[str], list[tuple[Any, ...]]]:
    """Who got what of somebody, and from whom it came, as `show` has it."""

    def told(who: str) -> list[tuple[Any, ...]]:
        found = run.ok(f"show {who} --json").json["disclosures"]
        return [(one["direction"], one["recipient"], one["purpose"], one["fields"]) for one in found]

    return told


def test_a_year_of_a_small_vendor_and_those_who_get_something(
    run: CommandLine,
    when: Callable[[str], None],
    tmp_path: Path,
    shared: Callable[[str], list[tuple[Any, ...]]],
) -> None:
    # BMT Micro's report comes in. What it told of Ann is on record as having come from it.
    when("2025-11-03 10:00")
    report = tmp_path / "report.csv"
    report.write_text(
        "Order,E-mail,Name,Product\n7,ann@acme.example,Ann Lee,Pro\n8,bo@smith.example,Bo,Pro\n"
    )
    columns = "--map Order=order --map E-mail=email --map Name=name --map Product=product"
    run.ok(f"import-orders {report} {columns} --from bmt-micro")
    delivered = ("from", "bmt-micro", None, ["email", "name", "order", "product"])
    assert shared("ann@acme.example") == [delivered]

    # Ann's licence key does not work, and BMT Micro is asked to look at her order: that completes it.
    when("2025-11-05 09:00")
    asked = "disclose ann@acme.example --to bmt-micro --purpose order --order 7"
    run.ok(f"{asked} --fields email,order,product")

    # A friend with a conference, and BMT Micro's own newsletter, would like addresses too. They get none.
    refused = [
        "disclose ann@acme.example --to conference --purpose updates --fields email",
        "disclose ann@acme.example --to bmt-micro --purpose updates --fields email",
        "export-for bmt-micro --purpose updates",
        "audience updates --to bmt-micro",
    ]
    assert [run(line).status for line in refused] == [1, 1, 1, 1]
    assert len(shared("ann@acme.example")) == 2

    # The news are to be sent by a service. The settings say so, and what it may have: the address alone.
    when("2026-02-02 09:00")
    run.db.with_name("privacyctl.toml").write_text(NEWSLETTER)
    run.ok("optout bo@smith.example")
    answer = run.ok("audience updates --to newsletter")
    assert answer.out == "email\nann@acme.example\n"
    assert shared("ann@acme.example")[1:2] == [("to", "newsletter", "updates", ["email"])]
    assert all(recipient != "newsletter" for _, recipient, *_ in shared("bo@smith.example"))

    # Its own list, a year old and with a telephone number in it, does not get past the gate as it is.
    theirs = "email,phone\nann@acme.example,555\nbo@smith.example,556\n"
    answer = run("gate - --purpose updates --to newsletter", given=theirs)
    assert (answer.status, answer.out) == (1, "")
    assert run.ok("gate - --purpose updates --to newsletter", given="bo@smith.example\n").out == ""

    # In spring BMT Micro moves house, and wants the open orders since the autumn once more.
    when("2026-04-07 09:00")
    path = tmp_path / "for-bmt.csv"
    run.ok(f"export-for bmt-micro --purpose order --since 2025-10-01 --out {shlex.quote(str(path))}")
    assert list(csv.reader(path.read_text().splitlines())) == [
        ["email", "name", "order", "product"],
        ["ann@acme.example", "Ann Lee", "7", "Pro"],
        ["bo@smith.example", "Bo", "8", "Pro"],
    ]

    # Ann asks who has her data. It is all there, down to the order; and the audit knows it without her name.
    text = run.ok("show ann@acme.example").out
    assert text.count("bmt-micro") == 3
    assert text.count("newsletter") == 1
    acts = [one["act"] for one in run.ok("audit ann@acme.example --json").json["entries"]]
    assert acts == ["imported", "disclosed", "disclosed", "disclosed"]

    # When the service is given up, doctor names what was handed to it and is covered no more.
    run.db.with_name("privacyctl.toml").write_text(NEWSLETTER.partition("[recipients.newsletter]")[0])
    assert "would not allow what was handed to: newsletter (1)" in run.ok("doctor").out
    assert run("audience updates --to newsletter").status == 1
