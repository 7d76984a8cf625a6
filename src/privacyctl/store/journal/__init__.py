"""The journal beside the data file, `NAME.journal`: every audit entry once more, and the keyed marks of its rows.

It is written after each commit, before the answer, and is read before the record is believed: so
a copy that is older than the journal is known at the first command. A reader of the record, `due`
above all, loads none of these files but `tail` and `standing`.

| file | what lives in it |
|---|---|
| `tail` | how far the journal goes: its last line, found by its bytes |
| `standing` | the journal's end against the record's: in step, behind it, ahead of it, or parted from it |
| `parting` | what a record that is behind its journal lacks, and where two of them part |
| `lines` | a line of the journal, written and read, with its MAC |
| `leavings` | what an entry left in the record that its acts do not tell |
| `appending` | bringing the journal up to the record's head |
| `reading` | the lines of a journal, each checked against the one before |
| `replay` | lost entries done again on a copy |
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from privacyctl.store.journal import (
        appending,
        leavings,
        lines,
        parting,
        reading,
        replay,
        standing,
        tail,
    )

__all__ = ["appending", "leavings", "lines", "parting", "reading", "replay", "standing", "tail"]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
