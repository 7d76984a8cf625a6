"""The state is folded from the events: the latest decision by its own time wins, in Python and in SQL."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.terminal import NOON
from privacyctl.model.consent import Decision, Purpose, Via, latest
from privacyctl.model.moment import Moment
from privacyctl.store import Store, audience, consent

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import CommandLine

OF_NEWS = [one for one in Decision if one not in (Decision.RESTRICTED, Decision.LIFTED)]
said = st.lists(st.tuples(st.sampled_from(OF_NEWS), st.integers(0, 5)), max_size=8, unique=True)


@given(answers=said, seed=st.integers(0, 100))
@settings(examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_order_of_recording_folds_to_the_same(
    answers: list[tuple[Decision, int]], seed: int, tmp_path: Path, run: CommandLine
) -> None:
    number = len(list(tmp_path.glob("record/mark*")))
    (tmp_path / "record" / f"mark{number}").touch()
    for side, order in (("a", answers), ("b", random.Random(seed).sample(answers, len(answers)))):  # noqa: S311
        email = f"{side}{number}@example.com"
        run.ok(f"add-contact {email}")
        run.ok(f"add-purchase {email} --order {email} --product Pro")
        with closing(Store.open(run.db, run.clock)) as store:
            record(store, email, order)

    with closing(Store.open(run.db, run.clock)) as store:
        keys = [f"a{number}@example.com", f"b{number}@example.com"]
        subjects = audience.batch(store, audience.Lookup(Purpose.UPDATES), keys)
        folded = [latest(consent.events(store, one.contact, Purpose.UPDATES)) for one in subjects.values()]
    at = max((moment for _, moment in answers), default=None)
    is_yes = at is not None and {decision for decision, moment in answers if moment == at} == {Decision.GIVEN}
    for subject, found in zip(subjects.values(), folded, strict=True):
        assert (found.at - NOON if found else None) == at
        assert (found is not None and found.decision.is_yes) is is_yes
        assert subject.answered_at == (found.at if found else None)
        assert (subject.answer is not None and subject.answer.is_yes) is is_yes


def record(store: Store, email: str, answers: list[tuple[Decision, int]]) -> None:
    contact = store.value("SELECT contact_id FROM address WHERE match_key = ?", (email,))
    for decision, at in answers:
        with store.transaction() as tx:
            consent.add_event(
                tx,
                contact_id=contact,
                purpose=Purpose.UPDATES,
                decision=decision,
                at=Moment(NOON + at),
                via=Via.UNSTATED,
            )
            tx.record("noted")
