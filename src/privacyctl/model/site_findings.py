"""What is wrong with what a site shows, judged by what is on record about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from shlex import quote
from typing import TYPE_CHECKING

from privacyctl.model.finding_kind import FindingKind, RowId
from privacyctl.model.publication import Kind
from privacyctl.model.target import KnownBy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from privacyctl.model.ids import CaseId, ContactId, PublicationId, TaskId
    from privacyctl.model.target import Exhibit, Seen, Sighting, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong(FindingKind):
    """What can be wrong with a thing that a site shows."""

    says: str
    """What it is, in a few words."""


STILL_SHOWN = Wrong(
    word="still-shown",
    says="asked to be removed, or taken down, and there",
    means="It was taken down, or its removal is asked for, and it stands on the site or in its source.",
    how="Everything in the register that must not be shown is looked for in every page, file and picture: by its "
    "words, by names, by a logo's likeness.",
    mend="take it out of the site's data and deploy: privacyctl publish; where it stands in a page, by hand",
)
ORPHAN = Wrong(
    word="orphan",
    says="no permission on record",
    means="The site shows a testimonial or a customer, and nothing in the register permits it.",
    how="What the markup and the data files show as a testimonial or a customer is held against the register.",
    mend="put it on record with its permission (privacyctl add-testimonial, privacyctl add-customer), or take it out",
)
FULL_NAME = Wrong(
    word="full-name",
    says="the full name beside words of theirs",
    means="A person's full name stands beside words of theirs (promise P6), or in a text that may be about somebody "
    "else of that name.",
    how="The name of every contact is looked for, whether or not anything of theirs is on the register. It is sure "
    "beside a quote of theirs, in a cite or a caption, at the end of a quotation, behind a dash, and in what the "
    "markup calls a testimonial; in running text it is in doubt.",
    mend="put the first name with an initial, and the company, in its place: 'Ann L., Acme GmbH'",
)
KINDS = (STILL_SHOWN, ORPHAN, FULL_NAME)
"""All that `scan` finds."""


@dataclass(frozen=True, slots=True)
class SiteFinding:
    """One thing that is wrong, and where."""

    where: str
    """The path or the address."""
    line: int
    wrong: Wrong
    kind: Kind | None
    by: KnownBy | None
    """By what it was known; None for an orphan."""
    publication: PublicationId | None
    snippet: str
    """The words around it, for the screen alone."""
    is_sure: bool
    cases: tuple[CaseId, ...] = ()
    """Of an orphan: the cases that ask for a removal, since it may be theirs."""
    contact: ContactId | None = None
    """The person, where no publication of theirs is meant."""
    task: TaskId | None = None
    """The takedown of somebody who is in no register."""
    is_in_passing: bool = False
    """Whether it is a name in running text, beside no words that could be theirs: said once, and not kept on record."""

    @property
    def about(self) -> RowId | None:
        """The row of the record that it is about; None of what nobody permitted."""
        if self.publication is not None:
            return RowId("publication", self.publication)
        if self.contact is not None:
            return RowId("contact", self.contact)
        return RowId("task", self.task) if self.task is not None else None


def named(entry: str, cases: Sequence[CaseId]) -> str:
    """What to do about an entry that may be what somebody asked to have removed."""
    line = name_line(entry, cases)
    return f"if it is what somebody asked to have removed: {line}; else find out whose it is, or take it out"


def name_line(entry: str, cases: Sequence[CaseId]) -> str:
    """The line that puts an entry, as FILE:LINE, on record as what a case is about."""
    return f"privacyctl takedown --entry {quote(entry)} --case {cases[0] if len(cases) == 1 else 'CASE'}"


@dataclass(frozen=True, slots=True)
class StandingFinding:
    """A finding as it stays on record: nothing of the page, and of the place a keyed hash alone."""

    wrong: Wrong
    kind: Kind | None
    publication: PublicationId | None
    is_sure: bool
    place: bytes
    """The path or the address in which it was seen."""
    scanned: bytes
    """The folder, file or site whose scan saw it: a scan of that again sees whether the place is still there."""
    contact: ContactId | None = None
    """Whose full name it is, where it stands beside words that are no publication's."""
    id: int | None = None

    @property
    def key(self) -> tuple[str, Kind | None, PublicationId | None, ContactId | None, bool, bytes]:
        """By which it is known as the same when it is seen again."""
        return self.wrong.word, self.kind, self.publication, self.contact, self.is_sure, self.place


def judge(where: str, seen: Seen) -> list[SiteFinding]:
    """What is wrong in one page or file, in the order of its lines."""
    found = list(_judge_sightings(where, seen))
    found += [_orphan(where, one) for one in seen.exhibits if not one.shows]
    told = {one.publication for one in found if one.wrong is FULL_NAME}
    found += [one for one in _names_beside_other_words(where, seen) if one.publication not in told]
    found += _names_of_contacts(where, seen, found)
    return sorted(found, key=lambda one: (one.line, one.wrong.word, one.publication or 0, one.contact or 0))


def unexplained(seen: Seen, target: Target) -> list[Sighting]:
    """Where something sought is seen, less what stands there by somebody's permission.

    That is the same thing, permitted anew; or a quote that another person has said in the
    same words, where nothing else of this person's is seen.
    """
    mine = [one for one in seen.sightings if one.target == target]
    is_named = any(one.by in (KnownBy.NAME, KnownBy.ATTRIBUTION) and one.is_sure for one in mine)
    return [one for one in mine if not any(_explains(other, one, is_named) for other in seen.sightings)]


def _explains(other: Sighting, barred: Sighting, is_named: bool) -> bool:
    where = (other.resource, other.by, other.line)
    if other.target.is_barred or where != (barred.resource, barred.by, barred.line):
        return False
    return other.target.is_same(barred.target) or (barred.by is KnownBy.QUOTE and not is_named)


def _judge_sightings(where: str, seen: Seen) -> Iterator[SiteFinding]:
    targets = {one.target.number: one.target for one in seen.sightings if one.target.contact is None}
    for target in targets.values():
        if target.is_barred:
            for one in unexplained(seen, target):
                yield _finding(where, one, STILL_SHOWN)
        else:
            for one in seen.sightings:
                # "id: ann-lee" in a data file is no more than a key: that would be told for ever.
                if one.target == target and one.by is KnownBy.NAME and one.is_beside_quote and one.is_sure:
                    yield _finding(where, one, FULL_NAME)


def _names_beside_other_words(where: str, seen: Seen) -> Iterator[SiteFinding]:
    """Full names in testimonials whose words are not those on the register: in doubt, since they may be another's."""
    for one in seen.exhibits:
        for target in one.names:
            if one.kind is Kind.TESTIMONIAL and not target.is_barred:
                yield SiteFinding(
                    where,
                    one.line,
                    FULL_NAME,
                    target.kind,
                    KnownBy.NAME,
                    target.publication,
                    one.snippet,
                    is_sure=False,
                )


def _names_of_contacts(where: str, seen: Seen, found: Sequence[SiteFinding]) -> Iterator[SiteFinding]:
    """Full names of contacts, but where the same name is told already, as part of something on the register."""
    told = {one.line for one in found if one.by is KnownBy.NAME}
    known = {
        (one.line, one.target.person)
        for one in seen.sightings
        if one.by is KnownBy.NAME and one.target.contact is None and one.line in told
    }
    for one in seen.sightings:
        if one.target.contact is not None and (one.line, one.target.person) not in known:
            yield replace(
                _finding(where, one, FULL_NAME),
                kind=None,
                contact=one.target.contact,
                is_in_passing=not (one.is_sure or one.is_beside_words),
            )


def _finding(where: str, one: Sighting, wrong: Wrong) -> SiteFinding:
    target = one.target
    return SiteFinding(
        where,
        one.line,
        wrong,
        target.kind,
        one.by,
        target.publication,
        one.snippet,
        one.is_sure,
        task=target.task,
    )


def _orphan(where: str, one: Exhibit) -> SiteFinding:
    return SiteFinding(where, one.line, ORPHAN, one.kind, None, None, one.snippet, one.is_sure)
