"""The journals of a record: which of several fits a copy and goes furthest; its lines for a pipe; made anew."""

from __future__ import annotations

import contextlib
import itertools
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.errors import Failure, Newer, Refused, Untrusted, why
from privacyctl.store import audit
from privacyctl.store.journal import appending, parting, reading, standing, tail

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from privacyctl.store import Store


class Journal(NamedTuple):
    """A journal that fits a copy."""

    path: Path
    last: int
    """Its last entry."""


@dataclass(frozen=True, slots=True)
class WrittenAnew:
    """A journal that was written from the record."""

    path: Path
    entries: int
    laid_aside: Path | None
    """Where the old one lies."""


def longest(copy: Store, paths: Sequence[Path]) -> tuple[Journal | None, list[Failure]]:
    """The journal that fits a copy and goes furthest, and why others were passed over that know no more.

    Each is read from its first line to its last, and every MAC is checked: a damaged one is never used in
    part. Raises Untrusted where two that fit part from one another, and where one that does not fit, or is
    damaged, may know more than any that fits: what it knows would be lost.
    """
    found: list[Journal] = []
    passed: list[tuple[Path, Failure]] = []
    heads: dict[Path, dict[int, bytes]] = {}
    for path in paths:
        if not os.path.lexists(path):
            continue
        try:
            heads[path] = _heads(copy, path)
            found.append(Journal(path, max(heads[path], default=0)))
        except Failure as failure:
            passed.append((path, failure))
    found.sort(key=lambda one: -one.last)
    for one in found[1:]:
        longer, shorter = heads[found[0].path], heads[one.path]
        if one.last and longer.get(one.last) != shorter[one.last]:
            at = next(seq for seq in sorted(shorter) if longer.get(seq) != shorter[seq])
            raise Untrusted(
                f"{found[0].path} and {one.path} part at entry {at}",
                "say which of them is right: --journal FILE; what the other one knows from there on is lost",
            )
    known = heads[found[0].path] if found else {}
    for path, reason in passed:
        if not _is_known(copy, known, path):
            raise reason
    return (found[0] if found else None), [reason for _, reason in passed]


def _is_known(copy: Store, known: Mapping[int, bytes], path: Path) -> bool:
    """Whether a journal that is damaged or does not fit ends with an entry that is known: then it knows no more."""
    try:
        found = tail.of(path)
    except Failure:
        return False
    if found is None:
        return True
    return known.get(found.head.seq) == found.head.hash or audit.has(copy, found.head)


def _heads(copy: Store, path: Path) -> dict[int, bytes]:
    """The hash after each entry of a journal that fits the copy. Raises Untrusted for one that does not."""
    head, found = copy.head(), {}
    for line in reading.lines_of(path, copy.fingerprints):
        found[line.seq] = line.hash
    shared = min(head.seq, len(found))
    if shared and audit.hash_after(copy, shared) != found[shared]:
        at = next(seq for seq in range(1, shared + 1) if audit.hash_after(copy, seq) != found[seq])
        raise Untrusted(
            f"the copy and {path} part at entry {at}",
            f"a copy from before entry {at} fits; or restore without it: --without-journal",
        )
    return found


def knows_more(one: Path, other: Path) -> bool:
    """Whether a journal ends with an entry that another has not; not where its end cannot be read."""
    try:
        found = tail.of(one)
        return found is not None and found.head not in reading.heads(other)
    except Failure:
        return False


def lines(store: Store, since: int) -> Iterator[str]:
    """The lines of the journal after the one of an entry, as they stand in it."""
    return reading.texts(tail.beside(store.path), since)


def _not_in(store: Store, path: Path) -> int | None:
    """The last entry of a damaged journal that can be told and is not in the record."""
    found = None
    with contextlib.suppress(Failure):
        for head in reading.heads(path):
            if not audit.has(store, head):
                found = head.seq
    return found


def _free(path: Path) -> Path:
    """That name, or the first with a number behind it that is not taken."""
    names = itertools.chain(
        [path], (path.with_name(f"{path.name}-{number}") for number in itertools.count(2))
    )
    return next(name for name in names if not os.path.lexists(name))


def write_anew(store: Store) -> WrittenAnew:
    """Write the journal from the record, in the place of a damaged one, which is laid aside.

    Raises Refused where the one that stands is sound, or knows more than the record: that would be lost.
    """
    found = standing.of(store)
    path = tail.beside(store.path)
    if isinstance(found.why, Newer):
        raise found.why
    if not found.is_believed:
        raise parting.failure(store, found)
    if found.why is not None and (last := _not_in(store, path)) is not None:
        raise Untrusted(
            f"{path} is damaged, and knows entry {last} before that, which the record has not",
            "restore a copy from before; or give up what it knows: privacyctl restore --repair --without-journal",
        )
    if (
        found.how in (standing.Stands.IN_STEP, standing.Stands.LAGS)
        and reading.first_damage(path, store.fingerprints) is None
    ):
        raise Refused("the journal is sound, and stays", "see how far it goes: privacyctl doctor")
    aside = None
    try:
        if os.path.lexists(path):
            aside = _free(path.with_name(f"{path.name}.damaged"))
            path.replace(aside)
        appending.write(path, store)
    except OSError as error:
        raise Untrusted(
            f"the journal {path} cannot be written: {why(error)}", f"see: ls -l {path.parent}"
        ) from None
    return WrittenAnew(path, store.head().seq, aside)
