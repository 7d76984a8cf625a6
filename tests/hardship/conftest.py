"""What the hard tests share: privacyctl as a process of its own, with less than it is used to."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

import pytest


@pytest.fixture
def privacyctl(db: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command line in the record as a process: `privacyctl("due")`, with real standard streams."""

    def run(
        *words: str,
        before: Sequence[str] = (),
        largest_file: int | None = None,
        stdout: int | IO[Any] = subprocess.PIPE,
        path: Path | None = None,
    ) -> subprocess.CompletedProcess[str]:
        def less_room() -> None:
            if largest_file is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

        return subprocess.run(
            [*before, sys.executable, "-m", "privacyctl", "--db", str(path or db), *words],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            preexec_fn=less_room,
        )

    return run


@pytest.fixture
def as_somebody() -> list[str]:
    """What stands before a command so that file modes hold for it: root may write anything."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root needs setpriv to give up its power over file modes")
    power = "-dac_override,-dac_read_search"
    return ["setpriv", f"--inh-caps={power}", f"--bounding-set={power}"]
