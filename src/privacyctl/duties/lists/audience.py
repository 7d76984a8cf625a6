"""Who may be written to: the whole audience, or the lines of any list that pass the gate."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.duties import purposes
from privacyctl.duties.lists.near_noes import NearNoes
from privacyctl.errors import Refused
from privacyctl.model.address import match_key
from privacyctl.model.consent import Purpose, Standing, standing
from privacyctl.model.moment import NEVER, outranks
from privacyctl.model.unsubscribing import token
from privacyctl.store import audience, audit, clocks, consent, contacts, corrections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from privacyctl.duties.purposes import Use
    from privacyctl.model.audit import Head
    from privacyctl.model.consent import Decision
    from privacyctl.model.ids import CaseId, ContactId
    from privacyctl.model.moment import Moment
    from privacyctl.model.purpose import Definition
    from privacyctl.store import Store
    from privacyctl.store.audience import Subject


class Addressee(NamedTuple):
    """Somebody who may be written to."""

    email: str
    name: str | None
    contact: ContactId


Line = tuple[str, str | None]
"""One row of a list: the text to write out again, and the address that was found in it."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What came through the gate, and why the rest did not."""

    lines: tuple[str, ...]
    counts: dict[str, int]
    """Rows by reason: `allowed`, `opted out`, `answered no`, `unknown`, `no address`, …"""
    as_of: Moment
    head: Head
    people: frozenset[ContactId] = frozenset()
    """The contacts that passed, where they were asked for: a list that is handed over."""
    unread: tuple[CaseId, ...] = ()
    """The comments of those who passed that nobody has read: one of them may be a no."""
    near: tuple[ContactId, ...] = ()
    """The contacts who passed, and an address that may be the same mailbox said no."""
    near_unknown: int = 0
    """How many rows passed so that are nobody's on record."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What happened since a list was filtered."""

    opted_out_since: int
    barred_now: int | None
    """How many rows of the list would not pass any more; None where no list was given."""
    head_holds: bool
    """Whether the audit chain still holds the entry that the manifest names."""

    @property
    def is_current(self) -> bool:
        return self.head_holds and not self.opted_out_since and not self.barred_now


NO_ADDRESS = "no address"


class Judge:
    """Decides for one purpose, with what it needs of the record read once.

    An opt-out of product news covers every purpose of the vendor's own too, but for
    whoever said yes to that very purpose since.
    """

    def __init__(self, store: Store, use: Use, *, everyone: bool, is_telling: bool = False) -> None:
        self.passed: set[ContactId] | None = None
        """Where it is a set, the contacts that `of_keys` allows are put into it."""
        self._store = store
        self._use = use
        self._purpose = purpose = use.definition.purpose
        self._everyone = everyone
        self._suppressed = audience.suppressed(store, purpose)
        is_order = purpose is Purpose.ORDER
        self._restricted = set() if is_order else audience.suppressed(store, Purpose.RESTRICTION)
        self._near = NearNoes(store, purpose)
        self.near: set[ContactId] = set()
        """The contacts whom `of_keys` allows, and to whose address another one is near that said no."""
        self._unread = clocks.unread(store)
        self.unread: set[CaseId] = set()
        """The open comments of those whom `of_keys` allows: one of them may be a no."""
        self._companies = audience.closed_companies(store, purpose) if self._suppressed else {}
        self._hears_news = purpose.is_own or is_telling
        self._news = audience.suppressed_since(store, Purpose.UPDATES) if self._hears_news else {}
        self._news_companies = audience.closed_companies(store, Purpose.UPDATES) if self._news else {}
        self._fingerprint = store.fingerprints.address
        self.asked = audience.Lookup(purpose, use.notice.id if use.notice else None, self._hears_news)

    def of_subject(self, subject: Subject) -> Standing:
        """The standing of an address on record."""
        if self._is_restricted(subject.key):
            return Standing.RESTRICTED
        return self._of_subject(subject, suppressed=self._is_suppressed(subject.key))

    def may_be_told(self, subject: Subject) -> bool:
        """Whether a notice may be written to them: a mail, too, to somebody who wants no mail is none."""
        said_no = subject.answer is not None and not subject.answer.is_yes
        return not (
            said_no
            or self._is_closed(subject, self._answer(subject), self._is_suppressed(subject.key))
            or self._news_no(subject) is not None
            or self._is_restricted(subject.key)
        )

    def _of_subject(self, subject: Subject, *, suppressed: bool) -> Standing:
        answer = self._answer(subject)
        closed = self._is_closed(subject, answer, suppressed)
        if not closed and (no := self._news_no(subject)) is not None:
            is_yes = answer is not None and answer.is_yes
            closed = not (is_yes and outranks(subject.answered_at or NEVER, no, self._store.now))
        return standing(
            self._purpose,
            suppressed=closed,
            answer=answer,
            is_buyer=subject.is_buyer,
            everyone=self._everyone,
            is_in_until_no=self._use.definition.is_in_until_no,
            is_told=subject.is_told,
        )

    def _answer(self, subject: Subject) -> Decision | None:
        """What they answered; a yes from before the purpose became what it is now is none."""
        if subject.answer and subject.answer.is_yes and (subject.answered_at or 0) < self._use.yes_since:
            return None
        return subject.answer

    def _is_closed(self, subject: Subject, answer: Decision | None, suppressed: bool) -> bool:
        closed = self._companies.get(subject.company) if subject.company else None
        if closed is None or suppressed:
            return suppressed
        # A company's no covers whoever joined it later, but not a person's own, later yes.
        is_yes = answer is not None and answer.is_yes
        return not (is_yes and consent.has_own_yes_since(self._store, subject.contact, self._purpose, closed))

    def _news_no(self, subject: Subject) -> Moment | None:
        """When they last said no to product news, themselves or through their company."""
        if not self._hears_news:
            return None
        said, said_at = subject.news, subject.news_at or NEVER
        noes = [self._news.get(self._fingerprint(subject.key)) if self._news else None]
        if said and not said.is_yes:
            noes.append(said_at)
        closed = self._news_companies.get(subject.company) if subject.company else None
        is_yes = said is not None and said.is_yes
        if closed is not None and not (
            is_yes and consent.has_own_yes_since(self._store, subject.contact, Purpose.UPDATES, closed)
        ):
            noes.append(closed.at)
        return max((no for no in noes if no is not None), default=None)

    def of_keys(self, keys: list[str]) -> list[Standing]:
        """The standing of each address, known or not."""
        asked = [
            key for key in keys
            if self._purpose is Purpose.ORDER or not self._is_suppressed(key)
        ]  # fmt: skip
        found: dict[str, Standing] = {}
        if self._restricted:
            found = {key: Standing.RESTRICTED for key in keys if self._is_restricted(key)}
            asked = [key for key in asked if key not in found]
        for start in range(0, len(asked), audience.BATCH):
            batch = audience.batch(self._store, self.asked, asked[start : start + audience.BATCH])
            found.update((k, self._of_subject(subject, suppressed=False)) for k, subject in batch.items())
            self.near.update(
                s.contact for k, s in batch.items() if found[k] is Standing.ALLOWED and self.is_near(k)
            )
            if self.passed is None and not self._unread:
                continue
            allowed = [s.contact for k, s in batch.items() if found[k] is Standing.ALLOWED]
            if self.passed is not None:
                self.passed.update(allowed)
            self.unread.update(case for one in allowed for case in self._unread.get(one, ()))
        found |= self._of_former([key for key in asked if key not in found])
        closed = set(keys).difference(asked, found)
        if self._news:
            closed.update(k for k in asked if k not in found and self._fingerprint(k) in self._news)
        return [Standing.SUPPRESSED if k in closed else found.get(k, Standing.UNKNOWN) for k in keys]

    @cached_property
    def _former(self) -> Mapping[bytes, corrections.Former]:
        return corrections.former(self._store)

    def _of_former(self, keys: list[str]) -> dict[str, Standing]:
        """Of those addresses that a correction replaced: what keeps their people from being written to.

        Who may be written to is so under the new address alone.
        """
        found = {}
        for key in keys if keys and self._former else ():
            former = self._former.get(self._fingerprint(key))
            if former is not None:
                main = contacts.main_key(self._store, former.contact)
                found[key] = self.of_subject(audience.batch(self._store, self.asked, [main])[main])
        return {key: standing for key, standing in found.items() if standing is not Standing.ALLOWED}

    def is_near(self, key: str) -> bool:
        """Whether an address that may be the same mailbox said no."""
        return self._near.is_near(key)

    def _is_restricted(self, key: str) -> bool:
        return bool(self._restricted) and self._fingerprint(key) in self._restricted

    def _is_suppressed(self, key: str) -> bool:
        return bool(self._suppressed) and self._fingerprint(key) in self._suppressed


def tokens(store: Store, found: Sequence[Addressee], purpose: Purpose) -> list[str]:
    """For each of them the token by which a mail opts them out of the purpose, without anybody's asking."""
    return [token(store.fingerprints.unsubscribing, one.contact, purpose) for one in found]


def list_audience(store: Store, definition: Definition, *, everyone: bool) -> list[Addressee]:
    """Everybody on record who may be written to for a purpose, under their main address.

    Raises Refused while the purpose is shut.
    """
    with store.snapshot():
        return audience_now(store, definition, everyone=everyone)


def audience_now(store: Store, definition: Definition, *, everyone: bool) -> list[Addressee]:
    """The same, within a snapshot or a transaction of the caller's."""
    judge = Judge(store, purposes.must_be_open(store, definition), everyone=everyone)
    return [
        Addressee(subject.email, subject.name, subject.contact)
        for subject in audience.everybody(store, judge.asked)
        if judge.of_subject(subject) is Standing.ALLOWED
    ]


def unread_of(store: Store, people: Iterable[ContactId]) -> tuple[CaseId, ...]:
    """The comments of these people that nobody has read: one of them may be a no."""
    waiting = clocks.unread(store)
    return tuple(sorted(case for one in people for case in waiting.get(one, ()))) if waiting else ()


def gate(
    store: Store, lines: Iterable[Line], definition: Definition, *, everyone: bool, keep_unknown: bool
) -> Passed:
    """The rows of a list that may be used for a purpose, in their order.

    An address that is not on record is dropped unless `keep_unknown`; suppressed ones are
    dropped in any case. A row without an address is dropped. Raises Refused while the
    purpose is shut, and for `keep_unknown` where it opened by a notice: no stranger saw one.
    """
    with store.snapshot():
        return gate_now(store, lines, definition, everyone=everyone, keep_unknown=keep_unknown)


def gate_now(
    store: Store,
    lines: Iterable[Line],
    definition: Definition,
    *,
    everyone: bool,
    keep_unknown: bool,
    names_people: bool = False,
) -> Passed:
    """The same, within a snapshot or a transaction of the caller's; it can say which contacts passed."""
    if keep_unknown and not definition.is_published:
        raise Refused(
            f"nobody who is not on record was told of '{definition.purpose}'", "leave out --keep-unknown"
        )
    kept: list[str] = []
    counts: Counter[Standing | None] = Counter()
    store.use_memory(32)
    head = store.head()
    judge = Judge(store, purposes.must_be_open(store, definition), everyone=everyone)
    judge.passed = set() if names_people else None
    near_unknown = 0
    for batch in _batches(lines, 2_000):
        keys = [_key(address) for _, address in batch]
        standings = iter(judge.of_keys([key for key in keys if key is not None]))
        for (raw, _), key in zip(batch, keys, strict=True):
            found = next(standings) if key is not None else None
            counts[found] += 1
            if found is Standing.ALLOWED or (found is Standing.UNKNOWN and keep_unknown):
                kept.append(raw)
                near_unknown += found is Standing.UNKNOWN and key is not None and judge.is_near(key)
    by_reason = {found.value if found else NO_ADDRESS: count for found, count in counts.items()}
    return Passed(
        tuple(kept),
        by_reason,
        store.now,
        head,
        frozenset(judge.passed or ()),
        tuple(sorted(judge.unread)),
        tuple(sorted(judge.near)),
        near_unknown,
    )


def check(
    store: Store,
    definition: Definition,
    head: Head,
    lines: Iterable[Line] | None,
    *,
    everyone: bool,
) -> Checked:
    """Whether anybody has opted out since a list was filtered at `head`.

    With the filtered list, how many of its rows would be stopped today for a reason other
    than being unknown. Raises Refused where the purpose was shut since.
    """
    with store.snapshot():
        purposes.must_be_open(store, definition)
        stored = audit.hash_after(store, head.seq)
        holds = stored == head.hash or (head.seq == 0 and not any(head.hash))
        news = [Purpose.UPDATES] if definition.purpose.is_own else []
        shut = [
            definition.purpose,
            *news,
            *([] if definition.purpose is Purpose.ORDER else [Purpose.RESTRICTION]),
        ]
        since = audience.opted_out_since(store, shut, head.seq)
    barred = None
    if lines is not None:
        counts = gate(store, lines, definition, everyone=everyone, keep_unknown=False).counts
        fine = (Standing.ALLOWED.value, Standing.UNKNOWN.value, NO_ADDRESS)
        barred = sum(count for reason, count in counts.items() if reason not in fine)
    return Checked(since, barred, holds)


def sha256_of(lines: Iterable[str]) -> str:
    """The hash of a list as it is written out, in UTF-8."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode())
    return digest.hexdigest()


def _key(address: str | None) -> str | None:
    return match_key(address) if address else None


def _batches(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    batch: list[Line] = []
    for line in lines:
        batch.append(line)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
