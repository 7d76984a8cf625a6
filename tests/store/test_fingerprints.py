"""The fingerprint that outlives the person: HMAC as RFC 2104 has it, one for every spelling."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.terminal import SECRET
from privacyctl.model.address import parse_address
from privacyctl.model.suppression import Fingerprints

if TYPE_CHECKING:
    from helpers.terminal import CommandLine
    from privacyctl.store import Store


@given(st.binary(min_size=32, max_size=32), st.text(max_size=300))
def test_a_fingerprint_is_the_hmac_of_the_standard_library(secret: bytes, key: str) -> None:
    ours = Fingerprints(secret)

    assert ours.address(key) == hmac.digest(secret, b"address\0" + key.encode(), "sha256")[:16]
    assert ours.company(key) == hmac.digest(secret, b"company\0" + key.encode(), "sha256")[:16]


def test_one_fingerprint_after_the_other_is_the_same_again() -> None:
    ours = Fingerprints(SECRET)

    assert [ours.address("a"), ours.address("b"), ours.address("a")] == [
        Fingerprints(SECRET).address(key) for key in ("a", "b", "a")
    ]


def test_the_key_is_the_files_own(store: Store) -> None:
    assert store.fingerprints.address("ann@acme.example") == Fingerprints(SECRET).address("ann@acme.example")
    assert Fingerprints(bytes(32)).address("a") != Fingerprints(SECRET).address("a")


def test_a_company_and_an_address_of_the_same_letters_differ() -> None:
    assert Fingerprints(SECRET).company("acme") != Fingerprints(SECRET).address("acme")


SPELLINGS = [
    ("ann@acme.example", "ANN@ACME.EXAMPLE"),
    ("ann@acme.example", "  Ann@Acme.Example "),
    ("änne@müller.example", "ÄNNE@MÜLLER.EXAMPLE"),
    ("anna@müller.example", "anna@xn--mller-kva.example"),
    ("anna@straße.example", "anna@xn--strae-oqa.example"),
    ("jose\u0301@acme.example", "jos\u00e9@acme.example"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_address_have_one_fingerprint(one: str, other: str, store: Store) -> None:
    prints = store.fingerprints

    assert prints.address(parse_address(one).key) == prints.address(parse_address(other).key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anna@straße.example", "anna@strasse.example"),
        ("a.b@acme.example", "ab@acme.example"),
        ("ann+news@acme.example", "ann@acme.example"),
        ("ann@acme.example", "ann@acme.example.net"),
    ],
)
def test_two_addresses_have_two_fingerprints(one: str, other: str, store: Store) -> None:
    prints = store.fingerprints

    assert prints.address(parse_address(one).key) != prints.address(parse_address(other).key)


@pytest.mark.parametrize(("said", "meant"), SPELLINGS)
def test_an_opt_out_holds_for_every_spelling(said: str, meant: str, run: CommandLine) -> None:
    run.ok(f"optout '{said}'")
    run.ok(f"add-contact '{meant}'")
    run.ok(f"add-purchase '{meant}' --order 1 --product Pro")

    answer = run.ok("gate - --purpose updates", given=f"{meant}\n")

    assert answer.out == ""


def test_what_is_kept_says_its_key_and_its_normalisation(run: CommandLine, store: Store) -> None:
    run.ok("optout stranger@example.net")

    row = store.row("SELECT secret_id, normalisation, hex(fingerprint) AS print FROM suppression")
    assert row is not None
    assert (row["secret_id"], row["normalisation"]) == (1, 1)
    assert row["print"] == Fingerprints(SECRET).address("stranger@example.net").hex().upper()


def test_an_address_that_is_only_suppressed_is_nowhere_in_the_file(run: CommandLine) -> None:
    run.ok("optout stranger@example.net --all")

    assert b"stranger" not in run.db.read_bytes().lower()
