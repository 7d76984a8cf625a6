"""The chain: whoever alters, removes, adds or swaps an entry is found out, and no name is ever in one."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyctl.model.audit import GENESIS, canonical, chained
from privacyctl.model.chain import walk
from privacyctl.model.moment import Moment

if TYPE_CHECKING:
    from helpers.terminal import CommandLine

Stored = tuple[int, str, bytes]

acts = st.sampled_from(["contact-added", "opted-out", "takedown-opened", "imported"])
numbers = st.integers(min_value=0, max_value=2**40)
abouts = st.dictionaries(
    st.sampled_from(["contacts", "companies", "cases", "files"]), st.one_of(numbers, st.lists(numbers))
)


def first_broken(chain: list[Stored]) -> int | None:
    entries = [(seq, body.encode(), stored) for seq, body, stored in chain]
    return walk([entries] if entries else []).first_broken


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> list[Stored]:
    """A chain as the store would have written it."""
    entries: list[Stored] = []
    before = GENESIS
    for act, about in draw(st.lists(st.tuples(acts, abouts), min_size=least, max_size=12)):
        body = canonical(len(entries) + 1, Moment(1_795_348_800 + len(entries)), act, about)
        before = chained(before, body)
        entries.append((len(entries) + 1, body, before))
    return entries


@given(chains(least=0))
def test_a_chain_as_written_holds(chain: list[Stored]) -> None:
    assert first_broken(chain) is None


@given(chains(), st.data())
def test_an_altered_body_is_named(chain: list[Stored], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    seq, body, stored = chain[place]
    at = data.draw(st.integers(0, len(body) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda letter: letter != body[at]))

    chain[place] = (seq, body[:at] + other + body[at + 1 :], stored)

    assert first_broken(chain) == seq


@given(chains(), st.data())
def test_an_altered_hash_is_named(chain: list[Stored], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    seq, body, stored = chain[place]
    at = data.draw(st.integers(0, 255))

    chain[place] = (seq, body, (int.from_bytes(stored) ^ 1 << at).to_bytes(32))

    assert first_broken(chain) == seq


@given(chains(), st.data())
def test_an_altered_entry_with_its_hash_made_anew_is_named_by_the_next(
    chain: list[Stored], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    before = chain[place - 1][2] if place else GENESIS
    body = canonical(place + 1, Moment(0), "nothing-happened", {})

    chain[place] = (place + 1, body, chained(before, body))

    assert first_broken(chain) == (place + 2 if place + 1 < len(chain) else None)


@given(chains(least=2), st.data())
def test_a_removed_entry_is_named(chain: list[Stored], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 2))

    del chain[place]

    assert first_broken(chain) == place + 1


@given(chains(), st.data())
def test_a_renumbered_entry_is_named(chain: list[Stored], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    seq, body, stored = chain[place]

    chain[place] = (seq + 1, body, stored)

    assert first_broken(chain) == seq


@given(chains(least=2), st.data())
def test_two_swapped_entries_are_named(chain: list[Stored], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(chain) - 2))
    second = data.draw(st.integers(first + 1, len(chain) - 1))

    chain[first], chain[second] = chain[second], chain[first]

    assert first_broken(chain) == first + 1


@given(chains(), st.data())
def test_an_entry_that_was_slipped_in_is_named(chain: list[Stored], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    before = chain[place - 1][2] if place else GENESIS
    body = canonical(place + 1, Moment(0), "slipped-in", {})

    chain.insert(place, (place + 1, body, chained(before, body)))

    assert first_broken(chain) == place + 2


@pytest.mark.parametrize(
    "about",
    [
        {"who": "Ann Lee"},
        {"who": "ann@acme.example"},
        {"who": "Ann"},
        {"who": "änne"},
        {"note": ""},
        {"note": "x" * 41},
        {"contacts": ["ann"]},
        {"contacts": [True]},
        {"contacts": [1.5]},
        {"contacts": (1, 2)},
        {"contacts": {"ann": 1}},
        {"contacts": None},
        {"flag": True},
    ],
    ids=repr,
)
def test_only_numbers_and_known_words_get_into_an_entry(about: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="only numbers and known words"):
        canonical(1, 0, "noted", about)  # type: ignore[arg-type]


def test_an_act_is_a_word_too() -> None:
    with pytest.raises(ValueError, match="only numbers and known words"):
        canonical(1, Moment(0), "Added Ann Lee", {})


def test_the_form_of_an_entry_is_fixed() -> None:
    """Whoever changes this line must raise `audit.FORMAT`: every hash after it changes."""
    body = canonical(7, Moment(1_795_348_800), "opted-out", {"contacts": [3, 1], "updates": 1})

    assert (
        body == '{"act":"opted-out","acts":"","at":"2026-11-22T12:00:00Z","contacts":[3,1],'
        '"seq":7,"sums":"","updates":1,"v":3}'
    )
    assert chained(GENESIS, body).hex() == "ef0bac622d0fadf14eed821fe30e85188eb221984aca762985741dc8b26919ae"


def test_no_name_or_address_is_in_the_chain_of_a_whole_story(run: CommandLine) -> None:
    run.ok("add-contact ann.lee@acme.example --name 'Ann Lee' --company Acme --alias ann@home.example")
    run.ok("add-testimonial ann.lee@acme.example --quote Good. --attribution A.L. --at /w --permission Yes.")
    run.ok("add-customer Acme --contact ann.lee@acme.example --at /customers")
    run.ok("optout ann.lee@acme.example stranger@example.net --received '2d ago'")
    run.ok("optin ann.lee@acme.example --purpose updates --evidence 'Ann: yes.'")
    run.ok("takedown ann.lee@acme.example --note 'From Ann.'")
    run.ok("removed 1 --note 'Ann is gone.'")
    run.ok("verify 1 --attest 'Ann is gone.'")

    entries = run.ok("audit --json").json["entries"]
    chain = str(entries).casefold()
    assert len(entries) == 8
    for word in ("ann", "lee", "acme", "example", "stranger", "yes", "gone"):
        assert word not in chain


def test_an_entry_that_is_no_text_any_more_is_named(run: CommandLine) -> None:
    run.ok("add-contact ann@acme.example")
    run.ok("optout ann@acme.example")
    with contextlib.closing(sqlite3.connect(run.db)) as connection, connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit SET body = CAST(x'7bff' AS TEXT) WHERE seq = 2")

    answer = run("audit --verify")

    assert (answer.status, "entry 2 of the audit chain does not hold" in answer.err) == (3, True)
