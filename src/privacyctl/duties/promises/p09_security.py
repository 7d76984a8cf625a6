"""P9: kept secure, accurate and correctly used. Chain, rows, modes, copies and journal are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyctl.duties import audit
from privacyctl.duties.file_privacy import guarded
from privacyctl.model.copies import DRILLED_WITHIN
from privacyctl.model.finding_kind import RowId
from privacyctl.model.promise import Concern, Evidence, Promise, Verdict
from privacyctl.model.text import plural
from privacyctl.store import copies, corrections
from privacyctl.store.journal import standing

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

NO_COPY = Concern(
    word="no-recent-copy",
    says="no copy that is young enough",
    weight=Verdict.AT_RISK,
    means="There is no copy of the record that was read back, or the newest is older than twice the time that the "
    "settings give: what was written since is lost with the disk.",
    how="The copies on record that are not known to be gone, and [backup] every.",
    mend="make one: privacyctl backup",
    is_single=True,
)
NOT_DRILLED = Concern(
    word="not-drilled",
    says="no drill within 90 days",
    weight=Verdict.AT_RISK,
    means="For 90 days nobody has decrypted a copy and restored it: whether the key is there still is not known.",
    how="The last drill on record.",
    mend="practise it: privacyctl restore FILE --identity KEYFILE --dry-run",
    is_single=True,
)
JOURNAL_BEHIND = Concern(
    word="journal-behind",
    says="the journal is behind the record",
    weight=Verdict.AT_RISK,
    means="The journal beside the record lacks entries, is missing or damaged: an older copy put back would not get "
    "them back.",
    how="The journal's last entry is held against the record's, as `doctor` does.",
    mend="see why: privacyctl doctor",
    is_single=True,
)


def _look(at: Inspection) -> Evidence:
    verified = audit.verify(at.store)
    broken = [] if verified.first_broken is None else [RowId("entry", verified.first_broken)]
    altered = [RowId(one.table, one.number) for one in verified.unlike]
    is_altered = not broken and not verified.holds
    is_private = all(one.is_private for one in guarded(at.store.path, at.named, at.config))
    now, newest, drill = at.store.now, copies.newest(at.store), copies.last_drill(at.store)
    is_young = newest is not None and 0 <= now - newest.made_at < 2 * at.copies_every
    is_drilled = drill is not None and now - drill < DRILLED_WITHIN
    is_in_step = standing.of(at.store).how is standing.Stands.IN_STEP
    return Evidence(
        {
            "entries": verified.head.seq,
            "corrections": corrections.count_since(at.store, at.since),
            "copies": len(copies.standing(at.store)),
        },
        (
            CHAIN_BROKEN.of(broken),
            ALTERED.of(altered, int(is_altered)),
            NOT_PRIVATE.where(not is_private),
            NO_COPY.where(not is_young),
            NOT_DRILLED.where(not is_drilled),
            JOURNAL_BEHIND.where(not is_in_step),
        ),
        now,
        rests_on=verified.head.seq,
    )


def _shows(evidence: Evidence) -> str:
    entries, copied = evidence.figures["entries"], evidence.figures["copies"]
    there = f", {plural(copied, 'copy', 'copies')}" if copied else ""
    return f"{plural(entries, 'entry', 'entries')} in the audit chain{there}"


PROMISE = Promise(
    number=9,
    sentence="The data is kept secure, accurate and correctly used.",
    control="a private file, an audit chain that shows every change, corrections that outrank imports; encrypted"
    " copies that were read back, and a journal by which a copy forgets nobody's no",
    commands=("doctor", "audit", "backup", "restore"),
    concerns=(CHAIN_BROKEN, ALTERED, NOT_PRIVATE, NO_COPY, NOT_DRILLED, JOURNAL_BEHIND),
    look=_look,
    shows=_shows,
    begins="privacyctl backup",
)
