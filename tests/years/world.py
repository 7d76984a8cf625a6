"""Who there is, what they write, and what the vendor's web site shows in truth."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

FIRST = ("Ann", "Bo", "Cy", "Dee", "Eli", "Fay", "Gil", "Hal", "Ida", "Jo", "Kim", "Lou", "Max", "Nia")
LAST = (
    "Leebrook", "Bergamot", "Dowland", "Eastlake", "Farrowby", "Gantry", "Hollins", "Ivesdal", "Jessop",
    "Kestrel", "Lindqvist", "Merrow", "Novotny", "Oakhurst",
)  # fmt: skip
COMPANIES = {
    "acme": ("Acme GmbH", "ACME GmbH", "Acme Gmbh"),
    "initech": ("Initech Inc.", "Initech Inc", "INITECH Inc."),
    "ort sons": ("Ort & Sons", "ORT & SONS"),
    "umbra": ("Umbra Ltd", "Umbra Ltd."),
}
"""Each company's bare name, and how people spell it."""
PAGE = "/customers.html"


def iso(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds(text: str) -> int:
    """A moment as privacyctl prints it."""
    return int(datetime.fromisoformat(text).timestamp())


@dataclass(frozen=True)
class Human:
    """Somebody who may buy, say yes and no, and ask."""

    id: int
    name: str
    address: str
    alias: str
    company: str

    @property
    def initials(self) -> str:
        return " ".join(f"{word[0]}." for word in self.name.split())


def humans() -> list[Human]:
    bare = list(COMPANIES)
    return [
        Human(
            number,
            f"{first} {last}",
            f"{first}.{last}@{bare[number % len(bare)].replace(' ', '-')}.example".lower(),
            f"{last}{number}@home.example".lower(),
            bare[number % len(bare)],
        )
        for number, (first, last) in enumerate(zip(FIRST, LAST, strict=True))
    ]


def mail(folder: Path, sender: str, name: str, received: int, text: str) -> Path:
    """A mail as our own server took it in, at that moment of true time."""
    at = format_datetime(datetime.fromtimestamp(received, UTC))
    path = folder / f"mail-{received}.eml"
    path.write_text(
        f"Received: from mx.example by mail.vendor.example with ESMTPS id {received}; {at}\n"
        f"From: {name} <{sender}>\nTo: support@vendor.example\nSubject: a request\nDate: {at}\n"
        f"Message-ID: <{received}.{sender}>\n\n{text}\n",
        "utf-8",
    )
    return path


@dataclass
class Site:
    """The vendor's site: data files, and the folder that is deployed. What lies there is the truth."""

    folder: Path
    gone: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    """What was taken out by hand, so that it can come back by mistake: by its words, the file and the entry."""

    FILES = ("said.json", "customers.json")

    def make(self) -> None:
        for part in ("site", "public"):
            (self.folder / part).mkdir()
        for name in self.FILES:
            (self.folder / "site" / name).write_text("[]", "utf-8")
        self.deploy()

    def entries(self, name: str) -> list[dict[str, str]]:
        entries: list[dict[str, str]] = json.loads((self.folder / "site" / name).read_text("utf-8"))
        return entries

    def write(self, name: str, entries: list[dict[str, str]]) -> None:
        (self.folder / "site" / name).write_text(json.dumps(entries, indent=1), "utf-8")

    def add(self, name: str, entry: dict[str, str]) -> None:
        self.write(name, [*self.entries(name), entry])
        self.deploy()

    def take_out(self, words: str) -> None:
        """Take out by hand what says this, and deploy."""
        for name in self.FILES:
            for entry in self.entries(name):
                if words in entry.values():
                    self.gone[words] = name, entry
                    self.write(name, [other for other in self.entries(name) if other != entry])
        self.deploy()

    def bring_back(self, rnd: Random) -> None:
        """Somebody deploys an older branch."""
        if self.gone:
            name, entry = self.gone.pop(rnd.choice(sorted(self.gone)))
            self.add(name, entry)

    def deploy(self) -> None:
        shown = "\n".join(
            f"<blockquote>{entry.get('quote', '')}<cite>{entry['name']}</cite></blockquote>"
            for name in self.FILES
            for entry in self.entries(name)
        )
        page = f"<html><body><h1>Those who work with us</h1><p>Some words of theirs.</p>{shown}</body></html>"
        (self.folder / "public" / PAGE[1:]).write_text(page, "utf-8")

    def shows(self, words: str) -> bool:
        return words in (self.folder / "public" / PAGE[1:]).read_text("utf-8")
