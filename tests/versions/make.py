"""Makes the data file of the present version, by the commands that README.md lists for it.

Run it as `PYTHONPATH=tests python tests/versions/make.py` until the version is released, and never after.
"""

from __future__ import annotations

from pathlib import Path

from helpers.terminal import NOON, SECRET, Clock, CommandLine
from privacyctl.store.file import connecting, making

HERE = Path(__file__).parent


def make(version: int) -> None:
    db = HERE / f"v{version}.db"
    db.unlink(missing_ok=True)
    making.create(db, SECRET, NOON)
    run = CommandLine(db, Clock())
    _, listed, *_ = (
        (HERE / "README.md").read_text("utf-8").partition(f"{db.name}, by these commands:")[2].split("```")
    )
    for line in listed.splitlines()[1:]:
        run.ok(line)
    db.with_name(f"{db.name}.journal").unlink(missing_ok=True)


if __name__ == "__main__":
    make(connecting.VERSION)
