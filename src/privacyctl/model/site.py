"""The vendor's web site: the data files that hold its testimonials and customers, and their entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Holds(StrEnum):
    """The kind of entries in a data file."""

    TESTIMONIALS = "testimonials"
    CUSTOMERS = "customers"


class Field(StrEnum):
    """The fields of an entry, by our names; a site's own keys are mapped to these."""

    NAME = "name"
    """The person's name or attribution on the site."""
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
    """The path of keys to the entries; empty where these are the whole file."""
    keys: Mapping[Field, tuple[str, ...]] | None = None
    """The site's own key of a field, as a path of keys; None to try the usual names."""


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """One entry of a data file."""

    file: Path
    line: int
    holds: Holds
    label: str
    """Its key, the name of its file, or its number in the list, from 1."""
    fields: Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """Where the site lies and how it is rebuilt, by the vendor's settings."""

    source: Path | None = None
    built: Path | None = None
    url: str | None = None
    pages: tuple[str, ...] = ()
    data: tuple[DataSource, ...] = ()
    deploy: str | None = None
    """A shell command, run by `sh` in the source folder."""
    deploy_seconds: int = 900
    cdn: str | None = None
