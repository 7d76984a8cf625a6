"""The vendor's web site: the data files that hold its testimonials and customers, and their entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Holds(StrEnum):
    """What a data file lists."""

    TESTIMONIALS = "testimonials"
    CUSTOMERS = "customers"


class Field(StrEnum):
    """What an entry says, in our words; a site's own keys are mapped to these."""

    NAME = "name"
    """The person, as the site names them."""
    COMPANY = "company"
    QUOTE = "quote"
    LOGO = "logo"
    """The path or address of the logo's file."""


@dataclass(frozen=True, slots=True)
class DataSource:
    """One data file of the site, or a folder with one file an entry."""

    path: Path
    root: Path
    """The site's source folder: nothing outside it is read or written."""
    holds: Holds
    under: tuple[str, ...] = ()
    """The keys that lead to the entries, where they are not the whole file."""
    keys: Mapping[Field, tuple[str, ...]] | None = None
    """The site's own key for a field, as a path of keys; the usual names where none is given."""


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """One entry of a data file, as it stands there."""

    file: Path
    line: int
    holds: Holds
    label: str
    """How the file calls it: its key, its file's name, or its place in the list, from 1."""
    fields: Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """Where the site lies and how it is rebuilt, as the vendor set it; nothing has a default."""

    source: Path | None = None
    built: Path | None = None
    url: str | None = None
    pages: tuple[str, ...] = ()
    data: tuple[DataSource, ...] = ()
    deploy: str | None = None
    """A command for `sh`, run in the source folder."""
    deploy_seconds: int = 900
    cdn: str | None = None
