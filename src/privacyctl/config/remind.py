"""The sections `[[remind]]` and `[heartbeat]` of the settings: by which ways somebody is told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from privacyctl.config.inbox import OneLine
from privacyctl.config.sections import some_length
from privacyctl.config.strict import Strict, Text
from privacyctl.errors import Failure
from privacyctl.model.address import parse_address
from privacyctl.model.moment import parse_length
from privacyctl.model.reminder import NO_HOURS, Hours, WayHours
from privacyctl.model.way import SUBMISSION, TLS_AT_ONCE, Way, WayKind, is_loopback

_SERVER = re.compile(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)(?::(\d{1,5}))?")
_OF_A_SERVER = ("user", "password_command", "token_command", "ca_file", "tls")


def _server(text: str) -> str:
    found = _SERVER.fullmatch(text)
    if found is None or not 0 < int(found[2] or 1) < 65_536:
        raise PydanticCustomError("server", 'it is a host and its port, such as "smtp.example.com:465"')
    return text


def _address(text: str) -> str:
    try:
        return parse_address(text).given
    except Failure:
        raise PydanticCustomError("address", "each is an e-mail address") from None


def _hours(text: str) -> str:
    if Hours.read(text) is None:
        raise PydanticCustomError("hours", 'it is a time until a time, such as "22:00-07:00"')
    return text


def _time(text: str) -> str:
    if Hours.read(f"{text}-{text}") is None:
        raise PydanticCustomError("time", 'it is a time of the day, such as "08:00"')
    return text


class RemindSection(Strict):
    """One way. Its kind is told by which of the three keys is there."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$")] | None = None
    smtp: Annotated[OneLine, AfterValidator(_server)] | None = None
    sendmail: OneLine | None = None
    command: Text | None = None
    mail: tuple[Annotated[str, AfterValidator(_address)], ...] = Field(default=(), max_length=20)
    user: OneLine | None = None
    password_command: Text | None = None
    token_command: Text | None = None
    ca_file: OneLine | None = None
    tls: bool | None = None
    after: Annotated[str, AfterValidator(some_length)] | None = None
    quiet: Annotated[str, AfterValidator(_hours)] | None = None
    digest: Annotated[str, AfterValidator(_time)] = "08:00"

    @property
    def kind(self) -> WayKind:
        return next(kind for kind in WayKind if getattr(self, kind) is not None)

    @property
    def called(self) -> str:
        """Its name; of one without a name what it is."""
        return self.name or self.kind.value

    @model_validator(mode="after")
    def _is_one_way(self) -> Self:
        kinds = [kind for kind in WayKind if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise PydanticCustomError("kind", "it has one of smtp, sendmail and command")
        given = [key for key in _OF_A_SERVER if getattr(self, key) is not None]
        if kinds[0] is not WayKind.SMTP and given:
            raise PydanticCustomError("key", "{key} goes with smtp", {"key": given[0]})
        if kinds[0].is_mail is not bool(self.mail):
            raise PydanticCustomError(
                "mail",
                'whom it tells must be said: mail = ["you@example.com"]'
                if kinds[0].is_mail
                else "mail goes with smtp or sendmail: a command knows by itself whom it tells",
            )
        secrets = (self.password_command is not None) + (self.token_command is not None)
        if secrets != (self.user is not None):
            raise PydanticCustomError(
                "login", "a log-in wants user, and one of password_command and token_command"
            )
        if self.tls is False and not is_loopback(self._host_and_port()[0]):
            raise PydanticCustomError(
                "tls", "tls = false is for 127.0.0.1 and ::1 alone: nothing leaves this machine without TLS"
            )
        return self

    def _host_and_port(self) -> tuple[str, int]:
        found = _SERVER.fullmatch(self.smtp or "")
        if found is None:
            return "", 0
        return found[1].strip("[]"), int(found[2] or (TLS_AT_ONCE if self.tls is not False else SUBMISSION))

    def way(self, folder: Path) -> Way:
        """The section as far as sending needs it; paths start at `folder`, the settings' own."""
        host, port = self._host_and_port()
        return Way(
            name=self.called,
            kind=self.kind,
            where=host or self.sendmail or self.command or "",
            mail=self.mail,
            port=port,
            is_plain=self.tls is False,
            user=self.user or "",
            ca_file=None if self.ca_file is None else folder / Path(self.ca_file).expanduser(),
            password_command=self.password_command,
            token_command=self.token_command,
        )

    @property
    def hours(self) -> WayHours:
        """When it tells of what."""
        return WayHours(
            after=parse_length(self.after) if self.after else 0,
            quiet=(Hours.read(self.quiet) if self.quiet else None) or NO_HOURS,
            digest=(Hours.read(f"{self.digest}-{self.digest}") or NO_HOURS).begin,
        )


def _address_of_web(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_right = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_right = False
    if not is_right or not text.isascii() or any(c.isspace() for c in text) or parts.query or parts.fragment:
        raise PydanticCustomError("url", "it is an address that begins with https:// or http://, without ?")
    return text


class HeartbeatSection(Strict):
    """The monitor that notices when nothing is heard any more."""

    url: Annotated[OneLine, AfterValidator(_address_of_web)] | None = None
