"""Telling people of a purpose: the notice on record, its files, and saying it twice."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from helpers.notices import SURVEYS, WINDOW, WORDS, listed, settle, tell
from helpers.terminal import NOON, Clock, CommandLine
from privacyctl.model.ids import ContactId
from privacyctl.store import Store, notices


@pytest.fixture
def told(run: CommandLine, tmp_path: Path) -> Path:
    """Where the files of the notice go; Ann and Bo bought, Cy wants no mail, Dee only wrote."""
    settle(run, SURVEYS)
    for number, name in enumerate(("ann", "bo", "cy"), start=1):
        run.ok(f"add-purchase {name}@example.com --order {number} --product Widget")
    run.once(
        "add-contact ann@example.com --name '=Ann, Lee'",
        "optout cy@example.com",
        "add-contact dee@example.com",
    )
    return tmp_path / "told"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def people(folder: Path) -> list[str]:
    return [line.partition("@")[0] for line in (folder / "audience.csv").read_text().splitlines()[1:]]


def count(run: CommandLine) -> int:
    store = Store.open(run.db)
    try:
        return len(notices.all_of(store))
    finally:
        store.close()


def test_the_files_are_the_words_the_people_and_the_proof(
    run: CommandLine, told: Path, tmp_path: Path
) -> None:
    answer = tell(run, tmp_path)

    assert answer.status == 0
    assert "for 3 people" in answer.out
    assert (told / "notice.txt").read_text() == f"{WORDS}\n"
    assert (told / "audience.csv").read_text() == (
        'email,name\nann@example.com,"\'=Ann, Lee"\nbo@example.com,\ndee@example.com,\n'
    )
    manifest = json.loads((told / "manifest.json").read_text())
    head = run.ok("audit --verify --json").json
    assert manifest == {
        "version": 1,
        "notice": 1,
        "purpose": "surveys",
        "definition": {
            "for": "to ask buyers what to build next",
            "basis": "legitimate-interests",
            "choice": "opt-out",
            "sha256": manifest["definition"]["sha256"],
        },
        "text_sha256": sha256(told / "notice.txt"),
        "audience_sha256": sha256(told / "audience.csv"),
        "announced_at": "2026-11-22T12:00:00Z",
        "opens_at": "2026-12-22T12:00:00Z",
        "count": 3,
        "recipient": None,
        "audit_seq": head["entries"],
        "audit_head": head["head"],
    }


def test_nobody_else_can_read_the_files(run: CommandLine, told: Path, tmp_path: Path) -> None:
    tell(run, tmp_path, more=f"--manifest '{tmp_path}/copy.json'")

    assert told.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (*told.iterdir(), tmp_path / "copy.json")} == {0o600}
    assert (tmp_path / "copy.json").read_bytes() == (told / "manifest.json").read_bytes()


def test_the_record_keeps_the_very_words_and_names_nobody_in_the_chain(
    run: CommandLine, told: Path, tmp_path: Path
) -> None:
    tell(run, tmp_path)

    store = Store.open(run.db)
    notice = notices.get(store, 1)
    audience = notices.audience(store, 1)
    store.close()
    assert notice is not None
    assert (notice.text, notice.sha256.hex()) == (f"{WORDS}\n", sha256(told / "notice.txt"))
    assert (notice.announced_at, notice.opens_at, notice.people) == (NOON, NOON + WINDOW * 3600, 3)
    assert audience == {1, 2, 4}
    entry = run.entries()[-1]
    assert (entry["act"], entry["notice"], entry["people"], entry["days"]) == ("announced", 1, 3, 30)


@pytest.mark.usefixtures("told")
def test_who_was_told_can_be_shown_it(run: CommandLine, tmp_path: Path) -> None:
    tell(run, tmp_path)

    acts = {
        name: [one["act"] for one in run.ok(f"audit {name}@example.com --json").json["entries"]]
        for name in ("ann", "cy")
    }
    store = Store.open(run.db)
    shown = [[one.text for one in notices.of_contact(store, ContactId(contact))] for contact in (1, 3)]
    store.close()
    assert ("announced" in acts["ann"], "announced" in acts["cy"]) == (True, False)
    assert shown == [[f"{WORDS}\n"], []]


def test_said_twice_it_stands_and_no_clock_is_changed(
    run: CommandLine, clock: Clock, told: Path, tmp_path: Path
) -> None:
    tell(run, tmp_path)
    before = {path.name: path.read_bytes() for path in told.iterdir()}
    entries = run.ok("audit --verify --json").json
    clock.forward(hours=5)

    again = tell(run, tmp_path, more="--days 60 --json")

    assert again.json["changed"] is False
    assert again.json["opens_at"] == "2026-12-22T12:00:00Z"
    assert {path.name: path.read_bytes() for path in told.iterdir()} == before
    assert run.ok("audit --verify --json").json == entries
    assert "stands since" in tell(run, tmp_path).out


def test_it_stands_after_its_window_too(run: CommandLine, clock: Clock, told: Path, tmp_path: Path) -> None:
    tell(run, tmp_path)
    clock.forward(hours=WINDOW)

    assert tell(run, tmp_path, more="--json").json["changed"] is False
    assert listed(run) == ["ann", "bo"]


@pytest.mark.parametrize("lost", [["notice.txt"], ["audience.csv"], ["notice.txt", "audience.csv"]])
def test_a_file_that_is_missing_is_written_again(
    run: CommandLine, clock: Clock, told: Path, tmp_path: Path, lost: list[str]
) -> None:
    tell(run, tmp_path)
    before = {path.name: path.read_bytes() for path in told.iterdir()}
    for name in lost:
        (told / name).unlink()
    run.ok("add-contact new@example.com")  # who came since was not told
    clock.forward(hours=1)

    again = tell(run, tmp_path, more="--json").json

    assert again["written"] == [str(told / name) for name in lost]
    assert {path.name: path.read_bytes() for path in told.iterdir()} == before
    assert count(run) == 1


def test_an_audience_that_shrank_is_written_elsewhere_with_a_proof_of_its_own(
    run: CommandLine, told: Path, tmp_path: Path
) -> None:
    tell(run, tmp_path)
    (told / "audience.csv").unlink()
    run.ok("optout bo@example.com --purpose surveys")

    refused = tell(run, tmp_path)

    assert refused.status == 1
    assert "is not what it was" in refused.err
    assert not (told / "audience.csv").exists()
    other = tmp_path / "today"
    assert tell(run, tmp_path, more=f"--out '{other}'").status == 0
    assert people(other) == ["ann", "dee"]
    assert json.loads((other / "manifest.json").read_text())["audience_sha256"] == sha256(
        other / "audience.csv"
    )
    assert count(run) == 1


def test_other_words_are_another_notice_with_a_window_of_its_own(
    run: CommandLine, clock: Clock, told: Path, tmp_path: Path
) -> None:
    tell(run, tmp_path)
    clock.forward(hours=29 * 24)
    run.ok("optout bo@example.com --purpose surveys")

    again = tell(
        run, tmp_path, words="We ask, and a friend of ours asks with us.", more=f"--out '{tmp_path}/new'"
    )

    assert again.status == 0
    assert people(tmp_path / "new") == ["ann", "dee"]
    clock.forward(hours=24)  # the end of the first window
    assert "is shut until Wed 20 Jan 2027 12:00 UTC" in run("audience surveys").err
    clock.forward(hours=29 * 24)
    assert listed(run) == ["ann"]


def test_what_stands_there_is_not_overwritten_and_nothing_is_recorded(
    run: CommandLine, told: Path, tmp_path: Path
) -> None:
    told.mkdir()
    (told / "notice.txt").write_text("mine")
    copy = tmp_path / "copy.json"
    copy.write_text("mine")

    for more in ("", f"--out '{tmp_path}/free' --manifest '{copy}'"):
        answer = tell(run, tmp_path, more=more)
        assert answer.status == 2
        assert "is there already and is not overwritten" in answer.err

    assert ((told / "notice.txt").read_text(), copy.read_text()) == ("mine", "mine")
    assert not (tmp_path / "free").exists()
    assert count(run) == 0


def test_the_files_of_another_notice_are_no_place_for_it(
    run: CommandLine, clock: Clock, told: Path, tmp_path: Path
) -> None:
    tell(run, tmp_path)
    assert tell(run, tmp_path, words="Other words.").status == 2

    manifest = json.loads((told / "manifest.json").read_text())
    (told / "manifest.json").write_text(json.dumps(manifest | {"announced_at": "2026-01-01T00:00:00Z"}))
    assert tell(run, tmp_path).status == 2
    assert count(run) == 1


def test_a_folder_that_is_empty_is_free(run: CommandLine, told: Path, tmp_path: Path) -> None:
    told.mkdir()

    assert tell(run, tmp_path).status == 0
    assert len(list(told.iterdir())) == 3


def test_the_folder_in_which_one_stands_is_not_replaced(
    run: CommandLine, told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.mkdir()
    monkeypatch.chdir(told)

    assert tell(run, tmp_path, more="--out .").status == 2
    assert tell(run, tmp_path, more="--out ../told").status == 2
    assert count(run) == 0
    assert tell(run, tmp_path, more="--out files").status == 0
    assert people(told / "files") == ["ann", "bo", "dee"]


def test_a_folder_that_nobody_made_room_for_is_refused_before_anything_is_recorded(
    run: CommandLine, told: Path, tmp_path: Path
) -> None:
    for more in (f"--out '{tmp_path}/none/told'", f"--out '{told}' --manifest '{tmp_path}/none/m.json'"):
        answer = tell(run, tmp_path, more=more)
        assert (answer.status, "there is no folder" in answer.err) == (2, True)
    assert count(run) == 0


def test_without_a_folder_it_is_named_after_the_purpose(
    run: CommandLine, told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words.txt").write_text(WORDS)

    run.ok("announce surveys --text words.txt")

    assert people(Path("surveys-notice")) == ["ann", "bo", "dee"]
    assert not told.exists()


@pytest.mark.parametrize("days", [-1, 0, 13, 367])
def test_a_window_that_nobody_can_use_is_none(
    run: CommandLine, told: Path, tmp_path: Path, days: int
) -> None:
    answer = tell(run, tmp_path, more=f"--days {days}")

    assert answer.status == 2
    assert f"a window of {days} days is" in answer.err
    assert (count(run), told.exists()) == (0, False)


def test_fourteen_days_are_enough(run: CommandLine, clock: Clock, told: Path, tmp_path: Path) -> None:
    tell(run, tmp_path, more="--days 14")
    clock.forward(hours=14 * 24, seconds=-1)
    assert run("audience surveys").status == 1
    clock.forward(seconds=1)
    assert listed(run) == ["ann", "bo"]
    assert told.exists()


@pytest.mark.parametrize(
    ("purpose", "said"),
    [
        ("order", "mail about an order is open and stays so"),
        ("updates", "is as the published policy announced it"),
        ("studies", "there is no purpose 'studies'"),
    ],
)
@pytest.mark.usefixtures("told")
def test_what_needs_no_notice_gets_none(run: CommandLine, tmp_path: Path, purpose: str, said: str) -> None:
    answer = tell(run, tmp_path, purpose=purpose)

    assert answer.status in {1, 2}
    assert said in answer.err
    assert count(run) == 0


@pytest.mark.parametrize(("words", "status"), [("", 2), ("4111 1111 1111 1111", 1), ("x" * 20_001, 2)])
@pytest.mark.usefixtures("told")
def test_words_that_cannot_be_kept_are_refused(
    run: CommandLine, tmp_path: Path, words: str, status: int
) -> None:
    answer = tell(run, tmp_path, words=words)

    assert answer.status == status
    assert "4111" not in answer.err
    assert count(run) == 0


def test_nobody_who_said_no_is_told(run: CommandLine, clock: Clock, told: Path, tmp_path: Path) -> None:
    run.ok("optout ann@example.com --purpose surveys")
    run.ok("add-contact eve@acme.example --company Acme")
    run.ok("optout Acme")
    run.ok("add-contact fay@acme.example --company Acme")  # who joins later is covered too
    run.ok("add-contact gus@acme.example --company Acme")
    clock.forward(hours=1)
    run.ok("optin gus@acme.example --purpose updates --evidence 'Yes, me.'")
    run.ok("optin cy@example.com --purpose surveys --evidence 'Ask me.'")  # and still wants no other mail
    run.ok("optout hal@example.com")
    run.ok("add-contact hal@example.com")

    tell(run, tmp_path)

    assert people(told) == ["bo", "dee", "gus"]


def test_a_disk_that_fails_after_the_record_is_told_and_a_second_run_finishes(
    run: CommandLine, told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(
            Path, "rename", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
        failed = tell(run, tmp_path)

    assert failed.status == 2
    assert "cannot be written: no space left on device" in failed.err
    assert (count(run), told.exists()) == (1, False)
    assert [path.name for path in tmp_path.glob(".privacyctl-*")] == []
    assert tell(run, tmp_path, more="--json").json["changed"] is True
    assert people(told) == ["ann", "bo", "dee"]
    assert count(run) == 1


def test_what_a_killed_run_left_is_made_anew(run: CommandLine, told: Path, tmp_path: Path) -> None:
    left = tmp_path / ".privacyctl-told"
    left.mkdir()
    (left / "audience.csv").write_text("email,na")

    tell(run, tmp_path)

    assert not left.exists()
    assert people(told) == ["ann", "bo", "dee"]
    shutil.rmtree(told)
    assert tell(run, tmp_path).status == 0
    assert people(told) == ["ann", "bo", "dee"]
