"""Mails that are made to take minutes or the whole stack: each ends with a sentence or a result."""

import contextlib
import time

import pytest

from helpers.hostile_markup import OVER_AND_OVER
from privacyctl.errors import BadInput
from privacyctl.mail import parse_message
from privacyctl.mail.markup import as_text
from privacyctl.mail.unquoted import unquoted
from privacyctl.model.ours import ours

pytestmark = pytest.mark.slow

HEADER = b"From: ann@acme.example\nDate: Mon, 03 Nov 2025 18:04:41 +0100\n"


@pytest.mark.parametrize(
    "value", [b"(" * 2000, b'"' * 20_000, b'"' * 2000, b"a@b.example," * 5000, b"\\" * 4000]
)
def test_a_from_line_made_to_break_the_parser_names_nobody(value: bytes) -> None:
    message = parse_message(b"From: " + value + b"\n" + HEADER.partition(b"\n")[2] + b"\nRemove it.")

    assert message.senders == ()
    assert message.text == "Remove it."


def test_a_from_line_beyond_the_bounds_makes_the_others_doubtful() -> None:
    assert parse_message(HEADER + b"From: " + b"(" * 2000 + b"\n\nRemove it.").senders == ()


def test_a_hundred_from_lines_name_nobody() -> None:
    assert parse_message(HEADER + b"From: a@b.example\n" * 99 + b"\nRemove it.").senders == ()


@pytest.mark.parametrize("name", [b"Subject", b"To", b"Message-ID", b"Received", b"Date", b"X"])
@pytest.mark.parametrize("value", [b"=?utf-8?q?a?= " * 20_000, b"(" * 60_000, b'"' * 60_000])
def test_a_header_of_any_name_does_not_stop_the_mail(name: bytes, value: bytes) -> None:
    message = parse_message(name + b": " + value + b"\n" + HEADER + b"\nRemove it.")

    assert message.text == "Remove it."


@pytest.mark.parametrize("name", [b"Content-Type", b"Content-Disposition", b"Content-Transfer-Encoding"])
@pytest.mark.parametrize("value", [b"text/plain; " + b"(" * 60, b"(" * 2000, b'"' * 20_000, b";" * 4000])
def test_a_malformed_content_header_leaves_the_text(name: bytes, value: bytes) -> None:
    assert parse_message(HEADER + name + b": " + value + b"\n\nRemove it.").text == "Remove it."


@pytest.mark.parametrize(
    "raw",
    [
        b"X: 1\n" * 3000 + b"\nx",
        b"".join(b"X%d: %s\n" % (n, b"a" * 60_000) for n in range(20)) + b"\nx",
        b"\n" + b"\n" * 700_000,
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(500)
        ),
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000,
        b"Content-Type: message/rfc822\n\n" * 5000,
    ],
    ids=["header lines", "header size", "lines", "nesting", "parts", "enclosed"],
)  # fmt: skip
def test_what_is_beyond_a_bound_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput, match=r"more than|nested too deeply"):
        parse_message(HEADER + raw)


def test_a_mail_as_large_as_is_read_at_all_ends() -> None:
    for body in (
        b"4" * 20_000_000,
        b"1 " * 500_000,
        b" " * 20_000_000,
        "\u0301\u0327".encode() * 300_000,
    ):
        assert len(parse_message(HEADER + b"\n" + body).text) <= 20_000


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<",
     "<a ", '<a "', '<a ">', "<head>", "<title>", "<script>", "<![CDATA[", "</", "<div>", "&#9", "<blockquote>",
     *OVER_AND_OVER],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "<a b='>", '<a b=">', "<a "])
@pytest.mark.parametrize("after", ["", ">x", "'>x", "'"])
def test_html_is_read_in_time_proportional_to_its_length(before: str, piece: str, after: str) -> None:
    assert as_text(before + piece * (100_000 // len(piece)) + after) is not None


def test_a_character_reference_of_a_million_digits_is_left_as_it_is() -> None:
    assert as_text("Remove &#" + "9" * 1_000_000 + "; it").startswith("Remove &#999")


@pytest.mark.parametrize(
    "piece",
    [">", " ", ">\n", " \n", "a:\n>\n",
     "From: a@b\n", "-----\n", "-", "_", "a@", "<a@b>:\n> x\n", "\n\n:\n>", "To: \n\n"],
)  # fmt: skip
def test_quotes_are_stripped_in_time_proportional_to_the_length(piece: str) -> None:
    text = piece * (300_000 // len(piece))

    assert len(unquoted(text)) <= len(text)


@pytest.mark.parametrize(
    "piece",
    ["a: ", "a:\n", "Email: a@b.example\n", "Name:\n",
     "【a】", "email ", " \t", "From: a@b\n", "2026 08:14 <a@b.example>:\n", "a@",
     "---- ", "##-", '{"a":', "[", "a=b&", "Name Ann\n", "\x1b$B", " ....", "enable html ",
     "é", "reply above this line\n"],
)  # fmt: skip
@pytest.mark.parametrize("sender", ["noreply@form.example", "boss@v.example", "ann@acme.example"])
def test_forms_forwards_and_borders_are_looked_for_in_bounded_time(piece: str, sender: str) -> None:
    head = f"From: {sender}\nSubject: Fwd: x\nX-FreeScout-Mail-Type: u\nDate: x\n\n"
    raw = (head + piece * (1_000_000 // len(piece.encode()))).encode()
    began = time.process_time()

    with contextlib.suppress(BadInput):
        parse_message(raw, ours=ours(None, "help@v.example"))

    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "name", ["Reply-To", "To", "List-Id", "List-Post", "X-Original-From", "Resent-From", "Subject"]
)
@pytest.mark.parametrize(
    "piece", ["via ", "a@", "a@b.example ", "=?utf-8?q?a?= ", "<", "unsub+" + "a" * 20 + "@v.example,"]
)
def test_no_header_that_may_say_who_asks_takes_long(name: str, piece: str) -> None:
    head = f"{name}: {piece * (60_000 // len(piece))}\nFrom: boss@v.example\nDate: x\n\nx"
    began = time.process_time()

    parse_message(head.encode(), ours=ours(None, "help@v.example"))

    assert time.process_time() - began < 5
