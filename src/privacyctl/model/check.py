"""A check of `doctor`: what it can find wrong, and what it found. The checks are values in `duties/doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from privacyctl.model.finding_kind import FindingKind

LAST_GOOD_COPY = "keep a copy of the file as it is, and put back your last good copy"
"""What mends a record that another program or a disk has spoilt."""

Examined = TypeVar("Examined")
"""What a check looks at: the record, and what lies beside it."""


class CheckVerdict(StrEnum):
    """How a check stands."""

    OK = "ok"
    WARNING = "warning"
    """Worth mending; the record itself can be trusted."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault(FindingKind):
    """One thing that a check can find wrong."""

    verdict: CheckVerdict
    is_hinted: bool = True
    """Whether the screen says what mends it. Where not, the page alone does, or an error has a hint of its own."""

    def found(self, detail: str, *, hint: str | None = None, check: str = "", **named: object) -> CheckResult:
        """Say that it is there. `named` fills what mends it; a hint that is given stands in its place."""
        told = self.mended(**named) if hint is None and self.is_hinted else hint
        return CheckResult(check, self.verdict, detail, told, self.word)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found: a line on the screen."""

    check: str
    """What was looked at; empty where that is all the check looks at, by its name."""
    verdict: CheckVerdict
    detail: str
    hint: str | None = None
    word: str | None = None
    """The word of the fault; None where nothing is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Generic[Examined]):
    """One examination. It finds something wrong, finds it sound, or has nothing to look at and says nothing."""

    name: str
    about: str
    """What is looked at, in a sentence."""
    faults: tuple[Fault, ...]
    """All that `look` may find wrong, but for damage that leaves nothing to look at."""
    look: Callable[[Examined], Iterable[CheckResult]]


def sound(detail: str, check: str = "") -> CheckResult:
    """Say that all is well."""
    return CheckResult(check, CheckVerdict.OK, detail)
