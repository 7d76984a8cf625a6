"""Every failure that a user can meet: a sentence, a hint, an exit status.

The sentence is a lower-case clause without a full stop; the hint is what to type next.
Neither holds personal data that the user did not type in this very command: standard
error ends up in cron's mail and in journals. Anything that is not a `Failure` is a bug
of ours, and `cli.main` reports it as one (status 70).
"""

from __future__ import annotations

from pathlib import Path

UNCHANGED = "nothing was changed"
"""How a sentence ends whose failure leaves the record as it was. `cli.main` says in its place what stands."""
DONE = "it is done"
"""What stands where the failure came after the commit."""
UNKNOWN = "it is not known whether it was done: run it again"
"""What stands where COMMIT was interrupted, and the record cannot be read any more."""
LOOK_FIRST = (
    "it is not known whether it was done: see privacyctl audit, and run it again only where it is not there"
)
"""The same of a command that records one more each time that it is run."""


class Failure(Exception):
    """Something the user can understand and mend."""

    status = 1
    details: tuple[str, ...] = ()
    """What somebody else's program said of it, line by line."""

    def __init__(self, sentence: str, hint: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class DeployFailed(Failure):
    """The vendor's own deploy command failed; the last lines that it said are kept."""

    def __init__(self, sentence: str, hint: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(sentence, hint)
        self.details = details


class Refused(Failure):
    """A rule of the policy or the state of the record forbids it."""


class CardNumberRefused(Refused):
    """A card number was typed where text was asked for (promise P1). The digits are never repeated."""

    def __init__(self, field: str) -> None:
        super().__init__(
            f"the {field} holds what looks like a card number, and no card number is ever stored",
            "leave the card number out and run the command again",
        )


class NobodyAsks(Refused):
    """A mail does not say who asks: a form, a list, a robot or one of ours sent it. `others` are whom it may be by."""

    def __init__(self, sentence: str, hint: str | None = None, others: tuple[str, ...] = ()) -> None:
        super().__init__(sentence, hint)
        self.others = others


class SourceFailed(Failure):
    """A mailbox could not be read."""


class SourceOutOfReach(SourceFailed):
    """The network or the mail server fails for now: nobody is told of it in the first hour."""


class NotTaken(Failure):
    """A way did not take a message. Of what its server or its program said no word is repeated."""

    def __init__(self, sentence: str, hint: str | None = None, *, is_lasting: bool = False) -> None:
        super().__init__(sentence, hint)
        self.is_lasting = is_lasting
        """Whether somebody has to mend something first: it is tried again, but not soon."""


class NoSecret(SourceFailed, NotTaken):
    """A command of the settings did not print the password or the token that it should."""

    def __init__(self, sentence: str, hint: str) -> None:
        super().__init__(sentence, hint, is_lasting=True)


class NotFound(Failure):
    """Nothing on record answers to what was typed.

    `near` and `near_companies` hold numbers; the names are shown on a terminal only.
    """

    def __init__(
        self,
        sentence: str,
        hint: str | None = None,
        near: tuple[int, ...] = (),
        near_companies: tuple[int, ...] = (),
    ) -> None:
        super().__init__(sentence, hint)
        self.near = near
        self.near_companies = near_companies


class MaybeMistyped(NotFound):
    """Nobody on record has the name of somebody who asks, and others are called nearly so."""

    def __init__(self, nobody: NotFound) -> None:
        super().__init__(nobody.sentence, None, nobody.near, nobody.near_companies)


class Ambiguous(NotFound):
    """Several things on record answer to what was typed, and none is guessed."""


class BadRows(Failure):
    """A file has rows that cannot be read, and the user did not say `--skip-bad`."""


class BadInput(Failure):
    """What was typed, or the file that was named, cannot be read as what it should be."""

    status = 2


class Untrusted(Failure):
    """The data file cannot be opened, written or trusted."""

    status = 3


ODD_VALUE = (ValueError, TypeError, ArithmeticError, LookupError)
"""What ends the reading of a value that no command wrote; another program may have put anything there."""


def odd_value(error: Exception) -> Untrusted:
    """What is said where a value of the record cannot be read."""
    return Untrusted(
        f"a value on record cannot be read ({type(error).__name__}): no command wrote it, or this is a bug of ours",
        "see: privacyctl doctor; if it finds nothing else, report it",
    )


class Missing(Untrusted):
    """There is no data file where one was looked for."""


class Foreign(Untrusted):
    """The file is not privacyctl's: empty, another program's, or no database at all."""


class Newer(Untrusted):
    """The file was written by a later privacyctl."""


class Damaged(Untrusted):
    """SQLite or the audit chain says that the file is not as it was written."""


class Unwritable(Untrusted):
    """The file or its folder is read-only, or the disk is full. Nothing was changed."""


class Replaced(Untrusted):
    """Another file has the data file's name since it was opened, or none has."""


class Busy(Untrusted):
    """Another process held the file for longer than we wait."""


def why(error: OSError) -> str:
    """What the system says of a file, as a clause of ours and without the file's name."""
    return (error.strerror or str(error)).lower()


def unreadable(path: Path | str, error: OSError | ValueError, hint: str | None = None) -> BadInput:
    """What is said of a file that was named and cannot be read."""
    if isinstance(error, FileNotFoundError):
        return BadInput(f"there is no file {path}", hint or "check the path")
    if isinstance(error, IsADirectoryError):
        return BadInput(f"{path} is a folder", hint or "name the file in it")
    reason = why(error) if isinstance(error, OSError) else "its name"
    return BadInput(f"{path} cannot be read: {reason}", hint or f"see who owns it: ls -ld {path}")


def no_file(path: Path) -> BadInput:
    """What is said of a name that is no file's: nothing is there, or a folder, a pipe or a device."""
    if path.is_dir():
        return unreadable(path, IsADirectoryError())
    if path.exists():
        return BadInput(f"{path} is no file that can be read twice", "save it as a file, and name that")
    return unreadable(path, FileNotFoundError())


def not_utf8(path: Path | str, hint: str = "save it as UTF-8") -> BadInput:
    """What is said of a file that should be text, and is not."""
    return BadInput(f"{path} is not a text in UTF-8", hint)


def broken_csv(path: Path | str, began: int, ended: int) -> BadInput:
    """What is said of a CSV row that begins on line `began`, and whose reader gave up on line `ended`."""
    hint = 'write a quote inside a cell twice (""), and close every quote'
    if ended > began:
        return BadInput(
            f"a quote opened on line {began} of {path} is never closed, or not where the cell ends", hint
        )
    return BadInput(
        f"line {began} of {path} has a quote in the wrong place, or a cell of more than a megabyte", hint
    )


def unwritten(path: Path, error: OSError, hint: str = "name another place") -> BadInput:
    """What is said of a file or a folder that cannot be made."""
    return BadInput(f"{path} cannot be written: {why(error)}", hint)


def already_there(path: Path) -> str:
    """The sentence of every failure that guards what has that name."""
    return f"{path} is there already and is not overwritten"
