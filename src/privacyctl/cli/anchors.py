"""What `audit` has of anchors: heads that are handed out, and those that were."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from privacyctl.cli.session import record, settings
from privacyctl.errors import BadInput, Refused
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from privacyctl.model.anchor import HandedHead


def hand_out(key: Path | None, authority: str | None, *, as_json: bool) -> None:
    """Print the head of the chain with a signature, or with an authority's time."""
    from privacyctl.anchors import ssh_signatures
    from privacyctl.model import anchor
    from privacyctl.output import audit as words

    vendor = settings().vendor
    with record() as store:
        head = store.head()
    note = anchor.note(head, vendor)
    if authority is None:
        text = ssh_signatures.signed(note, key or ssh_signatures.own_key())
    else:
        with _time_stamps():
            from privacyctl.anchors import timestamps
        text = timestamps.stamped(note, authority)
    stream.answer(
        as_json, lambda: words.anchor_document(head, text), lambda: stream.verbatim(*text.splitlines())
    )


def stated(typed: Sequence[str], files: Sequence[Path]) -> list[HandedHead]:
    """The heads that were typed, and those that stand in the files."""
    from privacyctl.model.anchor import Anchor, HandedHead

    found = [HandedHead(Anchor.typed(one)) for one in typed]
    if not files:
        return found
    from privacyctl.anchors.heads import heads_in

    return found + [HandedHead(anchor, str(file)) for file in files for anchor in heads_in(file)]


def signed(file: Path, key: Path | None) -> HandedHead:
    """The head that a signed file has. Raises Damaged where its signature is not good."""
    from privacyctl.anchors import ssh_signatures
    from privacyctl.model.anchor import HandedHead, of_note

    note, by = ssh_signatures.check(file, key or ssh_signatures.own_key())
    return HandedHead(of_note(note), str(file), by)


def stamped(file: Path, certificates: Sequence[Path]) -> HandedHead:
    """The head that a stamped file has. Raises Damaged where its time stamp is not good."""
    from privacyctl.model.anchor import HandedHead, of_note
    from privacyctl.model.moment import Moment, local

    if not certificates:
        raise BadInput(
            "a time stamp is as good as the authority's certificate",
            "name it, and the ones above it: --certificate FILE",
        )
    with _time_stamps():
        from privacyctl.anchors import timestamps
    note, at = timestamps.check(file, certificates)
    return HandedHead(of_note(note), str(file), f"stamped {local(Moment(int(at.timestamp())))}")


@contextlib.contextmanager
def _time_stamps() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise Refused(
            "time stamps need a library that is not installed", "pip install 'privacyctl[timestamp]'"
        ) from error
