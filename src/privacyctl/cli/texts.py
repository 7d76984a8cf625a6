"""What was written: mails, permissions and notes that options name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.cli.session import moment, settings, text_or_file
from privacyctl.model.text import prose

if TYPE_CHECKING:
    from privacyctl.duties.permissions import Given
    from privacyctl.model.message import Message


def read_mail(path: Path | None) -> Message | None:
    """The mail of `--message`, read with the vendor's own server in mind."""
    if path is None:
        return None
    from privacyctl.mail import read_message

    return read_message(path, server=settings().mail.server)


def given(value: str | None, received: str | None, field: str) -> Given:
    """A permission or evidence: TEXT, @FILE, or @FILE.eml with the mail it came in."""
    from privacyctl.duties.permissions import Given

    at = moment(received, "--received")
    if value is None:
        return Given(at=at)
    if value.startswith("@") and value.lower().endswith(".eml"):
        return Given(message=read_mail(Path(value[1:])), at=at)
    return Given(text=note(value, field), at=at)


def note(value: str, field: str) -> str:
    """A free text, typed or from @FILE."""
    return prose(text_or_file(value, field), field)
