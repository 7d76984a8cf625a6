"""The command `purge`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.cli import options
from privacyctl.cli.proof import byte_reader, openings, with_proof
from privacyctl.cli.session import current, record, retention
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.promises.purging import Purged
    from privacyctl.duties.proofs import Proof


def purge(
    dry_run: options.DryRun = False,
    clock_is_right: options.ClockIsRight = False,
    as_json: options.Json = False,
) -> None:
    """Let go of what is past its time; cron may run it."""
    from privacyctl import erasure_list
    from privacyctl.duties import clock
    from privacyctl.duties.promises import purging
    from privacyctl.output import purge as words

    path = current().path
    limits = retention()

    def answer(result: Purged, proof: Proof | None) -> None:
        stream.answer(
            as_json,
            lambda: words.document(result, proof, is_dry_run=dry_run),
            lambda: words.say_purged(result, proof, is_dry_run=dry_run),
        )

    if dry_run:
        with record(warns=False) as store:
            answer(purging.foresee(store, limits), None)
        return
    if clock_is_right:
        with record(warns=False, warns_of_clock=False) as store:
            clock.set_right(store)
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
