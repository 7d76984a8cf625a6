"""The command `audience`."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.made import note_printed
from privacyctl.cli.session import contract, definition, nearest, record, settings
from privacyctl.model.consent import Purpose
from privacyctl.model.made import MadeKind
from privacyctl.output.screen import stream


def audience(
    purpose: Annotated[
        Purpose,
        typer.Argument(
            metavar="PURPOSE",
            parser=options.parse_purpose,
            help=f"What you want to write about: {options.PURPOSES}.",
        ),
    ],
    to: options.To = None,
    tokens: Annotated[
        bool,
        typer.Option("--tokens", help="A column `unsubscribe_token`, for unsub+TOKEN@ your domain."),
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Write the CSV of those who may be written to."""
    from privacyctl.duties.lists import audience as duty
    from privacyctl.duties.lists.doubts import in_doubt
    from privacyctl.duties.lists.near_noes import near_a_no
    from privacyctl.output import audience as words
    from privacyctl.output.screen.wording import warn_of_near, warn_of_unread

    if to is not None and tokens:
        raise options.exclusive("--tokens", "--to")
    if to is not None:
        _hand_over(to, purpose, as_json=as_json)
        return
    named = settings()
    with record() as store:
        found = duty.list_audience(store, definition(store, purpose, named), everyone=named.everyone)
        doubts = in_doubt(store, purpose)
        words.warn_of_doubts(doubts, lambda number: nearest(store, (), (number,)))
        note_printed(store, MadeKind.AUDIENCE)
        unread = duty.unread_of(store, (one.contact for one in found))
        near = near_a_no(store, purpose, found)
        made = duty.tokens(store, found, purpose) if tokens else None
    warn_of_unread(unread)
    warn_of_near(near)
    stream.answer(
        as_json,
        lambda: words.audience_document(purpose, found, doubts, unread, near, made),
        lambda: words.write_audience(found, tokens=made),
    )


def _hand_over(to: str, purpose: Purpose, *, as_json: bool) -> None:
    """Write the audience of a purpose for a recipient, once the hand-off is on record."""
    from privacyctl.cli import handoff
    from privacyctl.duties.lists import audience as duty
    from privacyctl.duties.lists import exporting
    from privacyctl.duties.lists.doubts import in_doubt
    from privacyctl.duties.lists.near_noes import near_a_no
    from privacyctl.output import audience as words
    from privacyctl.output.screen.wording import warn_of_near, warn_of_unread

    agreed = contract(to)
    named = settings()
    with record() as store:
        known = definition(store, purpose, named)
        note_printed(store, MadeKind.AUDIENCE)
        result = exporting.hand_over_audience(store, agreed, known, everyone=named.everyone)
        doubts = in_doubt(store, purpose)
        words.warn_of_doubts(doubts, lambda number: nearest(store, (), (number,)))
        unread = duty.unread_of(store, (one.contact for one in result.found))
        near = near_a_no(store, purpose, result.found)
    warn_of_unread(unread)
    warn_of_near(near)
    with handoff.told_where_it_fails(result.disclosure):
        stream.answer(
            as_json,
            lambda: words.handed_audience_document(purpose, to, result, doubts, unread, near),
            lambda: words.write_audience(result.found, result.columns),
        )
    handoff.note(to, result.disclosure, len(result.found))
