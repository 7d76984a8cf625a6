"""The command line: the table of contents, and `main`.

Commands stand here in the order of the work, under the panels that `--help` shows. Each
parses, calls one duty and says the result; `main` alone turns failures into words and an
exit status.
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl import __version__
from privacyctl.cli import access, purposes, requests, site
from privacyctl.cli import audit as accounts
from privacyctl.cli import correct as correcting
from privacyctl.cli import doctor as start
from privacyctl.cli import erase as erasing
from privacyctl.cli import export_for as sharing
from privacyctl.cli import import_orders as people
from privacyctl.cli import optout as mailing
from privacyctl.cli import policy as promises
from privacyctl.cli import publications as shown
from privacyctl.cli import purge as purging
from privacyctl.cli import stats as figures
from privacyctl.cli import takedown as removals
from privacyctl.cli import verify as verifying
from privacyctl.cli.session import ENVIRONMENT, Session, begun, current
from privacyctl.errors import Failure
from privacyctl.model.moment import utc_now
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from typer.models import CommandInfo

START, PEOPLE, MAILING, SHOWN = "Start", "People and orders", "Mailing", "On show"
REMOVALS, REQUESTS, ACCOUNTS = "Removals", "Requests", "Accounts"

app = typer.Typer(
    name="privacyctl",
    help="Keeps a small software vendor's privacy policy: opt-outs that last, a register of what is "
    "published about people, and takedowns within 24 hours.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

for panel, commands in (
    (START, (start.init, start.demo, start.doctor)),
    (PEOPLE, (people.add_contact, people.contacts, people.show, people.add_purchase, people.import_orders)),
    (MAILING, (mailing.optout, mailing.optin, mailing.audience, mailing.gate)),
    (SHOWN, (shown.add_testimonial, shown.add_customer, shown.publications, site.scan, site.publish)),
    (REMOVALS, (removals.takedown, removals.due, removals.removed, verifying.verify)),
    (
        REQUESTS,
        (
            requests.requests,
            requests.close,
            access.access,
            access.confirm,
            correcting.correct,
            erasing.erase,
            requests.receipt,
            requests.follow_ups,
            requests.follow_up,
            requests.asked,
        ),
    ),
    (
        ACCOUNTS,
        (
            sharing.disclose,
            sharing.export_for,
            purposes.purposes,
            purposes.announce,
            purging.purge,
            promises.policy,
            figures.stats,
            accounts.audit,
        ),
    ),
):
    for command in commands:
        app.command(rich_help_panel=panel)(command)

_BUG, _INTERRUPTED, _READER_GONE, _UNKNOWN = 70, 130, 141, 3


def _print_version(wanted: bool) -> None:
    if wanted:
        stream.say(f"privacyctl {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    db: Annotated[
        Path | None,
        typer.Option(
            "--db",
            metavar="FILE",
            readable=False,  # the store looks, and says it with its own status
            help=f"The data file; else {ENVIRONMENT}, else the platform's data folder.",
        ),
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    if db is not None:
        current().db = db


def main(arguments: Sequence[str] | None = None, clock: Callable[[], int] = utc_now) -> int:
    """Run one command line and return its exit status; the only place that ends in words of failure."""
    umask = os.umask(0o077)  # before the first byte of anything we make
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    for out in (sys.stdout, sys.stderr):
        if hasattr(out, "reconfigure"):  # a name outside the terminal's charset must not end in an error
            out.reconfigure(errors="backslashreplace")
    try:
        return run(list(sys.argv[1:] if arguments is None else arguments), Session(clock, umask=umask))
    finally:
        os.umask(umask)


def run(words: list[str], session: Session) -> int:
    """Run one command line in a session of its own; `demo` plays its story through this."""
    with begun(session):
        return _status_of(words, session)


def _status_of(words: list[str], session: Session) -> int:  # noqa: PLR0911  (one return an ending)
    try:
        status = _app_for(words)(args=words, prog_name="privacyctl", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        return _interrupted(session)
    except stream.ReaderGone:
        return 0 if session.has_committed and not session.is_stepwise else _READER_GONE
    except stream.OutputLost as lost:
        if session.has_committed:
            stream.complain("warning", f"it is done; only this answer could not be written: {lost.reason}")
            return 0
        return _failed(words, 1, f"the answer could not be written: {lost.reason}", "write it elsewhere")
    except Failure as failure:
        return _failed(words, failure.status, failure.sentence, failure.hint, failure.details)
    except typer.TyperException as error:
        return _failed(words, error.exit_code, _clause(error.format_message()), _usage_hint(words))
    except Exception as error:  # noqa: BLE001  (the one place where nothing may slip through)
        if damage := _damage(session):
            return _failed(words, damage.status, damage.sentence, damage.hint)
        return _confess(words, error, session)
    if status == _INTERRUPTED:  # typer makes this of Ctrl-C, without a word
        return _interrupted(session)
    return status if isinstance(status, int) else 0


def _interrupted(session: Session) -> int:
    if session.is_stepwise:
        done = "what was done before stands: see privacyctl due, and the files that it writes"
    else:
        done = "it is done" if session.has_committed else "nothing was changed"
    stream.complain("error", f"interrupted; {done}")
    return _INTERRUPTED


def _app_for(words: list[str]) -> typer.Typer:
    """The one command that is named; all of them for `--help`, a typo or a completion.

    Typer works out every parameter of every command that it holds, which for all of them
    takes as long as starting Python does.
    """
    after_db = 2 if words[:1] == ["--db"] else 1 if words and words[0].startswith("--db=") else 0
    named = next(iter(words[after_db:]), None)
    chosen = [command for command in app.registered_commands if _name_of(command) == named]
    if not chosen:
        return app
    only = copy(app)
    only.registered_commands = chosen
    return only


def _name_of(command: CommandInfo) -> str:
    return command.name or getattr(command.callback, "__name__", "").replace("_", "-")


def _failed(
    words: list[str], status: int, sentence: str, hint: str | None, details: Sequence[str] = ()
) -> int:
    """Say what is wrong. A monitoring system reads the first line of stdout, and 2 as "critical"."""
    if sentence:
        stream.complain("error", sentence, hint)
    for line in details:
        stream.complain("said", line)
    if not _is_monitoring(words):
        return status
    with contextlib.suppress(stream.OutputLost, stream.ReaderGone):
        stream.say(f"PRIVACY UNKNOWN - {stream.harmless(sentence)}")
    return _UNKNOWN


def _damage(session: Session) -> Failure | None:
    """Whether the data file, and not a bug of ours, may be the cause."""
    from privacyctl.store.file import health

    try:
        return health.damage(session.path)
    except Exception:  # noqa: BLE001  (then the first error is the one to confess)
        return None


def _confess(words: list[str], error: Exception, session: Session) -> int:
    """A bug of ours: where it happened, and not one value of what it happened to."""
    done = "what was asked for is done" if session.has_committed else "nothing was changed"
    sentence = f"a bug in privacyctl ({type(error).__name__}); {done}"
    status = _failed(words, _BUG, sentence, "report it with the lines below")
    for frame in traceback.extract_tb(error.__traceback__):
        stream.complain("at", f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}")
    return status


def _is_monitoring(words: list[str]) -> bool:
    pairs = zip(words, [*words[1:], ""], strict=True)
    return "due" in words and any(
        word.lower() == "--format=nagios" or (word, after.lower()) == ("--format", "nagios")
        for word, after in pairs
    )


def _clause(message: str) -> str:
    """Typer's sentence in our form: a lower-case clause without a full stop."""
    first = " ".join(message.split()).rstrip(".")
    return first[:1].lower() + first[1:]


def _usage_hint(words: list[str]) -> str:
    if "--db" in words[1:]:
        return "--db stands before the command: privacyctl --db FILE COMMAND"
    names = {_name_of(command) for command in app.registered_commands}
    named = next((word for word in words if word in names), None)
    return f"privacyctl {f'{named} ' if named else ''}--help"
