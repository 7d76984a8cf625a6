"""P5: only non-identifying, aggregate figures. All that `stats` would print today is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.promises.stats import Counted, stats
from privacyctl.model.figures import LIMIT, SplitBy
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.text import plural

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection

_SHARED = (Counted.PURCHASES, Counted.CONTACTS, Counted.OPTED_OUT)
"""Figures that count people, or at least one thing of each."""

SMALL_FIGURES = Concern(
    word="small-figures",
    says="figures with fewer than five people behind them",
    weight=Verdict.BROKEN,
    means="`stats` would print a figure that fewer than five people are behind.",
    how="Every figure that `privacyctl stats` would print today, in each of its splits, is counted again.",
    mend="publish none of them, and report it as a bug of privacyctl; they are what this prints: privacyctl stats",
)


def _look(at: Inspection) -> Evidence:
    told = [one for by in (None, *SplitBy) for one in stats(at.store, by, None, None).figures]
    small = sum(one.count < LIMIT for one in told if one.counted in _SHARED)
    return Evidence({"figures": len(told)}, (SMALL_FIGURES.of((), small),), at.store.now, rests_on=len(told))


def _shows(evidence: Evidence) -> str:
    return f"{plural(evidence.figures['figures'], 'figure')} looked at"


PROMISE = Promise(
    number=5,
    sentence="We use only non-identifying, aggregate figures.",
    control="no figure that fewer than five people are behind, none from which one can be worked out",
    commands=("stats",),
    concerns=(SMALL_FIGURES,),
    look=_look,
    shows=_shows,
    begins="privacyctl import-orders FILE",
)
