# ruff: noqa: E501, ISC004  (a layout is a line here)
"""What forms and help desks write around a person's words, by kind: labels in any layout and language."""

from __future__ import annotations

import pytest

from privacyctl.mail import parse_message
from privacyctl.model.letter import Carrier, MailKind
from privacyctl.model.message import Message
from privacyctl.model.ours import ours

OURS = ours("mx.v.example", "support@v.example")
ANN = "ann@acme.example"
WORDS = "Please take our logo off your site."
ROBOT = "Form <noreply@forms.example>"


def sent(
    body: str,
    *,
    sender: str = ROBOT,
    reply_to: str | None = None,
    more: str = "",
    kind: str = "text/plain",
) -> Message:
    reply = f"Reply-To: {reply_to}\n" if reply_to else ""
    raw = (
        f"Received: from x by mx.v.example; Fri, 27 Nov 2026 20:30:00 +0000\nFrom: {sender}\n{reply}{more}"
        f"To: support@v.example\nSubject: New message\nContent-Type: {kind}; charset=utf-8\n\n{body}\n"
    )
    return parse_message(raw.encode(), server="mx.v.example", ours=OURS)


def who(message: Message) -> str | None:
    assert message.who is not None
    return message.who.address.key if message.who.address else None


LAYOUTS = [
    f"Name: Ann Lee\nEmail: {ANN}\nMessage: {WORDS}",
    f"name: Ann Lee\n_replyto: {ANN}\nmessage:\n{WORDS}",
    f"**Name:** Ann Lee\n**E-mail:** {ANN}\n**Message:** {WORDS}",
    f"*Your name*: Ann\n*Your email address*: {ANN}\n*Your message*:\n\n{WORDS}",
    f"Name\nAnn Lee\n\nEmail\n{ANN}\n\nMessage\n{WORDS}",
    f"Your name:\nAnn Lee\nYour e-mail:\n{ANN}\nYour question:\n{WORDS}",
    f"Q: What is your name?\nA: Ann Lee\nQ: What is your email address?\nA: {ANN}\nQ: What is your message?\nA: {WORDS}",
    f"1. Name: Ann\n2. Email: {ANN}\n3. How can we help?: {WORDS}",
    f"Name = Ann\nEmail = {ANN}\nMessage = {WORDS}",
    f"name\tAnn\nemail\t{ANN}\nmessage\t{WORDS}",
    f"Name ........ : Ann\nE-Mail ...... : {ANN}\nNachricht ... : {WORDS}",
    f"| Name | Ann |\n| Email | {ANN} |\n| Message | {WORDS} |",
    f"- Name: Ann\n- Email: <{ANN}>\n- Comments: {WORDS}",
    f"First name: Ann\nLast name: Lee\nE-mail (required): {ANN}\nComment: {WORDS}\n\n---\nDate: November 27, 2026\nTime: 8:29 pm",
    f"Vorname: Ann\nNachname: Lee\nE-Mail-Adresse: {ANN}\nIhre Nachricht:\n{WORDS}",
    f"Nom : Lee\nAdresse e-mail : {ANN}\nVotre message : {WORDS}",
    f"Prénom: Ann\nCourriel: {ANN}\nDemande: {WORDS}",
    f"Nombre: Ann\nCorreo electrónico: {ANN}\nMensaje: {WORDS}",
    f"Nome: Ann\nIndirizzo e-mail: {ANN}\nMessaggio: {WORDS}",
    f"Naam: Ann\nE-mailadres: {ANN}\nBericht: {WORDS}",
    f"Nome: Ann\nEndereço de e-mail: {ANN}\nMensagem: {WORDS}",
    f"Imię: Ann\nAdres e-mail: {ANN}\nTreść wiadomości: {WORDS}",
    f"Имя: Ann\nПочта: {ANN}\nСообщение: {WORDS}",
    f"【お名前】 Ann\n【メールアドレス】 {ANN}\n【お問い合わせ内容】\n{WORDS}",
    f"■お名前：Ann\n■メールアドレス：{ANN}\n■お問い合わせ内容：{WORDS}",
    f"[ 氏名 ] Ann\n[ Eメール ] {ANN}\n[ 本文 ] {WORDS}",
    f"姓名：Ann\n邮箱：{ANN}\n留言：{WORDS}",
    f"이름: Ann\n이메일: {ANN}\n문의 내용: {WORDS}",
    f"From: Ann Lee <{ANN}>\nSubject: our logo\n\nMessage Body:\n{WORDS}\n\n-- \nThis e-mail was sent from a contact form on V",
    f"Von: Ann Lee <{ANN}>\nBetreff: Logo\n\nNachrichtentext:\n{WORDS}",
    f"yourName: Ann\nyourEmail: {ANN}\nyourMessage: {WORDS}",
    f"Hello,\nyou have a new submission.\n\nName: Ann\nE-mail: {ANN}\nBody: {WORDS}\n\nSubmitted at 20:29 UTC",
    f"Full Name\n\nAnn Lee\n\nE-mail\n\n{ANN}\n\nMessage\n\n{WORDS}\n\nSubmission Date 2026",
    f"What is your name?\nAnn\n\nWhat's your email?\n{ANN}\n\nWhat would you like to ask?\n{WORDS}",
    f"You have a new message:\nVia: https://v.example\n\nMessage Details:\nName Ann Lee\nEmail {ANN}\nMessage {WORDS}",
    f"Sent via form submission\n\nName: Ann\n\nEmail: {ANN}\n\nMessage: {WORDS}\n\nDoes this submission look like spam?",
    f"Name: Ann\nEmail: {ANN}\nMessage: {WORDS}\n\n---\n\nDate: 27 Nov\nPage URL: https://v.example\nRemote IP: 192.0.2.1",
    f"Array\n(\n    [name] => Ann\n    [email] => {ANN}\n    [message] => {WORDS}\n)",
    f'{{"name": "Ann Lee", "email": "{ANN}", "message": "{WORDS}"}}',
    f'{{"form": "x", "data": {{"name": "Ann", "email": "{ANN}", "message": "{WORDS}"}}}}',
    "name=Ann&email=ann%40acme.example&message=Please+take+our+logo+off+your+site.",
    f"Ad Soyad: Ann\nE-posta: {ANN}\nMesaj: {WORDS}",
    f"Név: Ann\nE-mail cím: {ANN}\nÜzenet: {WORDS}",
    f"Όνομα: Ann\nEmail: {ANN}\nΜήνυμα: {WORDS}",
    f"Namn: Ann\nE-postadress: {ANN}\nMeddelande: {WORDS}",
    f"Name: Ann\nEmail: {ANN}\nWhat is it about: {WORDS}",
    f"Ticket 9 was opened.\n\nFrom: Ann Lee <{ANN}>\nDepartment: Support\n\n{WORDS}",
    f"Email: {ANN} (mailto:{ANN})\nName: Ann\nMessage: {WORDS}",
]
TABLES = [
    f"<table><tr><th>Name</th><td>Ann</td></tr><tr><th>Email</th><td><a href='mailto:{ANN}'>{ANN}</a></td></tr>"
    f"<tr><th>Message</th><td>{WORDS}</td></tr></table>",
    f"<dl><dt>Name</dt><dd>Ann</dd><dt>E-mail</dt><dd>{ANN}</dd><dt>Comment</dt><dd>{WORDS}</dd></dl>",
    f"<table><tr><td colspan=2><b>Name</b></td></tr><tr><td></td><td>Ann</td></tr><tr><td colspan=2><b>Email</b></td></tr>"
    f"<tr><td></td><td>{ANN}</td></tr><tr><td colspan=2><b>Message</b></td></tr><tr><td></td><td>{WORDS}</td></tr></table>",
    f"<p><strong>Name:</strong> Ann</p><p><strong>Email:</strong> {ANN}</p><p><strong>Message:</strong><br>{WORDS}</p>",
    f"<h3>Name</h3><p>Ann</p><h3>Email</h3><p>{ANN}</p><h3>Message</h3><p>{WORDS}</p>",
    f"<div>Vorname: Ann</div><div>E-Mail: {ANN}</div><div>Anliegen: {WORDS}</div>",
]


@pytest.mark.parametrize("body", LAYOUTS)
def test_a_form_says_who_filled_it_in_and_in_what_words(body: str) -> None:
    message = sent(body)

    assert (message.kind, who(message), message.text) == (MailKind.FORM, ANN, WORDS)


@pytest.mark.parametrize("body", TABLES)
def test_so_does_its_html(body: str) -> None:
    message = sent(body, kind="text/html")

    assert (message.kind, who(message), message.text) == (MailKind.FORM, ANN, WORDS)


@pytest.mark.parametrize("body", LAYOUTS)
@pytest.mark.parametrize(
    "sender", ["V <support@v.example>", "WordPress <wordpress@v.example>", "x <anything@formspree.io>"]
)
def test_it_does_so_from_the_sites_own_address_too(sender: str, body: str) -> None:
    assert who(sent(body, sender=sender, reply_to=ANN)) == ANN


@pytest.mark.parametrize(
    "body",
    [
        f"name: Ann\nemail: {ANN}\nemail: boss@acme.example\nmessage: {WORDS}",
        f"Name: Ann\nEmail: {ANN}\nBilling e-mail: boss@acme.example\nMessage: {WORDS}",
        f"name: Ann\nmessage: {WORDS}\nemail: {ANN}",
        f"name: Ann\nemail: not said\nmessage: {WORDS}",
    ],
)
def test_two_addresses_or_none_are_asked_about(body: str) -> None:
    assert who(sent(body)) is None


def test_where_reply_to_and_the_field_differ_both_are_offered() -> None:
    message = sent(LAYOUTS[0], reply_to="bo@acme.example")

    assert message.who is not None
    assert [one.key for one in message.who.candidates] == ["bo@acme.example", ANN]
    assert message.who.address is None


def test_a_value_is_never_read_for_labels() -> None:
    body = f"Name: Ann\nEmail: {ANN}\nMessage: {WORDS}\nemail: boss@acme.example\nName: Boss"

    message = sent(body)

    assert who(message) == ANN
    assert message.text == f"{WORDS}\nemail: boss@acme.example\nName: Boss"


@pytest.mark.parametrize(
    "text",
    [
        f"{WORDS}\n\nAnn Lee\nTel: +49 221 5550100\nE-mail: ann@work.example\nWeb: https://acme.example",
        f"Please remove us:\n\nName: Ann Lee\nE-mail: {ANN}\nCompany: Acme\n\nThank you.",
    ],
)
def test_labels_in_a_persons_own_mail_make_no_form_of_it(text: str) -> None:
    message = sent(text, sender=f"Ann Lee <{ANN}>")

    assert (message.kind, who(message), message.text.strip()) == (MailKind.HUMAN, ANN, text)


@pytest.mark.parametrize(
    ("sender", "more", "body"),
    [
        ("Ann Lee via V <support@v.example>", "X-FreeScout-Mail-Type: user.notification\n",
         f"-- Please reply above this line --\n\nReceived a new conversation #9\n\n-----\n## Ann Lee started the conversation, "
         f"on Nov 27 @ 20:29 (UTC):\n{WORDS}\n\n-----\n## Bo replied, on Nov 26:\nold"),
        ("V (Help Desk) <support@v.zendesk.com>", "", f"##- Please type your reply above this line -##\n\n{WORDS}\n\nTicket: 9\n"),
        ("Ann <id+9@v.helpscout.net>", "", f"{WORDS}\n\n-----------\nView this conversation: https://x.example/9"),
        ("V <notify@v.freshdesk.com>", "", f"Ann Lee wrote:\n\n{WORDS}\n\nTicket URL: https://x.example/9"),
    ],
)  # fmt: skip
def test_a_help_desk_is_asked_about_and_its_words_are_the_persons(sender: str, more: str, body: str) -> None:
    message = sent(body, sender=sender, more=more, reply_to="support@v.zendesk.com")

    assert (message.kind, who(message), message.text) == (MailKind.FORM, None, WORDS)


def test_a_sheet_that_has_the_answers_is_said() -> None:
    message = sent("A new response.", sender="Google Forms <forms-receipts-noreply@google.com>")

    assert who(message) is None
    assert "open the form's sheet" in message.words


@pytest.mark.parametrize(
    ("sender", "reply_to", "carrier"),
    [
        ("MAILER-DAEMON@x.example", ANN, Carrier.MACHINE),
        ("no-reply@github.example", "reply+token@reply.github.example", Carrier.ROBOT),
        ("Boss <boss@v.example>", None, Carrier.OURS),
        ("Ann Lee via Portal <portal@elsewhere.example>", ANN, Carrier.LIST),
    ],
)
def test_what_is_no_form_names_nobody(sender: str, reply_to: str | None, carrier: Carrier) -> None:
    message = sent(WORDS, sender=sender, reply_to=reply_to)

    assert message.who is not None
    assert (message.who.address, message.who.carrier) == (None, carrier)
