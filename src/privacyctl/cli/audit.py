"""The command `audit`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import anchors, options
from privacyctl.cli.session import moment, record
from privacyctl.errors import BadInput, Damaged
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.model.anchor import HandedHead
    from privacyctl.store import Store

_CHECKS = "Check"
_ANCHORS = "Anchor"


def audit(
    who: Annotated[
        str | None,
        typer.Argument(metavar="[WHO]", help="An e-mail address, a contact number or a company's name."),
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="TIME", help="Only the entries since then.")] = None,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify",
            help="Walk the whole chain; status 3 where it does not hold.",
            rich_help_panel=_CHECKS,
        ),
    ] = False,
    head: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SEQ:HASH",
            help="With --verify: a head that was handed out, which must be in it.",
            rich_help_panel=_CHECKS,
        ),
    ] = None,
    receipt: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="With --verify: a receipt or a letter, as text or as a mail.",
            rich_help_panel=_CHECKS,
        ),
    ] = None,
    manifest: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="With --verify: a manifest or a JSON answer.", rich_help_panel=_CHECKS
        ),
    ] = None,
    check_signed: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="With --verify: a head that --sign printed.", rich_help_panel=_CHECKS
        ),
    ] = None,
    check_stamped: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="With --verify: a head that --stamp printed.", rich_help_panel=_CHECKS
        ),
    ] = None,
    certificate: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="With --check-stamped: the authority's certificate, and again those above it (PEM).",
            rich_help_panel=_CHECKS,
        ),
    ] = None,
    sign: Annotated[
        bool,
        typer.Option("--sign", help="Print the head, signed with your SSH key.", rich_help_panel=_ANCHORS),
    ] = False,
    key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Your SSH key, else that of ssh; to check: a public key, or a list of allowed signers.",
            rich_help_panel=_ANCHORS,
        ),
    ] = None,
    stamp: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Print the head with the time of this authority (RFC 3161).",
            rich_help_panel=_ANCHORS,
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Show what was done, and hold it against what was handed out."""
    walks = verify or check_signed is not None or check_stamped is not None
    if walks and (who is not None or since is not None):
        raise BadInput("--verify walks the whole chain", "leave out WHO and --since")
    if (head or receipt or manifest) and not walks:
        raise BadInput("a head is held against the whole chain", "give --verify with it")
    if sign or stamp is not None:
        if walks or who is not None or since is not None or (sign and stamp is not None):
            raise BadInput(
                "one thing is printed at a time: a head that is signed, or one that is stamped", None
            )
        anchors.hand_out(key, stamp, as_json=as_json)
        return
    handed = anchors.stated(head or [], [*(receipt or []), *(manifest or [])])
    if check_signed is not None:
        handed.append(anchors.signed(check_signed, key))
    if check_stamped is not None:
        handed.append(anchors.stamped(check_stamped, certificate or []))
    with record(believes=True) as store:
        if walks:
            _verify(store, handed, as_json=as_json)
            return
        from privacyctl.duties import audit as duty
        from privacyctl.duties.who import find
        from privacyctl.output import audit as words

        with store.snapshot():
            entries = duty.history(
                store,
                find(store, who, erased_too=True) if who is not None else None,
                moment(since, "--since"),
            )
        stream.answer(as_json, words.entries_document, words.say_history, entries)


def _verify(store: Store, handed: Sequence[HandedHead], *, as_json: bool) -> None:
    """Say what the walk and the heads come to. Raises Damaged where one of them does not hold."""
    from privacyctl.duties import anchors as held
    from privacyctl.duties import audit as duty
    from privacyctl.output import audit as words
    from privacyctl.store.journal import parting, standing

    result, verdicts = duty.verify(store), held.held_against(store, handed)
    stream.answer(
        as_json,
        lambda: words.verified_document(result, verdicts),
        lambda: words.say_verified(result, verdicts),
    )
    if result.first_broken is not None:
        raise Damaged(
            f"entry {result.first_broken} of the audit chain does not hold",
            "keep a copy of the file as it is; what stands before that entry can be trusted",
        )
    stands = standing.of(store)
    if not stands.is_believed:
        raise parting.failure(store, stands)
    if result.unread:
        raise Damaged(
            f"{', '.join(result.unread)}: too damaged to be held against the audit chain",
            "keep a copy of the file as it is, and put back your last good copy",
        )
    if not result.holds:
        raise Damaged(
            "the rows of the record are not as the entries of the audit chain left them",
            "keep a copy of the file as it is; privacyctl doctor names each",
        )
    held.must_be_in_the_chain(verdicts)
