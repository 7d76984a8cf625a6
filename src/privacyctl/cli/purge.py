"""The command `purge`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from privacyctl.cli import options
from privacyctl.cli.copies import tidy
from privacyctl.cli.proof import byte_reader, openings, with_proof
from privacyctl.cli.session import current, record, retention
from privacyctl.model.copies import LAID_ASIDE
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from privacyctl.duties.keeping.copies import Tidied
    from privacyctl.duties.promises.purging import Purged
    from privacyctl.duties.proofs import Proof


def purge(
    dry_run: options.DryRun = False,
    clock_is_right: options.ClockIsRight = False,
    as_json: options.Json = False,
) -> None:
    """Delete what is past its time; cron may run it."""
    from privacyctl import erasure_list, residue
    from privacyctl.duties import clock
    from privacyctl.duties.promises import purging
    from privacyctl.output import purge as words

    path = current().path
    limits = retention()
    tidied: Sequence[Tidied] = ()

    def answer(result: Purged, proof: Proof | None) -> None:
        stream.answer(
            as_json,
            lambda: words.document(result, proof, tidied, is_dry_run=dry_run),
            lambda: words.say_purged(result, proof, tidied, is_dry_run=dry_run),
        )

    if dry_run:
        with record(warns=False) as store:
            answer(purging.foresee(store, limits), None)
        return
    if clock_is_right:
        with record(warns=False, warns_of_clock=False) as store:
            clock.set_right(store)
    tidied = tidy()
    residue.drop_laid_aside(path, current().now - LAID_ASIDE)
    with_proof(
        lambda said: purging.purge_and_prove(
            openings(),
            byte_reader(says_paths=False),
            limits,
            lambda listings: erasure_list.add(path, listings),
            said,
        ),
        after=answer,
        summary="it is gone from the record",
    )
    if any(one.trouble is not None for one in tidied):
        raise typer.Exit(1)
