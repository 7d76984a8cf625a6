"""Score a command-line tool that looks at web pages: `python tests/looks/run.py -- COMMAND`.

Serves each case on this machine, first as the site was and then as it is, runs the command both times,
and counts what it answers. README.md here says what the command is told and what it has to print.
"""
# ruff: noqa: T201  it prints

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from looks import case_files, scoring
from looks.case_files import ANSWERS, Case
from looks.serving import BEFORE, NOW, Server

_LONGEST = 120
"""Seconds that one run of the command may take."""
_WIDTH = 34


class Failed(Exception):
    """The command could not be asked."""


def main() -> None:
    told = _told()
    chosen = list(case_files.all_of(told.cases))
    if not chosen:
        sys.exit("no case has such a name")
    with ThreadPoolExecutor(told.jobs) as pool:
        try:
            said = dict(pool.map(lambda case: (case.name, ask(told.command, case)), chosen))
        except Failed as failed:
            pool.shutdown(cancel_futures=True)
            sys.exit(str(failed))
    if told.keep:
        scoring.keep(told.keep, scoring.score(chosen, said))
    if told.json:
        print(json.dumps(_document(told.command, chosen, said), indent=2))
    else:
        _say(chosen, said)


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="Print the score and every answer as JSON.")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="How many cases at once.")
    parser.add_argument("--cases", action="append", default=[], metavar="KIND[/NAME]", help="Only these.")
    parser.add_argument("--keep", metavar="TOOL", help="Keep the score under this name, for the documents.")
    parser.add_argument(
        "command", nargs="+", metavar="COMMAND", help="After --: the tool, and its arguments."
    )
    return parser.parse_args()


def ask(command: Sequence[str], case: Case) -> str:
    """What a tool says of one case: shown, gone or cannot tell; the latter too where it says nothing of these."""
    with Server([case]) as server, tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "state").mkdir()
        said = ""
        for phase in (BEFORE, NOW):
            server.phase = phase
            told = environment(case, phase, server.origin(), folder)
            try:
                said = _run(command, told)
            except Failed as failed:
                raise Failed(f"{case.name}, {phase}: {failed}") from None
        return said if said in ANSWERS else "cannot tell"


def environment(case: Case, phase: str, origin: str, folder: Path) -> dict[str, str]:
    """What the command is told of a case, in environment variables. Lays the site into the folder where it is built."""
    sought = case.sought
    told = {
        "LOOK_PHASE": phase,
        "LOOK_SOUGHT": sought.kind,
        "LOOK_WORDS": sought.words,
        "LOOK_QUOTE": sought.quote,
        "LOOK_ATTRIBUTION": sought.attribution,
        "LOOK_COMPANY": sought.company,
        "LOOK_PERSON": sought.person,
        "LOOK_EMAIL": sought.email,
        "LOOK_FILE": str(sought.file or ""),
        "LOOK_PLACE": case.place,
        "LOOK_SITE": f"{origin}{case.url}",
        "LOOK_URL": f"{origin}{case.path}",
        "LOOK_STATE": str(folder / "state"),
        "LOOK_FOLDER": "",
    }
    if case.is_folder:
        built = folder / "built"
        shutil.rmtree(built, ignore_errors=True)
        built.mkdir()
        for laid in reversed(case.before if phase == BEFORE else case.site):
            shutil.copytree(laid, built, dirs_exist_ok=True)
        told |= {"LOOK_FOLDER": str(built), "LOOK_SITE": "", "LOOK_URL": ""}
    return told


def _run(command: Sequence[str], told: dict[str, str]) -> str:
    """The last line that the command prints."""
    try:
        done = subprocess.run(
            command, env=os.environ | told, stdout=subprocess.PIPE, timeout=_LONGEST, check=False, text=True
        )
    except subprocess.TimeoutExpired:
        return "cannot tell"
    if done.returncode != 0:
        # Counted as an answer, a tool that does not run at all would score as a timid one.
        raise Failed(f"the command ended with status {done.returncode}")
    lines = done.stdout.strip().splitlines()
    return lines[-1].strip().lower() if lines else ""


def _say(chosen: Sequence[Case], said: dict[str, str]) -> None:
    whole = scoring.score(chosen, said)
    for kind, one in scoring.by_kind(chosen, said).items():
        wrong = {
            name: count for name, count in one.counts.items() if name not in ("cases", "right") and count
        }
        rest = ", ".join(f"{count} {scoring.HEADINGS[name]}" for name, count in wrong.items())
        print(f"{kind:<{_WIDTH}}{one.right:>3} of {one.cases:>2}  {rest}".rstrip())
    for name in ("false_gone", "gone_not_said", "shown_not_said", "false_shown"):
        for case in getattr(whole, name):
            print(f"{scoring.HEADINGS[name]}: {case}")
    for name, count in whole.counts.items():
        print(f"{scoring.HEADINGS[name]:<{_WIDTH}}{count:>4}")


def _document(command: Sequence[str], chosen: Sequence[Case], said: dict[str, str]) -> dict[str, object]:
    return {
        "command": list(command),
        **scoring.score(chosen, said).counts,
        "kinds": {kind: one.counts for kind, one in scoring.by_kind(chosen, said).items()},
        "answers": {
            case.name: {"answer": case.answer, "also": case.also, "said": said[case.name]} for case in chosen
        },
    }


if __name__ == "__main__":
    main()
