"""Examining the data file: is it ours, whole, private, and free of card numbers."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from privacyctl.duties import due, history, purposes
from privacyctl.duties.contracts import beyond_contracts
from privacyctl.errors import Untrusted
from privacyctl.model.cards import holds_card_number
from privacyctl.model.moment import span
from privacyctl.model.purpose import PersonalField
from privacyctl.store.file import health

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from privacyctl.duties.protocols import Progress
    from privacyctl.model.consent import Purpose
    from privacyctl.model.disclosure import Contract
    from privacyctl.model.purpose import Definition
    from privacyctl.store import Store

_PROGRESS = 10_000


class CheckResult(StrEnum):
    OK = "ok"
    WARNING = "warning"
    """Worth mending; the record itself can be trusted."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """What one examination found."""

    check: str
    verdict: CheckResult
    detail: str
    hint: str | None = None


def examine(
    store: Store,
    config: Path,
    tell: Progress,
    contracts: Mapping[str, Contract] | None = None,
) -> list[Check]:
    """Every examination, one finding each; none stops the others.

    `tell` is called with the name of a long one and how far it is. `contracts` is None
    where the settings cannot be read: then nothing is said of disclosures.
    """
    checks: list[tuple[str, Callable[[], Check]]] = [
        ("identity", lambda: _identity(store)),
        ("integrity", lambda: _integrity(store)),
        ("references", lambda: _foreign_keys(store)),
        ("schema", lambda: _schema(store)),
        ("audit chain", lambda: _chain(store)),
        ("card numbers", lambda: _card_numbers(store, tell)),
        ("cron", lambda: _cron(store)),
    ]
    if contracts is not None:
        checks.insert(-1, ("disclosures", lambda: _disclosures(store, contracts)))
    *file, cron = [_looked(check, look) for check, look in checks]
    return [*file, *_modes(store.path, config), *_leftovers(store.path.parent), cron]


def examine_purposes(store: Store, named: Mapping[Purpose, Definition]) -> list[Check]:
    """Whether something is kept that nothing uses (promise P2), or meant that nobody was told of (P8)."""
    return [
        _looked("fields", lambda: _fields(store, named)),
        _looked("purposes", lambda: _purposes(store, named)),
    ]


def _fields(store: Store, named: Mapping[Purpose, Definition]) -> Check:
    used = {field for one in purposes.known(store, named).values() for field in one.fields}
    unused = []
    for field in PersonalField:
        of_people = field in (PersonalField.NAME, PersonalField.COMPANY)
        if field in used or field in (PersonalField.EMAIL, PersonalField.ORDER):
            continue
        if count := health.holding(store, field):
            noun = "contact" if of_people else "order line"
            unused.append(f"the {field} of {count:,} {noun}{'s' * (count != 1)}")
    if not unused:
        return Check("fields", CheckResult.OK, "every field on record has a use")
    return Check(
        "fields",
        CheckResult.WARNING,
        f"nothing uses {', '.join(unused)}",
        "import it no more, or name it under the purpose that uses it: [purposes.NAME] fields",
    )


def _purposes(store: Store, named: Mapping[Purpose, Definition]) -> Check:
    listed = purposes.list_purposes(store, named)
    widened = [one.definition.purpose for one in listed if one.is_widened]
    if not widened:
        return Check("purposes", CheckResult.OK, "each is as people were told, or waits for a notice")
    return Check(
        "purposes",
        CheckResult.WARNING,
        f"{', '.join(widened)}: the settings say something else than people were told, so it is shut",
        f"put the settings back, or: privacyctl announce {widened[0]} --text FILE",
    )


def _looked(check: str, look: Callable[[], Check]) -> Check:
    """What an examination found; where the file is too damaged for it, that."""
    try:
        return look()
    except Untrusted as error:
        return Check(check, CheckResult.FAILED, error.sentence, error.hint)


def _identity(store: Store) -> Check:
    found = health.identity(store)
    if health.is_expected(found):
        return Check("identity", CheckResult.OK, f"a data file of privacyctl, version {found[1]}")
    return Check("identity", CheckResult.FAILED, f"its version is {found[1]}, and that is not ours")


def _integrity(store: Store) -> Check:
    wrong = health.integrity(store)
    if not wrong:
        return Check("integrity", CheckResult.OK, "every page and index is sound")
    return Check(
        "integrity",
        CheckResult.FAILED,
        f"SQLite finds {len(wrong)} fault{'s' * (len(wrong) != 1)}",
        "keep a copy of the file as it is, and put back your last good copy",
    )


def _foreign_keys(store: Store) -> Check:
    count = health.dangling(store)
    if not count:
        return Check("references", CheckResult.OK, "no row points to one that is missing")
    return Check("references", CheckResult.FAILED, f"{count} rows point to rows that are missing")


def _schema(store: Store) -> Check:
    altered = health.altered(store)
    if not altered:
        return Check("schema", CheckResult.OK, "every table, index and trigger is as it was made")
    return Check(
        "schema",
        CheckResult.FAILED,
        f"not as it was made: {', '.join(altered[:5])}",
        "somebody changed the file with another program; put back your last good copy",
    )


def _chain(store: Store) -> Check:
    verified = history.verify(store)
    if verified.holds:
        head = verified.head
        return Check("audit chain", CheckResult.OK, f"{head.seq} entries, head {head.hash.hex()[:16]}")
    return Check(
        "audit chain",
        CheckResult.FAILED,
        f"entry {verified.first_broken} does not hold",
        "see: privacyctl audit",
    )


def _card_numbers(store: Store, tell: Progress) -> Check:
    found: dict[str, int] = {}
    seen = 0
    for seen, (table, column, _, text) in enumerate(health.texts(store), start=1):
        if holds_card_number(text):
            place = f"{table}.{column}"
            found[place] = found.get(place, 0) + 1
        if seen % _PROGRESS == 0:
            tell("card numbers", seen)
    if not found:
        return Check("card numbers", CheckResult.OK, f"none in {seen} texts")
    where = ", ".join(f"{place} ({count})" for place, count in sorted(found.items()))
    return Check(
        "card numbers",
        CheckResult.FAILED,
        f"what looks like card numbers stands in {where}",
        "they were not written by this version; remove them by hand and look again",
    )


def _disclosures(store: Store, contracts: Mapping[str, Contract]) -> Check:
    beyond, total = beyond_contracts(store, contracts)
    if not beyond:
        return Check("disclosures", CheckResult.OK, f"all {total} are what a contract names")
    found = ", ".join(f"{recipient} ({count})" for recipient, count in beyond.items())
    return Check(
        "disclosures",
        CheckResult.WARNING,
        f"the settings of today would not allow what was handed to: {found}",
        "have them erase what they may not have, or see [recipients] in privacyctl.toml",
    )


def _modes(path: Path, config: Path) -> list[Check]:
    beside = [path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm", ".erasures")]
    beside += sorted(path.parent.glob(f"{path.name}.before-v*"))
    findings = [_mode(file, 0o600) for file in (path, config, *beside) if file.exists()]
    # A folder that somebody made is theirs to keep: it is only reported.
    return [*findings, _mode(path.parent, 0o700, failed=CheckResult.WARNING)]


def _mode(file: Path, wanted: int, failed: CheckResult = CheckResult.FAILED) -> Check:
    status = file.stat()
    mode = stat.S_IMODE(status.st_mode)
    kind = "folder" if stat.S_ISDIR(status.st_mode) else "file"
    name = f"privacy of the {kind} {file.name}"
    if mode & ~wanted & 0o077 == 0:
        mine = status.st_uid == os.geteuid()
        return Check(name, CheckResult.OK, f"mode {mode:04o}" + ("" if mine else ", owned by another user"))
    return Check(name, failed, f"mode {mode:04o}: others can read it", f"chmod {wanted:o} {file}")


def _leftovers(folder: Path) -> list[Check]:
    """What a command that was killed left of a file it was making; a copy may hold the whole record."""
    left = sorted(folder.glob(".privacyctl-*"))
    if not left:
        return []
    return [
        Check(
            "leftovers",
            CheckResult.WARNING,
            f"{len(left)} unfinished file{'s' * (len(left) != 1)} of a command that was killed",
            f"while no privacyctl runs: rm {folder}/.privacyctl-*",
        )
    ]


def _cron(store: Store) -> Check:
    silence = due.silence(store)
    if silence is None:
        return Check("cron", CheckResult.OK, "nothing is open unseen")
    if silence < 0:
        return Check(
            "cron",
            CheckResult.WARNING,
            "a removal is open, and cron has never run `privacyctl due`",
            "have cron run it: privacyctl init prints the line, and a warning on a terminal repeats it",
        )
    return Check(
        "cron", CheckResult.WARNING, f"`privacyctl due` last ran {span(silence)} ago", "is cron running?"
    )
