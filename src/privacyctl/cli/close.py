"""The command `close`."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import limits, record
from privacyctl.model.consent import Purpose, Via
from privacyctl.model.ids import CaseId
from privacyctl.model.request import Because, RequestKind, WasAbout
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.cases import Asked
    from privacyctl.duties.lists.opted_out import OptOuts
    from privacyctl.model.contact import Contact
    from privacyctl.store import Transaction


def close(
    case: options.Case,
    because: Annotated[Because, typer.Option(help="Why it needs no removal; a comment is seen-to.")],
    note: Annotated[str, typer.Option(metavar="TEXT|@FILE", help="What was found or agreed.")],
    was: Annotated[
        WasAbout | None,
        typer.Option(help="What a comment was that you read; that is then taken, as of its receipt."),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """End a case that needs no removal, on the record."""
    from privacyctl.cli import texts
    from privacyctl.duties.removals import removals
    from privacyctl.output import optout as optout_words
    from privacyctl.output import requests as words

    text = texts.note(note, "note")
    if was is None and because is Because.SEEN_TO and sys.stdin.isatty() and not as_json:
        was = _ask(CaseId(case))
    taking = None if was in (None, WasAbout.NONE) or because is not Because.SEEN_TO else Taking(was)
    with record() as store:
        result = removals.close(store, CaseId(case), because=because, note=text, was=was, take=taking)
        done = taking.opt_outs if taking else None
        if done is not None:
            optout_words.warn_of_lists(done)  # first: whoever reads the answer may be gone
        stream.answer(as_json, words.closed_case_document, words.say_closed, result)
        if done is not None and not as_json:
            optout_words.say_opt_outs(done)


class Taking:
    """Takes what a comment asked for, by the duty of the command of that name."""

    def __init__(self, was: WasAbout) -> None:
        self._was, self._limits = was, limits(None)
        self.opt_outs: OptOuts | None = None

    def __call__(self, tx: Transaction, contact: Contact, asked: Asked) -> CaseId | None:
        """Open the case, and return it; None of an opt-out, which is done at once."""
        from privacyctl.duties.lists import opting_out
        from privacyctl.duties.lists.opted_out import OptOuts
        from privacyctl.duties.removals import takedowns
        from privacyctl.duties.rights import erase_request, plain_requests, rights

        match self._was.kind:
            case None:
                # Somebody read it and says no for them: an import's own no has no mark, and is overruled by the next.
                said = replace(asked, via=Via.UNSTATED) if asked.via is Via.IMPORT else asked
                one = opting_out.opt_out_contact(tx, contact, [Purpose.UPDATES], said)
                self.opt_outs = OptOuts((one,), (), 0)
                return None
            case RequestKind.TAKEDOWN:
                return takedowns.open_for(tx, contact, asked).case
            case RequestKind.ERASURE:
                return erase_request.open_for(tx, contact, asked, self._limits)
            case RequestKind.ACCESS | RequestKind.RECTIFICATION as kind:
                return rights.open_right(tx, kind, contact, asked, self._limits).case.id
            case kind:
                return plain_requests.open_for(tx, kind, contact, asked, self._limits)


def _ask(case: CaseId) -> WasAbout | None:
    """Ask a person what the comment was, with the record closed; None where nothing is to be asked."""
    from privacyctl.duties.removals import removals
    from privacyctl.output import requests as words

    with record(warns=False) as store:
        comment = removals.unread_comment(store, case)
    if comment is None:
        return None
    while True:
        said: str = typer.prompt(words.asked_of(comment), err=True)
        if said.strip().lower() in list(WasAbout):
            return WasAbout(said.strip().lower())
        stream.complain("error", f"'{said}' is none of these", None)
