"""A story in a few lines: commands, and what happens beside them, such as time that goes by."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from privacyctl.duties.promises import p05_aggregate_figures

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from helpers.terminal import CommandLine


class Story:
    """Does what a line says: a command, or what happens beside the commands."""

    def __init__(self, run: CommandLine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.run, self.folder, self.monkeypatch = run, folder, monkeypatch
        self.site = folder / "site"
        self.site.mkdir()
        self.places = {
            "folder": folder, "site": self.site, "record": run.db.parent, "around": run.db.parent.parent,
            "settings": run.db.with_name("privacyctl.toml"), "db": run.db,
        }  # fmt: skip

    def tell(self, lines: list[str]) -> None:
        for line in lines:
            verb, _, rest = line.partition(" ")
            beside = getattr(self, f"_{verb.replace('-', '_')}", None)
            if beside is not None:
                beside(rest)
            else:
                self.run.ok(self._filled(line))

    def promises(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.run.ok("policy --json").json["promises"]
        return found

    def _filled(self, line: str) -> str:
        for name, path in self.places.items():
            line = line.replace(f"{{{name}}}", str(path))
        return line

    def _later(self, span: str) -> None:
        self.run.clock.forward(hours=int(span.removesuffix("h")))

    def _settings(self, text: str) -> None:
        self.places["settings"].write_text(text, "utf-8")
        self.places["settings"].chmod(0o600)

    def _page(self, rest: str) -> None:
        name, _, text = rest.partition(" ")
        (self.site / name).write_text(text, "utf-8")

    def _no_page(self, name: str) -> None:
        (self.site / name).unlink()

    def _cut_journal(self, _: str) -> None:
        """The journal loses its last line, as where a command was killed before it wrote that."""
        journal = self.run.db.with_name(f"{self.run.db.name}.journal")
        journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))

    def _mode(self, rest: str) -> None:
        place, mode = shlex.split(self._filled(rest))
        path = next(path for path in self.places.values() if str(path) == place)
        path.chmod(int(mode, 8))

    def _found(self, line: str) -> None:
        assert self.run(self._filled(line)).status == 1

    def _refused(self, line: str) -> None:
        answer = self.run(self._filled(line))
        assert (answer.status, "privacyctl: hint: " in answer.err) == (1, True), answer

    def _sql(self, statement: str, *values: str | int) -> None:
        with closing(sqlite3.connect(self.run.db)) as connection, connection:
            connection.execute(statement, values)

    def _answered(self, case: str) -> None:
        """As an earlier version closed it."""
        self._sql("DROP TRIGGER request_closing_no_update")
        self._sql("DROP TRIGGER request_clock_by_event")
        self._sql("UPDATE request_closing SET because = 'answered' WHERE request_id = ?", case)
        self._sql(
            "UPDATE request_clock SET state = 'answered', answered_at = due_at WHERE request_id = ?", case
        )

    def _slip(self, rest: str) -> None:
        """A hand-off of the first contact that no command makes, by another program."""
        purpose, via = rest.split()
        now = self.run.clock.now
        self._sql(
            "INSERT INTO disclosure (recipient, purpose, fields, via, at, recorded_at, people, entry)"
            " VALUES ('mailer', ?, 'email', ?, ?, ?, 1, 99)",
            purpose, via, now, now,
        )  # fmt: skip
        self._sql("INSERT INTO disclosed (contact_id, disclosure_id) VALUES (1, 1)")

    def _limit(self, count: str) -> None:
        self.monkeypatch.setattr(p05_aggregate_figures, "LIMIT", int(count))

    def _old_comment(self, text: str) -> None:
        self._comment(text, "2026-01-02")

    def _letter(self, words: str) -> None:
        box = self.folder / "mail"
        for part in ("new", "cur"):
            (box / part).mkdir(parents=True, exist_ok=True)
        (box / "new" / "1.host").write_text(f"From: ann@acme.example\n\n{words}\n", "utf-8")
        self._settings(f"[[inbox]]\nmaildir = '{box}'\nsince = 2026-01-01\n")
        self.run.ok("inbox")

    def _lost_mailbox(self, _: str) -> None:
        self._settings(f"[[inbox]]\nmaildir = '{self.folder / 'no mail'}'\n")
        assert self.run("inbox").status == 1

    def _comment(self, text: str, on: str = "") -> None:
        orders = self.folder / "orders.csv"
        orders.write_text(f"no,mail,what,when,remark\n7,dee@buyer.example,Widget,{on},{text}\n", "utf-8")
        columns = (
            "--map no=order --map mail=email --map what=product --map when=ordered_at --map remark=comment"
        )
        self.run.ok(f"import-orders '{orders}' {columns}")
