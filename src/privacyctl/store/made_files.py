"""The rows of files that commands wrote about people, and their paths."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from privacyctl.errors import BadInput
from privacyctl.model.made import MadeFile, MadeKind
from privacyctl.model.moment import Moment
from privacyctl.store.store import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from privacyctl.model.ids import ContactId
    from privacyctl.store import Store

_MADE = "SELECT id, kind, contact_id, at, path FROM made JOIN made_path ON made_id = id"


def note(store: Store, kind: MadeKind, paths: Iterable[Path], contact: ContactId | None = None) -> None:
    """Note where files are about to be written, before they are: a command may be killed in between.

    What is noted already is left as it is. Raises BadInput for a path that is no text.
    """
    wanted = [_text(path) for path in paths]
    with store.transaction() as tx:
        known = {
            row[0]
            for row in tx.rows(
                f"""SELECT path FROM made_path JOIN made ON made_id = id
                     WHERE kind = ? AND contact_id IS ? AND path IN ({placeholders(wanted)})""",
                (kind.value, contact, *wanted),
            )
        }
        noted = []
        for path in dict.fromkeys(wanted):
            if path not in known:
                made = tx.insert("made", kind=kind.value, contact_id=contact, at=tx.now)
                tx.insert("made_path", made_id=made, path=path)
                noted.append(made)
        if noted:
            tx.record("file-noted", made=noted)


def of_contacts(store: Store, contacts: Sequence[ContactId]) -> list[MadeFile]:
    """The files of these people's own: the answers to what they asked."""
    rows = store.rows(f"{_MADE} WHERE contact_id IN ({placeholders(contacts)}) ORDER BY id", contacts)
    return [_file(*row) for row in rows]


def lists(store: Store) -> list[MadeFile]:
    """The files about many people, in which anybody may be."""
    return [_file(*row) for row in store.rows(f"{_MADE} WHERE contact_id IS NULL ORDER BY id")]


def of_ids(store: Store, numbers: Sequence[int]) -> list[MadeFile]:
    """Files by their numbers."""
    rows = store.rows(f"{_MADE} WHERE id IN ({placeholders(numbers)}) ORDER BY id", numbers)
    return [_file(*row) for row in rows]


def folders(store: Store) -> list[Path]:
    """Every folder in which a command wrote a file, and the one around it: a killed one may have left a part there."""
    parents = {Path(row[0]).parent for row in store.rows("SELECT path FROM made_path")}
    return sorted(parents | {folder.parent for folder in parents})


def forget_paths(store: Store, files: Sequence[int]) -> None:
    """Forget where these files lie. That there were files, and when, stays."""
    with store.transaction() as tx:
        if tx.write(f"DELETE FROM made_path WHERE made_id IN ({placeholders(files)})", files):
            tx.record("path-forgotten", made=sorted(files))


def _text(path: Path) -> str:
    text = str(path.absolute())
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadInput("the name of that file is no text", "name it in UTF-8") from None
    return text


def _file(number: int, kind: str, contact: ContactId | None, at: int, path: str) -> MadeFile:
    return MadeFile(number, MadeKind(kind), contact, Moment(at), Path(path))
