"""The checks of `doctor`, in the order in which they are told: a line each. `doctor` makes those that stand here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties.doctor import (
    audit_chain,
    card_numbers,
    clock,
    contents,
    copies,
    cron,
    disclosures,
    entry_rows,
    erasures,
    fields,
    identity,
    inboxes,
    integrity,
    journal,
    leftovers,
    name,
    opt_outs,
    privacy,
    purposes,
    references,
    row_sums,
    schema,
    settings,
    site_settings,
)

if TYPE_CHECKING:
    from privacyctl.duties.doctor.examination import Examination
    from privacyctl.model.check import Check

CHECKS: tuple[Check[Examination], ...] = (
    identity.CHECK,
    name.CHECK,
    integrity.CHECK,
    references.CHECK,
    schema.CHECK,
    audit_chain.CHECK,
    entry_rows.CHECK,
    row_sums.CHECK,
    contents.CHECK,
    opt_outs.CHECK,
    card_numbers.CHECK,
    disclosures.CHECK,
    privacy.CHECK,
    leftovers.CHECK,
    clock.CHECK,
    cron.CHECK,
    inboxes.CHECK,
    erasures.CHECK,
    journal.CHECK,
    copies.CHECK,
    fields.CHECK,
    purposes.CHECK,
    settings.CHECK,
    site_settings.CHECK,
)
