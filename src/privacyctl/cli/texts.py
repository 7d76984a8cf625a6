"""The texts that options bring: mails, permissions, notes, places; typed, or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.bounded_files import read_file
from privacyctl.cli.session import moment
from privacyctl.errors import BadInput, not_utf8, unreadable
from privacyctl.model.text import LOCATION, line, prose

if TYPE_CHECKING:
    from privacyctl.duties.permissions import Given

_LARGEST_TEXT = 1024 * 1024


def given(value: str | None, received: str | None, field: str) -> Given:
    """A permission or evidence: TEXT, @FILE, or @FILE.eml with the mail it came in."""
    from privacyctl.cli.mailing import read_mail
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
