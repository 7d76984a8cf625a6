"""Which purposes there are, and whether each may be used: no other use without a chance to opt out first (P8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from privacyctl.duties import clock
from privacyctl.errors import BadInput, Refused
from privacyctl.model import moment
from privacyctl.model.consent import Purpose
from privacyctl.model.moment import NEVER
from privacyctl.model.purpose import PUBLISHED, Definition, PurposeState, state_of
from privacyctl.store import consent, notices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from privacyctl.model.moment import Moment
    from privacyctl.model.notice import Notice
    from privacyctl.store import Store

    Named = Mapping[Purpose, Definition]


@dataclass(frozen=True, slots=True)
class Use:
    """A purpose as it may be used now."""

    definition: Definition
    notice: Notice | None
    """The notice that opened it; None where the published policy did."""
    yes_since: Moment
    """A yes from before this moment was to something else."""


@dataclass(frozen=True, slots=True)
class ListedPurpose:
    """A purpose, and how it stands."""

    definition: Definition
    state: PurposeState
    notice: Notice | None
    is_widened: bool
    """Whether people were told something else of it than the settings say."""
    opted_out: int
    """Of those the notice was written to; without a notice, of all on record."""


def known(store: Store, named: Named) -> dict[Purpose, Definition]:
    """Every purpose there is: ours, those of the settings, and those that people were told of."""
    found = {**PUBLISHED, **named}
    for notice in reversed(notices.all_of(store)):
        found.setdefault(notice.purpose, _as_announced(notice))
    return found


def definition_of(store: Store, purpose: Purpose, named: Named) -> Definition:
    """What a purpose is. Raises BadInput for one that nobody named."""
    everything = known(store, named)
    if purpose not in everything:
        raise BadInput(
            f"there is no purpose '{purpose}'",
            f"the purposes are: {', '.join(everything)}; a new one is named in privacyctl.toml: [purposes.{purpose}]",
        )
    return everything[purpose]


def declinable(store: Store, named: Named) -> list[Purpose]:
    """Everything that can be opted out of: all but mail about an order."""
    return [purpose for purpose in known(store, named) if purpose.can_be_declined]


def newest(store: Store, definition: Definition) -> Notice | None:
    """The notice that people go by, where it says what the purpose is now; else None."""
    told = notices.of_purpose(store, definition.purpose)
    return told[-1] if told and told[-1].definition == definition.digest else None


def announced_as(store: Store, definition: Definition, text: str) -> Notice | None:
    """The newest notice of a purpose, where it has this very text."""
    notice = newest(store, definition)
    return notice if notice is not None and notice.text == text else None


def must_be_open(store: Store, definition: Definition) -> Use:
    """The purpose as it may be used. Raises Refused while it is shut, and says until when."""
    if definition.is_published:
        return Use(definition, None, NEVER)
    purpose, notice = definition.purpose, newest(store, definition)
    if notice is None:
        changed = (
            "as the settings have it now" if notices.of_purpose(store, purpose) or not purpose.is_own else ""
        )
        raise Refused(
            f"'{purpose}' is shut: nobody was told of it {changed}".rstrip(),
            f"write to people first: privacyctl announce {purpose} --text FILE",
        )
    if state_of(definition, notice, store.now) is PurposeState.ANNOUNCED:
        raise Refused(
            f"'{purpose}' is shut until {moment.local(notice.opens_at)}: {notice.people:,} people can opt out "
            f"first, and {notices.opted_out(store, notice):,} did so far",
            "wait for the end of the window; see: privacyctl purposes",
        )
    clock.must_have_come(store, notice.opens_at, f"'{purpose}' stays shut")
    return Use(definition, notice, _yes_since(store, definition))


def list_purposes(store: Store, named: Named) -> list[ListedPurpose]:
    """Every purpose and how it stands."""
    with store.snapshot():
        return [_listed(store, one) for one in known(store, named).values()]


def _listed(store: Store, definition: Definition) -> ListedPurpose:
    notice = None if definition.is_published else newest(store, definition)
    told_else = (
        notice is None
        and not definition.is_published
        and (not definition.purpose.is_own or bool(notices.of_purpose(store, definition.purpose)))
    )
    counted = notices.opted_out(store, notice) if notice else consent.opted_out(store, definition.purpose)
    return ListedPurpose(definition, state_of(definition, notice, store.now), notice, told_else, counted)


def _yes_since(store: Store, definition: Definition) -> Moment:
    """Since when a yes is one to what the purpose is now.

    A yes to an own purpose from before anybody was told of it counts, unless people were told
    something else at first.
    """
    told = notices.of_purpose(store, definition.purpose)
    since = NEVER
    for before, notice in zip([None, *told], told, strict=False):
        is_first = before is None and definition.purpose.is_own
        if notice.definition != (before.definition if before else None) and not is_first:
            since = notice.announced_at
    return since


def _as_announced(notice: Notice) -> Definition:
    return Definition(notice.purpose, notice.what_for, notice.basis, notice.choice)
