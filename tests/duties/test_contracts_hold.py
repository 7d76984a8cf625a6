"""Whatever the contracts and whatever is asked for: nothing outside a contract leaves, nor is recorded as if it had."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.terminal import NOON, SECRET, Clock, CommandLine
from privacyctl.duties.lists import disclosures, exporting
from privacyctl.errors import Refused
from privacyctl.model.consent import Purpose
from privacyctl.model.disclosure import FIELDS, Contract, ordered
from privacyctl.model.ids import ContactId
from privacyctl.model.purpose import PUBLISHED
from privacyctl.output import export_for as words
from privacyctl.store import Store, contacts
from privacyctl.store.file import making

# No value is a part of another's, nor of a field's name.
VALUES = {
    "email": "zq1@zq1.example",
    "name": "Zq2 Zq2",
    "company": "Zq3 Ltd",
    "order": "ZQ4",
    "product": "Zq5",
    "quantity": "60606",
    "amount": "7070.70",
    "currency": "XTS",
    "ordered_at": "2020-08-08",
}
PURPOSES = st.sampled_from([Purpose.ORDER, Purpose.UPDATES])
SOME_FIELDS = st.sets(st.sampled_from(FIELDS)).map(ordered)
CONTRACTS = st.builds(
    Contract,
    st.just("friend"),
    st.just("Friend"),
    st.none(),
    st.sets(PURPOSES).map(tuple),
    SOME_FIELDS,
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one buyer of whom everything is known."""
    db = tmp_path_factory.mktemp("contracts") / "privacyctl.db"
    making.create(db, SECRET, NOON)
    run = CommandLine(db, Clock())
    run.ok(f"add-contact {VALUES['email']} --name '{VALUES['name']}' --company '{VALUES['company']}'")
    run.ok(
        f"add-purchase {VALUES['email']} --order {VALUES['order']} --product {VALUES['product']}"
        f" --quantity {VALUES['quantity']} --amount {VALUES['amount']} --currency {VALUES['currency']}"
        f" --on {VALUES['ordered_at']}"
    )
    return db


def copied(filled: Path, folder: str) -> Store:
    db = Path(folder) / "privacyctl.db"
    db.write_bytes(filled.read_bytes())
    db.chmod(0o600)
    return Store.open(db, Clock())


def told(text: str) -> set[str]:
    return {name for name, value in VALUES.items() if value in text}


def recorded(store: Store) -> list[tuple[str, set[str]]]:
    rows = store.rows("SELECT purpose, fields FROM disclosure")
    return [(row["purpose"], set(row["fields"].split(","))) for row in rows]


@examples(30)
@given(contract=CONTRACTS, purpose=PURPOSES)
def test_an_export_tells_what_the_contract_names_and_nothing_else(
    filled: Path, contract: Contract, purpose: Purpose
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = copied(filled, folder)
        try:
            found = exporting.export_for(store, contract, PUBLISHED[purpose], since=None, everyone=False)
        except Refused:
            assert purpose not in contract.purposes or not contract.fields
            assert recorded(store) == []
            return
        finally:
            left = recorded(store)
            store.close()

    assert purpose in contract.purposes
    assert told("".join(words.export_text(found))) == set(contract.fields)
    assert told(json.dumps(words.exported_rows_document(found)["rows"])) == set(contract.fields)
    assert left == [(purpose.value, set(contract.fields))]


@examples(30)
@given(contract=CONTRACTS, purpose=PURPOSES, fields=SOME_FIELDS.filter(bool))
def test_a_disclosure_is_of_what_the_contract_names_or_is_none(
    filled: Path, contract: Contract, purpose: Purpose, fields: tuple[str, ...]
) -> None:
    allowed = purpose in contract.purposes and set(fields) <= set(contract.fields)
    with tempfile.TemporaryDirectory() as folder:
        store = copied(filled, folder)
        try:
            subject = contacts.must_get(store, ContactId(1))
            disclosures.disclose(store, contract, subject, PUBLISHED[purpose], fields, everyone=False)
        except Refused:
            assert not allowed
        left = recorded(store)
        shared = disclosures.of_contact(store, ContactId(1))
        store.close()

    assert left == ([(purpose.value, set(fields))] if allowed else [])
    assert [set(one.fields) for one in shared] == [found for _, found in left]


@dataclass(frozen=True)
class OneLine:
    """A list of one line, which tells what stands in it."""

    line: str

    def lines(self) -> Iterator[tuple[str, str]]:
        yield self.line, "zq1@zq1.example"

    def told_fields(self) -> tuple[str, ...]:
        return ordered(told(self.line))


@examples(20)
@given(
    contract=CONTRACTS,
    purpose=PURPOSES,
    line=st.sampled_from(["zq1@zq1.example", "Zq2 Zq2 <zq1@zq1.example>"]),
)
def test_a_list_or_an_audience_tells_no_more_than_the_contract(
    filled: Path, contract: Contract, purpose: Purpose, line: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = copied(filled, folder)
        for hand_over in ("list", "audience"):
            try:
                if hand_over == "audience":
                    found = exporting.hand_over_audience(store, contract, PUBLISHED[purpose], everyone=False)
                    assert set(found.columns) <= set(contract.fields)
                else:
                    exporting.hand_over_list(
                        store,
                        contract,
                        OneLine(line),
                        PUBLISHED[purpose],
                        everyone=False,
                        keep_unknown=False,
                    )
                    assert told(line) <= set(contract.fields)
            except Refused:
                assert purpose not in contract.purposes or not told(line) <= set(contract.fields)
        left = recorded(store)
        store.close()

    assert all(fields <= set(contract.fields) for _, fields in left)
