"""Killed at any SQL statement of any writing command, it is wholly done or not done at all."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers.copies import PUBLIC_KEY, key_file
from helpers.terminal import NOON
from privacyctl import cli
from privacyctl.cli import main
from privacyctl.duties import audit
from privacyctl.model.moment import DAY
from privacyctl.store import Store
from privacyctl.store.file import making

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.slow

KILLER = Path(__file__).with_name("killer.py")
NAME = "privacyctl.db"

COMMANDS = {
    "add-contact": "add-contact new@example.com --name 'Nell New' --company 'New Ltd' --alias n@example.org",
    "add-contact-more": "add-contact ann@acme.example --company Acme --alias ann@home.example",
    "add-purchase": "add-purchase new@example.com --order 77 --product Pro --amount 49.00 --currency EUR",
    "import-csv": "import-orders {files}/orders.csv --skip-bad --map Order=order --map Email=email "
    "--map Product=product --map Company=company --map Name=name --map Date=ordered_at --map News=opt_in",
    "import-xml": "import-orders {files}/order.xml",
    "import-from": "import-orders {files}/orders.csv --skip-bad --map Order=order --map Email=email "
    "--map Product=product --from mailer",
    "optout": "optout ann@acme.example bo@smith.example",
    "optout-stranger": "optout stranger@example.net --all",
    "optout-company": "optout Acme --all",
    "optout-list": "optout -",
    "optout-testimonial": "optout ann@acme.example --purpose testimonial",
    "optin": "optin cy@example.com --purpose updates --evidence 'Yes, news again please.'",
    "add-testimonial": "add-testimonial ann@acme.example --quote Good. --attribution 'Ann L.' "
    "--at https://example.com/words --at https://example.com/more --permission 'Yes.'",
    "add-customer": "add-customer Initech --contact bo@smith.example --logo {files}/logo.svg --at /customers",
    "takedown": "takedown ann@acme.example --note 'Please take me off.'",
    "takedown-company": "takedown Acme",
    "takedown-mail": "takedown --message {files}/request.eml",
    "takedown-nothing": "takedown nobody@example.net",
    "removed": "removed 1 --note 'Took it out.'",
    "verify": "verify 1 --attest 'Looked: gone.'",
    "verify-look": "verify",
    "publish": "publish",
    "scan": "scan",
    "follow-up": "follow-up 1 --copy cdn --where https://cdn.example/",
    "asked": "asked 1 --note 'Wrote to them.'",
    "disclose": "disclose bo@smith.example --to bmt-micro --purpose order --fields email,product",
    "export-for": "export-for bmt-micro --purpose order",
    "audience": "audience updates --to mailer",
    "gate": "gate - --purpose updates --to mailer",
    "follow-up-recipient": "follow-up 1 --copy recipient --where bmt-micro",
    "access": "access bo@smith.example",
    "access-mail": "access ann@acme.example --message {files}/request.eml",
    "access-code": "access dee@example.com --code",
    "confirm": "confirm 2 --how voice",
    "close": "close 1 --because mistake --note 'It was a test.'",
    "object": "object bo@smith.example --note 'Not for figures.'",
    "object-news": "object bo@smith.example --purpose updates",
    "restrict": "restrict ann@acme.example --note 'Leave it alone.'",
    "question": "question bo@smith.example --note 'Where is it?'",
    "inbox": "inbox",
    "triage": "triage 1 --as none",
    "announce": "announce surveys --text {files}/notice.txt",
    "announce-to": "announce surveys --text {files}/notice.txt --to mailer",
    "due": "due --new",
    "correct": "correct ann@acme.example --name 'Ann Leigh' --email ann@new.example --by vendor",
    "correct-asked": "correct ann@acme.example --email ann@new.example",
    "erase-asked": "erase ann@acme.example",
    "undo": "undo 10 --note 'typed by mistake'",
    "undo-publication": "undo 8 --note 'typed by mistake'",
    "purge": "purge",
    "backup": "backup",
}
# What writes nothing, and `remind`, which leaves marks alone; `init` and `restore` have tests of their own, and `demo`
# writes in a folder of its own.
READS = {
    "audit", "contacts", "demo", "doctor", "follow-ups", "help", "init", "journal", "policy", "publications",
    "purposes", "receipt", "remind", "requests", "restore", "schedule", "show", "stats", "status",
}  # fmt: skip
A_LIST = "one@example.com\nann@acme.example\nAcme\nbo@smith.example\n"


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


NOTICE = "We would like to ask you what to build next."

FILES = {
    "notice.txt": NOTICE,
    "orders.csv": ORDERS,
    "order.xml": NOTIFICATION,
    "request.eml": REQUEST,
    "logo.svg": "<svg/>",
}

STORY = """\
add-contact ann@acme.example --name 'Ann Lee' --company Acme
add-contact bo@smith.example --name 'Bo Smith' --company Initech
add-contact cy@example.com --name 'Cy Young'
add-purchase bo@smith.example --order 1 --product Pro
add-testimonial bo@smith.example --quote Fine. --attribution B.S. --at /words --permission Yes. --no-look
takedown bo@smith.example --what testimonial
add-testimonial ann@acme.example --quote 'Saved weeks.' --attribution 'Ann L.' --at /words --permission Yes.
add-customer Acme --contact ann@acme.example --at /customers
optout cy@example.com --received '2d ago'
follow-up 1 --copy social --where https://social.example/1
add-contact dee@example.com --name 'Dee Dow'
access dee@example.com --code
inbox
"""
# What was done so long ago that `purge` lets go of what was written.
LONG_AGO = """\
takedown early@example.net --note 'Look for me.'
close 3 --because nothing-found --note 'Looked.'
"""
# Beside the record, so that every copy of it has a source of its own. The built folder is one for all of them:
# where something was seen is a whole path.
SITE = {
    "privacyctl.toml": """\
[[inbox]]
maildir = "mail"
[recipients.bmt-micro]
purposes = ["order"]
fields = ["email", "name", "company", "order", "product"]
[recipients.mailer]
purposes = ["updates", "surveys"]
fields = ["email", "name"]
[site]
source = "site"
built = "{folder}/built"
deploy = "true"
[[site.data]]
file = "said.json"
holds = "testimonials"
[purposes.surveys]
for = "to ask buyers what to build next"
basis = "legitimate-interests"
choice = "opt-out"
[backup]
targets = ["copies"]
recipients = ["age1lkx9qfy9uxy5y4z703txwt2cfk68wn5whesnrxk0lsxs6u5dgcmqfs27zv"]
""",
    "mail/new/1.host": REQUEST,
    "mail/cur/README": "This is no mail, and waits to be read all the same.",
    "copies/README": "Copies of the record.",
    "site/said.json": '[{"quote": "Fine.", "name": "B.S."}, {"quote": "Saved weeks.", "name": "Ann L."}]',
    "built/index.html": "<p>Some of those who work with us every day.</p>",
}
SHOWED = (
    f"{SITE['built/index.html']}<figure><blockquote>Fine.</blockquote><figcaption>B.S.</figcaption></figure>"
)
SHOWS = (
    f"{SITE['built/index.html']}<figure><blockquote>Saved weeks.</blockquote><figcaption>Ann L.</figcaption></figure>"
    "<figure><blockquote>Good.</blockquote><figcaption>Ann L.</figcaption></figure>"
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a record in which every command has something to do."""
    folder = tmp_path_factory.mktemp("story")
    making.create(folder / NAME, bytes(32), NOON)
    for name, text in SITE.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text.replace("{folder}", str(folder)), "utf-8")
    (folder / "built" / "index.html").write_text(SHOWED, "utf-8")
    for line in STORY.splitlines():
        assert main(["--db", str(folder / NAME), *shlex.split(line)], lambda: NOON) == 0
    for line in LONG_AGO.splitlines():
        assert main(["--db", str(folder / NAME), *shlex.split(line)], lambda: NOON - 100 * DAY) == 0
    (folder / "mail" / "new" / "2.host").write_text(REQUEST.replace("my words", "their words"), "utf-8")
    (folder / "built" / "index.html").write_text(SITE["built/index.html"], "utf-8")
    return folder


@pytest.fixture(scope="module")
def killer() -> Iterator[Callable[..., str]]:
    """The process that kills; it answers with what went wrong."""
    with subprocess.Popen(
        [sys.executable, str(KILLER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        given, answers = process.stdin, process.stdout

        def ask(**wanted: Any) -> str:
            given.write(json.dumps(wanted))
            given.flush()
            return str(json.loads(answers.readline()))

        yield ask
        given.close()


@pytest.fixture
def sweep(killer: Callable[..., str], tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """What a command line leaves if it is killed: the folder with a folder for each step at which that differs."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            (tmp_path / name).write_text(text, "utf-8")

        def swept(base: Path, line: str, *, given: str = "", starved: bool = False) -> Path:
            words = shlex.split(line.format(files=tmp_path))
            wrong = killer(base=str(base), folder=folder, line=words, given=given, starved=starved)
            assert wrong == ""
            must_be_as_killed(Path(folder))
            return Path(folder)

        yield swept


def test_every_command_that_writes_is_killed() -> None:
    assert {line.split()[0] for line in COMMANDS.values()} == set(cli.COMMANDS) - READS


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_any_statement_it_is_done_or_not_done(
    command: str, story: Path, sweep: Callable[..., Path]
) -> None:
    folder = sweep(story, COMMANDS[command], given=A_LIST)

    must_be_before_or_after(story, folder)


@pytest.mark.parametrize("command", ["import-csv", "optout-company", "takedown-company"])
def test_killed_with_pages_in_the_file_already_it_is_done_or_not_done(
    command: str, story: Path, sweep: Callable[..., Path]
) -> None:
    folder = sweep(story, COMMANDS[command], given=A_LIST, starved=True)

    assert any(journal.stat().st_size for journal in folder.glob("*/*-journal"))
    must_be_before_or_after(story, folder)


def test_init_killed_at_any_step_leaves_a_whole_file_or_none(
    tmp_path: Path, sweep: Callable[..., Path]
) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()

    folder = sweep(nothing, "init --vendor 'Example Software'")

    made = [(step / NAME).exists() for step in steps(folder)]
    assert made == sorted(made)
    assert set(made) == {False, True}
    settings = (folder / "whole" / "privacyctl.toml").read_text("utf-8")
    for step in steps(folder):
        if (step / "privacyctl.toml").exists():
            assert (step / "privacyctl.toml").read_text("utf-8") == settings
        status = main(
            ["--db", str(step / NAME), "doctor" if (step / NAME).exists() else "init"], lambda: NOON
        )
        assert status == 0, step


def test_publish_killed_at_any_step_leaves_the_sites_file_whole(
    story: Path, sweep: Callable[..., Path]
) -> None:
    folder = sweep(story, "publish")

    after = (folder / "whole" / "site" / "said.json").read_text("utf-8")
    found = [(step / "site" / "said.json").read_text("utf-8") for step in steps(folder)]
    assert set(found) == {SITE["site/said.json"], after}
    assert "Fine." not in after
    # What was removed lies in no other file: not in one that was being written either.
    others = [
        path for step in steps(folder) for path in (step / "site").iterdir() if path.name != "said.json"
    ]
    assert [path for path in others if b"Fine." in path.read_bytes()] == []


def test_erase_killed_at_any_step_is_finished_by_the_same_command(
    story: Path, sweep: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """It is several transactions: the case, the erasure, the proof. Each is done or not done."""
    line = ["erase", "ann@acme.example", "--confirmed", "voice"]
    folder = sweep(story, shlex.join(line))

    after = everything(folder / "whole" / NAME)
    states, before = 0, None
    for number, step in enumerate(steps(folder)):
        found, erased_list = everything(step / NAME), step / f"{NAME}.erasures"
        listed = erased_list.exists() and erased_list.read_bytes() != b""
        is_erased, is_proved = bool(dict(found)["erasure"]), found == after
        assert listed or not is_erased  # listed before the first delete
        states += before is None or found != before[0]
        if (found, listed) == before and number % 21:
            continue  # as the step before it
        before = found, listed
        (step / "privacyctl.toml").chmod(0o600)
        capsys.readouterr()
        status = main(["--db", str(step / NAME), "doctor"], lambda: NOON)
        told = capsys.readouterr().out
        assert (status == 3) is (listed and not is_erased), told
        assert ("not proved yet" in told) is (is_erased and not is_proved), told
        assert main(["--db", str(step / NAME), *line], lambda: NOON) == 0
        assert everything(step / NAME) == after, step
        assert [
            path.name for path in step.iterdir() if path.is_file() and b"ann@acme" in path.read_bytes()
        ] == []
    assert states == 4  # nothing; asked and confirmed; erased; proved


def handed_out(folder: Path) -> dict[str, bytes]:
    """The files, without the head of the chain: the entry that notes where they lie has its own time."""
    return {
        path.name: re.sub(rb'"audit_head": "[0-9a-f]{64}"', b"", path.read_bytes())
        for path in folder.iterdir()
    }


def test_announce_killed_at_any_step_is_finished_by_a_second_run(
    story: Path, tmp_path: Path, sweep: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = COMMANDS["announce"]
    folder = sweep(story, line)

    whole = handed_out(folder / "whole" / "surveys-notice")
    assert set(whole) == {"notice.txt", "audience.csv", "manifest.json"}
    found = [(step / "surveys-notice").exists() for step in steps(folder)]
    assert found == sorted(found)
    assert set(found) == {False, True}
    for copy in steps(folder):
        shutil.rmtree(folder / "here")
        step = copy.rename(folder / "here")  # where its files lie is on record
        told = step / "surveys-notice"
        if told.exists():  # all three or none
            assert handed_out(told) == whole
        was_recorded = notices_of(step / NAME)
        monkeypatch.chdir(step)
        words = ["--db", str(step / NAME), *shlex.split(line.format(files=tmp_path))]
        later = NOON if not was_recorded else NOON + 60  # a window that runs is left as it is
        assert main(words, lambda now=later: now) == 0, step  # type: ignore[misc]
        assert handed_out(told) == whole
        assert notices_of(step / NAME) == notices_of(folder / "whole" / NAME)
        assert list(step.glob(".privacyctl-*")) == []


@pytest.fixture
def lost(story: Path, tmp_path: Path) -> Path:
    """A record with a copy, an opt-out and an erasure after that; and then an older one was put in its place."""
    base = tmp_path / "lost"
    shutil.copytree(story, base)
    (base / "privacyctl.toml").write_text(f'[backup]\ntargets = ["copies"]\nrecipients = ["{PUBLIC_KEY}"]\n')
    key_file(tmp_path)
    for line in ("backup", "optout late@x.example --all", "erase dee@example.com --confirmed voice"):
        assert main(["--db", str(base / NAME), *line.split()], lambda: NOON) == 0
    shutil.copy(story / NAME, base / NAME)
    return base


@pytest.mark.parametrize(
    "line",
    [
        "restore --repair",
        pytest.param("restore {copy} --identity {key} --replace", marks=pytest.mark.slow),
    ],
)
def test_restore_killed_at_any_step_leaves_the_old_record_or_the_new_one(
    line: str, lost: Path, tmp_path: Path, sweep: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (copy,) = (lost / "copies").glob("*.age")
    line = line.format(copy=copy, key=tmp_path / "key.txt")
    folder = sweep(lost, line)

    must_be_before_or_after(lost, folder)
    for step in [*steps(folder), folder / "whole"]:
        (step / "privacyctl.toml").chmod(0o600)
        db = ["--db", str(step / NAME)]
        is_old = everything(step / NAME) == everything(lost / NAME)
        assert main([*db, "contacts"], lambda: NOON) == (3 if is_old else 0), step
        assert main([*db, *line.split()], lambda: NOON) == 0, step
        capsys.readouterr()
        assert main([*db, "doctor"], lambda: NOON) == 0, (step, capsys.readouterr().out)
        assert main([*db, "optout", "late@x.example", "--all", "--json"], lambda: NOON) == 0
        assert '"changed": false' in capsys.readouterr().out, step
        left = [path.name for path in step.rglob("*") if path.is_file() and b"dee@exa" in path.read_bytes()]
        assert left == [], step
        assert list(step.glob(".privacyctl-*")) == []


def notices_of(db: Path) -> list[tuple[Any, ...]]:
    return [tuple(row) for table, rows in everything(db) if table == "notice" for row in rows]


def test_access_killed_at_any_step_leaves_whole_files_and_the_next_run_finishes(
    story: Path, sweep: Callable[..., Path]
) -> None:
    folder = sweep(story, "access dee@example.com --confirmed voice --out handed")

    whole = {path.name: path.read_bytes() for path in (folder / "whole" / "handed").iterdir()}
    assert sorted(whole) == ["access-case-2.html", "access-case-2.json"]
    ends = set()
    for copy in steps(folder):
        shutil.rmtree(folder / "here")
        step = copy.rename(folder / "here")  # where its files lie is on record
        handed = step / "handed"
        left = {path.name: path.read_bytes() for path in handed.iterdir()} if handed.exists() else {}
        assert left.items() <= whole.items()  # no half of one, and none under another name
        state = state_of_case_2(step)
        assert state == "open" or left == whole
        ends.add((state, len(left)))
        again = f"--db {step / NAME} access dee@example.com --confirmed voice --out {handed}"
        assert main(again.split(), lambda: NOON) == 0
        assert {path.name: path.read_bytes() for path in handed.iterdir()} == whole
        assert state_of_case_2(step) == "answered"
    assert ends == {("open", 0), ("open", 1), ("open", 2), ("answered", 2)}


def state_of_case_2(step: Path) -> str:
    store = Store.open(step / NAME, lambda: NOON)
    try:
        return str(store.value("SELECT state FROM request_clock WHERE request_id = 2"))
    finally:
        store.close()


def finished(folder: Path) -> int:
    """How many files there are, but for the private folder of a copy that is being built: no statement makes it."""
    return sum(
        not any(part.endswith((".backup", ".restore")) and part[0] == "." for part in one.parts)
        for one in folder.rglob("*.*")
    )


def must_be_as_killed(folder: Path) -> None:
    """What a real kill leaves is what the copy of the last step before it is: as many files, the same rows."""
    copies = {int(step.name): step for step in steps(folder)}
    killed = {int(path.name.removeprefix("killed-")): path for path in folder.glob("killed-*")}
    assert len(killed) > 3
    for number, path in killed.items():
        copy = folder / "copy"
        shutil.copytree(copies[max(at for at in copies if at <= number)], copy)
        assert finished(path) == finished(copy), number
        if (path / NAME).exists():
            assert everything(path / NAME) == everything(copy / NAME), number
        shutil.rmtree(copy)


def must_be_before_or_after(story: Path, folder: Path) -> None:
    before, after = everything(story / NAME), everything(folder / "whole" / NAME)
    found = [everything(step / NAME) for step in steps(folder)]
    assert before != after
    done = [one == after for one in found]
    assert [one == before for one in found] == [not one for one in done]
    assert done == sorted(done)  # once it is done it stays done
    assert set(done) == {False, True}


def steps(folder: Path) -> list[Path]:
    """What the kills leave, the earliest first."""
    return sorted((path for path in folder.iterdir() if path.name.isdigit()), key=lambda path: int(path.name))


MARKS = {"made", "made_path"}
"""Where a file is about to be written is noted before it is, in a transaction of its own, with its entry."""


_READ: dict[bytes, list[Any]] = {}


def content(folder: Path) -> bytes:
    """A hash of every file in a folder, with its name: of two that are the same the same comes out."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    named = ((str(path.relative_to(folder)).encode(), path.read_bytes()) for path in files)
    return sha256(b"".join(sha256(name).digest() + sha256(data).digest() for name, data in named)).digest()


def everything(db: Path) -> list[Any]:
    """All that is in the file, once it was opened again; it must be sound. Most steps leave what the last one left."""
    left = content(db.parent)
    if left not in _READ:
        _READ[left] = read_whole(db)
    return _READ[left]


def read_whole(db: Path) -> list[Any]:
    store = Store.open(db, lambda: NOON)
    try:
        assert store.value("PRAGMA integrity_check") == "ok"
        assert store.rows("PRAGMA foreign_key_check") == []
        assert audit.verify(store).holds
        tables = [row[0] for row in store.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        # Where something was seen is a hash of the path, and each step of a sweep has a folder of its own.
        columns = {
            "scan_finding": "id, wrong, kind, publication_id, contact_id, is_sure, at, entry, ended_at, ended_entry",
            "copy": "id, made_at, head, delete_after, gone_at, name, entry",
        }
        rows = {table: store.rows(f"SELECT {columns.get(table, '*')} FROM {table}") for table in tables}  # noqa: S608
        rows["audit"] = [row for row in rows["audit"] if '"act":"file-noted"' not in row["body"]]
        return [
            (table, sorted(map(tuple, rows[table]), key=repr))
            for table in sorted(tables)
            if table not in MARKS
        ]
    finally:
        store.close()


@pytest.mark.parametrize("command", ["takedown", "add-testimonial"])
def test_killed_in_its_first_look_what_was_typed_is_on_record(
    command: str, story: Path, tmp_path: Path, sweep: Callable[..., Path]
) -> None:
    """It is two transactions: what was typed, and then where it was seen."""
    base = tmp_path / "shown"
    shutil.copytree(story, base)
    settings = base / "privacyctl.toml"
    settings.write_text(settings.read_text("utf-8").replace(str(story), str(base)), "utf-8")
    (base / "built" / "index.html").write_text(SHOWS, "utf-8")
    folder = sweep(base, COMMANDS[command])

    found = []
    for step in [*steps(folder), folder / "whole"]:
        rows = dict(everything(step / NAME))
        found.append((len(rows["takedown"]) + len(rows["publication"]), len(rows["look"])))
    before, typed, seen = dict.fromkeys(found)
    assert before[0] < typed[0] == seen[0]
    assert before[1] == typed[1] < seen[1]
