"""The vendor's own settings: `privacyctl.toml`, beside the data file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from privacyctl.errors import BadInput, why
from privacyctl.model.consent import Purpose
from privacyctl.model.disclosure import BMT_MICRO, FIELDS, SLUG, Contract, ordered
from privacyctl.model.site import DataSource, Holds, SiteSettings
from privacyctl.model.site import Field as SiteField

NAME = "privacyctl.toml"
_WORDS = {
    "extra_forbidden": "there is no such setting",
    "tuple_type": "it is a list, in square brackets",
    "string_type": "it is a text, in quotation marks",
    "missing": "it must be said",
}
"""Pydantic's commonest complaints, in the words of the file."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Mail(_Strict):
    """How the vendor's own mail is to be read."""

    server: str | None = Field(default=None, min_length=1, max_length=253)


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


class Config(_Strict):
    """What the file says; every setting has a default."""

    vendor: str | None = Field(default=None, max_length=300)
    support: str | None = Field(default=None, max_length=2_000)
    audience: Literal["buyers", "everyone"] = "buyers"
    mail: Mail = Mail()
    site: Site = Site()
    recipients: dict[str, Recipient] | None = None

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

    @property
    def everyone(self) -> bool:
        """Whether product news may go to those who only wrote and never bought."""
        return self.audience == "everyone"


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
        setting = ".".join(str(part) for part in first["loc"])
        wrong = _WORDS.get(first["type"], first["msg"].lower().removeprefix("value error, "))
        raise BadInput(
            ": ".join(part for part in (str(path), setting, wrong) if part),
            "the settings are: vendor, support, audience, [mail], [site], [[site.data]], [recipients.NAME]; "
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
"""


def _setting(key: str, value: str | None, example: str) -> str:
    # A basic TOML string has JSON's escapes; U+007F alone must be escaped there and not here.
    import json  # noqa: PLC0415  (only `init` writes this file)

    quoted = json.dumps(value if value is not None else example, ensure_ascii=False).replace(
        "\x7f", "\\u007f"
    )
    return f"{'' if value is not None else '# '}{key} = {quoted}"
