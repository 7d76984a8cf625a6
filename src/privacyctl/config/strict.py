"""What every section of the settings is: a key that is not known is an error."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=2_000)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
