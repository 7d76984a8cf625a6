"""The documents say what the tool does: every session in them is run, every command is described.

`pytest tests/test_docs.py --update-golden` writes the sessions and the command reference
anew from what the tool really says; read the difference before you commit it.
"""

from __future__ import annotations

import html
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from helpers.servers import WORDS
from helpers.terminal import SECRET, Clock, Screen
from privacyctl import cli
from privacyctl.cli import main
from privacyctl.handbook import pages
from privacyctl.model import row_sums
from privacyctl.model.look_reason import LookReason
from privacyctl.site.presence import NONSENSE
from privacyctl.site.web.fetching import Answer

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = ROOT / "docs" / "reference" / "commands.md"
FENCE = re.compile(r"^```(\S*)[ ]?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class VendorsSite:
    """The web site of the documents' vendor: it shows whatever is put on record, until that is taken out."""

    shown: list[str] = field(default_factory=list)

    def hears(self, command: str, *words: str) -> None:
        """Change as the site does when its owner types this."""
        told = dict(pairwise(words))
        if command == "add-testimonial":
            quote, by = told.get("--quote"), told.get("--attribution")
            self.shown.append(
                f"<figure><blockquote>{quote}</blockquote><figcaption>{by}</figcaption></figure>"
            )
        elif command == "add-customer":
            self.shown.append(f"<ul class=customers><li>{words[0]}</li></ul>")
        elif command in ("removed", "publish") and "--dry-run" not in words:
            self.shown.clear()

    def fetch(
        self, url: str, *, refresh_of: Callable[[Answer], object] = lambda _: None, **_: object
    ) -> Answer:
        """Answer as the site does; there is no other one. `refresh_of` reads the page."""
        answer = self._answer(url)
        refresh_of(answer)
        return answer

    def _answer(self, url: str) -> Answer:
        at = urlsplit(url)
        if not (at.hostname or "").endswith("lighthouse.example"):
            return Answer(url, url, trouble=LookReason.NO_ANSWER)
        if len(at.path.strip("/")) == NONSENSE:
            return Answer(url, url, 404, content_type="text/html", body=b"<h1>Nothing here</h1>")
        body = f"<title>Customers</title>{WORDS}{''.join(self.shown)}".encode()
        return Answer(url, url, 200, content_type="text/html", body=body, sha256=sha256(body).digest())


@dataclass
class Reader:
    """Somebody who reads a page from top to bottom and types what it says."""

    home: Path
    folder: Path
    clock: Clock
    site: VendorsSite

    def plays(self, page: str) -> str:
        """The page, its sessions as they really went."""
        return FENCE.sub(self._block, page)

    def _block(self, block: re.Match[str]) -> str:
        language, name, body = block.groups()
        if name and language != "console":
            self._saves(name, body)
        if language != "console" or page_is_reference(body):
            return block[0]
        typed = [line for line in body.splitlines() if line.startswith("$ ")]
        on_screen = name == "terminal"
        if on_screen:
            self._answers("privacyctl due --new", on_screen=False)  # a terminal is told where cron never ran
        said = "".join(f"{line}\n{self._types(line[2:], on_screen=on_screen)}" for line in typed)
        return f"```console{' terminal' * on_screen}\n{said}```"

    def _saves(self, name: str, body: str) -> None:
        """Save a file that the page shows: the settings beside the data file, others in the folder."""
        folder = self.home / ".local/share/privacyctl" if name == "privacyctl.toml" else self.folder
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(body.replace("/home/you/work", str(self.folder)), encoding="utf-8")

    def _types(self, line: str, *, on_screen: bool) -> str:
        self.clock.forward(minutes=1)
        return self._answers(line, on_screen=on_screen)

    def _answers(self, line: str, *, on_screen: bool) -> str:
        words = shlex.split(line)
        given = b""
        if "<" in words:
            given = (self.folder / words[words.index("<") + 1]).read_bytes()
            words = words[: words.index("<")]
        assert words[0] == "privacyctl", line
        self.site.hears(*words[1:])
        screen, before = Screen(is_terminal=on_screen), (sys.stdin, sys.stdout, sys.stderr)
        sys.stdin, sys.stdout, sys.stderr = Screen(given=given), screen, screen
        try:
            main(words[1:], self.clock)
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
        # A terminal that cannot take back what was on it is left with an empty line of the progress.
        said = screen.said().removeprefix("\n") if on_screen else screen.said()
        return said.replace(str(self.folder), "/home/you/work").replace(str(self.home), "/home/you")


def page_is_reference(body: str) -> bool:
    """Whether a block shows the form of a command and not a session."""
    return "[OPTIONS]" in body


@pytest.fixture
def reader(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Reader:
    home, folder = tmp_path / "home", tmp_path / "work"
    program = home / ".local" / "bin" / "privacyctl"
    for made in (folder, program.parent):
        made.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setattr(sys, "argv", [str(program)])
    # The key of the marks is in the chain's head, by way of the marks in the entries.
    monkeypatch.setattr("secrets.token_bytes", lambda size: SECRET[:size])
    # Of the terminal that some sessions are seen on. No colour: these are documents.
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.chdir(folder)
    # The head of the chain is shown, and the entries hold marks under the key of the file.
    monkeypatch.setattr("privacyctl.duties.making_record.secrets.token_bytes", lambda size: SECRET[:size])
    # The entries tell a sum over where files lie: the folder of a page is another each time.
    monkeypatch.setitem(row_sums.UNHELD_COLUMNS, "made_path.path", "where the page is played")
    monkeypatch.setattr("privacyctl.store.row_sums._KNOWN", {})
    site = VendorsSite()
    monkeypatch.setattr("privacyctl.site.rounds.fetch", site.fetch)
    return Reader(home, folder, clock, site)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_session_goes_as_the_page_says(
    page: Path, reader: Reader, request: pytest.FixtureRequest
) -> None:
    written = page.read_text(encoding="utf-8")
    played = reader.plays(written)
    assert "privacyctl: error: a bug in privacyctl" not in played
    if request.config.getoption("--update-golden"):
        page.write_text(played, encoding="utf-8")

    assert played.splitlines() == (page.read_text(encoding="utf-8")).splitlines()


def test_the_command_reference_is_what_the_tool_says(request: pytest.FixtureRequest) -> None:
    made = command_reference()
    if request.config.getoption("--update-golden"):
        COMMANDS.write_text(made, encoding="utf-8")

    assert made == COMMANDS.read_text(encoding="utf-8")


def command_reference() -> str:
    """Typer's own reference, with its entities undone and its cut summaries whole."""
    done = subprocess.run(
        [sys.executable, "-m", "typer", "privacyctl.cli", "utils", "docs", "--name", "privacyctl"],
        capture_output=True, text=True, check=True, env={**os.environ, "TERMINAL_WIDTH": "200"},
    )  # fmt: skip
    text, whole = html.unescape(done.stdout), summaries()
    text = re.sub(
        r"^\* `([a-z-]+)`: .*$",
        lambda line: f"* `{line[1]}`: {whole[line[1]]}" if line[1] in whole else line[0],
        text,
        flags=re.MULTILINE,
    )
    return text.replace("# `privacyctl`", "# Commands", 1).rstrip() + "\n"


def summaries() -> dict[str, str]:
    return {name: str(cli.function_of(name).__doc__).splitlines()[0] for name in cli.COMMANDS}


def test_the_first_two_blocks_of_the_readme_are_the_demo_and_the_tests() -> None:
    shell = [
        body for language, _, body in FENCE.findall((ROOT / "README.md").read_text()) if language == "sh"
    ]

    assert [body.count("\n") for body in shell[:2]] == [1, 1]
    assert shell[0].rstrip().endswith("privacyctl demo")
    assert shell[1].rstrip().endswith("pytest -n auto")


def test_every_command_has_its_line_in_the_json_reference() -> None:
    page = (ROOT / "docs" / "reference" / "json.md").read_text()

    assert [name for name in summaries() if f"`{name}`" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))

    assert [to for to in links if "://" not in to and not (page.parent / to).exists()] == []


def test_every_page_that_a_hint_names_is_there() -> None:
    named = {
        match
        for source in (ROOT / "src").rglob("*.py")
        for match in re.findall(r"docs/[\w/-]+\.(?:md|sql)", source.read_text(encoding="utf-8"))
    }
    topics = {
        match
        for source in (ROOT / "src").rglob("*.py")
        for match in re.findall(r"privacyctl help ([a-z][a-z-]*)", source.read_text(encoding="utf-8"))
    }
    assert topics - {page.topic for page in pages()} == set()

    assert named
    assert [page for page in sorted(named) if not (ROOT / page).exists()] == []


def test_the_changelog_names_every_command() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()

    assert [name for name in summaries() if f"`{name}" not in text] == []
