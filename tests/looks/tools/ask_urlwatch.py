"""Answer for urlwatch: `python tests/looks/run.py -- python tests/looks/tools/ask_urlwatch.py`.

`URLWATCH` names the program; without it, it is looked for on the path. Of words the text of the page is
watched, of a logo the page's source. What its message says is the answer: the words are among the lines that
went, or they were there when it first looked and no message came.
"""
# ruff: noqa: T201  it prints

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

TOLD = {name: os.environ[f"LOOK_{name}"] for name in ("PHASE", "URL", "WORDS", "FILE", "STATE")}
STATE = Path(TOLD["STATE"])


def main() -> None:
    if TOLD["PHASE"] == "before":
        watched = json.dumps(TOLD["URL"] or "http://127.0.0.1:9/")
        filters = "" if TOLD["FILE"] else "filter:\n- html2text: re\n"
        (STATE / "urls.yaml").write_text(f"url: {watched}\n{filters}", "utf-8")
        shown = "display: {new: true, error: true, unchanged: true}\n"
        (STATE / "conf.yaml").write_text(
            f"{shown}report: {{stdout: {{enabled: true, color: false}}}}\n", "utf-8"
        )
        (STATE / "seen.txt").write_text(_run("--test-filter", "1"), "utf-8")
        _run()
    else:
        print(_answer(_run()))


def _answer(message: str) -> str:
    was_there = _has((STATE / "seen.txt").read_text("utf-8"))
    if "\nERROR: " in message or not was_there:
        return "cannot tell"
    lines = message.splitlines()
    if _has("\n".join(line[1:] for line in lines if line.startswith("-"))):
        return "shown" if _has("\n".join(line[1:] for line in lines if line.startswith("+"))) else "gone"
    return "shown"


def _has(text: str) -> bool:
    return TOLD["WORDS"] in re.sub(r"\s+", " ", text)


def _run(*words: str) -> str:
    files = ("--urls", "urls.yaml", "--config", "conf.yaml", "--cache", "seen.db", "--hooks", "hooks.py")
    done = subprocess.run(
        [os.environ.get("URLWATCH", "urlwatch"), *files, *words],
        cwd=STATE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
    )  # fmt: skip
    return done.stdout


if __name__ == "__main__":
    main()
