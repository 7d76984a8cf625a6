"""What a person asked for and what became of it, as it is handed to them. See `model.access_document`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeldMail:
    """A mail that a request came in. Its SHA-256 is kept, so that it can be known again."""

    sha256: str
    from_your_address: bool
    """Whether it came from an address of yours; no other sender is named here."""


@dataclass(frozen=True, slots=True)
class HeldCode:
    """A one-time code that was sent to your address. It is kept as a keyed hash."""

    made_at: str
    expires_at: str
    wrong_tries: int
    ended_at: str | None


@dataclass(frozen=True, slots=True)
class HeldConfirmation:
    """That it was confirmed that it was you. A later change of your address voids it."""

    how: str
    """code, account or voice; never a document."""
    at: str


@dataclass(frozen=True, slots=True)
class HeldFollowUp:
    """Somebody who was asked, or is to be asked, to correct or remove a copy."""

    copy: str
    place: str | None
    ask_at: str | None
    due_at: str | None
    asked_at: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class HeldLetter:
    """A mail or a form of yours, from the moment that it came in."""

    letter: int
    received_at: str
    recorded_at: str
    dated_at: str | None
    """The date that your mail bore."""
    name_in_mail: str | None
    subject: str | None
    text: str | None
    sha256: str | None
    """Of your mail, by which it is known again, while its words are kept."""
    read_as: tuple[str, ...]
    """What somebody said that it asks; nothing while it waits to be read."""
    cases: tuple[int, ...]
    """What became of it."""


@dataclass(frozen=True, slots=True)
class HeldRequest:
    """Something that you asked for, and how it ended."""

    case: int
    kind: str
    what: str | None
    received_at: str
    """The earliest receipt that is known."""
    receipts: tuple[str, ...]
    """Every receipt on record, the first one noted first."""
    dated_at: str | None
    """The date that your mail bore."""
    via: str
    recorded_at: str
    given_as: str | None
    name_in_mail: str | None
    """What you called yourself, where you were not on record then."""
    text: str | None
    note: str | None
    mails: tuple[HeldMail, ...]
    rule: str | None
    """The law whose limit holds, gdpr or ccpa, where the request has a day of its own."""
    due_at: str | None
    answered_at: str | None
    confirmations: tuple[HeldConfirmation, ...]
    codes: tuple[HeldCode, ...]
    follow_ups: tuple[HeldFollowUp, ...]
    closed_because: str | None
    closed_at: str | None
    closing_note: str | None


@dataclass(frozen=True, slots=True)
class HeldStatement:
    """What was said of a removal by those who did it."""

    act: str
    at: str
    note: str | None


@dataclass(frozen=True, slots=True)
class HeldLook:
    """One check whether something was on show, or gone.

    Of a page that showed it a sketch is kept, by which the page is known again: keyed hashes of its words, not yours.
    """

    at: str
    through: str
    found: str
    reason: str
    place: str | None
    url: str | None
    status: int | None


@dataclass(frozen=True, slots=True)
class HeldTakedown:
    """The duty to remove one thing that was on show."""

    task: int
    case: int
    asked_by_you: bool
    """Whether it was you who asked. What others wrote is not shown."""
    what: str
    publication: int | None
    received_at: str
    due_at: str
    state: str
    removed_at: str | None
    claimed_at: str | None
    verified_at: str | None
    came_back_at: str | None
    said: tuple[HeldStatement, ...]
    looks: tuple[HeldLook, ...]
