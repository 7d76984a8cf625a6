"""The day of a case is the same on every screen, also where it was put on record under a clock that was ahead."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.order_imports import Importer
    from helpers.terminal import Clock, CommandLine

AHEAD = (0, 20, 96)
"""By how many hours the clock was ahead when all of it was typed."""


@pytest.mark.parametrize("ahead", AHEAD)
def test_every_screen_has_the_day_that_due_has(
    run: CommandLine, load: Importer, clock: Clock, tmp_path: Path, ahead: int
) -> None:
    clock.forward(hours=ahead)
    load.ok(
        "Order,Email,Product,Date,Comment",
        "1,ann@acme.example,W,2026-11-22T10:00:00Z,written before the true moment",
        "2,ann@acme.example,W,2026-11-22T12:00:00Z,written at it",
        "3,ann@acme.example,W,,undated",
    )
    run.ok("add-customer Acme --contact ann@acme.example --at /customers")
    run.ok("takedown Acme --note x")
    run.ok("question ann@acme.example --note x")
    run.ok("disclose ann@acme.example --to bmt-micro --purpose order --order 1 --fields email,order")
    run.ok("correct ann@acme.example --email ann@new.example --confirmed voice")
    clock.forward(hours=-ahead)

    for hours in (0, 1, 22):
        clock.forward(hours=hours)
        run.ok("due --new")
        due = run.ok("due --within 900h --json").json
        listed: dict[int, Any] = {
            one["case"]: one["due_at"] for one in run.ok("requests --json").json["requests"]
        }
        same = [*due["requests"], *due["comments"]]
        assert {one["case"]: one["due_at"] for one in same}.items() <= listed.items()
        told = {one["follow_up"]: one["due_at"] for one in run.ok("follow-ups --json").json["follow_ups"]}
        assert {one["follow_up"]: one["due_at"] for one in due["follow_ups"]}.items() <= told.items()
    dated = [listed[case] for case in (1, 2) if ahead <= 20]
    assert dated == ["2026-11-23T10:00:00Z", "2026-11-23T12:00:00Z"][: len(dated)]

    run.ok(f"access ann@new.example --confirmed voice --out {tmp_path}/out")

    held = json.loads(next((tmp_path / "out").glob("*.json")).read_text("utf-8"))["held"]
    days = {one["case"]: one["due_at"] for one in held["requests"]}
    assert {one["case"]: one["due_at"] for one in due["comments"]}.items() <= days.items()
