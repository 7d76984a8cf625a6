"""What `erase` and `correct` share: somebody asks who is not on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.cli.session import current, limits, nearest, record, signature
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.cases import Asked
    from privacyctl.model.request import RequestKind


def take(kind: RequestKind, who: str, asked: Asked, *, is_unknown: bool, as_json: bool) -> bool:
    """Open the case of somebody who is not on record, and say so; False for somebody who is, and nothing is done."""
    from privacyctl.duties.rights import unknown_askers
    from privacyctl.output import unknown_askers as words

    signed = signature()
    with record() as store:
        result = unknown_askers.ask(store, kind, who, asked, limits(), is_unknown=is_unknown)
        if result is None:
            return False
        stream.answer(
            as_json, lambda: words.document(result, signed), lambda: words.say(result, signed, current().now)
        )
        words.warn(result, nearest(store, result.near))
        return True
