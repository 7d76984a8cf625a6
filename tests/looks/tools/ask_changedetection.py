"""Answer for changedetection.io: `python tests/looks/run.py -- python tests/looks/tools/ask_changedetection.py`.

`CHANGEDETECTION` is the address of one that runs, `CHANGEDETECTION_KEY` the key of its API. Of words the text of
the page is watched, of a logo the page's source. Its last text is the answer, where it saw the words before.
"""
# ruff: noqa: T201  it prints

from __future__ import annotations

import json
import os
import re
import time
import urllib.request
from pathlib import Path
from typing import Any

TOLD = {name: os.environ[f"LOOK_{name}"] for name in ("PHASE", "URL", "WORDS", "FILE", "STATE")}
WATCH = Path(TOLD["STATE"]) / "watch.json"
_LONGEST = 60
"""Seconds in which a page has to be checked."""


def main() -> None:
    if not TOLD["URL"]:
        print("cannot tell")
    elif TOLD["PHASE"] == "before":
        watched = ("source:" if TOLD["FILE"] else "") + TOLD["URL"]
        watch = f"watch/{_asks('watch', url=watched)['uuid']}"
        told = _checked(watch, 0)
        WATCH.write_text(json.dumps([watch, told["check_count"], _has(_last_text(watch, told))]), "utf-8")
    else:
        watch, count, was_there = json.loads(WATCH.read_text("utf-8"))
        _asks(f"{watch}?recheck=1")
        told = _checked(watch, count)
        is_there = _has(_last_text(watch, told))
        print("cannot tell" if told["last_error"] or not was_there else "shown" if is_there else "gone")
        _asks(watch, method="DELETE")


def _checked(watch: str, count: int) -> dict[str, Any]:
    """What is said of a page when it was checked more often than so many times."""
    end = time.monotonic() + _LONGEST
    told: dict[str, Any] = _asks(watch)
    while told["check_count"] <= count and time.monotonic() < end:
        time.sleep(0.5)
        told = _asks(watch)
    return told if told["check_count"] > count else told | {"last_error": "not checked"}


def _last_text(watch: str, told: dict[str, Any]) -> str:
    return str(_asks(f"{watch}/history/latest")) if told["history_n"] else ""


def _has(text: str) -> bool:
    return TOLD["WORDS"] in re.sub(r"\s+", " ", text)


def _asks(path: str, *, method: str | None = None, **told: str) -> Any:
    headers = {"x-api-key": os.environ["CHANGEDETECTION_KEY"], "Content-Type": "application/json"}
    address = f"{os.environ['CHANGEDETECTION'].rstrip('/')}/api/v1/{path}"
    data = json.dumps(told).encode() if told else None
    request = urllib.request.Request(address, data, headers, method=method)  # noqa: S310  (an address of ours)
    with urllib.request.urlopen(request, timeout=_LONGEST) as answer:  # noqa: S310
        text = answer.read().decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return text


if __name__ == "__main__":
    main()
