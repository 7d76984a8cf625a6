"""P3: shared with nobody, except what completes an order. Hand-offs are held against today's contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.contracts import beyond_contracts
from privacyctl.model.finding_kind import RowId
from privacyctl.model.promise import MOST_ROWS, Concern, Evidence, Promise, Verdict
from privacyctl.model.text import plural
from privacyctl.store import disclosures, follow_ups

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection

OUTSIDE_CONTRACT = Concern(
    word="outside-contract",
    says="hand-offs that no contract covers today",
    weight=Verdict.AT_RISK,  # it was refused unless a contract covered it then
    means="A recipient was given something that the settings of today would not let it have.",
    how="Every disclosure on record is held against `[recipients]` in privacyctl.toml as it stands today.",
    mend="have the recipient erase what it may not have, or put back the contract: [recipients] in privacyctl.toml",
)
NOT_FOR_AN_ORDER = Concern(
    word="not-for-an-order",
    says="handed over for something else than to complete an order",
    weight=Verdict.AT_RISK,
    means="A recipient was given data for another purpose than `order`, within its contract. The promise names no "
    "such recipient.",
    how="The disclosures of the period whose purpose is not `order`, those of a mailing service included.",
    mend="name the recipient in your policy, or send it yourself from now on: privacyctl audience updates",
)
WITHOUT_ORDER = Concern(
    word="without-an-order",
    says="handed over for an order, of people without one",
    weight=Verdict.BROKEN,
    means="A recipient was given data of somebody to complete an order, and no order of theirs was on record.",
    how="The disclosures for `order` are held against the order lines on record. Those from before orders were "
    "deleted, by retention or an erasure, are left out: of these nobody can tell any more.",
    mend="have the recipient erase it, or import the order that it was for; what it got: privacyctl show {contact}",
)
NOT_TOLD = Concern(
    word="not-told",
    says="recipients not told in time",
    weight=Verdict.AT_RISK,
    means="A recipient has not been told of a correction or an erasure within seven days (GDPR art. 19).",
    how="The follow-ups of recipients whose day is over and which nobody has ticked off.",
    mend="tell the recipient, then: privacyctl follow-up {follow-up} --asked",
)


def _look(at: Inspection) -> Evidence:
    count, others, recipients, last_at = disclosures.count_since(at.store, at.since)
    beyond = beyond_contracts(at.store, at.contracts, MOST_ROWS)
    return Evidence(
        {"hand_offs": count, "not_for_orders": others, "recipients": recipients},
        (
            WITHOUT_ORDER.of(
                RowId("contact", number) for number in disclosures.without_order(at.store, at.since)
            ),
            OUTSIDE_CONTRACT.of(
                (RowId("disclosure", n) for n in beyond.some), sum(beyond.by_recipient.values())
            ),
            NOT_FOR_AN_ORDER.of(
                (RowId("disclosure", n) for n in disclosures.not_for_orders(at.store, at.since, MOST_ROWS)),
                others,
            ),
            NOT_TOLD.of(RowId("follow-up", number) for number in follow_ups.overdue(at.store)),
        ),
        last_at,
        rests_on=count,
    )


def _shows(evidence: Evidence) -> str:
    figures = evidence.figures
    others = f", {figures['not_for_orders']:,} of them not for an order" if figures["not_for_orders"] else ""
    return (
        f"{plural(figures['hand_offs'], 'hand-off')} to {plural(figures['recipients'], 'recipient')}{others}"
    )


PROMISE = Promise(
    number=3,
    sentence="We share it with nobody, except what completes an order.",
    control="a contract of fields for each recipient; every hand-off is on record",
    commands=("disclose", "export-for"),
    concerns=(WITHOUT_ORDER, OUTSIDE_CONTRACT, NOT_FOR_AN_ORDER, NOT_TOLD),
    look=_look,
    shows=_shows,
    begins="privacyctl disclose WHO --to RECIPIENT --purpose order --fields email",
)
