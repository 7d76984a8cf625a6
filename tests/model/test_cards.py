"""The card-number tripwire (promise P1)."""

from __future__ import annotations

import random
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from privacyctl.model.cards import holds_card_number, redact

NUMBERS = [
    line.split("\t")[1]
    for line in (Path(__file__).parent / "pan-cases.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
SEPARATORS = {
    "space": " ",
    "hyphen": "-",
    "dot": ".",
    "no-break space": "\u00a0",
    "zero-width space": "\u200b",
    "double space": "  ",
    "line break": "\n",
    "carriage return": "\r\n",
    "quoted line break": "\n> ",
    "twice quoted line break": "\n> > ",
    "en dash": "\u2013",
    "underscore": "_",
}


def grouped(number: str, separator: str) -> str:
    if len(number) in {14, 15}:  # Diners prints 4-6-4, American Express 4-6-5
        parts = [number[:4], number[4:10], number[10:]]
    else:
        parts = [number[at : at + 4] for at in range(0, len(number), 4)]
    return separator.join(parts)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_card_number_written_plainly_is_found(number: str) -> None:
    assert redact(f"It is {number}.") == (f"It is [card number ending {number[-4:]}].", 1)


@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_card_number_in_groups_is_found_whatever_parts_them(number: str, separator: str) -> None:
    text = f"It is {grouped(number, separator)}, thanks"

    assert redact(text) == (f"It is [card number ending {number[-4:]}], thanks", 1)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_card_number_digit_by_digit_is_found(number: str) -> None:
    assert redact(" ".join(number)) == (f"[card number ending {number[-4:]}]", 1)


@pytest.mark.parametrize("zero", ["０", "٠", "०", "𝟎"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_card_number_in_the_digits_of_another_script_is_found(number: str, zero: str) -> None:
    text = "".join(chr(ord(zero) + int(digit)) for digit in number)

    assert redact(text) == (f"[card number ending {number[-4:]}]", 1)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("at", [3, 6, 9])
def test_a_card_number_broken_over_a_quoted_line_inside_a_group_is_found(number: str, at: int) -> None:
    assert holds_card_number(f"> {number[:at]}\n> {number[at:]}")


@pytest.mark.parametrize("around", ["(%s)", "card:%s", "<%s>", '"%s"', "x%sx", "=%s;", "No.%s", "%s\n%%"])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_card_number_is_found_whatever_stands_around_it(number: str, around: str) -> None:
    assert holds_card_number(around % number)


def test_an_old_visa_in_the_groups_that_it_was_printed_in_is_found() -> None:
    assert holds_card_number("4222 222 222 222")


@pytest.mark.parametrize("text", ["42 4242 4242 424242", "4242 42424242 4242", "424 2424 2424 2424 2"])
def test_digits_in_groups_that_no_card_has_are_no_card_number(text: str) -> None:
    assert not holds_card_number(text)


def test_one_wrong_digit_makes_it_no_card_number() -> None:
    assert not holds_card_number("4242424242424241")


@pytest.mark.parametrize("between", [" ", "-", ".", "\n", ", ", " and "])
def test_two_card_numbers_in_a_row_are_two(between: str) -> None:
    text = between.join(["4242424242424242", "5555555555554444"])

    assert redact(text) == (f"[card number ending 4242]{between}[card number ending 4444]", 2)


@pytest.mark.parametrize(
    "text",
    [
        "1763802840000",  # milliseconds since 1970, today and for the next centuries
        "1763802840123456",
        "IMEI 490154203237518",
        "IMEI 356938035643809",
        "0.5309136012499991",
        "3.4242424242424242",
        "4539-1488-0343-6467-2211",
        "AAAA-4539-1488-0343-6467-2211",
        "+49 30 1234567",
        "+491512345678",
        "+44 20 7946 0958",
        "00 49 151 23456789",
        "+4915112345678",  # passes for a Visa of 13 digits
        "+49 15 11 23 45 67 8",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "42424242-4242-4242-8242-424242424242",
        "2026-11-22 09:14:00",
        "2026-11-22T09:14:00Z 2026-11-23T09:14:00Z",
        "22.11.2026 09.14",
        "4242 4242 4242",
        "4242, 4242, 4242, 4242",
        "ISBN 978-3-16-148410-0",
        "DE89 3704 0044 0532 0130 00",
        "0000000000000000",
        "1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16",
        "",
    ],
)
def test_other_long_numbers_are_no_card_numbers(text: str) -> None:
    assert redact(text) == (text, 0)


def test_of_random_digits_fewer_than_one_run_in_twenty_is_taken_for_a_card_number() -> None:
    dice = random.Random(20261122)  # noqa: S311
    hits = {}
    for length in range(13, 20):
        runs = ["".join(dice.choices("0123456789", k=length)) for _ in range(4_000)]
        hits[length] = sum(map(holds_card_number, runs)) / len(runs)
    print("taken for card numbers, by length:", {n: f"{share:.2%}" for n, share in hits.items()})  # noqa: T201

    assert max(hits.values()) < 0.05


cards_in_groups = st.builds(grouped, st.sampled_from(NUMBERS), st.sampled_from(["", *SEPARATORS.values()]))
digits = st.text(alphabet="0123456789 .-\n>", max_size=24)
texts = st.lists(cards_in_groups | digits | st.text(max_size=8)).map("".join)


@given(texts)
@example("4242424242424242.4242424242424242")
@example("3782-822463-10005-37828-22463-10005")
def test_redacted_text_holds_no_card_number_and_redacting_again_changes_nothing(text: str) -> None:
    once, count = redact(text)

    assert not holds_card_number(once)
    assert redact(once) == (once, 0)
    assert (count > 0) == holds_card_number(text)


@given(texts)
def test_what_is_no_card_number_stays_as_it_was(text: str) -> None:
    once, count = redact(text)

    assert once == text if count == 0 else once.count("[card number ending ") >= count


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["4", "4 ", "42424242 ", "4-", "4.", "4242\n> ", "> ", "4        ", "٤", "4242-", "3782 822463 "]
)
def test_a_hostile_text_costs_its_length_and_no_more(piece: str) -> None:
    began = process_time()
    redact((piece * 20_000)[:20_000])

    # Work that grows with the square of the length takes many seconds; what is done takes 0.3 s.
    assert process_time() - began < 5
