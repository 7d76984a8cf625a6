"""Making every check of the data file and of what lies beside it. None stops the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from privacyctl.duties.doctor.registry import CHECKS
from privacyctl.errors import ODD_VALUE, Untrusted, odd_value
from privacyctl.model.check import LAST_GOOD_COPY, CheckVerdict, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import Check, CheckResult

DAMAGED = Fault(
    word="damaged",
    verdict=CheckVerdict.FAILED,
    is_hinted=False,
    means="The file is too damaged for the check: what it looks at cannot be read.",
    how="Any check may find it.",
    mend=LAST_GOOD_COPY,
)


def examine(at: Examination) -> list[CheckResult]:
    """Make every check, in the order of the registry."""
    return [replace(one, check=one.check or check.name) for check in CHECKS for one in _results(check, at)]


def _results(check: Check[Examination], at: Examination) -> Iterable[CheckResult]:
    try:
        return list(check.look(at))
    except ODD_VALUE as error:
        odd = odd_value(error)
        return [DAMAGED.found(odd.sentence, hint=odd.hint)]
    except Untrusted as error:
        return [DAMAGED.found(error.sentence, hint=error.hint)]
