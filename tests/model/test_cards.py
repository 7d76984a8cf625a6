"""The card-number tripwire (promise P1)."""

from __future__ import annotations

import itertools
import math
import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.examples import settings
from privacyctl.errors import CardNumberRefused
from privacyctl.model.card_details import redact_mail
from privacyctl.model.cards import holds_card_number, redact
from privacyctl.model.text import prose

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


@given(
    st.sampled_from([number for number in NUMBERS if len(number) in {14, 15, 16, 19}]),
    st.text(
        st.characters(exclude_categories=["L", "N", "M", "C"], exclude_characters="&%\\#"),
        min_size=1,
        max_size=3,
    ),
)
def test_a_card_number_is_found_with_any_separator_that_is_no_letter(number: str, separator: str) -> None:
    assert redact(f"It is {grouped(number, separator)}.")[1] == 1


@pytest.mark.parametrize(
    "text",
    [
        "4111:1111:1111:1111",
        "4111,1111,1111,1111",
        "(4111)(1111)(1111)(1111)",
        "4111-1111_1111:1111",
        "4111 (1111) 1111 1111",
        "④" + "①" * 15,
        "⁴¹¹¹ ¹¹¹¹ ¹¹¹¹ ¹¹¹¹",
        "4\ufe0f\u20e3" + "1\ufe0f\u20e3" * 15,
        "4\u202e111\u202c1111 11111111",
        "4\u0301111\u0301 1111 1111 1111",
        "4111\u20691111\u00ad1111\u034f1111",
        "4111&nbsp;1111&nbsp;1111&nbsp;1111",
        "4111%201111%201111%201111",
        "4111%25201111%25201111%25201111",
        "&#52;&#x31;11111111111111",
        "%34%31%31%31111111111111",
        "4.111111111111111E+15",
        "4,111111111111111e15",
        "visa 4,111,111,111,111,111",
        "Card: 124111111111111111",
        "id=124111111111111111",
        "card_number=994111111111111111",
        "4111\u31641111\u31641111\u31641111",
        "4111\uffa01111\uffa01111\uffa01111",
        "4111\u115f1111\u11601111\u115f1111",
        "4111\u30fc1111\u30fc1111\u30fc1111",
        "4111\u00bd1111\u00bd1111\u00bd1111",
        "4111=201111=201111=201111",
        "4111=C2=A01111=C2=A01111=C2=A01111",
        "41=\n11 1111 1111=\r\n 1111",
        "=34=31=31=31" + "=31" * 12,
        "card=4111%201111%201111%201111",
        r"4111\n1111\n1111\n1111",
        "\u56db" + "\u4e00" * 15,
        "\u2463" + "\u246a" * 7 + "\u2460",
    ],
)
def test_a_card_number_is_found_however_it_is_spelt(text: str) -> None:
    redacted, count = redact(text)

    assert count == 1
    assert "[card number ending 1111]" in redacted
    assert redact(redacted) == (redacted, 0)


def letters_that_show_nothing() -> list[str]:
    """What is a letter to a pattern and none to the eye: fillers, and modifiers that stand alone."""
    return ["\u115f", "\u1160", "\u3164", "\uffa0"] + [
        chr(point) for point in range(0x10000) if unicodedata.category(chr(point)) == "Lm"
    ]


@given(st.sampled_from(NUMBERS), st.sampled_from(letters_that_show_nothing()))
def test_a_letter_that_does_not_show_parts_a_number_as_a_space_does(number: str, separator: str) -> None:
    assert redact(grouped(number, separator)) == redact(grouped(number, " "))


@given(
    st.sampled_from(NUMBERS),
    st.lists(st.integers(1, 18), min_size=1, max_size=8, unique=True),
    st.text(st.sampled_from(" -.,:;/()_|*\u00a0\u3164"), min_size=1, max_size=3),
    st.sampled_from(
        [
            "My Visa: {}",
            "card number {} exp 12/27, 123",
            "Karte (12/27): {}",
            "{} is my credit card",
            "cc={};",
        ]
    ),
)
def test_beside_a_card_word_a_number_is_found_in_groups_of_any_sizes(
    number: str, cuts: list[int], separator: str, around: str
) -> None:
    edges = [0, *(cut for cut in sorted(cuts) if cut < len(number)), len(number)]
    groups = [number[start:end] for start, end in itertools.pairwise(edges)]

    once, count = redact(around.format(separator.join(groups)))

    assert count == 1
    assert number[:-4] not in re.sub(r"\D", "", once)
    assert redact(once) == (once, 0)


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


def iban(dice: random.Random) -> str:
    """A German account's number with its check digits, in groups of four."""
    account = "".join(dice.choices("0123456789", k=18))
    plain = f"DE{98 - int(account + '131400') % 97:02}{account}"
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def article(dice: random.Random) -> str:
    """A product's number with its check digit (GS1 EAN-13)."""
    digits = "".join(dice.choices("0123456789", k=12))
    return digits + str(-sum(int(d) * (3 if at % 2 else 1) for at, d in enumerate(digits)) % 10)


def run_of(length: int) -> Callable[[random.Random], str]:
    return lambda dice: "".join(dice.choices("0123456789", k=length))


def lines(
    one: Callable[[random.Random], str], count: int, between: str = "\n"
) -> Callable[[random.Random], str]:
    return lambda dice: between.join(one(dice) for _ in range(count))


def below(most: int) -> Callable[[random.Random], str]:
    return lambda dice: str(dice.randrange(1, most))


def dated(form: str) -> Callable[[random.Random], str]:
    return lambda dice: form.format(
        y=dice.randrange(2010, 2031), m=dice.randrange(1, 13), d=dice.randrange(1, 29)
    )


def dotted(dice: random.Random) -> str:
    return ".".join(str(dice.randrange(most)) for most in (20, 20, 3000))


FOUR = run_of(4)
COLUMNS = {
    f"{count} numbers of {size} digits, parted by {name}": lines(run_of(size), count, between)
    for size, count in (
        (2, 12),
        (3, 12),
        (4, 4),
        (4, 6),
        (4, 12),
        (5, 12),
        (6, 12),
        (7, 12),
        (8, 4),
        (8, 12),
        (9, 8),
    )
    for name, between in {"line break": "\n", "space": " ", "tab": "\t", "cell": "</td><td>"}.items()
}
TABLES = {f"a table of {count} columns": lines(lines(FOUR, count, "\t"), 8) for count in (2, 3, 4, 5)}
ROWS_OF_OTHERS: dict[str, Callable[[random.Random], str]] = {
    "a column of any numbers": lines(below(100_000), 12),
    "a column of prices": lines(lambda dice: f"{dice.randrange(1, 9999)}.{dice.randrange(100):02}", 10),
    "a row of prices": lines(lambda dice: f"{dice.randrange(1, 9999)}.{dice.randrange(100):02}", 6, " "),
    "dates of ISO": lines(dated("{y}-{m:02}-{d:02}"), 8),
    "dates with dots": lines(dated("{d:02}.{m:02}.{y}"), 8),
    "dates without marks": lines(dated("{y}{m:02}{d:02}"), 8),
    "years below one another": lines(dated("{y}"), 10),
    "phone numbers": lines(lambda dice: f"+49 {dice.randrange(100, 999)} {run_of(7)(dice)}", 6),
    "phone numbers of America": lines(
        lambda dice: f"{dice.randrange(200, 999)}-{run_of(3)(dice)}-{FOUR(dice)}", 6
    ),
    "articles with how many": lines(lambda dice: f"{article(dice)} {dice.randrange(1, 20)}", 6),
    "versions": lines(dotted, 8),
    "places on the map": lines(lambda dice: f"{dice.uniform(-90, 90):.6f}, {dice.uniform(-180, 180):.6f}", 4),
    "a parcel of USPS": lambda dice: f"94{run_of(2)(dice)} {lines(FOUR, 4, ' ')(dice)} {run_of(2)(dice)}",
    "a parcel of UPS": lambda dice: f"1Z{run_of(16)(dice)}",
    "a parcel of DHL": lambda dice: f"00340434{run_of(12)(dice)}",
    "orders below one another": lines(below(10**6), 10),
    "long orders below one another": lines(lambda dice: f"#{dice.randrange(10**9, 10**10)}", 10),
    "postal codes": lines(lambda dice: f"{run_of(5)(dice)}-{FOUR(dice)}", 6),
    "addresses of machines": lines(lines(below(256), 4, "."), 4),
    "times of day": lines(lambda dice: f"{dice.randrange(24):02}:{dice.randrange(60):02}", 10),
    "digits of a list": lines(run_of(1), 20, ", "),
    "marks of a survey": lambda dice: " ".join(str(dice.randint(1, 5)) for _ in range(dice.randint(8, 40))),
    "marks of a survey in a table": lambda dice: "\t".join(
        str(dice.randint(1, 6)) for _ in range(dice.randint(8, 40))
    ),
    "scores between bars": lambda dice: "|".join(str(dice.randint(1, 9)) for _ in range(dice.randint(8, 40))),
    "scores below one another": lambda dice: "\n".join(
        str(dice.randint(1, 9)) for _ in range(dice.randint(8, 40))
    ),
    "a square of digits": lambda dice: "\n".join(
        " ".join(str(dice.randint(1, 9)) for _ in range(9)) for _ in range(9)
    ),
}
LOOK_ALIKES: dict[str, Callable[[random.Random], str]] = {
    "four numbers of a list": lambda dice: ", ".join(FOUR(dice) for _ in range(4)),
    "eight numbers of a list": lambda dice: ", ".join(FOUR(dice) for _ in range(8)),
    "an address of IPv6": lambda dice: ":".join(FOUR(dice) for _ in range(8)),
    "sixteen digits with thousands": lambda dice: f"{dice.randrange(10**15, 10**16):,}",
    "six amounts": lambda dice: " ".join(
        f"{dice.randrange(10**4)}.{dice.randrange(100):02}" for _ in range(6)
    ),
    "a place on the map": lambda dice: f"{dice.uniform(-90, 90):.6f}, {dice.uniform(-180, 180):.6f}",
    "a float": lambda dice: f"{dice.uniform(1, 10):.15f}E+15",
    "an IBAN": iban,
    "articles side by side": lambda dice: " ".join(article(dice) for _ in range(4)),
    "articles below one another": lambda dice: "\n".join(article(dice) for _ in range(4)),
    "a UUID": lambda dice: f"{dice.getrandbits(128):032x}",
    "a phone number": lambda dice: f"+49 {dice.randrange(100, 999)} {FOUR(dice)} {FOUR(dice)}",
    "four years": lambda dice: ", ".join(str(dice.randrange(1950, 2040)) for _ in range(4)),
    "an order of a marketplace": lambda dice: (
        f"{dice.randrange(100, 999)}-{run_of(7)(dice)}-{run_of(7)(dice)}"
    ),
    "a moment": lambda dice: (
        f"2026-{dice.randrange(1, 13):02}-11T09:{dice.randrange(60):02}:00.{run_of(6)(dice)}Z"
    ),
    **COLUMNS,
    **TABLES,
    **ROWS_OF_OTHERS,
}
PARTED = {
    "line": "<br>",
    "cell": "</td><td>", "table": '</td>\n   <td align="right">', "span": "</span> <span style='margin:0 4px'>",
    "paragraph": "</p>\r\n<p>", "inside a word": "<wbr>", "comment": "<!-- 2 -->", "item": "</li>\n<li>",
    "no-break": "&nbsp;&nbsp;&nbsp;", "space by number": "&#32;", "hexadecimal": "&#x20;", "wide": "&ensp;",
    "lines of spaces": "<br>\n&nbsp;&nbsp;", "nine spaces": " " * 9,
    "forty spaces": " " * 40, "tab": "\t", "tabs": "\t\t\t",
    "empty line": "\n\n", "empty line of a mail": "\r\n\r\n", "indented line": "  \n     ", "quoted line": "\n>> > ",
}  # fmt: skip
"""What parts the groups of a number in a mail: the marks of HTML, and wide or empty space."""


@pytest.mark.parametrize("parted", PARTED)
@pytest.mark.parametrize("number", ["4111111111111111", "378282246310005", "30569309025904"])
def test_a_card_number_is_found_in_the_groups_of_a_table_or_of_html(number: str, parted: str) -> None:
    for text in (
        "My number is {} thanks",
        "Number:\n{}\nExp 12/27\n",
        "<p>{}</p>",
        "{}" + PARTED[parted] + "1227",
    ):
        assert redact(text.format(grouped(number, PARTED[parted])))[1] == 1, text


@pytest.mark.parametrize(
    "parted", [",", ", ", ";", " , ", ":", " - ", "/", "<br>", "&nbsp;", "\n", "</td><td>"]
)
@pytest.mark.parametrize("number", ["4111111111111111", "378282246310005", "30569309025904"])
def test_a_card_number_is_found_digit_by_digit_whatever_parts_them(number: str, parted: str) -> None:
    assert redact(f"It is {parted.join(number)} thanks")[1] == 1


@pytest.mark.parametrize("between", [" ", "\t", "\n", "<br>"])
def test_two_cards_in_one_row_of_groups_are_two(between: str) -> None:
    row = between.join([grouped("4242424242424242", between), grouped("5555555555554444", between)])

    assert redact(row)[1] == 2


def test_of_all_honest_look_alikes_together_few_are_taken_for_a_card_number() -> None:
    dice = random.Random(20261202)  # noqa: S311
    taken = [holds_card_number(kind(dice)) for kind in LOOK_ALIKES.values() for _ in range(20)]

    assert sum(taken) <= 0.03 * len(taken)


@pytest.mark.parametrize("text", ["Paid by Visa: {}", "{} by card"])
def test_beside_a_card_word_most_look_alikes_are_no_card_number_either(text: str) -> None:
    dice = random.Random(20261203)  # noqa: S311
    taken = [holds_card_number(text.format(kind(dice))) for kind in LOOK_ALIKES.values() for _ in range(20)]

    assert sum(taken) <= 0.04 * len(taken)


def test_of_two_cards_beside_a_card_word_each_is_found() -> None:
    assert redact("cards: 411111 1111111111, 555555 5555554444")[1] == 2


def test_a_code_behind_a_number_is_not_taken_for_its_last_digits() -> None:
    assert "ending 4242]" in redact("Visa 424242 4242424242 004")[0]


def test_a_placeholder_is_no_part_of_a_number() -> None:
    text = "Visa [card number ending 4242], 12/27 123 80331"

    assert redact(text) == (text, 0)


@pytest.mark.slow
@pytest.mark.parametrize("kind", LOOK_ALIKES)
def test_of_honest_look_alikes_at_most_three_in_a_hundred_are_taken_for_a_card_number(kind: str) -> None:
    dice = random.Random(20261201)  # noqa: S311
    draws = 20 * settings().max_examples  # ten times as many with the profile `far`
    by_chance = 2 * math.sqrt(0.03 * 0.97 * draws)

    assert sum(holds_card_number(LOOK_ALIKES[kind](dice)) for _ in range(draws)) <= 0.03 * draws + by_chance


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("4242424242424242 exp 12/27 CVV 123", "[card number ending 4242] exp [expiry] CVV [security code]"),
        ("My Visa: exp 12/2027, CVC: 1234", "My Visa: exp [expiry], CVC: [security code]"),
        ("Kreditkarte, Prüfziffer ist 123", "Kreditkarte, Prüfziffer ist [security code]"),
        ("IBAN DE89 3704 0044 0532 0130 00, please", "IBAN [bank account], please"),
        ("gb82west12345698765432", "[bank account]"),
        ("ab12 DE89 3704 0044 0532 0130 00", "ab12 [bank account]"),
    ],
)
def test_what_stands_beside_a_card_goes_with_it(text: str, kept: str) -> None:
    once, count = redact_mail(text)

    assert once == kept
    assert count > 0
    assert redact_mail(once) == (once, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Room 123, CVV is what my form asks for",
        "We met on 12/24 and my business card has no number",
        "DE89 3704 0044 0532 0130 01",
        "Version 12/27 of the CID 123",
    ],
)
def test_what_stands_beside_no_card_stays(text: str) -> None:
    assert redact_mail(text) == (text, 0)


def test_a_security_code_beside_a_card_word_is_refused_where_it_is_typed() -> None:
    with pytest.raises(CardNumberRefused):
        prose("Visa exp 12/27 CVC 123", "note")

    assert prose("the CVC field of the form is broken", "note")


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


HOSTILE = ["1 ", "4 ", "4 1 ", "41 ", "1.1.", "12 ", "1", "4", "1\u00ad", "42424242 ", "4-1-", "4.", "4, ", "4242\n> ",
    "> ", "4        ", "٤", "4242-", "3782 822463 ", "&#52;", "<b>4</b>", "=34", "%34", "ab12 ", "DE89 3704 ",
    "DE89 3704 0044 0532 0130 00 ", "card 4 1 ", "cvv 123 card ",
    "12/27 card ", "visa 123.45 ", "①", "4\u3164"]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_costs_its_length_and_no_more(piece: str) -> None:
    def cost(length: int) -> float:
        text = (piece * length)[:length]
        began = process_time()
        redact_mail(text)
        return process_time() - began

    # Work that grows with the square of the length takes 16 times as long for four times of it.
    assert cost(200_000) < 8 * cost(50_000) + 0.2
