"""The sections of `privacyctl.toml`: the settings in each, checked and turned into values of the model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from privacyctl.config.strict import Strict, Text
from privacyctl.errors import BadInput
from privacyctl.model.consent import Purpose
from privacyctl.model.copies import BackupSettings
from privacyctl.model.deadline import QUESTION, Law
from privacyctl.model.disclosure import FIELDS, Contract, ordered
from privacyctl.model.moment import parse_length
from privacyctl.model.notice import Basis, Choice
from privacyctl.model.purpose import PUBLISHED, Definition, PersonalField, parse_retention
from privacyctl.model.site import DataSource, Holds, SiteSettings
from privacyctl.model.site import Field as SiteField
from privacyctl.model.text import line


class MailSettings(Strict):
    """How the vendor's mail is read."""

    server: str | None = Field(default=None, min_length=1, max_length=253)
    ours: tuple[Annotated[str, Field(min_length=1, max_length=253)], ...] = ()
    """Addresses and domains of the vendor's own, beside `support` and the server's: staff, lists."""


def _length(text: str) -> str:
    try:
        parse_length(text)
    except ValueError as error:
        raise PydanticCustomError("length", "{why}", {"why": str(error)}) from None
    return text


class RequestsSection(Strict):
    """By when a request must be answered."""

    rule: Law = Law.GDPR
    holidays: tuple[date, ...] = ()
    question: Annotated[str, AfterValidator(_length)] | None = None

    @property
    def seconds(self) -> int:
        """How long there is until a question is to be answered."""
        return QUESTION if self.question is None else parse_length(self.question)


class SiteDataSection(Strict):
    """One data file of the site that holds testimonials or customers."""

    file: Text
    holds: Holds
    under: str = Field(default="", max_length=300)
    keys: dict[SiteField, Text] = Field(default_factory=dict)

    def source(self, root: Path) -> DataSource:
        """The section with its path resolved, and its dotted keys split into paths of keys."""
        keys = {field: tuple(key.split(".")) for field, key in self.keys.items()}
        under = tuple(self.under.split(".")) if self.under else ()
        return DataSource(root / Path(self.file), root, self.holds, under, keys or None)


class SiteSection(Strict):
    """Where the vendor's web site lies, and how it is rebuilt. Paths are relative to the settings' folder."""

    source: Text | None = None
    built: Text | None = None
    url: Text | None = Field(default=None, pattern=r"^https?://[^/?#\s@]+(/[^?#\s]*)?$")
    pages: tuple[Text, ...] = ()
    data: tuple[SiteDataSection, ...] = ()
    deploy: Text | None = None
    deploy_minutes: int = Field(default=15, ge=1, le=24 * 60)
    cdn: Text | None = None

    @model_validator(mode="after")
    def _has_a_source(self) -> Self:
        if self.source is None and (self.data or self.deploy):
            raise ValueError("data and deploy need site.source, the folder that they start from")
        return self

    def settings(self, folder: Path) -> SiteSettings:
        """The section with its paths resolved; `folder` is the settings' folder."""
        source = _whole(folder, self.source)
        return SiteSettings(
            source=source,
            built=_whole(folder, self.built),
            url=self.url,
            pages=self.pages,
            data=tuple(one.source(source) for one in self.data if source is not None),
            deploy=self.deploy,
            deploy_seconds=self.deploy_minutes * 60,
            cdn=self.cdn,
        )


class RecipientSection(Strict):
    """One recipient: which fields they may be given, and for which purposes."""

    name: Text | None = None
    ask_at: Text | None = None
    purposes: tuple[str, ...] = ()
    fields: tuple[Literal[FIELDS], ...] = ()  # type: ignore[valid-type]

    def contract(self, slug: str) -> Contract:
        """The section as a contract. Raises ValueError for an unknown purpose."""
        return Contract(
            recipient=slug,
            name=self.name or slug,
            ask_at=self.ask_at,
            purposes=tuple(dict.fromkeys(Purpose(purpose) for purpose in self.purposes)),
            fields=ordered(self.fields),
        )


def some_length(text: str) -> str:
    if parse_length(_length(text)) < 1:
        raise PydanticCustomError("length", 'it is longer than nothing, such as "1d"')
    return text


class BackupSection(Strict):
    """Where encrypted copies of the record go, who can open them, and how long they stay."""

    targets: tuple[Text, ...] = ()
    recipients: tuple[Text, ...] = ()
    keep: Annotated[str, AfterValidator(some_length)] = "35d"
    every: Annotated[str, AfterValidator(some_length)] = "1d"
    journal_to: tuple[Text, ...] = ()

    def settings(self, folder: Path) -> BackupSettings:
        """The section with its paths resolved; `folder` is the settings' folder."""
        return BackupSettings(
            targets=tuple(folder / Path(one).expanduser() for one in self.targets),
            recipients=self.recipients,
            keep=parse_length(self.keep),
            every=parse_length(self.every),
            journal_to=tuple(folder / Path(one).expanduser() for one in self.journal_to),
        )


def purpose_name(name: str) -> str:
    if name == Purpose.RESTRICTION:
        raise PydanticCustomError(
            "purpose_name", "a restriction is no purpose: it shuts all of them but orders"
        )
    try:
        return Purpose(name).value
    except ValueError as error:
        raise PydanticCustomError("purpose_name", "{why}", {"why": str(error)}) from None


def _sentence(text: str) -> str:
    try:
        return line(text, "sentence")
    except BadInput as error:
        raise PydanticCustomError("sentence", "{why}", {"why": error.sentence}) from None


def _retention(text: str) -> str:
    try:
        parse_retention(text)
    except ValueError as error:
        raise PydanticCustomError("retention", "{why}", {"why": str(error)}) from None
    return text


class PurposeSettings(Strict):
    """One purpose of the file. For a purpose of the published policy, only settings that differ."""

    what_for: Annotated[str, AfterValidator(_sentence)] | None = Field(default=None, alias="for")
    basis: Basis | None = None
    choice: Choice | None = None
    retention: Annotated[str, AfterValidator(_retention)] | None = None
    fields: tuple[PersonalField, ...] | None = None

    def definition(self, purpose: Purpose) -> Definition:
        """The purpose's definition; settings that are missing are those of the published policy."""
        ours = PUBLISHED.get(purpose)
        retention = parse_retention(self.retention) if self.retention else None
        if ours is None:
            if self.what_for is None or self.basis is None or self.choice is None:
                raise ValueError("of an own purpose all three must be said")
            plain = Definition(purpose, self.what_for, self.basis, self.choice, retention)
            return replace(plain, fields=self.fields) if self.fields is not None else plain
        return Definition(
            purpose,
            self.what_for or ours.what_for,
            self.basis or ours.basis,
            self.choice or ours.choice,
            retention,
            self.fields if self.fields is not None else ours.fields,
        )


def problem(purpose: Purpose, settings: PurposeSettings) -> str | None:
    """Why the settings of a purpose do not fit together; None where they do."""
    if purpose is Purpose.ORDER:
        return _widens_orders(settings)
    for key, value in (("for", settings.what_for), ("basis", settings.basis), ("choice", settings.choice)):
        if purpose.is_own and value is None:
            return f"{key}: it must be said"
    found = settings.definition(purpose)
    if found.basis is Basis.CONSENT and found.choice is Choice.OPT_OUT:
        return "choice: silence is no consent, so it is opt-in"  # recital 32 of the GDPR
    return None


def _widens_orders(settings: PurposeSettings) -> str | None:
    """Why the settings say something else of `order` than the policy; None where they do not.

    Nobody can opt out of `order`, so nothing else may be done under its name: a window in which
    nobody can say no would be none.
    """
    if settings.choice is not None:
        return "choice: mail about an order leaves none"
    ours = PUBLISHED[Purpose.ORDER]
    for key, said, published in (
        ("for", settings.what_for, ours.what_for),
        ("basis", settings.basis, ours.basis),
    ):
        if said not in (None, published):
            return f"{key}: nobody can opt out of it, so it stays '{published}'; another use is a purpose of your own"
    return None


def _whole(folder: Path, named: str | None) -> Path | None:
    return None if named is None else folder / Path(named).expanduser()
