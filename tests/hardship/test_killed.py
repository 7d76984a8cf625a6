"""Killed at any SQL statement of any writing command, it is wholly done or not done at all."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from privacyctl.duties import history
from privacyctl.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import CommandLine

KILLER = Path(__file__).with_name("killer.py")
NAME = "privacyctl.db"
NOON = 1_795_348_800  # 2026-11-22T12:00:00Z

COMMANDS = {
    "add-contact": "add-contact new@example.com --name 'Nell New' --company 'New Ltd' --alias n@example.org",
    "add-contact, more of it": "add-contact ann@acme.example --company Acme --alias ann@home.example",
    "add-purchase": "add-purchase new@example.com --order 77 --product Pro --amount 49.00 --currency EUR",
    "import CSV": "import-orders {files}/orders.csv --skip-bad --map Order=order --map Email=email --map Product=product "
    "--map Company=company --map Name=name --map Date=ordered_at --map News=opt_in",
    "import XML": "import-orders {files}/order.xml",
    "optout": "optout ann@acme.example bo@smith.example",
    "optout, of somebody unknown": "optout stranger@example.net --all",
    "optout, of a company": "optout Acme --all",
    "optout, a list": "optout -",
    "optout, of testimonials": "optout ann@acme.example --purpose testimonial",
    "optin": "optin cy@example.com --purpose updates --evidence 'Yes, news again please.'",
    "add-testimonial": "add-testimonial bo@smith.example --quote Good. --attribution 'Bo S.' "
    "--at https://example.com/words --at https://example.com/more --permission 'Yes.'",
    "add-customer": "add-customer Initech --contact bo@smith.example --logo {files}/logo.svg --at /customers",
    "takedown": "takedown ann@acme.example --note 'Please take me off.'",
    "takedown, of a company": "takedown Acme",
    "takedown, from a mail": "takedown --message {files}/request.eml",
    "takedown, nothing found": "takedown nobody@example.net",
    "removed": "removed 1 --note 'Took it out.'",
    "verify": "verify 1 --attest 'Looked: gone.'",
    "close": "close 1 --because mistake --note 'It was a test.'",
    "due": "due --new",
}
A_LIST = "one@example.com\nnot an address\nann@acme.example\nAcme\n"


ORDERS = """\
Order,Email,Product,Company,Name,Date,News
9001,ann@acme.example,Pro,Acme,Ann Lee,2026-11-01,no
9002,new@example.com,Pro,New Ltd,Nell New,2026-11-02,yes
9003,no address,Pro,,,2026-11-02,yes
9004,dot@example.com,Lite,,Dot Matrix,2026-11-03,
"""
NOTIFICATION = """\
<?xml version="1.0" encoding="utf-8"?>
<request><ordernotification><orderid>9100</orderid><customer><billing><company>Acme</company>
<lastname>Lee</lastname><firstname>Ann</firstname><email>ann@acme.example</email></billing></customer>
<itemnumber>1</itemnumber><productname>Pro</productname><quantity>2</quantity>
<productprice>49.00</productprice><productcurrency>EUR</productcurrency>
<orderdate>2026-11-03 09:12:00</orderdate><comments>Please do not list us.</comments>
</ordernotification></request>
"""
REQUEST = """\
Received: from mail.acme.example by mx.vendor.example with ESMTPS id 1; Sun, 22 Nov 2026 09:14:00 +0000
From: Ann Lee <ann@acme.example>
To: support@vendor.example
Subject: my words
Date: Sun, 22 Nov 2026 09:13:40 +0000
Message-ID: <ann-1@acme.example>
Content-Type: text/plain; charset="utf-8"

Please take my words off your page.
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The files that the commands are given."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in (("orders.csv", ORDERS), ("order.xml", NOTIFICATION), ("request.eml", REQUEST), ("logo.svg", "<svg/>")):
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def base(run: CommandLine) -> Path:
    """The folder of a record in which every command has something to do."""
    run.ok("add-contact ann@acme.example --name 'Ann Lee' --company Acme")
    run.ok("add-contact bo@smith.example --name 'Bo Smith' --company Initech")
    run.ok("add-contact cy@example.com --name 'Cy Young'")
    run.ok("add-purchase bo@smith.example --order 1 --product Pro")
    run.ok("add-testimonial bo@smith.example --quote Fine. --attribution B.S. --at /words --permission Yes.")
    run.ok("takedown bo@smith.example")
    run.ok("add-testimonial ann@acme.example --quote 'Saved weeks.' --attribution 'Ann L., Acme' --at /words --permission Yes.")
    run.ok("add-customer Acme --contact ann@acme.example --at /customers")
    run.ok("optout cy@example.com --received '2d ago'")
    return run.db.parent


@pytest.fixture
def killed(tmp_path: Path) -> Callable[..., Path]:
    """Run the sweep; returns the folder with the record of each that was killed."""

    def swept(base: Path, line: list[str], *, given: str = "", starved: bool = False) -> Path:
        folder = tmp_path / "killed"
        folder.mkdir()
        task = {"line": line, "given": given, "starved": starved}
        ended = subprocess.run(
            [sys.executable, str(KILLER), str(base), str(folder)],
            input=json.dumps(task), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        return folder

    return swept


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("starved", [False, True], ids=["roomy", "starved"])
def test_killed_at_any_statement_it_is_done_or_not_done(
    command: str, starved: bool, base: Path, files: Path, killed: Callable[..., Path]
) -> None:
    line = shlex.split(COMMANDS[command].format(files=files))
    before = everything(base / NAME)

    folder = killed(base, line, given=A_LIST if "-" in line else "", starved=starved)

    after = everything(folder / "whole" / NAME)
    found = [everything(folder / str(step) / NAME) for step in range(1, len(list(folder.iterdir())) - 1)]
    assert before != after
    done = [one == after for one in found]
    assert [one == before for one in found] == [not one for one in done]
    assert done == sorted(done)  # once it is done it stays done
    assert not done[0]
    assert done[-1]


def everything(db: Path) -> list[Any]:
    """All that is in the file, once it was opened again; it must be sound."""
    store = Store.open(db, lambda: NOON)
    try:
        assert store.value("PRAGMA integrity_check") == "ok"
        assert store.rows("PRAGMA foreign_key_check") == []
        assert history.verify(store).holds
        tables = [row[0] for row in store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
        return [(table, sorted(map(tuple, store.rows(f"SELECT * FROM {table}")), key=repr)) for table in tables]
    finally:
        store.close()
