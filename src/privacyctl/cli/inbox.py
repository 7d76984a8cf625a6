"""The command `inbox`."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, record, settings
from privacyctl.errors import BadInput, SourceFailed
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from privacyctl.config import Config
    from privacyctl.duties.inbox.filing import Filed
    from privacyctl.inbox.opening import OpenSource
    from privacyctl.model.inbox import Arrived, SourceState
    from privacyctl.model.mailbox import ArrivedMail, MailSource
    from privacyctl.model.message import Message
    from privacyctl.model.ours import Ours
    from privacyctl.model.takedown import Takedown
    from privacyctl.store import Store

_TOGETHER = 100
"""Mails that are filed in one transaction."""


def inbox(
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Say how many mails came, and how many a machine wrote.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Read the mailboxes of the settings; cron may run it."""
    from privacyctl.output import inbox as words

    said = settings()
    folder = current().path.absolute().parent
    named = [section.source(folder) for section in said.inbox]
    with record(warns=False) as store:
        if not named and not _forget_all(store):
            raise BadInput(
                "the settings name no mailbox", 'add to privacyctl.toml: [[inbox]] and maildir = "FOLDER"'
            )
        with _alone(folder) as is_alone:
            if not is_alone:
                return
            done, failures = _read(store, named, said)
            _take_at_once(store, [one.name for one in named if one.all_are_requests])
        stream.answer(
            as_json,
            lambda: words.document(done, failures),
            lambda: words.say(done) if verbose or stream.is_terminal() else None,
        )
    for failure in failures:
        stream.complain("error", failure.sentence, failure.hint)
    if failures:
        raise typer.Exit(1)


def _forget_all(store: Store) -> bool:
    """Forget the mailboxes that the settings name no more; whether there were any."""
    from privacyctl.duties.inbox import reading
    from privacyctl.store import sources

    known = bool(sources.named(store))
    reading.begin(store, [])
    return known


@contextlib.contextmanager
def _alone(folder: os.PathLike[str]) -> Iterator[bool]:
    """Whether no other run reads the mailboxes of this record now: a second one ends, and says nothing."""
    import fcntl

    from privacyctl.config import NAME

    # The settings are locked and not the record: to open that once more would drop SQLite's own locks.
    try:
        handle = os.open(os.path.join(folder, NAME), os.O_RDONLY | os.O_CLOEXEC)  # noqa: PTH118
    except OSError:
        yield True
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


def _read(store: Store, named: list[MailSource], said: Config) -> tuple[Filed, list[SourceFailed]]:
    """Read every mailbox, each whatever became of the others."""
    from privacyctl.duties.inbox import reading
    from privacyctl.duties.inbox.filing import Filed
    from privacyctl.model.ours import ours

    own = ours(said.mail.server, said.support, said.vendor, *said.mail.ours, *(one.user for one in named))
    known = reading.begin(store, [one.name for one in named])
    done, failures = Filed(), []
    for source in named:
        run = _Run(store, source, known[source.name], said.mail.server, own)
        failure = run.take()
        done += run.done
        if failure is None:
            reading.was_read(store, run.state)
        elif reading.was_not_read(store, run.state, failure):
            failures.append(failure)
    return done, failures


def _take_at_once(store: Store, names: list[str]) -> None:
    """Open the case of each letter that waits in a mailbox in which every mail is one; then look at the removals.

    Nobody is opted out, erased, restricted or shown anything by it: what would do that is a case to be read.
    A letter that does not say who asks waits.
    """
    from privacyctl.cli import first_look, letter_duties
    from privacyctl.duties.inbox import deciding, letters
    from privacyctl.errors import Failure
    from privacyctl.mail import likely
    from privacyctl.output import first_looks

    if not names:
        return
    opened: list[Takedown] = []
    for one in letters.waiting(store, likely.guess, names):
        read_as = letter_duties.at_once(one.likely)
        try:
            done = letter_duties.take(store, one.letter, None, read_as)
        except Failure:
            continue
        deciding.decide(store, one.letter, read_as, one.guess, case=done.case, contact=done.contact)
        opened += done.opened
    found = first_look.at_tasks(store, opened, anew=True) if opened else []
    if stream.is_terminal():
        first_looks.warn_of_unseen(found)


class _Run:
    """One mailbox, read once."""

    def __init__(
        self, store: Store, source: MailSource, state: SourceState, server: str | None, own: Ours
    ) -> None:
        from privacyctl.duties.inbox import reading
        from privacyctl.duties.inbox.filing import Filed

        self.done = Filed()
        self.state = state
        since: date = reading.since_of(source, state)
        self._since = reading.starts_at(since)
        self._store, self._source = store, replace(source, since=since)
        self._server, self._own = server, own

    def take(self) -> SourceFailed | None:
        """Read all folders; returns what went wrong first. What was filed by then stays."""
        from privacyctl.inbox.opening import open_source

        first: SourceFailed | None = None
        try:
            with open_source(self._source, self._store.now) as box:
                for folder in self._source.folders:
                    try:
                        self._folder(box, folder)
                    except SourceFailed as failure:
                        first = first or failure
        except SourceFailed as failure:
            first = first or failure
        return first

    def _folder(self, box: OpenSource, folder: str) -> None:
        from privacyctl.duties.inbox import reading

        after = reading.reached(self._store, self.state, folder)
        is_known = reading.is_known(self._store, self.state, folder)
        pending: list[tuple[ArrivedMail, Arrived]] = []
        try:
            for arrival in box.arrivals(folder, after, is_known):
                pending.append((replace(arrival, raw=b""), self._arrived(arrival)))
                if len(pending) >= _TOGETHER:
                    self._file(box, pending)
                    pending = []
        except SourceFailed:
            self._file(box, pending)
            raise
        self._file(box, pending)
        self._reached(box, folder)

    def _arrived(self, arrival: ArrivedMail) -> Arrived:
        from privacyctl.mail import arrived
        from privacyctl.model.inbox import Arrived
        from privacyctl.model.mailbox import SourceKind

        if self._source.kind is SourceKind.SPOOL:
            message = arrived.form_of(arrival)
        else:
            message = arrived.mail_of(
                arrival, self._server, self._own, all_are_forms=self._source.all_are_forms
            )
        place = arrival.place
        is_done = message.token is not None and self._is_unsubscribed(message, arrival)
        return Arrived(
            place.folder,
            place.key,
            place.mark,
            arrival.sameness,
            arrival.arrived_at,
            message,
            is_done,
        )

    def _is_unsubscribed(self, message: Message, arrival: ArrivedMail) -> bool:
        """Opt out whose token it is; False for a token that is not ours, which is a letter and nothing more."""
        from privacyctl.duties.cases import Asked
        from privacyctl.duties.lists import opting_out
        from privacyctl.duties.purposes import declinable
        from privacyctl.model.consent import Via
        from privacyctl.model.letter import MailKind
        from privacyctl.model.spool import ONE_CLICK

        is_form = message.kind is MailKind.FORM
        if message.kind is not MailKind.TOKEN and not (is_form and message.subject == ONE_CLICK):
            return False
        known = [at for at in (message.received_at, arrival.arrived_at) if at is not None]
        received_at = min([*known[:1], self._store.now])
        asked = Asked(
            received_at=received_at,
            via=Via.FORM if is_form else Via.MAIL,
            message=replace(message, received_at=received_at),
        )
        purposes = declinable(self._store, settings().purposes)
        return opting_out.by_token(self._store, str(message.token), purposes, asked) is not None

    def _file(self, box: OpenSource, pending: list[tuple[ArrivedMail, Arrived]]) -> None:
        from privacyctl.duties.inbox import filing

        if not pending:
            return
        self.done += filing.file(self._store, self.state, [one for _, one in pending], self._since)
        for arrival, _ in pending:
            box.settle(arrival)

    def _reached(self, box: OpenSource, folder: str) -> None:
        from privacyctl.duties.inbox import filing

        mark = box.reached(folder)
        if mark is not None:
            filing.file(self._store, self.state, [], self._since, (folder, mark))
