"""The command `purge`."""

from __future__ import annotations

from privacyctl.cli import options
from privacyctl.cli.proof import prove, report
from privacyctl.cli.session import current, record, retention
from privacyctl.output.screen import stream


def purge(dry_run: options.DryRun = False, as_json: options.Json = False) -> None:
    """Let go of what is past its time; cron may run it."""
    from privacyctl import erasure_list
    from privacyctl.duties.promises import purging
    from privacyctl.output import purge as words

    path = current().path
    before = retention()
    if not dry_run:
        _prove_earlier()
    with record(warns=False) as store:
        result = purging.foresee(store, before)
        if result.is_anything and not dry_run:
            result = purging.purge(store, before, result, lambda listings: erasure_list.add(path, listings))
    proof = None
    try:
        if result.values and not dry_run:
            proof = prove(result.people, result.values)
    finally:
        stream.answer(
            as_json,
            lambda: words.document(result, proof, is_dry_run=dry_run),
            lambda: words.say_purged(result, proof, is_dry_run=dry_run),
        )
    if proof is not None:
        report(proof, "it is gone from the record")


def _prove_earlier() -> None:
    """Whom a purge erased that was killed before its proof: the file is written anew, and so holds nothing of them."""
    from privacyctl import residue
    from privacyctl.duties.promises import purging
    from privacyctl.duties.rights import erase_request

    with record(warns=False) as store:
        left = purging.unproved(store)
        if left:
            store.rewrite()
            residue.drop_copies(current().path.absolute())
            erase_request.mark_proved(store, left)
