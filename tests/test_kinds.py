"""What is known by kind is known of every kind: what a table has not met fails here, and not in a run."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import shlex
import sqlite3
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import closing
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import privacyctl
from helpers.terminal import NOON, Clock, CommandLine
from privacyctl.cli import COMMANDS
from privacyctl.duties import cases
from privacyctl.duties.rights import rights
from privacyctl.duties.rights.rights import RequestLimits
from privacyctl.model.deadline import Rule, answer_by
from privacyctl.model.ids import ContactId
from privacyctl.model.inbox import ReadAs
from privacyctl.model.look_reason import LookReason
from privacyctl.model.moment import DAY, Moment
from privacyctl.model.promise import Verdict
from privacyctl.model.publication import Kind
from privacyctl.model.purpose import PersonalField
from privacyctl.model.request import Because, Deadline, RequestKind
from privacyctl.output.letters import CODE_WORDS
from privacyctl.store import Store, clocks, contacts

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(privacyctl.__path__, "privacyctl.")
    if not found.name.endswith("__main__")
]
PROVED = {LookReason.SHOWN, LookReason.NOT_FOUND, LookReason.NOT_SHOWN}
# What a table leaves out, and why nothing breaks there.
LEFT_OUT: Mapping[tuple[str, str], AbstractSet[Enum]] = {
    # What is not known is dim.
    ("output.policy", "_STYLES"): {Verdict.UNKNOWN},
    # Any other reason proves nothing: what was found is inconclusive.
    ("site.judging", "_FOUND"): set(LookReason) - PROVED,
    # `doctor` does not count these two: every purpose uses them.
    ("store.file.health", "_HOLDERS"): {PersonalField.EMAIL, PersonalField.ORDER},
    # Only what needs proof has a code: the test below.
    ("output.letters", "CODE_WORDS"): {kind for kind in RequestKind if not kind.needs_proof},
    # A reply joins a case instead, and what an erasure took nobody types.
    ("cli.letter_duties", "DUTIES"): {ReadAs.REPLY, ReadAs.ERASED},
}
OPTION = re.compile(r"--[a-z-]+")


def tables(module: ModuleType) -> dict[tuple[str, str], dict[Enum, Any]]:
    """The dicts by the members of an enum that a module holds, and those within them."""
    found: dict[tuple[str, str], dict[Enum, Any]] = {}
    here = module.__name__.removeprefix("privacyctl.")
    left = [(name, value) for name, value in vars(module).items() if isinstance(value, dict)]
    while left:
        name, value = left.pop()
        if value and all(isinstance(key, Enum) for key in value):
            found[here, name] = value
            left += [(f"{name}[{key.name}]", one) for key, one in value.items() if isinstance(one, dict)]
    return found


TABLES = {place: table for module in MODULES for place, table in tables(module).items()}


@pytest.mark.parametrize(("place", "table"), TABLES.items(), ids=[".".join(place) for place in TABLES])
def test_a_table_by_kind_has_every_kind(place: tuple[str, str], table: dict[Enum, Any]) -> None:
    (enum,) = {type(key) for key in table}

    assert set(enum) - set(table) == LEFT_OUT.get(place, set())


def test_what_is_left_out_is_left_out_of_a_table() -> None:
    assert set(LEFT_OUT) - set(TABLES) == set()


def test_the_page_of_access_has_a_heading_for_every_kind_of_publication() -> None:
    page = (Path(privacyctl.__path__[0]) / "output" / "pages" / "access.html").read_text("utf-8")
    (headings,) = re.findall(r"(\{[^{}]*\})\[one\.kind\]", page)

    assert set(ast.literal_eval(headings)) == set(Kind)


def test_what_needs_proof_has_the_words_of_its_code() -> None:
    assert set(CODE_WORDS) == {kind for kind in RequestKind if kind.needs_proof}


@pytest.mark.parametrize("kind", RequestKind)
def test_what_answers_a_request_can_be_typed(kind: RequestKind, run: CommandLine) -> None:
    name, *words = shlex.split(kind.command)

    assert name in COMMANDS
    assert set(filter(OPTION.fullmatch, words)) - set(OPTION.findall(run.ok(f"{name} --help").out)) == set()
    if "--because" in words:
        assert words[words.index("--because") + 1] in kind.reasons


@pytest.mark.parametrize("kind", RequestKind)
def test_the_day_of_a_request_follows_from_its_kind(kind: RequestKind) -> None:
    limits = RequestLimits(Rule.CCPA)

    if kind.deadline is Deadline.LAW:
        assert limits.due_at(kind, Moment(0)) == answer_by(Moment(0), Rule.CCPA)
    elif kind.deadline is not Deadline.TASKS:
        assert (
            limits.due_at(kind, Moment(0)) == {Deadline.READ: DAY, Deadline.SETTINGS: 7 * DAY}[kind.deadline]
        )
    else:
        with pytest.raises(LookupError, match=f"{kind.value} has no day"):
            limits.due_at(kind, Moment(0))


def test_every_reason_ends_a_case_of_some_kind() -> None:
    assert {reason for kind in RequestKind for reason in kind.reasons} == set(Because)


@pytest.mark.parametrize("kind", RequestKind)
def test_a_case_that_nobody_should_have_opened_can_be_closed_whatever_its_kind(kind: RequestKind) -> None:
    assert kind.reasons[-2:] == (Because.MISTAKE, Because.WITHDRAWN)


OPENED_BY = {
    RequestKind.TAKEDOWN: "takedown ann@acme.example --note 'Take it down.'",
    RequestKind.COMMENT: "import-orders o.csv --map Order=order --map Email=email --map Item=product --map S=comment",
    RequestKind.ACCESS: "access ann@acme.example",
    RequestKind.RECTIFICATION: "correct ann@acme.example --email ann@new.example",
    RequestKind.ERASURE: "erase ann@acme.example",
    RequestKind.OBJECTION: "object ann@acme.example --note 'Not for figures.'",
    RequestKind.RESTRICTION: "restrict ann@acme.example --note 'Leave it.'",
    RequestKind.QUESTION: "question ann@acme.example --note 'Where is it?'",
}


@pytest.mark.parametrize("kind", RequestKind)
def test_whatever_has_a_case_has_a_clock_that_due_knows(
    kind: RequestKind,
    run: CommandLine,
    clock: Clock,
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("o.csv").write_text("Order,Email,Item,S\n1,ann@acme.example,Widget,Take me off your list\n")
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    assert run("due --format nagios").status == 0

    assert OPENED_BY[kind].split()[0] == kind.taken_by
    run.ok(OPENED_BY[kind])

    (case,) = run.ok("requests --json").json["requests"]
    assert (case["kind"], clocks.without(store)) == (kind, [])
    clock.now = NOON + 40 * DAY
    told = run.ok("due --new --json").json
    assert [one["case"] for key in ("removals", "comments", "requests") for one in told[key]] == [
        case["case"]
    ]
    assert run("due --format nagios").status == 2


@pytest.mark.parametrize("table", ["request_clock", "takedown"])
def test_a_case_that_lost_its_clock_is_seen(table: str, run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example")
    run.ok(OPENED_BY[RequestKind.TAKEDOWN if table == "takedown" else RequestKind.QUESTION])
    with closing(sqlite3.connect(run.db)) as other:
        other.execute(f"DROP TRIGGER {table}_no_delete")
        other.execute(f"DELETE FROM {table}")  # noqa: S608
        other.commit()

    assert "case-without-clock" in run("doctor --json").out


DATED = [kind for kind in RequestKind if kind.deadline is Deadline.LAW]


@pytest.fixture
def asked(run: CommandLine, store: Store) -> Callable[[RequestKind], int]:
    """Ann asks, at noon of Sunday 22 November 2026, for something of the kind; the number of her case."""
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")

    def ask(kind: RequestKind) -> int:
        with store.transaction() as tx:
            ann = contacts.must_get(tx, ContactId(1))
            case = rights.open_right(tx, kind, ann, cases.Asked(), RequestLimits()).case.id
            tx.record("noted", cases=[case])
        return case

    return ask


@pytest.mark.parametrize("kind", DATED)
def test_a_request_of_any_kind_is_told_before_its_day(
    kind: RequestKind, asked: Callable[[RequestKind], int], run: CommandLine, clock: Clock
) -> None:
    asked(kind)
    clock.now = NOON + 29 * DAY
    proof = ", not confirmed" if kind.needs_proof else ""

    assert run.ok("due").out.startswith(f"case 1  {kind.value}{proof}  due Tue 22 Dec 2026 23:59 UTC  ")
    state = run.ok("requests").out.rstrip()
    assert state.endswith(f"open: answer by Tue 22 Dec 2026 23:59 UTC{proof.replace(',', ';')}")


@pytest.mark.parametrize("kind", DATED)
def test_who_asks_can_be_confirmed_of_every_right(
    kind: RequestKind, asked: Callable[[RequestKind], int], run: CommandLine
) -> None:
    asked(kind)
    answer = run("confirm 1 --how voice")

    assert (answer.status == 0) == (kind.deadline is Deadline.LAW)


@pytest.mark.parametrize(("kind", "reason"), [(kind, one) for kind in DATED for one in Because])
def test_a_case_ends_for_the_reasons_of_its_kind_and_no_other(
    kind: RequestKind, reason: Because, asked: Callable[[RequestKind], int], run: CommandLine
) -> None:
    asked(kind)
    answer = run(f"close 1 --because {reason.value} --note 'read it'")

    assert (answer.status == 0) == (reason in kind.reasons)
