"""All eleven promises: somebody asks whether they are kept, and the record answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers.terminal import CommandLine


def test_an_auditor_asks_and_the_record_answers(
    run: CommandLine, when: Callable[[str], None], tmp_path: Path
) -> None:
    def stands(name: str) -> str:
        found = run.ok("policy --json").json["promises"]
        return str(next(one["verdict"] for one in found if one["promise"] == name))

    # The policy is published, and what it promises is put on record with its day.
    settings = run.db.with_name("privacyctl.toml")
    settings.write_text(settings.read_text() + '\n[purposes.order]\nretention = "10y"\n')
    run.ok("policy --adopt --effective 2025-11-03")

    # A customer is quoted, and takes it back on a Friday evening; on Saturday it is seen to be gone.
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company Acme")
    run.ok(
        "add-testimonial ann@acme.example --quote 'Saved us weeks.' --attribution 'Ann L., Acme' --at /words "
        "--permission Yes."
    )
    when("2025-11-07 19:00")
    run.ok("takedown ann@acme.example --what testimonial --received '1h ago'")
    run.ok("due")
    assert stands("P6") == "nothing yet"  # the one testimonial waits to be removed
    when("2025-11-08 13:02")
    run.ok("removed 1 --note 'Took it out.'")
    assert stands("P6") == "at risk"  # nobody has looked yet
    run.ok("verify 1 --attest 'Looked: gone.'")
    assert stands("P6") == "kept"

    # In spring the firm wants off the list of customers, while everybody is at a fair.
    run.ok("add-customer Acme --contact ann@acme.example --at /customers")
    when("2026-03-02 09:00")
    run.ok("takedown Acme --what name")
    assert run("policy --check").status == 0
    when("2026-03-03 09:01")
    assert stands("P7") == "broken"
    run.ok("verify 2 --attest 'Looked: gone.'")

    # It was late by a minute, and that stays so; cron says it, and nobody can type it away.
    weekly = run("policy --check")
    assert weekly.status == 1
    assert "1 removal, slowest 24 h 01 min; 1 attested by a person; removed late: 1" in weekly.out

    # The auditor gets a page. What it says is what the terminal says, and nobody is in it.
    run.ok(f"policy --html '{tmp_path}/report.html'")
    page = (tmp_path / "report.html").read_text()
    assert "19 h 02 min, none late" in page
    assert "slowest 24 h 01 min; 1 attested by a person; removed late: 1" in page
    assert [word for word in ("Ann", "ann@", "Acme", "Saved us") if word in page] == []

    # Next year it is history. Then the settings change, and the policy says that they are not what was promised.
    when("2027-03-04 09:00")
    assert run("policy --check").status == 0
    settings.write_text(settings.read_text().replace('"10y"', '"6y"'))
    assert "the settings promise something else by now" in run.ok("policy").out
    assert run.ok("policy --adopt --json").json["differs_in"] == ["purposes"]
    assert "Version 2 of these promises" in run.ok("policy").out
