"""Our own looks, held against the table: each case as it was, asked to be removed, and as it is now."""

from __future__ import annotations

import functools
import shlex
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from helpers.terminal import Clock, CommandLine
from looks import case_files, scoring
from looks.case_files import Case
from looks.serving import NOW, Server

_ANSWERS = {"still-there": "shown", "gone": "gone", "inconclusive": "cannot tell"}


@functools.cache
def table() -> dict[str, list[Case]]:
    """All cases, by their kinds."""
    kinds: dict[str, list[Case]] = {}
    for case in case_files.all_of():
        kinds.setdefault(case.kind, []).append(case)
    return kinds


@pytest.fixture
def own_hosts(loopback: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every name below `localhost` lead to this machine, as browsers have it."""
    resolve = socket.getaddrinfo

    def resolved(host: str, *rest: Any, **named: Any) -> Any:
        return resolve("127.0.0.1" if host.endswith(".localhost") else host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)


@pytest.fixture(scope="session")
def known_people(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of those whom something on show is about, made once: `record` copies it."""
    path = tmp_path_factory.mktemp("people", numbered=True) / "privacyctl.db"
    shutil.copy(empty_file, path)
    run = CommandLine(path, Clock())
    for one in (*case_files.SOUGHT.values(), case_files.ONE_WORD):
        run.ok(shlex.join(["add-contact", one.email, "--name", one.person, "--company", one.company]))
    return path


@pytest.fixture
def record(known_people: Path, tmp_path: Path) -> Callable[[str], CommandLine]:
    """A record in a folder of this name, with nothing on show yet."""

    def make(name: str) -> CommandLine:
        folder = tmp_path / name.replace("/", "-")
        folder.mkdir(mode=0o700)
        shutil.copy(known_people, folder / "privacyctl.db")
        return CommandLine(folder / "privacyctl.db", Clock(), checks_json=False)

    return make


@pytest.mark.parametrize("kind", table())
def test_every_look_says_what_is_so(
    kind: str, record: Callable[[str], CommandLine], own_hosts: None, request: pytest.FixtureRequest
) -> None:
    said = dict(_looks(table()[kind], record))

    wrong = {case.name: said[case.name] for case in table()[kind] if not case.is_right(said[case.name])}

    known = {name: answer for name, answer in scoring.known().items() if name.startswith(f"{kind}/")}
    if request.config.getoption("--update-golden"):
        _prune(kind, wrong)
        known = {name: wrong[name] for name in known if name in wrong}
    assert wrong.keys() <= known.keys(), {name: wrong[name] for name in wrong.keys() - known.keys()}
    assert known == wrong, "what is right now has to leave tests/looks/known.txt: --update-golden"


def _prune(kind: str, wrong: dict[str, str]) -> None:
    """Take out of what is known to be wrong what is right now. Nothing is added: that is somebody's decision."""
    lines = {
        name: wrong.get(name) if name.startswith(f"{kind}/") else said
        for name, said in scoring.known().items()
    }
    scoring.KNOWN.write_text("".join(f"{name}: {said}\n" for name, said in lines.items() if said), "utf-8")


def _looks(chosen: Sequence[Case], record: Callable[[str], CommandLine]) -> Iterator[tuple[str, str]]:
    """What our looks say of each case. Those with no settings of their own share a record: that takes a fifth."""
    alone = [case for case in chosen if case.is_folder or case.url != "/"]
    with Server(chosen) as server:
        yield from _together([case for case in chosen if case not in alone], record("together"), server)
    for case in alone:
        with Server([case]) as server:
            yield case.name, _alone(case, record(case.folder.name), server)


def _together(chosen: Sequence[Case], run: CommandLine, server: Server) -> Iterator[tuple[str, str]]:
    places = {f"{server.origin(case)}{case.place}": case for case in chosen}
    for sought in {case.sought for case in chosen}:
        _register(run, sought, [place for place, case in places.items() if case.sought is sought])
    for task in _verified(run, server):
        found: dict[str, list[str]] = {}
        for look in task["looks"]:
            found.setdefault(look["place"], []).append(look["found"])
        for place, looks in found.items():
            if _is_sought(task, places[place]):
                yield places[place].name, _answer(looks)


def _alone(case: Case, run: CommandLine, server: Server) -> str:
    site = f'url = "{server.origin()}{case.url}"'
    built = run.db.with_name("built")
    if case.is_folder:
        site = 'built = "built"'
        _lay(case.before, built)
    run.db.with_name("privacyctl.toml").write_text(f"[site]\n{site}\n", "utf-8")
    _register(run, case.sought, [case.place])
    if case.is_folder:
        _lay(case.site, built)
    tasks = [task for task in _verified(run, server) if _is_sought(task, case)]
    return _answer([look["found"] for task in tasks for look in task["looks"]])


def _register(run: CommandLine, sought: case_files.Sought, places: Sequence[str]) -> None:
    """Put it on record, and have its removal asked for; our own looks at it as it was are part of that."""
    # `takedown` looks at it as well; one look at it as it was is enough.
    at = ["--no-look", *(word for place in places for word in ("--at", place))]
    if sought.kind == "testimonial":
        words = ["--quote", sought.quote, "--attribution", sought.attribution, "--permission", "Yes"]
        run.ok(shlex.join(["add-testimonial", sought.email, *words, *at]))
    else:
        logo = ["--logo", str(sought.file)] if sought.file else []
        run.ok(shlex.join(["add-customer", sought.company, "--contact", sought.email, *logo, *at]))
    run.ok(f"takedown {sought.email}")


def _verified(run: CommandLine, server: Server) -> list[dict[str, Any]]:
    server.phase = NOW
    run.clock.forward(hours=1)
    tasks: list[dict[str, Any]] = run("verify --json").json["tasks"]
    return tasks


def _is_sought(task: dict[str, Any], case: Case) -> bool:
    """Whether it is the task of the thing that the case is about: a logo's company has a task of its own."""
    kind = case.sought.kind
    return task["kind"] == ("logo" if case.sought.file else kind) and task["who"] in (
        case.sought.email,
        case.sought.company,
    )


def _answer(found: Sequence[str]) -> str:
    said = {_ANSWERS[one] for one in found}
    return "shown" if "shown" in said else "gone" if said == {"gone"} else "cannot tell"


def _lay(folders: Sequence[Path], built: Path) -> None:
    """Lay a site where it is built; the first folder outranks the others."""
    shutil.rmtree(built, ignore_errors=True)
    for folder in reversed([built.with_name("none"), *folders]):
        if folder.is_dir():
            shutil.copytree(folder, built, dirs_exist_ok=True)
