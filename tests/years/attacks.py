"""Other programs that write into the record, and old copies put back.

After an attack the record is examined, and then put back as it was: whatever the attack did, the
life goes on from a sound record. What nobody can notice from inside says so in its line.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from copy import deepcopy
from typing import TYPE_CHECKING

from years.hands import learn_numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from years.machine import Copy, Machine

EDITS = {
    "a removal is called verified": "UPDATE takedown SET state='verified', verified_at=received_at+3600 "
    "WHERE state IN ('open', 'removed')",
    "a late removal is called early": "UPDATE takedown SET verified_at=received_at+60 "
    "WHERE verified_at > received_at+60",
    "a removal is called closed": "UPDATE takedown SET state='closed' WHERE state IN ('open', 'removed')",
    "a receipt is moved later": "UPDATE takedown SET received_at=received_at+86400, due_at=due_at+86400 "
    "WHERE came_back_at IS NULL AND state='open'",
    "a case is gone": "DELETE FROM takedown WHERE id=(SELECT max(id) FROM takedown)",
    "a bar is lifted": "UPDATE publication SET barred_at=NULL WHERE barred_at IS NOT NULL",
    "an opt-out is lifted": "UPDATE suppression SET lifted_at=at, lifted_entry=entry WHERE lifted_at IS NULL",
    "an opt-out is gone": "DELETE FROM suppression WHERE lifted_at IS NULL",
    "an opt-out is of something else": "UPDATE suppression SET purpose='nothing' WHERE purpose='updates'",
    "a no is turned round": "UPDATE consent_event SET decision='given' WHERE decision IN ('objected', 'withdrawn')",
    "a decision is gone": "DELETE FROM consent_event WHERE id=(SELECT max(id) FROM consent_event)",
    "a request is called answered": "UPDATE request_clock SET state='answered', answered_at=due_at-1 "
    "WHERE state='open'",
    "a request's day is moved": "UPDATE request_clock SET due_at=due_at+864000 WHERE state='open'",
    "a look is turned round": "UPDATE look SET found='gone', reason='not-shown' WHERE found<>'gone'",
    "a look is gone": "DELETE FROM look WHERE id=(SELECT max(id) FROM look)",
    "a hand-off is forgotten": "DELETE FROM disclosed",
    "an order is gone": "DELETE FROM purchase WHERE id=(SELECT max(id) FROM purchase)",
    "an address is somebody else's": "UPDATE address SET match_key='x'||match_key WHERE is_main",
    "the key is exchanged": "UPDATE secret SET value=zeroblob(32)",
    "the chain's end is cut off": "DELETE FROM audit WHERE seq > (SELECT max(seq) - 2 FROM audit)",
    "the chain is gone": "DELETE FROM audit",
    "an entry is altered": "UPDATE audit SET body=replace(body, '\"v\":', '\"w\":') "
    "WHERE seq=(SELECT max(seq)/2 FROM audit)",
    "an entry is taken out": "DELETE FROM audit WHERE seq=(SELECT max(seq)/2 FROM audit)",
}
"""What is written into the file, with the triggers out of the way and put back."""


def edit(m: Machine, name: str, *, leaves_triggers_off: bool = False) -> bool:
    """Write into the record past privacyctl. Returns whether anything changed."""
    with closing(sqlite3.connect(m.db)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type='trigger'").fetchall()
        for trigger, _ in triggers:
            connection.execute(f"DROP TRIGGER {trigger}")
        changed = connection.execute(EDITS[name]).rowcount
        if not leaves_triggers_off:
            for _, sql in triggers:
                connection.execute(sql)
        connection.commit()
    return changed > 0


def other_program(m: Machine) -> None:
    """Somebody writes into the file with another program; `doctor` or `audit --verify` says it."""
    name = m.rnd.choice(sorted(EDITS))
    copy = m.copy_aside()
    off = m.rnd.random() < 0.1
    if edit(m, name, leaves_triggers_off=off) and not is_noticed(m) and can_be_noticed(m, name):
        m.found("unnoticed", name, f"{name}: {EDITS[name]}: doctor and audit --verify are content")
    m.put_back(copy)


def can_be_noticed(m: Machine, name: str) -> bool:
    """Whether anything in the record tells of it: no entry names an address, but the mark of its owner's no does."""
    if name != "an address is somebody else's":
        return True
    return any(
        word.yes is False and not word.by_import
        for person in m.account.people.values()
        if person.number is not None
        for words in person.words.values()
        for word in words[-1:]
    )


def is_noticed(m: Machine) -> bool:
    return any(m.run(line).status != 0 for line in ("doctor --json", "audit --verify --json"))


def open_folder(m: Machine) -> None:
    """Everybody may write where the record lies: another one can be put there."""
    m.db.parent.chmod(0o777)
    answer = m.run("doctor --json")
    if answer.status == 0:
        m.found("unnoticed", "folder", "the folder of the record is open to all, and doctor is content")
    policy = m.run("policy --json")
    if policy.status == 0:
        verdict = next(row["verdict"] for row in policy.json["promises"] if row["promise"] == "P9")
        if verdict in {"kept", "unknown", "nothing yet"}:
            m.found(
                "verdict-too-good",
                f"P9 {verdict} for an open folder",
                f"P9 is {verdict} though all may write there",
            )
    m.db.parent.chmod(0o700)


def keep_copy(m: Machine) -> None:
    """A copy of the file, as a sync folder or somebody careful makes it."""
    m.copies = [*m.copies[-3:], m.copy_aside()]


def old_copy(m: Machine) -> None:
    """An old copy is put back. Its journal beside it tells, and brings back what it lacks.

    With the journal put back as well `doctor` says it after an erasure; else nobody can, and the account goes back too.
    """
    if not m.copies:
        return
    now, old = m.copy_aside(), m.rnd.choice(m.copies)
    if m.rnd.random() < 0.5:
        m.put_back(old, with_journal=False)
        if m.chain_head() != now.head:
            must_be_repaired(m, now)
        m.put_back(now)
        return
    m.put_back(old)
    is_told = m.run("doctor --json").status == 3
    was = old.account.people
    back = [
        who
        for who, one in m.account.people.items()
        if one.erased is not None and who in was and was[who].number is not None and was[who].erased is None
    ]
    if back and not is_told:
        m.found(
            "unnoticed",
            "an old copy after an erasure",
            "an old copy with somebody who was erased: doctor is content",
        )
    if is_told or m.erasures() > old.erasures:
        m.put_back(now)
        return
    m.account = deepcopy(old.account)
    m.copies = m.copies[: m.copies.index(old) + 1]
    m.chain = m.head()
    learn_numbers(m)


def must_be_repaired(m: Machine, now: Copy) -> None:
    """An older copy is refused, and repaired it has the chain that was, and every no."""
    if m.run("contacts --json").status != 3:
        m.found("unnoticed", "an old copy", "an old copy, and the journal knows more: contacts is content")
    repaired = m.run("restore --repair --json")
    verified = m.run(f"audit --verify --head {now.head} --json")
    if (repaired.status, verified.status) != (0, 0):
        m.found("not-repaired", "restore", f"{repaired.err}{verified.err}")
    no = m.account.barred("updates")
    listed = "".join(f"{address}\n" for address in sorted(no))
    passed = m.run("gate - --purpose updates --keep-unknown --json", given=f"email\n{listed}")
    for address in passed.json["rows"] if passed.status == 0 else ():
        m.found("through-the-gate", f"repaired {no[address]}", f"{address} said no before the repair")


STEPS: dict[str, Callable[[Machine], None]] = {
    "another program writes": other_program, "the folder is opened": open_folder,
    "a copy is kept": keep_copy, "an old copy is put back": old_copy,
}  # fmt: skip
WEIGHTS = {
    "another program writes": 4,
    "the folder is opened": 1,
    "a copy is kept": 2,
    "an old copy is put back": 1,
}
