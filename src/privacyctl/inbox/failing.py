"""What went wrong with a source, sorted: what the vendor must mend, and what may pass by itself.

imaplib's errors are no OSErrors, and its `abort` is one of its `error`s: a server that offers no TLS and a line
that was cut look alike by class. So each is sorted where it is met, by the step that failed.
"""

from __future__ import annotations

import re
import ssl
import unicodedata
from typing import TYPE_CHECKING

from privacyctl.errors import SourceFailed, SourceOutOfReach, why
from privacyctl.model import cards

if TYPE_CHECKING:
    from privacyctl.model.mailbox import MailSource

_LONGEST_WORDS = 120
_CODE = re.compile(r"\[([A-Z0-9/_-]{1,40})[^\]]{0,200}\]", re.IGNORECASE)
_NOT_US = {"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "AUTH", ""}
"""Codes of a refused login that say that the password is wrong (RFC 5530, RFC 3206); servers that give none mean it."""


def words_of(said: bytes | str) -> str:
    """What a server said, on one line and short. It comes raw, and may hold anything."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    shown = " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).split())
    return cards.redact(shown)[0][:_LONGEST_WORDS]


def refused_login(source: MailSource, said: bytes | str) -> SourceFailed:
    """The server does not let us in: by its code, or for want of one, for the password or for now."""
    words = words_of(said)
    code = _CODE.search(words)
    named = code[1].upper() if code else ""
    if named == "ALERT":  # meant for a person (RFC 9051, 7.1)
        return SourceFailed(f"the mail server of '{source.name}' says: {words}", "do what it asks")
    if named not in _NOT_US:
        return SourceOutOfReach(f"the mail server of '{source.name}' takes no login now: {words}")
    if source.token_command:
        return SourceFailed(
            f"the mail server refuses the token of '{source.name}'",
            "see what its token_command prints, and whether it is for this user's mailbox",
        )
    return SourceFailed(
        f"the mail server refuses the password of '{source.name}'",
        "many providers want an app password; see what password_command prints, and user",
    )


def unreachable(source: MailSource, error: OSError | EOFError) -> SourceFailed:
    """No connection, a connection that was cut, or a certificate that nobody vouches for."""
    host = source.where
    if isinstance(error, ssl.SSLCertVerificationError):
        return SourceFailed(
            f"the certificate of {host} ('{source.name}') is not to be trusted: {words_of(error.verify_message)}",
            'for a server with a CA of its own write ca_file = "FILE.pem" below its [[inbox]]',
        )
    if isinstance(error, TimeoutError):
        return SourceOutOfReach(
            f"the mail server {host} ('{source.name}') does not answer",
            f"is port {source.port} right? IMAP is 993 or 143, POP is 995 or 110",
        )
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError | ssl.SSLSyscallError) or not isinstance(
        error, ssl.SSLError
    ):
        reason = why(error) if isinstance(error, OSError) else "it was cut"
        return SourceOutOfReach(f"no connection to {host} ('{source.name}'): {words_of(reason)}")
    return SourceFailed(
        f"{host} ('{source.name}') speaks no TLS that we know on port {source.port}: {words_of(str(error.reason))}",
        "port 143 wants STARTTLS, 993 TLS; for POP 110 and 995",
    )


def without_tls(source: MailSource) -> SourceFailed:
    return SourceFailed(
        f"{source.where} ('{source.name}') offers no TLS on port {source.port}, and no password is sent without",
        "leave port out, or name the one with TLS: 993 for IMAP, 995 for POP",
    )


def no_mail_server(source: MailSource, said: bytes | str) -> SourceFailed:
    return SourceFailed(
        f"{source.where} ('{source.name}') does not answer as a mail server does: {words_of(said)}",
        f"is this an {source.kind.upper()} server, and port {source.port} right?",
    )


def turned_away(source: MailSource, said: bytes | str) -> SourceOutOfReach:
    return SourceOutOfReach(f"the mail server of '{source.name}' is busy: {words_of(said)}")


def took_too_long(source: MailSource) -> SourceOutOfReach:
    return SourceOutOfReach(f"reading '{source.name}' took longer than 5 minutes and was ended")


def no_folder(source: MailSource, folder: str, there: list[str]) -> SourceFailed:
    named = ", ".join(words_of(name) for name in there) or "none that it names"
    return SourceFailed(f"'{source.name}' has no folder {words_of(folder)}", f"there are: {named}")


def unreadable_path(source: MailSource, error: OSError) -> SourceFailed:
    """A folder or file of a source that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return SourceFailed(
            f"there is no {source.where} ('{source.name}')", "see the path in privacyctl.toml"
        )
    return SourceFailed(
        f"{source.where} ('{source.name}') cannot be read: {why(error)}",
        f"see who owns it: ls -ld {source.where}",
    )
