"""The vendor's own settings: `privacyctl.toml`, beside the data file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from privacyctl.errors import BadInput, why

NAME = "privacyctl.toml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Mail(_Strict):
    """How the vendor's own mail is to be read."""

    server: str | None = Field(default=None, min_length=1, max_length=253)


class Config(_Strict):
    """What the file says; every setting has a default."""

    vendor: str | None = Field(default=None, max_length=300)
    support: str | None = Field(default=None, max_length=2_000)
    audience: Literal["buyers", "everyone"] = "buyers"
    mail: Mail = Mail()

    @property
    def everyone(self) -> bool:
        """Whether product news may go to those who only wrote and never bought."""
        return self.audience == "everyone"


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
        raise BadInput(
            f"{path}: {setting}: {first['msg'].lower()}",
            "the settings are: vendor, support, audience, mail.server",
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
"""


def _setting(key: str, value: str | None, example: str) -> str:
    # A basic TOML string has JSON's escapes; U+007F alone must be escaped there and not here.
    import json  # noqa: PLC0415  (only `init` writes this file)

    quoted = json.dumps(value if value is not None else example, ensure_ascii=False).replace(
        "\x7f", "\\u007f"
    )
    return f"{'' if value is not None else '# '}{key} = {quoted}"
