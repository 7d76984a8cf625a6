"""What every test stands on: a real file, a fixed clock, and no way to the real home or network."""

from __future__ import annotations

import functools
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.in_memory import memory
from helpers.servers import knowing_no_name, reach_this_machine
from helpers.terminal import NOON, SECRET, Clock, CommandLine
from privacyctl.store import Store
from privacyctl.store.file import making


@functools.cache
def load_hypothesis() -> None:
    """Load hypothesis and our profile. Costs as much as a test, so a test without a property goes without."""
    from helpers import examples

    examples.settings.load_profile("house")  # `--hypothesis-profile` is heeded after this


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Have the files lie in memory, and our profiles known before hypothesis's plugin reads its own options."""
    if "TMPDIR" not in os.environ:
        tempfile.tempdir = memory()  # of None the usual place is made; `--basetemp` and TMPDIR are heeded
    if any(value for name, value in vars(config.option).items() if name.startswith("hypothesis")):
        load_hypothesis()


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Have the profile loaded before the first module that names hypothesis is imported."""
    if isinstance(collector, pytest.Module) and b"hypothesis" in collector.path.read_bytes():
        load_hypothesis()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let hypothesis's plugin go where no test used it: its last words alone would load hypothesis.

    Under xdist the workers have the properties and this process their reports, so it stays.
    """
    if "hypothesis" not in sys.modules and not session.config.getoption("numprocesses", None):
        session.config.pluginmanager.unregister(name="hypothesispytest")


@pytest.fixture(scope="session", autouse=True)
def _noted() -> None:
    """A word of entries for tests that write rows of their own; no command has it."""
    from privacyctl.model.entries import WORDS, EntryWord

    WORDS["noted"] = EntryWord(may=frozenset().union(*(word.must | word.may for word in WORDS.values())))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty data file, made once in a session: `db` copies it. Nobody opens this one."""
    path = tmp_path_factory.mktemp("empty") / "privacyctl.db"
    making.create(path, SECRET, NOON)
    return path


@pytest.fixture
def db(empty_file: Path, tmp_path: Path) -> Path:
    """A new, empty data file. Its secret is `SECRET`, the same in every test."""
    path = tmp_path / "record" / "privacyctl.db"
    making.make_folder(path.parent)
    shutil.copy(empty_file, path)
    return path


@pytest.fixture
def store(db: Path, clock: Clock) -> Iterator[Store]:
    opened = Store.open(db, clock)
    yield opened
    opened.close()


@pytest.fixture
def run(db: Path, clock: Clock) -> CommandLine:
    return CommandLine(db, clock)


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Set the local time zone: `zone("Europe/Berlin")`."""

    def move_to(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield move_to
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def _no_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Make the real home and the network unusable, and the local zone UTC."""
    for name in ("PRIVACYCTL_DB", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()

    def refuse(*_: object) -> None:
        raise AssertionError("a test tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", knowing_no_name(socket.getaddrinfo))
    mask = os.umask(0o022)
    yield
    os.umask(mask)


@pytest.fixture(autouse=True)
def _nobody_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no command wait where a journal lacks entries: here no other one is about to add them.

    Where others are at work they are processes of their own, which wait (tests/hardship/test_crowd.py).
    """
    monkeypatch.setattr("privacyctl.cli.lost_record._AT_WORK", 0)
    monkeypatch.setattr("privacyctl.cli.lost_record._FIRST_AT_WORK", 0)


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch, _no_way_out: None) -> None:
    """Let the test reach the servers that it runs on this machine, and nothing else."""
    reach_this_machine(monkeypatch)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Write the golden files anew from what is read now."
    )


def pytest_make_parametrize_id(val: object) -> str | None:
    """Long bytes have no name of their own: compressed ones hold the time at which each worker made them."""
    return "bytes" if isinstance(val, bytes) and len(val) > 30 else None
