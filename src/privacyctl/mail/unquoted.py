"""The sender's own words in a mail, without quoted mails.

Conservative: a line of the sender's that is lost may be the request itself; a quoted line
that stays is only in the way. Our own footer ("To unsubscribe reply STOP") must always go, so
that it is never read as the sender's request. Every pattern is tried on short lines only,
and each line is examined a bounded number of times.
"""

from __future__ import annotations

import re

_LONGEST = 400  # characters of a line that may be an attribution or a label
_MOST_BLANKS = 2  # between an attribution and the quote
_MOST_LINES = 3  # of an attribution
_FEWEST_LABELS = 3
_MOST_LABELS = 6

_MAILBOX = re.compile(r"<[^<>\s]{1,200}@[^<>\s]{1,200}>")
_ADDRESS = re.compile(r"[^\s@<>]{1,200}@[^\s@<>]{1,200}")
_TIME = re.compile(r"(?<!\d)\d{1,2} ?[:.hH時시时点] ?\d{2}(?!\d)")
_DATE = re.compile(r"(?<![\d.])(?:(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\.?\d))")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:：時时]\d{2}(?!\d)")
_WROTE = re.compile(
    r"(?:\b(?:wrote|writes|schrieb|pisze|napisała?|napísal|napisao|rašė|rakstīja|kirjutas|skreiv|menulis|đã viết|"
    r"schreef|écrit|escribió|escreveu|scritto|skrev|kirjoitti|napisał(?:\(a\))?|"
    r"napsal(?:\(a\))?|írta|scris|yazdı|έγραψε|написал(?:\(а\))?|пише(?:т|ше)?|написав)\b\)?"
    r"|書きました|のメール|写道|寫道|작성|写了|כתב|كتب)",
    re.IGNORECASE,
)
# A sender's words about a quote, which stand in no attribution. "mon" and "ma" before a date are days.
_OWN_WORDS = re.compile(
    r"\b(?!(?:mon|ma)(?:[.,]|\s+(?:[^\W\d]{3,9}\.?\s+)?\d))"
    r"(?:I|we|me|my|our|please|remove|delete|take|ich|wir|mein\w*|unser\w*|bitte|entfernen|löschen|je|nous|mon|ma|"
    r"notre|merci|supprimer|retirer|yo|mi|por|favor|eliminar|io|mio|mia|favore|я|мы|мой|прошу|пожалуйста|удалите)\b"
    r"|ください|削除",
    re.IGNORECASE,
)
_ONE_WORD_AFTER = re.compile(r"[^<>]{0,120}<[^<>]{3,400}>\s*(?:\(?[^\W\d]{1,20}\)?)?(?: a écrit)?\s*[:：]")
_RULED_TITLE = re.compile(r"\s*[-‐–—]{4,60} ?([^\W\d_][^-_‐–—]{2,60}?) ?[-‐–—]{4,60}\s*")
_TITLE_WORDS = re.compile(
    r"original|message|nachricht|mensaje|mensagem|messaggio|bericht|meddelande|melding|besked|mail|wiadomoś|zpráv|"
    r"viesti|üzenet|mesaj|сообщени|письмо|повідомлення|メッセージ|メール|邮件|郵件|메시지|μήνυμα",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[_*]{0,2}(?:[-_‐–—=]{5,200})\s*")
_LABEL = re.compile(
    r"\s{0,8}[*_]{0,2}([^\W\d_][^\d:：@<>]{0,24}?)[*_]{0,2}[ \xa0]?[:：][*_]{0,2}(?!//)\s*(.*)", re.DOTALL
)
_LABELS = frozenset(
    label
    for labels in (
        "from sent date to cc bcc subject reply-to importance attachments",
        "von gesendet datum an betreff kopie antwort|an",
        "de envoyé envoyé|le à a objet date|d'envoi",
        "de enviado enviado|el enviado|em fecha data para asunto assunto",
        "da inviato data a per oggetto",
        "van verzonden datum aan onderwerp",
        "från skickat datum till ämne fra sendt dato til emne",
        "lähettäjä lähetetty päivämäärä vastaanottaja aihe",
        "od wysłano data do temat dw odesláno datum komu předmět odeslané dátum predmet",
        "от отправлено дата кому копия тема від надіслано тема",
        "feladó elküldve dátum címzett tárgy de|la trimis către subiect gönderen gönderildi tarih kime konu",
        "差出人 送信日時 日時 宛先 件名 发件人 发送时间 日期 收件人 主题 寄件者 寄件日期 收件者 主旨",
        "보낸|사람 보낸|날짜 받는|사람 제목 από στάλθηκε προς θέμα",
    )
    for label in (words.replace("|", " ") for words in labels.split())
)


def unquoted(text: str) -> str:
    """The text without quoted lines, their attributions ("On Monday Ann wrote:"), and a mail appended below.

    Replies below and between quoted lines stay, and so do signatures. Where nothing would be
    left, the text is returned unchanged. Never raises; the time is proportional to the length.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    own = _without_quotes(lines)
    shown = "\n".join(own[: _end_of_own(own)]).strip()
    return shown or text


def appended(lines: list[str]) -> int | None:
    """The line where the labels of a mail that is appended begin; None without one."""
    start = min(_headed(lines), _headed_in_any_language(lines))
    return start if start < len(lines) else None


def _without_quotes(lines: list[str]) -> list[str]:
    kept: list[str] = []
    floor = 0
    """The index in the kept lines of the first one after the last quote. No attribution stands before it."""
    was_quote = False
    for line in lines:
        is_quote = line.lstrip()[:1] in (">", "＞")
        if not is_quote:
            kept.append(line)
        elif not was_quote:
            del kept[max(floor, len(kept) - _attribution(kept, floor)) :]
            floor = len(kept)
        was_quote = is_quote
    return kept


def _attribution(kept: list[str], floor: int) -> int:
    """How many of the last kept lines are an attribution of the next quote, blank lines included."""
    blanks = _blanks_before(kept, len(kept), floor)
    end = len(kept) - blanks
    size = _size_of_attribution(kept, end, floor) if blanks <= _MOST_BLANKS else 0
    title = end - size
    title -= _blanks_before(kept, title, floor)
    if title > floor and _is_title(kept[title - 1]):
        return len(kept) - title + 1
    return size + blanks if size else 0


def _size_of_attribution(kept: list[str], end: int, floor: int) -> int:
    candidates: list[str] = []
    joined = ""
    for start in range(end - 1, max(floor, end - _MOST_LINES) - 1, -1):
        line = kept[start][: _LONGEST + 1].strip()
        if not line or (candidates and line.endswith(tuple(".!?:;：。！？"))):
            break
        joined = f"{line} {joined}".rstrip()
        if len(joined) > _LONGEST:
            break
        candidates.append(joined)
    if not candidates or not candidates[0].endswith((":", "：")):
        return 0
    for is_enough in (_says_who_and_when, _says_who):
        for place, candidate in enumerate(candidates):
            if candidate.count("<") == candidate.count(">") and is_enough(candidate):
                return place + 1
    return 0


def _says_who_and_when(words: str) -> bool:
    if _OWN_WORDS.search(_MAILBOX.sub("", words)):
        return False
    is_timed = _TIME.search(words) is not None
    is_dated = _DATE.search(words) is not None
    return (is_timed and (_MAILBOX.search(words) or _WROTE.search(words)) is not None) or (
        is_dated and _says_who(words)
    )


def says_who_wrote(words: str) -> bool:
    """Whether a line alone says who wrote what is below, on what day and at what time."""
    if _OWN_WORDS.search(_MAILBOX.sub("", words)) or not (_DATE.search(words) and _TIME.search(words)):
        return False
    return _MAILBOX.search(words) is not None or _WROTE.search(words) is not None


def _says_who(words: str) -> bool:
    if _OWN_WORDS.search(_MAILBOX.sub("", words)):
        return False
    has_verb = any(not words[verb.end() :].strip(" \xa0:：") for verb in _WROTE.finditer(words))
    return has_verb or (_MAILBOX.search(words) and _ONE_WORD_AFTER.fullmatch(words)) is not None


def _end_of_own(lines: list[str]) -> int:
    """The line where a mail appended below begins, or the rule above it."""
    end = min(_titled(lines), _headed(lines), _headed_in_any_language(lines))
    if end == len(lines):
        return end
    while end and (not lines[end - 1].strip() or _is_rule(lines[end - 1])):
        end -= 1
    return end


def _titled(lines: list[str]) -> int:
    return next((place for place, line in enumerate(lines) if _is_title(line)), len(lines))


def _headed(lines: list[str]) -> int:
    """The line where three labels of a mail's header follow each other, one with an address or a date."""
    start = labels = blanks = 0
    has_evidence = False
    for place, line in enumerate(lines):
        if label := _label(line, _LABELS):
            if labels == 0:
                start, has_evidence = place, False
            labels, blanks = labels + 1, 0
            has_evidence = has_evidence or _is_evidence(label)
            if labels >= _FEWEST_LABELS and has_evidence:
                return start
        elif not line.strip() and labels and not blanks:
            blanks = 1
        elif not (labels and not blanks and _goes_on(line)):
            labels = 0
    return len(lines)


def _headed_in_any_language(lines: list[str]) -> int:
    """The line of a paragraph of labels alone: first an address, then a date with a time, then more.

    An order form is a paragraph of labels too, and the text below it must not be lost.
    """
    labels: list[str] = []
    start = 0
    is_header = True
    for place, line in enumerate([*lines, ""]):
        if not line.strip() or _is_rule(line):
            if is_header and _FEWEST_LABELS <= len(labels) <= _MOST_LABELS and _is_sent(labels):
                return start
            labels, start, is_header = [], place + 1, True
        elif is_header and len(labels) <= _MOST_LABELS and (label := _label(line)) is not None:
            labels.append(label)
        else:
            is_header = bool(labels) and is_header and _goes_on(line)
    return len(lines)


def _is_sent(values: list[str]) -> bool:
    return all(
        pattern.search(value)
        for pattern, value in ((_ADDRESS, values[0]), (_DATE, values[1]), (_CLOCK, values[1]))
    )


def _goes_on(line: str) -> bool:
    """Whether the line continues a list of recipients."""
    return _ADDRESS.search(line[:_LONGEST]) is not None or line[:1] in (" ", "\t")


def _is_evidence(value: str) -> bool:
    return (_ADDRESS.search(value) or _DATE.search(value)) is not None


def _label(line: str, known: frozenset[str] | None = None) -> str | None:
    """The value after a label; None for a line without one."""
    found = _LABEL.match(line[:_LONGEST])
    if not found or (known is not None and " ".join(found[1].casefold().split()) not in known):
        return None
    return found[2]


def _is_title(line: str) -> bool:
    """Whether the line is a title such as '-----Original Message-----', in any language."""
    if len(line) > _LONGEST:
        return False
    title = _RULED_TITLE.fullmatch(line)
    return title is not None and _TITLE_WORDS.search(title[1]) is not None


def _is_rule(line: str) -> bool:
    return len(line) <= _LONGEST and _RULE.fullmatch(line) is not None


def _blanks_before(lines: list[str], end: int, floor: int) -> int:
    count = 0
    while count < end - floor and not lines[end - count - 1].strip():
        count += 1
    return count
