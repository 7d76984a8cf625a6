"""Every kind of attack on the record that we can think of, and who notices it. Two documents quote this table.

Another program, which has the file and knows its schema, edits a record that the commands
wrote: it takes the triggers off, edits, and puts them back. `pytest tests/store/test_attacks.py
--update-golden` writes the table into the documents.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path

import pytest

from helpers import honest_record
from helpers.terminal import Clock, CommandLine

DOCS = Path(__file__).parents[2] / "docs"
QUOTED_BY = ("threat-model.md", "evidence.md")
BEGIN, END = "<!-- attacks: made by tests/store/test_attacks.py -->", "<!-- end of attacks -->"


class Noticed(Enum):
    """Who is the first to notice."""

    DATABASE = "the database refuses it"
    COMMAND = "every command, by the journal"
    VERIFY = "`audit --verify`, `doctor`"
    DOCTOR = "`doctor`"
    WARNED = "every command warns, and the next that writes heals it"
    NOBODY = "nobody without an anchor"


class Raw:
    """The data file in the hands of another program."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.execute("PRAGMA foreign_keys=OFF")

    def run(self, sql: str, *values: object) -> None:
        """Run one statement that changes something, triggers in force or not."""
        cursor = self.connection.execute(sql, values)
        assert cursor.rowcount != 0, f"{sql} met no row"

    def one(self, sql: str, *values: object) -> tuple[object, ...]:
        found = self.connection.execute(sql, values).fetchone()
        assert found is not None, sql
        return tuple(found)

    def without_triggers(self) -> list[str]:
        """Take every trigger off; returns what puts them back."""
        kept = self.connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in kept:
            self.connection.execute(f"DROP TRIGGER {name}")
        return [sql for _, sql in kept]

    def entries(self) -> list[tuple[int, str]]:
        return self.connection.execute("SELECT seq, body FROM audit ORDER BY seq").fetchall()

    def chain(self, bodies: list[str]) -> None:
        """Put these entries in the place of all that are there, each with the hash that fits."""
        self.connection.execute("DELETE FROM audit")
        before = bytes(32)
        for seq, body in enumerate(bodies, start=1):
            before = sha256(before + body.encode()).digest()
            self.connection.execute("INSERT INTO audit VALUES (?, ?, ?)", (seq, body, before))

    def seq(self, act: str, *, last: bool = False) -> int:
        """The number of the first entry of that word, or of the last."""
        found = [seq for seq, body in self.entries() if json.loads(body)["act"] == act]
        return found[-1 if last else 0]

    def add(self, act: str, **said: object) -> None:
        """Add an entry at the end, as a command would."""
        bodies = [body for _, body in self.entries()]
        last = json.loads(bodies[-1])
        new = {"act": act, "at": last["at"], "seq": len(bodies) + 1, "v": last["v"], **said}
        self.chain([*bodies, canonical(new)])


def canonical(said: dict[str, object]) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Attack:
    """One attack: its kind as the documents have it, what is done, and who notices."""

    kind: str
    name: str
    do: Callable[[Raw], None]
    noticed: Noticed
    leaves_triggers_off: bool = False
    keeps_triggers: bool = False


def sql(*statements: str) -> Callable[[Raw], None]:
    def do(raw: Raw) -> None:
        for statement in statements:
            raw.run(statement)

    return do


def alter_an_entry(raw: Raw) -> None:
    raw.run("UPDATE audit SET body = replace(body, 'contact-added', 'contact-changed') WHERE seq = 2")


def swap_two_entries(raw: Raw) -> None:
    raw.run("UPDATE audit SET seq = -1 WHERE seq = 2")
    raw.run("UPDATE audit SET seq = 2 WHERE seq = 3")
    raw.run("UPDATE audit SET seq = 3 WHERE seq = -1")


def cut_the_end(raw: Raw) -> None:
    last = raw.seq("takedown-opened", last=True)
    raw.run("DELETE FROM audit WHERE seq >= ?", last)


def repeat_an_entry(raw: Raw) -> None:
    bodies = [body for _, body in raw.entries()]
    raw.chain([*bodies, bodies[raw.seq("opted-in") - 1]])


def repeat_an_entry_under_a_number_of_its_own(raw: Raw) -> None:
    bodies = [body for _, body in raw.entries()]
    said = json.loads(bodies[raw.seq("opted-in") - 1])
    raw.chain([*bodies, canonical({**said, "seq": len(bodies) + 1})])


def move_every_time(raw: Raw) -> None:
    raw.chain([body.replace('"at":"20', '"at":"19') for _, body in raw.entries()])


def leave_an_entry_out_of_a_chain_made_anew(raw: Raw) -> None:
    gone = raw.seq("opted-out")
    bodies = [json.loads(body) for seq, body in raw.entries() if seq != gone]
    raw.chain([canonical({**said, "seq": seq}) for seq, said in enumerate(bodies, start=1)])


def write_another_form(raw: Raw) -> None:
    raw.chain([body.replace('"v":3', '"v":7') for _, body in raw.entries()])


def go_back_to_the_older_form(raw: Raw) -> None:
    bodies = [body for _, body in raw.entries()]
    raw.chain([*bodies[:-1], bodies[-1].replace('"v":3', '"v":2')])


def forge_the_last_entry_and_its_rows(raw: Raw) -> None:
    """A whole command, word for word as ours would write it: who has the file can do what we can."""
    raw.add("code-refused", cases=[1], tries=1)


def under(act: str, statement: str) -> Callable[[Raw], None]:
    """Run a statement with the number of the first entry of a word for its only parameter."""
    return lambda raw: raw.run(statement, raw.seq(act))


ATTACKS = (
    Attack("an entry is altered", "body", alter_an_entry, Noticed.VERIFY),
    Attack(
        "an entry is altered",
        "hash",
        sql("UPDATE audit SET hash = zeroblob(32) WHERE seq = 4"),
        Noticed.VERIFY,
    ),
    Attack("an entry is altered", "of no form", write_another_form, Noticed.COMMAND),
    Attack("an entry is altered", "older form", go_back_to_the_older_form, Noticed.COMMAND),
    Attack(
        "an entry is taken out of the middle", "one", sql("DELETE FROM audit WHERE seq = 5"), Noticed.VERIFY
    ),
    Attack("entries are put in another order", "two", swap_two_entries, Noticed.VERIFY),
    Attack("the end of the chain is cut off", "last", cut_the_end, Noticed.COMMAND),
    Attack("the end of the chain is cut off", "all", sql("DELETE FROM audit"), Noticed.COMMAND),
    Attack("an entry is repeated", "as it is", repeat_an_entry, Noticed.VERIFY),
    Attack("an entry is repeated", "renumbered", repeat_an_entry_under_a_number_of_its_own, Noticed.VERIFY),
    Attack(
        "an entry is added that no command wrote", "invented", lambda raw: raw.add("approved"), Noticed.DOCTOR
    ),
    Attack(
        "an entry is added that no command wrote",
        "without its rows",
        lambda raw: raw.add("opted-in", contacts=[2], updates=1),
        Noticed.DOCTOR,
    ),
    Attack(
        "an entry is added that no command wrote",
        "about nobody",
        lambda raw: raw.add("erasure-proved", contacts=[4711]),
        Noticed.DOCTOR,
    ),
    Attack(
        "an entry is added that no command wrote",
        "not canonical",
        lambda raw: raw.chain([*(b for _, b in raw.entries()), raw.entries()[-1][1].replace(":[", ": [")]),
        Noticed.VERIFY,
    ),
    Attack(
        "an entry is added whole, as a command would",
        "one",
        forge_the_last_entry_and_its_rows,
        Noticed.WARNED,
    ),
    Attack("the whole chain is made anew", "times", move_every_time, Noticed.COMMAND),
    Attack(
        "the whole chain is made anew",
        "one left out",
        leave_an_entry_out_of_a_chain_made_anew,
        Noticed.COMMAND,
    ),
    Attack("triggers are left off", "all", lambda _: None, Noticed.DOCTOR, leaves_triggers_off=True),
    Attack(
        "triggers are left off",
        "and an entry altered",
        alter_an_entry,
        Noticed.VERIFY,
        leaves_triggers_off=True,
    ),
    Attack(
        "rows are taken out",
        "an opt-out",
        sql(
            "DELETE FROM consent_event WHERE contact_id = 2 AND decision <> 'given'",
            "DELETE FROM suppression WHERE purpose = 'updates'",
        ),
        Noticed.VERIFY,
    ),
    Attack(
        "rows are taken out", "a mark", sql("DELETE FROM suppression WHERE lifted_at IS NULL"), Noticed.VERIFY
    ),
    Attack("rows are taken out", "a claim", sql("DELETE FROM takedown_event"), Noticed.VERIFY),
    Attack("rows are taken out", "a case", sql("DELETE FROM request WHERE id = 5"), Noticed.VERIFY),
    Attack(
        "rows are taken out",
        "a closing",
        sql("DELETE FROM request_closing WHERE request_id = 4"),
        Noticed.VERIFY,
    ),
    Attack("rows are taken out", "a look", sql("DELETE FROM look WHERE id = 1"), Noticed.VERIFY),
    Attack("rows are taken out", "a hand-off", sql("DELETE FROM disclosure WHERE id = 3"), Noticed.VERIFY),
    Attack(
        "rows are taken out",
        "a person of a list",
        sql("DELETE FROM disclosed WHERE disclosure_id = 3 AND contact_id = 1"),
        Noticed.DOCTOR,
    ),
    Attack("rows are taken out", "the erasure", sql("DELETE FROM erasure"), Noticed.DOCTOR),
    *(
        Attack("rows are taken out", name, sql(f"DELETE FROM {rows}"), Noticed.DOCTOR)  # noqa: S608
        for name, rows in {
            "an order": "purchase WHERE id = (SELECT max(id) FROM purchase)",
            "an order of an import": "purchase WHERE delivery_id IS NOT NULL",
            "an order that was erased": "barred_order",
            "an answer of an import": "consent_event WHERE via = 'import' AND decision = 'refused'",
            "the address of a contact": "address WHERE match_key = 'imp.three@far.example'",
        }.items()
    ),
    Attack(
        "a row is put under an entry that writes no such row",
        "a yes",
        under(
            "contact-added",
            """INSERT INTO consent_event (contact_id, purpose, decision, at, recorded_at, via, entry)
               VALUES (2, 'updates', 'given', 1900000000, 1795348800, 'mail', ?)""",
        ),
        Noticed.VERIFY,
    ),
    Attack(
        "a row is put under an entry that writes no such row",
        "a hand-off",
        under(
            "opted-out",
            """INSERT INTO disclosure (recipient, purpose, fields, via, at, recorded_at, people, entry)
               VALUES ('x', 'order', 'email', 'typed', 1795348800, 1795348800, 0, ?)""",
        ),
        Noticed.VERIFY,
    ),
    Attack(
        "a row is put under an entry that writes no such row",
        "of the future",
        sql("UPDATE contact SET entry = 900 WHERE id = 1"),
        Noticed.VERIFY,
    ),
    Attack(
        "a decision is turned round",
        "a no",
        sql("UPDATE consent_event SET decision = 'given' WHERE contact_id = 2 AND decision <> 'given'"),
        Noticed.VERIFY,
    ),
    Attack(
        "a decision is turned round",
        "a yes",
        sql("UPDATE consent_event SET decision = 'objected' WHERE contact_id = 2 AND decision = 'given'"),
        Noticed.VERIFY,
    ),
    Attack(
        "a decision is turned round",
        "a mark lifted",
        under(
            "opted-out",
            "UPDATE suppression SET lifted_at = recorded_at, lifted_entry = ? WHERE lifted_at IS NULL",
        ),
        Noticed.VERIFY,
    ),
    Attack(
        "a look is turned round",
        "gone",
        sql("UPDATE look SET found = 'gone', reason = 'not-found' WHERE found = 'still-there'"),
        Noticed.VERIFY,
    ),
    *(
        Attack("a look is turned round", name, sql(statement), noticed)
        for name, (statement, noticed) in {
            "what it rests on": ("UPDATE look SET before_id = NULL WHERE found = 'gone'", Noticed.VERIFY),
            "what it rests on, and its mark": (
                "UPDATE look SET before_id = NULL, mark = NULL WHERE found = 'gone'",
                Noticed.VERIFY,
            ),
        }.items()
    ),
    *(
        Attack("where it was looked is altered", name, sql(statement), noticed)
        for name, (statement, noticed) in {
            "where it was": ("UPDATE look_text SET url = 'https://v.example/x'", Noticed.DOCTOR),
            "in which file": ("UPDATE look_text SET file = '/srv/x.html'", Noticed.DOCTOR),
            "what the page said": ("UPDATE look_text SET sketch = zeroblob(90)", Noticed.DOCTOR),
        }.items()
    ),
    Attack(
        "a look is turned round",
        "its time",
        sql("UPDATE look SET at = at - 3600 WHERE id = 1"),
        Noticed.VERIFY,
    ),
    Attack(
        "a look is turned round",
        "one added",
        under(
            "contact-added",
            """INSERT INTO look (takedown_id, at, through, found, reason, entry)
               VALUES (1, 1795348800, 'page', 'gone', 'not-found', ?)""",
        ),
        Noticed.VERIFY,
    ),
    Attack(
        "the key of the marks is exchanged",
        "altered",
        sql("UPDATE secret SET value = zeroblob(32)"),
        Noticed.DOCTOR,
    ),
    Attack(
        "the key of the marks is exchanged",
        "a newer one",
        sql("INSERT INTO secret (value, made_at) VALUES (zeroblob(32), 0)"),
        Noticed.DOCTOR,
    ),
    Attack(
        "an address is altered whose owner said no",
        "another",
        sql("UPDATE address SET match_key = 'bo@elsewhere.example' WHERE match_key = 'bo@acme.example'"),
        Noticed.DOCTOR,
    ),
    Attack(
        "an address is altered whose owner said no",
        "of another contact",
        sql("UPDATE address SET contact_id = 2 WHERE match_key = 'ann@home.example'"),
        Noticed.DOCTOR,
    ),
    Attack(
        "an address is altered whose owner said no to nothing",
        "another",
        sql(
            "UPDATE address SET match_key = 'imp@elsewhere.example' WHERE match_key = 'imp.three@far.example'"
        ),
        Noticed.DOCTOR,
    ),
    *(
        Attack(
            "any other row of any table is altered, taken out or put in", name, sql(statement), Noticed.DOCTOR
        )
        for name, statement in {
            "a confirmation": "UPDATE confirmation SET request_id = 1 WHERE id = 1",
            "an erasure": "UPDATE erasure SET contact_id = 1 WHERE id = 1",
            "the words on show": "DELETE FROM publication_text WHERE publication_id = 1",
            "a place": "DELETE FROM place WHERE publication_id = 1",
            "the words of a case": "UPDATE request_text SET note = 'Other words.' WHERE note IS NOT NULL",
            "a former address": "DELETE FROM former_address",
            "an order that was handed over": "DELETE FROM disclosed_order",
            "where a file lies": "DELETE FROM made_path",
        }.items()
    ),
    *(
        Attack("words and names that are under no mark are altered", name, sql(statement), Noticed.DOCTOR)
        for name, statement in {
            "a name": "UPDATE contact SET name = 'Somebody Else' WHERE name IS NOT NULL",
            "an order": "UPDATE purchase SET product = 'other'",
            "a quote": "UPDATE publication_text SET quote = 'Bad.' WHERE quote IS NOT NULL",
            "where it is on show": "UPDATE place SET location = location || 'x'",
            "the words of a yes to mail": "UPDATE consent_evidence SET text = 'No.' WHERE text IS NOT NULL",
            "the words of a request": "UPDATE request_text SET note = 'x', body = 'x'",
            "whom a copy is to be asked of": "UPDATE follow_up_text SET place = 'x'",
        }.items()
    ),
    *(
        Attack("what was permitted, announced or promised is altered", name, sql(statement), noticed)
        for name, (statement, noticed) in {
            "whose permission": (
                "UPDATE permission SET publication_id = 2 WHERE publication_id = 1",
                Noticed.VERIFY,
            ),
            "when it was given": ("UPDATE permission SET at = at + 60 WHERE id = 1", Noticed.VERIFY),
            "its words": (
                "UPDATE permission_text SET text = 'Yes, and my name too.' WHERE text IS NOT NULL",
                Noticed.DOCTOR,
            ),
            "its words, emptied": (
                "UPDATE permission_text SET text = NULL WHERE permission_id = 1",
                Noticed.DOCTOR,
            ),
            "its words and their mark": (
                "UPDATE permission SET mark = zeroblob(16) WHERE mark IS NOT NULL",
                Noticed.VERIFY,
            ),
            "the end of a window": ("UPDATE notice SET opens_at = announced_at", Noticed.VERIFY),
            "how many were told": ("UPDATE notice SET people = people + 1", Noticed.VERIFY),
            "the text of a notice": ("UPDATE notice SET text = 'Other words.'", Noticed.DOCTOR),
            "the basis of a notice": ("UPDATE notice SET basis = 'consent'", Noticed.DOCTOR),
            "since when it is promised": ("UPDATE policy_version SET effective_at = 0", Noticed.VERIFY),
            "the digest of what is promised": (
                "UPDATE policy_version SET sha256 = zeroblob(32)",
                Noticed.VERIFY,
            ),
            "what is promised": ("UPDATE policy_version SET document = '{}'", Noticed.DOCTOR),
        }.items()
    ),
    *(
        Attack("a hand-off is altered", name, sql(statement), noticed)
        for name, (statement, noticed) in {
            "its time": ("UPDATE disclosure SET at = at - 60 WHERE id = 3", Noticed.VERIFY),
            "its purpose": ("UPDATE disclosure SET purpose = 'order' WHERE id = 3", Noticed.VERIFY),
            "the recipient": ("UPDATE disclosure SET recipient = 'other' WHERE id = 3", Noticed.DOCTOR),
            "the fields": ("UPDATE disclosure SET fields = 'email' WHERE id = 3", Noticed.DOCTOR),
            "whom it named": (
                """UPDATE disclosed SET contact_id = (SELECT max(id) FROM contact WHERE id NOT IN (
                       SELECT contact_id FROM disclosed WHERE disclosure_id = 3))
                    WHERE disclosure_id = 3 AND contact_id = 1""",
                Noticed.DOCTOR,
            ),
        }.items()
    ),
    *(
        Attack("the state is altered without an act", name, sql(statement), Noticed.VERIFY)
        for name, statement in {
            "a removal verified": "UPDATE takedown SET state = 'verified', verified_at = received_at + 60",
            "a removal verified earlier": "UPDATE takedown SET verified_at = received_at + 60 WHERE state = 'verified'",
            "a removal closed": "UPDATE takedown SET state = 'closed' WHERE state = 'open'",
            "a receipt and deadline": "UPDATE takedown SET received_at = received_at + 60, due_at = due_at + 60",
            "a request answered": "UPDATE request_clock SET state = 'answered', answered_at = due_at",
            "the day of an answer moved": "UPDATE request_clock SET due_at = due_at + 864000",
            "a bar taken away": "UPDATE publication SET barred_at = NULL",
            "a mark lifted": "UPDATE suppression SET lifted_at = at, lifted_entry = entry WHERE lifted_at IS NULL",
            "a mark of another purpose": "UPDATE suppression SET purpose = 'own' || id",
            "the receipt of a case": "UPDATE request SET received_at = received_at + 60 WHERE id = 3",
            "an earlier receipt": "DELETE FROM request_receipt",
            "why a case ended": "UPDATE request_closing SET because = 'mistake' WHERE request_id = 4",
        }.items()
    ),
    Attack(
        "rows are altered while the triggers stand",
        "an entry",
        sql("UPDATE audit SET body = '{}' WHERE seq = 1"),
        Noticed.DATABASE,
        keeps_triggers=True,
    ),
    Attack(
        "rows are altered while the triggers stand",
        "a decision",
        sql("UPDATE consent_event SET decision = 'given'"),
        Noticed.DATABASE,
        keeps_triggers=True,
    ),
    *(
        Attack(
            "rows are altered while the triggers stand",
            name,
            sql(statement),
            Noticed.DATABASE,
            keeps_triggers=True,
        )
        for name, statement in {
            "a removal verified": "UPDATE takedown SET state = 'verified'",
            "a request answered": "UPDATE request_clock SET state = 'answered'",
            "a mark lifted": "UPDATE suppression SET lifted_at = at, lifted_entry = entry",
            "a hand-off": "DELETE FROM disclosed",
            "the key": "DELETE FROM secret",
            "an address": "DELETE FROM address",
        }.items()
    ),
    Attack(
        "rows are altered while the triggers stand",
        "a mark deleted",
        sql("DELETE FROM suppression"),
        Noticed.DATABASE,
        keeps_triggers=True,
    ),
)


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of an honest record, made once."""
    from privacyctl.store.file import making

    folder = tmp_path_factory.mktemp("honest")
    db = folder / "record" / "privacyctl.db"
    making.make_folder(db.parent)
    clock = Clock()
    making.create(db, bytes(range(32)), clock())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        honest_record.tell(CommandLine(db, clock), folder)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: f"{one.kind}: {one.name}")
def test_an_attack_is_noticed_as_the_table_says(attack: Attack, honest: Path, tmp_path: Path) -> None:
    shutil.copytree(honest / "record", tmp_path / "attacked")
    db = tmp_path / "attacked" / "privacyctl.db"
    with closing(sqlite3.connect(db)) as connection:
        raw = Raw(connection)
        if attack.keeps_triggers:
            with pytest.raises(sqlite3.IntegrityError):
                attack.do(raw)
            return
        triggers = raw.without_triggers()
        attack.do(raw)
        if not attack.leaves_triggers_off:
            for statement in triggers:
                connection.execute(statement)
        connection.commit()
    must_be_noticed(CommandLine(db, Clock(honest_record.LAST)), attack.noticed)


def must_be_noticed(run: CommandLine, noticed: Noticed) -> None:
    command = run("contacts")
    found = {line: run(line).status for line in ("audit --verify", "doctor")}

    assert found | {"contacts": command.status} == {
        "contacts": 3 if noticed is Noticed.COMMAND else 0,
        "audit --verify": 3 if noticed in (Noticed.COMMAND, Noticed.VERIFY) else 0,
        "doctor": 0 if noticed in (Noticed.WARNED, Noticed.NOBODY) else 3,
    }
    if noticed in (Noticed.WARNED, Noticed.NOBODY):
        assert ("warning: the journal" in command.err) is (noticed is Noticed.WARNED)


BESIDE = {
    "an older copy is put back": ("privacyctl.db",),
    "an older copy is put back, and its journal with it": ("privacyctl.db", "privacyctl.db.journal"),
}
AFTER = {
    ("an older copy is put back", "an opt-out"): ("optout ann@acme.example", Noticed.COMMAND),
    ("an older copy is put back", "an erasure"): ("erase cy@new.example --confirmed voice", Noticed.COMMAND),
    ("an older copy is put back, and its journal with it", "an opt-out"): (
        "optout ann@acme.example",
        Noticed.NOBODY,
    ),
    ("an older copy is put back, and its journal with it", "an erasure"): (
        "erase cy@new.example --confirmed voice",
        Noticed.DOCTOR,  # by the list of erasures
    ),
}


@pytest.mark.parametrize(("kind", "what"), AFTER)
def test_an_older_copy_is_noticed_as_the_table_says(
    kind: str, what: str, honest: Path, tmp_path: Path
) -> None:
    """What lies beside the file is not taken back by a copy of the file alone."""
    line, noticed = AFTER[kind, what]
    shutil.copytree(honest / "record", tmp_path / "record")
    run = CommandLine(tmp_path / "record" / "privacyctl.db", Clock(honest_record.LAST))
    copies = {name: run.db.with_name(name).read_bytes() for name in BESIDE[kind]}
    run.ok(line)

    for name, data in copies.items():
        run.db.with_name(name).write_bytes(data)

    must_be_noticed(run, noticed)


JOURNALS: dict[str, tuple[Callable[[bytes], bytes], Noticed]] = {
    "the journal is deleted": (lambda _: b"", Noticed.WARNED),
    "the journal is altered": (lambda data: data.replace(b'"rows":', b'"rowz":', 1), Noticed.DOCTOR),
    "the end of the journal is cut off": (lambda data: data[: data.rindex(b"\n", 0, -1) + 1], Noticed.WARNED),
}


@pytest.mark.parametrize("kind", JOURNALS)
def test_what_is_done_to_the_journal_is_noticed_as_the_table_says(
    kind: str, honest: Path, tmp_path: Path
) -> None:
    alter, noticed = JOURNALS[kind]
    shutil.copytree(honest / "record", tmp_path / "record")
    run = CommandLine(tmp_path / "record" / "privacyctl.db", Clock(honest_record.LAST))
    journal = run.db.with_name("privacyctl.db.journal")

    journal.write_bytes(alter(journal.read_bytes()))

    must_be_noticed(run, noticed)


def table() -> str:
    """The table of the documents: a line a kind, by who notices."""
    kinds: dict[str, list[Noticed]] = {}
    for attack in ATTACKS:
        kinds.setdefault(attack.kind, []).append(attack.noticed)
    for (kind, _), (_, noticed) in AFTER.items():
        kinds.setdefault(kind, []).append(noticed)
    kinds |= {kind: [noticed] for kind, (_, noticed) in JOURNALS.items()}
    lines = ["| with another program | who notices |", "|---|---|"]
    for kind, those in kinds.items():
        weakest = max(those, key=list(Noticed).index)
        some = Noticed.VERIFY in those and weakest is Noticed.DOCTOR
        lines.append(f"| {kind} | {weakest.value}{', some of it `audit --verify` too' if some else ''} |")
    return "\n".join(lines)


@pytest.mark.parametrize("page", QUOTED_BY)
def test_the_documents_quote_the_table(page: str, request: pytest.FixtureRequest) -> None:
    path = DOCS / page
    text = path.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = f"{before}{BEGIN}\n{table()}\n{END}{after}"
    if request.config.getoption("--update-golden"):
        path.write_text(made, "utf-8")

    assert made == path.read_text("utf-8")
