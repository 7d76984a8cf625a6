"""E-mail addresses: the spelling that was given, and the match key that all spellings of one mailbox share.

The match key decides which contact an address belongs to and what is suppressed. Its rule has
a version, `NORMALISATION`, which is stored with every fingerprint.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from privacyctl.errors import BadInput, CardNumberRefused, Failure
from privacyctl.model.cards import holds_card_number

NORMALISATION = 1
"""Version of `match_key`: NFC, lower case (one sigma), the domain as A-labels. Never NFKC (it joins
different mailboxes), never without dots or tags (only one provider ignores them)."""

MAILBOXES = 3
"""The normalisation number of the keys of `mailbox_key`; 2 is that of companies' spellings."""
_DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
"""The one provider that ignores dots, by both of its domains: support.google.com/mail/answer/7436150."""

# Matches nearly every real address in half a microsecond; email-validator takes 20.
_PLAIN = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
# Japanese carriers issued local parts that the grammar forbids until 2009, and they are in use: "ann..lee", "ann.".
_DOTTED = re.compile(r"([A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+)@([^@\s]+)")
_LONGEST = 254  # RFC 5321 4.5.3.1.3, less the angle brackets
_LONGEST_LOCAL = 64  # RFC 5321 4.5.3.1.1


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox: `given` as it was written, `key` as it is compared."""

    given: str
    key: str


def parse_address(text: str) -> Address:
    """Read one e-mail address, without a display name.

    Raises BadInput for any other text, and CardNumberRefused for a card number. The error
    does not repeat the text, which may come from a list that a job under cron reads.
    """
    text = text.strip()
    if holds_card_number(text):
        raise CardNumberRefused("e-mail address")
    if is_plain(text):
        return Address(text, text.lower())
    # The one import from outside in the model: IDNA 2008 is not in the standard library,
    # whose own codec turns "straße.de" into another domain. Loaded for odd addresses only.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    if len(text) > 2 * _LONGEST:
        raise BadInput("the e-mail address is too long", "give it as name@domain")
    try:
        found = validate_email(
            text,
            check_deliverability=False,
            allow_smtputf8=True,
            test_environment=True,  # "@company.test" is sample data, not a mistake
            allow_display_name=False,
        )
    except EmailNotValidError as reason:
        if bare := _without_dots(text):
            local = text.rpartition("@")[0]
            if len(local) <= _LONGEST_LOCAL:
                return Address(text, f"{local.lower()}@{parse_address(bare).key.rpartition('@')[2]}")
        raise BadInput(
            f"not an e-mail address: {_without_values(str(reason))}", "give it as name@domain"
        ) from None
    if len(found.local_part.encode()) > _LONGEST_LOCAL:  # the library does not look
        raise BadInput("the e-mail address has too much before the @-sign", "give it as name@domain")
    domain = found.ascii_domain or found.domain
    return Address(text, f"{_fold(found.local_part)}@{domain.lower()}")


def _without_dots(text: str) -> str | None:
    """An address whose one fault is a dot too many, without its dots; None for any other text."""
    found = _DOTTED.fullmatch(text)
    if not found or not (letters := found[1].replace(".", "")):
        return None
    has_one = ".." in found[1] or found[1].startswith(".") or found[1].endswith(".")
    return f"{letters}@{found[2]}" if has_one else None


def is_plain(text: str) -> bool:
    """Whether `text` is an ASCII address whose key is simply its lower case."""
    return (
        _PLAIN.fullmatch(text) is not None
        and len(text) <= _LONGEST
        and text.index("@") <= _LONGEST_LOCAL
        # An A-label may be malformed or in capitals: the library checks it.
        and ("--" not in text or "xn--" not in text.lower())
    )


def match_key(text: str) -> str | None:
    """The match key of an address; None for other texts."""
    text = text.strip()
    if is_plain(text) and not holds_card_number(text):  # a list has a million of them
        return text.lower()
    try:
        return parse_address(text).key
    except Failure:
        return None


def mailbox(key: str) -> str:
    """The match key without a tag ("ann" of "ann+news"), and at Gmail without dots: it may be the same mailbox.

    It need not be, so this is for doubts alone: it never says whose an address is.
    """
    local, _, domain = key.rpartition("@")
    provider = _DOTLESS.get(domain)
    if "+" not in local and provider is None:
        return key
    base = local.partition("+")[0] or local
    return f"{base.replace('.', '')}@{provider}" if provider else f"{base}@{domain}"


def mailbox_key(key: str) -> str:
    """What is hashed of an address so that those that differ by a tag or dots meet it; no address is spelt so."""
    return f"\x01m\0{mailbox(key)}"


def both_domains(address: str) -> tuple[str, ...]:
    """The address with its domain in Unicode and in A-labels; an empty tuple where both are the same."""
    local, _, domain = address.rpartition("@")
    if domain.isascii() and "xn--" not in domain.lower():
        return ()
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415  (odd domains only)

    try:
        found = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return ()
    return tuple(f"{local}@{form}" for form in (found.domain, found.ascii_domain) if form)


def domain_shown(address: str) -> str | None:
    """The A-label form of a domain that is not plain ASCII, in which look-alike letters show; else None."""
    key = match_key(address)
    return key.rpartition("@")[2] if key and not address.rpartition("@")[2].isascii() else None


def _fold(local: str) -> str:
    # Both small sigmas have one capital, and `lower` picks one of them by the next letter.
    lower = unicodedata.normalize("NFC", local).lower().replace("ς", "σ")
    return unicodedata.normalize("NFC", lower)


def _without_values(reason: str) -> str:
    """The first clause of the library's message, without its quotations of the input."""
    clause = re.sub(r":.*|'[^']*'", "", reason.partition(". ")[0], flags=re.DOTALL)
    return clause.strip().rstrip(".").lower() or "its form is wrong"
