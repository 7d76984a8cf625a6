"""The journals of a record: which of several fits a copy and goes furthest; its lines for a pipe; made anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from privacyctl.errors import Failure, Refused, Untrusted, why
from privacyctl.store import audit
from privacyctl.store.journal import appending, parting, reading, standing, tail
from privacyctl.store.store import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
        if not path.exists():
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
    known = max(copy.head().seq, found[0].last if found else 0)
    for path, reason in passed:
        if _may_go_to(path) > known:
            raise reason
    return (found[0] if found else None), [reason for _, reason in passed]


def _may_go_to(path: Path) -> int:
    """The last entry of a journal that is damaged or does not fit, by its end alone."""
    try:
        found = tail.of(path)
    except Failure:
        return LARGEST
    return 0 if found is None else found.head.seq


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


def lines(store: Store, since: int) -> Iterator[str]:
    """The lines of the journal after the one of an entry, as they stand in it."""
    return reading.texts(tail.beside(store.path), since)


def write_anew(store: Store) -> WrittenAnew:
    """Write the journal from the record, in the place of a damaged one, which is laid aside.

    Raises Refused where the one that stands is sound, or knows more than the record: that would be lost.
    """
    found = standing.of(store)
    if not found.is_believed:
        raise parting.failure(store, found)
    path = tail.beside(store.path)
    if (
        found.how in (standing.Stands.IN_STEP, standing.Stands.LAGS)
        and reading.first_damage(path, store.fingerprints) is None
    ):
        raise Refused("the journal is sound, and stays", "see how far it goes: privacyctl doctor")
    aside = None
    try:
        if path.exists():
            aside = path.with_name(f"{path.name}.damaged")
            path.replace(aside)
        appending.write(path, store)
    except OSError as error:
        raise Untrusted(
            f"the journal {path} cannot be written: {why(error)}", f"see: ls -l {path.parent}"
        ) from None
    return WrittenAnew(path, store.head().seq, aside)
