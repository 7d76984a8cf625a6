"""What stands in place of words that cannot be read: encrypted, in an attachment, in a broken structure, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart

from privacyctl.mail import characters, source
from privacyctl.mail.encoded_words import plain
from privacyctl.model.cards import redact
from privacyctl.model.letter import Doubt, Remark

_SHORT = 200
"""In characters: below a text as short as that the letter may be in its attachment."""
_LETTERS = re.compile(
    r"application/(pdf|x-pdf|rtf|msword|vnd\.(openxmlformats-officedocument\.wordprocessingml|oasis\.opendocument\.text|"
    r"ms-word|apple\.pages).*)|text/rtf",
    re.IGNORECASE,
)
_LETTER_NAMES = re.compile(r".*\.(pdf|docx?|docm|rtf|odt|pages|tiff?|dotx?|wps)", re.IGNORECASE)
_CLOSED = (
    (re.compile(r"application/(x-)?pkcs7-mime"), "S/MIME"),
    (re.compile(r"multipart/encrypted|application/pgp-encrypted"), "encrypted"),
    (re.compile(r"application/(ms-tnef|vnd\.ms-tnef)"), "winmail.dat"),
)
_ARMOUR = re.compile(r"\s*-----BEGIN PGP MESSAGE-----.*?(-----END PGP MESSAGE-----|\Z)\s*", re.DOTALL)
_DELIMITER = re.compile(rb"(?m)^--([^\r\n]{1,200}?)[ \t]*\r?\n(?=content-[a-z-]{1,40}:)", re.IGNORECASE)
_MOST_PARTS = 200


def mended(mail: EmailMessage, raw: bytes) -> tuple[EmailMessage, bool]:
    """The mail with the boundary that stands in it, where the declared one does not; and whether it was broken.

    Without any boundary all that stands below the header is read as text.
    """
    if mail.get_content_maintype() != "multipart" or not _is_broken(mail):
        return mail, False
    header, found = raw, _DELIMITER.search(raw)
    blank = re.search(rb"\r?\n\r?\n|\r\r", raw)
    if blank is None:
        return mail, True
    header, content = raw[: blank.start()], raw[blank.start() :]
    kept = re.sub(
        rb"(?im)^content-(type|transfer-encoding):[^\r\n]*(\r?\n[ \t][^\r\n]*)*\r?\n?", b"", header + b"\n"
    )
    if found:
        stated = b'Content-Type: multipart/mixed; boundary="' + found[1].replace(b'"', b"") + b'"'
        if b'"' in found[1]:
            stated = b"Content-Type: text/plain"
    else:
        stated = b"Content-Type: text/plain"
    return source.parse(kept.rstrip(b"\r\n") + b"\n" + stated + b"\n" + content.lstrip(b"\r")), True


def remarks(
    mail: EmailMessage, text: str, *, is_broken: bool, is_receipt_of_form: bool, has_subject: bool
) -> tuple[Remark, ...]:
    """Why the words that were read may be fewer than were written; an empty tuple where nothing says so."""
    found = [Remark(Doubt.BROKEN)] if is_broken else []
    if characters.is_garbled(text):
        found.append(Remark(Doubt.GARBLED))
    if closed := _closed(mail, text):
        found.append(Remark(Doubt.UNREAD, closed))
    elif len(text.strip()) < _SHORT and (letter := _letter(mail, has_text=bool(text.strip()))):
        found.append(letter)
    elif is_receipt_of_form:
        found.append(Remark(Doubt.SHEET))
    elif not text.strip() and not has_subject:
        found.append(Remark(Doubt.EMPTY))
    return tuple(found)


def is_armour(text: str) -> bool:
    """Whether a text is one block that PGP closed."""
    return text.lstrip()[:30].startswith("-----BEGIN PGP MESSAGE") and _ARMOUR.fullmatch(text) is not None


def _is_broken(mail: EmailMessage) -> bool:
    payload = mail.get_payload()
    return not isinstance(payload, list) or not payload or all(_is_blank(one) for one in payload)


def _is_blank(part: object) -> bool:
    if not isinstance(part, MIMEPart) or part.is_multipart():
        return False
    content = part.get_payload()
    return not part.keys() and not (isinstance(content, str) and content.strip())


def _closed(mail: EmailMessage, text: str) -> str | None:
    """What kind of a closed letter this is, where its words are in it."""
    if is_armour(text):
        return "encrypted with PGP"
    for part in _parts(mail):
        kind = part.get_content_type()
        for pattern, name in _CLOSED:
            if pattern.fullmatch(kind) and (name != "winmail.dat" or not text.strip()):
                is_signed = "signed-data" in str(part.get("content-type", ""))
                return {"S/MIME": "signed with S/MIME" if is_signed else "encrypted with S/MIME"}.get(
                    name, name
                )
        name = _name(part).lower()
        if not text.strip() and (
            name == "winmail.dat" or re.fullmatch(r"smime\.p7m|.*\.p7m|.*\.(asc|pgp|gpg)", name)
        ):
            return "winmail.dat" if name == "winmail.dat" else "encrypted"
    return None


def _letter(mail: EmailMessage, *, has_text: bool) -> Remark | None:
    """The attachment in which the words are: a letter by its type, or all that there is."""
    attached = [part for part in _parts(mail) if not part.is_multipart() and _is_attached(part)]
    for part in attached:
        kind, name = part.get_content_type(), _name(part)
        if _LETTERS.fullmatch(kind) or _LETTER_NAMES.fullmatch(name):
            return Remark(Doubt.ATTACHED, f"'{name or kind}'")
    if has_text or not attached:
        return None
    kinds = ", ".join(
        dict.fromkeys(f"'{_name(part)}'" if _name(part) else part.get_content_type() for part in attached[:3])
    )
    return Remark(Doubt.UNREAD, kinds)


def _is_attached(part: MIMEPart) -> bool:
    kind = part.get_content_maintype()
    return (
        bool(_name(part))
        or kind not in ("text", "message")
        or part.get_content_subtype() in ("calendar", "vcard", "x-vcard")
    )


def _parts(mail: EmailMessage) -> Iterator[MIMEPart]:
    for part, _ in zip(mail.walk(), range(_MOST_PARTS), strict=False):
        if isinstance(part, MIMEPart):
            yield part


def _name(part: MIMEPart) -> str:
    try:
        name = plain(part.get_filename() or "")
    except source.PARSER_FAULTS:
        return ""
    return redact("".join(c for c in name if c.isprintable()))[0][:80]
