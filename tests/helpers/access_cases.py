"""Somebody asks what is held on them, as the tests of `access` type it."""

from __future__ import annotations

from typing import Any

from helpers.terminal import CommandLine


def asked(run: CommandLine, line: str = "ann@acme.example") -> Any:
    return run.ok(f"access {line} --json").json
