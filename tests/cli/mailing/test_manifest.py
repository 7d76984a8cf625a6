"""gate --manifest and --check: the proof that a list was filtered, and whether it still holds."""

from __future__ import annotations

import hashlib
import json
import stat
from typing import TYPE_CHECKING, Any

import pytest

from privacyctl.store.file import making

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.terminal import Clock, CommandLine

LIST = "ann@example.com\ncy@example.com\nnew@example.com\n"


@pytest.fixture
def manifest(run: CommandLine, tmp_path: Path, clock: Clock) -> Path:
    """A manifest of a list that Ann passed and Cy did not; an hour has gone by."""
    for name in ("ann", "cy"):
        run.ok(f"add-purchase {name}@example.com --order {name} --product Widget")
    run.ok("optout cy@example.com")
    path = tmp_path / "manifest.json"
    run.ok(f"gate - --purpose updates --manifest {path}", given=LIST)
    clock.forward(hours=1)
    return path


def change(path: Path, **values: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def test_the_manifest_says_what_was_filtered_when_and_how(manifest: Path, run: CommandLine) -> None:
    entries = run.ok("audit --json").json["entries"]

    assert json.loads(manifest.read_text()) == {
        "version": 1,
        "purpose": "updates",
        "as_of": "2026-11-22T12:00:00Z",
        "input_sha256": hashlib.sha256(LIST.encode()).hexdigest(),
        "output_sha256": hashlib.sha256(b"ann@example.com\n").hexdigest(),
        "audit_seq": len(entries),
        "audit_head": json.loads(manifest.read_text())["audit_head"],
        "keep_unknown": False,
        "counts": {"allowed": 1, "opted out": 1, "unknown": 1},
    }


def test_the_hash_is_of_the_files_bytes(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"\xef\xbb\xbfemail\r\nann@example.com\r\n")

    run.ok(f"gate {path} --purpose updates --manifest {tmp_path}/of-bytes.json")

    written = json.loads((tmp_path / "of-bytes.json").read_text())
    assert written["input_sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_manifest_names_nobody_and_is_private(manifest: Path) -> None:
    assert "example.com" not in manifest.read_text()
    assert stat.S_IMODE(manifest.stat().st_mode) == 0o600


def test_a_manifest_that_cannot_be_written_stops_the_list(run: CommandLine, tmp_path: Path) -> None:
    answer = run(f"gate - --purpose updates --keep-unknown --manifest {tmp_path}/none/m.json", given=LIST)

    assert answer.status == 2
    assert answer.out == ""


def test_nobody_since_is_status_0(manifest: Path, run: CommandLine) -> None:
    answer = run.ok(f"gate --check {manifest}")

    assert answer.out == "Nobody has opted out since 2026-11-22T12:00:00Z.\n"


@pytest.mark.parametrize("line", ["optout ann@example.com", "optout stranger@example.com"])
def test_somebody_since_is_status_1(manifest: Path, run: CommandLine, line: str) -> None:
    run.ok(line)

    answer = run(f"gate --check {manifest}")

    assert answer.status == 1
    assert "1 opt-out" in answer.out


def test_an_imported_no_counts_as_an_opt_out_since(manifest: Path, run: CommandLine, tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("Order,Email,Product,News\nann,ann@example.com,Widget,no\n")
    maps = "--map Order=order --map Email=email --map Product=product --map News=opt_in"
    run.ok(f"import-orders {orders} {maps}")

    assert run(f"gate --check {manifest}").status == 1


@pytest.mark.parametrize(
    "line", ["optout ann@example.com --purpose testimonial", "add-contact dee@example.com"]
)
def test_what_does_not_bear_on_the_purpose_is_no_opt_out(manifest: Path, run: CommandLine, line: str) -> None:
    run.ok(line)

    assert run(f"gate --check {manifest}").status == 0


def test_the_list_itself_tells_how_many_rows_are_stopped_now(
    manifest: Path, run: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "sent.txt"
    path.write_text("ann@example.com\nnew@example.com\n")
    run.ok("optout ann@example.com")

    answer = run(f"gate --check {manifest} {path} --json")

    assert answer.status == 1
    assert (answer.json["opted_out_since"], answer.json["barred_now"], answer.json["current"]) == (
        1,
        1,
        False,
    )


def test_a_check_against_another_record_does_not_pass(
    manifest: Path, run: CommandLine, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    making.create(other, bytes(32), 0)

    answer = run(f"gate --check {manifest}", db=other)

    assert answer.status == 1
    assert "The record is not the one that the list was filtered against" in answer.out
    assert "Nobody has opted out" not in answer.out


@pytest.mark.parametrize("values", [{"audit_head": "0" * 64}, {"audit_seq": 2}, {"audit_seq": 99}])
def test_a_manifest_of_another_state_of_the_record_does_not_pass(
    manifest: Path, run: CommandLine, values: dict[str, Any]
) -> None:
    change(manifest, **values)

    answer = run(f"gate --check {manifest}")

    assert answer.status == 1
    assert "is not the one" in answer.out


@pytest.mark.parametrize(
    "values",
    [{"audit_head": "short"}, {"audit_seq": -1}, {"audit_seq": 2**70}, {"purpose": "Spam!"}, {"version": 2},
     {"as_of": "yesterday"}, {"as_of": "0001-01-01T00:00:00"}, {"as_of": None}, {"more": 1}, {"counts": "many"}],
)  # fmt: skip
def test_a_manifest_that_was_tampered_with_is_not_read(
    manifest: Path, run: CommandLine, values: dict[str, Any]
) -> None:
    change(manifest, **values)

    answer = run(f"gate --check {manifest}")

    assert answer.status == 2
    assert "is not a manifest of privacyctl" in answer.err


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "null", "email\nann@example.com\n", "[" * 100_000, "NaN"]
)
def test_another_file_is_no_manifest(run: CommandLine, tmp_path: Path, content: str) -> None:
    path = tmp_path / "m.json"
    path.write_text(content)

    answer = run(f"gate --check {path}")

    assert answer.status == 2
    assert "is not a manifest of privacyctl" in answer.err


@pytest.mark.parametrize("more", ["--purpose updates", "--keep-unknown", "--manifest m.json"])
def test_a_check_takes_all_from_the_manifest(manifest: Path, run: CommandLine, more: str) -> None:
    assert run(f"gate --check {manifest} {more}").status == 2


def test_a_manifest_of_an_unknown_purpose_is_refused(manifest: Path, run: CommandLine) -> None:
    change(manifest, purpose="spam")

    answer = run(f"gate --check {manifest}")

    assert answer.status == 2
    assert "there is no purpose 'spam'" in answer.err
    assert "order, updates, testimonial, customer-list" in answer.err
