"""E-mail addresses: which spellings are one mailbox, and which are not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from privacyctl.errors import BadInput, CardNumberRefused
from privacyctl.model.address import Address, domain_shown, is_plain, match_key, parse_address

SAME = [
    ("ann@example.com", "ANN@Example.COM"),
    ("ann@example.com", "  ann@example.com\n"),
    ("ann@straße.de", "ann@xn--strae-oqa.de"),
    ("ann@straße.de", "Ann@XN--STRAE-OQA.DE"),
    ("ann@STRAßE.de", "ann@straße.de"),
    ("ann@münchen.example", "ann@mu\u0308nchen.example"),
    ("ann@münchen.example", "ann@xn--mnchen-3ya.example"),
    ("ann@münchen.example", "ANN@MÜNCHEN.EXAMPLE"),
    ("ann@münchen.example", "ann@münchen。example"),
    ("josé@example.com", "jose\u0301@example.com"),
    ("josé@example.com", "JOSÉ@EXAMPLE.COM"),
    ("νίκος.παπάς@example.gr", "ΝΊΚΟΣ.ΠΑΠΆΣ@EXAMPLE.GR"),
    ("ann@例え.jp", "ann@xn--r8jz45g.jp"),
]
APART = [
    ("ann@straße.de", "ann@strasse.de"),
    ("ann+news@example.com", "ann@example.com"),
    ("ann.lee@example.com", "annlee@example.com"),
    ("josé@example.com", "jose@example.com"),
    ("straße@example.com", "strasse@example.com"),
    ("ﬁn@example.com", "fin@example.com"),  # NFKC would join them
    ("ann²@example.com", "ann2@example.com"),
    ("ａnn@example.com", "ann@example.com"),
    ("ann@example.com", "ann@mail.example.com"),
    ("аnn@example.com", "ann@example.com"),  # Cyrillic а
    ("ann@аpple.com", "ann@apple.com"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_a_mailbox_share_one_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other) is not None


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_mailboxes_have_two_keys(one: str, other: str) -> None:
    assert None not in {match_key(one), match_key(other)}
    assert match_key(one) != match_key(other)


def test_the_spelling_that_was_given_is_kept() -> None:
    assert parse_address(" Ann.Lee+News@Example.COM ") == Address(
        "Ann.Lee+News@Example.COM", "ann.lee+news@example.com"
    )
    assert parse_address("José@Straße.de").given == "José@Straße.de"


@pytest.mark.parametrize("text", ["ann..lee@docomo.example", "ann.@docomo.example", ".ann@docomo.example"])
def test_addresses_of_japanese_phones_are_taken_and_their_dots_count(text: str) -> None:
    assert parse_address(text.upper()) == Address(text.upper(), text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "@example.com",
        "ann@",
        "ann@example",
        "ann@@example.com",
        "ann@example..com",
        "...@example.com",
        "ann lee@example.com",
        "Ann Lee <ann@example.com>",
        "ann@example.com, bo@example.com",
        "ann@example.com]<bo@example.org>",
        "ann@example.com\nBcc: bo@example.org",
        "ann＠example.com",
        "ann@-example.com",
        "ann@exa_mple.com",
        "ann@[127.0.0.1]",
        '"ann lee"@example.com',
        "ann@xn--zzzzzz.de",
        "ann@example.com\0",
        "ann\u200b@example.com",
        "ann\u202e@example.com",
        "ann@" + "a" * 64 + ".com",
        "ann@" + "a." * 130 + "com",
        "a" * 20_000,
        "a@" * 10_000,
        "é" * 20_000 + "@example.com",
    ],
)
def test_anything_else_is_refused_and_never_repeated(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_address(text)

    said = f"{refusal.value.sentence} {refusal.value.hint}"
    assert text.strip() == "" or text.strip() not in said
    assert "bo@" not in said
    assert refusal.value.status == 2
    assert match_key(text) is None


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("ann@аpple.com", "xn--pple-43d.com"),
        ("ann@straße.de", "xn--strae-oqa.de"),
        ("ann@apple.com", None),
        ("josé@apple.com", None),
        ("no address", None),
        ("ann@@straße", None),
    ],
)
def test_a_look_alike_domain_is_shown_in_punycode(address: str, domain: str | None) -> None:
    assert domain_shown(address) == domain


local_parts = st.from_regex(
    r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]{1,20}(\.[A-Za-z0-9_+-]{1,10}){0,2}", fullmatch=True
)
domains = st.from_regex(r"([A-Za-z0-9]{1,10}\.){1,3}[A-Za-z]{2,6}", fullmatch=True)
letters = st.characters(categories=["Ll", "Lu", "Lo", "Mn", "Nd"])


@given(local_parts, domains)
def test_a_plain_address_has_its_lower_case_as_key_in_either_case(local: str, domain: str) -> None:
    address = f"{local}@{domain}"

    assert is_plain(address) or "xn--" in address.lower()
    assert match_key(address) == match_key(address.swapcase()) == address.lower()


@given(st.text(letters, min_size=1, max_size=12), st.text(letters, min_size=1, max_size=12))
@example("İ", "İ")
@example("ΑΣ", "ΑΣ")
@example("ſ", "ß")
@example("\u0345", "ΐ")
def test_a_key_is_its_own_key_and_is_blind_to_composition(local: str, domain: str) -> None:
    address = f"{local}@{domain}.example"
    key = match_key(address)

    assert key is None or match_key(key) == key
    for form in ("NFC", "NFD"):
        again = match_key(unicodedata.normalize(form, address))
        assert again in {key, None} or key is None


hostile = st.text(max_size=80) | st.text(alphabet="aé@. \"<>()[]\\,;:'\u200b\u0301xn-ß＠\n", max_size=60)


@given(hostile | st.tuples(hostile, hostile).map("@".join))
@example("ann@xn--a.de")
@example("ann@\u0301.de")
@example('"\\')
@example("ann@exa'mple.de")
@example("a@b. c")
def test_no_text_raises_anything_but_bad_input_nor_is_it_repeated(text: str) -> None:
    try:
        parse_address(text)
    except BadInput as refusal:
        said = f"{refusal.sentence} {refusal.hint}"
    else:
        said = ""

    # A run of letters of the text, of a length that English does not happen to share.
    assert not any(text[at : at + 12] in said for at in range(len(text) - 11))
    assert said.isascii()


@given(
    st.text(alphabet="qxzj", min_size=4, max_size=12),
    st.sampled_from(
        [
            "%s",
            "%s@",
            "@%s",
            "%s@%s",
            "%s@%s..de",
            "%s'%s@d.de",
            "a@%s.%s_",
            "a@xn--%s.de",
            "%s é@%s.de",
            'a@"%s: %s".de',
            "a@-%s.de",
            "é\u200b%s@%s.de",
        ]
    ),
)
def test_no_word_of_an_address_is_in_the_refusal(word: str, shape: str) -> None:
    text = shape.replace("%s", word)
    try:
        parse_address(text)
    except BadInput as refusal:
        said = f"{refusal.sentence} {refusal.hint}"
    else:
        said = ""

    assert word not in said


def test_a_card_number_is_no_address() -> None:
    with pytest.raises(CardNumberRefused) as refused:
        parse_address("4111111111111111@example.com")

    assert "e-mail address" in refused.value.sentence


def test_more_than_sixty_four_characters_before_the_at_sign_are_refused() -> None:
    with pytest.raises(BadInput):
        parse_address(f"{'a' * 65}@example.com")
