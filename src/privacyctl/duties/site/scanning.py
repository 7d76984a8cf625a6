"""Scanning: what a site shows and must not, and what it shows and nobody permitted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privacyctl.duties.site import first_looks, publishing, targets
from privacyctl.duties.site.first_looks import FirstLooked
from privacyctl.model.finding_groups import GroupedFinding, OnRecord, grouped
from privacyctl.model.ids import ContactId, PublicationId, TaskId
from privacyctl.model.publication import Kind
from privacyctl.model.site import Field, Holds
from privacyctl.model.site_findings import ORPHAN, STILL_SHOWN, SiteFinding, StandingFinding, judge
from privacyctl.model.target import KnownBy, KnownFiles
from privacyctl.store import contacts, publications, scan_findings, scanned_files, takedowns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from privacyctl.duties.protocols import Scanner
    from privacyctl.model.finding_kind import RowId
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store

MOST_REMEMBERED = 200_000
"""Of so many files the digests are kept, and no more: some three megabytes."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan came to."""

    findings: tuple[SiteFinding, ...]
    files: int
    skipped: int
    on_record: Mapping[RowId, OnRecord]
    """What the record knows of the rows that the findings are about."""
    as_of: Moment

    @property
    def grouped(self) -> list[GroupedFinding]:
        """The findings as people read them."""
        return grouped(self.findings, self.on_record)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is surely wrong; what is doubtful is for a person and stops no deploy."""
        return not any(one.is_sure for one in self.findings)


def scan(store: Store, scanner: Scanner) -> Scanned:
    """Go through the places both ways: what was taken down and is there, what is there and nobody permitted.

    What was read and shows nothing wrong is remembered by digests, and not read again until
    it, or what is sought, has changed. What the public site shows at its place is kept as a
    sighting, against which it can be seen to be gone later.
    """
    looked_for, people = targets.everything(store), contacts.named(store)
    sought = store.fingerprints.sought(repr((looked_for, people)))
    known = KnownFiles(sought, scanned_files.digests(store), set())
    found = [
        finding
        for where, seen in scanner.look(
            looked_for,
            people,
            known,
            lambda seen: bool(judge("", seen)),
            lambda target: first_looks.assignment(store, target),
        )
        for finding in judge(where, seen)
    ]
    planned = publishing.plan(store, scanner.entries())
    erased = set(publications.barred_quotes(store).values())
    found += [
        _still_shown(one, number)
        for one in planned.removals
        for number in one.publications
        if number in erased
    ]
    found += [_unexplained(one) for one in planned.unexplained]
    asking = tuple(takedowns.asking(store))
    found = [replace(one, cases=one.cases or asking) if one.wrong is ORPHAN else one for one in found]
    _keep(store, scanner, found, known)
    first_looks.keep(store, [FirstLooked(one, None, (), (look,)) for one, look in scanner.sightings])
    rows = dict.fromkeys(one.about for one in found if one.about is not None)
    on_record = {row: _on_record(store, row) for row in rows}
    return Scanned(tuple(found), scanner.files, scanner.skipped, on_record, store.now)


def _on_record(store: Store, row: RowId) -> OnRecord:
    """Who a row of the record is about, what it shows, and its latest removal."""
    if row.kind == "contact":
        return OnRecord(contacts.called(store, ContactId(row.id)))
    if row.kind == "task":
        task = takedowns.get(store, TaskId(row.id))
        return OnRecord(task.who if task else "", takedown=task)
    number = PublicationId(row.id)
    one = publications.get(store, number)
    if one is None:
        raise LookupError("a finding of no publication")
    shows = targets.of_publication(store, one)
    is_person = one.kind is Kind.TESTIMONIAL
    return OnRecord(
        who=contacts.called(store, one.contact)
        if one.contact and is_person
        else shows.company or one.shown_as,
        quote=shows.quote,
        attribution=shows.attribution,
        takedown=next(iter(takedowns.of_publication(store, number)), None),
    )


def _still_shown(one: publishing.EntryToRemove, publication: PublicationId) -> SiteFinding:
    """An entry with the words of somebody who was erased, of which a keyed hash alone is left."""
    entry = one.entry
    said = entry.fields.get(Field.QUOTE, "")[:100]
    return SiteFinding(
        str(entry.file),
        entry.line,
        STILL_SHOWN,
        Kind.TESTIMONIAL,
        KnownBy.QUOTE,
        publication,
        said,
        is_sure=True,
    )


def _unexplained(one: publishing.Unexplained) -> SiteFinding:
    """An entry of a data file that no publication explains: nobody is known to have permitted it."""
    entry = one.entry
    kind = Kind.TESTIMONIAL if entry.holds is Holds.TESTIMONIALS else Kind.NAME
    shown = (
        [Field.QUOTE, Field.NAME, Field.COMPANY] if kind is Kind.TESTIMONIAL else [Field.COMPANY, Field.NAME]
    )
    said = " ".join(entry.fields[one] for one in shown if entry.fields.get(one))
    return SiteFinding(
        str(entry.file), entry.line, ORPHAN, kind, None, None, said[:100], is_sure=True, cases=one.cases
    )


def _keep(store: Store, scanner: Scanner, found: Sequence[SiteFinding], files: KnownFiles) -> None:
    """Have on record what is seen now, that what was seen before is not seen any more, and which files were read.

    The latter where its place was read now; or where the same folder or site was gone through
    again, and the place is not in it any more. A place that was met and could not be read
    proves nothing, nor does a scan that could not read a data file. The same findings again
    change nothing.
    """
    before = scan_findings.standing(store)
    if not before and not found and not _is_news(files):
        return
    mark = store.fingerprints.place
    roots = scanner.scanned()
    seen = [_standing(mark, scanner.whole(one.where), roots, one) for one in found if not one.is_in_passing]
    now = {one.key: one for one in seen}
    read = set(map(mark, scanner.read)) if before else set()
    not_read = set(map(mark, scanner.not_read)) if before else set()
    again = set(map(mark, roots))
    with store.transaction() as tx:
        before = scan_findings.standing(tx)
        known = {one.key for one in before}
        new = [one for key, one in now.items() if key not in known]
        gone = [
            one.id
            for one in before
            if one.id is not None
            and scanner.has_all_entries
            and one.key not in now
            and one.place not in not_read
            and (one.place in read or one.scanned in again)
        ]
        for one in new:
            scan_findings.add(tx, one)
        scan_findings.end(tx, gone)
        if new or gone:
            tx.record("scanned", found=len(new), ended=len(gone), standing=len(known) + len(new) - len(gone))
        if _is_news(files):
            tx.is_mark = not (new or gone)
            scanned_files.keep(tx, _kept(files))


def _standing(
    mark: Callable[[str], bytes], where: str, roots: Sequence[str], one: SiteFinding
) -> StandingFinding:
    """A finding as it is kept. Of several places that were gone through, the longest that it lies in is its own."""
    within = max((root for root in roots if where.startswith(root)), key=len, default=where)
    return StandingFinding(
        one.wrong, one.kind, one.publication, one.is_sure, mark(where), mark(within), one.contact
    )


def _kept(known: KnownFiles) -> list[bytes]:
    """The digests that stay in place of those before: a mark, without an audit entry of its own."""
    return sorted(known.kept)[:MOST_REMEMBERED]


def _is_news(known: KnownFiles) -> bool:
    return set(_kept(known)) != known.digests
