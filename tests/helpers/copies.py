"""A pair of keys for copies, the settings with its public one, and the sheet of paper with its secret one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SECRET_KEY = "AGE-SECRET-KEY-187MFYGN4Q626D4GTSQMG06VAGPDJZNJWTZ323W4444Z7YT8TZ86SXSTHTP"
PUBLIC_KEY = "age1lkx9qfy9uxy5y4z703txwt2cfk68wn5whesnrxk0lsxs6u5dgcmqfs27zv"


def settings(target: Path | str, more: str = "") -> str:
    """The section of the settings for copies in one folder."""
    return f'[backup]\ntargets = ["{target}"]\nrecipients = ["{PUBLIC_KEY}"]\n{more}'


def key_file(folder: Path) -> Path:
    """The file with the secret key, as `age-keygen` writes it."""
    path = folder / "key.txt"
    path.write_text(f"# created: 2026-11-22T12:00:00Z\n# public key: {PUBLIC_KEY}\n{SECRET_KEY}\n", "ascii")
    return path
