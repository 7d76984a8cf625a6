"""Real mail servers, started once for each worker; where there is no Dovecot that is said at the end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from helpers import real_mail_servers
from helpers.real_mail_servers import Dovecot


@pytest.fixture(scope="session")
def dovecot(request: pytest.FixtureRequest) -> Iterator[Dovecot]:
    if not (shutil.which("dovecot") or shutil.which("/usr/sbin/dovecot")):
        pytest.skip(real_mail_servers.MISSING)
    as_nobody = getattr(request, "param", False)
    if as_nobody and os.getuid() != 0:
        pytest.skip("whoever runs the tests is an ordinary user already")
    with real_mail_servers.dovecot(as_nobody=as_nobody) as server:
        yield server


@pytest.fixture(scope="session")
def pymap() -> Iterator[int]:
    with real_mail_servers.pymap() as port:
        yield port


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [
        one
        for one in terminalreporter.stats.get("skipped", [])
        if real_mail_servers.MISSING in str(one.longrepr)
    ]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} tests left out: {real_mail_servers.MISSING}", yellow=True
        )
