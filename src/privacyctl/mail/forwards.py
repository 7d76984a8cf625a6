"""A mail that was sent on: attached as a mail of its own, or written below a few words in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart

from privacyctl.errors import Failure
from privacyctl.mail import source
from privacyctl.mail.unquoted import appended
from privacyctl.model.address import Address, parse_address

_MOST = 5
_MOST_ABOVE = 3
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:@]{1,64}@[^\s<>()\[\]\"',;:@]{1,250}")
_SUBJECT = re.compile(
    r"\s*(\[?(fwd?|wg|tr|rv|enc|i|vs|vb|pd|doorst|fs|"
    r"továbbítás|ynt)\s*[:：\]]|weitergeleitet|転送|转发|轉寄|전달)",
    re.IGNORECASE,
)
_FROM = frozenset(
    """from von de da van från fra lähettäjä od от від feladó kimden gönderen 差出人 送信者 发件人 寄件者 寄件人
    보낸사람 από""".split()  # noqa: SIM905
)
_DATE = frozenset(
    """date sent datum gesendet envoyé envoyéle fecha enviado enviadoel data inviato verzonden skickat sendt päivämäärä
    lähetetty wysłano odesláno дата отправлено elküldve tarih 日時 送信日時 日期 发送时间 寄件日期 날짜""".split()  # noqa: SIM905
)
_LABEL = re.compile(r"\s{0,8}[*_]{0,2}([^\W\d_][^\d:：@<>]{0,24}?)[*_]{0,2}[ \xa0]?[:：][*_]{0,2}\s*(.*)")
_MOST_LABELS = 14


@dataclass(frozen=True, slots=True)
class Inline:
    """A forwarded mail in the text: what stands above it, and what its block of labels claims."""

    above: str
    address: Address | None
    claimed: str | None
    words: str


def attached(mail: EmailMessage) -> list[EmailMessage]:
    """The mails that are attached to this one, the first few of them."""
    found: list[EmailMessage] = []
    _collect(mail, found)
    return found[:_MOST]


def inline(text: str, subject: str) -> Inline | None:
    """The forwarded mail in a text; None where nothing is, or where so much stands above that it is an answer."""
    lines = text.split("\n")
    if sum(line.lstrip().startswith(">") for line in lines) * 2 > len(lines):
        lines = [re.sub(r"^\s*> ?", "", line) for line in lines]
    start = appended(lines)
    if start is None:
        return None
    above = [line for line in lines[:start] if line.strip() and not line.lstrip().startswith("-----")]
    if len(above) > _MOST_ABOVE and not _SUBJECT.match(subject):
        return None
    block = _Block(lines[start:])
    if not block.labels:
        return None
    return Inline("\n".join(above), block.address(), block.first(_DATE), block.words())


class _Block:
    """The labels of a forwarded mail, and the words below them."""

    def __init__(self, lines: list[str]) -> None:
        self.labels: list[tuple[str, str]] = []
        self.lines = lines
        self.end = 0
        for place, line in enumerate(lines[: 2 * _MOST_LABELS]):
            label = _LABEL.fullmatch(line[:1_000])
            if label:
                self.labels.append(("".join(label[1].casefold().split()), label[2]))
                self.end = place + 1
            elif self.labels and (line.strip() or len(self.labels) > 2):
                if line.strip() and line[:1] not in (" ", "\t"):
                    break
                if not line.strip():
                    break

    def first(self, names: frozenset[str]) -> str | None:
        return next(
            (value.strip()[:100] for name, value in self.labels if name in names and value.strip()), None
        )

    def address(self) -> Address | None:
        found = _ADDRESS.findall(next((value for name, value in self.labels if name in _FROM), ""))
        try:
            addresses = {
                one.key: one for one in (parse_address(text.removeprefix("mailto:")) for text in found)
            }
        except Failure:
            return None
        return next(iter(addresses.values())) if len(addresses) == 1 else None

    def words(self) -> str:
        return "\n".join(self.lines[self.end :]).strip()


def _collect(part: MIMEPart, found: list[EmailMessage]) -> None:
    if len(found) >= _MOST:
        return
    payload = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(payload, list):
        found += [one for one in payload if isinstance(one, EmailMessage)][:1]
    elif part.is_multipart() and isinstance(payload, list):
        for child in payload:
            if isinstance(child, MIMEPart):
                _collect(child, found)
    elif _is_saved_mail(part):
        content = part.get_payload(decode=True)
        try:
            found.append(source.parse(source.mail_in(content if isinstance(content, bytes) else b"")))
        except Failure:
            return


def _is_saved_mail(part: MIMEPart) -> bool:
    try:
        return (part.get_filename() or "").lower().endswith(
            ".eml"
        ) or part.get_content_type() == "message/rfc822"
    except source.PARSER_FAULTS:
        return False
