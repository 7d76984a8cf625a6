"""What holds for every command: its help, its JSON, and how it fails."""

from __future__ import annotations

import ast
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.order_imports import FILES
from helpers.servers import reach_this_machine
from helpers.terminal import NOON, Clock, CommandLine
from privacyctl import cli
from privacyctl.cli import COMMANDS, function_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.terminal import Answer

PAGE = "https://vendor.example/customers.html"
ORDERS = FILES / "bmt-order-notification.xml"
SURVEYS = """
[purposes.surveys]
for = "to ask buyers what to build next"
basis = "legitimate-interests"
choice = "opt-out"

[backup]
recipients = ["age1lkx9qfy9uxy5y4z703txwt2cfk68wn5whesnrxk0lsxs6u5dgcmqfs27zv"]
"""

# Each command once, in the order of a day's work.
WORLD = {
    "init": "init",
    "remind": "remind",
    "add-contact": "add-contact ann@example.com --name 'Ann Lee' --company Acme",
    "add-purchase": "add-purchase ann@example.com --order 7 --product Widget --amount 49 --currency EUR",
    "import-orders": f"import-orders '{ORDERS}'",
    "contacts": "contacts",
    "optin": "optin ann@example.com --purpose updates --evidence yes --received '2d ago'",
    "audience": "audience updates",
    "gate": "gate - --purpose updates",
    "optout": "optout ann@example.com",
    "add-testimonial": f"add-testimonial ann@example.com --quote Good. --attribution A.L. --at {PAGE} --permission yes",
    "add-customer": f"add-customer Acme --contact ann@example.com --at {PAGE}",
    "publications": "publications",
    "takedown": "takedown ann@example.com --note 'Take it down.'",
    "due": "due",
    "status": "status",
    "removed": "removed 1 --note 'took it out'",
    "verify": "verify 1 --attest 'looked: gone'",
    "scan": "scan {folder}",
    "publish": "publish --emit {folder}/shown.json",
    "receipt": "receipt 2",
    "follow-up": "follow-up 2 --add --copy social --where https://social.example/1",
    "follow-ups": "follow-ups",
    "asked": "asked 1 --note 'wrote to them'",
    "access": "access ann@example.com",
    "confirm": "confirm 3 --how voice",
    "inbox": "inbox",
    "triage": "triage 1 --as question",
    "requests": "requests",
    "object": "object ann@example.com --note 'not for figures'",
    "restrict": "restrict nobody@example.com --note 'leave it'",
    "question": "question ann@example.com --note 'where is it?'",
    "undo": "undo 17 --note oops",
    "close": "close 1 --because seen-to --note 'read it'",
    "show": "show ann@example.com",
    "policy": "policy",
    "disclose": "disclose ann@example.com --to bmt-micro --purpose order --fields email,product",
    "export-for": "export-for bmt-micro --purpose order",
    "purposes": "purposes",
    "announce": "announce surveys --text {folder}/notice.txt --out {folder}/told",
    "stats": "stats",
    "correct": "correct ann@example.com --name 'Ann Leigh'",
    "erase": "erase ann@example.com --confirmed voice",
    "purge": "purge",
    "audit": "audit",
    "backup": "backup {folder}/usb",
    "journal": "journal --since 3",
    "restore": "restore --repair",
    "doctor": "doctor",
    "schedule": "schedule cron",
    "help": "help",
    "demo": "demo --in {folder}/demo",
}
# Each command with something that it cannot do.
REFUSED = {
    "init": "init again",
    "demo": "demo --in {folder}/full",
    "add-contact": "add-contact ann@@example.com",
    "contacts": "contacts --limit 0",
    "show": "show nobody",
    "add-purchase": "add-purchase ann@example.com --order 1 --product 4111111111111111",
    "import-orders": "import-orders {folder}/none.csv",
    "optout": "optout nobody",
    "optin": "optin nobody@example.com --purpose updates --evidence yes",
    "audience": "audience nothing",
    "gate": "gate {folder}/none.csv --purpose updates",
    "add-testimonial": "add-testimonial nobody@example.com --quote Q --attribution A --at / --permission P",
    "add-customer": "add-customer Acme --contact nobody@example.com --at /",
    "publications": "publications nobody",
    "takedown": "takedown",
    "due": "due --within never",
    "status": "status --all",
    "remind": "remind --test --json",
    "removed": "removed 99999999999999999999 --note gone",
    "verify": "verify 99999999999999999999 --attest gone",
    "scan": "scan {folder}/none",
    "publish": "publish",
    "receipt": "receipt 99999999999999999999",
    "follow-up": "follow-up 1 --add --copy cdn",
    "follow-ups": "follow-ups 99999999999999999999",
    "asked": "asked 99999999999999999999",
    "object": "object nobody --note no",
    "restrict": "restrict ann@example.com --lift",
    "question": "question",
    "undo": "undo 99999999999999999999 --note oops",
    "close": "close 99999999999999999999 --because mistake --note oops",
    "access": "access 999",
    "confirm": "confirm 99999999999999999999 --how voice",
    "inbox": "inbox nothing",
    "triage": "triage 99999999999999999999 --as none",
    "requests": "requests --all",
    "policy": "policy --effective 2026-01-01",
    "disclose": "disclose ann@example.com --to nobody --purpose order --fields email",
    "export-for": "export-for bmt-micro --purpose updates",
    "purposes": "purposes nothing",
    "announce": "announce updates --text {folder}/none.txt",
    "correct": "correct - --name A",
    "erase": "erase -",
    "purge": "purge --all",
    "stats": "stats --since 2099-01",
    "audit": "audit --since 2099-01-01",
    "backup": "backup",
    "restore": "restore {folder}/none.age --identity {folder}/none.txt --dry-run",
    "journal": "journal --anew",
    "doctor": "doctor --all",
    "schedule": "schedule bogus",
    "help": "help nothing-at-all",
}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    """Every command's answer with --json, from one day in one record."""
    folder = tmp_path_factory.mktemp("day")
    db = folder / "record" / "privacyctl.db"
    clock = Clock(NOON)
    answers = {}
    (folder / "notice.txt").write_text("We would like to ask you what to build next.\n")
    (folder / "usb").mkdir()
    for part in ("new", "cur"):
        (folder / "mail" / part).mkdir(parents=True)
    (folder / "mail" / "new" / "1.host").write_text("From: ann@example.com\n\nWhere is my licence?\n")
    with pytest.MonkeyPatch.context() as patch:
        reach_this_machine(patch)  # the demo looks at a site that it serves to itself
        for name, line in WORLD.items():
            run = CommandLine(db, clock)
            answers[name] = run(f"{line.format(folder=folder)} --json", given="email\nann@example.com\n")
            if name == "init":
                with db.with_name("privacyctl.toml").open("a") as settings:
                    settings.write(f"{SURVEYS}[[inbox]]\nmaildir = '{folder}/mail'\n")
            clock.forward(minutes=1)
    return answers


def test_these_tests_know_every_command() -> None:
    assert set(WORLD) == set(REFUSED) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_says_in_one_short_sentence_what_a_command_does(name: str) -> None:
    first = str(function_of(name).__doc__).strip().splitlines()[0]

    assert first.endswith(".")
    assert len(first) <= 60


@pytest.mark.parametrize("name", COMMANDS)
def test_the_whole_help_of_a_command_can_be_shown(run: CommandLine, name: str) -> None:
    assert f"Usage: privacyctl {name}" in run.ok(f"{name} --help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_prints_one_json_document(day: dict[str, Answer], name: str) -> None:
    answer = day[name]

    assert answer.status == 0, answer
    assert isinstance(json.loads(answer.out), dict)
    assert answer.out.endswith("}\n")


PRINTS = re.compile(r"stream\.write(_lines)?|(\w+\.)*(say(_\w+)?|write_(audience|export))")
"""How the functions are called that print an answer."""
BESIDE = {
    "__init__.py": "the version, and what a monitoring system reads of a failure",
    "close.py": "what became of an opt-out that a comment asked for, after the case",
    "erase.py": "what would go, before it asks on a terminal",
    "undo.py": "what would go, before it asks on a terminal",
    "takedown.py": "the case at once, for a person at a terminal",
    "status.py": "how to begin, where there is no record yet",
    "due.py": "what a monitoring system reads, which is never JSON",
    "remind.py": "which way took the word of --test, one after the other",
    "journal.py": "the lines as they stand, which are JSON each",
    "triage_screen.py": "each letter, for a person at a terminal",
    "new_key.py": "a key, on a terminal alone",
}
"""Where something is said beside the answer, and what."""


def answers(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls that answer in the form that was asked for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("stream.answer", "stream.step"):
            yield node


@pytest.mark.parametrize("file", sorted(Path(cli.__file__).parent.glob("*.py")), ids=lambda file: file.name)
def test_nothing_is_said_but_in_the_form_that_was_asked_for(file: Path) -> None:
    """What prints is handed to `stream.answer` with its document, or to `stream.step`: no command can forget JSON."""
    tree = ast.parse(file.read_text("utf-8"))
    handed = {id(inner) for call in answers(tree) for inner in ast.walk(call)}
    prints = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and PRINTS.fullmatch(ast.unparse(node.func)) and id(node) not in handed
    ]

    assert (prints == []) is (file.name not in BESIDE), prints


TOLD_BY = {"demo": "demo_story.py"} | dict.fromkeys(
    ("follow-up", "follow-ups", "asked"), "copies_elsewhere.py"
)
"""Where the answer of a command is given that shares it."""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_module_of_a_command_answers(name: str) -> None:
    module = Path(str(sys.modules[function_of(name).__module__].__file__))
    told = TOLD_BY.get(name, module.name)

    assert any(
        ast.unparse(call.func) == "stream.answer"
        for call in answers(ast.parse(module.with_name(told).read_text()))
    )


@pytest.mark.parametrize(
    "name",
    ["init", "add-contact", "add-purchase", "import-orders", "optin", "optout", "add-testimonial", "add-customer",
     "takedown", "removed", "verify", "object", "restrict", "question", "undo", "close", "disclose", "export-for",
     "triage", "announce", "access", "confirm", "correct", "erase"],
)  # fmt: skip
def test_a_write_says_whether_it_changed_anything(day: dict[str, Answer], name: str) -> None:
    assert day[name].json["changed"] is True


@pytest.mark.parametrize("name", COMMANDS)
def test_times_have_one_form(day: dict[str, Answer], name: str) -> None:
    def times(value: object) -> list[str]:
        if isinstance(value, dict):
            inner = [found for one in value.values() for found in times(one)]
            return inner + [v for k, v in value.items() if (k == "at" or k.endswith("_at")) and v is not None]
        return [found for one in value for found in times(one)] if isinstance(value, list) else []

    assert all(len(at) == 20 and at[10] == "T" and at.endswith("Z") for at in times(day[name].json))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_failure_is_told_on_stderr_alone_and_in_our_words(
    run: CommandLine, tmp_path: Path, name: str
) -> None:
    run.ok("add-contact ann@example.com --name 'Ann Lee'")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()

    answer = run(REFUSED[name].format(folder=tmp_path))

    assert answer.status in {1, 2, 3}
    assert answer.out == ""
    assert answer.err.startswith("privacyctl: error: ")
    assert all(line.startswith("privacyctl: ") for line in answer.err.splitlines())


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in {"init", "demo", "help"}])
def test_without_a_data_file_the_status_is_3(run: CommandLine, tmp_path: Path, name: str) -> None:
    answer = run(WORLD[name].format(folder=tmp_path), db=tmp_path / "none.db", given="email\n")

    assert answer.status == 3
    assert bool(answer.out) is (name == "status")  # which says how to begin
    assert answer.err.splitlines()[0].startswith("privacyctl: error: there is no data file at ")


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option_is_a_usage_error(run: CommandLine, name: str) -> None:
    answer = run(f"{name} --no-such-option")

    assert answer.status == 2
    assert answer.err.splitlines() == [
        "privacyctl: error: no such option: --no-such-option",
        f"privacyctl: hint: privacyctl {name} --help",
    ]


@pytest.mark.parametrize(
    "line", ["bogus", "show", "due --format pdf", "removed one --note x", "optin a@example.com"]
)
def test_a_usage_error_is_status_2_in_our_words(run: CommandLine, line: str) -> None:
    answer = run(line)

    assert answer.status == 2
    assert answer.out == ""
    assert answer.err.startswith("privacyctl: error: ")
    assert "Usage:" not in answer.err


def test_a_missing_data_file_never_looks_peaceful_to_monitoring(run: CommandLine, tmp_path: Path) -> None:
    assert run("due --format nagios", db=tmp_path / "none.db").status == 3
