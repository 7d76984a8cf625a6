"""A copy that another program, a disk or a power cut spoilt: one sentence, status 3, and no plain text anywhere."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers import copies
from helpers.terminal import Clock, CommandLine
from privacyctl.keeping import targets
from privacyctl.model.moment import DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NEEDLE = "Rumpelstilz"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with somebody on it, and a copy of it on a disk; made once."""
    folder = tmp_path_factory.mktemp("copies")
    run = CommandLine(folder / "record" / "p.db", Clock(), checks_json=False)
    (folder / "usb").mkdir()
    run.ok("init")
    run.db.with_name("privacyctl.toml").write_text(copies.settings(folder / "usb"))
    run.ok(f"add-contact ann@acme.example --name '{NEEDLE} Lee'")
    run.ok("add-contact eve@gone.example --name Eve")
    copies.key_file(folder)
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path) -> CommandLine:
    """That record, its disk and its key, in a folder of the test's own."""
    shutil.copytree(made, tmp_path / "all")
    run = CommandLine(tmp_path / "all" / "record" / "p.db", Clock(), checks_json=False)
    run.db.with_name("privacyctl.toml").write_text(copies.settings(tmp_path / "all" / "usb"))
    run.ok("backup")
    run.ok("optout ann@acme.example --all")
    return run


@pytest.fixture
def copy(run: CommandLine) -> Path:
    (found,) = (run.db.parent.parent / "usb").glob("*.age")
    return found


def restore(run: CommandLine, copy: Path, more: str = "--replace") -> str:
    return f"restore {copy} --identity {run.db.parent.parent / 'key.txt'} {more}"


def plain_text(run: CommandLine) -> list[str]:
    """The files with the needle in them, but for the record itself."""
    files = [path for path in run.db.parent.parent.rglob("*") if path.is_file() and path != run.db]
    return [path.name for path in files if NEEDLE.encode() in path.read_bytes()]


def spoilt(copy: Path) -> Iterator[tuple[str, bytes]]:
    data = copy.read_bytes()
    yield "nothing in it", b""
    yield "torn in the middle", data[: len(data) // 2]
    yield "its end is missing", data[:-1]
    yield "no age file", b"x" * 500
    for at in (30, 200, len(data) // 2, len(data) - 2):
        yield f"byte {at} flipped", data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_a_spoilt_copy_is_refused_and_leaves_no_plain_text(run: CommandLine, copy: Path) -> None:
    before = run.db.read_bytes()
    for how, data in [*spoilt(copy)]:
        copy.write_bytes(data)

        answer = run(restore(run, copy))

        assert answer.status == 3, (how, answer)
        assert answer.err.count("privacyctl: error: ") == 1, (how, answer)
        assert plain_text(run) == [], how
        assert run.db.read_bytes() == before, how


def test_the_manifest_beside_a_copy_is_a_hint_alone(run: CommandLine, copy: Path) -> None:
    copy.with_name(f"{copy.name}.json").write_text("{}")

    run.ok(restore(run, copy))


def test_another_key_opens_nothing(run: CommandLine, copy: Path) -> None:
    from privacyctl.keeping import age

    key = run.db.parent.parent / "key.txt"
    key.write_text(f"{age.new_identity()[0]}\n")

    answer = run(restore(run, copy))

    assert answer.status == 3
    assert "is not for this key" in answer.err
    key.write_text("# nothing here\n")
    assert run(restore(run, copy)).status == 2


def test_a_key_is_read_as_it_was_saved_or_typed_off_the_sheet(run: CommandLine, copy: Path) -> None:
    key, secret = run.db.parent.parent / "key.txt", copies.SECRET_KEY
    groups = [secret[at : at + 8] for at in range(0, len(secret), 8)]
    for text in (
        "\ufeff" + secret,
        secret.lower() + "\r\n",
        " ".join(groups),
        "\n".join(groups),
        "# of the safe\n" + "\n".join(f"{number:4}  {group}" for number, group in enumerate(groups, start=1)),
        "\n".join(f"{number}. {group}" for number, group in enumerate(groups, start=1)),
    ):
        key.write_text(text, "utf-8")
        assert run(restore(run, copy, "--dry-run")).status == 0, text
    for text in ("\n".join(groups[:-1]), "\n".join(reversed(groups)), secret[:-1] + "Z"):
        key.write_text(text, "utf-8")
        assert run(restore(run, copy, "--dry-run")).status == 2, text


@pytest.mark.parametrize("option", ["", "--journal ", "--erasures "])
def test_what_is_no_file_is_not_said_to_be_missing(
    run: CommandLine, copy: Path, tmp_path: Path, option: str
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, said in (("pipe", "is no file"), ("all", "is a folder"), ("none", "there is no file")):
        line = f"{restore(run, copy, '--dry-run')} {option}{tmp_path / name}"
        if not option:
            line = line.replace(f"{copy} ", "", 1)

        answer = run(line)

        assert answer.status == 2, answer
        assert said in answer.err, (name, answer)


def test_a_target_without_a_name_is_not_the_folder_where_one_stands(run: CommandLine) -> None:
    """A variable of a script that is empty."""
    answer = run("backup ''")

    assert answer.status == 2
    assert "a target has no name" in answer.err


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.REGTYPE])
def test_a_member_that_is_none_of_ours_is_refused(run: CommandLine, copy: Path, kind: bytes) -> None:
    from privacyctl.keeping import age

    made, sealed = io.BytesIO(), io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.GNU_FORMAT) as tar:
        info = tarfile.TarInfo("privacyctl.db" if kind != tarfile.REGTYPE else "../privacyctl.db")
        info.type, info.linkname = kind, "/etc/passwd"
        tar.addfile(info)
    made.seek(0)
    age.encrypt(made, sealed, age.recipients([copies.PUBLIC_KEY]))
    copy.write_bytes(sealed.getvalue())

    assert "none of a record's" in run(restore(run, copy)).err


@pytest.mark.skipif(
    shutil.which("age") is None, reason="LOUD: age is not installed (apt install age): not held to it"
)
def test_age_opens_what_we_wrote_and_we_open_what_age_wrote(
    run: CommandLine, copy: Path, tmp_path: Path
) -> None:
    key = run.db.parent.parent / "key.txt"
    out = tmp_path / "by-hand"
    out.mkdir()
    tar = subprocess.run(["age", "-d", "-i", str(key), str(copy)], check=True, capture_output=True).stdout
    subprocess.run(["tar", "x", "-C", str(out)], input=tar, check=True)

    by_hand = CommandLine(out / "privacyctl.db", run.clock)
    assert NEEDLE in by_hand.ok("contacts").out
    assert by_hand.ok("doctor").status == 0
    for form in ([], ["-a"]):
        with copy.open("wb") as file:
            subprocess.run(["age", "-r", copies.PUBLIC_KEY, *form], input=tar, stdout=file, check=True)
        run.ok(restore(run, copy))


def test_a_journal_with_one_digit_changed_gives_nothing_back(run: CommandLine, copy: Path) -> None:
    journal = run.db.with_name("p.db.journal")
    sound = journal.read_bytes()
    at = sound.index(b'"opted-out') + 60
    for place in (20, 60, at, len(sound) - 5):
        journal.write_bytes(
            sound[:place] + (b"0" if sound[place : place + 1] != b"0" else b"1") + sound[place + 1 :]
        )

        answer = run(restore(run, copy))

        assert answer.status == 3, (place, answer)
        assert "the journal" in answer.err
        run("doctor")
    journal.write_bytes(sound)
    assert "gave back" in run.ok(restore(run, copy)).out


def test_a_torn_end_of_the_journal_is_healed_by_the_next_write(run: CommandLine) -> None:
    journal = run.db.with_name("p.db.journal")
    sound = journal.read_bytes()
    for torn in (sound[:-1], sound[:-40], sound + b'{"v":1,"seq":9', sound[: sound.rindex(b"\n", 0, -1) + 1]):
        journal.write_bytes(torn)
        run.ok("contacts")
        run.ok(f"optout s{len(torn)}@x.example")

        assert "as many as the record" in run.ok("doctor").out
        sound = journal.read_bytes()


def test_what_is_past_its_day_goes_but_for_the_newest(run: CommandLine, copy: Path) -> None:
    run.clock.forward(hours=24 * 20)
    run.ok("backup")
    run.clock.forward(hours=24 * 20)
    assert "should be gone" in run.ok("due").out

    assert "1 older copy deleted" in run.ok("purge").out

    assert not copy.exists()
    assert "should be gone" not in run.ok("due").out
    run.clock.forward(hours=24 * 40)
    said = run.ok("purge")
    assert "stays" in said.err
    assert len(list(copy.parent.glob("*.age"))) == 1
    assert "should be gone" in run.ok("due").out


def test_a_disk_that_is_away_stays_a_duty(run: CommandLine, copy: Path) -> None:
    run.clock.forward(hours=24 * 40)
    away = copy.parent.rename(copy.parent.with_name("away"))
    assert run("purge").status == 1
    copy.parent.mkdir()  # the place where it is mounted, empty
    run.ok("purge")
    assert "should be gone" in run.ok("due").out
    shutil.rmtree(copy.parent)
    away.rename(copy.parent)
    run.ok("backup")

    assert "should be gone" not in run.ok("due").out
    assert not copy.exists()


def test_an_erasure_says_by_which_day_the_last_copy_is_gone(run: CommandLine) -> None:
    gone = run.ok("erase eve@gone.example --confirmed voice --json").json

    assert gone["copies_until"] == "2026-12-27T12:00:00Z"
    assert "encrypted copies" in gone["letter"]


def test_nothing_is_deleted_under_a_clock_that_is_behind(run: CommandLine, copy: Path) -> None:
    run.clock.now -= 3 * DAY

    answer = run("purge")

    assert "behind the newest copy" in answer.err
    assert copy.exists()


def test_a_second_name_of_a_target_that_fails_hinders_no_other(run: CommandLine, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()

    answer = run(f"backup {tmp_path / 'none'} {other}")

    assert answer.status == 1
    assert "none" in answer.err
    assert f"{tmp_path / 'none'} is on the disk of the record" not in answer.err
    assert len(list(other.glob("*.age"))) == 1
    assert [path.name for path in other.iterdir() if path.name.startswith(".")] == []


def leftovers(run: CommandLine) -> list[str]:
    """What a copy left behind that is no copy: folders and files that begin with a dot."""
    return [path.name for path in run.db.parent.parent.rglob(".privacyctl-*")]


def test_two_targets_on_one_disk_have_a_copy_each(run: CommandLine, tmp_path: Path) -> None:
    folders = [tmp_path / "all" / name for name in ("first", "second")]
    for target in folders:
        target.mkdir()

    run.ok(f"backup {folders[0]} {folders[1]}")

    found = [next(target.glob("*.age")) for target in folders]
    assert len({one.stat().st_ino for one in found}) == 2
    assert found[0].read_bytes() == found[1].read_bytes()
    assert [one.stat().st_nlink for one in found] == [1, 1]
    assert leftovers(run) == []


@pytest.mark.parametrize("call", ["pathlib.Path.hardlink_to", "privacyctl.keeping.targets._hashed_by"])
def test_a_disk_without_links_or_that_is_read_through_memory_alone_takes_a_copy_too(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real = targets._hashed_by
    refusals = iter([True])

    def refuses(*given: Any) -> str:
        if next(refusals, False):
            raise OSError(errno.EINVAL, "refused")
        return real(*given)

    (tmp_path / "all" / "usb2").mkdir()
    monkeypatch.setattr(call, refuses)

    answer = run(f"backup {tmp_path / 'all' / 'usb2'} --json")

    assert answer.status == 0, answer.err
    (copy,) = (tmp_path / "all" / "usb2").glob("*.age")
    assert run(restore(run, copy, "--dry-run")).status == 0


def test_a_disk_that_fills_while_a_copy_is_encrypted_is_said_and_nothing_stays(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "all" / "usb2").mkdir()
    monkeypatch.setattr("privacyctl.keeping.archives._Hashing._take", is_full)

    answer = run(f"backup {tmp_path / 'all' / 'usb2'}")

    assert answer.status == 3
    assert "the copy could not be encrypted: no space left on device" in answer.err
    assert list((tmp_path / "all" / "usb2").iterdir()) == []
    assert leftovers(run) == []


def test_a_copy_that_does_not_hold_is_given_up_while_it_is_encrypted(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "all" / "usb2").mkdir()
    monkeypatch.setattr("privacyctl.store.file.health.integrity", lambda _: ["row 1 missing from index"])

    answer = run(f"backup {tmp_path / 'all' / 'usb2'}")

    assert answer.status == 3
    assert "the record does not hold, and no copy was made of it" in answer.err
    assert list((tmp_path / "all" / "usb2").iterdir()) == []
    assert leftovers(run) == []


def test_a_target_that_gives_back_other_bytes_is_refused(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = targets._copy

    def spoils(source: Path, target: Path, tell: Callable[[], None]) -> None:
        real(source, target, tell)
        data = bytearray(target.read_bytes())
        data[len(data) // 2] ^= 1
        target.write_bytes(data)

    (tmp_path / "all" / "usb2").mkdir()
    monkeypatch.setattr("privacyctl.keeping.targets._copy", spoils)

    answer = run(f"backup {tmp_path / 'all' / 'usb2'}")

    assert "gave back another copy than it was given" in answer.err
    assert answer.status == 1
    assert list((tmp_path / "all" / "usb2").iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with less room than a copy needs."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "none", str(place)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("LOUD: nobody but root may mount a small disk: a full target was not tried")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.slow
def test_a_full_target_is_loud_and_has_nothing_of_the_copy(
    run: CommandLine, copy: Path, small_disk: Path
) -> None:
    run.clock.forward(hours=1)

    answer = run(f"backup {small_disk} {copy.parent}")

    assert answer.status == 1
    assert str(small_disk) in answer.err
    assert "no space left" in answer.err.lower()
    assert [*small_disk.iterdir()] == []
    assert len([*copy.parent.glob("*.age")]) == 2
    assert [*run.db.parent.glob(".*")] == []
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    run.clock.forward(hours=1)
    run.ok(f"backup {small_disk}")
    (made,) = small_disk.glob("*.age")
    run.ok(restore(run, made, "--dry-run"))


@pytest.mark.slow
def test_a_disk_too_small_for_the_plain_copy_is_said_before_anything_is_made(
    run: CommandLine, copy: Path, small_disk: Path
) -> None:
    """Nothing is changed, and no plain text is left on it."""
    elsewhere = CommandLine(small_disk / "p.db", run.clock, checks_json=False)

    answer = elsewhere(restore(run, copy, ""))

    assert answer.status == 3
    assert "no room" in answer.err
    assert not [path for path in small_disk.rglob("*") if path.is_file() and path.stat().st_size]
