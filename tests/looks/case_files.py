"""The cases of the table: what each folder holds, and what its `case.toml` says. README.md here has the format."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SHARED = HERE / "shared"
"""Files that every case's site has, unless its own folder has one of that path."""
ANSWERS = ("shown", "gone", "cannot tell")


@dataclass(frozen=True)
class Sought:
    """What is looked for, and what a tool is told of it. Nobody here is real."""

    kind: str
    """As `case.toml` names it: testimonial, name, picture or drawing."""
    company: str
    person: str
    email: str
    quote: str = ""
    attribution: str = ""
    file: Path | None = None
    """The logo's own file, where a logo is sought."""

    @property
    def words(self) -> str:
        """What a search for words alone would look for; of a logo, the name of its file on the page."""
        return self.quote or (f"acme-x1{self.file.suffix}" if self.file else self.company)


SOUGHT = {
    "testimonial": Sought(
        "testimonial",
        "Acme GmbH",
        "Ann Lee",
        "ann@acme.example",
        "Widget Pro saved us three weeks of tedious work every single quarter.",
        "Ann L., Acme GmbH",
    ),
    "name": Sought("name", "Nord Werke", "Nora Falk", "nora@nordwerke.example"),
    "picture": Sought(
        "picture", "Halden Optics", "Pia Moe", "pia@halden.example", file=HERE / "sought" / "logo-7.png"
    ),
    "drawing": Sought(
        "drawing", "Borrow Lane", "Dora Hill", "dora@borrowlane.example", file=HERE / "sought" / "mark-3.svg"
    ),
}
ONE_WORD = Sought("name", "Gurray", "Gus Wren", "gus@gurray.example")
"""A company of one word, which other things may be called as well: `name = "Gurray"` in a case."""


@dataclass(frozen=True)
class Case:
    """One way to show or to hide something."""

    folder: Path
    sought: Sought
    answer: str
    also: str | None
    """A second answer that is right too."""
    why: str
    place: str
    """The path of the page, as somebody would put it on record."""
    url: str
    """The path of the site's front page."""
    is_folder: bool
    """Whether the files are looked at where they lie, as a site that was built and is not yet served."""
    before: tuple[Path, ...]
    """Where the earlier site's files lie, the first folder that has one counts; empty: nobody looked before."""
    http: tuple[dict[str, Any], ...]
    """What is told of single answers of the server."""

    @property
    def kind(self) -> str:
        return self.folder.parent.name

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.folder.name}"

    @property
    def host(self) -> str:
        """A host name of its own, which leads to this machine by RFC 6761."""
        return f"{self.folder.name}.{self.kind}.localhost"

    @property
    def path(self) -> str:
        """Where the page lies: the place, below the site's own path unless it begins with that."""
        return self.place if self.place.startswith(self.url) else f"{self.url.rstrip('/')}{self.place}"

    @property
    def site(self) -> tuple[Path, ...]:
        return self.folder / "site", SHARED

    def is_right(self, answer: str) -> bool:
        return answer in (self.answer, self.also)


_KEYS = {"sought", "answer", "also", "why", "place", "url", "look", "before", "name", "http"}


def read(folder: Path) -> Case:
    """Read one case. Raises ValueError for a key or an answer that the format does not have."""
    told = tomllib.loads((folder / "case.toml").read_text("utf-8"))
    if unknown := told.keys() - _KEYS:
        raise ValueError(f"{folder}: case.toml has no {sorted(unknown)}")
    sought = ONE_WORD if told.get("name") == ONE_WORD.company else SOUGHT[told["sought"]]
    for answer in (told["answer"], told.get("also", "gone")):
        if answer not in ANSWERS:
            raise ValueError(f"{folder}: {answer!r} is no answer")
    own = folder / "before"
    before = {
        "none": (),
        "same": (folder / "site", SHARED),
        "": (own if own.is_dir() else HERE / "before" / told["sought"], SHARED),
    }[told.get("before", "")]
    return Case(
        folder,
        sought,
        told["answer"],
        told.get("also"),
        told["why"],
        told.get("place", "/customers.html"),
        told.get("url", "/"),
        told.get("look") == "folder",
        before,
        tuple(told.get("http", ())),
    )


def all_of(names: Sequence[str] = ()) -> Iterator[Case]:
    """All cases in the order of kinds, or those whose name (KIND/NAME) begins with one of these."""
    for told in sorted((HERE / "cases").glob("*/*/case.toml")):
        if not names or f"{told.parent.parent.name}/{told.parent.name}/".startswith(tuple(names)):
            yield read(told.parent)
