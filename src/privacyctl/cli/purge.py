"""The command `purge`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.cli import options
from privacyctl.cli.proof import byte_reader, openings, say_with_proof
from privacyctl.cli.session import current, record, retention
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from privacyctl.duties.promises.purging import Purged
    from privacyctl.duties.proofs import Proof


def purge(dry_run: options.DryRun = False, as_json: options.Json = False) -> None:
    """Let go of what is past its time; cron may run it."""
    from privacyctl import erasure_list
    from privacyctl.duties.promises import purging

    path = current().path
    limits = retention()
    if dry_run:
        with record(warns=False) as store:
            _say(purging.foresee(store, limits), None, is_dry_run=True, as_json=as_json)
        return

    def after(result: Purged, proof: Proof | None) -> None:
        _say(result, proof, is_dry_run=False, as_json=as_json)

    say_with_proof(
        lambda said: purging.purge_and_prove(
            openings(), byte_reader(), limits, lambda listings: erasure_list.add(path, listings), said
        ),
        after=after,
        summary="it is gone from the record",
    )


def _say(result: Purged, proof: Proof | None, *, is_dry_run: bool, as_json: bool) -> None:
    from privacyctl.output import purge as words

    if as_json:
        stream.say_json(words.document(result, proof, is_dry_run=is_dry_run))
    else:
        words.say_purged(result, proof, is_dry_run=is_dry_run)
