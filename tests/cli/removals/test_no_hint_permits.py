"""No hint leads from a removal, open or carried out, to a permission: every command is asked in every such state."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import privacyctl
from helpers.terminal import CommandLine

SOURCE = Path(privacyctl.__file__).parent
PERMITS = re.compile(
    r"(?<!-)\b(add-testimonial|add-customer|optin|adopt|renew|ask-permission)\b|--permission|--evidence"
)
MARIA = "maria@lopez.example"
QUOTE = "It saved us three weeks of work every year."
ENTRY = f"- quote: {QUOTE}\n  name: Maria Lopez\n- quote: It does all that it says.\n  name: Tom B.\n"
PAGE = f"<title>What they say</title><blockquote>{QUOTE}<cite>Maria Lopez</cite></blockquote><p>Acme GmbH</p>"
REGISTERED = (
    f"--quote '{QUOTE}' --attribution 'M. L.' --at /index.html --permission Yes. --received '60d ago'"
)
ON_RECORD = f"add-contact {MARIA} --name 'Maria Lopez' --company 'Lopez GmbH'"

# What was done before, line by line; each ends in a removal that is open, or was carried out.
STATES = {
    "asked, not on record": ["MAIL"],
    "asked by a name": ["takedown 'Maria Lopez' --note x"],
    "asked, on record since": ["MAIL", ON_RECORD],
    "attested": ["MAIL", "verify 1 --attest 'Looked.'"],
    "attested, on record since": ["MAIL", "verify 1 --attest 'Looked.'", ON_RECORD],
    "nothing was found": ["MAIL", "close 1 --because nothing-found --note 'Looked.'"],
    "named": ["MAIL", "takedown --entry people.yaml:1 --case 1"],
    "in the register": [ON_RECORD, f"add-testimonial {MARIA} {REGISTERED}", f"takedown {MARIA}"],
    "in the register, attested": [
        ON_RECORD, f"add-testimonial {MARIA} {REGISTERED}", f"takedown {MARIA}", "verify 1 --attest 'Looked.'",
    ],
    "opted out of it too": [
        ON_RECORD, f"add-testimonial {MARIA} {REGISTERED}", f"takedown {MARIA}",
        f"optout {MARIA} --purpose testimonial",
    ],
    "by a company": [ON_RECORD, "add-customer 'Lopez GmbH' --at /index.html", "takedown 'Lopez GmbH'"],
    "by a company that is not on record": ["takedown 'Acme GmbH' --unknown"],
}  # fmt: skip
COMMANDS = (
    "verify", "verify 1", "scan", "scan --json", "publish --dry-run", "publish", "due --within 48h", "receipt 1",
    "requests", "policy", "policy --json", "doctor", "publications", f"show {MARIA}", "takedown 'Marja Lopez'",
    f"takedown {MARIA}", f"add-testimonial {MARIA} --quote X. --attribution 'M. L.' --at /x --permission ok",
    f"add-testimonial {MARIA} --quote X. --attribution 'M. L.' --at /x --permission ok --received '90d ago'",
    "add-customer 'Lopez GmbH' --at /x", "add-customer 'Acme GmbH' --at /x --permission ok",
    "close 1 --because seen-to --note x", "close 1 --because mistake --note x",
)  # fmt: skip


@pytest.fixture
def type_(run: CommandLine, tmp_path: Path) -> Callable[[str], object]:
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "people.yaml").write_text(ENTRY, "utf-8")
    run.db.with_name("privacyctl.toml").write_text(
        f'[site]\nsource = "{tmp_path}"\nbuilt = "{tmp_path}/public"\n'
        '[[site.data]]\nfile = "people.yaml"\nholds = "testimonials"\n'
    )
    mail = tmp_path / "m.eml"
    mail.write_text(
        "Received: from a by mx.vendor.example; Sun, 22 Nov 2026 09:14:00 +0000\n"
        f"From: Maria Lopez <{MARIA}>\n\nPlease take my quote off.\n"
    )
    return lambda line: run(line.replace("MAIL", f"takedown --message {shlex.quote(str(mail))}"))


@pytest.mark.parametrize("state", STATES)
def test_no_hint_reached_from_a_removal_permits_anything(
    run: CommandLine, type_: Callable[[str], object], state: str
) -> None:
    for line in STATES[state]:
        type_(line)
    run.checks_json = False
    hints = [
        (command, said)
        for command in COMMANDS
        for answer in [run(command)]
        for said in (*answer.err.splitlines(), *re.findall(r'"mend": "(.*)"', answer.out))
    ]

    assert [(command, said) for command, said in hints if PERMITS.search(said)] == []


@pytest.mark.parametrize(
    "state", [name for name in STATES if "not on record" not in name and "name" not in name]
)
def test_nor_is_anything_permitted_without_the_time_of_the_permission(
    run: CommandLine, type_: Callable[[str], object], state: str
) -> None:
    for line in STATES[state]:
        type_(line)
    run(ON_RECORD)
    line = f"--quote '{QUOTE}' --attribution 'M. L.' --at /index.html --permission ok"
    by_company = "company" in state

    answer = run(
        "add-customer 'Lopez GmbH' --at /x --permission ok"
        if by_company
        else f"add-testimonial {MARIA} {line}"
    )

    assert answer.status == 1
    assert "it is not said when it was given" in answer.err


def hints() -> Iterator[tuple[str, str]]:
    """Every text in the source that names what permits something, with its file; docstrings and help aside."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in said:
                continue
            if "privacyctl" in node.value and PERMITS.search(node.value):
                yield path.relative_to(SOURCE).as_posix(), node.value


def test_what_names_a_permission_is_known_and_is_not_reached_from_a_removal() -> None:
    known = {
        # Of an entry that nobody asked to have removed, and only while no removal waits to be found.
        "model/site_findings.py",
        "output/publish.py",
        # Of news and other purposes that are no show: nothing was asked to be removed.
        "duties/lists/disclosures.py",
        # Of an entry that cannot be undone: the decision is the person's, and is typed as they said it.
        "duties/no_way_back.py",
    }
    modules = {file for file, _ in hints()} - {"cli/demo_story.py"}

    assert {one for one in modules if not one.startswith("output/__init__")} <= known
