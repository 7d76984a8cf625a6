import hashlib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from privacyctl.errors import BadInput
from privacyctl.mail import parse_message, read_message
from privacyctl.model import cards

HERE = Path(__file__).parent
CARD = "4242 4242 4242 4242"


def mail(body: bytes = b"Please remove it.", *headers: str) -> bytes:
    lines = headers or ("From: ann@acme.example", "Date: Mon, 03 Nov 2025 18:04:41 +0100")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def at(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp())  # type: ignore[misc, arg-type]


def test_an_outlook_reply_is_read_without_what_it_quotes() -> None:
    message = read_message(HERE / "request-takedown-outlook-reply.eml")

    assert [sender.given for sender in message.senders] == ["ann@acme.example"]
    assert message.received_at == at(2025, 11, 3, 17, 5)
    assert message.dated_at == at(2025, 11, 3, 17, 4, 41)
    assert message.message_id == "<x1@acme.example>"
    assert message.text == (
        "Bitte entfernen Sie unser Logo und meine Aussage („great tool“) von Ihrer Kundenliste. "
        "My card was [card number ending 4242]."
    )
    assert message.redacted == 1


def test_an_automatic_unsubscribe_has_no_receipt_but_its_claim() -> None:
    path = HERE / "list-unsubscribe-mailto-auto.eml"
    message = read_message(path)

    assert [sender.key for sender in message.senders] == ["ann@example.com"]
    assert message.received_at is None
    assert message.dated_at == at(2025, 11, 3, 9, 12)
    assert message.sha256 == hashlib.sha256(path.read_bytes()).digest()
    assert message.redacted == 0


# --- Files that are no mail ---------------------------------------------------------------


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no file"):
        read_message(tmp_path / "gone.eml")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        read_message(tmp_path)


def test_a_file_of_100_mb_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "big.eml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))

    with pytest.raises(BadInput, match="larger than 30 MB"):
        read_message(path)


def test_a_large_mail_is_refused_however_it_comes() -> None:
    with pytest.raises(BadInput, match="larger than 30 MB"):
        parse_message(mail(b"a" * 30_000_000))


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \n", "empty"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), r"Outlook \.msg"),
        (mail().decode().encode("utf-16"), "UTF-16"),
        (mail().decode().encode("utf-16-le"), "UTF-16"),
        (mail().decode().encode("utf-16-be"), "UTF-16"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "not a mail"),
        (b"<!DOCTYPE html>\n<p>Please remove it.", "not a mail"),
        (b"Subject: remove\nTo: support@vendor.example\n\nPlease.", "not a mail"),
        (b"90000\nFrom: ann@acme.example\n\nPlease.", "cut short"),
    ],
)
def test_what_is_no_mail_is_refused_with_a_hint(raw: bytes, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence) as refusal:
        parse_message(raw)

    assert refusal.value.hint


def test_a_refusal_repeats_nothing_of_the_file() -> None:
    with pytest.raises(BadInput) as refusal:
        parse_message(b"Reply-To: ann@acme.example\n\nPlease.")

    assert "ann" not in f"{refusal.value.sentence} {refusal.value.hint}"


# --- Files that are a mail in another wrapping -----------------------------------------------


def test_a_byte_order_mark_before_the_header_is_skipped() -> None:
    message = parse_message(b"\xef\xbb\xbf" + mail())

    assert [sender.key for sender in message.senders] == ["ann@acme.example"]


def test_a_mail_with_carriage_returns_alone_is_recovered() -> None:
    message = parse_message(mail(b"Please\r\nremove it.").replace(b"\r\n", b"\r"))

    assert [sender.key for sender in message.senders] == ["ann@acme.example"]
    assert message.text == "Please\nremove it."


def test_an_apple_mail_file_is_read_without_its_count_and_its_property_list() -> None:
    inner = mail(b"Please remove it.\n")
    raw = b"%-10d\n" % len(inner) + inner + b'<?xml version="1.0"?>\n<plist></plist>\n'
    message = parse_message(raw)

    assert [sender.key for sender in message.senders] == ["ann@acme.example"]
    assert message.text == "Please remove it."
    assert message.sha256 == hashlib.sha256(raw).digest()


def test_an_mbox_of_one_mail_is_read() -> None:
    message = parse_message(
        b"From ann@acme.example Mon Nov  3 18:04:41 2025\n" + mail(b"\n>From now on: remove it.\n")
    )

    assert [sender.key for sender in message.senders] == ["ann@acme.example"]
    assert message.text == "From now on: remove it."


def test_a_sentence_that_begins_with_from_is_no_second_mail() -> None:
    message = parse_message(
        b"From ann@acme.example Mon Nov  3 18:04:41 2025\n" + mail(b"Hello\n\nFrom 10:00 in 2025\nRemove it.")
    )

    assert "Remove it." in message.text


def test_an_mbox_of_several_mails_is_refused() -> None:
    one = b"From ann@acme.example Mon Nov  3 18:04:41 2025\n" + mail(b"Please.\n")

    with pytest.raises(BadInput, match="several mails"):
        parse_message(one + b"\n" + one)


# --- The text --------------------------------------------------------------------------------


def composed(plain: str | None = None, html: str | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Ann Lee <ann@acme.example>"
    if plain is not None:
        made.set_content(plain)
    if html is not None and plain is not None:
        made.add_alternative(html, subtype="html")
    elif html is not None:
        made.set_content(html, subtype="html")
    return made


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_transfer_encodings_are_decoded(encoding: str) -> None:
    made = composed()
    made.set_content("Bitte löschen – 削除してください\n", cte=encoding)

    assert parse_message(made.as_bytes()).text == "Bitte löschen – 削除してください"


@pytest.mark.parametrize(
    ("charset", "body", "text"),
    [
        ("windows-1252", b"\x84l\xf6schen\x93", "„löschen“"),
        ("iso-8859-1", b"\x84l\xf6schen\x93", "„löschen“"),
        ("us-ascii", "„löschen“".encode(), "„löschen“"),
        ("us-ascii", b"\x84l\xf6schen\x93", "„löschen“"),
        ("x-unknown", "„löschen“".encode(), "„löschen“"),
        ("x-unknown", b"\x84l\xf6schen\x93", "„löschen“"),
        ("ansi_x3.110-1983", b"l\xf6schen", "löschen"),
        ("base64", b"remove", "remove"),
        ("utf-8", b"l\xf6schen", "löschen"),
        ("utf-8", "löschen – ".encode() + b"\xff", "löschen – \ufffd"),
        ("iso-2022-jp", "削除".encode("iso-2022-jp"), "削除"),
        ("iso-2022-jp", "削除".encode(), "削除"),
        ("koi8-r", "удалите".encode("koi8-r"), "удалите"),
        ("gb2312", "删除€".encode("gb18030"), "删除€"),
        ("iso-8859-8-i", "הסר".encode("iso-8859-8"), "הסר"),
        ("utf-16", "löschen".encode("utf-16"), "löschen"),
        ("utf-7", b"l+APY-schen", "löschen"),
        ("unicode_escape", b"re\\ud800move", "re\\ud800move"),
    ],
)
def test_a_charset_that_is_wrong_or_unknown_loses_no_text(charset: str, body: bytes, text: str) -> None:
    message = parse_message(mail(body, "From: a@b.example", f"Content-Type: text/plain; charset={charset}"))

    assert message.text == text


def test_text_without_a_charset_may_be_utf_8() -> None:
    assert parse_message(mail("löschen".encode())).text == "löschen"


def test_plain_text_is_preferred_to_html() -> None:
    message = parse_message(composed("Plainly: remove it.", "<p>Prettily: remove it.").as_bytes())

    assert message.text == "Plainly: remove it."


def test_html_is_read_where_the_plain_text_is_blank() -> None:
    assert parse_message(composed("\n \n", "<p>Remove it.</p>").as_bytes()).text == "Remove it."


def test_html_alone_is_read_as_text_without_its_quote() -> None:
    message = parse_message(
        composed(
            html='<style>p {}</style><div dir="ltr">Please remove<br>our logo.</div>'
            '<div class="gmail_quote"><div class="gmail_attr">On Mon, Nov 3, 2025 at 9:12 AM V &lt;'
            '<a href="mailto:v@vendor.example">v@vendor.example</a>&gt; wrote:<br></div>'
            '<blockquote class="gmail_quote">Thanks! To unsubscribe reply STOP.</blockquote></div>'
        ).as_bytes()
    )

    assert message.text == "Please remove\nour logo."


def test_text_below_a_picture_is_read_too() -> None:
    made = composed("Above.")
    made.add_attachment(b"\x89PNG", "image", "png", disposition="inline")
    made.add_attachment("Below.", disposition="inline")

    assert parse_message(made.as_bytes()).text == "Above.\n\nBelow."


def test_attachments_are_not_read() -> None:
    made = composed("Please see the attachment.")
    made.add_attachment("secret plans", filename="plans.txt")
    made.add_attachment(composed("a forwarded mail"))

    assert parse_message(made.as_bytes()).text == "Please see the attachment."


def test_nul_and_half_characters_are_taken_out() -> None:
    utf_7 = mail(b"re\0move +2AA- it", "From: a@b.example", "Content-Type: text/plain; charset=utf-7")
    message = parse_message(utf_7)

    assert message.text == "remove ? it"


def test_text_is_kept_in_one_normal_form() -> None:
    assert parse_message(mail("lo\u0308schen".encode())).text == "l\u00f6schen"


def test_a_long_text_is_cut_and_says_so() -> None:
    message = parse_message(mail(b"Please remove it. " * 2000))

    assert message.text.endswith("\n[… cut]")
    assert 19_900 < len(message.text) <= 20_000


def test_a_cut_through_a_run_of_digits_leaves_no_card_number() -> None:
    longer = "4242424242424242" + "0" * 10  # no card number: it is too long
    for pad in range(19_940, 19_970):
        message = parse_message(mail(b"a" * pad + b" " + longer.encode() + b" " * 300 + b"z"))

        assert not cards.holds_card_number(message.text)


def test_a_mail_of_quotes_alone_is_kept_whole() -> None:
    assert parse_message(mail(b"> great\r\n> tool\r\n")).text == "> great\n> tool\n"


def test_a_mail_without_a_body_has_an_empty_text() -> None:
    assert parse_message(mail(b"")).text == ""


# --- Card numbers ----------------------------------------------------------------------------


def test_without_a_card_number_the_hash_is_of_the_file() -> None:
    raw = mail()
    message = parse_message(raw)

    assert (message.redacted, message.sha256) == (0, hashlib.sha256(raw).digest())


@pytest.mark.parametrize(
    "raw",
    [
        mail(f"My card: {CARD}".encode()),
        mail(b"Please.\r\n\r\n> My card: 4242 4242\r\n> 4242 4242\r\n"),
        mail(b"My card: 4242 4242 42=\r\n42 4242", "From: a@b.example", "Content-Transfer-Encoding: quoted-printable"),
        mail(b"x", "From: a@b.example", f"Subject: {CARD}"),
        mail(b"x", "From: a@b.example", "Subject: =?utf-8?b?NDI0MiA0MjQyIDQyNDIgNDI0Mg==?="),
        mail(b"x", "From: a@b.example", "Message-ID: <4242424242424242@b.example>"),
        composed("See the HTML.", f"<p>{CARD}").as_bytes(),
        composed("See the HTML.", "<p>4242 4242 <b>4242</b> 4242").as_bytes(),
        mail(
            b"--b\n\nx\n--b\nContent-Type: text/csv; name=a.csv\nContent-Transfer-Encoding: base64\n\n"
            b"Y2FyZCw0MjQyNDI0MjQyNDI0MjQy\n--b--\n",
            "From: a@b.example",
            "Content-Type: multipart/mixed; boundary=b",
        ),
        mail(
            b"before the parts 4242424242424242\n--b\n\nx\n--b--\n",
            "From: a@b.example",
            "Content-Type: multipart/mixed; boundary=b",
        ),
    ],
    ids=[
        "text", "quote", "soft-break", "subject", "encoded", "id", "html", "tags", "attachment", "preamble",
    ],
)  # fmt: skip
def test_where_a_card_number_stands_the_file_is_not_hashed(raw: bytes) -> None:
    message = parse_message(raw)

    assert message.redacted >= 1
    assert message.sha256 != hashlib.sha256(raw).digest()
    assert not cards.holds_card_number(f"{message.text} {message.message_id}")


def test_the_hash_of_a_redacted_mail_does_not_depend_on_the_number() -> None:
    one, other = (parse_message(mail(f"card {n}".encode())) for n in (CARD, "4000 0000 0002 4242"))
    assert one.redacted == other.redacted == 1

    assert one.sha256 == other.sha256


def test_different_mails_with_the_same_redacted_text_have_different_hashes() -> None:
    one, other = (
        parse_message(mail(CARD.encode(), f"From: {who}@b.example", f"Message-ID: <{who}@b.example>"))
        for who in ("ann", "bob")
    )

    assert one.text == other.text
    assert one.sha256 != other.sha256


def test_digits_that_only_stripping_brings_together_are_redacted_too() -> None:
    message = parse_message(mail(b"4242 4242\n> which card?\n4242 4242"))

    assert message.text == "[card number ending 4242]"
    assert message.redacted == 1
