"""Promise P8: no other use without a chance to opt out first."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.terminal import CommandLine

SURVEYS = """
[purposes.surveys]
for = "to ask buyers what to build next"
basis = "legitimate-interests"
choice = "opt-out"
"""


def test_nobody_is_asked_before_they_could_opt_out(
    run: CommandLine, when: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def asked() -> list[str]:
        return [line.partition(",")[0] for line in run.ok("audience surveys").out.splitlines()[1:]]

    # Five people bought. Eve wants no news.
    for number, who in enumerate(("ann@lee", "bo@smith", "cy@dow", "dee@birch", "eve@stone")):
        run.ok(f"add-purchase {who}.example --order {number} --product Widget")
    run.ok("optout eve@stone.example")

    # Somebody has an idea: let us ask them all what to build. The address book would be full of them.
    # But nobody was told, and the tool knows of no such purpose.
    refused = run("audience surveys")
    assert (refused.status, refused.out) == (2, "")
    assert "there is no purpose 'surveys'" in refused.err

    # Naming it in the settings does not open it.
    settings = run.db.with_name("privacyctl.toml")
    settings.write_text(settings.read_text("utf-8") + SURVEYS, "utf-8")
    refused = run("audience surveys")
    assert (refused.status, refused.out) == (1, "")
    assert "nobody was told of it" in refused.err

    # So people are told, in plain words. A week is no time: it must be two at the least.
    Path("ask.txt").write_text("We want to ask you what to build next. Answer 'no' and we do not.\n", "utf-8")
    assert run("announce surveys --text ask.txt --days 7").status == 2
    run.ok("announce surveys --text ask.txt --days 30")
    told = Path("surveys-notice")
    assert "eve@stone.example" not in (told / "audience.csv").read_text("utf-8")  # she wants no mail
    proof = json.loads((told / "manifest.json").read_text("utf-8"))
    assert proof["text_sha256"] == sha256((told / "notice.txt").read_bytes()).hexdigest()
    assert proof["count"] == 4

    # Bo says no to that, Cy to all news. Dee says yes. Fay buys, and saw no notice.
    when("2025-11-10 09:00")
    run.ok("optout bo@smith.example --purpose surveys --via mail")
    run.ok("optout cy@dow.example --via mail")
    run.ok("optin dee@birch.example --purpose surveys --evidence 'Good idea, ask me.'")
    run.ok("add-purchase fay@reed.example --order 9 --product Widget")

    # On the last day of the window it is still shut, whoever tries it, and whatever the list says.
    when("2025-12-03 09:00")
    refused = run("gate - --purpose surveys", given="ann@lee.example\n")
    assert (refused.status, refused.out) == (1, "")
    assert "4 people can opt out first, and 2 did so far" in refused.err

    # The same command by mistake moves no clock.
    assert "its window is as it was" in run.ok("announce surveys --text ask.txt --days 90").out

    # Then it opens: for those who were told and did not say no.
    when("2025-12-03 10:00")
    assert asked() == ["ann@lee.example", "dee@birch.example"]
    given = "ann@lee.example\nbo@smith.example\nfay@reed.example\nwho@knows.example\n"
    assert run.ok("gate - --purpose surveys", given=given).out == "ann@lee.example\n"

    # What Dee had been shown when she said yes is on record, and Bo is still sent the news.
    [yes] = run.ok("show dee@birch.example --json").json["consent"]
    assert (yes["decision"], yes["notice"]) == ("given", 1)
    assert "bo@smith.example" in run.ok("audience updates").out

    # Next year somebody writes more into the purpose than people were told. It is shut again.
    when("2026-03-02 09:00")
    wider = settings.read_text("utf-8").replace("to ask buyers what to build next", "to ask, and to sell")
    settings.write_text(wider, "utf-8")
    refused = run("audience surveys")
    assert (refused.status, refused.out) == (1, "")
    warned = {one["check"]: one["verdict"] for one in run.ok("doctor --json").json["checks"]}
    assert warned["purposes"] == "warning"

    # So it is with the news itself: what the policy did not announce, nobody was told of.
    settings.write_text(f'{wider}\n[purposes.updates]\nfor = "news, and news of friends"\n', "utf-8")
    assert run("audience updates").status == 1
    settings.write_text(wider, "utf-8")
    run.ok("audience updates")
    run.ok("audit --verify")
