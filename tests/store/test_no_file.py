"""A pipe, a device or a folder where a file of ours belongs is refused: to open a pipe waits without an end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from helpers.terminal import CommandLine

BESIDE = ("", "-journal", "-wal", "-shm", ".erasures")


@pytest.mark.parametrize("end", BESIDE)
@pytest.mark.parametrize(("put", "what"), [(os.mkfifo, "a pipe or a device"), (os.mkdir, "a folder")])
def test_what_is_no_file_is_refused(end: str, put: object, what: str, run: CommandLine) -> None:
    path = run.db.with_name(run.db.name + end)
    path.unlink(missing_ok=True)
    assert callable(put)
    put(path)

    for line in ("due", "add-contact ann@acme.example", "doctor"):
        answer = run(line)
        assert answer.status == 3
        assert f"{path} is {what}, and no file" in answer.err


def test_settings_that_are_a_pipe_are_refused(run: CommandLine) -> None:
    settings = run.db.with_name("privacyctl.toml")
    settings.unlink(missing_ok=True)
    os.mkfifo(settings)

    answer = run("policy")

    assert (answer.status, f"{settings} is a pipe or a device: settings stand in a file" in answer.err) == (
        2,
        True,
    )
    assert "is a pipe or a device" in run("doctor").out
