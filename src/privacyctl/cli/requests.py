"""Requests: requests, close, receipt, follow-ups, follow-up, asked."""

from __future__ import annotations

from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import moment, record, settings
from privacyctl.model.follow_up import Copy, Lead
from privacyctl.model.request import Because
from privacyctl.model.text import LOCATION, line
from privacyctl.output import documents, site_documents
from privacyctl.output.screen import stream

Case = Annotated[int, typer.Argument(metavar="CASE", help="A case number, as `requests` lists it.")]


def requests(as_json: options.Json = False) -> None:
    """List the cases, the open ones first."""
    from privacyctl.duties.removals import removals
    from privacyctl.duties.rights import rights
    from privacyctl.output import requests as words

    with record() as store:
        with store.snapshot():
            found, days = removals.list_requests(store), rights.days(store)
        if as_json:
            listed = [documents.request(one) | words.day_document(days.get(one.id)) for one in found]
            stream.say_json({"requests": listed})
        else:
            words.say_requests(found, days)


def close(
    case: Case,
    because: Annotated[Because, typer.Option(help="Why it needs no removal; a comment is seen-to.")],
    note: Annotated[str, typer.Option(metavar="TEXT|@FILE", help="What was found or agreed.")],
    as_json: options.Json = False,
) -> None:
    """End a case that needs no removal, on the record."""
    from privacyctl.cli import texts as written
    from privacyctl.duties.removals import removals
    from privacyctl.output import requests as words

    text = written.note(note, "note")
    with record() as store:
        result = removals.close(store, case, because=because, note=text)
        if as_json:
            stream.say_json(documents.closed_case(result))
        else:
            words.say_closed(result)


def receipt(
    case: Case,
    mail: Annotated[
        bool, typer.Option("--mail", help="As a mail that is ready to be sent: pipe it to sendmail -t.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Write the answer to whoever asked for a removal."""
    from privacyctl.duties.removals import receipts
    from privacyctl.output import receipt as words

    said = settings()
    with record() as store:
        with store.snapshot():
            result = receipts.receipt(store, case)
        if as_json:
            text = words.text(result, said.vendor)
            stream.say_json(site_documents.receipt(result) | {"text": text})
        elif mail:
            stream.write(words.mail(result, said.vendor, said.support))
        else:
            stream.write(words.text(result, said.vendor))


def follow_ups(
    case: Annotated[
        int | None, typer.Argument(metavar="[CASE]", help="Those of one case; else of all.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """List the copies that others must be asked to remove."""
    from privacyctl.duties.removals import follow_ups as duty
    from privacyctl.output import requests as words

    with record() as store:
        with store.snapshot():
            found = duty.list_follow_ups(store, case)
        if as_json:
            stream.say_json({"follow_ups": [site_documents.follow_up(one) for one in found]})
        else:
            words.say_follow_ups(found)


def follow_up(
    case: Case,
    copy: Annotated[Copy, typer.Option(help="What holds the copy.")],
    where: Annotated[str, typer.Option(metavar="URL|TEXT", help="What may still be seen there.")],
    ask_at: Annotated[
        str | None, typer.Option(metavar="URL|TEXT", help="Where one asks for its removal.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Add a copy out of reach to a case."""
    from privacyctl.duties.removals import follow_ups as duty
    from privacyctl.output import requests as words

    lead = Lead(
        copy, line(where, "place", LOCATION), None if ask_at is None else line(ask_at, "address", LOCATION)
    )
    with record() as store:
        result = duty.add(store, case, lead)
        if as_json:
            stream.say_json(site_documents.followed_up(result))
        else:
            words.say_followed_up(result)


def asked(
    numbers: Annotated[
        list[int], typer.Argument(metavar="NUMBER...", help="Numbers, as `follow-ups` lists them.")
    ],
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help="When you asked. Else now.")] = None,
    note: Annotated[
        str | None, typer.Option(metavar="TEXT|@FILE", help="Whom, and what they answered.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Note that you asked for the removal of copies."""
    from privacyctl.cli import texts as written
    from privacyctl.duties.removals import follow_ups as duty
    from privacyctl.output import requests as words

    text = written.note(note, "note") if note is not None else None
    with record() as store:
        result = duty.mark_asked(store, numbers, at=moment(at, "--at"), note=text)
        if as_json:
            stream.say_json(site_documents.followed_up(result))
        else:
            words.say_followed_up(result)
