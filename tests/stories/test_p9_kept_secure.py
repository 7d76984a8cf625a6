"""P9: the data is kept secure, accurate and correctly used. The disk is lost, and nobody's no with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers.terminal import CommandLine
from privacyctl.keeping import age

YEAR = """\
2025-11-04 09:00|add-contact ann@acme.example --name 'Ann Lee' --company Acme
2025-11-04 09:10|add-contact bo@smith.example --name 'Bo Smith'
2025-11-04 09:20|add-contact eve@gone.example --name 'Eve Gone'
2025-11-05 10:00|add-testimonial ann@acme.example --quote Good. --attribution A.L. --at /w/ --permission Yes. --no-look
2025-12-01 09:00|optout cy@far.example --all
2026-02-01 09:00|optout bo@smith.example
"""
AFTER = """\
2026-10-21 09:00|optin bo@smith.example --purpose updates --evidence 'Yes, news again please.'
2026-10-22 09:00|optout dee@late.example --all
2026-10-23 09:00|optout Acme --all
2026-10-24 09:00|erase eve@gone.example --confirmed voice
2026-10-25 09:00|add-contact fay@late.example --name 'Fay Late'
2026-10-25 09:10|object fay@late.example --note 'Not for figures.'
2026-10-26 09:00|takedown ann@acme.example --note 'Please take me off.'
2026-10-26 10:00|takedown ann@acme.example --note 'I wrote at eight.' --received '2h ago'
"""
ASKED = (
    "due --json", "requests --json", "show bo@smith.example --json", "show ann@acme.example --json",
    "publications --json", "receipt 3", "gate list.txt --purpose updates", "audit --json",
)  # fmt: skip


def live(run: CommandLine, when: Callable[[str], None], lines: str) -> None:
    for line in lines.splitlines():
        at, _, typed = line.partition("|")
        when(at)
        run.ok(typed)


def a_key(folder: Path) -> tuple[Path, str]:
    """The sheet of paper: a secret key in a file that lies elsewhere, and its public one."""
    secret, public = age.new_identity()
    key = folder / "key.txt"
    key.write_text(f"# public key: {public}\n{secret}\n")
    return key, public


def test_a_year_of_use_survives_the_disk_with_every_no(
    run: CommandLine, when: Callable[[str], None], tmp_path: Path
) -> None:
    key, public = a_key(tmp_path)
    disk = tmp_path / "usb"
    disk.mkdir()
    settings = run.db.with_name("privacyctl.toml")
    settings.write_text(
        f'vendor = "Example Software"\n[backup]\ntargets = ["{disk}"]\nrecipients = ["{public}"]\n'
    )
    live(run, when, YEAR)
    when("2026-10-20 03:00")
    run.ok("backup")
    live(run, when, AFTER)
    when("2026-10-26 12:00")
    run.db.with_name("list.txt").write_text(
        "ann@acme.example\nbo@smith.example\ncy@far.example\ndee@late.example\neve@gone.example\nfay@late.example\n"
    )
    known = {line: run(_in(run.db, line)) for line in ASKED}
    receipt = known["receipt 3"].out
    kept = tmp_path / "elsewhere"
    kept.mkdir()
    for beside in (".journal", ".erasures"):
        shutil.copy(run.db.with_name(f"{run.db.name}{beside}"), kept)
    shutil.copy(run.db.with_name("list.txt"), kept)
    shutil.rmtree(run.db.parent)

    again = CommandLine(kept / run.db.name, run.clock)
    (copy,) = disk.glob("*.age")
    said = again.ok(f"restore {copy} --identity {key}")

    assert "Erased again, and proved: contact 3" in said.out
    found = {line: again(_in(again.db, line)) for line in ASKED}
    for line in ("publications --json", "gate list.txt --purpose updates"):
        assert found[line].out == known[line].out, line
    for line in ("show bo@smith.example --json", "show ann@acme.example --json"):
        assert without_words(found[line].json) == without_words(known[line].json), line
    before, after = known["due --json"].json, found["due --json"].json
    assert [one["due_at"] for one in after["removals"]] == [one["due_at"] for one in before["removals"]]
    assert [one["case"] for one in found["requests --json"].json["requests"]] == [
        one["case"] for one in known["requests --json"].json["requests"]
    ]
    entries = known["audit --json"].json["entries"]
    assert found["audit --json"].json["entries"][: len(entries)] == entries
    assert receipt.splitlines()[-1] in again.ok("receipt 3").out
    (tmp_path / "receipt.txt").write_text(receipt)
    again.ok(f"audit --verify --receipt {tmp_path / 'receipt.txt'} --manifest {copy}.json")
    assert again.in_bytes("eve@gone.example") == ["list.txt"]
    assert again("doctor").status == 0, again("doctor")


def test_without_the_journal_it_is_said_what_is_lost(
    run: CommandLine, when: Callable[[str], None], tmp_path: Path
) -> None:
    key, public = a_key(tmp_path)
    disk = tmp_path / "usb"
    disk.mkdir()
    run.db.with_name("privacyctl.toml").write_text(
        f'[backup]\ntargets = ["{disk}"]\nrecipients = ["{public}"]\n'
    )
    live(run, when, YEAR)
    run.ok("backup")
    live(run, when, AFTER)
    (tmp_path / "receipt.txt").write_text(run.ok("receipt 3").out)
    shutil.rmtree(run.db.parent)
    (copy,) = disk.glob("*.age")

    said = run.ok(f"restore {copy} --identity {key}")

    assert "No journal was used: what was done after entry 6 is lost." in said.out
    assert "entry 7 or a later one" in said.out
    # The receipt that is in their hands shows that something is missing; the manifest of the copy is older than that.
    run.ok(f"audit --verify --manifest {copy}.json")
    assert run(f"audit --verify --receipt {tmp_path / 'receipt.txt'}").status == 3


def without_words(shown: Any) -> dict[str, Any]:
    """What `show` says of decisions and deadlines, but for words that were written after the copy."""
    decisions = [{**one, "evidence": None} for one in shown["consent"]]
    return {"consent": decisions, **{key: shown[key] for key in ("suppressions", "takedowns")}}


def _in(db: Path, line: str) -> str:
    return line.replace("list.txt", str(db.with_name("list.txt")))
