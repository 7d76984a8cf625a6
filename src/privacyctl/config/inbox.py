"""The sections `[[inbox]]` of the settings: mailboxes that are read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from privacyctl.config.strict import Strict, Text
from privacyctl.model.mailbox import INBOX, MailSource, SourceKind

_OF_A_SERVER = ("user", "port", "ca_file", "password_command", "token_command")
_HOST = r"^(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*|[0-9a-fA-F:]+)$"


def _day(value: Any) -> Any:
    """A day, in quotes or not; pydantic would take a number for one too."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("day", "a day is written 2026-12-25") from None


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise PydanticCustomError("line", "it is one line, without control characters")
    return text


OneLine = Annotated[Text, AfterValidator(_one_line)]
Host = Annotated[str, Field(min_length=1, max_length=253, pattern=_HOST)]


class InboxSection(Strict):
    """One mailbox. Its kind is told by which of the five keys is there."""

    name: Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_one_line)] | None = None
    maildir: OneLine | None = None
    mbox: OneLine | None = None
    spool: OneLine | None = None
    imap: Host | None = None
    pop: Host | None = None
    user: OneLine | None = None
    port: int | None = Field(default=None, ge=1, le=65535)
    folders: tuple[OneLine, ...] = Field(default=(INBOX,), min_length=1, max_length=100)
    ca_file: OneLine | None = None
    password_command: Text | None = None
    token_command: Text | None = None
    since: Annotated[date, BeforeValidator(_day)] | None = None
    sender: Literal["from", "reply-to"] = "from"
    requests: bool = False

    @property
    def kind(self) -> SourceKind:
        return next(kind for kind in SourceKind if getattr(self, kind) is not None)

    @property
    def called(self) -> str:
        """Its name; of one without a name what it is."""
        return self.name or self.kind.value

    @model_validator(mode="after")
    def _is_one_mailbox(self) -> Self:
        kinds = [kind for kind in SourceKind if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise PydanticCustomError("kind", "it has one of maildir, mbox, spool, imap and pop")
        given = [key for key in _OF_A_SERVER if getattr(self, key) is not None]
        if not kinds[0].is_remote and given:
            raise PydanticCustomError("key", "{key} goes with imap or pop", {"key": given[0]})
        if kinds[0].is_remote and (
            self.user is None or (self.password_command is None) == (self.token_command is None)
        ):
            raise PydanticCustomError(
                "login", "a server wants user, and one of password_command and token_command"
            )
        if kinds[0] not in {SourceKind.IMAP, SourceKind.MAILDIR} and self.folders != (INBOX,):
            raise PydanticCustomError("key", "folders goes with imap or maildir")
        if len(set(self.folders)) != len(self.folders):
            raise PydanticCustomError("folders", "folders names one twice")
        return self

    def source(self, folder: Path) -> MailSource:
        """The section as a value; paths start at `folder`, the settings' own."""
        kind = self.kind
        where = str(getattr(self, kind))
        return MailSource(
            name=self.called,
            kind=kind,
            where=where if kind.is_remote else str(_whole(folder, where)),
            folders=self.folders,
            since=self.since,
            user=self.user or "",
            port=self.port or kind.port,
            ca_file=_whole(folder, self.ca_file) if self.ca_file else None,
            password_command=self.password_command,
            token_command=self.token_command,
            all_are_forms=self.sender == "reply-to",
            all_are_requests=self.requests,
        )


def _whole(folder: Path, named: str) -> Path:
    return folder / Path(named).expanduser()
