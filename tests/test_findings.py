"""All that can be found wrong: each kind has a word of its own, a heading in the documents, and a place in a registry.

`pytest tests/test_findings.py --update-golden` writes docs/reference/findings.md anew from
the kinds; read the difference before you commit it.
"""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from privacyctl.duties.doctor.doctor import DAMAGED
from privacyctl.duties.doctor.registry import CHECKS
from privacyctl.duties.promises.registry import PROMISES
from privacyctl.model import site_findings
from privacyctl.model.check import Check, Fault
from privacyctl.model.finding_groups import FindingGroup
from privacyctl.model.finding_kind import FindingKind, RowId
from privacyctl.model.look_reason import LookReason
from privacyctl.model.promise import MOST_ROWS, Concern, Evidence, Promise, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[1]
DUTIES = ROOT / "src" / "privacyctl" / "duties"
PAGE = ROOT / "docs" / "reference" / "findings.md"
COMMANDS = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")

CONCERNS = list(dict.fromkeys(concern for promise in PROMISES for concern in promise.concerns))
FAULTS = [*(fault for check in CHECKS for fault in check.faults), DAMAGED]
REASONS = [reason.kind for reason in LookReason]
KINDS: list[FindingKind] = [*CONCERNS, *FAULTS, *site_findings.KINDS, *REASONS]


INTRODUCTION = """\
# Findings

What privacyctl can find wrong, a heading a kind. `--json` prints the word: it is never changed, so that a script can
rely on it. What stands in capitals, such as TASK, is a number that the finding itself names.

This page is made from the code. [To add a kind](../adding-a-check.md) is nine steps.
"""
WEIGHTS = {
    Verdict.BROKEN: "The promise is broken.",
    Verdict.AT_RISK: "The promise is at risk.",
    Verdict.KEPT: "It breaks nothing while it waits, and shows nothing kept.",
}


def test_the_page_of_findings_is_what_the_code_says(request: pytest.FixtureRequest) -> None:
    made = "\n".join(lines_of_the_page())
    if request.config.getoption("--update-golden"):
        PAGE.write_text(made, encoding="utf-8")

    assert made == PAGE.read_text("utf-8")


def lines_of_the_page() -> Iterator[str]:
    yield INTRODUCTION
    yield "## Of a promise\n\n`policy` finds these. Each is the `word` of a finding of its promise.\n"
    for concern in CONCERNS:
        names = ", ".join(promise.name for promise in PROMISES if concern in promise.concerns)
        key = f" Its key in `concerns` is `{concern.key}`." if concern.key else ""
        yield from section(concern, f"{names}: “{concern.says}”. {WEIGHTS[concern.weight]}{key}")
    yield "## Of the data file\n\n`doctor` finds these. Each is the `word` of its check.\n"
    for check in CHECKS:
        for fault in check.faults:
            yield from section(fault, f"Check “{check.name}”: {fault.verdict.value}. {check.about}")
    yield from section(DAMAGED, f"Every check: {DAMAGED.verdict.value}.")
    yield "## Of the web site\n\n`scan` finds these. Each is the `what` of its finding.\n"
    yield "It says them in groups, the worst first. Each of these is the `group` of its findings:\n"
    yield from (f"* `{group}`, “{group.says}”: {group.means}" for group in FindingGroup)
    yield ""
    for kind in site_findings.KINDS:
        yield from section(kind, f"“{kind.says}”.")
    yield "## Of a look\n\n`verify` says with these why a look saw what it saw. Each is the `reason` of its look.\n"
    for reason in LookReason:
        yield from section(reason.kind, f"“{reason.says}”.")


def section(kind: FindingKind, head: str) -> list[str]:
    return [
        f"### `{kind.word}`\n",
        f"{head}\n",
        f"* What it means: {kind.means}",
        f"* How it is found: {kind.how}",
        f"* What mends it: {kind.mended()}\n",
    ]


def test_each_word_stands_for_one_thing() -> None:
    assert [word for word, count in Counter(kind.word for kind in KINDS).items() if count > 1] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_a_kind_says_what_it_means_how_it_is_found_and_what_mends_it(kind: FindingKind) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.word)
    assert kind.means.endswith(".")
    assert kind.how.endswith(".")
    assert kind.mend
    assert not kind.mend.endswith(".")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_every_command_that_mends_is_a_command(kind: FindingKind) -> None:
    named = re.findall(r"(?<!no )privacyctl ([a-z-]+)", kind.mended())

    assert [name for name in named if f"## `privacyctl {name}`" not in COMMANDS] == []


@pytest.mark.parametrize("reason", LookReason)
def test_a_reason_of_a_look_has_its_words(reason: LookReason) -> None:
    assert reason.says
    assert reason.means


def modules(folder: Path, pattern: str) -> list[ModuleType]:
    return [
        import_module(f"privacyctl.duties.{folder.name}.{file.stem}") for file in sorted(folder.glob(pattern))
    ]


def test_every_file_of_a_promise_is_in_the_registry_in_its_order() -> None:
    files = modules(DUTIES / "promises", "p[0-9][0-9]_*.py")

    assert [file.PROMISE for file in files] == list(PROMISES)
    assert [promise.number for promise in PROMISES] == list(range(1, len(PROMISES) + 1))
    assert [int(file.__name__.rpartition(".")[2][1:3]) for file in files] == [p.number for p in PROMISES]


def test_every_file_of_a_check_is_in_the_registry() -> None:
    files = [file for file in modules(DUTIES / "doctor", "[a-z]*.py") if hasattr(file, "CHECK")]

    assert {file.CHECK.name for file in files} == {check.name for check in CHECKS}
    assert len(files) == len(CHECKS)


def test_what_a_file_defines_its_promise_or_its_check_lists() -> None:
    """A finding that is made and not listed would have no heading."""
    for file in (*modules(DUTIES / "promises", "*.py"), *modules(DUTIES / "doctor", "*.py")):
        defined = [one for one in vars(file).values() if isinstance(one, FindingKind)]
        owner = getattr(file, "PROMISE", None) or getattr(file, "CHECK", None)
        listed: Iterable[FindingKind] = KINDS
        if isinstance(owner, Promise):
            listed = owner.concerns
        elif isinstance(owner, Check):
            listed = owner.faults

        assert [one.word for one in defined if one not in listed] == [], file.__name__


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.name)
def test_a_promise_has_its_line_in_the_readme_its_commands_and_its_story(promise: Promise[object]) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    stories = list((ROOT / "tests" / "stories").glob(f"test_p{promise.number}_*.py"))

    assert f"\n| {promise.name} |" in readme
    assert [name for name in promise.commands if f"## `privacyctl {name}`" not in COMMANDS] == []
    assert stories


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.name)
def test_a_promise_has_words_for_what_may_speak_against_it(promise: Promise[object]) -> None:
    keys = [concern.key or concern.word for concern in promise.concerns]

    assert len(set(keys)) == len(keys)
    assert all(concern.says for concern in promise.concerns)
    for weight in {concern.weight for concern in promise.concerns}:
        heaviest = next(concern for concern in promise.concerns if concern.weight is weight)
        assert Evidence({}, (heaviest.where(True),), rests_on=1).verdict is weight


def test_what_waits_is_no_evidence_and_is_the_first_thing_to_do() -> None:
    for promise in PROMISES:
        for concern in promise.concerns:
            if concern.weight is Verdict.KEPT:
                waits = Evidence({}, (concern.where(True),))
                assert waits.verdict is Verdict.NOTHING_YET
                assert promise.mend(waits) == concern.mended()


def test_a_finding_names_no_more_than_the_first_rows_and_counts_them_all() -> None:
    found = CONCERNS[0].of(RowId("task", number) for number in range(MOST_ROWS + 5))

    assert (found.count, len(found.rows), found.rows[0].id) == (MOST_ROWS + 5, MOST_ROWS, 0)


def test_a_concern_and_a_fault_are_kinds_of_finding() -> None:
    assert all(isinstance(one, Concern) for one in CONCERNS)
    assert all(isinstance(one, Fault) for one in FAULTS)
