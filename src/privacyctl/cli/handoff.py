"""Giving out a list whose hand-off is on record already.

Recorded and not given out is the safe side: the record then names somebody who got nothing,
and never keeps quiet about somebody whose data left the house.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from privacyctl.cli.session import current
from privacyctl.errors import DONE, BadInput, Failure, why
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Iterator


def note(recipient: str, disclosure: int | None, people: int) -> None:
    from privacyctl.output import disclosures

    disclosures.note_handed_over(recipient, disclosure, people)


@contextlib.contextmanager
def told_where_it_fails(disclosure: int | None) -> Iterator[None]:
    """Where a recorded list cannot be given out, say both; the command has then not done its work."""
    try:
        if disclosure is not None:
            current().stands(f"disclosure {disclosure} is recorded, but the list is not given out whole")
        yield
        if disclosure is not None:
            current().stands(DONE)
    except (OSError, BadInput, stream.OutputLost) as error:
        if disclosure is None:
            raise
        if isinstance(error, OSError):
            reason = why(error)
        else:
            reason = error.sentence if isinstance(error, BadInput) else error.reason
        raise Failure(
            f"disclosure {disclosure} is recorded, but the list is not given out whole: {reason}",
            "mend that and run the command again: it records the hand-off that then takes place",
        ) from None
