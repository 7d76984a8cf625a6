"""A case that was closed when its time was over stays in evidence, for whatever reason, and whatever its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from privacyctl.model.request import RequestKind

if TYPE_CHECKING:
    from helpers.order_imports import Importer
    from helpers.terminal import Clock, CommandLine

ASKED = {
    RequestKind.TAKEDOWN: "takedown ann@acme.example --note x",
    RequestKind.ACCESS: "access ann@acme.example",
    RequestKind.RECTIFICATION: "correct ann@acme.example --email ann@new.example",
    RequestKind.ERASURE: "erase ann@acme.example",
    RequestKind.OBJECTION: "object ann@acme.example --note x",
    RequestKind.RESTRICTION: "restrict ann@acme.example --note x",
    RequestKind.QUESTION: "question ann@acme.example --note x",
    RequestKind.COMMENT: "",
}
REASONS = ("mistake", "withdrawn", "unconfirmed", "nothing-found")


def test_every_kind_is_here() -> None:
    assert set(ASKED) == set(RequestKind)


def _case(run: CommandLine, load: Importer, kind: RequestKind) -> int:
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    if kind is RequestKind.COMMENT:
        load.ok("Order,Email,Product,Date,Comment", "1,ann@acme.example,W,2026-11-22,Please call me.")
    else:
        run.ok(ASKED[kind])
    return int(run.ok("requests --json").json["requests"][0]["case"])


@pytest.mark.parametrize("kind", ASKED)
def test_closing_a_case_late_never_makes_a_promise_kept(
    run: CommandLine, load: Importer, clock: Clock, kind: RequestKind
) -> None:
    case = _case(run, load, kind)
    clock.forward(hours=24 * 120)

    for because in (one for one in REASONS if one in kind.reasons):
        answer = run(f"close {case} --because {because} --note x")
        if answer.status == 0:
            break

    found = [
        promise["verdict"]
        for promise in run.ok("policy --since 2020-01-01 --json").json["promises"]
        for one in promise["findings"]
        if {"kind": "case", "id": case} in one["rows"] and promise["promise"] != "P2"
    ]
    assert found
    assert set(found) <= {"at risk", "broken"}


@pytest.mark.parametrize("kind", ASKED)
def test_closed_in_time_it_is_no_concern(
    run: CommandLine, load: Importer, clock: Clock, kind: RequestKind
) -> None:
    case = _case(run, load, kind)
    clock.forward(hours=1)

    run.ok(f"close {case} --because mistake --note x")

    words = [
        one["word"] for promise in run.ok("policy --json").json["promises"] for one in promise["findings"]
    ]
    assert not [word for word in words if "late" in word or "overdue" in word]
