"""The command `backup`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from privacyctl.cli import options
from privacyctl.cli.copies import backup_settings, folders, known_folders
from privacyctl.cli.session import current, record
from privacyctl.errors import BadInput, Refused
from privacyctl.output.screen import stream


def backup(
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="[TARGET]...", help="Folders. Else those of the settings.")
    ] = None,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Make a key for copies, and show its secret part once.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Make an encrypted copy of the record, and read it back."""
    if new_key:
        if targets or as_json:
            raise BadInput("--new-key stands alone", "privacyctl backup --new-key")
        from privacyctl.cli.new_key import make

        make()
        return
    from privacyctl import atomic_files, residue
    from privacyctl.duties.keeping import backup as duty
    from privacyctl.keeping import age
    from privacyctl.keeping.workshop import Workshop, alone, private_folder
    from privacyctl.output import backup as words
    from privacyctl.output.screen.progress import telling
    from privacyctl.store import copies

    with record(warns=False) as store:
        if store.shut is not None:  # that there is a copy could not be written down
            raise store.shut
        said = backup_settings()
        identity, known = copies.identity(store), known_folders(store, said)
    path = current().path.absolute()
    if not all(targets or ()):
        raise BadInput("a target has no name", "name a folder: privacyctl backup FOLDER")
    asked = [Path(folder).expanduser().absolute() for folder in targets or said.targets]
    # A folder that has two names gets one copy.
    named = [*{os.path.realpath(folder): folder for folder in reversed(asked)}.values()][::-1]
    if not said.recipients:
        raise Refused(
            "a copy is encrypted, and there is no key to do it with: [backup] recipients is empty",
            "make a key first: privacyctl backup --new-key",
        )
    if not named:
        raise Refused(
            "there is nowhere to put a copy: [backup] targets is empty",
            "name a folder: privacyctl backup FOLDER",
        )
    age.recipients(said.recipients)
    with alone(path.with_name(f"{path.name}.backup"), "makes a copy of"):
        atomic_files.drop_leftovers(residue.folders(path), path)
        also = [folder for folder in known if folder not in named]
        with private_folder(path, "backup") as folder, telling("bytes") as tell:
            workshop = Workshop(folder, path, said.recipients, tell)
            made = duty.backup(
                lambda: record(warns=False),
                workshop,
                folders(named, identity),
                folders(also, identity),
                said.keep,
            )
    there = {one.folder for one in made.placed if one.trouble is None}
    words.warn(made, [one for one in named if str(one) in there and _is_on_same_disk(one, path)])
    stream.answer(as_json, words.document, words.say, made)
    if not made.is_everywhere:
        raise typer.Exit(1)


def _is_on_same_disk(folder: Path, db: Path) -> bool:
    try:
        return folder.stat().st_dev == db.stat().st_dev
    except OSError:
        return False
