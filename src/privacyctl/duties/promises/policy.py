"""The policy as a test: what is promised, since when, and what the record shows of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from privacyctl.duties.promises.inspection import Inspection
from privacyctl.duties.promises.registry import PROMISES
from privacyctl.errors import ODD_VALUE, odd_value
from privacyctl.model.copies import EVERY
from privacyctl.model.promise import Evidence, Promise, Verdict, Version, worst
from privacyctl.model.takedown import LIMIT
from privacyctl.store import policies, requests

if TYPE_CHECKING:
    from pathlib import Path

    from privacyctl.model.consent import Purpose
    from privacyctl.model.disclosure import Contract
    from privacyctl.model.moment import Moment
    from privacyctl.store import Store


@dataclass(frozen=True, slots=True)
class Terms:
    """What the settings promise beside the sentences."""

    settings: Mapping[str, object] = field(default_factory=dict)
    """Purposes, recipients, limits and the like, as JSON has them."""
    contracts: Mapping[str, Contract] = field(default_factory=dict)
    """What each recipient may be given."""
    retention: Mapping[Purpose, int] = field(default_factory=dict)
    """The moment before which data of a purpose is past its time, for each that has one."""
    copies_every: int = EVERY
    """How often a copy is to be made, in seconds."""

    @property
    def document(self) -> str:
        """All that is promised, in one form: a change of any of it is another version."""
        promised = {
            "promises": {one.name: one.sentence for one in PROMISES},
            "removal_seconds": LIMIT,
            **self.settings,
        }
        return json.dumps(promised, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.document.encode()).digest()


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the record lies, beside what the store knows of it."""

    named: Path
    """The data file as it was named: a link leads from there to the store's."""
    config: Path
    """Where the settings are, or would be."""


@dataclass(frozen=True, slots=True)
class PromiseKept:
    """One promise and what the record shows of it."""

    promise: Promise[Inspection]
    evidence: Evidence

    @property
    def mend(self) -> str | None:
        """What is to be done, or what is missing; None where it is kept."""
        return self.promise.mend(self.evidence)


@dataclass(frozen=True, slots=True)
class Policy:
    """All promises as they stand."""

    as_of: Moment
    since: Moment
    promises: tuple[PromiseKept, ...]
    version: Version | None
    """The version in force: the last that was recorded."""
    is_current: bool
    """Whether the settings still promise what the last version says."""
    requests: tuple[int, ...]
    """When each request in the period was received, for a chart."""

    @property
    def removal_seconds(self) -> tuple[int, ...]:
        """From receipt to evidence, of each removal in the period, for a chart."""
        return tuple(seconds for one in self.promises for seconds in one.evidence.times)

    @property
    def worst(self) -> Verdict:
        return worst(one.evidence.verdict for one in self.promises)

    @property
    def is_broken(self) -> bool:
        return self.worst is Verdict.BROKEN


@dataclass(frozen=True, slots=True)
class Adopted:
    """A version that is on record now."""

    version: Version
    changed: bool
    differs_in: tuple[str, ...]
    """What it says otherwise than the version before it: names of parts."""


def policy(store: Store, terms: Terms, paths: Paths, since: Moment) -> Policy:
    """Look at every promise. Nothing is written: what is on record is the evidence."""
    at = Inspection(
        store, since, terms.contracts, terms.retention, paths.named, paths.config, terms.copies_every
    )
    kept = tuple(PromiseKept(one, _looked(one, at)) for one in PROMISES)
    with store.snapshot():
        versions = policies.everything(store)
        return Policy(
            as_of=store.now,
            since=since,
            promises=kept,
            version=next(iter(versions), None),
            is_current=bool(versions) and versions[0].sha256 == terms.sha256,
            requests=tuple(one.received_at for one in requests.received_since(store, since)),
        )


def _looked(promise: Promise[Inspection], at: Inspection) -> Evidence:
    """What a promise rests on. Raises Untrusted for a record with a value in it that cannot be read."""
    try:
        return promise.look(at)
    except ODD_VALUE as error:
        raise odd_value(error) from error


def adopt(store: Store, terms: Terms, effective_at: Moment | None) -> Adopted:
    """Put on record what is promised from that day on, now where none is given.

    The same again changes nothing.
    """
    with store.transaction() as tx:
        versions = policies.everything(tx)
        if versions and versions[0].sha256 == terms.sha256:
            return Adopted(versions[0], changed=False, differs_in=())
        before = json.loads(policies.document(tx, versions[0].id)) if versions else {}
        made = policies.add(
            tx, terms.sha256, terms.document, tx.now if effective_at is None else effective_at
        )
        tx.record("policy-recorded", version=made)
        return Adopted(policies.everything(tx)[0], changed=True, differs_in=_parts(before, terms))


def _parts(before: Mapping[str, object], terms: Terms) -> tuple[str, ...]:
    after = json.loads(terms.document)
    return tuple(sorted(part for part in after.keys() | before.keys() if before.get(part) != after.get(part)))
