"""One run of the program: which data file, which clock, and what was committed.

`main` makes the session; a command asks for the record with `record()` and never sees
how it was found.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.duties.due import silence
from privacyctl.errors import (
    DONE,
    ODD_VALUE,
    UNCHANGED,
    UNKNOWN,
    Failure,
    MaybeMistyped,
    Missing,
    NobodyAsks,
    NotFound,
    odd_value,
)
from privacyctl.model.ids import ContactId
from privacyctl.model.moment import Moment, credible, parse_moment, span, utc_now
from privacyctl.output.screen import stream
from privacyctl.store import Store, contacts
from privacyctl.store.fate import Fate
from privacyctl.store.journal import standing

if TYPE_CHECKING:
    from privacyctl.config import Config
    from privacyctl.duties.protocols import TellRecipients
    from privacyctl.duties.rights.rights import RequestLimits
    from privacyctl.model.audit import Head
    from privacyctl.model.consent import Purpose
    from privacyctl.model.deadline import Law
    from privacyctl.model.disclosure import Contract
    from privacyctl.model.purpose import Definition
    from privacyctl.model.site import SiteSettings
    from privacyctl.output.letters import Signed
    from privacyctl.store.journal.standing import JournalStanding

ENVIRONMENT = "PRIVACYCTL_DB"
_SETTINGS = 1_000_000
"""Bytes of the settings in which a word is looked for, before anything is loaded that reads them."""


@dataclass
class Session:
    """What holds for one command line."""

    system_clock: Callable[[], int] = utc_now
    db: Path | None = None
    umask: int = 0o022
    """The user's own, before we made it private: for what their deploy command makes."""
    warns: bool = True
    """Whether a quiet cron is worth a word; the demo has no cron."""
    is_warned: bool = False
    """Whether it was said that the clock is behind."""
    is_lag_said: bool = False
    """Whether it was said that the journal is behind: a command may open the record more than once."""
    is_stepwise: bool = False
    """Whether a command does several things one after another, each for good: files, a deploy, looks."""
    words: Sequence[str] = ()
    """What was typed, from the first word."""
    command: str | None = None
    """Which of these words is the command."""
    made: int = 0
    """How many things were done for good that no transaction did: the data file was made."""
    stores: list[Store] = field(default_factory=list)
    """Every opening of the record, for what became of its transactions."""
    _stands: str | None = None
    _accounted: int = 0

    @property
    def commits(self) -> int:
        return self.made + sum(store.commits for store in self.stores)

    @property
    def has_committed(self) -> bool:
        """Whether something is done for good, so that a failure after it is not told as one."""
        return self.commits > 0

    def stands(self, what: str) -> None:
        """Say what stands where the command is stopped from here until its next commit."""
        self._stands, self._accounted = what, self.commits

    @property
    def outcome(self) -> str:
        """What is true of a command that stops now, as a clause."""
        if any(store.fate is Fate.MAYBE for store in self.stores):
            return UNKNOWN
        if self.commits > self._accounted:
            return DONE
        return self._stands or UNCHANGED

    def clock(self) -> Moment:
        """The moment it is. Raises Refused where the system's clock cannot be right."""
        return credible(self.system_clock())

    @cached_property
    def now(self) -> Moment:
        """The moment by which what was typed is read: '3h ago'. What is written has the store's."""
        return self.clock()

    @cached_property
    def settings(self) -> Config:
        """The vendor's settings, read once. Raises BadInput where they cannot be."""
        from privacyctl import config

        return config.load(self.path)

    @cached_property
    def path(self) -> Path:
        """The data file itself. Where its name is a link, all that lies beside it lies where the link leads.

        Looked for once, so that a link that is changed meanwhile does not part a record from its settings.
        """
        try:
            return self.named.resolve() if self.named.is_symlink() else self.named
        except (OSError, RuntimeError):  # until Python 3.13 a loop is a RuntimeError
            raise Missing(
                f"{self.named} is a link that leads to itself", "check --db and PRIVACYCTL_DB"
            ) from None

    @property
    def named(self) -> Path:
        """The data file as it was named: `--db`, else PRIVACYCTL_DB, else the platform's folder for data."""
        if self.db is None:
            if named := os.environ.get(ENVIRONMENT):
                self.db = Path(named)
            else:
                from platformdirs import user_data_path  # 30 ms, where nothing was named

                self.db = user_data_path("privacyctl", appauthor=False) / "privacyctl.db"
        return self.db.expanduser()


_current: ContextVar[Session] = ContextVar("session")


@contextlib.contextmanager
def begun(session: Session) -> Iterator[Session]:
    """Make `session` the current one."""
    token = _current.set(session)
    try:
        yield session
    finally:
        _current.reset(token)


def current() -> Session:
    return _current.get()


@contextlib.contextmanager
def record(*, warns: bool = True, warns_of_clock: bool = True, believes: bool = False) -> Iterator[Store]:
    """The data file, open. A word where the clock is behind; on a terminal, afterwards, where cron has gone quiet.

    Raises Untrusted where the journal beside it knows more than the record, but for a command that
    `believes` it: that one has to look for itself.
    """
    session = current()
    store = _opened(session)
    session.stores.append(store)
    try:
        if not believes and must_be_newest(store).how is standing.Stands.LAGS:
            from privacyctl.cli import lost_record

            lost_record.warn_of_lag(store)
        if warns_of_clock:
            warn_of_clock(store)
        yield store
        if warns and session.warns and sys.stderr.isatty():
            _warn_of_silence(store)
            _warn_of_unproved(store)
    except NotFound as error:
        if isinstance(error, MaybeMistyped):
            error.hint = f"where they are not on record: {line_for(None)} --unknown"
        error.hint = _with_near(store, error)
        raise
    except NobodyAsks as error:
        lines = [f"if it is from {one}: {line_for(one)}" for one in error.others]
        error.hint = "; ".join(lines) or line_for("WHO")
        raise
    except ODD_VALUE as error:
        _must_be_ours(store, error)
        raise
    finally:
        store.close()
        if store.lag is not None:
            _warn_of_lag(store.lag)
        elif store.commits:
            _copy_journal(session)


def _must_be_ours(store: Store, error: Exception) -> None:
    """Raise Untrusted where another program altered the record; else it is a bug of ours."""
    from privacyctl.duties import row_sums  # only where something is wrong
    from privacyctl.store.file import health

    if damage := health.damage(store.path):
        raise damage from error
    if not store.commits and row_sums.are_altered(store):
        raise odd_value(error) from error


def _opened(session: Session) -> Store:
    try:
        return Store.open(session.path, session.clock)
    except Missing as missing:
        from privacyctl.cli.lost_record import known_by_journal

        raise known_by_journal(session.path, missing) from None


def must_be_newest(store: Store) -> JournalStanding:
    """Hold the record against the journal beside it. Raises Untrusted where the journal knows more.

    Where the journal was lost it is made anew, and that is said once; not of a record that an earlier version wrote.
    """
    found = standing.of(store)
    if not found.is_believed and not store.is_in_place:  # replaced by another process in this very moment
        raise store.replaced()
    if found.how not in (standing.Stands.IN_STEP, standing.Stands.LAGS):
        from privacyctl.cli import lost_record

        lost_record.judge(store, found)
    return found


def _copy_journal(session: Session) -> None:
    """Have the copies of the journal brought up, where the settings name any; nobody waits for it."""
    try:
        with session.path.with_name("privacyctl.toml").open("rb") as file:
            said = (line.partition(b"#")[0] for line in file.read(_SETTINGS).splitlines())
            if not any(b"journal_to" in one for one in said):
                return
    except OSError:
        return
    import subprocess

    words = [sys.executable, "-m", "privacyctl", "--db", str(session.path), "journal", "--copy"]
    with contextlib.suppress(OSError):
        child = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        child.returncode = 0  # or Python complains that it still runs when we end


def _warn_of_lag(reason: str) -> None:
    stream.complain(
        "warning",
        f"it is done, and the journal beside the record could not be written ({reason}): the journal is behind",
        "the next command that writes brings it up; see: privacyctl doctor",
    )


def warn_of_clock(store: Store) -> None:
    """Say, once a command, where the clock is behind the last entry of the record."""
    session = current()
    with contextlib.suppress(Failure):  # a record that cannot be read says so itself
        if store.behind and not session.is_warned:
            session.is_warned = True
            stream.complain(
                "warning",
                f"the clock is {_length(store.behind)} behind the record: what is proved now is not in time",
                "set the clock, or if it is right: privacyctl doctor --clock-is-right",
            )


def line_for(who: str | None) -> str:
    """The line that was typed, with `who` as the one whom it is about; None for the line as it was."""
    import shlex

    session = current()
    at = session.words.index(session.command) + 1 if session.command in session.words else 0
    name = [] if who is None else [shlex.quote(who)]
    typed = [shlex.quote(word) for word in session.words]
    return " ".join(["privacyctl", *typed[:at], *name, *typed[at:]])


def settings() -> Config:
    """The vendor's settings."""
    return current().settings


def definition(store: Store, purpose: Purpose, named: Config) -> Definition:
    """What a purpose that was typed is. Raises BadInput for one that nobody named."""
    from privacyctl.duties import purposes

    return purposes.definition_of(store, purpose, named.purposes)


def must_be_open(store: Store, purpose: Purpose) -> None:
    """Raises Refused while a purpose is shut."""
    from privacyctl.duties import purposes

    purposes.must_be_open(store, definition(store, purpose, settings()))


def must_be_known(store: Store, purposes: Iterable[Purpose]) -> None:
    """Raises BadInput for a purpose that nobody named. For ours no settings are read."""
    own = [purpose for purpose in purposes if purpose.is_own]
    if own:
        named = settings()
        for purpose in own:
            definition(store, purpose, named)


def limits(law: Law | None = None) -> RequestLimits:
    """How the days of a request are counted: as the settings say, or by the law that was typed."""
    from privacyctl.duties.rights.rights import RequestLimits
    from privacyctl.model.deadline import Rule

    said = settings().requests
    return RequestLimits(Rule(law or said.rule), said.holidays, said.seconds)


def contract(recipient: str) -> Contract:
    """What a recipient may be given, as the configuration has it. Raises Refused for nobody."""
    from privacyctl.model.disclosure import contract_of

    return contract_of(settings().contracts, recipient)


def signature() -> Signed:
    """Who the letters are from, as the settings say, with the head of the chain when they are written."""
    from privacyctl.output.letters import Signed

    said, session = settings(), current()

    def head() -> Head:
        store = Store.open(session.path, session.clock)
        try:
            return store.head()
        finally:
            store.close()

    return Signed(said.vendor, said.support, head)


def tell() -> TellRecipients:
    """What makes follow-ups for whoever was given data."""
    from privacyctl.duties.lists.disclosures import tell_recipients

    contracts = settings().contracts
    return lambda tx, case, contact, fields, order=None: tell_recipients(
        tx, case, contact, fields, contracts, order
    )


def retention() -> Mapping[Purpose, int]:
    """The moment before which data of a purpose is past its time, for each that has one."""
    now = current().now
    limits = {one.purpose: one.before(now) for one in settings().purposes.values()}
    return {purpose: before for purpose, before in limits.items() if before is not None}


def site_settings() -> SiteSettings:
    """The vendor's web site, as the configuration has it."""
    return settings().site.settings(current().path.absolute().parent)


def moment(text: str | None, option: str) -> Moment | None:
    """An option that takes a time that has passed."""
    return None if text is None else parse_moment(text, current().now, option)


def _length(seconds: int) -> str:
    return span(seconds) if seconds >= 60 else f"{seconds} s"


def _warn_of_silence(store: Store) -> None:
    quiet = silence(store)
    if quiet is None:
        return
    from privacyctl.cli.what_runs import lines_of_cron

    hint = f"see that cron runs it: crontab -l; the line is: {lines_of_cron()[0]}"
    if quiet.seconds is None:
        stream.complain("warning", "a removal is open, and `privacyctl due` has never run from cron", hint)
    elif quiet.seconds < 0:
        stream.complain(
            "warning",
            "`privacyctl due` last ran from cron in the future: the clock was wrong, or is now",
            hint,
        )
    else:
        stream.complain("warning", f"`privacyctl due` last ran from cron {span(quiet.seconds)} ago", hint)


def _warn_of_unproved(store: Store) -> None:
    from privacyctl.store import erasures

    if erasures.is_any_unproved(store):
        stream.complain(
            "warning",
            "somebody was erased, and it is not proved yet that nothing is left of them",
            "see: privacyctl doctor; then: privacyctl erase ADDRESS",
        )


def _with_near(store: Store, error: NotFound) -> str | None:
    near = nearest(store, error.near, error.near_companies)
    if not near:
        return error.hint
    return f"did you mean {near}?" + (f" Or: {error.hint}" if error.hint else "")


def nearest(store: Store, numbers: Sequence[int], companies: Sequence[int] = ()) -> str:
    """Contacts and companies as they may be said here: named on a terminal, elsewhere by number alone."""
    if not stream.has_any_terminal():
        return ", ".join([*(f"contact {one}" for one in numbers), *(f"company {one}" for one in companies)])
    found = [contacts.must_get(store, ContactId(number)) for number in numbers]
    people = [f"{c.id} {c.email}{f' ({c.name})' if c.name else ''}" for c in found]
    return ", ".join([*people, *(contacts.company_by_id(store, one).name for one in companies)])
