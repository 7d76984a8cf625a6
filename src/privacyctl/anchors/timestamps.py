"""Time stamps by RFC 3161: an authority signs that the head was there at its time.

What it signs is the SHA-256 of the head's three lines, so the authority learns nothing. Its
certificates are the vendor's choice, and lie in files: those of public authorities end. This file
needs the extra `timestamp`.
"""

from __future__ import annotations

import base64
import textwrap
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import urllib3
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from privacyctl.anchors.armor import armored, taken_apart
from privacyctl.bounded_files import read_file
from privacyctl.errors import BadInput, Damaged, Refused

_MARK = "TIMESTAMP RESPONSE"
_LARGEST = 100_000
_PATIENCE = urllib3.Timeout(connect=10, read=20)
MADE_BY = "privacyctl audit --stamp URL"


def stamped(note: str, authority: str) -> str:
    """The head's lines with the authority's answer. Raises Refused where the authority gives no time stamp."""
    # With the certificates in it, the answer of some authorities cannot be read: they are in files here.
    builder = TimestampRequestBuilder().data(note.encode()).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.nonce(nonce=True).cert_request(cert_request=False).build()
    try:
        answer = urllib3.request(
            "POST",
            authority,
            body=request.as_bytes(),
            headers={"Content-Type": "application/timestamp-query"},
            timeout=_PATIENCE,
            retries=False,
            preload_content=False,
        )
        body = answer.read(_LARGEST)
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        raise Refused(f"{authority} does not answer", "is the address right? try it again later") from error
    response = _read(body)
    if answer.status != 200 or response is None or response.status != PKIStatus.GRANTED:
        raise Refused(
            f"{authority} gives no time stamp", "is it the address of a time-stamp authority (RFC 3161)?"
        )
    if response.tst_info.nonce != request.nonce or not _is_of(response, note):
        raise Refused(f"what {authority} stamped is not what was sent", "take another authority")
    lines = "\n".join(textwrap.wrap(base64.b64encode(body).decode(), 64))
    return armored(note, f"-----BEGIN {_MARK}-----\n{lines}\n-----END {_MARK}-----")


def check(path: Path, certificates: Sequence[Path]) -> tuple[str, datetime]:
    """The head's lines, and the authority's time. Raises Damaged where the stamp is not good by these certificates.

    The certificates, in PEM, are the authority's own and the ones above it, in any order.
    """
    note, proof = taken_apart(path, _MARK, MADE_BY)
    try:
        body = base64.b64decode("".join(proof.splitlines()[1:-1]), validate=True)
    except ValueError:
        body = b""
    response = _read(body)
    if response is None:
        raise Damaged(
            f"the time stamp in {path} cannot be read", "take the file as it was when it was stamped"
        )
    builder = VerifierBuilder()
    for one in _certificates(certificates):
        if one.issuer == one.subject:
            builder = builder.add_root_certificate(one)
        elif _is_stamper(one):
            builder = builder.tsa_certificate(one)
        else:
            builder = builder.add_intermediate_certificate(one)
    try:
        builder.build().verify_message(response, note.encode())
    except (VerificationError, ValueError) as error:
        raise Damaged(
            f"the time stamp in {path} is not of its first three lines, or of another authority",
            "--certificate names the authority's certificate, and again its root's",
        ) from error
    return note, response.tst_info.gen_time


def _read(body: bytes) -> TimeStampResponse | None:
    try:
        return decode_timestamp_response(body)
    except ValueError:
        return None


def _is_of(response: TimeStampResponse, note: str) -> bool:
    return response.tst_info.message_imprint.message == sha256(note.encode()).digest()


def _certificates(paths: Sequence[Path]) -> list[x509.Certificate]:
    found: list[x509.Certificate] = []
    for path in paths:
        try:
            found += x509.load_pem_x509_certificates(read_file(path, _LARGEST) or b"")
        except (OSError, ValueError) as error:
            raise BadInput(
                f"{path} holds no certificate in PEM", "openssl x509 -in FILE -inform DER makes it one"
            ) from error
    return found


def _is_stamper(one: x509.Certificate) -> bool:
    try:
        uses = one.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return ExtendedKeyUsageOID.TIME_STAMPING in uses
