"""P9: kept secure, accurate and correctly used. The chain is walked and held against the rows; the mode is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import audit
from privacyctl.duties.file_privacy import guarded
from privacyctl.model.finding_kind import RowId
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.text import plural
from privacyctl.store import corrections

if TYPE_CHECKING:
    from privacyctl.duties.promises.inspection import Inspection

CHAIN_BROKEN = Concern(
    word="chain-broken",
    says="the audit chain does not hold",
    weight=Verdict.BROKEN,
    means="An entry of the audit chain was changed, or one was taken out: the record says something else than it did.",
    how="The chain is walked from its first entry, and each hash is made again.",
    mend="put back your last good copy; what stands in the chain: privacyctl audit --verify",
    is_single=True,
)
ALTERED = Concern(
    word="altered",
    says="the record is not as its entries left it",
    weight=Verdict.BROKEN,
    means="The hashes hold, and yet an entry does not fit its place, or a row is not as the entries left it: another "
    "program changed the record.",
    how="What the entries did is worked out again, and held against the rows.",
    mend="put back your last good copy; what differs: privacyctl audit --verify",
    is_single=True,
)
NOT_PRIVATE = Concern(
    word="not-private",
    says="others can read or change it",
    weight=Verdict.BROKEN,
    means="Other users of the machine can read or change the data file or what belongs to it, or change the settings. "
    "Or they can put others in their place, since the folder, or one around it, lets them write.",
    how="The modes of the data file, of the settings, and of the folders through which they are reached, as `doctor` "
    "looks at them.",
    mend="close it as this says: privacyctl doctor",
    is_single=True,
)


def _look(at: Inspection) -> Evidence:
    verified = audit.verify(at.store)
    broken = [] if verified.first_broken is None else [RowId("entry", verified.first_broken)]
    altered = [RowId(one.table, one.number) for one in verified.unlike]
    is_altered = not broken and not verified.holds
    is_private = all(one.is_private for one in guarded(at.store.path, at.named, at.config))
    return Evidence(
        {"entries": verified.head.seq, "corrections": corrections.count_since(at.store, at.since)},
        (CHAIN_BROKEN.of(broken), ALTERED.of(altered, int(is_altered)), NOT_PRIVATE.where(not is_private)),
        at.store.now,
        unseen="no backups are kept by privacyctl yet, so that a part of it cannot be shown",
        rests_on=verified.head.seq,
    )


def _shows(evidence: Evidence) -> str:
    return f"{plural(evidence.figures['entries'], 'entry', 'entries')} in the audit chain"


PROMISE = Promise(
    number=9,
    sentence="The data is kept secure, accurate and correctly used.",
    control="a private file, an audit chain that shows every change, corrections that outrank imports",
    commands=("doctor", "audit"),
    concerns=(CHAIN_BROKEN, ALTERED, NOT_PRIVATE),
    look=_look,
    shows=_shows,
    begins="privacyctl doctor",
)
