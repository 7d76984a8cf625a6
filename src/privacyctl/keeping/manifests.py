"""What an archive says of itself. The manifest inside is believed; the one beside it is for whoever has no key."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from privacyctl.errors import Newer, Untrusted
from privacyctl.model.moment import Moment, from_stamp, stamp

VERSION = 1
LARGEST = 1_000_000
"""Bytes of a manifest."""
_NAME = re.compile(r"privacyctl-(\d{8}T\d{6}Z)-(\d{6,})-([0-9a-f]{8})\.tar\.age")
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Member(BaseModel):
    """One file in an archive."""

    model_config = ConfigDict(frozen=True)

    sha256: Digest
    bytes: int = Field(ge=0)


class CopyManifest(BaseModel):
    """What an archive holds, and of which record it is."""

    model_config = ConfigDict(frozen=True)

    version: int
    record: Digest
    """The hash after the first audit entry, by which copies of one record are told from those of another."""
    made_at: int
    """Seconds since 1970, in UTC."""
    seq: int
    head: Digest
    schema_version: int = Field(alias="schema")
    plain_sha256: Digest
    plain_bytes: int
    counts: dict[str, int]
    journal_seq: int
    erasures: int
    delete_after: int
    recipients: tuple[str, ...]
    members: dict[str, Member]
    sha256: Digest | None = None
    """Of the archive; only beside it."""
    bytes: int | None = None


class ArchiveName(NamedTuple):
    """What the name of an archive says."""

    made_at: Moment
    seq: int
    head: str
    """The first eight digits."""


def name_of(made_at: Moment, seq: int, head: bytes) -> str:
    """The name of an archive: sorts by time, and needs no index."""
    return f"privacyctl-{stamp(made_at)}-{seq:06}-{head.hex()[:8]}.tar.age"


def named(name: str) -> ArchiveName | None:
    """What such a name says; None for a file that is none of ours."""
    found = _NAME.fullmatch(name)
    made_at = from_stamp(found[1]) if found else None
    return ArchiveName(made_at, int(found[2]), found[3]) if found and made_at is not None else None


def written(manifest: CopyManifest) -> bytes:
    return manifest.model_dump_json(by_alias=True, exclude_none=True, indent=1).encode() + b"\n"


def read(data: bytes, name: str) -> CopyManifest:
    """Read a manifest. Raises Newer for a later version, and Untrusted for what is none."""
    try:
        found = CopyManifest.model_validate_json(data)
    except (ValidationError, ValueError):
        raise Untrusted(
            f"{name} has no manifest of ours", "it is no copy of a record, or another program changed it"
        ) from None
    if found.version > VERSION:
        raise newer(name)
    return found


def newer(name: str) -> Newer:
    """The failure for an archive of a later version."""
    return Newer(
        f"{name} was made by a later privacyctl", "upgrade privacyctl: pip install --upgrade privacyctl"
    )
