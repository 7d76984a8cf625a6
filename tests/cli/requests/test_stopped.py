"""A question comes before the first commit, and a command of several commits says what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from privacyctl import residue
from privacyctl.duties.rights import erase_request, identity
from privacyctl.errors import Unwritable
from privacyctl.output import export_for

if TYPE_CHECKING:
    from helpers.terminal import CommandLine

ERASE = "erase ann@acme.example --confirmed account"

pytestmark = pytest.mark.usefixtures("on_record")


def interrupt(*_: Any, **__: Any) -> Any:
    """Ctrl-C, or a closed terminal."""
    raise KeyboardInterrupt


def test_ctrl_c_at_the_question_leaves_nothing(run: CommandLine) -> None:
    before = run.db.read_bytes()

    answer = run(ERASE, terminal=True, given="")  # the end of the input is what typer takes for Ctrl-C

    assert answer.status == 130
    assert "interrupted; nothing was changed" in answer.err
    assert run.db.read_bytes() == before
    assert [one.name for one in run.db.parent.iterdir() if one.suffix == ".erasures"] == []


def test_a_no_at_the_question_leaves_nothing_and_says_so(run: CommandLine) -> None:
    before = run.db.read_bytes()

    answer = run(ERASE, terminal=True, given="n\n")

    assert answer.status == 1
    assert "Nothing was erased. Nothing of this request is on record." in answer.out
    assert run.db.read_bytes() == before


def test_a_yes_at_the_question_erases(run: CommandLine) -> None:
    answer = run.ok(ERASE, terminal=True, given="y\n")

    assert "is erased" in answer.out
    assert run.acts()[-3:] == ["erasure-confirmed", "erased", "erasure-proved"]


def test_without_a_confirmation_the_case_is_opened_and_nothing_is_asked(run: CommandLine) -> None:
    answer = run.ok("erase ann@acme.example", terminal=True)

    assert "Case 1 opened" in answer.out
    assert run.acts()[-1] == "erasure-asked"


def test_stopped_between_the_case_and_the_erasure_it_says_what_stands(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase_request, "erase", interrupt)

    answer = run(ERASE)

    assert (answer.status, answer.err) == (
        130,
        "privacyctl: error: interrupted; case 1 was opened; nothing was erased\n",
    )
    assert "case 1 stands; nothing was erased" in run(ERASE).err


def test_stopped_in_the_proof_it_says_that_the_erasure_stands(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(residue.Bytes, "search", interrupt)

    answer = run(ERASE)

    assert answer.status == 130
    assert answer.err.endswith(
        "interrupted; it is erased from the record, but it is not proved that nothing is left in the bytes\n"
    )


def test_a_full_disk_at_the_second_commit_says_what_stands(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> Any:
        raise Unwritable("the disk is full; nothing was changed", "free some space")

    monkeypatch.setattr(erase_request, "erase", full)

    answer = run(ERASE)

    assert answer.status == 3
    assert answer.err.splitlines()[0] == (
        "privacyctl: error: the disk is full; case 1 was opened; nothing was erased"
    )


def test_access_stopped_before_its_confirmation_says_what_stands(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "confirm", interrupt)

    answer = run("access ann@acme.example --confirmed voice")

    assert answer.err == "privacyctl: error: interrupted; case 1 was opened; it is not answered\n"


def test_a_list_that_was_not_given_out_is_not_told_as_done(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_for, "write_export", interrupt)

    answer = run("export-for bmt-micro --purpose order")

    assert (
        answer.err.splitlines()[-1]
        == "privacyctl: error: interrupted; disclosure 1 is recorded, but the list is not given out whole"
    )
