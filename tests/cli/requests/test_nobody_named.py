"""A dash, a blank or no list at all names nobody: one sentence, status 2, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from helpers.terminal import CommandLine

COMMANDS = (
    "takedown WHO", "takedown WHO --unknown", "access WHO", "erase WHO", "erase WHO --dry-run",
    "correct WHO --name X", "correct WHO --name X --by vendor", "object WHO --note x",
    "object WHO --purpose updates", "question WHO --note x", "restrict WHO --note x", "restrict WHO --lift --note x",
    "show WHO", "optin WHO --purpose updates --evidence y", "optout --company WHO", "add-contact WHO",
    "disclose WHO --to bmt-micro --purpose order --fields email", "add-purchase WHO --order 1 --product W",
    "add-testimonial WHO --quote Good. --attribution A. --permission y --at /x",
)  # fmt: skip


@pytest.mark.parametrize("who", ["-", "''", "' '", ".", "'?'", "\u00a0"])
def test_what_names_nobody_is_refused_by_every_command(run: CommandLine, who: str) -> None:
    entries = len(run.acts())
    for command in (*COMMANDS, *(["optout WHO"] if who != "-" else [])):
        answer = run(command.replace("WHO", who))

        assert answer.status == 2, command
        assert answer.out == "", command
        assert answer.err.startswith("privacyctl: error: "), command
    assert len(run.acts()) == entries


@pytest.mark.parametrize(
    "given", [b"", b"\n", b"  \n\t\n", b"\xef\xbb\xbf\n", b"\x7fELF\x02\0\0\n", b"\xff\xfea\0@\0\n\0"]
)
@pytest.mark.parametrize("more", ["", "--json"])
def test_a_list_of_noes_that_is_none_is_refused(run: CommandLine, more: str, given: bytes) -> None:
    entries = len(run.acts())

    answer = run(f"optout - {more}", given=given)

    assert answer.status == 2, answer
    assert answer.out == ""
    assert "privacyctl: error: " in answer.err
    assert len(run.acts()) == entries
