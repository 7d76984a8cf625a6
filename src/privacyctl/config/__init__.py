"""The vendor's own settings: `privacyctl.toml`, beside the data file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from privacyctl.bounded_files import read_file
from privacyctl.config.inbox import InboxSection
from privacyctl.config.mistakes import known_keys, said_twice
from privacyctl.config.remind import HeartbeatSection, RemindSection
from privacyctl.config.sections import (
    BackupSection,
    MailSettings,
    PurposeSettings,
    RecipientSection,
    RequestsSection,
    SiteSection,
    problem,
    purpose_name,
)
from privacyctl.config.strict import Strict
from privacyctl.errors import BadInput, unreadable
from privacyctl.model.consent import Purpose
from privacyctl.model.disclosure import BMT_MICRO, SLUG, Contract
from privacyctl.model.purpose import PUBLISHED, Definition

NAME = "privacyctl.toml"
_LARGEST = 1_000_000
_WORDS = {
    "extra_forbidden": "there is no such setting",
    "tuple_type": "it is a list, in square brackets",
    "string_type": "it is a text, in quotation marks",
    "missing": "it must be said",
    "date_from_datetime_parsing": "a day is written 2026-12-25",
    "date_from_datetime_inexact": "a day is written 2026-12-25",
    "date_type": "a day is written 2026-12-25",
}
"""Pydantic's commonest error types, in plain words."""


class Config(Strict):
    """The settings; each has a default."""

    vendor: str | None = Field(default=None, max_length=300)
    support: str | None = Field(default=None, max_length=2_000)
    audience: Literal["buyers", "everyone"] = "buyers"
    mail: MailSettings = MailSettings()
    inbox: tuple[InboxSection, ...] = ()
    requests: RequestsSection = RequestsSection()
    remind: tuple[RemindSection, ...] = ()
    heartbeat: HeartbeatSection = HeartbeatSection()
    site: SiteSection = SiteSection()
    backup: BackupSection = BackupSection()
    recipients: dict[str, RecipientSection] | None = None
    purpose_settings: dict[Annotated[str, AfterValidator(purpose_name)], PurposeSettings] = Field(
        default_factory=dict, alias="purposes"
    )

    @model_validator(mode="after")
    def _has_contracts(self) -> Self:
        for slug, recipient in (self.recipients or {}).items():
            if not re.fullmatch(SLUG, slug):
                raise ValueError("recipients: each is called by small letters and -, such as bmt-micro")
            if not set(recipient.purposes) <= {*PUBLISHED, *self.purpose_settings}:
                raise ValueError(f"recipients.{slug}.purposes: there is no such purpose")
        return self

    @model_validator(mode="after")
    def _are_told_apart(self) -> Self:
        for table, names in (
            ("inbox", [section.called for section in self.inbox]),
            ("remind", [section.called for section in self.remind]),
        ):
            if twice := next((name for name in names if names.count(name) > 1), None):
                raise PydanticCustomError(
                    table,
                    "{table}: two are called '{name}': give each a name",
                    {"table": table, "name": twice},
                )
        return self

    @property
    def contracts(self) -> dict[str, Contract]:
        """The contract of each recipient. Without any recipient in the file: BMT Micro's."""
        if self.recipients is None:
            return {BMT_MICRO.recipient: BMT_MICRO}
        return {slug: recipient.contract(slug) for slug, recipient in self.recipients.items()}

    @model_validator(mode="after")
    def _purposes_are_whole(self) -> Self:
        for name, settings in self.purpose_settings.items():
            if wrong := problem(Purpose(name), settings):
                raise PydanticCustomError("purpose", "purposes.{name}.{why}", {"name": name, "why": wrong})
        return self

    @property
    def everyone(self) -> bool:
        """Whether product news may go to contacts who never bought anything."""
        return self.audience == "everyone"

    def promised(self) -> dict[str, object]:
        """The promises in the settings, as a JSON document; `policy --adopt` records it with its day."""
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
        """Every purpose that the published policy or the file names, the policy's four first."""
        own = {
            Purpose(name): settings.definition(Purpose(name))
            for name, settings in self.purpose_settings.items()
        }
        return {**PUBLISHED, **own}


def path_beside(db: Path) -> Path:
    """The path of a data file's settings."""
    return db.with_name(NAME)


def load(db: Path) -> Config:
    """Read the settings beside a data file; the defaults where there is no such file.

    Raises BadInput for a file that cannot be read. It names the setting and repeats no value.
    """
    path, text = path_beside(db), ""
    try:
        if not path.is_file() and not path.is_dir() and path.exists():  # to read a pipe waits without an end
            raise BadInput(
                f"{path} is a pipe or a device: settings stand in a file",
                "are these the settings of privacyctl?",
            )
        data = read_file(path, _LARGEST)
        if data is None:
            raise BadInput(f"{path} is larger than a megabyte", "are these the settings of privacyctl?")
        text = data.decode()
        return Config.model_validate(tomllib.loads(text))
    except FileNotFoundError:
        return Config()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        if twice := said_twice(text):  # pasted below a file that has its headers already
            name, line = twice
            raise BadInput(
                f"{path} says [{name}] twice: {error}",
                f"[{name}] stands at line {line} already: put your lines there",
            ) from None
        raise BadInput(
            f"{path} is not valid TOML: {error}", "mend the file and run the command again"
        ) from None
    except RecursionError:
        raise BadInput(f"{path} is nested too deeply", "mend the file and run the command again") from None
    except OSError as error:
        raise unreadable(path, error) from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        setting = ".".join(str(part) for part in first["loc"] if part != "[key]")
        wrong = _WORDS.get(first["type"], first["msg"].lower().removeprefix("value error, "))
        raise BadInput(
            f"{path}: {setting}: {wrong}" if setting else f"{path}: {wrong}",
            f"{known_keys(Config, first['loc'])}; what each may be: privacyctl help configuration",
        ) from None
