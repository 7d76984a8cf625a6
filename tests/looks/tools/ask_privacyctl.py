"""Answer for privacyctl: `python tests/looks/run.py -- python tests/looks/tools/ask_privacyctl.py`.

Registers what is sought while the site is as it was, takes it down, and looks when it is as it is now.
"""
# ruff: noqa: T201  it prints

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

from privacyctl.cli import main as command_line

TOLD = {
    name.removeprefix("LOOK_").lower(): value
    for name, value in os.environ.items()
    if name.startswith("LOOK_")
}
STATE = Path(TOLD["state"])
_ANSWERS = {"still-there": "shown", "gone": "gone", "inconclusive": "cannot tell"}


def main() -> None:
    if TOLD["phase"] == "before":
        _register()
        return
    verified = _ours("verify", "--json")
    kinds = ("testimonial", "name") if TOLD["sought"] in ("testimonial", "name") else ("logo",)
    looks = [look for task in verified["tasks"] if task["kind"] in kinds for look in task["looks"]]
    print(answer([look["found"] for look in looks]))


def answer(found: list[str]) -> str:
    """What several looks come to: shown where one saw it, gone where all say so."""
    said = {_ANSWERS[one] for one in found}
    return "shown" if "shown" in said else "gone" if said == {"gone"} else "cannot tell"


def _register() -> None:
    _ours("init")
    site = f"built = {json.dumps(TOLD['folder'])}" if TOLD["folder"] else f"url = {json.dumps(TOLD['site'])}"
    (STATE / "privacyctl.toml").write_text(f"[site]\n{site}\n", "utf-8")
    _ours("add-contact", TOLD["email"], "--name", TOLD["person"], "--company", TOLD["company"])
    if TOLD["sought"] == "testimonial":
        words = ("--quote", TOLD["quote"], "--attribution", TOLD["attribution"], "--permission", "Yes")
        _ours("add-testimonial", TOLD["email"], *words, "--at", TOLD["place"])
    else:
        logo = ("--logo", TOLD["file"]) if TOLD["file"] else ()
        _ours("add-customer", TOLD["company"], "--contact", TOLD["email"], *logo, "--at", TOLD["place"])
    _ours("takedown", TOLD["email"])


def _ours(*words: str) -> Any:
    """Type one command, in this process: to start Python anew for each would take most of the time."""
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        status = command_line(["--db", str(STATE / "privacyctl.db"), *words])
    if status not in (0, 1):
        sys.exit(f"{words[0]}: {complained.getvalue()}")
    return json.loads(said.getvalue()) if "--json" in words else None


if __name__ == "__main__":
    main()
