"""Promise P2: only the contact and purchase data that is necessary, and for no longer than it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.order_imports import Importer
from helpers.terminal import Clock, CommandLine
from privacyctl.cli import purge
from privacyctl.model.consent import Purpose
from privacyctl.model.moment import DAY


def test_no_more_is_taken_and_none_for_longer(
    run: CommandLine,
    when: Callable[[str], None],
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The reseller's file knows more than anybody needs: it is named, and left behind.
    load = Importer(run, tmp_path)
    answer = load.ok(
        "Order,Email,Product,Name,Date,Phone,Street",
        "M-1,ann@acme.example,Widget,Ann Lee,2025-11-01,+49 30 1234567,Elm Street 7",
        "M-2,bo@acme.example,Widget,Bo Berg,2025-11-01,+49 30 7654321,Oak Street 9",
    )
    assert "Phone" in answer.out + answer.err
    assert not run.in_bytes("Elm Street")

    # She writes in, and is answered.
    run.ok("takedown ann@acme.example --note 'Am I anywhere on your site? My boss asks.'")
    run.ok("close 1 --because nothing-found --note 'Looked everywhere: nowhere.'")

    # The settings keep orders for three years. Cron runs `purge` every night, and says nothing.
    monkeypatch.setattr(purge, "retention", lambda: {Purpose.ORDER: clock() - 3 * 365 * DAY})
    when("2026-01-05 04:17")
    assert run.ok("purge").out == ""

    # Three months later nobody needs her letter any more. Nothing was heard of the record for so long
    # that the clock may be wrong: somebody has to look at it first.
    when("2026-02-05 04:17")
    assert "the clock may be wrong" in run("purge").err
    assert "Purged: 1 case's texts." in run.ok("purge --clock-is-right").out
    assert not run.in_bytes("My boss asks")

    # Bo buys again; she does not. After three years she is forgotten, and he is not.
    when("2027-05-03 09:00")
    load.ok("Order,Email,Product,Name,Date", "M-9,bo@acme.example,Widget,Bo Berg,2027-05-01")
    when("2028-11-05 04:17")
    answer = run.ok("purge --dry-run")
    assert answer.out == "Past its time: 2 order lines, 1 contact.\n"
    answer = run.ok("purge --clock-is-right")
    assert "Purged: 2 order lines, 1 contact." in answer.out
    assert "Checked: none of " in answer.out
    assert not run.in_bytes("ann@acme.example")
    assert not run.in_bytes("Ann Lee")
    assert [one["email"] for one in run.ok("contacts --json").json["contacts"]] == ["bo@acme.example"]
    assert run.ok("purge").out == ""
