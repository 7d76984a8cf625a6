"""The vendor's own settings: `privacyctl.toml`, beside the data file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from privacyctl.errors import BadInput, why
from privacyctl.model.consent import Purpose
from privacyctl.model.deadline import Rule
from privacyctl.model.disclosure import BMT_MICRO, FIELDS, SLUG, Contract, ordered
from privacyctl.model.notice import Basis, Choice
from privacyctl.model.purpose import PUBLISHED, Definition, PersonalField, parse_retention
from privacyctl.model.site import DataSource, Holds, SiteSettings
from privacyctl.model.site import Field as SiteField
from privacyctl.model.text import line

NAME = "privacyctl.toml"
_WORDS = {
    "extra_forbidden": "there is no such setting",
    "tuple_type": "it is a list, in square brackets",
    "string_type": "it is a text, in quotation marks",
    "missing": "it must be said",
    "date_from_datetime_parsing": "a day is written 2026-12-25",
    "date_from_datetime_inexact": "a day is written 2026-12-25",
    "date_type": "a day is written 2026-12-25",
}
"""Pydantic's commonest complaints, in the words of the file."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Mail(_Strict):
    """How the vendor's own mail is to be read."""

    server: str | None = Field(default=None, min_length=1, max_length=253)


class Requests(_Strict):
    """By when those who use a right must be answered."""

    rule: Rule = Rule.GDPR
    holidays: tuple[date, ...] = ()


Text = Annotated[str, Field(min_length=1, max_length=2_000)]


class SiteData(_Strict):
    """One data file of the site that holds testimonials or customers."""

    file: Text
    holds: Holds
    under: str = Field(default="", max_length=300)
    keys: dict[SiteField, Text] = Field(default_factory=dict)

    def source(self, root: Path) -> DataSource:
        """The same as a place on disk; keys are paths of keys, parted by dots."""
        keys = {field: tuple(key.split(".")) for field, key in self.keys.items()}
        under = tuple(self.under.split(".")) if self.under else ()
        return DataSource(root / Path(self.file), root, self.holds, under, keys or None)


class Site(_Strict):
    """Where the vendor's web site lies, and how it is rebuilt. Paths start at the settings' folder."""

    source: Text | None = None
    built: Text | None = None
    url: Text | None = Field(default=None, pattern=r"^https?://[^/?#\s@]+(/[^?#\s]*)?$")
    pages: tuple[Text, ...] = ()
    data: tuple[SiteData, ...] = ()
    deploy: Text | None = None
    deploy_minutes: int = Field(default=15, ge=1, le=24 * 60)
    cdn: Text | None = None

    @model_validator(mode="after")
    def _has_a_source(self) -> Self:
        if self.source is None and (self.data or self.deploy):
            raise ValueError("data and deploy need site.source, the folder that they start from")
        return self

    def settings(self, folder: Path) -> SiteSettings:
        """The same with whole paths; `folder` is where the settings lie."""
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


class Recipient(_Strict):
    """What one recipient may be given: the fields, and for which purposes."""

    name: Text | None = None
    ask_at: Text | None = None
    purposes: tuple[str, ...] = ()
    fields: tuple[Literal[FIELDS], ...] = ()  # type: ignore[valid-type]

    def contract(self, slug: str) -> Contract:
        """The same with purposes that are known. Raises ValueError for one that is not."""
        return Contract(
            recipient=slug,
            name=self.name or slug,
            ask_at=self.ask_at,
            purposes=tuple(dict.fromkeys(Purpose(purpose) for purpose in self.purposes)),
            fields=ordered(self.fields),
        )


def _purpose(name: str) -> str:
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


class PurposeSettings(_Strict):
    """What the file says of one purpose: of one of ours, only what differs."""

    what_for: Annotated[str, AfterValidator(_sentence)] | None = Field(default=None, alias="for")
    basis: Basis | None = None
    choice: Choice | None = None
    retention: Annotated[str, AfterValidator(_retention)] | None = None
    fields: tuple[PersonalField, ...] | None = None

    def definition(self, purpose: Purpose) -> Definition:
        """The purpose; what is not said of one of ours is as the published policy has it."""
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


class Config(_Strict):
    """What the file says; every setting has a default."""

    vendor: str | None = Field(default=None, max_length=300)
    support: str | None = Field(default=None, max_length=2_000)
    audience: Literal["buyers", "everyone"] = "buyers"
    mail: Mail = Mail()
    requests: Requests = Requests()
    site: Site = Site()
    recipients: dict[str, Recipient] | None = None
    purpose_settings: dict[Annotated[str, AfterValidator(_purpose)], PurposeSettings] = Field(
        default_factory=dict, alias="purposes"
    )

    @model_validator(mode="after")
    def _has_contracts(self) -> Self:
        for slug, recipient in (self.recipients or {}).items():
            if not re.fullmatch(SLUG, slug):
                raise ValueError("recipients: each is called by small letters and -, such as bmt-micro")
            try:
                recipient.contract(slug)
            except ValueError:
                raise ValueError(f"recipients.{slug}.purposes: there is no such purpose") from None
        return self

    @property
    def contracts(self) -> dict[str, Contract]:
        """Who may be given what. Where no recipient is named at all, whoever sells for the vendor."""
        if self.recipients is None:
            return {BMT_MICRO.recipient: BMT_MICRO}
        return {slug: recipient.contract(slug) for slug, recipient in self.recipients.items()}

    @model_validator(mode="after")
    def _purposes_are_whole(self) -> Self:
        for name, said in self.purpose_settings.items():
            if problem := _problem(Purpose(name), said):
                raise PydanticCustomError("purpose", "purposes.{name}.{why}", {"name": name, "why": problem})
        return self

    @property
    def everyone(self) -> bool:
        """Whether product news may go to those who only wrote and never bought."""
        return self.audience == "everyone"

    def promised(self) -> dict[str, object]:
        """What the settings promise to people, as JSON has it; `policy --adopt` keeps it with its day."""
        return {
            "audience": self.audience,
            "requests": {"rule": self.requests.rule.value},
            "purposes": {
                one.purpose.value: {
                    "for": one.what_for,
                    "basis": one.basis.value,
                    "choice": one.choice.value if one.choice else None,
                    "retention": str(one.retention) if one.retention else None,
                    "fields": [field.value for field in one.fields],
                }
                for one in self.purposes.values()
            },
            "recipients": {
                one.recipient: {"purposes": list(one.purposes), "fields": list(one.fields)}
                for one in self.contracts.values()
            },
        }

    @property
    def purposes(self) -> dict[Purpose, Definition]:
        """Every purpose that the policy or the file names, the four of ours first."""
        own = {Purpose(name): said.definition(Purpose(name)) for name, said in self.purpose_settings.items()}
        return {**PUBLISHED, **own}


def _problem(purpose: Purpose, said: PurposeSettings) -> str | None:
    """What is wrong with a purpose as a whole."""
    if purpose is Purpose.ORDER and said.choice is not None:
        return "choice: mail about an order leaves none"
    for key, value in (("for", said.what_for), ("basis", said.basis), ("choice", said.choice)):
        if purpose.is_own and value is None:
            return f"{key}: it must be said"
    found = said.definition(purpose)
    if found.basis is Basis.CONSENT and found.choice is Choice.OPT_OUT:
        return "choice: silence is no consent, so it is opt-in"  # recital 32 of the GDPR
    return None


def _whole(folder: Path, named: str | None) -> Path | None:
    return None if named is None else folder / Path(named).expanduser()


def path_beside(db: Path) -> Path:
    """Where the settings of a data file lie."""
    return db.with_name(NAME)


def load(db: Path) -> Config:
    """The settings beside a data file; the defaults where there is no such file.

    Raises BadInput for what cannot be read, naming the setting and repeating no value.
    """
    path = path_beside(db)
    try:
        with path.open("rb") as file:
            return Config.model_validate(tomllib.load(file))
    except FileNotFoundError:
        return Config()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{path} is not valid TOML: {error}", "mend the file and run the command again"
        ) from None
    except OSError as error:
        reason = why(error)
        raise BadInput(f"{path} cannot be read: {reason}", f"see who owns it: ls -l {path}") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        setting = ".".join(str(part) for part in first["loc"] if part != "[key]")
        wrong = _WORDS.get(first["type"], first["msg"].lower().removeprefix("value error, "))
        raise BadInput(
            ": ".join(part for part in (str(path), setting, wrong) if part),
            "the settings are: vendor, support, audience, [mail], [requests], [site], [[site.data]], "
            "[purposes.NAME], [recipients.NAME]; "
            "docs/reference/configuration.md says what each may be",
        ) from None


def template(vendor: str | None, support: str | None) -> str:
    """The file that `init` writes: every setting, with what it means."""
    return f"""\
# Settings of privacyctl. It lies beside the data file and is read anew by each command.

# Who you are, as your policy and your answers name you.
{_setting("vendor", vendor, "Example Software")}

# Where people reach you: your support form or address.
{_setting("support", support, "https://example.com/support")}

# Who gets product news: "buyers" (the published policy: whoever bought and has not said
# no), or "everyone" (those who only wrote as well).
audience = "buyers"

[mail]
# The name of your own mail server, as it stands after "by" in the Received: lines of your
# mail. The 24 hours start when this server took the request in. Without it the topmost
# Received: line counts, which is right where you save mail from your own mailbox.
# server = "mx.example.com"

# By when you answer those who ask to see, correct or erase their data.
[requests]
# "gdpr": one month, on to the next working day where it ends on none. "ccpa": 45 days.
# rule = "gdpr"

# Your public holidays, which are no working days.
# holidays = [2026-12-25, 2027-01-01]

# Your web site, so that `publish` can take out what must not be shown any more, `scan` can
# look for what is left, and `verify` can prove that it is gone. Paths start at this file's
# folder.
[site]
# The folder with the site's source. Nothing outside it is ever written.
# source = "/home/you/site"

# The folder that the site is built into and deployed from.
# built = "/home/you/site/public"

# Where the public sees it. `verify` fetches the pages there.
# url = "https://www.example.com/"

# Pages to look at for every removal, beside those that the register names.
# pages = ["/", "/about/press.html"]

# The command that rebuilds and deploys the site, run by sh in the source folder.
# deploy = "make deploy"

# How many minutes it may take.
# deploy_minutes = 15

# Where you have your CDN forget a page: an address, or a word for yourself.
# cdn = "https://cdn.example.com/purge"

# Each file or folder that holds testimonials or customers: JSON, YAML, TOML, CSV, or
# Markdown front matter; a list, a map of entries, or a folder with one file an entry.
# `under` is the way to the entries where they are not the whole file; `keys` says what the
# site calls our name, company, quote and logo where the usual names do not fit.
# [[site.data]]
# file = "data/testimonials.yaml"
# holds = "testimonials"
# under = "items"
# keys = {{ name = "author.name", quote = "text" }}

# Who else may be given what. Without any of these it is whoever sells for you: BMT Micro,
# for orders. With one of them, nobody but those that are named here gets anything.
# [recipients.bmt-micro]
# name = "BMT Micro, Inc."              # as your policy names them
# ask_at = "https://www.bmtmicro.com/"  # where you tell them of a correction or an erasure
# purposes = ["order"]
# fields = ["email", "name", "company", "order", "product", "quantity", "amount", "currency", "ordered_at"]

# [recipients.our-mailer]
# purposes = ["updates"]
# fields = ["email", "name"]
# What you use data for beside the four purposes that the published policy names: order,
# updates, testimonial and customer-list. A new one is shut until you told people of it
# (privacyctl announce NAME) and their time to opt out is over; the same if you change `for`,
# `basis` or `choice`. How long its data is kept and which fields it uses you may change at
# any time; so you may for the four, under their own names.
# [purposes.surveys]
# for = "to ask buyers what to build next"
# basis = "legitimate-interests"    # or "consent", "contract", "legal-obligation"
# choice = "opt-out"                # or "opt-in"
# retention = "24 months"           # or "10y", "90d"
# fields = ["email", "name", "product"]
"""


def _setting(key: str, value: str | None, example: str) -> str:
    # A basic TOML string has JSON's escapes; U+007F alone must be escaped there and not here.
    import json  # noqa: PLC0415  (only `init` writes this file)

    quoted = json.dumps(value if value is not None else example, ensure_ascii=False).replace(
        "\x7f", "\\u007f"
    )
    return f"{'' if value is not None else '# '}{key} = {quoted}"
