"""What follows from looks: which stop a clock, which start it anew, which change nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.sightings import saw
from helpers.terminal import NOON, Clock, CommandLine
from privacyctl.duties.site import verifying
from privacyctl.duties.site.verifying import Verified
from privacyctl.errors import NotFound, Refused
from privacyctl.model.follow_up import Copy
from privacyctl.model.ids import CaseId, PublicationId, TaskId
from privacyctl.model.look import Assignment, Found, Look, Looked, Through, evidence_sha256
from privacyctl.model.look_reason import LookReason
from privacyctl.model.moment import Moment
from privacyctl.model.takedown import Outcome, TakedownState
from privacyctl.model.target import Target
from privacyctl.store import Store, follow_ups, looks, takedowns

PAGE, OTHER = "https://vendor.example/customers.html", "https://vendor.example/"
GONE = (Found.GONE, LookReason.NOT_SHOWN)
THERE = (Found.STILL_THERE, LookReason.SHOWN)
UNCLEAR = (Found.INCONCLUSIVE, LookReason.HTTP_ERROR)


@dataclass
class Told:
    """Eyes that see what they are told, at each place in turn."""

    sees: Mapping[str, tuple[Found, LookReason]]
    asked: list[Assignment] = field(default_factory=list)

    def look(self, assignments: Sequence[Assignment], _: Sequence[Target]) -> list[list[Look]]:
        self.asked += assignments
        return [
            [
                Look(
                    place, Through.PAGE, *self.sees[place], url=place, status=200, sha256=bytes(32),
                    before=next((seen for seen in one.before if seen.url == place), None),
                )
                for place in one.places
                if place in self.sees
            ]
            for one in assignments
        ]  # fmt: skip


@pytest.fixture
def asked(run: CommandLine, store: Store) -> CommandLine:
    """Ann asked at noon for her testimonial, which was seen at two places."""
    run.once(
        "add-contact ann@acme.example --name 'Ann Lee' --company Acme",
        (
            "add-testimonial ann@acme.example --quote 'Saved us weeks of work.' --attribution 'Ann L.'"
            f" --at {PAGE} --at {OTHER} --permission 'Yes.' --received '60d ago'"
        ),
        "takedown ann@acme.example",
    )
    saw(store, 1, PAGE, OTHER)
    return run


def look(store: Store, *tasks: int, everything: bool = False, **sees: tuple[Found, LookReason]) -> Verified:
    places = {"page": PAGE, "other": OTHER}
    checker = Told({places[name]: found for name, found in sees.items()})
    named = [TaskId(task) for task in tasks]
    return verifying.verify(
        store, checker, verifying.assignments(store, named or None, everything=everything)
    )


def state(store: Store, task: int = 1) -> TakedownState:
    found = takedowns.get(store, TaskId(task))
    assert found is not None
    return found.state


@pytest.mark.usefixtures("asked")
def test_gone_from_every_place_stops_the_clock(store: Store, clock: Clock) -> None:
    clock.forward(hours=3)

    (verdict,) = look(store, page=GONE, other=GONE).verdicts

    assert (verdict.has_stopped, verdict.outcome) == (True, Outcome.KEPT)
    assert (verdict.task.state, verdict.task.verified_at) == (TakedownState.VERIFIED, NOON + 3 * 3600)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("other", [THERE, UNCLEAR])
def test_one_place_that_is_not_gone_stops_nothing(store: Store, other: tuple[Found, LookReason]) -> None:
    (verdict,) = look(store, page=GONE, other=other).verdicts

    assert verdict.found is other[0]
    assert not verdict.has_stopped
    assert state(store) is TakedownState.OPEN


@pytest.mark.usefixtures("asked")
def test_a_place_that_nobody_looked_at_stops_nothing(store: Store) -> None:
    (verdict,) = look(store, page=GONE).verdicts

    assert (verdict.found, verdict.has_stopped) == (Found.GONE, False)
    assert state(store) is TakedownState.OPEN


@pytest.mark.usefixtures("asked")
def test_nowhere_to_look_says_nothing(store: Store) -> None:
    (verdict,) = look(store).verdicts

    assert (verdict.found, verdict.has_stopped) == (None, False)
    assert store.value("SELECT count(*) FROM look WHERE takedown_id IS NOT NULL") == 0


def test_a_place_that_was_added_while_we_looked_keeps_it_open(asked: CommandLine, store: Store) -> None:
    assigned = verifying.assignments(store, None)
    with store.transaction() as tx:
        tx.insert("place", publication_id=1, location="/press", entry=tx.entry)
        tx.record("published", publications=[1])

    result = verifying.verify(store, Told({PAGE: GONE, OTHER: GONE}), assigned)

    assert asked.db.exists()
    assert not result.verdicts[0].has_stopped


def test_what_was_closed_while_we_looked_is_refused(asked: CommandLine, store: Store) -> None:
    assigned = verifying.assignments(store, None)
    asked.ok("close 1 --because withdrawn --note 'She wrote again.'")

    with pytest.raises(Refused):
        verifying.verify(store, Told({PAGE: GONE, OTHER: GONE}), assigned)

    assert store.value("SELECT count(*) FROM look WHERE takedown_id IS NOT NULL") == 0


@pytest.mark.usefixtures("asked")
def test_what_comes_back_is_a_new_task_that_is_due_at_once(store: Store, clock: Clock) -> None:
    look(store, page=GONE, other=GONE)
    clock.forward(hours=5 * 24)

    (verdict,) = look(store, everything=True, page=THERE, other=GONE).verdicts

    assert verdict.came_back
    assert (verdict.task.id, verdict.task.case, verdict.task.due_at) == (2, 1, clock.now)
    assert verdict.task.received_at == NOON
    assert state(store, 1) is TakedownState.VERIFIED
    assert state(store, 2) is TakedownState.OPEN


@pytest.mark.usefixtures("asked")
def test_what_came_back_can_only_be_a_broken_promise(store: Store, clock: Clock) -> None:
    look(store, page=GONE, other=GONE)
    clock.forward(hours=1)
    look(store, 1, page=THERE, other=GONE)
    clock.forward(minutes=1)

    (verdict,) = look(store, 2, page=GONE, other=GONE).verdicts

    assert (verdict.has_stopped, verdict.outcome) == (True, Outcome.BROKEN)


@pytest.mark.usefixtures("asked")
def test_what_came_back_is_not_opened_twice(store: Store, clock: Clock) -> None:
    look(store, page=GONE, other=GONE)
    clock.forward(hours=1)
    look(store, everything=True, page=THERE, other=GONE)

    again = look(store, everything=True, page=THERE, other=GONE)

    assert [one.task.id for one in again.verdicts] == [2]
    assert store.value("SELECT count(*) FROM takedown") == 2


@pytest.mark.usefixtures("asked")
def test_an_inconclusive_look_at_what_was_verified_opens_nothing(store: Store) -> None:
    look(store, page=GONE, other=GONE)

    (verdict,) = look(store, 1, page=UNCLEAR, other=GONE).verdicts

    assert (verdict.came_back, verdict.task.state) == (False, TakedownState.VERIFIED)


@pytest.mark.usefixtures("asked")
def test_everything_is_what_waits_and_what_was_verified_in_thirty_days(store: Store, clock: Clock) -> None:
    look(store, page=GONE, other=GONE)
    clock.forward(hours=30 * 24)
    assert [one.task for one in verifying.assignments(store, None, everything=True)] == [1]

    store.close()
    clock.forward(seconds=1)
    with_later_clock = Store.open(store.path, clock)

    assert verifying.assignments(with_later_clock, None, everything=True) == []
    with_later_clock.close()


def test_what_was_permitted_anew_is_not_looked_for(asked: CommandLine, store: Store, clock: Clock) -> None:
    look(store, page=GONE, other=GONE)
    clock.forward(hours=24)
    asked.ok(
        "add-testimonial ann@acme.example --quote 'Saved us weeks of work.' --attribution 'Ann L.'"
        f" --at {PAGE} --permission 'Put it back, please.' --received '1h ago'"
    )

    assert verifying.assignments(store, None, everything=True) == []
    with pytest.raises(Refused, match="permitted anew"):
        verifying.assignments(store, [TaskId(1)])


def test_other_words_of_the_same_person_do_not_hide_what_came_back(
    asked: CommandLine, store: Store, clock: Clock
) -> None:
    look(store, page=GONE, other=GONE)
    clock.forward(hours=24)
    asked.ok(
        "add-testimonial ann@acme.example --quote 'Something else, of which I am proud.' --attribution 'Ann L.'"
        f" --at {PAGE} --permission 'You may quote this one.' --received '1h ago'"
    )

    (verdict,) = look(store, everything=True, page=THERE, other=GONE).verdicts

    assert verdict.came_back


@pytest.mark.usefixtures("asked")
def test_there_is_no_such_task(store: Store) -> None:
    with pytest.raises(NotFound, match="no task 7"):
        verifying.assignments(store, [TaskId(7)])


def test_somebody_who_is_in_no_register_is_never_found_gone_by_a_program(
    run: CommandLine, store: Store
) -> None:
    run.ok("takedown stranger@nowhere.example")
    (assigned,) = verifying.assignments(store, None)

    class Eyes:
        def look(self, *_: object) -> list[list[Look]]:
            return [[Look("public", Through.BUILT, *GONE)]]

    result = verifying.verify(store, Eyes(), [assigned])

    assert (result.verdicts[0].found, result.verdicts[0].has_stopped) == (Found.INCONCLUSIVE, False)
    assert not result.are_all_gone


@pytest.mark.usefixtures("asked")
def test_a_look_is_kept_without_its_snippet(store: Store) -> None:
    assigned = verifying.assignments(store, None)

    class Eyes:
        def look(self, *_: object) -> list[list[Look]]:
            seen = Look(
                PAGE, Through.PAGE, *THERE, url=PAGE, final_url=OTHER, status=200, etag='"1"',
                last_modified="Sun, 22 Nov 2026 09:00:00 GMT", sha256=b"\1" * 32, snippet="Rumpelstilzchen",
            )  # fmt: skip
            return [[seen]]

    verifying.verify(store, Eyes(), assigned)
    (kept,) = looks.of_tasks(store, [TaskId(1)])

    assert (kept.at, kept.publication, kept.look.final_url, kept.look.etag) == (NOON, 1, OTHER, '"1"')
    assert kept.look.snippet is None
    assert b"Rumpelstilzchen" not in store.path.read_bytes()


@pytest.mark.usefixtures("asked")
def test_the_chain_holds_the_hash_of_the_evidence(store: Store) -> None:
    look(store, page=GONE, other=THERE)
    body = store.value("SELECT body FROM audit ORDER BY seq DESC LIMIT 1")

    assert '"act":"looked"' in body
    assert evidence_sha256(looks.of_tasks(store, [TaskId(1)])).hex()[:40] in body


def test_the_evidence_hash_is_worked_out_as_the_documents_say() -> None:
    """docs/evidence.md: one line a look, its fields parted by single spaces."""
    from hashlib import sha256

    seen = [
        Looked(
            7,
            TaskId(2),
            PublicationId(5),
            Moment(NOON),
            Look(PAGE, Through.FRESH, *GONE, status=200, sha256=b"\xab" * 32),
        ),
        Looked(8, TaskId(3), None, Moment(NOON), Look("public", Through.BUILT, *UNCLEAR)),
    ]
    lines = (
        f"7 2 5 2026-11-22T12:00:00Z fresh-page gone not-shown 200 {'ab' * 32}\n"
        "8 3 - 2026-11-22T12:00:00Z built-folder inconclusive http-error - -\n"
    )

    assert evidence_sha256(seen) == sha256(lines.encode()).digest()


def test_copies_out_of_reach_join_the_case_once_it_is_verified(asked: CommandLine, store: Store) -> None:
    asked.ok("takedown ann@acme.example")
    assert look(store, page=THERE, other=GONE).follow_ups == 0

    assert look(store, page=GONE, other=GONE).follow_ups == 6
    lines = follow_ups.of_request(store, CaseId(1))

    assert {(line.copy, line.asked_at) for line in lines} == {
        (Copy.WEB_ARCHIVE, None),
        (Copy.SEARCH_CACHE, None),
    }
    assert "https://web.archive.org/web/*/https://vendor.example/customers.html" in [x.place for x in lines]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/", "http://[::1]/", "http://intranet/", "http://x.local/"]
)
def test_nobody_else_keeps_a_copy_of_a_page_that_is_not_public(
    run: CommandLine, store: Store, loopback: None, url: str
) -> None:
    run.ok("add-contact ann@acme.example --name 'Ann Lee'")
    run.ok(
        f"add-testimonial ann@acme.example --quote Good. --attribution A.L. --at {url} --permission 'Yes.'"
    )
    saw(store, 1, url)
    run.ok("takedown ann@acme.example")

    result = verifying.verify(store, Told({url: GONE}), verifying.assignments(store, None))

    assert (result.verdicts[0].has_stopped, result.follow_ups) == (True, 0)


@given(st.lists(st.sampled_from([GONE, THERE, UNCLEAR]), min_size=1, max_size=6))
def test_only_gone_from_everywhere_is_gone(seen: list[tuple[Found, LookReason]]) -> None:
    together = verifying._together([Look("x", Through.PAGE, *one) for one in seen], ["x"])

    assert (together is Found.GONE) == all(one is GONE for one in seen)
    assert (together is Found.STILL_THERE) == any(one is THERE for one in seen)
