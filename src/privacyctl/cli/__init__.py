"""The command line: the table of contents, and `main`.

Commands stand here in the order of the work, under the panels that `--help` shows. Each is
one file and one function of its name (`add-contact` is `add_contact.add_contact`), which
parses, calls one duty and says the result; `main` alone turns failures into words and an
exit status. What several commands share lies beside them:

| beside the commands | what they share |
|---|---|
| `session` | one run of the program: its data file, clock and settings |
| `opening` | the main job in five lines, for `--help` and where there is no record |
| `examples` | one line of each command, with which its help ends |
| `copies_elsewhere` | what `follow-up` and its older names do |
| `what_runs` | what has to run by itself, for a schedule |
| `options` | options and arguments that have one wording |
| `mailing` | the mail of `--message`, and who asks by it |
| `texts` | what is typed, or read from a file: permissions, notes, places |
| `first_look` | looking for what was just put on record, or is to be removed |
| `anchors` | heads of the audit chain that are handed out, and those that were: for `audit` |
| `handoff` | giving out a list whose hand-off is on record |
| `copies` | the settings of copies, and deleting what is past its day |
| `put_in_place` | how a restored record takes the place of the one that stands |
| `lost_record` | what is said where the journal knows more than the record |
| `new_key` | making a key for copies, at a terminal |
| `made` | noting where the files lie that a command writes about people |
| `unknown_asker` | what `erase` and `correct` do for somebody who is not on record |
| `triage_screen` | `triage` on a terminal: a letter after the other |
| `letter_duties` | what `triage` does with a letter, by what a person says that it asks |
| `plain_request` | what `object`, `restrict` and `question` read and say |
| `proof` | what `erase`, `correct` and `purge` hand the duty that proves, and how the proof is said |
| `site` | what reads and changes the vendor's web site |
| `demo_story`, `demo_site` | what `demo` plays, and the site that it serves |
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from privacyctl import __version__
from privacyctl.cli import examples, opening
from privacyctl.cli.session import ENVIRONMENT, Session, begun, current
from privacyctl.errors import DONE, LOOK_FIRST, UNCHANGED, UNKNOWN, Failure
from privacyctl.model.moment import utc_now
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from typer._click import Command, Context

PANELS = {
    "Start": ("init", "demo", "status", "doctor", "schedule", "help"),
    "Removals": ("takedown", "due", "remind", "removed", "verify", "receipt"),
    "People and orders": ("add-contact", "contacts", "show", "add-purchase", "import-orders"),
    "Mailing": ("optout", "optin", "audience", "gate"),
    "On show": ("add-testimonial", "add-customer", "publications", "scan", "publish"),
    "Inbox and requests": (
        "inbox", "triage", "requests", "object", "restrict", "question", "close", "access", "confirm", "correct",
        "erase", "follow-up", "undo",
    ),
    "Promises": ("disclose", "export-for", "purposes", "announce", "purge", "policy", "stats", "audit"),
    "Keeping": ("backup", "restore", "journal"),
}  # fmt: skip
OLDER = {"follow-ups": "follow-up", "asked": "follow-up"}
"""Names that commands had, which go on working and stand in no help, and the command that does it now."""
_SHOWN = {command: panel for panel, commands in PANELS.items() for command in commands}
COMMANDS = {**_SHOWN, **{name: _SHOWN[now] for name, now in OLDER.items()}}


class Contents(TyperGroup):
    """The commands by name; the module of each is loaded when it is named.

    To load and describe all of them takes as long as starting Python does.
    """

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002  (typer's signature)
        return list(_SHOWN)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of a name; where there is none, all of them are loaded, for typer to name the nearest."""
        for name in (cmd_name,) if cmd_name in COMMANDS else COMMANDS:
            if name not in self.commands:
                self.add_command(_described(name))
        return super().get_command(ctx, cmd_name)


def function_of(command: str) -> Callable[..., None]:
    """The function of a command, from the module that has its name."""
    name = command.replace("-", "_")
    function: Callable[..., None] = getattr(import_module(f"privacyctl.cli.{name}"), name)
    return function


def _described(command: str) -> Command:
    """A command as typer parses and explains it."""
    alone = typer.Typer(add_completion=False, rich_markup_mode="rich")
    example = f"Example: privacyctl {examples.EXAMPLES[command]}"
    alone.command(rich_help_panel=COMMANDS[command], epilog=example)(function_of(command))
    return typer.main.get_command(alone)


def explain(command: str) -> None:
    """Print the help of a command."""
    _described(command).main(["--help"], prog_name=f"privacyctl {command}", standalone_mode=False)


app = typer.Typer(
    name="privacyctl",
    cls=Contents,
    help="Keeps a small software vendor's privacy promises.\n\n\b\n"
    + "\n".join(opening.LINES)
    + "\n\nprivacyctl alone shows what is to be done today. privacyctl help TOPIC explains.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

_COUNTED = frozenset({"asked", "audience", "disclose", "export-for", "gate"})
"""Commands that record one more each time that they are run; the others find what stands."""
_BUG, _INTERRUPTED, _READER_GONE, _UNKNOWN = 70, 130, 141, 3


def _print_version(wanted: bool) -> None:
    if wanted:
        stream.say(f"privacyctl {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    ctx: typer.Context,
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
    current().clock()  # before anything is done by a clock that cannot be right
    if ctx.invoked_subcommand is None:
        function_of("status")(line=False, with_who=False, as_json=False)


@functools.cache
def _program() -> Command:
    """The command line as typer parses it, made once: to describe a command takes a third of what `show` takes."""
    return typer.main.get_command(app)


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
    session.words, session.command = words, _named(words)
    with begun(session):
        return _status_of(words, session)


def _status_of(words: list[str], session: Session) -> int:  # noqa: PLR0911  (one return an ending)
    try:
        status = _program()(args=words, prog_name="privacyctl", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        return _interrupted(words, session)
    except stream.ReaderGone:
        return 0 if session.has_committed and not session.is_stepwise else _READER_GONE
    except stream.OutputLost as lost:
        if session.has_committed:
            stream.complain("warning", f"it is done; only this answer could not be written: {lost.reason}")
            return 0
        return _failed(words, 1, f"the answer could not be written: {lost.reason}", "write it elsewhere")
    except Failure as failure:
        failure.sentence = failure.sentence.replace(UNCHANGED, _outcome(words, session))
        return _failed(words, failure.status, failure.sentence, failure.hint, failure.details)
    except typer.TyperException as error:
        return _failed(words, error.exit_code, _clause(error.format_message()), _usage_hint(words))
    except Exception as error:  # noqa: BLE001  (the one place where nothing may slip through)
        return _surprised(words, error, session)
    if status == _INTERRUPTED:  # typer makes this of Ctrl-C, without a word
        return _interrupted(words, session)
    return status if isinstance(status, int) else 0


def _interrupted(words: list[str], session: Session) -> int:
    stands = _outcome(words, session)
    stream.complain("error", f"interrupted; {stands}")
    return _INTERRUPTED


def _outcome(words: list[str], session: Session) -> str:
    """What stands of a command that did not come to its end."""
    if session.outcome == UNKNOWN:
        return LOOK_FIRST if _named(words) in _COUNTED else UNKNOWN
    if session.is_stepwise:
        return "what was done before stands: see privacyctl due, and the files that it writes"
    return session.outcome


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


def _surprised(words: list[str], error: Exception, session: Session) -> int:
    """What nothing below foresaw: too little memory, a damaged data file, or a bug of ours."""
    if isinstance(error, MemoryError):
        traceback.clear_frames(error.__traceback__)  # or what filled the memory fills it still
        stands = _outcome(words, session)
        return _failed(
            words,
            1,
            f"there was not enough memory; {stands}",
            "give it less at once, or run it where there is more memory",
        )
    if damage := _damage(session):
        return _failed(words, damage.status, damage.sentence, damage.hint)
    return _confess(words, error, session)


def _damage(session: Session) -> Failure | None:
    """Whether the data file, and not a bug of ours, may be the cause."""
    from privacyctl.store.file import health

    try:
        return health.damage(session.path)
    except Exception:  # noqa: BLE001  (then the first error is the one to confess)
        return None


def _confess(words: list[str], error: Exception, session: Session) -> int:
    """A bug of ours: where it happened, and not one value of what it happened to."""
    outcome = _outcome(words, session)
    stands = "what was asked for is done" if outcome == DONE else outcome
    sentence = f"a bug in privacyctl ({type(error).__name__}); {stands}"
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
    named = _named(words)
    return f"privacyctl {f'{named} ' if named else ''}--help"


def _named(words: list[str]) -> str | None:
    """The command of a command line."""
    return next((word for word in words if word in COMMANDS), None)
