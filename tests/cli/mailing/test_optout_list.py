"""optout with a list on standard input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from helpers.terminal import CommandLine


@pytest.fixture
def buyers(run: CommandLine) -> None:
    """Ann, Bo and Cy have bought something."""
    for name in ("ann", "bo", "cy"):
        run.ok(f"add-purchase {name}@example.com --order {name} --product Widget")


def audience(run: CommandLine) -> list[str]:
    return [one["email"].partition("@")[0] for one in run.ok("audience updates --json").json["audience"]]


@pytest.mark.usefixtures("buyers")
def test_a_list_is_taken_from_stdin(run: CommandLine) -> None:
    run.ok("optout -", given=b"\xef\xbb\xbfann@example.com\r\n\r\nBO@example.com\r\n")

    assert audience(run) == ["cy"]
    assert run.ok("show 1 --json").json["consent"][0]["via"] == "list"


@pytest.mark.usefixtures("buyers")
def test_a_bad_line_never_delays_the_good_ones(run: CommandLine) -> None:
    answer = run(
        "optout -", given=b"ann@example.com\n\nsecret@@line\nnobody's name\ncy@example.com\n\xff@x.example\n"
    )

    assert answer.status == 1
    assert audience(run) == ["bo"]
    assert [line.split(":")[2] for line in answer.err.splitlines() if "bad line" in line] == [
        " line 3",
        " line 4",
        " line 6",
    ]
    assert "3 lines could not be read; everybody else is opted out" in answer.err


@pytest.mark.parametrize("more", ["", "--json"])
def test_a_bad_line_is_named_by_its_number_and_never_by_its_text(run: CommandLine, more: str) -> None:
    answer = run(f"optout - {more}", given="ok@example.com\nSecret Name\nsecret@@line\n")

    assert answer.status == 1
    assert "secret" not in (answer.out + answer.err).lower()


def test_a_list_stands_alone(run: CommandLine) -> None:
    answer = run("optout - ann@example.com", given="bo@example.com\n")

    assert answer.status == 2


@pytest.mark.parametrize("given", [b"m\xfcller@example.com\n", "müller@example.com\n".encode("utf-16")])
def test_a_list_in_another_encoding_is_not_read_as_other_addresses(run: CommandLine, given: bytes) -> None:
    answer = run("optout -", given=given)

    assert answer.status == 1
    assert run.ok("audit --json").json["entries"] == []
