"""What holds of takedowns whatever is asked, done and taken back, in whatever order."""

from __future__ import annotations

import atexit
import contextlib
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from helpers.examples import examples
from helpers.terminal import NOON, SECRET, Clock, CommandLine
from privacyctl.duties import audit
from privacyctl.duties.cases import Asked, matching
from privacyctl.duties.lists import opting_out
from privacyctl.duties.removals import removals
from privacyctl.duties.removals.takedowns import open_takedown
from privacyctl.duties.who import find
from privacyctl.errors import NotFound, Refused
from privacyctl.model.consent import Purpose
from privacyctl.model.ids import TaskId
from privacyctl.model.moment import DAY, HOUR, Moment
from privacyctl.model.publication import Kind
from privacyctl.model.request import Because
from privacyctl.model.takedown import Takedown, TakedownScope, TakedownState
from privacyctl.store import Store, publications, takedowns
from privacyctl.store.file import making

PEOPLE = ("ann@acme.example", "bo@acme.example", "Acme", "stranger@nowhere.example", "Nowhere Ltd")


@cache
def register() -> Path:
    """A record with five things on show; it is copied for each run."""
    folder = Path(tempfile.mkdtemp(prefix="privacyctl-register-"))
    atexit.register(shutil.rmtree, folder)
    path = folder / "privacyctl.db"
    making.create(path, SECRET, NOON)
    run = CommandLine(path, Clock(NOON - 30 * DAY))
    logo = folder / "logo.svg"
    logo.write_text("<svg/>")
    quote = "--quote Good. --at https://vendor.example/ --permission 'Yes.'"
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company Acme")
    run.ok("add-contact bo@acme.example --name 'Bo Berg' --company Acme")
    run.ok(f"add-testimonial ann@acme.example --attribution 'A. L.' {quote}")
    run.ok(f"add-testimonial ann@acme.example --attribution 'Ann, at Acme' {quote}")
    run.ok(f"add-testimonial bo@acme.example --attribution 'B., Acme' {quote}")
    run.ok(f"add-customer Acme --contact ann@acme.example --logo '{logo}' --at https://vendor.example/")
    return path


class Removals(RuleBasedStateMachine):
    """People ask, somebody removes, looks and closes cases, and time goes by."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="privacyctl-removals-"))
        self.clock = Clock()
        self.store = Store.open(Path(shutil.copy(register(), self.folder / "privacyctl.db")), self.clock)
        self.seen: dict[TaskId, Takedown] = {}

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(hours=st.integers(1, 40))
    def time_goes_by(self, hours: int) -> None:
        self.clock.forward(hours=hours)
        self.store.close()  # what reads the record sees one moment of it
        self.store = Store.open(self.folder / "privacyctl.db", self.clock)

    @rule(
        who=st.sampled_from(PEOPLE),
        what=st.sampled_from([TakedownScope.ALL, *TakedownScope]),
        ago=st.sampled_from([0, HOUR, 25 * HOUR, 60 * HOUR]),
    )
    def somebody_asks(self, who: str, what: TakedownScope, ago: int) -> None:
        received_at = self.clock.now - ago

        opened = open_takedown(self.store, who, Asked(what, received_at=Moment(received_at)))

        for answers in self._concerned(who, what) or [list(opened.tasks)]:
            assert any(
                t.received_at <= received_at and (t.state.is_pending or (t.verified_at or 0) >= received_at)
                for t in answers
            )

    @rule(
        who=st.sampled_from(PEOPLE[:3]), purpose=st.sampled_from([Purpose.TESTIMONIAL, Purpose.CUSTOMER_LIST])
    )
    def somebody_declines(self, who: str, purpose: Purpose) -> None:
        opting_out.opt_out(self.store, [who], [purpose], Asked(), skip_bad=False)

    @precondition(lambda self: self._pending())
    @rule(pick=st.integers(0, 5), ago=st.integers(0, 30 * HOUR))
    def somebody_removes(self, pick: int, ago: int) -> None:
        removals.mark_removed(
            self.store, [self._one_of(pick).id], at=Moment(self.clock.now - ago), note="Out."
        )

    @precondition(lambda self: self._pending())
    @rule(pick=st.integers(0, 5))
    def somebody_looks(self, pick: int) -> None:
        removals.attest(self.store, [self._one_of(pick).id], note="Gone.")

    @precondition(lambda self: self._pending())
    @rule(pick=st.integers(0, 5), because=st.sampled_from(Because))
    def somebody_closes(self, pick: int, because: Because) -> None:
        with contextlib.suppress(Refused):  # the reason may not fit
            removals.close(self.store, self._one_of(pick).case, because=because, note="Never mind.")

    def _pending(self) -> list[Takedown]:
        return [task for task in self._tasks() if task.state.is_pending]

    def _one_of(self, pick: int) -> Takedown:
        pending = self._pending()
        return pending[pick % len(pending)]

    def _concerned(self, who: str, what: TakedownScope) -> list[list[Takedown]]:
        """The takedowns of each publication that a request is about."""
        try:
            subject = find(self.store, who)
        except NotFound:
            return []
        kinds = list(Kind) if what is TakedownScope.ALL else [Kind(what.value)]
        found = matching(self.store, subject, kinds)
        return [takedowns.of_publication(self.store, publication.id) for publication in found]

    @invariant()
    def no_clock_ever_moved_later(self) -> None:
        for task in self._tasks():
            before = self.seen.get(task.id, task)
            assert task.due_at == task.received_at + 24 * HOUR
            assert task.due_at <= before.due_at

    @invariant()
    def what_was_proved_stays_proved(self) -> None:
        now = {task.id: task for task in self._tasks()}
        for before in self.seen.values():
            if before.state is TakedownState.VERIFIED:
                assert now[before.id].state is TakedownState.VERIFIED
                assert now[before.id].verified_at == before.verified_at
        self.seen = now

    @invariant()
    def what_waits_or_was_proved_is_barred(self) -> None:
        for task in self._tasks():
            if task.publication is not None and task.state is not TakedownState.CLOSED:
                on_show = publications.get(self.store, task.publication)
                assert on_show is not None
                assert on_show.is_barred

    @invariant()
    def each_publication_is_asked_for_once(self) -> None:
        waiting = [task.publication for task in self._tasks() if task.state.is_pending and task.publication]
        assert len(waiting) == len(set(waiting))

    @invariant()
    def the_chain_holds(self) -> None:
        assert audit.verify(self.store).holds

    def _tasks(self) -> list[Takedown]:
        found: list[Takedown] = []
        while task := takedowns.get(self.store, TaskId(len(found) + 1)):
            found.append(task)
        return found


TestRemovals = pytest.mark.slow(Removals.TestCase)
TestRemovals.settings = settings(
    examples(25),
    stateful_step_count=20,
    suppress_health_check=[HealthCheck.too_slow],
)
