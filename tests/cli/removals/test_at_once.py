"""`takedown --now`: record, publish, deploy, verify, and it says which of these happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.servers import WORDS, Origin
from helpers.terminal import CommandLine

BUILD = (
    "printf '%s' '<h1>Customers</h1><p>Some of those who work with us, and what they say.</p>' > public/c.html"
    " && cat said.yaml >> public/c.html"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "public").mkdir(parents=True)
    (folder / "said.yaml").write_text(
        "- quote: Saved us weeks.\n  name: Ann L.\n- quote: Fine.\n  name: B. B.\n", "utf-8"
    )
    (folder / "public" / "c.html").write_text(WORDS + (folder / "said.yaml").read_text("utf-8"), "utf-8")
    return folder


@pytest.fixture
def origin(site: Path, loopback: None) -> Iterator[Origin]:
    with Origin(site / "public") as server:
        server.page("/", WORDS)
        yield server


@pytest.fixture
def settings(run: CommandLine, site: Path, origin: Origin) -> Callable[[str], None]:
    def write(deploy: str) -> None:
        run.db.with_name("privacyctl.toml").write_text(
            f"[site]\nsource = '{site}'\nurl = '{origin.url}'\ndeploy = '''{deploy}'''\n"
            "[[site.data]]\nfile = 'said.yaml'\nholds = 'testimonials'\n",
            "utf-8",
        )

    write(BUILD)
    return write


@pytest.fixture
def shown(run: CommandLine, settings: Callable[[str], None]) -> CommandLine:
    for name, quote, shown_as in (("ann", "Saved us weeks.", "Ann L."), ("bo", "Fine.", "B. B.")):
        run.ok(f"add-contact {name}@acme.example --name '{name.title()} Berg'")
        run.ok(
            f"add-testimonial {name}@acme.example --quote '{quote}' --attribution '{shown_as}' --at /c.html"
            " --permission Yes."
        )
    return run


def test_it_does_it_all_in_one_go(shown: CommandLine, site: Path) -> None:
    answer = shown.ok("takedown ann@acme.example --now")

    for line in (
        "Case 1, received Sun 22 Nov 2026 12:00 UTC, asked by ann@acme.example.",
        "said.yaml:1: taken out, publication 1",
        "Deployed.",
        "Task 1: gone, verified Sun 22 Nov 2026 12:00 UTC. The promise: kept, in 0 min.",
    ):
        assert line in answer.out
    assert (site / "said.yaml").read_text("utf-8") == "- quote: Fine.\n  name: B. B.\n"
    assert shown.ok("due").out == ""


def test_in_json_it_is_one_document(shown: CommandLine) -> None:
    found = shown.ok("takedown ann@acme.example --now --json").json

    assert (found["case"], found["done"], found["failure"]) == (1, True, None)
    assert found["published"]["deployed"] is True
    assert [one["found"] for one in found["verified"]["tasks"]] == ["gone"]


def test_a_deploy_that_fails_leaves_the_request_on_record(
    shown: CommandLine, settings: Callable[[str], None]
) -> None:
    settings("exit 3")

    answer = shown("takedown ann@acme.example --now")

    assert answer.status == 1
    assert "Case 1, received" in answer.out
    assert "the deploy command failed with status 3" in answer.err
    assert "24 h 00 min left" in shown.ok("due").out


def test_after_a_failure_the_same_command_goes_on_from_there(
    shown: CommandLine, settings: Callable[[str], None]
) -> None:
    settings("exit 3")
    shown("takedown ann@acme.example --now")
    settings(BUILD)

    answer = shown.ok("takedown ann@acme.example --now")

    assert "Case 1 is open already" in answer.out
    assert "Task 1: gone" in answer.out


def test_what_is_not_gone_is_said_with_a_status(shown: CommandLine, settings: Callable[[str], None]) -> None:
    settings("true")

    answer = shown("takedown ann@acme.example --now --json")

    assert answer.status == 1
    assert answer.json["done"] is False
    assert [one["found"] for one in answer.json["verified"]["tasks"]] == ["still-there"]


def test_without_data_files_it_looks_at_least(shown: CommandLine, origin: Origin) -> None:
    shown.db.with_name("privacyctl.toml").write_text(f"[site]\nurl = '{origin.url}'\n", "utf-8")

    answer = shown("takedown ann@acme.example --now")

    assert answer.status == 1
    assert "Task 1: still there" in answer.out


def test_without_now_nothing_is_touched(shown: CommandLine, site: Path, origin: Origin) -> None:
    before = (site / "said.yaml").read_bytes()
    origin.asked.clear()
    shown.ok("takedown ann@acme.example")

    assert (site / "said.yaml").read_bytes() == before
    assert "/c.html" in origin.paths
