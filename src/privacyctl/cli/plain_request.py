"""What `object`, `restrict` and `question` share: reading what was asked, and opening its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.cli.session import limits, moment, nearest, record
from privacyctl.model.consent import Via

if TYPE_CHECKING:
    from pathlib import Path

    from privacyctl.cli.options import Written
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.rights.plain_requests import PlainRequest
    from privacyctl.model.deadline import Law
    from privacyctl.model.request import RequestKind


def asked_for(received: str | None, via: Written | None, message: Path | None, note: str | None) -> Asked:
    """What was typed of a request, or stands in its mail."""
    from privacyctl.cli import mailing, texts
    from privacyctl.duties.cases import Asked

    return Asked(
        received_at=moment(received, "--received"),
        via=Via(via.value) if via else Via.UNSTATED,
        message=mailing.read_mail(message),
        note=texts.note(note, "note") if note is not None else None,
    )


def take(kind: RequestKind, who: str | None, asked: Asked, law: Law | None) -> tuple[PlainRequest, str]:
    """Open the case of such a request, or find it; with it whom else on record may be meant."""
    from privacyctl.cli.mailing import who_asks
    from privacyctl.duties.rights import plain_requests

    asker = who_asks(who, asked.message)
    with record() as store:
        result = plain_requests.ask(store, kind, asker, asked, limits(law))
        return result, nearest(store, result.near)
