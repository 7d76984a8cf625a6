"""Copies of the record that `backup` makes, the drill, and the restore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.copies import PUBLIC_KEY, SECRET_KEY
from years.hands import q

if TYPE_CHECKING:
    from pathlib import Path

    from years.machine import Machine

SETTINGS = f"""
[backup]
targets = ["copies"]
recipients = ["{PUBLIC_KEY}"]
"""


def lay_out(record: Path) -> None:
    """The folder for copies, and the key that is on no paper here."""
    (record / "copies").mkdir()
    (record.parent / "key.txt").write_text(f"{SECRET_KEY}\n", "ascii")


def backup(m: Machine) -> str | None:
    """A copy; returns its path. Under a clock that is behind the newest one it may be refused."""
    answer = m.do("backup --json")
    if answer.status != 0:
        return None
    m.account.copied.append(m.now)
    newest = max((m.db.parent / "copies").glob("*.age"), key=lambda path: path.stat().st_mtime_ns)
    return f"restore {q(newest)} --identity {q(m.folder / 'key.txt')}"


def drill(m: Machine) -> None:
    line = backup(m)
    if line is not None and m.do(f"{line} --dry-run --json").status == 0:
        m.account.drilled.append(m.now)


def restore(m: Machine) -> None:
    """A copy that was just made is put in the record's place: the life goes on as if nothing had been."""
    line = backup(m)
    if line is not None and m.do(f"{line} --replace --json").status != 0:
        m.found("not-restored", "restore", f"{line} --replace: {m.line(f'{line} --dry-run').err}")


def journal(m: Machine) -> None:
    """As many lines as entries."""
    lines = m.do("journal", reads=True).out.splitlines()
    if len(lines) < m.head()[0]:
        m.found("journal-short", "journal", f"{len(lines)} lines of {m.head()[0]} entries")
