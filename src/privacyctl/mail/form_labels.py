"""What the labels of forms are called, in the languages in which people fill them in."""

from __future__ import annotations

import re

EMAIL = re.compile(
    r"e[- ]?mails?|mail|e-?post(a|adresse?)?|courriel|mel|mél|correo|correio|posta|indirizzo e-?mail|poczta|"
    r"sähköposti(osoite)?|почта|эл\.? ?почта|имейл|メール(アドレス)?|eメール|電子メール|邮箱|郵箱|电子邮件|電子郵件|"
    r"邮件|이메일|메일|from|von|absender|de|da|od|reply ?-?to|requester|sender|customer|kunde|contact",
    re.IGNORECASE,
)
_EMAIL_WITHIN = re.compile(
    r"e[-_ ]?mail|\bmail\b|mailadresse|courriel|correo|correio|\bposta\b|elettronica|\bpoczt|adres e|e-?post|почт|"
    r"メール|邮箱|郵箱|邮件|이메일|reply ?to",
    re.IGNORECASE,
)
MESSAGE = re.compile(
    r"\b(messages?|body|comments?|kommentare?|nachricht|mitteilung|anliegen|anfrage|mensajes?|comentarios?|messaggi\w*|"
    r"commenti?|bericht|opmerking(en)?|vraag|mensage[mn]s?|wiadomoś\w*|treść|zpráva|meddelande|besked|melding|viesti|mesaj\w*|üzenet|μήνυμα|poruka|sporočilo|správa|повідомлення|съобщение|žinutė|ziņa|sõnum|הודעה|رسالة|"
    r"questions?|frage|pregunta|domanda|pytanie|description|beschreibung|details?|enquiry|inquiry|request|feedback|"
    r"words|text|texte|textarea|content|inhalt|notes?|how can we help|what can we|сообщение|вопрос|текст|комментарий|"
    r"demande|commentaires?|reason|issue)\b|メッセージ|お?問い?合わ?せ内容|ご?質問|本文|内容|ご要望|留言|消息|메시지|문의|내용",
    re.IGNORECASE,
)
NAME = re.compile(
    r"\b((full|first|last|sur|user|vor|nach)?[- ]?name|nom|prénom|nombre|apellidos?|nome|cognome|naam|imię|nazwisko|"
    r"jméno|namn|navn|nimi|név|ad soyad|isim|όνομα|ime|meno|nume|имя|фамилия)\b|お?名前|氏名|姓名|이름|名字",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(subject|betreff|objet|asunto|oggetto|onderwerp|assunto|temat|předmět|phone|tel\w*|firma|company|société|empresa|"
    r"azienda|bedrijf|organi[sz]ation|website|url|page|product|country|land|address|topic|category|date|ip|id|"
    r"тема|телефон|компания)\b|件名|会社名|電話|公司|电话|主题|회사|전화|제목",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"_?(gotcha|format|language|next|subject|captcha|honeypot|cc|template|ip|user[-_ ]?agent|referr?er)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[（(][^)）]{0,40}[)）]")
_FILLING = re.compile(
    r"\b(your|ihre?|votre|tu|su|il tuo|la tua|jouw|uw|seu|twój|address|adresse|adres|indirizzo|endereço|"
    r"dirección( de)?|of|the)\b",
    re.IGNORECASE,
)
_TWO_WORDS = re.compile(r"([a-z])([A-Z])")


def is_email_label(label: str) -> bool:
    """Whether a label is one for an address."""
    words = bare(label)
    return EMAIL.fullmatch(words) is not None or (
        _EMAIL_WITHIN.search(words) is not None and not is_message(words)
    )


def is_message(label: str) -> bool:
    """Whether a bare label is one for the message."""
    return MESSAGE.search(label) is not None and not NEVER.fullmatch(label)


def bare(label: str) -> str:
    """A label without what decorates it: numbers, marks, "your", "(required)"."""
    label = _IN_BRACKETS.sub(" ", label.replace("_", " ").replace("\xa0", " "))
    label = _TWO_WORDS.sub(r"\1 \2", _FILLING.sub(" ", label))
    return " ".join(label.strip(" *†:：?？.-•#").split())
