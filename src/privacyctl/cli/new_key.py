"""Making a key for copies: its secret part is shown once, on the terminal, and asked back."""

from __future__ import annotations

import re
import secrets
import sys
import tomllib
from typing import TYPE_CHECKING, TextIO

import typer

from privacyctl.cli.session import current
from privacyctl.errors import BadInput, Refused, unreadable, why
from privacyctl.output.screen import stream

if TYPE_CHECKING:
    from pathlib import Path

_GROUP = 8
_LARGEST = 1_000_000
_SECTION = re.compile(r"^\[backup\]\s*(?:#.*)?$", re.MULTILINE)
_RECIPIENTS = re.compile(r"^recipients\s*=\s*\[(?P<keys>[^\]]*)\]", re.MULTILINE)


def make() -> None:
    """Make a pair of keys at a terminal. Nothing is kept where the secret one is not read back from paper."""
    from privacyctl.keeping import age

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Refused(
            "a key is shown on a terminal alone, so that no file and no log has it",
            "run it at a terminal: privacyctl backup --new-key",
        )
    path = current().path.with_name("privacyctl.toml")
    text = _settings(path)
    secret, public = age.new_identity()
    wanted = with_recipient(text, public)
    groups = [secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP)]
    _show(groups)
    if not (
        _is_read_back(groups, secrets.randbelow(len(groups) - 1)) and _is_read_back(groups, len(groups) - 1)
    ):
        stream.say("That is not what was shown. No key was kept: begin again with a new one.")
        raise typer.Exit(1)
    _write(path, wanted)
    current().made += 1
    stream.say(
        f"{public} is in [backup] recipients of {path}.",
        "Whoever has the sheet of paper can open the copies.",
    )


def with_recipient(text: str, key: str) -> str:
    """The settings with one public key more. Raises BadInput where that cannot be done without a change beside it."""
    added = _with_line(text, key)
    try:
        before, after = tomllib.loads(text), tomllib.loads(added)
        before.setdefault("backup", {}).setdefault("recipients", []).append(key)
    except (tomllib.TOMLDecodeError, AttributeError):
        before, after = {}, {"is": "unreadable"}
    if before != after:
        raise BadInput(
            "the list of public keys in the settings cannot be added to",
            "give it a line of its own under [backup] first: recipients = []",
        )
    return added


def _with_line(text: str, key: str) -> str:
    found = _RECIPIENTS.search(text)
    if found is not None:
        keys = found["keys"].strip().rstrip(",")
        listed = f'{keys}, "{key}"' if keys else f'"{key}"'
        return f"{text[: found.start()]}recipients = [{listed}]{text[found.end() :]}"
    section = _SECTION.search(text)
    if section is not None:
        return f'{text[: section.end()]}\nrecipients = ["{key}"]{text[section.end() :]}'
    return f'{text.rstrip()}\n\n[backup]\nrecipients = ["{key}"]\n'.lstrip()


def _show(groups: list[str]) -> None:
    lines = [f"{number:2}  {group}" for number, group in enumerate(groups, start=1)]
    _terminal().write(
        "Write this on paper, line by line, and keep it away from this machine. It is shown once.\n\n"
        + "".join(f"  {line}\n" for line in lines)
        + "\n"
    )


def _is_read_back(groups: list[str], which: int) -> bool:
    said: str = typer.prompt(f"Line {which + 1} of your sheet", err=True)
    return "".join(said.split()).upper() == groups[which].upper()


def _terminal() -> TextIO:
    """Where people read, and no file and no pipe."""
    return sys.stderr


def _settings(path: Path) -> str:
    from privacyctl.bounded_files import read_file

    try:
        data = read_file(path, _LARGEST)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise unreadable(path, error) from None
    if data is None:
        raise BadInput(f"{path} is too large to be added to", "are these the settings of privacyctl?")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not in UTF-8", "save it as UTF-8") from None


def _write(path: Path, text: str) -> None:
    from privacyctl import atomic_files

    try:
        with atomic_files.beside(path, [text.encode()]) as built:
            built.replace(path)
    except OSError as error:
        raise Refused(
            f"{path} cannot be written: {why(error)}; no key was kept", f"see: ls -l {path}"
        ) from None
