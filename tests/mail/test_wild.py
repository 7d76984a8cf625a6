# ruff: noqa: E501  (a mail is a line here)
"""Mails as servers, forms and mail programs write them: who asks, in what words, and what carried them."""

from __future__ import annotations

from pathlib import Path

import pytest

from privacyctl.mail import read_message
from privacyctl.model.letter import Carrier, Doubt, MailKind
from privacyctl.model.message import Message
from privacyctl.model.moment import iso
from privacyctl.model.ours import Ours, ours

WILD = Path(__file__).parent / "wild"
OURS = ours("mx.v.example", "support@v.example")
ANN = "ann@acme.example"


def wild(name: str, known: Ours = OURS) -> Message:
    return read_message(WILD / f"{name}.eml", server="mx.v.example", ours=known)


def asks(message: Message) -> str | None:
    assert message.who is not None
    return message.who.address.key if message.who.address else None


def offered(message: Message) -> list[str]:
    assert message.who is not None
    return [one.key for one in message.who.candidates]


@pytest.mark.parametrize(
    ("name", "kind", "who", "others", "words"),
    [
        ("03-form", MailKind.FORM, ANN, [], "Please take my quote and our logo off your website.\nAnd no more newsletters."),
        ("03-netlify", MailKind.FORM, ANN, [], "Bitte nehmen Sie unser Logo von der Seite."),
        ("03-cf7", MailKind.FORM, ANN, [],
         "Please take our logo off your customers page.\nemail: boss@acme.example may be asked if you doubt it."),
        ("03-list", MailKind.LIST, ANN, [], "Please send me no more news."),
        ("03-help-desk", MailKind.FORM, None, [], "Please take our logo off your customers page."),
        ("03-forwarded", MailKind.HUMAN, None, [ANN], "Please take our logo and the quote off your site."),
        ("03-unsubscribe", MailKind.TOKEN, "ann.lee@home.example", [], ""),
        ("03-bounce-of-answer", MailKind.REPORT, None, [ANN], None),
        ("03-dsn", MailKind.REPORT, None, [ANN], None),
        ("03-auto-reply", MailKind.AUTOMATIC, None, [ANN], "I am away until Monday."),
        ("06-utf8-as-latin1", MailKind.HUMAN, ANN, [], "Bitte das Logo löschen"),
        ("06-iso-2022-jp-nec", MailKind.HUMAN, ANN, [], "㈱ Acme ロゴを削除してください"),
        ("06-iso-2022-jp-no-charset", MailKind.HUMAN, ANN, [], "ロゴを削除してください"),
        ("06-windows-31j", MailKind.HUMAN, ANN, [], "①ロゴを削除してください"),
        ("06-x-gbk", MailKind.HUMAN, ANN, [], "请删除我们的标志"),
        ("06-ks-c-5601", MailKind.HUMAN, ANN, [], "로고를 삭제해 주세요"),
        ("07-quoted-cte", MailKind.HUMAN, ANN, [], "Bitte das Logo löschen."),
        ("07-wrong-boundary", MailKind.HUMAN, ANN, [], "Please take our logo off your customer page. Keep the quote."),
        ("12-from-address-twice", MailKind.HUMAN, ANN, [], "Please remove our quote."),
        ("12-from-docomo", MailKind.HUMAN, "ann..lee@docomo.example", [], "Please remove me."),
        ("13-quote-french", MailKind.HUMAN, ANN, [], "Merci de retirer notre logo."),
        ("13-quote-yahoo", MailKind.HUMAN, ANN, [], "Please remove us."),
        ("13-quote-zoho", MailKind.HUMAN, ANN, [], "Please remove our logo."),
    ],
)  # fmt: skip
def test_nobody_but_ann_asks_and_no_word_is_lost(
    name: str, kind: MailKind, who: str | None, others: list[str], words: str | None
) -> None:
    message = wild(name)

    assert (message.kind, asks(message), offered(message)) == (kind, who, others)
    assert words is None or message.text.strip() == words


def test_without_knowing_what_is_ours_a_list_and_a_quote_are_in_doubt() -> None:
    nothing = Ours()
    quote = wild("13-quote-yahoo", nothing)

    assert asks(wild("03-list", nothing)) is None
    assert quote.own_text == "Please remove us."
    assert "[below: quoted?]\n" in quote.words
    assert "To unsubscribe reply STOP" in quote.words


def test_a_token_is_handed_on_as_it_stands() -> None:
    assert wild("03-unsubscribe").token == "aeaaaaabae3vkzdg5w2lq7m6nu"
    assert wild("03-unsubscribe", Ours()).token is None


def test_a_forward_tells_what_it_claims_and_what_stood_above() -> None:
    forward = wild("03-forwarded").forward

    assert forward is not None
    assert forward.words.startswith("see below, can you do it?")
    assert forward.claimed == "Fri, 27 Nov 2026 at 08:11"


@pytest.mark.parametrize(
    ("name", "doubt", "words"),
    [
        ("07-winmail-dat", Doubt.UNREAD, "Subject: our logo\n\n[no text that can be read (winmail.dat)"),
        ("07-pgp", Doubt.UNREAD, "[no text that can be read (encrypted)"),
        ("07-wrong-boundary", Doubt.BROKEN, "Subject: our logo\n\nPlease take our logo"),
    ],
)
def test_what_cannot_be_read_is_said(name: str, doubt: Doubt, words: str) -> None:
    message = wild(name)

    assert [one.doubt for one in message.remarks] == [doubt]
    assert message.words.startswith(words)


def test_the_subject_is_words_too() -> None:
    message = wild("07-subject-only")

    assert message.words == "Subject: Please remove our logo from your customer page, keep the quote"
    assert message.remarks == ()


def test_a_forward_with_the_mail_attached_has_that_mails_receipt(tmp_path: Path) -> None:
    inner = (WILD / "07-subject-only.eml").read_text()
    path = tmp_path / "f.eml"
    path.write_text(
        "Received: from mail.v.example by mx.v.example; Sat, 28 Nov 2026 09:30:00 +0000\nFrom: Boss <boss@v.example>\n"
        "Subject: Fwd: our logo\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nCan you?\n--q\n"
        f"Content-Type: message/rfc822\n\n{inner}\n--q--\n"
    )

    message = read_message(path, server="mx.v.example", ours=OURS)

    assert message.who is not None
    assert (asks(message), message.who.carrier) == (ANN, Carrier.FORWARDED)
    assert message.received_at is not None
    assert iso(message.received_at) == "2026-11-27T14:30:00Z"
    assert "keep the quote" in message.words
