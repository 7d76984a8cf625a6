"""P2: only the data that is necessary. What is past its time is looked for, as `purge` looks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.promises import purging
from privacyctl.model.consent import Purpose
from privacyctl.model.moment import DAY
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.text import plural
from privacyctl.store import contacts, erasures, purchases

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection

_GRACE = 7 * DAY

PAST_RETENTION = Concern(
    word="past-retention",
    says="kept for a week longer than was said",
    weight=Verdict.BROKEN,
    means="Order lines or people are on record a week and more after their time was over: nobody runs `purge`.",
    how="What `privacyctl purge` would delete is worked out for a week ago.",
    mend="privacyctl purge",
)
TO_PURGE = Concern(
    word="to-purge",
    says="past their time: privacyctl purge",
    weight=Verdict.AT_RISK,
    means="Texts, codes, order lines or people are past their time, and `purge` has not run since.",
    how="What `privacyctl purge` would delete now, less what is a week late.",
    mend="privacyctl purge",
)
NO_RETENTION = Concern(
    word="no-retention",
    says="no retention is set for orders",
    weight=Verdict.AT_RISK,
    means="The settings do not say for how long orders are needed, so none is ever past its time.",
    how="`retention` under `[purposes.order]` in privacyctl.toml.",
    mend='set it in privacyctl.toml: [purposes.order] retention = "10y"',
    is_single=True,
)


def _look(at: Inspection) -> Evidence:
    overdue = purging.foresee(at.store, at.retention, grace=_GRACE)
    waiting = purging.foresee(at.store, at.retention)
    stale = overdue.orders + len(overdue.people)
    rows = [row for row in overdue.rows if row.kind != "case"]
    late = set(rows)
    people, lines = contacts.count(at.store), purchases.count(at.store)
    return Evidence(
        {"people": people, "order_lines": lines},
        (
            PAST_RETENTION.of(rows, stale),
            TO_PURGE.of(
                (row for row in waiting.rows if row not in late),
                waiting.texts + waiting.codes + waiting.orders + len(waiting.people) - stale,
            ),
            NO_RETENTION.where(Purpose.ORDER not in at.retention),
        ),
        at.store.now,
        rests_on=people + lines + len(erasures.everything(at.store)),
    )


def _shows(evidence: Evidence) -> str:
    figures = evidence.figures
    return f"{plural(figures['people'], 'person', 'people')}, {plural(figures['order_lines'], 'order line')}"


PROMISE = Promise(
    number=2,
    sentence="We hold only the contact and purchase data that is necessary.",
    control="a fixed list of fields; imports name what they leave behind; what is past its time is erased",
    commands=("import-orders", "purge"),
    concerns=(PAST_RETENTION, TO_PURGE, NO_RETENTION),
    look=_look,
    shows=_shows,
    begins="privacyctl import-orders FILE",
)
