"""What people write above, below and between what they quote, in the forms that their programs give it."""

import pytest

from privacyctl.mail.unquoted import unquoted

OURS = "Thanks for your order! To unsubscribe reply STOP."


@pytest.mark.parametrize(
    "attribution",
    [
        "On Mon, Nov 3, 2025 at 9:12 AM Vendor Support <support@vendor.example> wrote:",
        "On Mon, Nov 3, 2025 at 9:12 AM Vendor Support <\nsupport@vendor.example> wrote:",
        "On Mon, Nov 3, 2025 at 9:12 AM The Vendor Support Team\n<support@vendor.example>\nwrote:",
        "On 3 Nov 2025, at 09:12, Vendor Support <support@vendor.example> wrote:",
        "On 03.11.25 09:12, Vendor Support wrote:",
        "On Mon, Nov 03, 2025 at 09:12:00AM +0100, Vendor Support wrote:",
        "Vendor Support wrote:",
        "On Monday, Vendor Support <\nsupport@vendor.example> wrote:",
        "Vendor Support <support@vendor.example> writes:",
        "Am Mo., 3. Nov. 2025 um 09:12 Uhr schrieb Vendor Support <support@vendor.example>:",
        "Am 3. November 2025 um 09:12:41 schrieb Vendor Support\n<support@vendor.example>:",
        "Am 03.11.25 um 09:12 schrieb Vendor Support:",
        "Le lun. 3 nov. 2025 à 09:12, Vendor Support <support@vendor.example> a\u00a0écrit\u00a0:",
        "Le 03/11/2025 à 09:12, Vendor Support a écrit :",
        "El lun, 3 nov 2025 a las 9:12, Vendor (<support@vendor.example>) escribió:",
        "Il giorno lun 3 nov 2025 alle ore 09:12 Vendor <\nsupport@vendor.example> ha scritto:",
        "Op ma 3 nov 2025 om 09:12 schreef Vendor <support@vendor.example>:",
        "пн, 3 нояб. 2025 г. в 09:12, Vendor Support <support@vendor.example>:",
        "03.11.2025 09:12, Vendor Support пишет:",
        "2025年11月3日(月) 9:12 Vendor Support <support@vendor.example>:",
        "Vendor Support <support@vendor.example> 于2025年11月3日周一 09:12写道：",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_quote_below_goes_with_its_attribution(attribution: str, gap: str) -> None:
    text = f"Please remove our logo.\n\n{attribution}{gap}> {OURS}\n>\n>> older\n"

    assert unquoted(text) == "Please remove our logo."


def test_a_reply_below_the_quote_stays() -> None:
    text = f"On 03.11.25 09:12, Vendor wrote:\n> {OURS}\n\nPlease remove our logo.\n-- \nAnn Lee"

    assert unquoted(text) == "Please remove our logo.\n-- \nAnn Lee"


def test_replies_between_the_quotes_stay() -> None:
    text = (
        "Hello,\n\nVendor wrote:\n> May we show it?\nNo.\n\n> And the logo?\n\nNo: remove it.\n> Regards\nAnn"
    )

    assert unquoted(text) == "Hello,\n\nNo.\n\n\nNo: remove it.\nAnn"


@pytest.mark.parametrize(
    "text",
    [
        "On Monday I wrote: 'great tool'. Please remove that testimonial.",
        "Please remove it.",
        "Von: mir\nAn: euch\n\nBitte löschen.",
        "I have 3 wishes:\n- remove the logo\n- remove the name\n- write back",
        "Name: Ann Lee\nCompany: Acme\nE-mail: ann@acme.example\nMessage: please remove me",
        "Please remove us:\n\nName: Ann Lee\nE-mail: ann@acme.example\nOrdered: 3 Nov 2025\n\nThank you.",
        "Hello,\nFrom: Ann\nTo: you\nSubject: removal\n\nPlease remove us.",
        "IP Address: 192.0.2.10\nOrder Number: 12345-67890-123\nOrderID: 1234567\n\nPlease remove us.",
        "Remove us.\n\nAnn Lee\nTel: +49 221 5550100\nE-mail: ann@acme.example\nWeb: https://acme.example",
        "Remove us.\n_______________\nAnn Lee, Acme\n---------------\nConfidential.",
        "Remove this:\n-------- our logo --------\nand this:\n-------- our name --------",
        "Remove us.\n\nSent from my iPhone",
        "Remove us.\n-- \nAnn Lee",
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nRemove us.",
        "1 -> 2\n=> remove",
    ],
)
def test_the_senders_own_words_stay(text: str) -> None:
    assert unquoted(text) == text


@pytest.mark.parametrize(
    "words",
    [
        "Please remove this testimonial:",
        "Please remove what I wrote on 3 November 2025:",
        "Please remove my words of 3 Nov 2025, 09:12, by Ann <ann@acme.example>:",
        "Bitte entfernen Sie diese 2 Zitate:",
        "Merci de supprimer ceci :",
        "Прошу удалить отзыв от 3 ноября 2025, 09:12:",
        "これを削除してください：",
    ],
)
def test_a_sentence_about_what_is_quoted_stays(words: str) -> None:
    assert unquoted(f"Hello,\n\n{words}\n> great tool\n\nAnn") == f"Hello,\n\n{words}\n\nAnn"


@pytest.mark.parametrize(
    "title",
    [
        "-----Original Message-----",
        "----- Original Message -----",
        "---- Ursprüngliche Nachricht ----",
        "-----Message d'origine-----",
        "-------- Исходное сообщение --------",
        "-----元のメッセージ-----",
        "---------- Forwarded message ---------",
        "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
    ],
)
def test_everything_below_a_ruled_title_goes(title: str) -> None:
    assert unquoted(f"Please remove our logo.\n\n  {title}\n{OURS}\n\nRegards") == "Please remove our logo."


def test_a_ruled_title_over_a_marked_quote_takes_no_reply_below_with_it() -> None:
    text = (
        f"------- Original Message -------\nOn 03.11.25 09:12, Vendor wrote:\n\n> {OURS}\n\nRemove our logo."
    )

    assert unquoted(text) == "Remove our logo."


@pytest.mark.parametrize(
    "block",
    [
        (
            "From: Vendor Support <support@vendor.example>\nSent: Monday, November 3, 2025 9:12 AM\n"
            "To: Ann Lee <ann@acme.example>\nSubject: Your order"
        ),
        "From: Vendor Support\nSent: Monday, November 3, 2025 9:12 AM\nTo: Ann Lee\nSubject: Your order",
        "*From:* Vendor <support@vendor.example>\n*Sent:* Monday, November 3, 2025 9:12 AM\n*To:* Ann Lee",
        "From: Vendor\n\nSent: Monday, November 3, 2025\n\nTo: Ann Lee\n\nSubject: Your order",
        (
            "Von: Vendor Support <support@vendor.example>\nGesendet: Montag, 3. November 2025 09:12\n"
            "An: Ann Lee\nBetreff: Ihre Bestellung"
        ),
        "De : Vendor <support@vendor.example>\nEnvoyé : lundi 3 novembre 2025 09:12\nÀ : Ann\nObjet : x",
        "От: Vendor <support@vendor.example>\nОтправлено: 3 ноября 2025 г. 9:12\nКому: Ann\nТема: x",
        "差出人: Vendor <support@vendor.example>\n送信日時: 2025年11月3日 9:12\n宛先: Ann Lee\n件名: 注文",
        "From: Vendor <support@vendor.example>\nTo: a@acme.example; b@acme.example;\n c@acme.example\nSubject: x",
        # No language that we know: an address, then a date with a time.
        "Zo: Vendor <support@vendor.example>\nZent: 3. 11. 2025 9:12\nZi: Ann Lee\nZubj: x",
    ],
)
@pytest.mark.parametrize("rule", ["", "________________________________\n", "\n-----\n"])
def test_everything_below_a_header_goes(block: str, rule: str) -> None:
    assert (
        unquoted(f"Please remove our logo.\nAnn\n\n{rule}{block}\n\n{OURS}") == "Please remove our logo.\nAnn"
    )


def test_a_label_of_the_senders_own_above_a_header_stays() -> None:
    text = "Reason: no consent.\nFrom: Vendor\nSent: 3 Nov 2025 09:12\nTo: Ann\n\n" + OURS

    assert unquoted(text) == "Reason: no consent."


@pytest.mark.parametrize(
    "text", ["> great tool", "-----Original Message-----\nFrom: a\n\nHello", ">\n>\n", ""]
)
def test_where_nothing_would_be_left_all_stays(text: str) -> None:
    assert unquoted(text) == text


def test_full_width_marks_and_carriage_returns_are_quotes_too() -> None:
    assert unquoted("削除してください。\r\n＞ ご注文\r > ありがとう\r\n") == "削除してください。"
