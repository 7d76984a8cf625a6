"""The texts that options bring: mails, permissions, notes, places; typed, or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.bounded_files import read_file
from privacyctl.cli.session import line_for, moment, record, settings
from privacyctl.errors import BadInput, not_utf8, unreadable
from privacyctl.model.text import LOCATION, line, prose

if TYPE_CHECKING:
    from privacyctl.duties.permissions import Given
    from privacyctl.model.message import Message

_LARGEST_TEXT = 1024 * 1024


def read_mail(path: Path | None) -> Message | None:
    """The mail of `--message`, read with the vendor's own server in mind."""
    if path is None:
        return None
    from dataclasses import replace

    from privacyctl.mail import read_message
    from privacyctl.model.address import match_key

    said = settings()
    mail = read_message(path, server=said.mail.server)
    ours = match_key(said.support.removeprefix("mailto:")) if said.support else None
    return replace(mail, is_from_us=ours in [address.key for address in mail.senders])


def who_asks(who: str | None, mail: Message | None) -> str:
    """WHO, or the sender of the mail. Raises BadInput where neither says it, Refused for a mail that acts on nobody."""
    if who is not None:
        return who
    from privacyctl.duties.cases import nobody_asks, sender

    if mail is None:
        raise nobody_asks(line_for("WHO"))
    with record(warns=False) as store:
        return sender(store, mail)


def given(value: str | None, received: str | None, field: str) -> Given:
    """A permission or evidence: TEXT, @FILE, or @FILE.eml with the mail it came in."""
    from privacyctl.duties.permissions import Given

    at = moment(received, "--received")
    if value is None:
        return Given(at=at)
    if value.startswith("@") and value.lower().endswith(".eml"):
        return Given(message=read_mail(Path(value[1:])), at=at)
    return Given(text=note(value, field), at=at)


def text_or_file(value: str, option: str) -> str:
    """TEXT, or with `@FILE` the text of a file in UTF-8."""
    if not value.startswith("@"):
        return value
    path = Path(value[1:])
    try:
        data = read_file(path, _LARGEST_TEXT)
        if data is None:
            raise BadInput(f"{option}: {path} is larger than 1 MiB", "give the text that matters")
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeDecodeError:
        raise not_utf8(path) from None


def note(value: str, field: str) -> str:
    """A free text, typed or from @FILE."""
    return prose(text_or_file(value, field), field)


def shown_at(given: list[str]) -> list[str]:
    """Where something is on show: addresses and paths."""
    return [line(one, "place", LOCATION) for one in given]
