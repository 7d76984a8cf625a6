"""The command `policy`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.session import current, moment, record, retention, settings
from privacyctl.errors import BadInput
from privacyctl.model.moment import DAY, Moment
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.promises.policy import Terms

_PERIOD = 365 * DAY


def policy(
    since: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="What is told of the past begins then. Else a year ago."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page to show to a customer.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Print what is not kept; status 1 where a promise is broken.")
    ] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Put what is promised now on record, as a new version.")
    ] = False,
    effective: Annotated[
        str | None, typer.Option(metavar="TIME", help="With --adopt: since when it is in force. Else now.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Show each promise, and what the record shows of it."""
    from privacyctl import config
    from privacyctl.duties.promises import policy as duty
    from privacyctl.output import policy as words

    if effective is not None and not adopt:
        raise BadInput("--effective says since when a version is in force", "give --adopt as well")
    if adopt and (html is not None or check or since is not None):
        raise BadInput("--adopt stands alone", "run privacyctl policy once more for the rest")
    terms = _terms()
    with record() as store:
        if adopt:
            result = duty.adopt(store, terms, moment(effective, "--effective"))
            stream.answer(as_json, words.adopted_document, words.say_adopted, result)
            return
        start = moment(since, "--since")
        paths = duty.Paths(current().named, config.path_beside(current().path))
        found = duty.policy(store, terms, paths, Moment(current().now - _PERIOD) if start is None else start)
    if html is not None:
        from privacyctl.output import policy_page
        from privacyctl.output.screen import folder

        folder.write_file(html, policy_page.page(found, settings().vendor).encode())
        stream.complain("note", f"the page is {html}")
    if html is None or as_json:
        stream.answer(as_json, words.document, words.say_not_kept if check else words.say, found)
    if check and found.is_broken:
        raise typer.Exit(1)


def _terms() -> Terms:
    """What the settings promise."""
    from privacyctl.cli.copies import backup_settings
    from privacyctl.duties.promises.policy import Terms

    said = settings()
    return Terms(said.promised(), said.contracts, retention(), backup_settings().every)
