"""How reading the mailboxes went: which there are, which could not be read, and since when."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from privacyctl.errors import SourceOutOfReach
from privacyctl.model.moment import Moment
from privacyctl.store import sources

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from privacyctl.errors import SourceFailed
    from privacyctl.model.inbox import SourceState
    from privacyctl.model.mailbox import MailSource, ReadMark
    from privacyctl.store import Store


def begin(store: Store, names: Sequence[str]) -> dict[str, SourceState]:
    """Have exactly these mailboxes on record, by their names. One that is not named any more is told of no more."""
    found = {one.name: one for one in sources.named(store)}
    if set(found) != set(names):
        with store.transaction() as tx:
            tx.is_mark = True
            sources.name(tx, names)
        found = {one.name: one for one in sources.named(store)}
    return found


def since_of(source: MailSource, state: SourceState) -> date:
    """From which day on a mailbox is read: as the settings say, else from the day of its first run."""
    return source.since or datetime.fromtimestamp(state.begun_at).astimezone().date()


def starts_at(day: date) -> Moment:
    """When a day begins on this machine."""
    return Moment(int(datetime.combine(day, time()).astimezone().timestamp()))


def reached(store: Store, state: SourceState, folder: str) -> ReadMark | None:
    """How far a folder was read."""
    return sources.reached(store, state.id, folder)


def is_known(store: Store, state: SourceState, folder: str) -> Callable[[str], bool]:
    """Whether the mail of a name in a folder was read."""
    return lambda key: sources.is_seen(store, sources.place_mark(store, state.name, folder, key))


def was_read(store: Store, state: SourceState) -> None:
    """Note that all of a mailbox was read."""
    with store.transaction() as tx:
        tx.is_mark = True
        sources.was_read(tx, state.id)


def was_not_read(store: Store, state: SourceState, failure: SourceFailed) -> bool:
    """Note why a mailbox could not be read; returns whether it is to be told: a network is given an hour."""
    is_network = isinstance(failure, SourceOutOfReach)
    with store.transaction() as tx:
        tx.is_mark = True
        sources.was_not_read(tx, state.id, failure.sentence, is_network=is_network)
    return next(one for one in sources.named(store) if one.id == state.id).is_told(store.now)
