"""add-customer: who may ask for its removal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.terminal import CommandLine


def test_a_second_listed_contact_is_refused_and_not_ignored(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example --company Acme")
    run.ok("add-contact bo@acme.example --company Acme")
    run.ok("add-customer Acme --contact ann@acme.example --at /customers")

    answer = run("add-customer Acme --contact bo@acme.example --at /customers")

    assert answer.status == 1
    assert "has another listed contact, 1" in answer.err
