"""What one mail says: who asks by it, and their own words, whatever form, list or colleague carried it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email.message import EmailMessage

from privacyctl.mail import asking, body, envelope, forms, forwards, kinds, readable
from privacyctl.mail.borders import border, separator_above
from privacyctl.mail.encoded_words import plain
from privacyctl.mail.unquoted import unquoted
from privacyctl.model.address import Address
from privacyctl.model.card_details import redact_mail
from privacyctl.model.letter import Carrier, Forward, MailKind, Remark, WhoAsks
from privacyctl.model.moment import Moment
from privacyctl.model.ours import Ours
from privacyctl.model.text import LINE

_DEEPEST = 2
"""So many mails within a mail are read."""
_TOP = 6
"""A form's layout begins within so many lines that are not blank."""
_HEADING = re.compile(
    r"\s*(#{1,3}\s|.{1,80}(started the conversation|wrote|replied|commented|schrieb|"
    r"a écrit|escribió)).{0,120}[:：]\s*"
)
_DESKS_END = re.compile(
    r"\s*(-{5,}|_{5,}|={5,}|(conversation|ticket|view|reply|status|department|agent)[^:]{0,40}: ?.{0,200}|"
    r"(view|open|reply to) (this )?(ticket|conversation).{0,200}|-- ?|\[?https?://\S+)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MailSaid:
    """Who asks, and in what words."""

    kind: MailKind
    senders: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    who: WhoAsks
    text: str
    remarks: tuple[Remark, ...]
    received_at: Moment | None
    subject: str | None
    token: str | None = None
    forward: Forward | None = None
    quoted_from: int | None = None
    redacted: int = 0
    whole: str = ""
    """All that the mail says, quoted parts too, without card data."""


def read(
    mail: EmailMessage, ours: Ours, server: str | None, *, is_broken: bool = False, depth: int = 0
) -> MailSaid:
    """Read a mail by the tables in `kinds`, `forms` and `asking`."""
    whole, in_body = redact_mail(body.whole_text(mail))
    subject = _subject(mail)
    shown = "" if readable.is_armour(whole) else whole
    signs = kinds.signs(mail, ours, is_form=False)
    inline = forwards.inline(shown, subject or "") if signs.is_from_us else None
    form = None if inline else forms.read(shown, body.cells(mail))
    traces = asking.Traces(
        signs=signs,
        kind=MailKind.HUMAN,
        reply_to=envelope.reply_to(mail),
        name=envelope.display_name(mail),
        subject=subject or "",
        text=shown,
        form=form,
        inline=inline,
    )
    signs = replace(
        signs, is_form=asking.is_carried(traces, at_top=form is not None and _is_at_top(form, shown))
    )
    kind = kinds.kind_of(signs)
    inner = _inner(mail, ours, server, depth) if signs.is_from_us and not kind.is_machine else ()
    text_of_report = _report(mail) if kind.is_machine else ""
    traces = replace(
        traces,
        signs=signs,
        kind=kind,
        inner=tuple(one.who for one in inner),
        text=f"{text_of_report}\n{shown}",
    )
    who = asking.who_asks(traces)
    reading = MailSaid(
        kind=kind,
        senders=signs.senders,
        reply_to=traces.reply_to,
        who=who,
        text=shown,
        remarks=readable.remarks(
            mail,
            shown,
            is_broken=is_broken,
            has_subject=bool(subject),
            is_receipt_of_form="forms-receipts" in str(signs.headers.get("from")),
        ),
        received_at=envelope.received_at(
            mail, server, is_lowest=who.carrier is Carrier.REDIRECTED and server is not None
        ),
        subject=subject,
        token=kinds.token_of(signs),
        redacted=in_body,
        whole=whole,
    )
    return _with_words(reading, traces, inner, mail)


def _with_words(
    reading: MailSaid, traces: asking.Traces, inner: tuple[MailSaid, ...], mail: EmailMessage
) -> MailSaid:
    """The reading with the words of the person alone, by who carried them."""
    carrier = reading.who.carrier
    if carrier is Carrier.FORWARDED and inner:
        first = inner[0]
        received = [at for at in (first.received_at, reading.received_at) if at is not None]
        return replace(
            reading,
            text="\n\n".join(one.text for one in inner if one.text.strip()),
            remarks=tuple(remark for one in inner for remark in one.remarks),
            received_at=min(received, default=None),
            subject=first.subject or reading.subject,
            forward=Forward(reading.text.strip(), None, first.received_at),
            quoted_from=first.quoted_from if len(inner) == 1 else None,
            redacted=reading.redacted + sum(one.redacted for one in inner),
        )
    if carrier is Carrier.FORWARDED_INLINE and traces.inline:
        forward = Forward(traces.inline.above, traces.inline.claimed)
        return _bordered(
            replace(reading, text=unquoted(traces.inline.words) or reading.text, forward=forward),
            traces,
            mail,
        )
    if carrier is Carrier.FORM:
        words = (
            traces.form.words if traces.form else _at_the_desk(reading.text) if asking.is_desk(traces) else ""
        )
        return replace(reading, text=words or reading.text)
    return _bordered(replace(reading, text=unquoted(reading.text)), traces, mail)


def _bordered(reading: MailSaid, traces: asking.Traces, mail: EmailMessage) -> MailSaid:
    """Without what is known to be ours below an unmarked quote's first line; with its place where that is not known."""
    found = border(reading.text)
    if found is None:
        return reading
    start, line = found
    references = " ".join(
        value for name in ("in-reply-to", "references") for value in envelope.values(mail, name)
    )
    named = re.findall(r"[^\s<>()\[\]\"',;:@]{1,64}@[^\s<>()\[\]\"',;:@]{1,250}", line)
    is_ours = any(traces.signs.ours.has(one.lower()) for one in named) or kinds.names_us(
        references, traces.signs.ours
    )
    if is_ours:
        return replace(reading, text=reading.text[:start].rstrip(" -–—\n"))
    return replace(reading, quoted_from=start)


def _inner(mail: EmailMessage, ours: Ours, server: str | None, depth: int) -> tuple[MailSaid, ...]:
    if depth >= _DEEPEST:
        return ()
    return tuple(read(one, ours, server, depth=depth + 1) for one in forwards.attached(mail))


def _is_at_top(form: forms.Form, text: str) -> bool:
    """Whether the form's first field stands at the top, and it asks for more than an address."""
    lines = [line for line in text.split("\n") if line.strip()][:_TOP]
    first = form.fields[0].label if form.fields else ""
    return any(first in line for line in lines) and bool(form.name or form.has_message)


def _at_the_desk(text: str) -> str:
    """The newest words in a help desk's notice: below its separator and heading, above its rule and links."""
    lines = separator_above(text).split("\n")
    start = next((place + 1 for place, line in enumerate(lines[:40]) if _HEADING.fullmatch(line[:300])), 0)
    below = lines[start:]
    while below and (not below[0].strip() or _DESKS_END.fullmatch(below[0][:400])):
        below = below[1:]
    end = next((place for place, line in enumerate(below) if _DESKS_END.fullmatch(line[:400])), len(below))
    return "\n".join(below[:end]).strip()


def _report(mail: EmailMessage) -> str:
    """The machine's part of a report, for whom it is about."""
    for part in mail.walk():
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            payload = part.get_payload()
            return (
                "\n".join(str(one)[:5_000] for one in payload[:20])
                if isinstance(payload, list)
                else str(payload)[:20_000]
            )
    return ""


def _subject(mail: EmailMessage) -> str | None:
    values = envelope.values(mail, "subject")
    if not values:
        return None
    shown = " ".join(plain(values[0][:20_000]).split())
    redacted = redact_mail("".join(c for c in shown if c.isprintable()))[0][:LINE].strip()
    return redacted or None
