"""The values that keys of several documents have, each with what the published JSON Schema says of it."""

from typing import Annotated, NamedTuple


class TextForm(NamedTuple):
    """How a text is written: by a regular expression, and by a format of JSON Schema's where there is one."""

    name: str
    description: str
    pattern: str
    format: str | None = None


IsoMoment = Annotated[
    str,
    TextForm(
        "Moment",
        "A moment in UTC, in whole seconds: `2026-11-22T09:14:00Z`.",
        r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$",
        "date-time",
    ),
]
Month = Annotated[str, TextForm("Month", "A month in UTC: `2026-10`.", r"^\d{4}-\d\d$")]
Amount = Annotated[
    str, TextForm("Amount", "An amount of the currency that stands beside it: `49.00`.", r"^-?\d+(\.\d+)?$")
]
Sha256 = Annotated[str, TextForm("Sha256", "A SHA-256, in hexadecimal.", "^[0-9a-f]{64}$")]
