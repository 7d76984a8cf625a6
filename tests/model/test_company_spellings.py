"""Which spellings of a company's name a no covers, surely or in doubt, and which it leaves alone."""

from __future__ import annotations

from itertools import product

import pytest

from privacyctl.model.companies import covered_by, no_covers

NAMES = ("Acme", "ACME", "acme", "Ácme Soft", "Box24")
FORMS = ("GmbH", "gmbh", "GMBH", "Inc", "Inc.", "LLC", "G.m.b.H.", "Ltd", "GmbH & Co. KG")
BETWEEN = ("", " ", "-", "_", ".", "/", "(", ", ", "\u200b", "\u00a0", "®")


def covers(no: str, name: str) -> bool:
    return not set(no_covers(no)).isdisjoint({key for keys in covered_by(name) for key in keys})


@pytest.mark.parametrize("name", NAMES)
def test_a_legal_form_is_known_however_it_is_parted_from_the_name(name: str) -> None:
    for form, between in product(FORMS, BETWEEN):
        spelt = f"{name}{between}{form}"
        for other in (name, f"{name} {form}", f"{name.casefold()}-{form}"):
            assert covers(spelt, other), (spelt, other)
            assert covers(other, spelt), (other, spelt)


@pytest.mark.parametrize(
    "spelt", ["AcmeAG", "AcmeSA", "AcmeCo.", "AcmeBV", "AcmeInc, Berlin", "ACMEGmbH & Co KG"]
)
def test_a_form_that_begins_with_a_capital_is_one_if_it_is_short_too(spelt: str) -> None:
    assert covers("Acme", spelt)
    assert covers(spelt, "Acme Ltd")
    assert covers(spelt, "ACMEInc")


def test_two_firms_of_which_one_word_is_the_same_are_two() -> None:
    assert not covers("Deutsche Bank", "DeutscheTelekom AG")
    assert not covers("DeutscheBankAG", "Deutsche Telekom")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Texaco", "Texa"), ("Zinc", "Z"), ("Breathe", "Brea"), ("Vespa", "Ve"), ("Arkansas", "Arkan"),
        ("Unlimited", "Un"), ("Costco", "Cost"), ("Nokia", "Nok"), ("Casa", "Ca"), ("Humpty", "Hum"),
    ],
)  # fmt: skip
def test_a_name_that_ends_as_a_legal_form_does_is_no_other_firm(name: str, start: str) -> None:
    assert not covers(name, start)
    assert not covers(start, name)
