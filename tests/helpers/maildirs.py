"""Maildirs with mails that people and machines wrote, and settings that name them."""

from __future__ import annotations

from pathlib import Path

WORDS = "Please take my quote off your website."


def mail(
    number: int = 1,
    *,
    sender: str = "Ann Lee <ann@acme.example>",
    subject: str = "my quote",
    words: str = WORDS,
    received: str = "Sun, 22 Nov 2026 10:00:00 +0000",
    header: str = "",
) -> bytes:
    """A mail that reached mx.v.example two hours before noon."""
    return (
        f"Received: from a by mx.v.example; {received}\n{header}From: {sender}\nTo: help@v.example\n"
        f"Subject: {subject}\nMessage-ID: <{number}@acme.example>\nDate: {received}\n\n{words}\n"
    ).encode()


def maildir(folder: Path) -> Path:
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return folder


def put(folder: Path, name: str, raw: bytes) -> Path:
    path = maildir(folder) / "new" / name
    path.write_bytes(raw)
    return path


def settings(db: Path, *sources: str, more: str = "") -> None:
    """Settings beside a data file, with a section for each source."""
    said = "".join(f"[[inbox]]\n{one}\n" for one in sources)
    db.with_name("privacyctl.toml").write_text(
        f'support = "help@v.example"\n{more}\n[mail]\nserver = "mx.v.example"\n{said}', "utf-8"
    )
