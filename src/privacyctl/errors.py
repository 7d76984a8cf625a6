"""Every failure that a user can meet: a sentence, a hint, an exit status.

The sentence is a lower-case clause without a full stop; the hint is what to type next.
Neither holds personal data that the user did not type in this very command: standard
error ends up in cron's mail and in journals. Anything that is not a `Failure` is a bug
of ours, and `cli.main` reports it as one (status 70).
"""

from __future__ import annotations


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


class NotFound(Failure):
    """Nothing on record answers to what was typed.

    `near` holds contact numbers; their names are shown on a terminal only.
    """

    def __init__(self, sentence: str, hint: str | None = None, near: tuple[int, ...] = ()) -> None:
        super().__init__(sentence, hint)
        self.near = near


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


class Busy(Untrusted):
    """Another process held the file for longer than we wait."""


def why(error: OSError) -> str:
    """What the system says of a file, as a clause of ours and without the file's name."""
    return (error.strerror or str(error)).lower()
