"""Make what the benches run on: `python tests/bench/data.py FOLDER ROWS`.

The record is filled by privacyctl's own commands and functions.
"""
# ruff: noqa: T201  it prints

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import pages
from bench.rows import FIRST, HEADER, LAST, MAP, NEEDLE, PRIVACYCTL, address, suppressed
from privacyctl.model.address import parse_address
from privacyctl.model.audit import canonical, chained
from privacyctl.model.consent import Purpose
from privacyctl.model.publication import Ground, Kind, Permission
from privacyctl.store import Store, Transaction, consent, contacts, publications
from privacyctl.store.file.making import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = "made.json"
LETTER = 4_000
"""Bytes of a request, about a page of the file."""


def make(folder: Path, rows: int) -> None:
    """Fill the folder, unless it holds these very rows already, in today's schema."""
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / _MARK
    made = json.dumps({"rows": rows, "schema": migrations()})
    if mark.exists() and mark.read_text() == made:
        return
    mark.unlink(missing_ok=True)
    for left in (*folder.glob("*.db*"), *folder.glob("*.toml")):
        left.unlink()
    _write_orders(folder / "orders.csv", rows)
    _write_lists(folder, rows)
    _make_record(folder, rows)
    _make_chain(folder, rows)
    make_site(folder, rows // 100)
    _make_large(folder)
    mark.write_text(made)


def _write_orders(path: Path, rows: int) -> None:
    _say(f"{path.name}: {rows:,} orders")
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        for n in range(rows):
            first = NEEDLE if n % 100_003 == 77 else FIRST[n % len(FIRST)]
            writer.writerow(
                (
                    f"BM-{n:08}",
                    f"20{10 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02} 09:{n % 60:02}:00",
                    first,
                    LAST[n // 7 % len(LAST)],
                    address(n),
                    f"Firm {n // 20} Ltd" if n % 10 == 0 else "",
                    f"Lighthouse {1 + n % 9}",
                    1 + n % 3,
                    f"{(19 + n % 9 * 10) * (1 + n % 3)}.00",
                    "USD" if n % 4 else "EUR",
                )
            )


def _write_lists(folder: Path, rows: int) -> None:
    """The list to filter is all buyers, in no order; every second of them is suppressed, and as many strangers."""
    step = 611_953  # a prime: every number once, far from the last
    with (folder / "list.txt").open("w", encoding="utf-8") as out:
        out.writelines(f"{address(n * step % rows if rows % step else n)}\n" for n in range(rows))
    with (folder / "suppressed.txt").open("w", encoding="utf-8") as out:
        out.writelines(f"{address(n)}\n" for n in suppressed(rows))


def _make_record(folder: Path, rows: int) -> None:
    """A record of that many contacts and suppressions, and three takedowns that run."""
    db = folder / "record.db"
    _say(f"{db.name}: {rows:,} contacts by import-orders")
    _privacyctl(db, "init")
    _privacyctl(db, "import-orders", str(folder / "orders.csv"), *MAP)
    for n in (1, 3, 5):
        place = f"https://example.com/{n}.html"
        _privacyctl(
            db, "add-testimonial", address(n), "--quote", "It works.", "--attribution", "A customer",
            "--at", place, "--permission", "Yes.",
        )  # fmt: skip
        _privacyctl(db, "takedown", address(n), "--received", f"{n}h ago")
    _say(f"{db.name}: {rows:,} suppressed addresses")
    store = Store.open(db)
    with store.transaction() as tx:
        tx.use_memory(256)
        mark = tx.fingerprints.address
        for n in suppressed(rows):
            consent.suppress(tx, mark(address(n)), Purpose.UPDATES, tx.now)
        tx.record("opted-out", unknown=rows)
    store.close()


def _make_large(folder: Path) -> None:
    """A copy of the record in a folder of its own, with so many requests in it that it has a gigabyte."""
    db = folder / "large" / "record.db"
    shutil.rmtree(db.parent, ignore_errors=True)
    db.parent.mkdir()
    shutil.copy(folder / "record.db", db)
    missing = max(0, 10**9 - db.stat().st_size) // LETTER
    _say(f"large/{db.name}: {missing:,} requests")
    store = Store.open(db)
    with store.transaction() as tx:
        first = 1 + tx.value("SELECT coalesce(max(id), 0) FROM request")
        numbers = range(first, first + missing)
        tx.write_many(
            """INSERT INTO request (id, kind, received_at, via, recorded_at, entry)
               VALUES (?, 'objection', ?, 'letter', ?, ?)""",
            ((n, tx.now, tx.now, tx.entry) for n in numbers),
        )
        tx.write_many(
            "INSERT INTO request_text (request_id, body) VALUES (?, ?)",
            ((n, f"No {n}, please. ".ljust(LETTER - 40, ".")) for n in numbers),
        )
        tx.record("opted-out", unknown=missing)
    store.close()


def _make_chain(folder: Path, rows: int) -> None:
    """A record with that many audit entries, and the very bytes that were hashed for them."""
    db = folder / "chain.db"
    _say(f"{db.name}: {rows:,} audit entries")
    _privacyctl(db, "init")
    store = Store.open(db)
    with store.transaction() as tx, (folder / "chain.bin").open("wb") as out:
        # A commit an entry would wait for the disk a million times.
        tx.write_many("INSERT INTO audit (seq, body, hash) VALUES (?, ?, ?)", _entries(tx, rows, out.write))
        tx.entry += rows
        tx.record("opted-out", contacts=[1])
    store.close()


def make_site(folder: Path, count: int) -> None:
    """A site of that many pages, and a record of people whose testimonials were taken down."""
    db = folder / "site.db"
    _say(f"site: {count:,} pages")
    shutil.rmtree(folder / "site", ignore_errors=True)
    pages.write(folder, count)
    _privacyctl(db, "init")
    store = Store.open(db)
    with store.transaction() as tx:
        for number, one in enumerate(pages.people()):
            contact = contacts.add(
                tx, parse_address(address(number)), name=one.name, company_id=None, source="typed",
                received_at=tx.now,
            )  # fmt: skip
            publication = publications.add(
                tx, Kind.TESTIMONIAL, contact_id=contact, company_id=None, quote=one.quote,
                attribution=one.attribution,
            )  # fmt: skip
            publications.add_permission(tx, publication, Permission(Ground.WORDS, tx.now, "Yes."))
            publications.bar(tx, publication)
        for number in range(pages.PEOPLE, pages.PEOPLE + pages.BUYERS):
            contacts.add(
                tx, parse_address(address(number)), name=pages.buyer(number), company_id=None, source="typed",
                received_at=tx.now,
            )  # fmt: skip
        tx.record("published", publications=list(range(1, pages.PEOPLE + 1)))
    store.close()


def _entries(tx: Transaction, rows: int, keep: object) -> Iterator[tuple[int, str, bytes]]:
    assert callable(keep)
    before = tx.head().hash
    for seq in range(tx.entry, tx.entry + rows):
        body = canonical(seq, tx.now, "opted-out", {"contacts": [seq], "unknown": 0, "updates": 1})
        keep(before + body.encode())
        before = chained(before, body)
        yield seq, body, before


def _privacyctl(db: Path, *words: str) -> None:
    subprocess.run([PRIVACYCTL, "--db", str(db), *words], check=True, stdout=subprocess.DEVNULL)


def _say(what: str) -> None:
    print(f"making {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
