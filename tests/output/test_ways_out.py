"""Whatever a look saw, the answer ends in what to type: for each reason, for one task and for several."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from privacyctl.duties.site.verifying import LookVerdict, Verified
from privacyctl.model.ids import CaseId, PublicationId, TaskId
from privacyctl.model.look import Found, Look, Through
from privacyctl.model.look_reason import LookReason, WayOut
from privacyctl.model.moment import Moment
from privacyctl.model.takedown import Outcome, Takedown, TakedownScope, TakedownState
from privacyctl.model.unread import Unread, WhyUnread
from privacyctl.output import verify
from privacyctl.output.screen import stream

PLACE = "https://www.lighthouse.example/what/customers/say/of/us/in-their-own-words-since-2009.html"
SEEN = {
    LookReason.SHOWN: Found.STILL_THERE,
    LookReason.NOT_FOUND: Found.GONE,
    LookReason.NOT_SHOWN: Found.GONE,
}
UNREAD = (Unread("/images/logo.svg", WhyUnread.TOO_LARGE),)
TYPED = re.compile(r"privacyctl [a-z-]+(?: [^;]+)?$")


def verdict(reason: LookReason, task: int = 1, found: Found | None = None) -> LookVerdict:
    found = found or SEEN.get(reason, Found.INCONCLUSIVE)
    moment = Moment(1_795_348_800)
    is_gone = found is Found.GONE
    taken = Takedown(
        TaskId(task), CaseId(1), PublicationId(task), TakedownScope.TESTIMONIAL, "ann@acme.example", (PLACE,),
        moment, Moment(moment + 86_400), TakedownState.VERIFIED if is_gone else TakedownState.OPEN, None, None,
        moment if is_gone else None,
    )  # fmt: skip
    look = Look(
        PLACE, Through.PAGE, found, reason, url=PLACE, status=200, snippet="Great tool.", unread=UNREAD
    )
    return LookVerdict(taken, found, (look,), has_stopped=is_gone, came_back=False, outcome=Outcome.RUNNING)


def said(capsys: pytest.CaptureFixture[str], *verdicts: LookVerdict) -> tuple[list[str], list[str]]:
    """The lines of the answer, and the hints below it."""
    all_gone = all(one.is_gone for one in verdicts)
    result = Verified(verdicts, 0, (CaseId(1),) * all_gone)
    verify.say_verified(result, with_who=False)
    verify.hint_at_rest(result)
    out, err = capsys.readouterr()
    return out.splitlines(), err.splitlines()


@pytest.mark.parametrize("reason", LookReason)
def test_each_answer_ends_in_one_line_of_what_to_type(
    capsys: pytest.CaptureFixture[str], reason: LookReason
) -> None:
    out, hints = said(capsys, verdict(reason))

    assert reason.says in out[1]
    assert len(hints) == 1
    assert TYPED.search(hints[0])
    assert "{" not in hints[0]


@pytest.mark.parametrize("reason", [one for one in LookReason if one.way_out is not WayOut.NOTHING])
def test_tasks_that_share_a_way_out_have_one_line(
    capsys: pytest.CaptureFixture[str], reason: LookReason
) -> None:
    _, hints = said(capsys, *(verdict(reason, task) for task in (1, 2, 3)))

    assert len(hints) == 1
    assert hints[0].startswith("privacyctl: hint: tasks 1, 2, 3: ")
    assert re.search(r"privacyctl verify 1 2 3\b", hints[0])


def test_each_sort_of_trouble_has_its_own_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    reasons = (
        LookReason.SHOWN,
        LookReason.LOGIN,
        LookReason.NO_ANSWER,
        LookReason.SHOWN,
        LookReason.NOT_FOUND,
    )

    _, hints = said(capsys, *(verdict(reason, task) for task, reason in enumerate(reasons, 1)))

    assert [one.split(": ")[2] for one in hints] == ["tasks 1, 4", "task 2", "task 3"]


def test_who_asked_is_to_be_told_of_a_case_that_ended(capsys: pytest.CaptureFixture[str]) -> None:
    _, hints = said(capsys, verdict(LookReason.NOT_FOUND), verdict(LookReason.NOT_SHOWN, 2))

    assert hints == ["privacyctl: hint: tell who asked: privacyctl receipt 1"]


@pytest.mark.parametrize("reason", LookReason)
def test_what_lasts_has_a_way_out_that_does_not_wait(reason: LookReason) -> None:
    """A page that is too large today is too large tomorrow: to look again later would be no way out."""
    assert reason.way_out in (WayOut.NOTHING, WayOut.DEPLOY) or "--attest" in reason.way_out.value


def test_a_cache_is_told_from_the_site_and_looked_at_again(capsys: pytest.CaptureFixture[str]) -> None:
    one = verdict(LookReason.SHOWN)
    fresh = replace(one.looks[0], through=Through.FRESH, found=Found.GONE, reason=LookReason.NOT_SHOWN)

    _, hints = said(capsys, replace(one, looks=(*one.looks, fresh)))

    assert hints[0].endswith("have your CDN forget the page, then: privacyctl verify 1")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_long_address_stands_alone_and_leaves_the_reason_its_room(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(stream, "is_terminal", lambda: True)

    verify.say_verified(
        Verified(tuple(verdict(one, n) for n, one in enumerate(LookReason, 1)), 0), with_who=True
    )
    lines = capsys.readouterr().out.splitlines()

    assert lines.count(f"  {PLACE}") == len(LookReason)
    assert [one for one in lines if len(one.rstrip()) > width and one.strip() != PLACE] == []
    assert all(one.says in " ".join(" ".join(lines).split()) for one in LookReason)
