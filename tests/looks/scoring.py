"""What a tool's answers are worth: how many were right, and which kind of wrong the others are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from looks.case_files import Case, all_of

KEPT = Path(__file__).with_name("scores.json")
"""The scores of other tools, as they were when somebody last asked these."""
KNOWN = Path(__file__).with_name("known.txt")
"""What our own looks still get wrong, a line a case with what they say of it; right by now has to leave it."""


@dataclass
class Score:
    """The answers of one tool to some cases."""

    cases: int = 0
    right: int = 0
    false_gone: list[str] = field(default_factory=list)
    """Said gone, and it is shown, or nobody could tell: the worst that a tool can say."""
    gone_not_said: list[str] = field(default_factory=list)
    """It is gone, and the tool did not say so."""
    shown_not_said: list[str] = field(default_factory=list)
    """It is shown, and the tool could not tell."""
    false_shown: list[str] = field(default_factory=list)
    """Said shown where nobody could tell."""

    def add(self, case: Case, said: str) -> None:
        self.cases += 1
        if case.is_right(said):
            self.right += 1
        elif said == "gone":
            self.false_gone.append(case.name)
        elif case.answer == "gone":
            self.gone_not_said.append(case.name)
        elif case.answer == "shown":
            self.shown_not_said.append(case.name)
        else:
            self.false_shown.append(case.name)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "cases": self.cases,
            "right": self.right,
            "false_gone": len(self.false_gone),
            "gone_not_said": len(self.gone_not_said),
            "shown_not_said": len(self.shown_not_said),
            "false_shown": len(self.false_shown),
        }


HEADINGS = {
    "cases": "forms",
    "right": "right",
    "false_gone": "said gone, and it is not",
    "gone_not_said": "gone, and not said",
    "shown_not_said": "shown, and not said",
    "false_shown": "said shown, and nobody could tell",
}


def score(cases: Iterable[Case], said: Mapping[str, str]) -> Score:
    """The score of a tool's answers; a case without an answer counts as "cannot tell"."""
    whole = Score()
    for case in cases:
        whole.add(case, said.get(case.name, "cannot tell"))
    return whole


def known() -> dict[str, str]:
    lines = KNOWN.read_text("utf-8").splitlines()
    return {name: answer.strip() for name, _, answer in (line.partition(":") for line in lines)}


def keep(tool: str, one: Score) -> None:
    """Keep the score of another tool."""
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    lines = [
        f"{json.dumps(name)}: {json.dumps(counts)}" for name, counts in (kept | {tool: one.counts}).items()
    ]
    KEPT.write_text("{" + ",\n".join(lines) + "}\n", "utf-8")


def table() -> str:
    """The scores of all tools, as the documents have them; our own follows from what is known to be wrong."""
    cases = list(all_of())
    wrong = known()
    ours = score(cases, {case.name: wrong.get(case.name, case.answer) for case in cases})
    rows = {"privacyctl": ours.counts, **json.loads(KEPT.read_text("utf-8"))}
    lines = [["tool", *HEADINGS.values()], ["---"] * (1 + len(HEADINGS))]
    lines += [[tool, *(str(counts[name]) for name in HEADINGS)] for tool, counts in rows.items()]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def by_kind(cases: Iterable[Case], said: Mapping[str, str]) -> dict[str, Score]:
    kinds: dict[str, list[Case]] = {}
    for case in cases:
        kinds.setdefault(case.kind, []).append(case)
    return {kind: score(theirs, said) for kind, theirs in kinds.items()}
