"""Time what privacyctl does beside what others do: `python tests/bench/run.py [BENCH...]`.

Makes its own data, runs each command beside its rivals in turn, and prints medians, ratios
and peak memory with the targets of the design. README.md here says how to read it.
"""
# ruff: noqa: T201  it prints

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import looks
from bench.measure import HEADING, Bench, Runner
from bench.rows import MAP, NEEDLE, PRIVACYCTL, address

SQLITE_UTILS = str(Path(sys.executable).with_name("sqlite-utils"))
OFTEN, SELDOM = 15, 3
"""Rounds of what takes a blink, and of what takes a minute."""
FINELY = 100
"""Rounds of what is told from its rival by a few parts of a hundred."""
PUBLIC_KEY = "age1lkx9qfy9uxy5y4z703txwt2cfk68wn5whesnrxk0lsxs6u5dgcmqfs27zv"
SECRET_KEY = "AGE-SECRET-KEY-187MFYGN4Q626D4GTSQMG06VAGPDJZNJWTZ323W4444Z7YT8TZ86SXSTHTP"
# The same command with the journal left out: nothing is read of it, and nothing is written into it.
WITHOUT_JOURNAL = """\
import sys
from privacyctl.store import Store
from privacyctl.store.journal import standing
Store.bring_up = lambda store: None
standing.of = lambda store: standing.JournalStanding(standing.Stands.IN_STEP, None, None)
from privacyctl.cli import main
sys.exit(main())
"""
PENDING = "SELECT * FROM takedown WHERE state IN ('open', 'removed') ORDER BY due_at"
# What an import does at the least: orders, their buyers, and no address or order twice.
IMPORT_SQL = """\
CREATE TABLE raw ("Order" TEXT, "When" TEXT, First TEXT, Last TEXT, Email TEXT, Company TEXT,
                  Product TEXT, Number TEXT, Total TEXT, Currency TEXT);
CREATE TABLE contact (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT);
CREATE TABLE purchase (id INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL, order_ref TEXT NOT NULL UNIQUE,
                       product TEXT, quantity INTEGER, amount TEXT, currency TEXT, ordered_at TEXT);
CREATE INDEX purchase_contact ON purchase (contact_id);
.mode csv
.import --skip 1 "{orders}" raw
INSERT INTO contact (email, name) SELECT lower(Email), min(First || ' ' || Last) FROM raw GROUP BY lower(Email);
INSERT INTO purchase (contact_id, order_ref, product, quantity, amount, currency, ordered_at)
     SELECT contact.id, "Order", Product, Number, Total, Currency, "When" FROM raw
       JOIN contact ON contact.email = lower(raw.Email);
"""


def benches(folder: Path, rows: int) -> dict[str, Callable[[], Bench]]:  # noqa: C901, PLR0915  (one function a bench)
    """Every bench by its name. Rivals that this machine lacks are left out, with a word."""
    record, chain, rival = folder / "record.db", folder / "chain.db", folder / "rival.db"
    orders, addresses, suppressed = folder / "orders.csv", folder / "list.txt", folder / "suppressed.txt"
    luck = random.Random()  # noqa: S311  an opt-out must be new, in a kept folder too
    buyer = address(rows // 2 | 1)

    def ours(db: Path, *words: str) -> list[str]:
        return [PRIVACYCTL, "--db", str(db), *words]

    def start() -> Runner:
        return Runner("python -c import typer …", lambda _: [sys.executable, "-c", "import typer, sqlite3"])

    def query(sql: str) -> Runner:
        return Runner("sqlite-utils FILE QUERY", lambda _: [SQLITE_UTILS, str(record), sql])

    def due() -> Bench:
        base, other = start(), query(PENDING)
        base.ratio, other.ratio = 1.4, 0.5
        return Bench("due", [Runner("privacyctl due", lambda _: ours(record, "due")), base, other], OFTEN)

    def show() -> Bench:
        sql = f"SELECT * FROM contact JOIN address ON contact_id = id WHERE match_key = '{buyer}'"  # noqa: S608  (our own sample)
        return Bench(
            "show",
            [Runner("privacyctl show", lambda _: ours(record, "show", buyer)), start(), query(sql)],
            OFTEN,
        )

    def access() -> Bench:
        """The case, its confirmation, both files and the record of it, for somebody else each time."""

        def asked(_: int) -> list[str]:
            number = luck.randrange(rows) | 1
            out = folder / "handed" / f"{number}-{luck.randrange(2**32)}"
            return ours(
                record,
                "access",
                address(number),
                "--confirmed",
                "voice",
                "--received",
                "0m ago",
                "--out",
                str(out),
            )

        sql = f"""SELECT * FROM address JOIN contact ON contact.id = address.contact_id
                    JOIN purchase ON purchase.contact_id = contact.id WHERE match_key = '{buyer}'"""  # noqa: S608
        grep = Runner("grep -c ADDRESS record.db", lambda _: ["grep", "-c", "-F", buyer, str(record)])
        mine = Runner("privacyctl access", asked)
        return Bench("access", [mine, start(), query(sql), *_there("grep", grep)], OFTEN)

    def optout() -> Bench:
        row = folder / "row.json"
        row.write_text('{"email": "ada@example.com", "purpose": "updates", "at": 1795348800}')
        mine = Runner(
            "privacyctl optout", lambda _: ours(record, "optout", address(luck.randrange(rows) | 1))
        )
        insert = Runner(
            "sqlite-utils insert (a row)",
            lambda _: [SQLITE_UTILS, "insert", str(folder / "one.db"), "optout", str(row)],
            ratio=1.2,
        )
        return Bench("optout", [mine, start(), insert], OFTEN)

    def without_journal(name: str, words: Callable[[], list[str]]) -> Bench:
        """The command beside itself with the journal left out, each with a record of its own."""
        plain = folder / "plain" / "record.db"
        if not plain.exists():
            plain.parent.mkdir()
            shutil.copy(record, plain)
        script = folder / "without_journal.py"
        script.write_text(WITHOUT_JOURNAL)
        mine = Runner(
            f"privacyctl {name}", lambda _: [sys.executable, PRIVACYCTL, "--db", str(record), *words()]
        )
        bare = Runner(
            "the same without its journal",
            lambda _: [sys.executable, str(script), "--db", str(plain), *words()],
            ratio=1.05,
        )
        return Bench(f"journal-{name}", [mine, bare], FINELY)

    def journal_due() -> Bench:
        return without_journal("due", lambda: ["due"])

    def journal_optout() -> Bench:
        return without_journal("optout", lambda: ["optout", address(luck.randrange(rows) | 1)])

    def copying(source: Path) -> tuple[Runner, Path]:
        """`backup` of a record that is laid in a folder of its own, and that record."""
        copied = folder / f"copied-{source.parent.name}" / "record.db"
        if not copied.exists():
            copied.parent.mkdir()
            shutil.copy(source, copied)
            settings = f'[backup]\ntargets = ["{folder}/copies"]\nrecipients = ["{PUBLIC_KEY}"]\n'
            copied.with_name("privacyctl.toml").write_text(settings)
            copied.with_name("privacyctl.toml").chmod(0o600)
            # A record without its journal makes one anew, which is no work of a copy.
            subprocess.run(ours(copied, "journal", "--anew"), check=True, stdout=subprocess.DEVNULL)
        (folder / "copies").mkdir(exist_ok=True)
        (folder / "key.txt").write_text(f"{SECRET_KEY}\n")
        mine = Runner("privacyctl backup", lambda _: ours(copied, "backup"), mebibytes=100, before=a_second)
        return mine, copied

    def a_second() -> None:
        """Copies are named by the second, and one is never replaced."""
        shutil.rmtree(folder / "copies")
        (folder / "copies").mkdir()

    def backup() -> Bench:
        mine, copied = copying(folder / "large" / "record.db")
        script = (
            f"cd {folder} && rm -f bare.db bare.age && sqlite3 {copied} \"VACUUM INTO 'bare.db'\""
            f" && age -r {PUBLIC_KEY} -o bare.age bare.db"
        )
        bare = Runner("VACUUM INTO, age", lambda _: ["sh", "-c", script], ratio=2)
        return Bench("backup", [mine, *(_there("age", bare) if shutil.which("sqlite3") else [])], SELDOM)

    def restore() -> Bench:
        made, copied = copying(record)

        def practised(_: int) -> list[str]:
            (copy,) = (folder / "copies").glob("*.age")
            return ours(copied, "restore", str(copy), "--identity", str(folder / "key.txt"), "--dry-run")

        made.run(0, folder)
        made.ratio, made.walls, made.cpus = 3, [], []
        return Bench("restore", [Runner("privacyctl restore --dry-run", practised), made], SELDOM)

    def contacts() -> Bench:
        mine = Runner("privacyctl contacts TEXT", lambda _: ours(record, "contacts", NEEDLE), seconds=0.3)
        grep = Runner(
            "grep -iF TEXT orders.csv", lambda _: ["grep", "-iF", NEEDLE, str(orders)], statuses=(0, 1)
        )
        return Bench("contacts", [mine, start(), *_there("grep", grep)], OFTEN)

    def import_orders() -> Bench:
        fresh, script = folder / "fresh" / "record.db", folder / "import.sql"
        script.write_text(IMPORT_SQL.format(orders=orders))

        def begin() -> None:
            shutil.rmtree(fresh.parent, ignore_errors=True)
            subprocess.run(ours(fresh, "init"), check=True, stdout=subprocess.DEVNULL)

        def clear() -> None:
            rival.unlink(missing_ok=True)

        mine = Runner(
            "privacyctl import-orders",
            lambda _: ours(fresh, "import-orders", str(orders), *MAP),
            before=begin,
            mebibytes=200,
        )
        slow = Runner(
            "sqlite-utils insert --csv",
            lambda _: [SQLITE_UTILS, "insert", "--silent", str(rival), "orders", str(orders), "--csv"],
            before=clear,
            ratio=1 / 3,
        )
        shell = Runner(
            "sqlite3 .import + 2 INSERT",
            lambda _: ["sqlite3", str(rival)],
            before=clear,
            stdin=script,
            ratio=1.6,
        )
        return Bench("import-orders", [mine, slow, *_there("sqlite3", shell)], SELDOM)

    def gate() -> Bench:
        words = ("gate", str(addresses), "--purpose", "updates")
        mine = Runner("privacyctl gate", lambda _: ours(record, *words), mebibytes=250)
        grep = Runner(
            "grep -vxFf",
            lambda _: ["grep", "-vxFf", str(suppressed), str(addresses)],
            ratio=1,
            statuses=(0, 1),
        )
        script = f'cd "{folder}" && sort suppressed.txt > a && sort list.txt > b && comm -13 a b'
        comm = Runner("sort, sort, comm", lambda _: ["sh", "-c", script])
        return Bench("gate", [mine, *_there("grep", grep), *_there("comm", comm)], SELDOM)

    def audit() -> Bench:
        mine = Runner("privacyctl audit --verify", lambda _: ours(chain, "audit", "--verify"))
        plain = Runner("sha256sum", lambda _: ["sha256sum", str(folder / "chain.bin")], ratio=2.5)
        return Bench("audit", [mine, *_there("sha256sum", plain)], SELDOM * 2 + 1)

    fresh, again = folder / "fresh.db", folder / "again.db"
    needles, site = str(folder / "needles.txt"), str(folder / "site")

    def scanning(name: str, db: Path) -> Runner:
        # What it finds makes its status 1.
        return Runner(name, lambda _: ours(db, "scan", site, "--json"), statuses=(0, 1))

    def forget() -> None:
        shutil.copy(folder / "site.db", fresh)

    def scan() -> Bench:
        mine = scanning("privacyctl scan", fresh)
        mine.before = forget
        rg = Runner("rg -j1 -i -F -f", lambda _: ["rg", "-j1", "-i", "-F", "-f", needles, site], ratio=2)
        grep = Runner("grep -rF -f", lambda _: ["grep", "-rF", "-f", needles, site])
        bench = Bench("scan", [mine, *_there("rg", rg), *_there("grep", grep)], SELDOM)
        _say_findings(bench, folder)
        return bench

    def scan_again() -> Bench:
        shutil.copy(folder / "site.db", again)
        first = scanning("privacyctl scan, first", fresh)
        first.before, first.ratio = forget, 0.1
        return Bench("scan-again", [scanning("privacyctl scan, again", again), first], SELDOM)

    def verify() -> Bench:
        """The looks at one page of 20 resources, for one task and for three, and at one with a large drawing."""
        site = looks.files()
        origin = looks.serve(site)
        shutil.rmtree(folder / "looks", ignore_errors=True)

        def looking(name: str, page: str, tasks: int) -> Runner:
            db = folder / "looks" / name / "record.db"
            looks.record(db, origin, page, tasks)
            return Runner(f"privacyctl verify, {name}", lambda _: ours(db, "verify"), statuses=(0, 1))

        mine = looking("one task", looks.PAGES[0], 1)
        more = looking("three tasks", looks.PAGES[0], looks.TASKS)
        drawn = looking("with a large drawing", looks.PAGES[1], 1)
        urls = [f"{origin}{path}" for path in (*site, *looks.PAGES) if path != looks.PAGES[1]]
        curl = Runner("curl of the same addresses", lambda _: ["curl", "-s", *urls])
        return Bench("verify", [mine, more, drawn, *_there("curl", curl)], SELDOM)

    def erase() -> Bench:
        large = folder / "large" / "record.db"

        def someone(_: int) -> list[str]:
            return ours(large, "erase", address(luck.randrange(rows) | 1), "--confirmed", "voice")

        mine = Runner("privacyctl erase", someone, mebibytes=200)
        grep = Runner("grep -c", lambda _: ["grep", "-c", NEEDLE, str(large)])
        many = Runner(
            "grep -c -i -F, 3 needles",
            lambda _: ["grep", "-ciFe", NEEDLE, "-e", buyer, "-e", "BM-", str(large)],
        )
        return Bench("erase", [mine, *_there("grep", grep), *_there("grep", many)], SELDOM)

    return {
        "due": due,
        "show": show,
        "access": access,
        "optout": optout,
        "journal-due": journal_due,
        "journal-optout": journal_optout,
        "backup": backup,
        "restore": restore,
        "contacts": contacts,
        "import-orders": import_orders,
        "gate": gate,
        "audit": audit,
        "scan": scan,
        "scan-again": scan_again,
        "verify": verify,
        "erase": erase,
    }


def _say_findings(bench: Bench, folder: Path) -> None:
    """How many pages each finds something on: a search misses what is split or written with references."""
    for runner in bench.runners:
        runner.run(0, folder)
        pages = set(re.findall(rb"[^\"/]*\.html", (folder / "out").read_bytes()))
        print(f"{bench.name:14} {runner.name:28} finds something on {len(pages)} pages")


def _there(program: str, runner: Runner) -> list[Runner]:
    if shutil.which(program):
        return [runner]
    print(f"{program} is not on this machine: left out", file=sys.stderr)
    return []


def main() -> None:
    names = list(benches(Path(), 1))
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", nargs="*", metavar="BENCH", help=f"Which: {', '.join(names)}; else all.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="How many of everything (1,000,000).")
    parser.add_argument(
        "--rounds", type=int, help="How often each command runs, instead of what each bench says."
    )
    parser.add_argument("--folder", type=Path, help="Where the data goes. Else a temporary folder.")
    parser.add_argument("--keep", action="store_true", help="Leave the data there, for the next run to use.")
    chosen = parser.parse_args()
    if unknown := set(chosen.bench) - set(names):
        parser.error(f"there is no bench {', '.join(sorted(unknown))}: choose from {', '.join(names)}")
    folder = chosen.folder.absolute() if chosen.folder else None
    if folder is None or not chosen.keep:  # never clear a folder that was there before
        folder = Path(tempfile.mkdtemp(prefix="privacyctl-bench-", dir=folder))
    try:
        maker = Path(__file__).with_name("data.py")
        subprocess.run([sys.executable, str(maker), str(folder), str(chosen.rows)], check=True)
        known = benches(folder, chosen.rows)
        print(f"{chosen.rows:,} rows\n{HEADING}", flush=True)
        for name in chosen.bench or names:
            bench = known[name]()
            bench.run(folder, chosen.rounds)
            print(*bench.table(), sep="\n", flush=True)
    finally:
        if chosen.keep:
            print(f"the data is in {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
