"""What CONTRIBUTING.md, SECURITY.md, the hooks and the workflow say can be typed, and is there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from test_docs import FENCE, PAGES, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
IN_THE_REPOSITORY = re.compile(r"(?<![\w/.])(?:src|tests|docs|\.ci|\.github)/[\w./-]*\w/?")
IN_THE_SOURCE = re.compile(r"`((?:cli|config|duties|mail|model|orders|output|samples|site|store)/[\w./-]+)`")
ONE_TEST = "most_urgent"


def commands(page: str) -> list[str]:
    """What a page has one type: the lines of its shell blocks, and the commands within its sentences."""
    blocks = [
        line for language, _, body in FENCE.findall(page) if language == "sh" for line in body.splitlines()
    ]
    spoken = re.findall(r"`([^`]*\.venv/bin/[^`]*)`", FENCE.sub("", page).replace("\n", " "))
    return [part.strip() for line in blocks + spoken for part in line.split("&&")]


def hooks() -> list[dict[str, Any]]:
    read = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repo["repo"] for repo in read["repos"]] == ["local"]
    return list(read["repos"][0]["hooks"])


def workflow() -> dict[str, Any]:
    (job,) = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"].values()
    return dict(job)


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.parent.name != "how-to"],  # these speak of the reader's own site
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    named = set(IN_THE_REPOSITORY.findall(re.sub(r"\]\([^)]*\)|\w+://\S+", "", text)))
    rooms = {f"src/privacyctl/{path}" for path in IN_THE_SOURCE.findall(text)}

    assert sorted(path for path in named | rooms if not (ROOT / path).exists()) == []


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md"])
def test_every_file_that_a_page_calls_by_its_name_alone_is_there(page: str) -> None:
    named = set(re.findall(r"`(\w+\.py)`|^[├└]── (\w+\.py)", (ROOT / page).read_text("utf-8"), re.MULTILINE))
    files = {file.name for folder in ("src", "tests") for file in (ROOT / folder).rglob("*.py")}

    assert {alone or listed for alone, listed in named} - files == set()


def test_every_program_that_is_to_be_typed_is_installed_with_the_rest() -> None:
    lines = commands(CONTRIBUTING) + [hook["entry"] for hook in hooks()]
    programs = {word.partition("bin/")[2] for line in lines for word in line.split() if ".venv/bin/" in word}

    assert {"pytest", "pip", "python"} <= programs
    assert [name for name in programs if not Path(sys.executable).with_name(name).exists()] == []


@pytest.mark.parametrize(
    "line",
    [line for line in commands(CONTRIBUTING) if line.startswith(".venv/bin/pytest") and " tests/" in line],
)
def test_every_line_of_pytest_finds_tests(line: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *shlex.split(line)[1:], "--collect-only"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr


def test_one_test_by_name_loads_no_library_that_it_does_not_use() -> None:
    """To load hypothesis takes as long as half of the test; its plugin does it at the end, unless it is let go."""
    (line,) = (line for line in commands(CONTRIBUTING) if ONE_TEST in line)
    ran = (
        f"import sys, pytest; status = pytest.main({shlex.split(line)[1:]}); print(*sys.modules, int(status))"
    )
    done = subprocess.run([sys.executable, "-c", ran], capture_output=True, text=True, check=True, cwd=ROOT)
    *modules, status = done.stdout.rpartition("\n1 passed")[2].split()

    assert status == "0"
    assert {"typer", "pytest"} <= set(modules)
    assert "hypothesis" not in modules


def test_the_hooks_are_the_programs_of_the_venv() -> None:
    assert {(hook["language"], hook["entry"].split()[0].rpartition("/")[0]) for hook in hooks()} == {
        ("system", ".venv/bin")
    }


def test_the_workflow_is_the_whole_check_on_every_python_that_is_named() -> None:
    job = workflow()
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
    versions = job["strategy"]["matrix"]["python"]

    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert all(re.fullmatch(r"[\w/-]+@v\d+", step["uses"]) for step in job["steps"] if "uses" in step)
    assert set(named) <= set(versions)
    assert f">={versions[0]}" == PROJECT["project"]["requires-python"]


def test_the_archive_holds_all_that_the_tests_read() -> None:
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    pages = {page.relative_to(ROOT).parts[0] for page in PAGES}

    assert (
        sorted(
            {*pages, "src", "tests", "LICENSE", ".ci", ".github", ".pre-commit-config.yaml"} - set(included)
        )
        == []
    )
